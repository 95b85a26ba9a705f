"""The parts of the diagnostic, and what the partners wrote in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assembler.checks.analysis import Analysis, Passage, Path
from assembler.checks.missing import is_missing
from assembler.model.convention import Section

ANALYSIS = ("commentaires", "atouts", "faiblesses", "problematique", "axes")
"""The keys of a part that say what the partners make of its figures."""


def parts(analysis: Analysis) -> Iterator[tuple[Path, Section]]:
    """Every part with its path, sub-parts behind their parent."""
    diagnostic = analysis.convention.diagnostic
    return _walked(("diagnostic",), diagnostic.sections if diagnostic else ())


def _walked(parent: Path, sections: Iterable[Section]) -> Iterator[tuple[Path, Section]]:
    for rank, section in enumerate(sections):
        path: Path = (*parent, "sections", rank)
        yield path, section
        yield from _walked(path, section.sections)


def has_analysis(section: Section) -> bool:
    """Does the part itself say something of its figures?"""
    return any(not is_missing(getattr(section, key)) for key in ANALYSIS)


def is_analysed(section: Section) -> bool:
    """Does the part, or one of its sub-parts, say something of its figures?"""
    return has_analysis(section) or any(map(is_analysed, section.sections))


def analysed(analysis: Analysis, *keys: str) -> Iterator[Passage]:
    """What the partners wrote in the parts of the diagnostic, marks blanked: under those keys, or all of them."""
    return (
        passage
        for passage in analysis.written
        if passage.path[:2] == ("diagnostic", "sections") and passage.field in (keys or ANALYSIS)
    )
