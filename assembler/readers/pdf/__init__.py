"""The reader of signed PDFs: untrusted, of any program, read in a process of their own that time and memory bound."""

from assembler.readers.pdf.chart_words import chart_words
from assembler.readers.pdf.process import read_pdf_file

__all__ = ["chart_words", "read_pdf_file"]
