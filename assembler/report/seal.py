"""What the terminal shows of seals, in French."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Protocol

import click

from assembler.model.document import Blank, Document
from assembler.model.finding import Finding
from assembler.model.place import Problem
from assembler.model.seal import Seal
from assembler.model.typography import typeset
from assembler.model.walk import inlines_of
from assembler.report.places import relative, shown


class _Sealing(Protocol):
    """What is told of a seal that was set."""

    @property
    def seal(self) -> Seal: ...
    @property
    def archived(self) -> Iterable[Path]: ...


def sealed_text(sealing: _Sealing, additions: Iterable[str], here: Path) -> str:
    """What was archived, and what the signed file adds to the text."""
    seal, folder = sealing.seal, next(iter(sealing.archived)).parent
    what = f"Avenant n° {seal.avenant} scellé" if seal.avenant else "Convention scellée"
    lines = [click.style(f"{what} : signé{'' if seal.avenant else 'e'} le {seal.signature:%d/%m/%Y}.", bold=True)]
    lines += [f"  {relative(path, here)}" for path in sealing.archived]
    lines += _signed(seal)
    lines += [f"  Le fichier signé ajoute : {each}" for each in additions]
    lines.append(
        f"Gardez {relative(folder, here)}/ et le verrou : « assemble seal --verifier » prouve qu’ils sont intacts."
    )
    return typeset("\n".join(lines))


def _signed(seal: Seal) -> list[str]:
    if not seal.signed:
        return ["  Sans fichier signé : relancez la même commande avec --fichier quand vous l’aurez."]
    if seal.attested:
        return [f"  Fichier numérisé, dont répond {seal.attested} : son texte n’a pas été comparé."]
    return ["  Le texte du fichier signé est le texte scellé."]


def unfinished_text(document: Document, findings: Iterable[Finding]) -> str:
    """What a text that was sealed still lacked; empty where nothing did."""
    blanks = sum(isinstance(inline, Blank) for inline in inlines_of(document))
    blocking = sum(finding.severity == "bloquant" for finding in findings)
    if not blanks and not blocking:
        return ""
    told = [f"{blanks} passage{'s' * (blanks > 1)} à compléter"] if blanks else []
    told += (
        [f"{blocking} point{'s' * (blocking > 1)} qui bloquai{'en' * (blocking > 1)}t la signature"] if blocking else []
    )
    text = f"Attention : le texte scellé a encore {' et '.join(told)} (« assemble check » les donne)."
    return click.style(typeset(text), fg="yellow")


def verified_text(faults: Mapping[Path, tuple[Problem, ...]], unproven: Collection[Path], here: Path) -> str:
    """One line a sealed convention, and below it what of its archive is not as it was.

    `unproven`: those whose seal the lock doesn't know.
    """
    if not faults:
        return typeset("Aucune convention n’est scellée.")
    lines = []
    for path, problems in faults.items():
        said = click.style("archive intacte", fg="green") if not problems else click.style("archive abîmée", fg="red")
        lines.append(f"{path.name} : {said}")
        if path in unproven and not problems:
            lines.append(
                "  Le verrou manque, ou ne dit rien de ce scellement : rien ne prouve le procès-verbal lui-même."
            )
        for each in problems:
            place = f"{shown(each.place, here)} : " if each.place else ""
            lines += [f"  {place}{each.message}", f"      Remède : {each.hint}"]
    return typeset("\n".join(lines))


def unsealed_text(path: Path, avenant: int, aside: Path, here: Path) -> str:
    """`avenant`: 0 for the convention and all its avenants."""
    what = f"Avenant n° {avenant} descellé" if avenant else f"Convention « {path.stem} » descellée, avec ses avenants"
    then = (
        "Le texte en vigueur est de nouveau celui d’avant cet avenant."
        if avenant
        else f"Son texte reste figé. Pour le reprendre, revenez à « etape: copil » dans {path.name}."
    )
    return typeset(f"{what}. Ce qui était scellé est mis de côté, avec le motif :\n  {relative(aside, here)}/\n{then}")
