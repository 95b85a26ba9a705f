"""The template of the plain docxtpl document: the workspace's, with loops where the engine places blocks."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from lxml import etree

from assembler.model.document import FICHE_CELLS
from assembler.writers.styles import Styles, W
from assembler.writers.templates import FICHE, Templates
from assembler.writers.wordml import cell, paragraph, row, table

_DOCUMENT = "word/document.xml"
_WHOLE = "<w:cantSplit/>"


def make_template(templates: Templates) -> bytes:
    """Made once, as a person does in Word."""
    styles = templates.styles
    root = etree.fromstring(templates.parts[_DOCUMENT])
    names = ("couverture.logo_caf", "couverture.logo_territoire")
    logos = "".join(_p(styles["logo"], f"{{{{ {name} }}}}") for name in names)
    _replace(root, "{{p couverture.logos }}", logos)
    _replace(root, "{{p sommaire }}", _contents(styles))
    _replace(root, "{%p if corps %}", _tag("p if parties"))
    _replace(root, "{{p corps }}", _loop("p", "partie", "parties", _blocks("partie.blocs", _body(styles))))
    annexe = _p(templates.styles.by_name["ctg saut de page"], "")
    annexe += _blocks("annexe.blocs", {**_body(styles), "fiche": _fiche(templates)})
    _replace(root, "{%p include annexe.modele %}", annexe)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in {**templates.parts, _DOCUMENT: etree.tostring(root)}.items():
            package.writestr(name, data)
    return file.getvalue()


# --- blocks ----------------------------------------------------------------------------


def _contents(styles: Styles) -> str:
    one, two = (_p(styles[f"toc {level}"], "{{ entree.texte }}") for level in (1, 2))
    inner = _tag("p if entree.niveau == 1") + one + _tag("p else") + two + _tag("p endif")
    return _loop("p", "entree", "sommaire", inner)


def _body(styles: Styles) -> dict[str, str]:
    """Kind of block -> its piece of template."""
    names = {f"titre{level}": f"heading {level}" for level in (1, 2, 3, 4)}
    names |= {"texte": "text", "note": "note"}
    names |= {"puce": "bullet", "puce2": "bullet 2", "numero": "number", "numero2": "number 2"}
    pieces = {kind: _p(styles[use], "{{r bloc.texte }}") for kind, use in names.items()}
    return pieces | {"tableau": _table(styles), "signatures": _signatures(styles)}


def _cell_body(styles: Styles) -> dict[str, str]:
    names = {"texte": "cell text", "puce": "cell bullet", "puce2": "cell bullet 2"}
    names |= {"numero": "cell number", "numero2": "cell number"}
    return {kind: _p(styles[use], "{{r bloc.texte }}") for kind, use in names.items()}


def _blocks(items: str, pieces: dict[str, str]) -> str:
    """A loop over blocks, each written by the piece of its kind."""
    inner = ""
    for rank, (kind, piece) in enumerate(pieces.items()):
        inner += _tag(f"p {'elif' if rank else 'if'} bloc.genre == '{kind}'") + piece
    return _loop("p", "bloc", items, inner + _tag("p endif"))


def _table(styles: Styles) -> str:
    """A table of any number of columns; the number columns and the rows' roles choose the style."""
    uses = {"nombre": "table number", "fort": "table strong", "detail": "table detail", "normal": "table text"}
    choices = [
        _tag(f"p {'elif' if rank else 'if'} case.style == '{role}'") + _p(styles[use], "{{ case.texte }}")
        for rank, (role, use) in enumerate(uses.items())
    ]
    head = _columns("colonne", "bloc.colonnes", _p(styles["table head"], "{{ colonne }}"))
    line = _columns("case", "ligne", "".join(choices) + _tag("p endif"))
    rows = [row([head], f"{_WHOLE}<w:tblHeader/>"), _row_tag("tr for ligne in bloc.lignes"), row([line], _WHOLE)]
    rows.append(_row_tag("tr endfor"))
    caption = _tag("p if bloc.titre") + _p(styles["caption"], "{{ bloc.titre }}") + _tag("p endif")
    return caption + table(styles["table"], "0420", [9412], rows, "") + _p(styles["note"], "")


def _signatures(styles: Styles) -> str:
    lines = (("body", "organisme"), ("capacity", "qualite"), ("name", "nom"))
    box = "".join([_p(styles[f"signature {use}"], f"{{{{ case.{key} }}}}") for use, key in lines])
    line = row([_columns("case", "rangee", box)], _WHOLE)
    rows = [_row_tag("tr for rangee in bloc.rangees"), line, _row_tag("tr endfor")]
    return table(styles["signatures"], "0600", [9412], rows, "") + _p(styles["note"], "")


def _columns(variable: str, items: str, content: str) -> str:
    opening, closing = (cell(2000, _tag(tag)) for tag in (f"tc for {variable} in {items}", "tc endfor"))
    return opening + cell(2000, content) + closing


def _row_tag(tag: str) -> str:
    return row([cell(2000, _tag(tag))])


# --- fiche -----------------------------------------------------------------------------


def _fiche(templates: Templates) -> str:
    """The workspace's own grid, its block tags replaced by loops; « fiche » is the block at hand."""
    with zipfile.ZipFile(templates.folder / FICHE) as package:
        body = etree.fromstring(package.read(_DOCUMENT))[0]
    body.remove(body[-1])  # the section
    styles = templates.styles
    _replace(body, "{{p fiche.titre }}", _p(styles["heading 2"], "{{r fiche.titre }}"))
    for name in ("enjeux", "presentation"):
        _replace(body, f"{{{{p fiche.{name} }}}}", _blocks(f"fiche.{name}", _body(styles)))
    for name in (*FICHE_CELLS, "moyens"):
        _replace(body, f"{{{{p fiche.{name} }}}}", _blocks(f"fiche.{name}", _cell_body(styles)))
    inner = "".join([etree.tostring(each, encoding="unicode") for each in body])
    return _tag("p set fiche = bloc") + inner


# --- XML -------------------------------------------------------------------------------


def _p(style: str, text: str) -> str:
    return paragraph(style, f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else "")


def _tag(tag: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{{%{tag} %}}</w:t></w:r></w:p>'


def _loop(kind: str, variable: str, items: str, inner: str) -> str:
    return _tag(f"{kind} for {variable} in {items}") + inner + _tag(f"{kind} endfor")


def _replace(root: etree._Element, text: str, xml: str) -> None:
    """Put `xml` in the place of the paragraph that reads `text`."""
    found = next(each for each in root.iter(f"{W}p") if "".join(map(str, each.itertext())).strip() == text)
    parent = found.getparent()
    assert parent is not None
    at = parent.index(found)
    parent[at : at + 1] = _elements(xml)


def _elements(xml: str) -> Sequence[etree._Element]:
    return list(etree.fromstring(f'<w:body xmlns:w="{W.strip("{}")}">{xml}</w:body>'))
