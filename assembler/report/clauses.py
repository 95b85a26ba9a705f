"""The library of clauses for people: its list, one clause's versions, one version with its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from assembler.model.clause import ClauseVersion, EnVigueur, Statut
from assembler.model.document import Blocks, Heading, Inlines, List, Mark, Paragraph, Text
from assembler.model.library_state import ClauseState, LibraryState, VersionState
from assembler.model.place import Problem
from assembler.model.portfolio import Unreadable
from assembler.model.typography import typeset
from assembler.report.places import relative, shown

_TITLES = ("Partie", "Clause", "Version", "Statut", "En vigueur", "Approbation", "Employée par")
_STATUS = 3
"""Rank of the column that has a colour."""

_STATUSES: dict[Statut, str] = {"projet": "projet", "approuvee": "approuvée", "abrogee": "abrogée"}
_COLOURS: dict[Statut, str | None] = {"projet": "yellow", "approuvee": "green", "abrogee": "bright_black"}
_NONE = "–"


def library_text(state: LibraryState, here: Path) -> str:
    """One line a version, in the order of the plan; below, what can't be read."""
    if not state.clauses:
        return typeset("La bibliothèque est vide : clauses/ n’a aucun dossier.")
    rows = [row for clause in state.clauses for row in _rows(clause)]
    widths = [max(len(cells[rank]) for cells, _ in ((_TITLES, None), *rows)) for rank in range(len(_TITLES))]
    lines = [click.style(_line(_TITLES, widths), bold=True)]
    lines += [_line(cells, widths, colour) for cells, colour in rows]
    return typeset("\n".join([*lines, *_faults(state.faults), *_unread(state.unread, here)]))


def history_text(clause: ClauseState, state: LibraryState, here: Path) -> str:
    """All versions of a clause, oldest first, then the command that shows what differs between the last two."""
    lines = [click.style(f"{clause.id}, {clause.part}", bold=True)]
    for each in clause.versions:
        lines += ["", _name(each.version), *_facts(each, here)]
    if clause.replaced_by:
        lines += ["", f"Remplacée par une dérogation : {_files(clause.replaced_by)}"]
    lines += _faults([each for each in state.faults if each.place and each.place.file.parent.name == clause.id])
    lines += _unread(state.unread, here)
    if len(clause.versions) > 1:
        earlier, later = (each.version.version for each in clause.versions[-2:])
        lines += ["", f"« assemble diff {clause.id} {earlier} {later} » montre ce qui diffère."]
    return typeset("\n".join(lines))


def version_text(clause: ClauseState, state: VersionState, text: tuple[Inlines, Blocks], here: Path) -> str:
    """The facts of a version's header, then its title and text, the parameters in braces."""
    version, (title, blocks) = state.version, text
    others = [each.version.version for each in clause.versions if each is not state]
    newest = "version la plus récente" if state is clause.versions[-1] else "version ancienne"
    also = f" (autres : {', '.join(others)})" if len(others) > 1 else f" (autre : {others[0]})" if others else ""
    lines = [f"{_name(version)}, {clause.part} : {newest}{also}", *_facts(state, here)]
    lines += ["", click.style(_inlines(title), bold=True), *_blocks(blocks, "")]
    return typeset("\n".join(lines))


def check_text(problems: Sequence[Problem], versions: int, here: Path) -> str:
    """Every problem at its place; one line if there is none."""
    if not problems:
        counted = "1 version contrôlée" if versions == 1 else f"{versions} versions contrôlées"
        return click.style(
            typeset(f"La bibliothèque est sans défaut : {counted}, toutes branches comprises."), fg="green"
        )
    lines = []
    for problem in problems:
        place = f"{click.style(shown(problem.place, here), bold=True)} : " if problem.place else ""
        lines.append(f"{place}{problem.message}")
        if problem.hint:
            lines.append(f"    Remède : {problem.hint}".replace("\n", "\n    "))
    count = "1 défaut" if len(problems) == 1 else f"{len(problems)} défauts"
    return typeset("\n".join([*lines, click.style(f"{count} dans la bibliothèque.", fg="red", bold=True)]))


def approved_text(version: ClauseVersion, here: Path) -> str:
    """What was put on record, and where."""
    approbation = version.head.approbation
    assert approbation is not None
    name = f"{version.id}@{version.version}"
    return typeset(
        f"Approuvée : {name}, par {approbation.par} le {approbation.le:%d/%m/%Y} (réf. {approbation.reference}).\n"
        f"Écrit : {relative(version.place.file, here)}\n"
        f"  Empreinte du texte : {approbation.empreinte}. Ce texte ne change plus : un changement fait une version."
    )


