"""Comparisons made by hand: every verdict, every change of a line, every nature of a segment, and a real wording."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from assembler.model.clause import HeadingNode, ParagraphNode, Piece
from assembler.model.comparison import Beside, Comparison, Unit
from assembler.model.difference import Segment, Step, Steps
from assembler.model.lines import Item, Line, TableRow
from assembler.readers.library import read_version, wording_of

CLAUSES = Path(__file__).resolve().parents[2] / "clauses"
PREAMBULE = "La présente convention définit le projet stratégique global du territoire."
MOVED = "Le comité de pilotage se réunit au moins deux fois par an, sur convocation de la commune."
HOSTILE = "<script>alert('x')</script> & \"guillemets\" \u2028 fin \u202eetrecer\u202c 👩‍🏫 {{ 7*7 }} </style>\x1b[31m"

Part = tuple[str, str, str] | str
"""A text that stayed, or old, new and nature."""


def segments(*parts: Part) -> tuple[Segment, ...]:
    made: list[Any] = [(each, each, "identique") if isinstance(each, str) else each for each in parts]
    return tuple(Segment(*each) for each in made)


def same(text: str, kind: Any = "texte") -> Step:
    line = Line(text, kind)
    return Step("identique", line, line)


def title(text: str) -> Step:
    line = Line(text, "titre", 2)
    return Step("identique", line, line)


def came(text: str) -> Step:
    return Step("ajoute", None, Line(text))


def gone(text: str) -> Step:
    return Step("supprime", Line(text), None)


def changed(*parts: Part, kind: Any = "texte") -> Step:
    made = segments(*parts)
    natures = {each.nature for each in made}
    change: Any = next(each for each in ("modifie", "complete", "typographie") if each in natures)
    old, new = "".join(each.old for each in made), "".join(each.new for each in made)
    return Step(change, Line(old, kind), Line(new, kind), made)


def row(*cells: str) -> TableRow:
    return TableRow(tuple(tuple(Line(each) for each in cell.split("\n")) for cell in cells))


def same_row(*cells: str) -> Step:
    return Step("identique", row(*cells), row(*cells))


def changed_row(*cells: Step | tuple[Step, ...]) -> Step:
    """A row whose cells are given by their steps."""
    steps = tuple((cell,) if isinstance(cell, Step) else cell for cell in cells)

    def side(new: bool) -> TableRow:
        items = ((each.new if new else each.old for each in cell) for cell in steps)
        return TableRow(tuple(tuple(each for each in cell if isinstance(each, Line)) for cell in items))

    return Step("modifie", side(False), side(True), (), steps)


def words(old: str, new: str) -> tuple[Segment, ...]:
    """Two texts, word by word."""
    before, after = (re.findall(r"\s+|\S+", text) for text in (old, new))
    found = []
    for tag, i, j, k, m in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        found.append(Segment("".join(before[i:j]), "".join(after[k:m]), "identique" if tag == "equal" else "modifie"))
    return tuple(found)


def by_line(old: Sequence[Item], new: Sequence[Item]) -> Steps:
    """Lines of two texts: those that stand for one another are compared word by word."""
    found: list[Step] = []
    texts = [each.text for each in old], [each.text for each in new]
    for tag, i, j, k, m in difflib.SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        pairs = list(zip(old[i:j], new[k:m], strict=False))
        if tag == "equal":
            found += [Step("identique", *pair) for pair in pairs]
        elif tag == "replace" and j - i == m - k:
            found += [Step("modifie", left, right, words(left.text, right.text)) for left, right in pairs]
        else:
            found += [Step("supprime", each, None) for each in old[i:j]]
            found += [Step("ajoute", None, each) for each in new[k:m]]
    return tuple(found)


def real_lines(version: str) -> tuple[Line, ...]:
    """The literal text of a wording of the clause `fin`."""
    found = []
    for node in wording_of(read_version(CLAUSES / "fin" / f"{version}.md")).nodes:
        assert isinstance(node, (HeadingNode, ParagraphNode))
        text = "".join(leaf.text for leaf in node.leaves if isinstance(leaf, Piece))
        found.append(Line(text, "titre", node.level) if isinstance(node, HeadingNode) else Line(text))
    return tuple(found)


def real_clause() -> Comparison:
    old, new = (read_version(CLAUSES / "fin" / f"{version}.md") for version in ("2022-01", "2023-01"))
    steps = by_line(real_lines("2022-01"), real_lines("2023-01"))
    unit = Unit("fin", "clause", new.head.titre, "modifié", steps, old.version, new.version, new.head.motif)
    return Comparison("clauses", "La fin de la convention", "version 2022-01", "version 2023-01", (unit,))


def article() -> Unit:
    moved = segments("Le comité de pilotage se réunit au moins ", ("deux", "trois", "modifie"), MOVED.split("deux")[1])
    steps = (
        *(same(f"Alinéa {number}, que rien ne change.") for number in range(1, 13)),
        title("Le pilotage"),
        Step("deplace", Line(MOVED), None, move=1),
        same("Il est composé d’élus et de techniciens."),
        changed("Il rend compte ", ("chaque trimestre", "une fois par an", "modifie"), " au conseil municipal."),
        gone("La Caf préside les séances."),
        came("Une voix prépondérante est donnée au maire."),
        same("le diagnostic ;", "puce"),
        changed("le plan d", ("'", "’", "typographie"), "actions", (" ", "\u00a0", "typographie"), ";", kind="puce"),
        changed("Référent : ", ("[à compléter : nom du référent]", "Camille Dupont-Lefèvre", "complete"), "."),
        title("Les réunions"),
        same("Un compte rendu est envoyé sous quinze jours."),
        Step("deplace", None, Line(MOVED.replace("deux", "trois")), moved, move=1),
        *(same(f"Disposition finale {number}.") for number in range(1, 6)),
    )
    name, heading = "article:pilotage", "Article 5 : Le pilotage de la convention"
    return Unit(name, "article", heading, "modifié", steps, "2022-01", "2022-01", own=True)


def annexe() -> Unit:
    steps = (
        same("Tableau 1 : Les équipements"),
        same_row("Équipement", "Places", "Gestionnaire"),
        *(same_row(f"Crèche n° {number}", "20", "Commune") for number in range(1, 6)),
        changed_row(
            same("Multi-accueil Les Lutins"),
            changed(("24", "30", "modifie")),
            (same("Commune"), gone("en régie"), came("avec l’association Les Lutins")),
        ),
        Step("ajoute", None, row("Relais petite enfance", "", "Communauté d’agglomération")),
        Step("supprime", row("Halte-garderie", "12", "Association"), None),
        changed_row(same("Ludothèque"), changed(("[à compléter : places]", "15", "complete")), same("Commune")),
        same("Source : Caf, 2022."),
    )
    return Unit("annexe:equipements", "annexe", "Les équipements", "modifié", steps, "2023-01", "2023-01")


def near(name: str = "communication") -> Unit:
    """A part that differs in its typography alone, and counts as identical."""
    step = changed("L", ("'", "’", "typographie"), "article")
    return Unit(f"article:{name}", "article", f"Article 9 : {name.capitalize()}", "identique", (step,))


def unchanged(number: int) -> Unit:
    article = f"Article {number} : Objet {number}"
    return Unit(f"article:a{number}", "article", article, "identique", (same("x"),), "2022-01", "2022-01")


def every_verdict() -> tuple[Unit, ...]:
    cover = (changed("Signée le ", ("[à compléter : date]", "12 mars 2023", "complete")),)
    data = (changed("Les données sont conservées ", ("deux", "trois", "modifie"), " ans."),)
    appeal = Unit(
        "article:recours", "article", "Article 13 : Les recours", "déplacé", (same("Le tribunal est saisi."),)
    )
    fiche = tuple(gone(f"Ligne {number} de la fiche.") for number in range(1, 7))
    added = (came("La commune finance le poste."), came("Elle en fixe les horaires."))
    replaced = Unit(
        "article:donnees", "article", "Article 8 : Les données", "remplacé", data, "2022-01", "2023-01", own=False
    )
    return (
        Unit("couverture", "couverture", "Couverture", "complété", cover),
        *(unchanged(number) for number in range(1, 5)),
        article(),
        replace(replaced, reason="Durée portée à trois ans par le règlement."),
        near(),
        replace(appeal, remarks=("Déplacé : vient maintenant après l’article 4.",)),
        annexe(),
        Unit("fiche:jeunesse", "fiche", "Fiche 7 : Accueil des jeunes", "supprimé", fiche, own=True),
        Unit("", "autre", "Engagement complémentaire", "ajouté", added),
    )


def retour() -> Comparison:
    """What a commune may send back: every verdict, and things beside the text."""
    comment = "Mme Martin : « À revoir avec le service juridique. »"
    beside = (
        Beside("commentaire", comment, "Article 5 : Le pilotage de la convention"),
        Beside("texte masqué", "« sauf accord contraire » est masqué."),
        Beside(
            "pied de page", "Le pied de page a changé.", "", segments("Version du ", ("3 mars", "5 mars", "modifie"))
        ),
    )
    notes = ("Les modifications suivies du fichier reçu sont comptées comme acceptées.",)
    sides = "out/harnes/convention.docx", "retour/CTG Harnes v2 (relu).docx"
    return Comparison("retour", "Retour de la commune de Harnes", *sides, every_verdict(), beside, notes)


def nothing(kind: Any = "retour", *units: Unit) -> Comparison:
    """No difference; `units` None: one identical part."""
    return Comparison(kind, "Harnes", "a.docx", "b.docx", units or (unchanged(1),))


def hostile() -> Comparison:
    """Every text of every field tries to be markup, to hide, or to be too long."""
    long_cell = tuple(same(f"{number}. {PREAMBULE}") for number in range(1, 160))
    steps = (
        title(HOSTILE),
        same(HOSTILE),
        changed(HOSTILE, (HOSTILE, "x" * 400, "modifie"), ("a'", HOSTILE, "typographie"), (HOSTILE, "b", "complete")),
        came(HOSTILE),
        gone(HOSTILE),
        Step("deplace", Line(HOSTILE), None, move=1),
        title(HOSTILE),
        Step("deplace", None, Line(HOSTILE), move=1),
        changed_row(same(HOSTILE), (*long_cell, came(HOSTILE)), gone(HOSTILE)),
        Step("ajoute", None, row(HOSTILE, "", "y" * 300)),
    )
    unit = Unit(HOSTILE, "autre", HOSTILE, "modifié", steps, HOSTILE, f"v{HOSTILE}", HOSTILE, (HOSTILE,))
    beside = (Beside(HOSTILE, HOSTILE, HOSTILE, segments((HOSTILE, "", "modifie"))),)
    return Comparison("fichiers", HOSTILE, HOSTILE, HOSTILE, (unit,), beside, (HOSTILE,))
