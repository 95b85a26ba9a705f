"""A few parts as a Word file in the convention’s look, without cover nor sommaire: for a redline of clauses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assembler.model.document import Cover, Document, Part
from assembler.writers.docx import block_writer, numbering_part, part_xml
from assembler.writers.package import core_properties, finished, zip_parts
from assembler.writers.templates import MAIN, Templates

_DOCUMENT = "word/document.xml"
_LAST_SECTION = re.compile(r"(<w:sectPr\b(?:(?!<w:sectPr\b).)*</w:sectPr>)\s*</w:body>\s*</w:document>\s*$", re.DOTALL)
_OTHER_FIRST_PAGE = re.compile(r"<w:titlePg\b[^>]*/>|<w:(?:header|footer)Reference [^>]*w:type=\"first\"[^>]*/>")
_COVER_TAGS = ("logos", "logo_caf", "logo_territoire", "titre", "sous_titre", "territoire", "periode", "mention")


def write_extract(running_title: str, author: str, parts: Sequence[Part], templates: Templates) -> bytes:
    """`running_title` stands in the header, `author` in the footer. A link to a part that is not there is plain text.

    Raises Problems naming a wrong tag of the templates.
    """
    document = Document(Cover("", "", "", (), author, None, None), running_title, tuple(parts))
    writer = block_writer(document, templates)
    blocks = "".join([part_xml(part, rank, writer) for rank, part in enumerate(parts)])
    values = {"entete": running_title, "pied": author, "couverture": dict.fromkeys(_COVER_TAGS, "")}
    changed = {_DOCUMENT: with_body(templates.parts[_DOCUMENT].decode(), blocks).encode()}
    changed |= {part: templates.render(f"{MAIN}#{part}", values).encode() for part in templates.running}
    changed |= numbering_part(templates, writer)
    comments = [writer.comments.part()] if writer.comments.written else []
    properties = core_properties(running_title, running_title, author)
    return zip_parts(finished(templates.parts, changed, properties, [*comments, *writer.charts.parts]))


def with_body(template: str, blocks: str) -> str:
    """The template's document: its last section's layout under other blocks, the first page as any other."""
    start = template.index("<w:body>") + len("<w:body>")
    return template[:start] + blocks + last_section(template) + "</w:body></w:document>"


def last_section(template: str) -> str:
    """The `w:sectPr` that lays out the template's last section, the first page as any other; empty: there is none."""
    section = _LAST_SECTION.search(template)
    return _OTHER_FIRST_PAGE.sub("", section[1]) if section else ""
