"""The Word templates, read and compiled once.

docxtpl's `patch_xml` turns the tags that staff typed in Word into Jinja's. Every tag is
then made to start a line of its own, so that the line of a Jinja error is the rank of a
tag, and the rank gives its paragraph or cell. Annexe templates are Jinja includes: their
bodies join the main template's, whose styles they share.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from assembler.model.place import Collector, Place, Problem, Problems
from assembler.writers.cleaning import cleaned
from assembler.writers.styles import Styles, W, read_styles, style_ids
from assembler.writers.tags import Tag, compilable, faults, lines_without_tag, reason, tags_of

MAIN = "convention.docx"
ANNEXE = "annexes/annexe.docx"
FICHE = "annexes/fiche.docx"
AVENANT = "avenant.docx"
ACTE = "acte.docx"
_DOCUMENT = "word/document.xml"
_RUNNING = re.compile(r"word/(header|footer)\d*\.xml")
_NEEDED = (_DOCUMENT, "word/styles.xml", "word/numbering.xml")
_MAX_TEMPLATE_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Templates:
    """The parts of `convention.docx`, and a compiled template for each part that holds tags.

    `running` lists the header and footer parts; `width` is the text width in twentieths of a
    point; `annexes` are the names of the annexe templates; `own_lines` their paragraphs without a tag.
    """

    parts: Mapping[str, bytes]
    styles: Styles
    width: int
    running: tuple[str, ...]
    annexes: frozenset[str]
    environment: SandboxedEnvironment
    tags: Mapping[str, tuple[Tag, ...]]
    own_lines: frozenset[str]
    folder: Path

    def annexe_for(self, kind: str) -> str:
        """`annexes/<kind>.docx` if staff made one, else the common template."""
        own = f"annexes/{kind}.docx"
        return own if own in self.annexes else ANNEXE

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """The part or template `name` with its tags filled. Raises Problems naming the faulty tag."""
        try:
            return self.environment.get_template(name).render(values)
        except Exception as error:  # a tag may do anything that an expression can: divide by zero, include itself
            raise Problems([self._problem(error)]) from None

    def _problem(self, error: Exception) -> Problem:
        name, line = _template_line(error)
        tag = self.tag_at(name, line)
        where = f" ({tag.where})" if tag else ""
        if isinstance(error, TemplateNotFound):
            return Problem(
                f"Le modèle « {error.name} » n’existe pas{where}.",
                "Les modèles d’annexe sont dans templates/annexes/.",
                self._place(name),
            )
        return self._faulty(name, tag, reason(error))

    def _faulty(self, name: str, tag: Tag | None, wrong: str) -> Problem:
        file = name.partition("#")[0]
        what = f" ({tag.where}), la balise « {tag.text} »" if tag else ", une balise"
        hint = "Les balises connues sont listées dans docs/templates.md."
        return Problem(f"Dans le modèle {file}{what} {wrong}.", hint, self._place(name))

    def tag_at(self, name: str, line: int | None) -> Tag | None:
        tags = self.tags.get(name, ())
        rank = (line or 0) - 2  # the first tag starts line 2
        return tags[rank] if 0 <= rank < len(tags) else None

    def _place(self, name: str) -> Place:
        return Place(self.folder / name.partition("#")[0])


def load_templates(folder: Path) -> Templates:
    """Read `convention.docx` and `annexes/*.docx`. Raises Problems: missing, unreadable, wrong tag or style."""
    parts = _read_package(folder / MAIN)
    main_place = Place(folder / MAIN)
    styles = read_styles(parts["word/styles.xml"], parts["word/numbering.xml"], main_place)
    running = tuple(sorted(name for name in parts if _RUNNING.fullmatch(name)))
    sources = {MAIN: parts[_DOCUMENT].decode("utf-8")}
    sources |= {f"{MAIN}#{part}": parts[part].decode("utf-8") for part in running}
    roots = {name: etree.fromstring(source.encode()) for name, source in sources.items()}
    collector = Collector()
    for name in _body_names(folder):
        body = collector.attempt(lambda name=name: _annexe_body(folder / name, styles))  # type: ignore[misc]
        if body is not None:
            roots[name], sources[name] = body, _inner_xml(body, parts[_DOCUMENT])
    collector.finish()
    tags = {name: tuple(tags_of(root)) for name, root in roots.items()}
    environment = SandboxedEnvironment(
        loader=_Sources({name: _controlled(name, compilable(source)) for name, source in sources.items()}),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    own_lines = frozenset(line for root in roots.values() for line in lines_without_tag(root))
    width = _text_width(parts[_DOCUMENT])
    templates = Templates(parts, styles, width, running, frozenset(sources), environment, tags, own_lines, folder)
    _check_all(templates, roots)
    return templates


def _controlled(name: str, source: str) -> str:
    """An annexe template inside its content control, on the same lines: a tag's line is its rank."""
    if not name.startswith("annexes/") or name == FICHE:
        return source
    return "{{ annexe.controle.debut }}" + source + "{{ annexe.controle.fin }}"


