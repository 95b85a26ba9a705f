"""`assemble seal harnes.yaml --signature 2023-04-12`"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assembler.cli.french_help import FrenchCommand
from assembler.cli.options import WRITES, tells_problems, workspace_option

if TYPE_CHECKING:
    from assembler.build.workspace import Workspace


@click.command(cls=FrenchCommand)
@click.argument("fichier", required=False)
@click.option("--signature", metavar="DATE", help="Jour de la signature : 2023-04-12 ou 12/04/2023.")
@click.option("--fichier", "signed", metavar="PDF", help="Fichier signé, PDF ou Word, comparé au texte scellé.")
@click.option("--atteste", metavar="NOM", help="Qui répond d’un PDF numérisé, dont le texte ne se lit pas.")
@click.option("--avenant", metavar="N", type=click.IntRange(1), help="Scelle l’avenant n° N de la convention.")
@click.option("--verifier", is_flag=True, help="Contrôle que les archives sont intactes (toutes, sans FICHIER).")
@click.option("--desceller", is_flag=True, help="Lève le scellement ; l’archive est mise de côté, jamais effacée.")
@click.option("--motif", metavar="TEXTE", help="Avec --desceller : la raison, qui est conservée.")
@workspace_option
@tells_problems(WRITES)
def seal(  # noqa: PLR0913, PLR0917 - one argument an option
    fichier: str | None,
    signature: str | None,
    signed: str | None,
    atteste: str | None,
    avenant: int | None,
    verifier: bool,
    desceller: bool,
    motif: str | None,
    workspace: Path | None,
) -> int:
    """Archive une convention signée : elle ne sera plus jamais refaite.

    FICHIER est la saisie de la convention. L’archive est dans archives/. Code de sortie : 0 fait, 1 une archive n’est
    plus intacte (--verifier), 2 rien n’a été scellé.
    """
    from assembler.build.workspace import find_workspace

    _refuse_idle_options(fichier, signature, signed, atteste, avenant, verifier, desceller, motif)
    found = find_workspace(workspace, Path.cwd())
    path = found.input(fichier) if fichier else None
    if verifier:
        return _verify(found, path)
    assert path is not None
    if desceller:
        return _unseal(found, path, motif or "")
    return _seal(found, path, signature, signed, atteste or "", avenant or 0)


def _seal(  # noqa: PLR0913, PLR0917 - what the user asks for
    workspace: Workspace, path: Path, signature: str | None, signed: str | None, atteste: str, avenant: int
) -> int:
    from assembler.build.convention import load_tools
    from assembler.build.sealing import Request
    from assembler.build.sealing import seal as sealing_of
    from assembler.build.start import given_date
    from assembler.model.place import Place, Problems
    from assembler.report.comparison.text import comparison_text
    from assembler.report.seal import sealed_text

    here = Path.cwd()
    day = given_date("--signature", signature)
    assert day is not None
    request = Request(path, day, Path(signed) if signed else None, " ".join(atteste.split()), avenant)
    found = sealing_of(load_tools(workspace), request, date.today())
    if found.is_refused and found.verdict:
        click.echo(comparison_text(found.verdict.differences))
        raise Problems.one(
            "Le fichier signé ne porte pas le texte scellé : voyez les différences ci-dessus.",
            "Retrouvez le fichier qui a été signé ; ou, si c’est bien lui, rétablissez le texte qu’il porte.",
            Place(Path(signed or "")),
        )
    found.save()
    click.echo(sealed_text(found, found.verdict.additions if found.verdict else (), here))
    return 0


def _verify(workspace: Workspace, path: Path | None) -> int:
    from assembler.build.archive import faults_of, is_sealed, sealed_inputs
    from assembler.model.place import Place, Problems
    from assembler.report.seal import verified_text

    if path and not is_sealed(workspace, path):
        raise Problems.one(
            f"La convention « {path.stem} » n’est pas scellée.",
            f"Scellez-la : assemble seal {path.name} --signature DATE",
            Place(path),
        )
    paths = (path,) if path else sealed_inputs(workspace)
    faults = {each: tuple(faults_of(workspace, each)) for each in paths}
    click.echo(verified_text(faults, Path.cwd()))
    return int(any(faults.values()))


def _unseal(workspace: Workspace, path: Path, reason: str) -> int:
    from assembler.build.unsealing import unseal
    from assembler.report.seal import unsealed_text

    click.echo(unsealed_text(path, unseal(workspace, path, reason, date.today()), Path.cwd()))
    return 0


def _refuse_idle_options(  # noqa: PLR0913, PLR0917 - one argument an option
    fichier: str | None,
    signature: str | None,
    signed: str | None,
    atteste: str | None,
    avenant: int | None,
    verifier: bool,
    desceller: bool,
    motif: str | None,
) -> None:
    """Raises Problems: an option that is missing, or that would do nothing."""
    from assembler.model.place import Collector, Problem

    collector = Collector()

    def refuse(is_wrong: object, message: str, hint: str) -> None:
        if is_wrong:
            collector.problems.append(Problem(message, hint))

    sealing = {"--signature": signature, "--fichier": signed, "--atteste": atteste, "--avenant": avenant}
    idle = [name for name, value in sealing.items() if value is not None]
    mode = "--verifier" if verifier else "--desceller" if desceller else ""
    refuse(verifier and desceller, "« --verifier » et « --desceller » ne vont pas ensemble.", "Lancez deux commandes.")
    refuse(mode and idle, f"« {', '.join(idle)} » ne vaut pas avec « {mode} ».", "Retirez l’une des options.")
    refuse(motif is not None and not desceller, "« --motif » ne vaut qu’avec « --desceller ».", "Retirez --motif.")
    refuse(atteste is not None and not signed, "« --atteste » ne vaut qu’avec « --fichier ».", "Ajoutez --fichier.")
    refuse(not fichier and not verifier, "Il manque la convention.", "Par exemple : assemble seal harnes.yaml …")
    missing = fichier and not mode and not signature
    refuse(missing, "Il manque la date de signature.", "Ajoutez-la : --signature 2023-04-12")
    collector.finish()
