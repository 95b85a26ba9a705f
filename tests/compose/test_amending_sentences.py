"""The sentences of an avenant, word for word, and the text between guillemets that follows them."""

from __future__ import annotations

import pytest

from assembler.compose.amending import sections
from assembler.compose.amending.places import ordinal
from assembler.model.amendment import (
    PICTURE,
    Amendment,
    Completed,
    Deleted,
    DivisionDeleted,
    DivisionsInserted,
    Inserted,
    NewPart,
    PartDeleted,
    PartRef,
    PartsInserted,
    PartsMoved,
    Position,
    Renamed,
    Renumbered,
    Replaced,
    Rewritten,
    RowsDeleted,
    RowsInserted,
    RowSpot,
    RowsReplaced,
    Spot,
    Where,
    WordsReplaced,
)
from assembler.model.document import Block, Cover, Document, Heading, Paragraph, Text, plain
from assembler.model.lines import Item, Line, TableRow, lines_of
from assembler.model.place import Problems

FIN = PartRef("article:fin", "article", "12", "La fin de la convention")
OBJET = PartRef("article:objet", "article", "1", "Objet")
PREAMBULE = PartRef("preambule:preambule", "preambule", "", "Préambule")
ANNEXE = PartRef("annexe:equipements", "annexe", "2", "Équipements")
FICHE = PartRef("fiche:loisirs", "fiche", "2", "Loisirs")
TEXT, OTHER = Line("Un texte."), Line("Un autre.")


def document() -> Document:
    return Document(Cover("", "", "", (), "", None, None), "", ())


def blocks(amendment: Amendment) -> tuple[Block, ...]:
    (part,) = sections([amendment], document())
    return part.blocks


def said(amendment: Amendment) -> str:
    first = blocks(amendment)[0]
    assert isinstance(first, Paragraph)
    return plain(first.inlines).replace("\u00a0", " ")


def alinea(number: int, of: int = 9) -> Spot:
    return Spot("alinea", number, of)


def table(label: str = "", number: int = 1, of: int = 1) -> Spot:
    return Spot("tableau", number, of, label)


def row(*cells: str) -> TableRow:
    return TableRow(tuple((Line(cell),) for cell in cells))


def new_part(kind: str, number: str) -> NewPart:
    ref = PartRef(f"{kind}:neuf", kind, number, "Neuf")  # type: ignore[arg-type]
    return NewPart(ref, (Line(f"{kind.capitalize()} {number} – Neuf", "titre", 1), TEXT))


DENONCIATION = Where(FIN, ("Dénonciation",))
PUBLIC = Where(FICHE, (), "Public cible")
HEADER, MAM, RPE = row("Type", "Places"), row("MAM", "12"), row("RPE", "1")

