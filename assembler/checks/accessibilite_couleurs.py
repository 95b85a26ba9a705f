"""Do the colours of the Word file let everybody read, those too who see no colours?"""

from __future__ import annotations

from collections.abc import Iterator

from assembler.checks.produced import in_section, word_with
from assembler.checks.table import Hit, file_check
from assembler.model.colours import contrast
from assembler.model.messages import excerpt
from assembler.model.produced import InkOnPaper, Produced, WordPassage

_LEAST, _LEAST_LARGE = 4.5, 3.0
_NOTE = "style « CTG Note »"


@file_check(
    "ACS011",
    "contraste-insuffisant",
    blocks="publiee",
    meaning="Un texte se détache trop peu de son fond : le rapport de contraste est inférieur à 4,5, ou à 3 pour un "
    "texte d’au moins 18 points (14 en gras). Les styles, le thème et les trames de fond sont pris en compte.",
    source="WCAG 2.1, critère 1.4.3, et sa définition de la luminance relative.",
    mend="Foncez la couleur du texte ou éclaircissez celle du fond : style ou couleurs du modèle convention.docx.",
    bad="Les notes sont en gris clair (999999) sur blanc : 2,8.",
    good="Les notes sont en gris foncé (4A5468) sur blanc : 7,6.",
    bad_files=word_with(inks=(InkOnPaper(_NOTE, "999999", "FFFFFF", False),)),
    good_files=word_with(inks=(InkOnPaper(_NOTE, "4A5468", "FFFFFF", False),)),
)
def low_contrast(produced: Produced) -> Iterator[Hit]:
    for each in produced.word.inks:
        least, found = _LEAST_LARGE if each.is_large else _LEAST, contrast(each.ink, each.paper)
        if found < least:
            told = f"{int(found * 10) / 10}".replace(".", ",")
            message = (
                f"Contraste de {told} au lieu de {f'{least:g}'.replace('.', ',')} : {each.where}, "
                f"texte {each.ink} sur fond {each.paper}."
            )
            yield Hit(message, "Changez l’une des deux couleurs dans le modèle convention.docx.", produced.word_place)


@file_check(
    "ACS012",
    "couleur-seule",
    blocks="publiee",
    meaning="Un passage ne se distingue de ses voisins que par sa couleur, ou les séries d’un graphique que par la "
    "leur : l’information se perd en noir et blanc et pour un daltonien.",
    source="WCAG 2.1, critère 1.4.1.",
    mend="Ajoutez un signe : gras, crochets, soulignement pour un lien ; hachures, tirets ou repères pour une série.",
    bad="Un mot est en rouge, sans autre signe.",
    good="Il est aussi en gras.",
    bad_files=word_with(by_colour_alone=(WordPassage("Article 4 – Enjeux", "prioritaire"),)),
    good_files=word_with(by_colour_alone=()),
)
def colour_alone(produced: Produced) -> Iterator[Hit]:
    for each in produced.word.by_colour_alone:
        message = f"« {excerpt(each.text)} »{in_section(each.under)} ne se distingue que par la couleur."
        hint = "Ajoutez un autre signe : gras, crochets, soulignement ; hachures ou tirets dans un graphique."
        yield Hit(message, hint, produced.word_place)
