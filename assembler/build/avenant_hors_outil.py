"""An avenant to a convention that was never in the tool: its new last day, and the avenant alone."""

from __future__ import annotations

from pathlib import Path

from assembler.build.avenant_file import AvenantFile, avenant_file, avenant_wording
from assembler.build.avenant_request import Asked, refuse_dates
from assembler.build.convention import Tools
from assembler.build.workspace import Workspace, is_file
from assembler.model.avenant import AvenantFacts
from assembler.model.convention import Convention, Deliberation, Signature, Territoire
from assembler.model.hors_outil import ConventionHorsOutil
from assembler.model.place import Collector, Place, Problems
from assembler.readers.avenant import read_hors_outil
from assembler.readers.source_text import read_bytes


def folder_of(workspace: Workspace) -> Path:
    """Where the inputs of these conventions are."""
    return workspace.inputs / "hors-outil"


def hors_outil_input(workspace: Workspace, name: str) -> Path | None:
    """The input that `name` means, a path or a bare name; None where it means none of that folder."""
    given, folder = Path(name), folder_of(workspace)
    if given.name != name:
        return given if is_file(given) and given.resolve().parent == folder.resolve() else None
    if is_file(workspace.inputs / name) or is_file(workspace.inputs / f"{name}.yaml"):
        return None
    return next((path for path in (folder / name, folder / f"{name}.yaml") if is_file(path)), None)


def hors_outil_avenant(tools: Tools, path: Path, asked: Asked) -> tuple[AvenantFile, int]:
    """The avenant and its number. Raises Problems, all of them."""
    collector = Collector()
    read = collector.attempt(read_hors_outil, path, tools.workspace.root)
    if asked.fin is None:
        collector.attempt(_refuse_modification, path)
    if read:
        collector.attempt(refuse_dates, asked, read[0].periode, read[0].signee_le, path)
    wording = collector.attempt(avenant_wording, tools, asked.day)
    collector.finish()
    assert read and wording
    facts = _facts(read[0], asked)
    logos = {name: read_bytes(tools.workspace.root / name) for name in _logos(facts.convention)}
    return avenant_file(tools, path, facts, wording, logos), facts.number


def _refuse_modification(path: Path) -> None:
    raise Problems.one(
        "Cette convention n’a pas été faite avec cet outil : il ne peut en écrire que la prolongation.",
        f"Donnez la nouvelle date de fin : assemble avenant {path.name} --prolonger DATE",
        Place(path),
    )


def _facts(given: ConventionHorsOutil, asked: Asked) -> AvenantFacts:
    numbers = {"article:duree": given.article_duree, "article:execution": given.article_avenant}
    return AvenantFacts(
        convention=_as_convention(given),
        titre=given.titre,
        signed=given.signee_le,
        earlier=given.avenants,
        effet=asked.effet,
        fin=asked.fin,
        numbers={name: number for name, number in numbers.items() if number},
        modifications=(),
        signature=given.signature or Signature(),
        deliberation=given.deliberation or Deliberation(),
    )


def _as_convention(given: ConventionHorsOutil) -> Convention:
    """As much of a convention as an avenant names."""
    body = given.territoire
    territoire = Territoire.model_construct(**{name: getattr(body, name) for name in body.model_fields_set})
    return Convention.model_construct(
        caf=given.caf, territoire=territoire, periode=given.periode, signature=given.signature
    )


def _logos(convention: Convention) -> tuple[str, ...]:
    return tuple(logo for logo in (convention.caf.logo, convention.territoire.logo) if logo)
