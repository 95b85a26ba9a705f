"""The reader of Word files that come back: untrusted, of any program, with all that hides beside their text."""

from assembler.readers.word.reading import read_word, read_word_bytes

__all__ = ["read_word", "read_word_bytes"]
