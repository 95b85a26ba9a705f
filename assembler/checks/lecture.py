"""Files that could not be read: a notice stands for them in the draft."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.checks.analysis import Analysis
from assembler.checks.table import Hit, check


@check(
    "LEC001",
    "fichier-illisible",
    blocks="projet",
    otherwise="bloquant",
    meaning="Une fiche ou une annexe est dans un fichier qui ne peut pas être lu. Le reste du projet est assemblé, "
    "et un avis visible tient la place de ce fichier.",
    source="Usage : un fichier fautif ne doit pas empêcher de préparer le comité du lendemain.",
    mend="Corrigez le fichier à l’endroit indiqué.",
    bad="{etape: projet, equipements: communs/indicateurs.yaml}",
    good="equipements: {note: 'La liste est arrêtée au 1er janvier 2023.'}",
)
def unread_file(analysis: Analysis) -> Iterator[Hit]:
    for unread in analysis.unread:
        for problem in unread.problems:
            hint = problem.hint or "Corrigez ce fichier."
            yield Hit(f"« {unread.file.name} » est illisible : {problem.message}", hint, problem.place or unread.place)
