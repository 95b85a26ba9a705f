"""The Word file as a PDF to sign and to publish."""