def _body_names(folder: Path) -> list[str]:
    """The annexe templates of the folder, those that the engine can't do without, and those of acts that are there."""
    found = {f"annexes/{path.name}" for path in (folder / "annexes").glob("*.docx") if not path.name.startswith("~$")}
    acts = {name for name in (AVENANT, ACTE) if (folder / name).is_file()}
    return sorted(found | {ANNEXE, FICHE} | acts)


def _check_all(templates: Templates, roots: Mapping[str, etree._Element]) -> None:
    """Every tag that isn't closed or can't be compiled, of all templates at once."""
    problems = []
    for name, root in roots.items():
        wrong = [templates._faulty(name, tag, said) for tag, said in faults(root)]
        try:
            if not wrong:
                templates.environment.get_template(name)
        except TemplateSyntaxError as error:
            wrong.append(templates._problem(error))
        problems += wrong
    if problems:
        raise Problems(problems)


class _Sources(BaseLoader):
    def __init__(self, sources: Mapping[str, str]) -> None:
        self.sources = sources

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Any]:
        if template not in self.sources:
            raise TemplateNotFound(template)
        return self.sources[template], template, None


# --- reading ---------------------------------------------------------------------------


def _read_package(path: Path) -> dict[str, bytes]:
    place = Place(path)
    if not path.is_file():
        raise Problems.one(f"Le modèle « {path.name} » manque.", "Reprenez-le du dépôt d’origine.", place)
    try:
        with zipfile.ZipFile(path) as package:
            if sum(info.file_size for info in package.infolist()) > _MAX_TEMPLATE_BYTES:
                raise Problems.one("Ce modèle est trop lourd.", "Allégez ses images.", place)
            parts = {info.filename: package.read(info) for info in package.infolist() if not info.is_dir()}
        for needed in _NEEDED:
            etree.fromstring(parts[needed])
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, etree.XMLSyntaxError, UnicodeDecodeError):
        raise Problems.one(
            "Ce modèle n’est pas un fichier Word lisible.",
            "Ouvrez-le dans Word et enregistrez-le au format .docx.",
            place,
        ) from None
    if "word/comments.xml" in parts:
        raise Problems.one("Ce modèle contient des commentaires Word.", "Supprimez-les, ils partiraient.", place)
    return cleaned(parts)


def _annexe_body(path: Path, styles: Styles) -> etree._Element:
    """The body of an annexe template, its styles renamed to the ids of the main template."""
    parts = _read_package(path)
    body = etree.fromstring(parts[_DOCUMENT]).find(f"{W}body")
    assert body is not None
    for section in body.findall(f"{W}sectPr"):
        body.remove(section)
    problems = list(_adopt_styles(body, etree.fromstring(parts["word/styles.xml"]), styles, path))
    if any(str(name).endswith(("}embed", "}id", "}link")) for element in body.iter() for name in element.attrib):
        problems.append(
            Problem(
                "Un modèle d’annexe ne peut contenir ni image ni lien.", "Placez-les dans convention.docx.", Place(path)
            )
        )
    if problems:
        raise Problems(problems)
    return body


def _inner_xml(body: etree._Element, main: bytes) -> str:
    """The body's children as text, without the namespaces that the main template declares."""
    declared = set(re.findall(rb'xmlns:\w+="[^"]*"', main[: main.find(b"<w:body")]))
    inner = "".join(etree.tostring(child, encoding="unicode") for child in body)
    return re.sub(r' (xmlns:\w+="[^"]*")', lambda m: "" if m[1].encode() in declared else m[0], inner)


def _adopt_styles(body: etree._Element, own: etree._Element, styles: Styles, path: Path) -> Iterator[Problem]:
    names = {identifier: name for name, identifier in style_ids(own).items()}
    for tag in ("pStyle", "rStyle", "tblStyle"):
        for element in body.iter(f"{W}{tag}"):
            name = names.get(element.get(f"{W}val", ""), "")
            if name in styles.by_name:
                element.set(f"{W}val", styles.by_name[name])
            else:
                yield Problem(
                    f"Le style « {name or element.get(f'{W}val')} » n’existe pas dans convention.docx.",
                    "Un modèle d’annexe n’emploie que les styles de convention.docx.",
                    Place(path),
                )


def _text_width(document: bytes) -> int:
    """Page width less the side margins of the last section, in twentieths of a point."""
    section = etree.fromstring(document).find(f"{W}body/{W}sectPr")
    size = section.find(f"{W}pgSz") if section is not None else None
    margins = section.find(f"{W}pgMar") if section is not None else None
    if size is None or margins is None:
        return 9412
    return (
        int(size.get(f"{W}w", "11906")) - int(margins.get(f"{W}left", "1247")) - int(margins.get(f"{W}right", "1247"))
    )


# --- errors ----------------------------------------------------------------------------


def _template_line(error: Exception) -> tuple[str, int | None]:
    """Template name and line of a Jinja error, from the error or from the rewritten traceback."""
    if isinstance(error, TemplateSyntaxError):
        return error.name or error.filename or MAIN, error.lineno
    name, line = MAIN, None
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.partition("#")[0].endswith(".docx") or "#word/" in file:
            name, line = file, trace.tb_lineno
        trace = trace.tb_next
    return name, line
