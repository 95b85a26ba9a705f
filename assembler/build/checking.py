"""A convention's findings: read, compose, analyse, check."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from assembler.build.convention import Composed
from assembler.checks.analysis import Analysis
from assembler.checks.run import run_checks
from assembler.compose.compose import choose_clauses, numbering_of
from assembler.compose.content import Content
from assembler.model.figures import Figures
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
        figures=_figures(content),
        numbers=numbering_of(content).numbers,
        places=composed.source.places,
        catalogue=content.catalogue,
        own=content.own,
        references=content.references,
        members=content.members,
        unread=composed.unread,
    )
    return run_checks(analysis, stage or content.convention.etape, today)


def _figures(content: Content) -> Mapping[str, Figures]:
    """By name of the territory and of its member communes; a member wins over an intercommunality of its name."""
    own = {content.own.name: content.own.typed} if content.own.typed else {}
    return {**own, **{member.name: member.typed for member in content.members}}
