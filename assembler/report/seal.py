"""What the terminal shows of seals, in French."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

import click

from assembler.model.place import Problem
from assembler.model.seal import Seal
from assembler.model.typography import typeset
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
        return ["  Sans fichier signé : ajoutez --fichier quand vous l’aurez, après --desceller."]
    if seal.attested:
        return [f"  Fichier numérisé, dont répond {seal.attested} : son texte n’a pas été comparé."]
    return ["  Le texte du fichier signé est le texte scellé."]


def verified_text(faults: Mapping[Path, tuple[Problem, ...]], here: Path) -> str:
    """One line a sealed convention, and below it what of its archive is not as it was."""
    if not faults:
        return typeset("Aucune convention n’est scellée.")
    lines = []
    for path, problems in faults.items():
        said = click.style("archive intacte", fg="green") if not problems else click.style("archive abîmée", fg="red")
        lines.append(f"{path.name} : {said}")
        for each in problems:
            place = f"{shown(each.place, here)} : " if each.place else ""
            lines += [f"  {place}{each.message}", f"      Remède : {each.hint}"]
    return typeset("\n".join(lines))


def unsealed_text(path: Path, aside: Path, here: Path) -> str:
    return typeset(
        f"Convention « {path.stem} » descellée. Son archive est mise de côté, avec le motif :\n"
        f"  {relative(aside, here)}/\n"
        f"Son texte reste figé. Pour le reprendre, revenez à « etape: copil » dans {path.name}."
    )
