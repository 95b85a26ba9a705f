"""An act as a Word file: a title block over its text, in the convention's look; the convention may follow it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from lxml import etree
from markupsafe import Markup

from assembler.model.document import Document
from assembler.model.layout import UNPAGED, Layout
from assembler.model.manifest import Manifest
from assembler.model.place import Place, Problems
from assembler.word.digest import parts_digest
from assembler.writers.blocks import BlockWriter
from assembler.writers.custom_properties import with_custom_properties
from assembler.writers.docx import block_writer, cover_values, keywords, numbering_part, part_xml, render_parts
from assembler.writers.extract import last_section, with_body
from assembler.writers.package import AddedPart, Image, core_properties, finished, read_image, with_added, zip_parts
from assembler.writers.proof import prove
from assembler.writers.templates import MAIN, Templates
from assembler.writers.wordml import paragraph

_DOCUMENT = "word/document.xml"
_CORE = "docProps/core.xml"
_BODY = "<w:body>"
_OWN_LOGO = 3
"""The number of its drawing; the cover of a convention has 1 and 2."""
_FIRST_RANK = 500  # of the act's content controls, clear of those of the convention behind it
_SECTION_PARAGRAPH = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
_ANNEXED = "convention_annexee"
_ANNEXED_ID = 999  # clear of those that the convention's own bookmarks have
_SOMMAIRE = re.compile(r"(<w:instrText[^>]*> TOC )(?=\\)")
_RUNNING_REFERENCE = re.compile(r'<w:(header|footer)Reference [^>]*?r:id="([^"]+)"[^>]*/>')


@dataclass(frozen=True, slots=True)
class Acte:
    """An act to write. `template`: the name of its own; `author`: who made the file, in its properties.

    `manifest` None leaves none in the file. `annexe`: the convention that follows, each page as it is alone.
    """

    document: Document
    template: str
    author: str
    manifest: Manifest | None = None
    annexe: Document | None = None

    @property
    def whole(self) -> Document:
        """The act and what follows it, as one document."""
        behind = self.annexe.parts if self.annexe else ()
        return replace(self.document, parts=(*self.document.parts, *behind))


def write_acte(acte: Acte, templates: Templates, logos: Mapping[str, bytes], layout: Layout = UNPAGED) -> bytes:
    """`logos` maps the paths of the logos, also of those of the annexe, to their bytes. `layout`: as for a convention.

    Raises Problems: no template, a wrong tag, an unreadable logo, or a text that did not come out.
    """
    if acte.template not in templates.annexes:
        hint = "Reprenez-le du dépôt d’origine."
        raise Problems.one(f"Le modèle « {acte.template} » manque.", hint, Place(templates.folder / acte.template))
    images = {path: read_image(f"logo{rank}", logos[path]) for rank, path in enumerate(sorted(logos), start=1)}
    parts = _Writing(acte, templates, images, layout).parts()
    if acte.manifest:
        stamped = replace(acte.manifest, file=parts_digest(parts, parts.__getitem__))
        parts = with_custom_properties(parts, stamped.properties())
    data = zip_parts(parts)
    own, template = templates.own_lines, templates.folder / acte.template
    if acte.annexe:
        prove(data, acte.annexe, template, own, layout=layout, before=acte.document)
    else:
        prove(data, acte.document, template, own, sommaire=False)
    return data


@dataclass(frozen=True, slots=True)
class _Writing:
    acte: Acte
    templates: Templates
    images: Mapping[str, Image]
    layout: Layout

    def parts(self) -> dict[str, bytes]:
        """Every part of the package, before zipping."""
        annexe = self.acte.annexe
        writer = block_writer(self.acte.whole, self.templates, self.layout)
        values = self._values(writer)
        blocks = self.templates.render(self.acte.template, values)
        return self._before(annexe, blocks, values, writer) if annexe else self._alone(blocks, values, writer)

    def _values(self, writer: BlockWriter) -> dict[str, Any]:
        document = self.acte.document
        cover = document.cover
        own = self.images.get(cover.logo_territoire or "")
        drawing = own.drawing(_OWN_LOGO, f"Logo : {cover.territory}") if own else ""
        logo = Markup(paragraph(writer.styles["logo"], drawing)) if drawing else ""
        return {
            "couverture": {**cover_values(cover, writer, self.images), "logo": logo},
            "entete": document.running_title,
            "pied": cover.caf,
            "corps": Markup("").join(
                part_xml(part, rank, writer) for rank, part in enumerate(document.parts, start=_FIRST_RANK)
            ),
        }

    def _alone(self, blocks: str, values: Mapping[str, Any], writer: BlockWriter) -> dict[str, bytes]:
        templates = self.templates
        changed = {_DOCUMENT: with_body(templates.parts[_DOCUMENT].decode(), blocks).encode()}
        changed |= {part: templates.render(f"{MAIN}#{part}", values).encode() for part in templates.running}
        changed |= numbering_part(templates, writer)
        added = [*(image.part for image in self.images.values()), *writer.charts.parts]
        return finished(templates.parts, changed, self._properties(), added)

    def _properties(self) -> bytes:
        document = self.acte.document
        cover = document.cover
        title = f"{cover.title} {cover.subtitle} – {cover.territory}"
        return core_properties(title, document.running_title, self.acte.author, keywords(cover))

    # -- before the convention

    def _before(
        self, annexe: Document, blocks: str, values: Mapping[str, Any], writer: BlockWriter
    ) -> dict[str, bytes]:
        """The convention's file, with the act in a section of its own before it, under its own header and footer."""
        parts = render_parts(annexe, self.templates, self.images, writer)
        section, running = self._section(parts, values)
        own = paragraph(writer.styles["note"], "", _SECTION_PARAGRAPH + section)
        parts[_DOCUMENT] = _joined(parts[_DOCUMENT].decode(), blocks + own).encode()
        parts[_CORE] = self._properties()
        return with_added(parts, running)

    def _section(self, parts: dict[str, bytes], values: Mapping[str, Any]) -> tuple[str, list[AddedPart]]:
        """The layout of the act's pages, and its headers and footers, whose pictures `parts` are told of."""
        targets = _targets(self.templates.parts["word/_rels/document.xml.rels"])
        added: dict[str, AddedPart] = {}

        def renamed(found: re.Match[str]) -> str:
            kind, relation = found[1], found[2]
            name = PurePosixPath(targets[relation]).name
            content = self.templates.render(f"{MAIN}#word/{name}", values).encode()
            content_type = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
            added[relation] = AddedPart(f"acte_{name}", content, f"rId_acte_{relation}", kind, content_type)
            if own := parts.get(f"word/_rels/{name}.rels"):
                parts[f"word/_rels/acte_{name}.rels"] = own
            return found[0].replace(f'r:id="{relation}"', f'r:id="{added[relation].relation}"')

        section = _RUNNING_REFERENCE.sub(renamed, last_section(self.templates.parts[_DOCUMENT].decode()))
        return section, list(added.values())


def _targets(relations: bytes) -> dict[str, str]:
    """Where each relationship leads, by its identifier."""
    return {each.get("Id", ""): each.get("Target", "") for each in etree.fromstring(relations)}


def _joined(convention: str, blocks: str) -> str:
    """The convention's body behind `blocks`. Its sommaire, once refreshed in Word, still lists the convention alone."""
    start = convention.index(_BODY) + len(_BODY)
    end = convention.rindex("<w:sectPr")
    body = _SOMMAIRE.sub(rf"\1\\b {_ANNEXED} ", convention[start:end])
    opened = f'<w:bookmarkStart w:id="{_ANNEXED_ID}" w:name="{_ANNEXED}"/>'
    return f'{convention[:start]}{blocks}{opened}{body}<w:bookmarkEnd w:id="{_ANNEXED_ID}"/>{convention[end:]}'
