"""Document -> the bytes of a Word file, proven before anyone sees them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import Any

from markupsafe import Markup

from assembler.model.document import FICHE_CELLS, Cover, Document, FicheGrid, Part, Text, plain
from assembler.model.layout import UNPAGED, Layout
from assembler.model.manifest import Manifest
from assembler.word.digest import parts_digest
from assembler.writers.blocks import BlockWriter
from assembler.writers.custom_properties import with_custom_properties
from assembler.writers.heights import loosened
from assembler.writers.package import Image, core_properties, finished, read_image, zip_parts
from assembler.writers.proof import prove
from assembler.writers.templates import FICHE, MAIN, Templates
from assembler.writers.toc import figure_lists, table_of_contents
from assembler.writers.wordml import CONTROL_END, control_start, paragraph

_DOCUMENT = "word/document.xml"
_NUMBERING = "word/numbering.xml"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FIRST_CONTROL_ID = 2000
_MOST_OF_A_LINE = 70  # characters of two names in the style of the logos, with room between them


@dataclass(frozen=True, slots=True)
class Control:
    """What stands before and behind the blocks of a part; both empty where there is no control."""

    debut: Markup
    fin: Markup


def write_convention(
    document: Document,
    templates: Templates,
    logos: Mapping[str, bytes],
    manifest: Manifest | None = None,
    layout: Layout = UNPAGED,
) -> bytes:
    """The whole convention. `logos` maps the cover's logo paths to their bytes; `manifest` None leaves none in it.

    `layout`: what rendering has told of its pages.

    Raises Problems: a wrong tag, an unreadable logo, or a text that did not come out.
    """
    images = {path: read_image(f"logo{rank}", logos[path]) for rank, path in enumerate(sorted(logos), start=1)}
    parts = render_parts(document, templates, images, block_writer(document, templates, layout))
    if manifest:
        stamped = replace(manifest, file=parts_digest(parts, parts.__getitem__))
        parts = with_custom_properties(parts, stamped.properties())
    data = zip_parts(parts)
    prove(data, document, templates.folder / MAIN, templates.own_lines, layout=layout)
    return data


def render_parts(
    document: Document, templates: Templates, images: Mapping[str, Image], writer: BlockWriter | None = None
) -> dict[str, bytes]:
    """Every part of the package, before zipping. `writer`: one that has written what stands before; None: a new one."""
    writer = writer or block_writer(document, templates)
    values = _values(document, templates, writer, images)
    changed = {_DOCUMENT: templates.render(MAIN, values).encode()}
    changed |= {part: templates.render(f"{MAIN}#{part}", values).encode() for part in templates.running}
    changed |= numbering_part(templates, writer)
    properties = core_properties(_title(document), document.running_title, document.cover.caf, keywords(document.cover))
    comments = [writer.comments.part()] if writer.comments.written else []
    added = [*(image.part for image in images.values()), *comments, *writer.charts.parts]
    return finished(templates.parts, changed, properties, added)


def block_writer(document: Document, templates: Templates, layout: Layout = UNPAGED) -> BlockWriter:
    """Writes the blocks of this document; links lead to its own headings and captions."""
    anchors = frozenset(each.anchor for each in chain(document.headings(), document.captioned()))
    return BlockWriter(templates.styles, templates.width, anchors, partial(_fiche, templates=templates), layout)


def numbering_part(templates: Templates, writer: BlockWriter) -> dict[str, bytes]:
    """The part that numbers lists, those written so far added."""
    numbering = templates.parts[_NUMBERING].replace(b"</w:numbering>", writer.numbering().encode() + b"</w:numbering>")
    return {_NUMBERING: numbering}


def annexe_alone(document: Document, annexe: Part) -> Document:
    """A document that holds one annexe, under the convention's cover."""
    return Document(document.cover, f"{document.running_title} – annexe {annexe.number}", (annexe,))


def _title(document: Document) -> str:
    if len(document.parts) == 1 and document.annexes:
        return f"{plain(document.parts[0].heading.inlines)} – {document.cover.territory}"
    return f"{document.cover.title} – {document.cover.territory}"


def keywords(cover: Cover) -> tuple[str, ...]:
    """What the file is found by: its title, the territory, the years, the CAF."""
    years = dict.fromkeys(_YEAR.findall(plain(cover.period)))
    return cover.title, cover.territory, "-".join(years), cover.caf


