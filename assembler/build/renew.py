"""The next convention begun from an earlier one: its input and the files that it names; nothing is on disk yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from assembler.build.convention import Tools
from assembler.build.renew_decisions import Next, decisions
from assembler.build.renew_files import copies
from assembler.build.renew_request import Asked
from assembler.compose.numbering import annexes_of
from assembler.compose.select import choice_of
from assembler.model.clause import ClauseVersion
from assembler.model.convention import AnnexeKind, Convention, Section
from assembler.model.finding import reached
from assembler.model.place import Place
from assembler.model.renewal import Earlier, Renewal, Told
from assembler.model.typography import typeset
from assembler.report.counting import counted

_ONLY_WITH = re.compile(r"\{%\s*if present\([^)]*\)\s*%\}.*?\{%\s*(?:else|endif)\s*%\}", re.DOTALL)
_ANNEXE = re.compile(r"ref\(\s*['\"]annexe:([a-z-]+)['\"]")


def renewal(tools: Tools, asked: Asked, today: date) -> Renewal:
    """What `assemble renew` writes and tells. Raises Problems: no clause for the new period, a file in the way…"""
    convention = asked.source.convention
    earlier = _earlier(asked)
    chosen, annexes = _clauses(tools, asked)
    coming = Next(asked.periode, asked.follows, earlier.signed, today, chosen, annexes)
    made = decisions(convention, coming)
    copied = copies(tools.workspace, asked.source, asked.path, made.edits, _header(asked, today))
    confirm = list(made.confirm)
    if copied.untouched:
        places = tuple(f"{place.file.name}, ligne {place.line}" for place in copied.untouched)
        confirm.append(
            Told(counted(len(places), "valeur", "valeurs"), places, "dans un fichier partagé, laissé tel quel")
        )
    return Renewal(
        earlier=earlier,
        periode=asked.periode,
        files=copied.files,
        shared=copied.shared,
        kept=tuple(_kept(convention)),
        changed=tuple(made.changed),
        emptied=tuple(made.emptied),
        confirm=tuple(confirm),
    )


def _earlier(asked: Asked) -> Earlier:
    convention, sealed = asked.source.convention, asked.force
    typed = convention.signature.date if convention.signature else None
    return Earlier(
        path=asked.earlier,
        periode=asked.follows,
        signed=sealed.signature if sealed else typed or convention.date_reference or convention.periode.debut,
        avenants=len(sealed.avenants) if sealed else 0,
        is_signed=sealed is not None or reached(convention.etape, "signee"),
    )


def _header(asked: Asked, today: date) -> str:
    old, new = asked.follows, asked.periode
    spans = [f"{period.debut.year}-{period.fin.year}" for period in (new, old)]
    return typeset(
        f"# Renouvellement {spans[0]} : commencé le {today:%d/%m/%Y} d’après {asked.earlier.name} ({spans[1]}).\n"
        "# Tout ce qui suit en vient : relisez-le, commentaires compris, puis retirez ces deux lignes."
    )


def _clauses(tools: Tools, asked: Asked) -> tuple[Mapping[str, ClauseVersion], tuple[AnnexeKind, ...]]:
    """The clauses in force on the first day, and the annexes that they cite without the input having them."""
    old = asked.source.convention
    plan_place = Place(tools.workspace.clauses / "plan.yaml")
    added: list[AnnexeKind] = []
    while True:
        listed = None if old.annexes is None else (*old.annexes, *added)
        update = {"clauses": {}, "derogations": (), "date_reference": asked.periode.debut, "annexes": listed}
        new = old.model_copy(update=update)
        chosen = choice_of(new, tools.plan, plan_place, tools.library, asked.source.places.at).versions
        present = {annexe.genre for annexe in annexes_of(tools.plan, new)}
        cited = {kind for version in chosen.values() for kind in _ANNEXE.findall(_ONLY_WITH.sub("", version.body))}
        lacking = [a.genre for a in tools.plan.annexes if a.genre in cited - present]
        if listed is None or not lacking:
            return chosen, tuple(added)
        added += lacking


def _kept(convention: Convention) -> Iterator[Told]:
    """The values that the next convention begins with."""
    territory, diagnostic = convention.territoire, convention.diagnostic
    yield Told("la Caf, le territoire et son équipe locale")
    if territory.communes:
        yield Told(counted(len(territory.communes), "commune membre", "communes membres"))
    themes = convention.enjeux.themes if convention.enjeux else ()
    bodies = convention.gouvernance.instances if convention.gouvernance else ()
    equipments = convention.equipements.liste if convention.equipements else ()
    lists: tuple[tuple[int, str, str], ...] = (
        (len(convention.intervention.competences) if convention.intervention else 0, "compétence", "compétences"),
        (len(themes), "thème de l’article 4", "thèmes de l’article 4"),
        (len(bodies), "instance de gouvernance", "instances de gouvernance"),
        (_sections(diagnostic.sections) if diagnostic else 0, "partie du diagnostic", "parties du diagnostic"),
        (len(diagnostic.contexte) if diagnostic else 0, "rubrique du contexte local", "rubriques du contexte local"),
        (len(equipments), "équipement", "équipements"),
        (len(convention.fiches), "fiche action", "fiches actions"),
    )
    yield from (Told(counted(*each)) for each in lists if each[0])


def _sections(sections: tuple[Section, ...]) -> int:
    return sum(1 + _sections(each.sections) for each in sections)
