"""The sheet of the signature round: who voted, transmitted, signed, and what remains to be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assembler.build.acte import MadeActe, acte_wording, made_acte, numbering_with
from assembler.build.archive import seals_of
from assembler.build.convention import Tools, logos_of
from assembler.compose.acte import Issuer, compose_acte
from assembler.compose.acte_circuit import circuit_context, circuit_of, steps
from assembler.compose.names import short_title
from assembler.model.acte import CIRCUIT
from assembler.model.circuit import Circuit
from assembler.model.convention import Convention
from assembler.readers.convention import read_convention
from assembler.writers.acte import Acte
from assembler.writers.templates import ACTE


@dataclass(frozen=True, slots=True)
class MadeCircuit:
    """The sheet, which is not on disk yet, and what it says."""

    made: MadeActe
    circuit: Circuit
    steps: tuple[str, ...]


def make_circuit(tools: Tools, path: Path) -> MadeCircuit:
    """From the input alone, and the seal where there is one: the convention is not composed. Raises Problems."""
    source = read_convention(path, tools.workspace.root)
    convention = source.convention
    circuit = circuit_of(convention, _sealed(tools, path))
    wording = acte_wording(tools, CIRCUIT, convention.jour_de_reference)
    numbering = numbering_with(tools.plan, convention, wording)
    context = circuit_context(convention, tools.plan.titre, numbering, circuit)
    document = compose_acte(wording, _issuer(convention), context)
    logo = convention.caf.logo
    logos = {path: data for path, data in logos_of(tools, source).items() if path == logo}
    target = tools.workspace.output(source.files[0]) / "circuit-signature.docx"
    made = made_acte(target, Acte(document, ACTE, convention.caf.nom_complet), tools.templates, logos)
    return MadeCircuit(made, circuit, tuple(steps(circuit)))


def _sealed(tools: Tools, path: Path) -> date | None:
    """The day of the signature of the convention that was sealed."""
    return next((seal.signature for seal in seals_of(tools.workspace, path) if seal.avenant == 0), None)


def _issuer(convention: Convention) -> Issuer:
    caf = convention.caf
    return Issuer(caf.nom_complet, caf.logo, f"Circuit de signature – {short_title(convention)}", caf.nom_complet)
