"""Empty signature fields of a PDF, one a signatory: where each lies, what it is called, and how it gets there."""

from __future__ import annotations

import importlib
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

from assembler.model.anchors import bookmark_name
from assembler.model.document import Blank, Inlines, SignatureBox, plain
from assembler.model.place import Collector, Problems
from assembler.model.produced import Destination
from assembler.writers.pdf.fields_tags import tag_fields
from assembler.writers.signatures import SignatureArea

_LONGEST_NAME = 60
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "ß": "ss"})
_INSTALL = 'Installez l’extra « signature » : python -m pip install "assembler[signature]".'


@dataclass(frozen=True, slots=True)
class SignatureField:
    """`name`: unique in its PDF. `label`: what a reader of the screen says. `page` from 1; the rest in points."""

    name: str
    label: str
    page: int
    left: float
    bottom: float
    right: float
    top: float


def field_name(rank: int, organisme: str) -> str:
    """« Signature_1_Caf_du_Pas_de_Calais »: letters without accents, digits and « _ », at most 60. `rank` from 1."""
    letters = unicodedata.normalize("NFKD", organisme.translate(_LIGATURES))
    words = re.findall(r"[A-Za-z0-9]+", "".join(c for c in letters if not unicodedata.combining(c)))
    return "_".join(["Signature", str(rank), *words])[:_LONGEST_NAME].rstrip("_")


def signature_fields(
    boxes: Sequence[SignatureBox], areas: Sequence[SignatureArea], destinations: Mapping[str, Destination]
) -> tuple[SignatureField, ...]:
    """A field a box, in their order. `areas`: as many as boxes; `destinations`: by the name of the Word bookmark.

    Raises Problems: no box, or the signatories whose area is not in the PDF.
    """
    if not boxes:
        raise Problems.one(
            "Le document n’a aucune case de signature : il n’y a pas où placer un champ.",
            "Écrivez le bloc des signatures dans la clause de signature, ou retirez « --champs-signature ».",
        )
    collector, found = Collector(), []
    for rank, (box, area) in enumerate(zip(boxes, areas, strict=True), start=1):
        found.append(collector.attempt(_field, rank, box, area, destinations))
    collector.finish()
    return tuple(field for field in found if field is not None)


def _field(
    rank: int, box: SignatureBox, area: SignatureArea, destinations: Mapping[str, Destination]
) -> SignatureField:
    place = destinations.get(bookmark_name(area.anchor))
    if place is None:
        who = _known(box.organisme) or _known(box.nom)
        named = f"« {who} » (signataire n° {rank})" if who else f"signataire n° {rank}"
        raise Problems.one(
            f"La place de la signature est introuvable dans le PDF : {named}.",
            "Vérifiez que le modèle Word ne masque pas la page de signature, puis relancez la commande.",
        )
    name, label = field_name(rank, _known(box.organisme)), _label(rank, box)
    return SignatureField(
        name, label, place.page, place.left, place.top - area.height, place.left + area.width, place.top
    )


def with_signature_fields(data: bytes, fields: Sequence[SignatureField]) -> bytes:
    """A tagged PDF with these fields (one at least), empty, to be signed in any order; tags and metadata stay right.

    The same PDF and fields give the same bytes. Raises Problems: pyHanko is not installed.
    """
    source = io.BytesIO(data)
    writer, hanko = _pyhanko(source)
    for field in fields:
        box = (field.left, field.bottom, field.right, field.top)
        spec = hanko.SigFieldSpec(field.name, field.page - 1, box, readable_field_name=field.label)
        hanko.append_signature_field(writer, spec)
    filled = io.BytesIO()
    writer.write(filled)
    result = io.BytesIO()
    with pikepdf.open(source) as original, pikepdf.open(filled) as pdf:
        _restore_metadata(pdf, original)
        tag_fields(pdf)
        pdf.save(
            result,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return result.getvalue()


def _pyhanko(source: io.BytesIO) -> tuple[Any, Any]:
    """What adds to that PDF, and the module of fields. Raises Problems: no extra."""
    try:
        writing: Any = importlib.import_module("pyhanko.pdf_utils.incremental_writer")
        fields: Any = importlib.import_module("pyhanko.sign.fields")
    except ImportError:
        raise Problems.one("Les champs de signature demandent la bibliothèque « pyHanko ».", _INSTALL) from None
    return writing.IncrementalPdfFileWriter(source), fields


def _restore_metadata(pdf: pikepdf.Pdf, original: pikepdf.Pdf) -> None:
    """pyHanko dates the file of today and names itself as its producer."""
    for holder, source, key in ((pdf.Root, original.Root, "/Metadata"), (pdf.trailer, original.trailer, "/Info")):
        if key in source:
            holder[key] = pdf.copy_foreign(source[key])
        elif key in holder:
            del holder[key]


def _known(inlines: Inlines) -> str:
    """The text on one line; empty where a part of it is still missing."""
    return "" if any(isinstance(each, Blank) for each in inlines) else " ".join(plain(inlines).split())


def _label(rank: int, box: SignatureBox) -> str:
    signer = ", ".join(filter(None, (_known(box.nom), _known(box.qualite))))
    parts = [part for part in (_known(box.organisme), signer) if part]
    return " – ".join(["Signature", *parts]) if parts else f"Signature {rank}"
