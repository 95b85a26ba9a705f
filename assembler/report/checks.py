"""The documentation of the checks, for the terminal and for docs/checks.md."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import indent
from typing import Protocol

from assembler.model.finding import STAGE_NAMES, Severity, Stage
from assembler.model.typography import typeset


class Documented(Protocol):
    """What a check says of itself."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def blocks(self) -> Stage | None: ...
    @property
    def otherwise(self) -> Severity: ...
    @property
    def meaning(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def mend(self) -> str: ...
    @property
    def bad(self) -> str: ...
    @property
    def good(self) -> str: ...
    @property
    def is_of_files(self) -> bool: ...


def check_page(each: Documented) -> str:
    """One check, as `assemble explain` prints it. Samples that somebody could type stay as they are."""
    told = [
        f"{each.code} – {each.name}",
        each.meaning,
        f"Gravité : {_severity(each)}.",
        f"Source : {each.source}",
        f"Comment corriger : {each.mend}",
    ]
    shown = typeset if each.is_of_files else str.strip
    samples = [f"{typeset(title)}\n{indent(shown(text), '    ')}" for title, text in _samples(each)]
    return "\n\n".join([*(typeset(text) for text in told), *samples])


def checks_document(checks: Iterable[Documented]) -> str:
    """docs/checks.md: the whole table, then a section for each check."""
    listed = list(checks)
    rows = [f"| [{each.code}](#{each.code.lower()}) | {each.name} | {_severity(each)} |" for each in listed]
    head = [
        "# Points de contrôle",
        "",
        "Page écrite par `make docs` d’après la table des contrôles : ne la modifiez pas à la main.",
        "« assemble explain CODE » en donne le contenu dans le terminal.",
        "",
        "| Code | Nom | Gravité |",
        "|---|---|---|",
        *rows,
    ]
    return typeset("\n".join(head)) + "\n" + "".join(_section(each) for each in listed)


def _section(each: Documented) -> str:
    told = f"\n## {each.code}\n\n**{each.name}** – {each.meaning}\n\n- Gravité : {_severity(each)}.\n"
    told += f"- Source : {each.source}\n- Comment corriger : {each.mend}\n"
    if each.is_of_files:
        told += "".join(f"- {title} {text}\n" for title, text in _samples(each))
        return typeset(told)
    samples = "".join(
        f"\n{typeset(title)}\n\n```{_language(text)}\n{text.strip()}\n```\n" for title, text in _samples(each)
    )
    return typeset(told) + samples


def _samples(each: Documented) -> list[tuple[str, str]]:
    return [("Exemple signalé :", each.bad), ("Exemple correct :", each.good)]


def _language(sample: str) -> str:
    """A sample is a piece of an input, or lines of a figures file."""
    return "csv" if sample.startswith("code;") else "yaml"


def _severity(each: Documented) -> str:
    if each.blocks is None:
        return each.otherwise
    if each.blocks == "projet":
        return "bloquant à toutes les étapes"
    return f"{each.otherwise}, bloquant à partir de l’étape « {STAGE_NAMES[each.blocks]} »"
