"""Can everybody read the Word file, with a screen reader too? Findings from the facts of the finished file."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.checks.produced import FAULTLESS, word_with
from assembler.checks.table import Hit, file_check
from assembler.model.produced import Produced


@file_check(
    "ACS001",
    "langue-du-word",
    blocks="signature",
    meaning="Le fichier Word ne dit pas qu’il est en français : un lecteur d’écran le lirait avec un accent étranger.",
    source="RGAA 4.1, critères 8.3 et 13.3 ; WCAG 2.1, critère 3.1.1.",
    mend="Dans le modèle convention.docx, sélectionnez tout, puis Révision, Langue : français (France).",
    bad="La langue par défaut du modèle est l’anglais.",
    good="La langue par défaut est le français.",
    bad_files=word_with(language="en-US"),
    good_files=FAULTLESS,
)
def foreign_language(produced: Produced) -> Iterator[Hit]:
    language = produced.word.language
    if language.partition("-")[0].lower() != "fr":
        message = (
            f"La langue du fichier est « {language} », non le français."
            if language
            else "Le fichier n’a pas de langue."
        )
        yield Hit(message, "Donnez au modèle la langue française (Révision, Langue).", produced.word_place)
