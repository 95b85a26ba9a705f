"""The reader of Word files that come back: untrusted, of any program, with all that hides beside their text.

Who needs the file itself beside its words takes `cleaned(data: bytes, path: Path) -> bytes`: a small .docx of what
was judged and read, and of nothing else. It has `word/document.xml`, styles and numbering if the file has some under
`word/styles.xml` and `word/numbering.xml`, headers, footers, notes, comments, theme, raster images and charts with
their relationships; neither settings nor custom properties nor embedded files. Its XML is written again without
comments, processing instructions and `mc:AlternateContent`; the items of its body are those of the file, rank by
rank and word by word. It raises Problems as `read_word_bytes` does.
"""

from assembler.readers.word.cleaning import cleaned
from assembler.readers.word.reading import is_as_written, read_word, read_word_bytes, read_word_file

__all__ = ["cleaned", "is_as_written", "read_word", "read_word_bytes", "read_word_file"]
