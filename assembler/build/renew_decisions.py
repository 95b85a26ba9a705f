"""What the next convention must decide again: which values of the earlier one are emptied, changed or questioned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from assembler.build.renew_names import election_between, names, question
from assembler.checks.dates import moments
from assembler.model.clause import ClauseVersion
from assembler.model.convention import AnnexeKind, Convention, Periode, Remarque, Signataire, Suivie
from assembler.model.finding import STAGE_NAMES
from assembler.model.messages import excerpt
from assembler.model.renewal import Told
from assembler.model.takeover import KeyPath
from assembler.model.typography import typeset
from assembler.report.counting import counted

_VOTE = ("numero", "date", "transmission", "texte")


@dataclass(frozen=True, slots=True)
class Edit:
    """`vide`: nothing stays behind the key at `path`. `valeur`: it gets `text`. `retrait`: an item leaves its list.

    `ajout`: `text` ends the list at `path`. `bloc`: `text` is a new key of the main group, as YAML lines.
    """

    kind: Literal["vide", "valeur", "retrait", "ajout", "bloc"]
    path: KeyPath
    text: str = ""


@dataclass(slots=True)
class Decisions:
    """The edits, in an order in which the ranks of lists stay true, and what is told of them."""

    edits: list[Edit] = field(default_factory=list)
    changed: list[Told] = field(default_factory=list)
    emptied: list[Told] = field(default_factory=list)
    confirm: list[Told] = field(default_factory=list)

    def empty(self, paths: Sequence[KeyPath], what: str, why: str, which: Sequence[str] = ()) -> None:
        if paths:
            self.edits += [Edit("vide", path) for path in paths]
            self.emptied.append(Told(what, tuple(which), why))


@dataclass(frozen=True, slots=True)
class Next:
    """What is known of the next convention. `follows`: the period that ends, avenants included; `chosen`: its clauses;
    `annexes`: those that they cite and it lacked.
    """

    periode: Periode
    follows: Periode
    signed: date
    today: date
    chosen: Mapping[str, ClauseVersion]
    annexes: tuple[AnnexeKind, ...]


def decisions(earlier: Convention, coming: Next) -> Decisions:
    """All that is to be changed in a copy of the earlier input."""
    made = Decisions()
    _frame(earlier, coming, made)
    _clauses(earlier, coming, made)
    _vote(earlier, made)
    _signatories(earlier, coming, made)
    _deadlines(earlier, made)
    _remarks(earlier, made)
    return made


def _frame(earlier: Convention, coming: Next, made: Decisions) -> None:
    start, end = coming.periode.debut.isoformat(), coming.periode.fin.isoformat()
    made.edits += [Edit("valeur", ("periode", "debut"), start), Edit("valeur", ("periode", "fin"), end)]
    made.edits += _lineage(earlier, coming.follows)
    made.edits += [Edit("valeur", ("projet_du",), coming.today.isoformat()), Edit("valeur", ("date_reference",), start)]
    if earlier.etape != "projet":
        made.edits.append(Edit("valeur", ("etape",), "projet"))
        made.changed.append(Told(f"étape : « {STAGE_NAMES[earlier.etape]} » redevient « projet »"))
    made.changed.append(
        Told(f"date de référence : {coming.periode.debut:%d/%m/%Y} ; les clauses en vigueur ce jour-là sont prises")
    )
    count = len(earlier.acceptations)
    which = [f"{each.code} par {each.par}, jusqu’au {each.jusqu_au:%d/%m/%Y}" for each in earlier.acceptations]
    made.empty(
        [("acceptations",)] * bool(count),
        counted(count, "acceptation", "acceptations"),
        "chacune valait pour le texte de la convention précédente",
        which,
    )


def _lineage(earlier: Convention, follows: Periode) -> list[Edit]:
    start, end = follows.debut.isoformat(), follows.fin.isoformat()
    if earlier.renouvelle:
        return [Edit("valeur", ("renouvelle", "debut"), start), Edit("valeur", ("renouvelle", "fin"), end)]
    comment = typeset("# Période de la convention que celle-ci renouvelle.")
    return [Edit("bloc", ("renouvelle",), f"\n{comment}\nrenouvelle:\n  debut: {start}\n  fin: {end}")]


def _clauses(earlier: Convention, coming: Next, made: Decisions) -> None:
    pins, exceptions = earlier.clauses, earlier.derogations
    made.empty(
        [("clauses",)] * bool(pins),
        counted(len(pins), "version imposée", "versions imposées"),
        "la rédaction en vigueur est prise",
        [f"{name} : {version}, désormais {_version(coming, name)}" for name, version in pins.items()],
    )
    made.empty(
        [("derogations",)] * bool(exceptions),
        counted(len(exceptions), "dérogation", "dérogations"),
        "elle se négocie et s’approuve de nouveau",
        [f"{each.clause} : {excerpt(each.motif)}" for each in exceptions],
    )
    if coming.annexes:
        made.edits += [Edit("ajout", ("annexes",), kind) for kind in coming.annexes]
        added = counted(len(coming.annexes), "annexe ajoutée", "annexes ajoutées")
        made.changed.append(Told(f"{added}, que les clauses en vigueur citent", tuple(coming.annexes)))


def _version(coming: Next, clause: str) -> str:
    return coming.chosen[clause].version if clause in coming.chosen else "non employée"


def _vote(earlier: Convention, made: Decisions) -> None:
    votes: list[tuple[KeyPath, object, str]] = [(("deliberation",), earlier.deliberation, earlier.territoire.nom)]
    for rank, commune in enumerate(earlier.territoire.communes):
        votes.append((("territoire", "communes", rank, "deliberation"), commune.deliberation, commune.nom))
    found = [
        (path, [(*path, key) for key in _VOTE if getattr(vote, key, None) is not None], body)
        for path, vote, body in votes
    ]
    voted = [(paths, body) for _, paths, body in found if paths]
    made.empty(
        [path for paths, _ in voted for path in paths],
        counted(len(voted), "délibération", "délibérations"),
        "chaque conseil vote la nouvelle convention",
        [body for _, body in voted] if len(voted) > 1 else (),
    )
    count = len(earlier.avenants)
    made.empty(
        [("avenants",)] * bool(count),
        counted(count, "avenant", "avenants"),
        "c’étaient ceux de la convention précédente",
    )
    signature = earlier.signature
    if signature and signature.date:
        made.empty([("signature", "date")], "date de signature", f"c’était le {signature.date:%d/%m/%Y}")
    if signature and signature.exemplaires is not None:
        made.empty(
            [("signature", "exemplaires")],
            "nombre d’exemplaires",
            f"c’était {signature.exemplaires} ; par défaut, un pour chaque signataire",
        )
    signed = [(*path, "signe_le") for path, each in _who_signed(earlier) if each.signe_le]
    what = counted(len(signed), "date « signe_le »", "dates « signe_le »")
    made.empty(signed, what, "chacun signera la nouvelle convention")


def _who_signed(earlier: Convention) -> Iterator[tuple[KeyPath, Signataire]]:
    for rank, each in enumerate(earlier.signature.signataires if earlier.signature else ()):
        yield ("signature", "signataires", rank), each
    for rank, commune in enumerate(earlier.territoire.communes):
        if commune.signataire:
            yield ("territoire", "communes", rank, "signataire"), commune.signataire


def _signatories(earlier: Convention, coming: Next, made: Decisions) -> None:
    election = election_between(coming.signed, coming.periode.debut)
    all_names = tuple(names(earlier))
    doubtful = [name for name in all_names if name.is_elected and election]
    if doubtful and election:
        made.edits += [Edit("valeur", name.path, question(name, election)) for name in doubtful]
        made.confirm.append(
            Told(
                counted(len(doubtful), "nom d’élu", "noms d’élus"),
                tuple(f"{name.nom} ({name.organisme})" for name in doubtful),
                f"d’avant les élections municipales {election} ; une marque en tient la place",
            )
        )
    kept = [name for name in all_names if name not in doubtful]
    if kept:
        made.confirm.append(
            Told(
                counted(len(kept), "autre nom de signataire", "autres noms de signataires"),
                tuple(f"{name.nom} ({name.organisme})" for name in kept),
                "sans changement",
            )
        )


def _deadlines(earlier: Convention, made: Decisions) -> None:
    dated = [(rank, fiche) for rank, fiche in enumerate(earlier.fiches) if fiche.echeances and moments(fiche.echeances)]
    made.empty(
        [("fiches", rank, "echeances") for rank, _ in dated],
        counted(len(dated), "case « Échéances de réalisation »", "cases « Échéances de réalisation »"),
        "leurs dates étaient celles de la convention précédente",
        [fiche.id for _, fiche in dated],
    )


def _remarks(earlier: Convention, made: Decisions) -> None:
    gone = 0
    for path, owner in _owners(earlier):
        answered = [rank for rank, each in enumerate(owner.remarques) if _is_answered(each)]
        gone += len(answered)
        if answered and len(answered) == len(owner.remarques):
            made.edits.append(Edit("vide", (*path, "remarques")))
        else:
            made.edits += [Edit("retrait", (*path, "remarques", rank)) for rank in reversed(answered)]
    if gone:
        made.emptied.append(Told(counted(gone, "remarque close", "remarques closes"), (), "elles avaient leur suite"))


def _is_answered(remark: Remarque) -> bool:
    return bool(remark.suite and remark.suite.strip())


def _owners(earlier: Convention) -> Iterator[tuple[KeyPath, Suivie]]:
    for key in ("intervention", "enjeux", "gouvernance", "diagnostic", "equipements"):
        if (owner := getattr(earlier, key)) is not None:
            yield (key,), owner
    for rank, fiche in enumerate(earlier.fiches):
        yield ("fiches", rank), fiche
