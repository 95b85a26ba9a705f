"""Documents made by hand of a few blocks, as Word files: what no input can ask for can be written too."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from lxml import etree
from wordfile import W, WordFile

from assembler.build.convention import Tools
from assembler.model.document import (
    Block,
    Chart,
    ClauseUse,
    Cover,
    Document,
    Heading,
    Inlines,
    Part,
    Series,
    Text,
)
from assembler.writers.docx import write_convention


def words(text: str) -> Inlines:
    return (Text(text),)


def series(name: str, *values: str | None) -> Series:
    return Series(name, tuple(None if value is None else Decimal(value) for value in values))


FAMILIES = Chart(
    caption=words("Graphique 1 – Familles selon leur composition"),
    kind="barres",
    title="En % des allocataires",
    description="Graphique en barres : familles selon leur composition.",
    unit="%",
    categories=("Couples avec enfants", "Familles monoparentales", "Personnes isolées"),
    series=(series("Arras", "15.5", None, "40.25"), series("Pas-de-Calais", "12.1", "7.9", "35")),
    notes=(words("Source : Caf, 2020."), words("La Caf ne communique pas tous les chiffres.")),
)
RADAR = Chart(
    caption=words("Graphique 2 – Vulnérabilité"),
    kind="radar",
    title="Rapport au département, qui vaut 100",
    description="Graphique en radar : vulnérabilité.",
    unit="indice",
    categories=("RSA", "AAH", "Bas revenus"),
    series=(series("Arras", "128", "96", "155"), series("Pas-de-Calais = 100", "100", "100", "100")),
)


def document(*blocks: Block, mention: str = "") -> Document:
    """One annexe that holds these blocks."""
    heading = Heading(1, words("Annexe 1 – Diagnostic"), "annexe:diagnostic")
    part = Part("annexe:diagnostic", "annexe", "1", heading, blocks, ClauseUse("annexe-diagnostic", "2022-01"))
    cover = Cover("Convention", "Sous-titre", "Arras", words("2023-2026"), "Caf", None, None, mention)
    return Document(cover, "CTG d’Arras", (part,))


def file_of(tools: Tools, *blocks: Block, **keys: Any) -> bytes:
    return write_convention(document(*blocks, **keys), tools.templates, {})


def kept_with_next(file: WordFile, paragraph: etree._Element) -> bool:
    """By itself or by its style."""
    name = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
    style = next(s for s in file.styles.iter(f"{W}style") if s.get(f"{W}styleId") == name)
    return any(each.find(f"{W}pPr/{W}keepNext") is not None for each in (paragraph, style))