SENTENCES: list[tuple[Amendment, str]] = [
    (
        WordsReplaced(DENONCIATION, alinea(2), (("six mois", "trois mois"),)),
        "Au deuxième alinéa du paragraphe intitulé « Dénonciation » de l’article 12, les mots « six mois » sont "
        "remplacés par les mots « trois mois ».",
    ),
    (
        WordsReplaced(Where(FIN), alinea(1, 1), (("peut", "peut, par sa seule volonté,"), ("sans délai", ""))),
        "À l’unique alinéa de l’article 12, après le mot « peut », sont insérés les mots « , par sa seule volonté, » ; "
        "les mots « sans délai » sont supprimés.",
    ),
    (
        WordsReplaced(Where(PREAMBULE), alinea(11), (("Les Caf", "Toutes Les Caf"), ("unes", "autres"))),
        "Au onzième alinéa du préambule, avant les mots « Les Caf », est inséré le mot « Toutes » ; le mot « unes » "
        "est remplacé par le mot « autres ».",
    ),
    (
        Replaced(Where(OBJET), alinea(3), alinea(3), (TEXT,)),
        "Le troisième alinéa de l’article 1 est remplacé par l’alinéa suivant :",
    ),
    (
        Replaced(Where(OBJET), alinea(2), alinea(3), (TEXT, OTHER)),
        "Les deuxième et troisième alinéas de l’article 1 sont remplacés par deux alinéas ainsi rédigés :",
    ),
    (Deleted(Where(OBJET), alinea(1), alinea(1)), "Le premier alinéa de l’article 1 est supprimé."),
    (Deleted(Where(OBJET), alinea(4), alinea(7)), "Les quatrième à septième alinéas de l’article 1 sont supprimés."),
    (
        Inserted(Where(OBJET), alinea(4), (TEXT,)),
        "Après le quatrième alinéa de l’article 1, il est inséré un alinéa ainsi rédigé :",
    ),
    (
        Inserted(Where(ANNEXE, ("Crèches",)), None, (TEXT, HEADER, MAM)),
        "Au début du paragraphe intitulé « Crèches » de l’annexe 2, sont insérées les dispositions suivantes :",
    ),
    (Completed(Where(OBJET), (TEXT,)), "L’article 1 est complété par un alinéa ainsi rédigé :"),
    (
        Completed(PUBLIC, (TEXT, OTHER)),
        "La rubrique « Public cible » de la fiche action n° 2 est complétée par deux alinéas ainsi rédigés :",
    ),
    (
        Replaced(Where(ANNEXE), table("4"), table("4"), (HEADER, MAM)),
        "Le tableau 4 de l’annexe 2 est remplacé par le tableau suivant :",
    ),
    (Deleted(Where(ANNEXE), table("", 2, 3), table("", 2, 3)), "Le deuxième tableau de l’annexe 2 est supprimé."),
    (
        RowsReplaced(Where(ANNEXE, ("Crèches",)), table(), RowSpot(1, "MAM"), RowSpot(1, "MAM"), HEADER, (MAM,)),
        "Dans le tableau du paragraphe intitulé « Crèches » de l’annexe 2, la ligne « MAM » est remplacée par la ligne "
        "suivante :",
    ),
    (
        RowsInserted(Where(ANNEXE), table("4"), RowSpot(21), HEADER, (MAM, RPE)),
        "Dans le tableau 4 de l’annexe 2, après la vingt et unième ligne, sont insérées deux lignes ainsi rédigées :",
    ),
    (
        RowsInserted(Where(ANNEXE), table("4"), None, HEADER, (MAM,)),
        "Dans le tableau 4 de l’annexe 2, avant la première ligne, il est inséré une ligne ainsi rédigée :",
    ),
    (
        RowsDeleted(Where(ANNEXE), table("4"), RowSpot(1, "MAM"), RowSpot(3, "RPE")),
        "Dans le tableau 4 de l’annexe 2, les lignes « MAM » à « RPE » sont supprimées.",
    ),
    (
        Renamed(DENONCIATION, "Dénonciation avec préavis"),
        "L’intitulé « Dénonciation » de l’article 12 est remplacé par l’intitulé « Dénonciation avec préavis ».",
    ),
    (Renamed(Where(FICHE), "Culture"), "L’intitulé de la fiche action n° 2 est remplacé par l’intitulé « Culture »."),
    (Rewritten(Where(FIN), (TEXT,)), "L’article 12 est remplacé par les dispositions suivantes :"),
    (Rewritten(Where(ANNEXE), (TEXT,)), "L’annexe 2 est remplacée par l’annexe suivante :"),
    (
        Rewritten(Where(ANNEXE), (TEXT,), keeps_fiches=True),
        "L’annexe 2, à l’exception des fiches actions qu’elle contient, est remplacée par l’annexe suivante :",
    ),
    (Rewritten(Where(FICHE), (TEXT,)), "La fiche action n° 2 est remplacée par la fiche suivante :"),
    (
        Rewritten(Where(ANNEXE, ("Offre", "Crèches")), (TEXT,)),
        "Le paragraphe intitulé « Crèches », sous l’intitulé « Offre », de l’annexe 2 est remplacé par le paragraphe "
        "suivant :",
    ),
    (Rewritten(PUBLIC, (TEXT,)), "La rubrique « Public cible » de la fiche action n° 2 est ainsi rédigée :"),
    (
        DivisionsInserted(Where(FIN), ("Dénonciation",), (), 1, (Line("Effets", "titre", 2), TEXT)),
        "Après le paragraphe intitulé « Dénonciation » de l’article 12, il est inséré un paragraphe ainsi rédigé :",
    ),
    (
        DivisionsInserted(Where(OBJET), (), (), 2, (Line("A", "titre", 2), Line("B", "titre", 2))),
        "L’article 1 est complété par deux paragraphes ainsi rédigés :",
    ),
    (DivisionDeleted(DENONCIATION), "Le paragraphe intitulé « Dénonciation » de l’article 12 est supprimé."),
    (PartDeleted(ANNEXE), "L’annexe 2 est supprimée."),
    (PartDeleted(FIN), "L’article 12 est supprimé."),
    (
        PartsInserted(Position(after=FIN), (new_part("article", "13"),)),
        "Après l’article 12, il est inséré un article 13 ainsi rédigé :",
    ),
    (
        PartsInserted(Position(before=ANNEXE), (new_part("annexe", "1"), new_part("annexe", "2"))),
        "Avant l’annexe 2, sont insérées les annexes 1 et 2 ainsi rédigées :",
    ),
    (
        PartsInserted(Position(within=ANNEXE), (new_part("fiche", "1"),)),
        "L’annexe 2 est complétée par une fiche action n° 1 ainsi rédigée :",
    ),
    (PartsMoved(Position(after=FIN), (OBJET,)), "L’article 1 est déplacé après l’article 12."),
    (PartsMoved(Position(before=ANNEXE), (ANNEXE,)), "L’annexe 2 est déplacée avant l’annexe 2."),
    (Renumbered("article", (("8", "9"),)), "L’article 8 devient l’article 9."),
    (
        Renumbered("tableau", (("4", "5"), ("5", "6"), ("6", "7"), ("9", "8"))),
        "Les tableaux 4 à 6 deviennent respectivement les tableaux 5 à 7 ; le tableau 9 devient le tableau 8.",
    ),
    (
        Renumbered("fiche", (("3", "2"), ("4", "3"))),
        "Les fiches actions n° 3 et 4 deviennent respectivement les fiches actions n° 2 et 3.",
    ),
]


