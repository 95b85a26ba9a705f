"""A convention's findings: read, compose, analyse, check."""

from __future__ import annotations

from datetime import date

from assembler.build.convention import Composed
from assembler.checks.analysis import Analysis
from assembler.checks.run import run_checks
from assembler.compose.compose import choose_clauses, numbering_of
from assembler.model.finding import Finding, Stage


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
    return run_checks(analysis, stage or content.convention.etape, today)
