"""A signed PDF held against the text that was sealed: words in order, and all that stands beside them."""

from assembler.compare.signed.additions import is_filling
from assembler.compare.signed.compare import SignedPdf, compare_signed
from assembler.compare.signed.tokens import words_of

__all__ = ["SignedPdf", "compare_signed", "is_filling", "words_of"]
