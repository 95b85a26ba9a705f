"""Comparisons made by hand, one of each verdict and nature, and one of two real wordings."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

from assembler.model.clause import HeadingNode, ParagraphNode, Piece
from assembler.model.comparison import Beside, Comparison, Unit
from assembler.model.difference import Segment, Step, Steps
from assembler.model.lines import Item, Line, TableRow
from assembler.readers.library import read_version, wording_of

CLAUSES = Path(__file__).resolve().parents[2] / "clauses"
HOSTILE = "<script>alert('x')</script> & \"guillemets\" \u2028 fin \u202eetrecer\u202c 👩‍🏫 {{ 7*7 }} </style>"


def same(text: str, kind: str = "texte") -> Step:
    line = Line(text, kind)  # type: ignore[arg-type]
    return Step("identique", line, line)


def title(text: str) -> Step:
    line = Line(text, "titre", 2)
    return Step("identique", line, line)


def came(text: str) -> Step:
    return Step("ajoute", None, Line(text))


def gone(text: str) -> Step:
    return Step("supprime", Line(text), None)


def changed(*segments: tuple[str, str, str] | str, kind: str = "texte") -> Step:
    """A line whose segments are given: a text for what stayed, else old, new and nature."""
    made = tuple(Segment(each, each, "identique") if isinstance(each, str) else Segment(*each) for each in segments)  # type: ignore[arg-type]
    natures = {each.nature for each in made} - {"identique"}
    change = next(each for each in ("modifie", "complete", "typographie") if each in natures)
    old, new = "".join(each.old for each in made), "".join(each.new for each in made)
    return Step(change, Line(old, kind), Line(new, kind), made)  # type: ignore[arg-type]


def row(*cells: str, table: int = 0) -> TableRow:
    return TableRow(tuple(tuple(Line(each) for each in cell.split("\n")) for cell in cells), table)


def same_row(*cells: str, table: int = 0) -> Step:
    return Step("identique", row(*cells, table=table), row(*cells, table=table))


def changed_row(*cells: Step | tuple[Step, ...], table: int = 0) -> Step:
    """A row whose cells are given by their steps."""
    steps = tuple((cell,) if isinstance(cell, Step) else cell for cell in cells)

    def side(new: bool) -> TableRow:
        items = ((each.new if new else each.old for each in cell) for cell in steps)
        return TableRow(tuple(tuple(each for each in cell if isinstance(each, Line)) for cell in items), table)

    return Step("modifie", side(False), side(True), (), steps)


def words(old: str, new: str) -> tuple[Segment, ...]:
    """Two texts, word by word."""
    before, after = old.split(" "), new.split(" ")
    found = []
    for tag, i, j, k, m in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        left, right = " ".join(before[i:j]), " ".join(after[k:m])
        space = " " if j < len(before) or m < len(after) else ""
        found.append(
            Segment(left + space * (i < j), right + space * (k < m), "identique" if tag == "equal" else "modifie")
        )
    return tuple(found)


def by_line(old: Sequence[Item], new: Sequence[Item]) -> Steps:
    """Lines of two texts: those that stand for one another are compared word by word."""
    found: list[Step] = []
    texts = [each.text for each in old], [each.text for each in new]
    for tag, i, j, k, m in difflib.SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Step("identique", *pair) for pair in zip(old[i:j], new[k:m], strict=True)]
        elif tag == "replace" and j - i == m - k:
            pairs = zip(old[i:j], new[k:m], strict=True)
            found += [Step("modifie", left, right, words(left.text, right.text)) for left, right in pairs]
        else:
            found += [Step("supprime", each, None) for each in old[i:j]]
            found += [Step("ajoute", None, each) for each in new[k:m]]
    return tuple(found)


def real_lines(clause: str, version: str) -> tuple[Line, ...]:
    """The literal text of a wording of the library."""
    found = []
    for node in wording_of(read_version(CLAUSES / clause / f"{version}.md")).nodes:
        assert isinstance(node, (HeadingNode, ParagraphNode))
        text = "".join(leaf.text for leaf in node.leaves if isinstance(leaf, Piece))
        found.append(Line(text, "titre", node.level) if isinstance(node, HeadingNode) else Line(text))
    return tuple(found)


def real_clause() -> Comparison:
    old, new = (read_version(CLAUSES / "fin" / f"{version}.md") for version in ("2022-01", "2023-01"))
    steps = by_line(real_lines("fin", "2022-01"), real_lines("fin", "2023-01"))
    unit = Unit("fin", "clause", new.head.titre, "modifié", steps, old.version, new.version, new.head.motif)
    return Comparison("clauses", "La fin de la convention", "version 2022-01", "version 2023-01", (unit,))


PREAMBULE = "La présente convention définit le projet stratégique global du territoire."
MOVED = "Le comité de pilotage se réunit au moins deux fois par an, sur convocation de la commune."


def article() -> Unit:
    """Every change of a line, and every nature of a segment."""
    steps = (
        *(same(f"Alinéa {number}, que rien ne change.") for number in range(1, 13)),
        title("Le pilotage"),
        Step("deplace", Line(MOVED), None, move=1),
        same("Il est composé d’élus et de techniciens."),
        changed("Il rend compte ", ("chaque trimestre", "une fois par an", "modifie"), " au conseil municipal."),
        came("Une voix prépondérante est donnée au maire."),
        gone("La Caf préside les séances."),
        same("le diagnostic ;", "puce"),
        changed("le plan d", ("'", "’", "typographie"), "actions", (" ", "\u00a0", "typographie"), ";", kind="puce"),
        changed("Référent", "\u00a0: ", ("[à compléter : nom du référent]", "Camille Dupont-Lefèvre", "complete"), "."),
        title("Les réunions"),
        same("Un compte rendu est envoyé sous quinze jours."),
        Step(
            "deplace",
            None,
            Line(MOVED.replace("deux", "trois")),
            (
                Segment(
                    "Le comité de pilotage se réunit au moins ",
                    "Le comité de pilotage se réunit au moins ",
                    "identique",
                ),
                Segment("deux", "trois", "modifie"),
                Segment(MOVED.split("deux")[1], MOVED.split("deux")[1], "identique"),
            ),
            move=1,
        ),
        *(same(f"Disposition finale {number}.") for number in range(1, 6)),
    )
    return Unit(
        "article:pilotage",
        "article",
        "Article 5 : Le pilotage de la convention",
        "modifié",
        steps,
        "2022-01",
        "2022-01",
        own=True,
    )


def annexe() -> Unit:
    """Tables: a row that stayed, one of each change, and a cell of several lines."""
    steps = (
        same("Tableau 1 : Les équipements"),
        same_row("Équipement", "Places", "Gestionnaire"),
        *(same_row(f"Crèche n° {number}", "20", "Commune") for number in range(1, 6)),
        changed_row(
            same("Multi-accueil Les Lutins"),
            changed(("24", "30", "modifie")),
            (same("Commune"), came("avec l’association Les Lutins"), gone("en régie")),
        ),
        Step("ajoute", None, row("Relais petite enfance", "", "Communauté d’agglomération")),
        Step("supprime", row("Halte-garderie", "12", "Association"), None),
        changed_row(same("Ludothèque"), changed(("[à compléter : places]", "15", "complete")), same("Commune")),
        same("Source : Caf, 2022."),
    )
    return Unit("annexe:equipements", "annexe", "Annexe 2 : Les équipements", "modifié", steps, "2023-01", "2023-01")


def retour() -> Comparison:
    """What a commune may send back: every verdict, and things beside the text."""
    units = (
        Unit(
            "couverture",
            "couverture",
            "Couverture",
            "complété",
            (changed("Signée le ", ("[à compléter : date]", "12 mars 2023", "complete")),),
        ),
        Unit("preambule", "preambule", "Préambule", "identique", (same(PREAMBULE),), "2022-01", "2022-01"),
        *(
            Unit(
                f"article:a{n}", "article", f"Article {n} : Objet {n}", "identique", (same("x"),), "2022-01", "2022-01"
            )
            for n in range(1, 5)
        ),
        article(),
        Unit(
            "article:donnees",
            "article",
            "Article 8 : Les données",
            "remplacé",
            (changed("Les données sont conservées ", ("deux", "trois", "modifie"), " ans."),),
            "2022-01",
            "2023-01",
            "Durée portée à trois ans par le règlement.",
        ),
        Unit(
            "article:recours",
            "article",
            "Article 13 : Les recours",
            "déplacé",
            (same("Le tribunal est saisi."),),
            "2022-01",
            "2022-01",
            remarks=("Déplacé : vient maintenant après l’article 4.",),
        ),
        annexe(),
        Unit(
            "fiche:jeunesse",
            "fiche",
            "Fiche 7 : Accueil des jeunes",
            "supprimé",
            tuple(gone(f"Ligne {n} de la fiche.") for n in range(1, 7)),
            own=True,
        ),
        Unit(
            "",
            "autre",
            "Engagement complémentaire",
            "ajouté",
            (came("La commune finance le poste."), came("Elle en fixe les horaires.")),
        ),
    )
    beside = (
        Beside(
            "commentaire",
            "Mme Martin : « À revoir avec le service juridique. »",
            "Article 5 : Le pilotage de la convention",
        ),
        Beside("texte masqué", "Un passage masqué se lit : « sauf accord contraire »."),
        Beside(
            "pied de page",
            "Le pied de page a changé.",
            "",
            (Segment("Version du ", "Version du ", "identique"), Segment("3 mars", "5 mars", "modifie")),
        ),
    )
    notes = ("Les modifications suivies du fichier reçu sont comptées comme acceptées.",)
    return Comparison(
        "retour",
        "Retour de la commune de Harnes",
        "out/harnes/convention.docx",
        "retour/CTG Harnes v2 (relu).docx",
        units,
        beside,
        notes,
    )


def nothing(kind: str = "retour") -> Comparison:
    units = (Unit("preambule", "preambule", "Préambule", "identique", (same(PREAMBULE),)),)
    return Comparison(kind, "Harnes", "a.docx", "b.docx", units)  # type: ignore[arg-type]


def hostile() -> Comparison:
    """Every text of every field tries to be markup, to hide, or to be too long."""
    cell = "\n".join(f"{number}. {PREAMBULE}" for number in range(1, 160))
    steps = (
        title(HOSTILE),
        same(HOSTILE),
        changed(HOSTILE, (HOSTILE, "x" * 400, "modifie"), ("a'", HOSTILE, "typographie"), (HOSTILE, "b", "complete")),
        came(HOSTILE),
        gone(HOSTILE),
        Step("deplace", Line(HOSTILE), None, move=1),
        title(HOSTILE),
        Step("deplace", None, Line(HOSTILE), move=1),
        changed_row(same(HOSTILE), (*(same(line) for line in cell.split("\n")), came(HOSTILE)), gone(HOSTILE)),
        Step("ajoute", None, row(HOSTILE, "", "y" * 300)),
    )
    unit = Unit(HOSTILE, "autre", HOSTILE, "modifié", steps, HOSTILE, "v" + HOSTILE, HOSTILE, (HOSTILE,))
    beside = (Beside(HOSTILE, HOSTILE, HOSTILE, (Segment(HOSTILE, "", "modifie"),)),)
    return Comparison("fichiers", HOSTILE, HOSTILE, HOSTILE, (unit,), beside, (HOSTILE,))
