"""What a convention takes from the plan and from shared data must be there before anything is composed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assembler.compose.content import Content
from assembler.model.clause import ClauseVersion
from assembler.model.convention import Section
from assembler.model.messages import excerpt, suggestion
from assembler.model.place import Problem, Problems

_Path = tuple[str | int, ...]


def check_needs(content: Content, chosen: Mapping[str, ClauseVersion]) -> None:
    """Raises Problems: parts and annexes that the plan lacks; tables or COG that the catalogue, the Caf's file lack."""
    unplanned = (*_not_on_demand(content), *_unplanned_annexes(content))
    if problems := [*unplanned, *_unknown_tables(content), *_unknown_cogs(content, chosen)]:
        raise Problems(problems)


def _not_on_demand(content: Content) -> Iterator[Problem]:
    steps = content.plan.corps
    optional = [step.preambule for step in steps if step.presence == "sur demande" and step.preambule]
    always = {name for step in steps for name in (step.preambule, *step.article, step.signature)} - set(optional)
    for rank, name in enumerate(content.convention.avec):
        if name in optional:
            continue
        if name in always:
            message = f"La partie « {excerpt(name)} » figure dans toutes les conventions : elle ne se demande pas."
            hint = "Retirez-la de « avec »."
        else:
            message = f"Le plan ne prévoit aucune partie facultative « {excerpt(name)} »."
            hint = suggestion(name, optional, "Parties facultatives") if optional else "Retirez-la de « avec »."
        yield Problem(message, hint, content.place_of("avec", rank))


def _unplanned_annexes(content: Content) -> Iterator[Problem]:
    planned = [annexe.genre for annexe in content.plan.annexes]
    for rank, kind in enumerate(content.convention.annexes or ()):
        if kind not in planned:
            message = f"Le plan ne prévoit pas l’annexe « {kind} »."
            hint = "Ajoutez-la aux annexes de clauses/plan.yaml, ou retirez-la d’ici."
            yield Problem(message, hint, content.place_of("annexes", rank))


def _unknown_tables(content: Content) -> Iterator[Problem]:
    diagnostic, known = content.convention.diagnostic, content.catalogue.tables
    for path, code in _placed(diagnostic.sections, ("diagnostic", "sections")) if diagnostic else ():
        if code not in known:
            message = f"Le tableau « {excerpt(code)} » n’est pas au catalogue des indicateurs."
            hint = suggestion(code, known, "Tableaux du catalogue")
            yield Problem(message, hint or "Ajoutez-le à inputs/communs/indicateurs.yaml.", content.place_of(*path))


def _placed(sections: tuple[Section, ...], path: _Path) -> Iterator[tuple[_Path, str]]:
    for rank, section in enumerate(sections):
        here = (*path, rank)
        yield from (((*here, "tableaux", at), code) for at, code in enumerate(section.tableaux))
        yield from _placed(section.sections, (*here, "sections"))


def _unknown_cogs(content: Content, chosen: Mapping[str, ClauseVersion]) -> Iterator[Problem]:
    known = [f"{cog.debut}-{cog.fin}" for cog in content.convention.caf.cog]
    for version in chosen.values():
        if version.head.cog and version.head.cog not in known:
            clause = f"La clause « {version.id} » (rédaction {version.version})"
            message = f"{clause} demande la COG {excerpt(version.head.cog)}, que le fichier de la Caf ne décrit pas."
            described = f"Périodes décrites : {', '.join(known)}. " if known else ""
            hint = f"{described}Décrivez-la sous « cog », ou choisissez une autre rédaction sous « clauses »."
            yield Problem(message, hint, content.place_of("caf", "cog"))