@pytest.mark.parametrize(("amendment", "sentence"), SENTENCES, ids=[type(each).__name__ for each, _ in SENTENCES])
def test_sentence(amendment: Amendment, sentence: str) -> None:
    assert said(amendment) == sentence


def test_spaces_that_do_not_break() -> None:
    first = blocks(Renamed(Where(FICHE), "Culture"))[0]
    assert isinstance(first, Paragraph)
    assert plain(first.inlines) == (
        "L’intitulé de la fiche action n°\u00a02 est remplacé par l’intitulé «\u00a0Culture\u00a0»."
    )


def test_guillemets_open_each_alinea_and_close_the_last() -> None:
    items: tuple[Item, ...] = (Line("Un."), Line("Deux ;", "puce"), Line("Trois.", "puce"))
    lines = [item.text for item in lines_of(blocks(Completed(Where(FIN), items))[1:])]
    assert lines == ["«\u00a0Un.", "«\u00a0Deux ;", "«\u00a0Trois.\u00a0»"]


def test_headings_of_the_new_text_stay_out_of_the_sommaire_and_have_no_anchor() -> None:
    items = (Line("Article 12 – Fin", "titre", 1), Line("Effets", "titre", 2), Line("Délais", "titre", 3), TEXT)
    given = blocks(Rewritten(Where(FIN), items))[1:]
    assert given[0] == Paragraph((Text("«\u00a0", bold=True), Text("Article 12 – Fin", bold=True)))
    headings = [block for block in given if isinstance(block, Heading)]
    assert [(block.level, block.anchor) for block in headings] == [(3, ""), (4, "")]


def test_a_row_is_shown_under_the_header_of_its_table() -> None:
    amendment = RowsReplaced(Where(ANNEXE), table(), RowSpot(1), RowSpot(1), HEADER, (MAM,))
    assert [item.text for item in lines_of(blocks(amendment)[1:])] == ["Type\tPlaces", "MAM\t12"]


def test_amendments_of_one_part_stand_under_its_title() -> None:
    changes = [Deleted(Where(OBJET), alinea(1), alinea(1)), DivisionDeleted(DENONCIATION), Renamed(Where(FIN), "Fin")]
    parts = sections(changes, document())
    assert [(part.name, plain(part.title), len(part.blocks)) for part in parts] == [
        ("article:objet", "Article 1 – Objet", 1),
        ("article:fin", "Article 12 – La fin de la convention", 2),
    ]


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (1, "premier"),
        (4, "quatrième"),
        (5, "cinquième"),
        (9, "neuvième"),
        (21, "vingt et unième"),
        (71, "soixante et onzième"),
        (80, "quatre-vingtième"),
        (81, "quatre-vingt-unième"),
        (100, "100e"),
    ],
)
def test_ordinals(number: int, word: str) -> None:
    assert ordinal(number) == word
    assert ordinal(number, feminine=True) == ("première" if number == 1 else word)


def test_a_picture_that_the_convention_does_not_hold_is_never_silent() -> None:
    with pytest.raises(Problems, match="image du texte consolidé"):
        blocks(Completed(Where(OBJET), (Line("Graphique 1 – Âge"), Line(f"{PICTURE}graphique abc"))))