# --- one version -----------------------------------------------------------------------


def _name(version: ClauseVersion) -> str:
    return click.style(f"{version.id}@{version.version}", bold=True)


def _facts(state: VersionState, here: Path) -> Iterator[str]:
    version, head = state.version, state.version.head
    yield f"  Statut : {click.style(_STATUSES[head.statut], fg=_COLOURS[head.statut])}"
    yield f"  En vigueur : {_force(head.en_vigueur)}"
    yield f"  Motif : {head.motif}"
    if head.cog:
        yield f"  COG : {head.cog}"
    if head.approbation:
        yield f"  Approbation : {_approval(version)}, réf. {head.approbation.reference}"
    if version.edited_since_approval:
        yield click.style("  Le texte a changé depuis son approbation : voir « assemble clauses check ».", fg="red")
    if state.used_by is not None:
        yield f"  Employée par : {_files(state.used_by)}"
    yield f"  Fichier : {relative(version.place.file, here)}"


def _force(force: EnVigueur) -> str:
    if force.du and force.au:
        return f"du {force.du:%d/%m/%Y} au {force.au:%d/%m/%Y}"
    if force.du:
        return f"depuis le {force.du:%d/%m/%Y}"
    return f"jusqu’au {force.au:%d/%m/%Y}" if force.au else "sans limite"


def _approval(version: ClauseVersion) -> str:
    approbation = version.head.approbation
    return f"{approbation.par}, {approbation.le:%d/%m/%Y}" if approbation else _NONE


def _files(files: Iterable[Path]) -> str:
    return ", ".join(file.name for file in files) or _NONE


# --- the text --------------------------------------------------------------------------


def _blocks(blocks: Blocks, indent: str) -> Iterator[str]:
    """Lines of text; blocks stand apart, the items of a list do not."""
    for block in blocks:
        if isinstance(block, Heading):
            yield from ("", indent + click.style(f"{'#' * block.level} {_inlines(block.inlines)}", bold=True))
        elif isinstance(block, Paragraph):
            yield from ("", indent + _inlines(block.inlines))
        elif isinstance(block, List):
            yield ""
            yield from _items(block, indent)


def _items(listed: List, indent: str) -> Iterator[str]:
    for rank, item in enumerate(listed.items, start=1):
        sign = f"{rank}. " if listed.ordered else "- "
        lines = [line for line in _blocks(item, "") if line]
        yield from (indent + (" " * len(sign) if at else sign) + line for at, line in enumerate(lines or [""]))


def _inlines(inlines: Inlines) -> str:
    return "".join(
        click.style(each.text, fg="cyan")
        if isinstance(each, Mark)
        else click.style(each.text, bold=True)
        if isinstance(each, Text) and each.bold
        else each.text
        for each in inlines
    )


# --- the list --------------------------------------------------------------------------


def _rows(clause: ClauseState) -> Iterator[tuple[tuple[str, ...], str | None]]:
    """The cells of each version with the colour of its status; the part and the clause are named once."""
    names = (clause.part, clause.id)
    for each in clause.versions:
        head = each.version.head
        status = _STATUSES[head.statut] + (" (texte modifié)" if each.version.edited_since_approval else "")
        colour = "red" if each.version.edited_since_approval else _COLOURS[head.statut]
        cells = (status, _force(head.en_vigueur), _approval(each.version), _files(each.used_by or ()))
        yield (*names, each.version.version, *cells), colour
        names = ("", "")
    if clause.replaced_by:
        yield (*names, "dérogation", "", "", "", _files(clause.replaced_by)), None
    elif not clause.versions:
        yield (*names, _NONE, "aucune version lisible", "", "", ""), "red"


def _line(cells: Sequence[str], widths: Sequence[int], colour: str | None = None) -> str:
    """`colour` is that of the status."""
    set_wide = [cell.ljust(width) for cell, width in zip(cells, widths, strict=True)]
    if colour:
        set_wide[_STATUS] = click.style(set_wide[_STATUS], fg=colour)
    return "  ".join(set_wide).rstrip()


def _faults(faults: Sequence[Problem]) -> list[str]:
    files = dict.fromkeys(f"{each.place.file.parent.name}/{each.place.file.name}" for each in faults if each.place)
    if not files:
        return []
    return ["", f"Illisible : {', '.join(files)}. « assemble clauses check » dit pourquoi."]


def _unread(unread: Sequence[Unreadable], here: Path) -> list[str]:
    lines = [
        f"Les clauses de {relative(each.file, here)} ne sont pas comptées :"
        f" « assemble check {each.file.name} » dit pourquoi."
        for each in unread
    ]
    return ["", *lines] if lines else []