def _values(
    document: Document, templates: Templates, writer: BlockWriter, images: Mapping[str, Image]
) -> dict[str, Any]:
    """What the tags of `convention.docx` may name (docs/templates.md)."""
    ranks = {part.name: rank for rank, part in enumerate(document.parts)}
    last = document.parts[-1]
    body = Markup("").join(part_xml(part, ranks[part.name], writer, part is last) for part in document.body)
    annexes = [
        {
            "controle": _control(annexe, ranks[annexe.name]),
            "modele": templates.annexe_for(annexe.name.partition(":")[2]),
            "titre": writer.heading(annexe.heading, annexe.remarks),
            "contenu": figure_lists(annexe.figures, templates.styles, writer.layout)
            + writer.blocks(annexe.blocks, closed=annexe is last),
        }
        for annexe in document.annexes
    ]
    return {
        "couverture": cover_values(document.cover, writer, images),
        "entete": document.running_title,
        "pied": document.cover.caf,
        "sommaire": table_of_contents(document.headings(), templates.styles, writer.layout),
        "corps": body,
        "annexes": annexes,
    }


def cover_values(cover: Cover, writer: BlockWriter, images: Mapping[str, Image]) -> dict[str, Any]:
    """What a template may name of a cover, or of a title block. `images` by the path of each logo."""
    caf = _logo(cover.logo_caf, cover.caf, writer, images, 1)
    territory = _logo(cover.logo_territoire, cover.territory, writer, images, 2)
    style = writer.styles["logo"]
    return {
        "logos": Markup(_side_by_side(caf, territory, cover, writer)),
        "logo_caf": Markup(paragraph(style, caf)),
        "logo_territoire": Markup(paragraph(style, territory)),
        "titre": cover.title,
        "sous_titre": cover.subtitle,
        "territoire": cover.territory,
        "periode": Markup(writer.runs(cover.period)),
        "mention": cover.mention,
    }


def _control(part: Part, rank: int) -> Control:
    """The content control of a part: `article:fin@2023-01`, under the part's title.

    None around remarks: LibreOffice 7.4 loses a heading that bears a comment and begins a control.
    """
    if part.remarks:
        return Control(Markup(""), Markup(""))
    tag = f"{part.name}@{part.clause.version}"
    start = control_start(tag, plain(part.heading.inlines), _FIRST_CONTROL_ID + rank)
    return Control(Markup(start), Markup(CONTROL_END))


def part_xml(part: Part, rank: int, writer: BlockWriter, closed: bool = True) -> Markup:
    """A part's heading and blocks in its content control; `rank` is its own in the file, `closed` as in `blocks`."""
    control = _control(part, rank)
    heading = writer.heading(part.heading, part.remarks)
    return control.debut + heading + writer.blocks(part.blocks, closed=closed) + control.fin


def _logo(path: str | None, name: str, writer: BlockWriter, images: Mapping[str, Image], number: int) -> str:
    """The picture, or the institution's name where there is none."""
    return images[path].drawing(number, f"Logo : {name}") if path else writer.runs((Text(name),))


def _side_by_side(caf: str, territory: str, cover: Cover, writer: BlockWriter) -> str:
    """Both logos on one line, one at each margin; two long names, each on a line of its own."""
    style = writer.styles["logo"]
    if not (cover.logo_caf or cover.logo_territoire) and len(cover.caf) + len(cover.territory) > _MOST_OF_A_LINE:
        return paragraph(style, caf) + paragraph(style, territory, '<w:jc w:val="right"/>')
    at_margin = f'<w:tabs><w:tab w:val="right" w:pos="{writer.width}"/></w:tabs><w:textAlignment w:val="center"/>'
    return paragraph(style, f"{caf}<w:r><w:tab/></w:r>{territory}", at_margin)


def _fiche(fiche: FicheGrid, writer: BlockWriter, templates: Templates) -> str:
    cells = {key: writer.blocks(fiche.cells[key], "cell ") for key in FICHE_CELLS}
    values = {
        "titre": writer.heading(fiche.heading, fiche.remarks),
        "axe": fiche.axe,
        "enjeux": writer.blocks(fiche.enjeux),
        "presentation": writer.blocks(fiche.presentation),
        "moyens": writer.blocks(fiche.moyens, "cell "),
        **cells,
    }
    return loosened(templates.render(FICHE, {"fiche": values}))
