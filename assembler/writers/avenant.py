"""An avenant as a Word file: a title block over its text, in the convention's look, without cover nor sommaire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from markupsafe import Markup

from assembler.model.document import Document
from assembler.model.manifest import Manifest
from assembler.model.place import Place, Problems
from assembler.word.digest import parts_digest
from assembler.writers.custom_properties import with_custom_properties
from assembler.writers.docx import block_writer, cover_values, keywords, numbering_part, part_xml
from assembler.writers.extract import with_body
from assembler.writers.package import Image, core_properties, finished, read_image, zip_parts
from assembler.writers.proof import prove
from assembler.writers.templates import AVENANT, MAIN, Templates

_DOCUMENT = "word/document.xml"


def write_avenant(document: Document, templates: Templates, logos: Mapping[str, bytes], manifest: Manifest) -> bytes:
    """`logos` maps the paths of the logos to their bytes.

    Raises Problems: no template, a wrong tag, an unreadable logo, or a text that did not come out.
    """
    if AVENANT not in templates.annexes:
        hint = "Reprenez-le du dépôt d’origine."
        raise Problems.one(f"Le modèle « {AVENANT} » manque.", hint, Place(templates.folder / AVENANT))
    images = {path: read_image(f"logo{rank}", logos[path]) for rank, path in enumerate(sorted(logos), start=1)}
    parts = _parts(document, templates, images)
    stamped = replace(manifest, file=parts_digest(parts, parts.__getitem__))
    data = zip_parts(with_custom_properties(parts, stamped.properties()))
    prove(data, document, templates.folder / AVENANT, templates.own_lines, sommaire=False)
    return data


def _parts(document: Document, templates: Templates, images: Mapping[str, Image]) -> dict[str, bytes]:
    """Every part of the package, before zipping."""
    writer = block_writer(document, templates)
    cover = document.cover
    values = {
        "couverture": cover_values(cover, writer, images),
        "entete": document.running_title,
        "pied": cover.caf,
        "corps": Markup("").join(part_xml(part, rank, writer) for rank, part in enumerate(document.parts)),
    }
    body = with_body(templates.parts[_DOCUMENT].decode(), templates.render(AVENANT, values))
    changed = {_DOCUMENT: body.encode()}
    changed |= {part: templates.render(f"{MAIN}#{part}", values).encode() for part in templates.running}
    changed |= numbering_part(templates, writer)
    title = f"{cover.title} {cover.subtitle} – {cover.territory}"
    properties = core_properties(title, document.running_title, cover.caf, keywords(cover))
    added = [*(image.part for image in images.values()), *writer.charts.parts]
    return finished(templates.parts, changed, properties, added)
