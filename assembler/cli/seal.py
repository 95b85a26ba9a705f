"""`assemble seal harnes.yaml --signature 2023-04-12`"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assembler.cli.french_help import FrenchCommand
from assembler.cli.options import WRITES, tells_problems, workspace_option

if TYPE_CHECKING:
    from assembler.build.sealing import Sealing
    from assembler.build.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Given:
    """What the user typed; None where nothing was."""

    workspace: Path | None
    fichier: str | None
    signature: str | None
    signed: str | None
    atteste: str | None
    avenant: int | None
    verifier: bool
    desceller: bool
    motif: str | None


@click.command(cls=FrenchCommand)
@click.argument("fichier", required=False)
@click.option("--signature", metavar="DATE", help="Jour de la signature : 2023-04-12 ou 12/04/2023.")
@click.option("--fichier", "signed", metavar="PDF", help="Fichier signé, PDF ou Word, comparé au texte scellé.")
@click.option("--atteste", metavar="NOM", help="Qui répond d’un PDF numérisé, dont le texte ne se lit pas.")
@click.option("--avenant", metavar="N", type=click.IntRange(1), help="L’avenant n° N, et non la convention.")
@click.option("--verifier", is_flag=True, help="Contrôle que les archives sont intactes (toutes, sans FICHIER).")
@click.option("--desceller", is_flag=True, help="Lève le scellement ; l’archive est mise de côté, jamais effacée.")
@click.option("--motif", metavar="TEXTE", help="Avec --desceller : la raison, qui est conservée.")
@workspace_option
@tells_problems(WRITES)
def seal(**given: Any) -> int:
    """Archive une convention signée : elle ne sera plus jamais refaite.

    FICHIER est la saisie de la convention. L’archive est dans archives/. Un fichier signé qui arrive plus tard se
    donne par la même commande, avec --fichier. Code de sortie : 0 fait, 1 une archive n’est plus intacte (--verifier),
    2 rien n’a été scellé.
    """
    from assembler.build.workspace import find_workspace

    asked = _Given(**given)
    _refuse_idle_options(asked)
    found = find_workspace(asked.workspace, Path.cwd())
    path = found.input(asked.fichier) if asked.fichier else None
    if asked.verifier:
        return _verify(found, path)
    assert path is not None
    return _unseal(found, path, asked) if asked.desceller else _seal(found, path, asked)


def _seal(workspace: Workspace, path: Path, asked: _Given) -> int:
    from assembler.build.convention import load_tools
    from assembler.build.printing import Printer
    from assembler.build.sealing import Request
    from assembler.build.sealing import seal as sealing_of
    from assembler.build.start import given_date
    from assembler.report.seal import sealed_text
    from assembler.report.terminal import lacking_report

    day = given_date("--signature", asked.signature)
    assert day is not None
    signed = Path(asked.signed) if asked.signed else None
    request = Request(path, day, signed, " ".join((asked.atteste or "").split()), asked.avenant or 0)
    with Printer() as printer:
        found = sealing_of(load_tools(workspace), request, date.today(), printer)
    _refuse_other_text(found, signed)
    found.save()
    click.echo(sealed_text(found, found.verdict.additions if found.verdict else (), Path.cwd()))
    if found.lacking:
        click.echo(lacking_report(found.lacking, Path.cwd(), "Le sommaire archivé n’a pas de numéros de page"))
    _warn(found)
    return 0


def _refuse_other_text(found: Sealing, signed: Path | None) -> None:
    """Raises Problems, the differences being shown."""
    if not (found.is_refused and found.verdict and signed):
        return
    from assembler.model.place import Place, Problems
    from assembler.report.comparison.text import comparison_text

    click.echo(comparison_text(found.verdict.differences))
    raise Problems.one(
        "Le fichier signé ne porte pas le texte scellé : voyez les différences ci-dessus.",
        "Retrouvez le fichier qui a été signé ; ou, si c’est bien lui, rétablissez le texte qu’il porte.",
        Place(signed),
    )


def _warn(found: Sealing) -> None:
    """Say what the sealed convention still lacked: it is too late to mend it, but not to know."""
    if found.composed is None:
        return
    from assembler.build.checking import find
    from assembler.report.seal import unfinished_text

    findings = find(found.composed, "signature", date.today())
    if said := unfinished_text(found.composed.document, findings):
        click.echo(said)


def _verify(workspace: Workspace, path: Path | None) -> int:
    from assembler.build.archive import faults_of, is_sealed, sealed_inputs, unproven
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
    click.echo(verified_text(faults, [each for each in paths if unproven(workspace, each)], Path.cwd()))
    return int(any(faults.values()))


def _unseal(workspace: Workspace, path: Path, asked: _Given) -> int:
    from assembler.build.unsealing import unseal
    from assembler.report.seal import unsealed_text

    avenant = asked.avenant or 0
    aside = unseal(workspace, path, asked.motif or "", date.today(), avenant)
    click.echo(unsealed_text(path, avenant, aside, Path.cwd()))
    return 0


def _refuse_idle_options(asked: _Given) -> None:
    """Raises Problems: an option that is missing, or that would do nothing."""
    from assembler.model.place import Collector, Problem

    collector = Collector()

    def refuse(is_wrong: object, message: str, hint: str) -> None:
        if is_wrong:
            collector.problems.append(Problem(message, hint))

    sealing = {"--signature": asked.signature, "--fichier": asked.signed, "--atteste": asked.atteste}
    idle = [name for name, value in sealing.items() if value is not None]
    idle += ["--avenant"] if asked.avenant and asked.verifier else []
    mode = "--verifier" if asked.verifier else "--desceller" if asked.desceller else ""
    both = asked.verifier and asked.desceller
    refuse(both, "« --verifier » et « --desceller » ne vont pas ensemble.", "Lancez deux commandes.")
    refuse(mode and idle, f"« {', '.join(idle)} » ne vaut pas avec « {mode} ».", "Retirez l’une des options.")
    reason = asked.motif is not None and not asked.desceller
    refuse(reason, "« --motif » ne vaut qu’avec « --desceller ».", "Retirez --motif.")
    attested = asked.atteste is not None and not asked.signed
    refuse(attested, "« --atteste » ne vaut qu’avec « --fichier ».", "Ajoutez --fichier.")
    no_input = not asked.fichier and not asked.verifier
    refuse(no_input, "Il manque la convention.", "Par exemple : assemble seal harnes.yaml …")
    no_day = asked.fichier and not mode and not asked.signature
    refuse(no_day, "Il manque la date de signature.", "Ajoutez-la : --signature 2023-04-12")
    collector.finish()
