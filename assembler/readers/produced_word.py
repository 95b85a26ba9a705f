"""A finished Word file -> the facts that the checks judge. Shares nothing with the writer: only zip and XML."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from assembler.model.produced import InkOnPaper, WordFacts, WordHeading, WordPassage
from assembler.readers.produced_word_body import Placed, links, pictures, placed, table_fact, typed_lists
from assembler.readers.produced_word_charts import chart_inks, differ_by_colour_alone
from assembler.readers.produced_word_colours import WHITE, Palette
from assembler.readers.produced_word_inks import Inks
from assembler.readers.produced_word_parts import C, Package, R, W, text_of, val
from assembler.readers.produced_word_styles import Styles
from assembler.readers.produced_word_traces import traces_of

_DC = "{http://purl.org/dc/elements/1.1/}"
_CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"


def read_word_facts(data: bytes) -> WordFacts:
    """`data` is a file that the engine wrote: a broken one raises what zipfile and lxml do."""
    package = Package(data)
    styles, palette = Styles(package.root("word/styles.xml")), Palette(package)
    inks = Inks(styles, palette)
    elements = list(placed(package.body, styles))
    paragraphs = [each for each in elements if each[1].tag == f"{W}p"]
    bookmarks = frozenset(each.get(f"{W}name", "") for each in package.body.iter(f"{W}bookmarkStart"))
    core = package.root("docProps/core.xml")
    return WordFacts(
        language=_language(package, styles),
        title=_text(core, f"{_DC}title"),
        subject=_text(core, f"{_DC}subject"),
        keywords=_text(core, f"{_CP}keywords"),
        author=_text(core, f"{_DC}creator"),
        headings=tuple(WordHeading(level, text_of(p)) for _, p in paragraphs if (level := styles.level(p))),
        typed_lists=tuple(typed_lists(paragraphs, styles)),
        tables=tuple(table_fact(table, under, styles) for under, table in elements if table.tag == f"{W}tbl"),
        pictures=tuple(each for under, p in paragraphs for each in pictures(p, under)),
        links=tuple(each for under, p in paragraphs for each in links(p, under, package, bookmarks)),
        inks=tuple(dict.fromkeys(_inks(package, paragraphs, inks, palette))),
        by_colour_alone=tuple(_by_colour_alone(package, paragraphs, inks, palette)),
        traces=traces_of(data),
    )


def _text(core: etree._Element, name: str) -> str:
    return (core.findtext(name) or "").strip()


def _language(package: Package, styles: Styles) -> str:
    """The first of its languages that is not French, else that of its text; empty if the text has none."""
    usual = val(styles.run_defaults, f"{W}lang")
    normal = next((style.find(f"{W}rPr") for style in styles.chain(styles.of(etree.Element("p")))), None)
    own = val(normal, f"{W}lang")
    fonts = val(package.root("word/settings.xml"), f"{W}themeFontLang")
    told = _text(package.root("docProps/core.xml"), f"{_DC}language")
    text = own or usual
    return next((each for each in (text, fonts, told) if each and not each.lower().startswith("fr")), text)


def _inks(package: Package, paragraphs: list[Placed], inks: Inks, palette: Palette) -> Iterator[InkOnPaper]:
    for _, paragraph in paragraphs:
        yield from inks.of(paragraph)
    for root in package.running():
        for paragraph in root.iter(f"{W}p"):
            yield from inks.of(paragraph)
    for color in package.root("word/numbering.xml").iterfind(f".//{W}lvl/{W}rPr/{W}color"):
        shown = palette.of(color, "val", "themeColor")
        yield from (InkOnPaper("puces et numéros de liste", each, WHITE.word, False) for each in shown or () if each)
    for name, chart in _charts(package, paragraphs):
        yield from chart_inks(chart, name, palette)


def _by_colour_alone(package: Package, paragraphs: list[Placed], inks: Inks, palette: Palette) -> Iterator[WordPassage]:
    for under, paragraph in paragraphs:
        yield from inks.coloured_alone(paragraph, under)
        for name, chart in _charts(package, [(under, paragraph)]):
            if differ_by_colour_alone(chart, palette):
                yield WordPassage(under, name)


def _charts(package: Package, paragraphs: list[Placed]) -> Iterator[tuple[str, etree._Element]]:
    """The charts that these paragraphs hold, with their names."""
    for _, paragraph in paragraphs:
        for chart in paragraph.iter(f"{C}chart"):
            name = next((each.get("name", "") for each in _properties_around(chart)), "")
            yield name, package.root(f"word/{package.target(chart.get(f'{R}id', ''))}")


def _properties_around(chart: etree._Element) -> Iterator[etree._Element]:
    for drawing in chart.iterancestors(f"{W}drawing"):
        yield from (each for each in drawing.iter() if str(each.tag).endswith("}docPr"))
