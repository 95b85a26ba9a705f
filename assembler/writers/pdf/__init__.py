"""The convention as a PDF: LibreOffice lays it out, pikepdf makes it conform, pyHanko adds the fields to sign."""
