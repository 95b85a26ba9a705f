"""A PDF handed to the process that reads it, and its answer; or why it can't be read, said in French."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from assembler.model.pdftext import Box, PdfLine, PdfMark, PdfText
from assembler.model.place import Place, Problems
from assembler.readers.pdf.limits import MAX_BYTES, MOST_PAGES, PATIENCE

_RENEW = "Exportez-le à nouveau en PDF, ou demandez qu’on vous le renvoie."
_SLOW = "Sa lecture demande trop de temps ou de mémoire"
_REASONS = {
    "abîmé": ("Le PDF est abîmé : son contenu ne peut pas être lu.", _RENEW),
    "protégé": (
        "Le PDF est chiffré ou protégé par un mot de passe.",
        "Enregistrez-en une copie sans protection (dans Acrobat : Propriétés, Sécurité, « Aucune protection »).",
    ),
    "trop de pages": (f"Le PDF a plus de {MOST_PAGES} pages.", "Donnez le fichier de la seule convention."),
    "trop gros": (f"Le PDF est trop gros : {_SLOW[0].lower()}{_SLOW[1:]}.", _RENEW),
    "pas un PDF": ("Le fichier n’est pas un PDF, malgré son nom.", "Donnez le PDF ou le Word (.docx) signé."),
}


def read_pdf_file(path: Path, patience: float = PATIENCE) -> PdfText:
    """The words of a PDF, and what stands beside them. `patience`: seconds after which reading is given up.

    Raises Problems: it is not there, is no PDF, is damaged, protected, or takes too much to read.
    """
    place = Place(path)
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        raise Problems.one(f"Le fichier ne peut pas être lu : {error.strerror}.", "Vérifiez son nom.", place) from None
    if size > MAX_BYTES:
        message = f"Le fichier est trop gros : {size // 1_000_000} Mo, pour {MAX_BYTES // 1_000_000} Mo au plus."
        raise Problems.one(message, "Enregistrez-le dans une taille réduite.", place)
    answer = _answer(data, patience)
    if "fault" in answer:
        raise Problems.one(*_REASONS[answer["fault"]], place)
    return _text(answer)


def _answer(data: bytes, patience: float) -> dict[str, Any]:
    """What the process says; the fault « trop gros » where it says nothing in time, or died."""
    command = [sys.executable, "-P", "-m", "assembler.readers.pdf.child"]
    known = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=patience, check=False, env=known)
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return {"fault": "trop gros"}
    return answer if isinstance(answer, dict) else {"fault": "trop gros"}


def _text(answer: dict[str, Any]) -> PdfText:
    return PdfText(
        tuple((width, height) for width, height in answer["sizes"]),
        tuple(PdfLine(**(each | {"box": Box(**each["box"])})) for each in answer["lines"]),
        tuple(PdfMark(**(each | {"box": Box(**each["box"]) if each["box"] else None})) for each in answer["marks"]),
    )
