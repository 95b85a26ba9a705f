"""Two texts compared, part by part: versions of clauses, two conventions, or a convention and what came back of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assembler.model.difference import Segment, Steps

Verdict = Literal["identique", "complété", "modifié", "supprimé", "ajouté", "déplacé", "remplacé"]
"""`complété`: only places left to complete were filled. `remplacé`: it is another version of the library."""

UnitKind = Literal["couverture", "preambule", "article", "signature", "annexe", "fiche", "clause", "autre"]


@dataclass(frozen=True, slots=True)
class Unit:
    """An article, annexe, fiche or clause, and what became of it.

    `name`: `article:fin`, `fiche:jeunesse`, or the clause's id; empty for a part that only the new text has.
    `old_version` and `new_version` are empty where unknown. `reason`: why the new version was written.
    `remarks`: French sentences for a person (« Déplacé : vient maintenant après l’article 4. »).
    `own`: the text is the commune's own (True) or the library's (False); None where it is not known.
    """

    name: str
    kind: UnitKind
    title: str
    verdict: Verdict
    steps: Steps
    old_version: str = ""
    new_version: str = ""
    reason: str = ""
    remarks: tuple[str, ...] = ()
    own: bool | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """Something of a Word file beside its text that a reviewer must see.

    `where`: « suggestion en attente », « commentaire », « texte masqué », « en-tête », « pied de page »,
    « note », « zone de texte », « contenu non lu »,
    « graphique », « image », « objet », « signataires », « période », « version », « lien ».
    `message`: one French sentence. `unit`: the title of the part where it stands, empty if none.
    """

    where: str
    message: str
    unit: str = ""
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """`old` and `new` name the two sides; `notes` say how they were had, and change no verdict.

    `kind`: clauses (one or the whole library), two `fichiers`, or a `retour` held against what was sent.
    """

    kind: Literal["clauses", "fichiers", "retour"]
    title: str
    old: str
    new: str
    units: tuple[Unit, ...]
    beside: tuple[Beside, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def changed(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units if unit.verdict != "identique")

    @property
    def is_same(self) -> bool:
        return not self.changed and not self.beside
