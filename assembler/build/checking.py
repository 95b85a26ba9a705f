"""A convention's findings: read, compose, analyse, check."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from assembler.build.convention import Composed
from assembler.build.workspace import Workspace
from assembler.build.writing import Built
from assembler.checks.analysis import Analysis
from assembler.checks.run import run_checks, run_file_checks
from assembler.compose.compose import choose_clauses, numbering_of
from assembler.model.finding import Finding, Stage
from assembler.model.place import Place
from assembler.model.produced import Produced
from assembler.readers.produced_word import read_word_facts


def find(composed: Composed, stage: Stage | None, today: date) -> tuple[Finding, ...]:
    """All findings; `stage` None takes the convention's own. `today` decides which acceptances still hold."""
    content = composed.content
    analysis = Analysis(
        convention=content.convention,
        document=composed.document,
        plan=content.plan,
        chosen=choose_clauses(content),
        library=content.library,
        numbers=numbering_of(content).numbers,
        places=composed.source.places,
        catalogue=content.catalogue,
        own=content.own,
        references=content.references,
        members=content.members,
        unread=composed.unread,
    )
    found = run_checks(analysis, stage or content.convention.etape, today)
    return tuple(replace(each, place=_told(composed, each.place)) for each in found) if composed.moved else found


def find_in_files(workspace: Workspace, built: Built, stage: Stage | None, today: date) -> tuple[Finding, ...]:
    """What is wrong with the Word file, and with its PDF where it was laid out."""
    convention = built.composed.source.convention
    path = workspace.document(built.composed.source.files[0])
    pdf = path.with_suffix(".pdf")
    produced = Produced(
        document=built.composed.document,
        word=read_word_facts(built.files[path]),
        word_place=Place(path),
        pdf=built.facts,
        pdf_place=Place(pdf if pdf in built.files else path),
    )
    return run_file_checks(produced, stage or convention.etape, convention.acceptations, today)


def _told(composed: Composed, place: Place) -> Place:
    """A place in the folder that the files of a frozen text were read in, told as one of the workspace."""
    read, told = composed.moved or (Path(), Path())
    return replace(place, file=told / place.file.relative_to(read)) if place.file.is_relative_to(read) else place
