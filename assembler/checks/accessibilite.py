"""Can everybody read the Word file, with a screen reader too? Findings from the facts of the finished file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assembler.checks.produced import FAULTLESS, in_section, word_with
from assembler.checks.table import Hit, file_check
from assembler.model.messages import excerpt
from assembler.model.produced import Produced, WordHeading, WordLink, WordPassage, WordPicture

_SAYS_NOTHING = re.compile(r"(?:https?://|www\.)\S+|(?:cliquez )?ici|cliquez|lien|en savoir plus|lire la suite", re.I)
_SECTION = "Article 1 – Objet de la convention"


@file_check(
    "ACS001",
    "langue-du-word",
    blocks="signature",
    meaning="Le fichier Word ne dit pas qu’il est en français : un lecteur d’écran le lirait avec un accent étranger.",
    source="WCAG 2.1, critère 3.1.1 ; RGAA 4.1, critère 13.3 (documents bureautiques en téléchargement).",
    mend="Dans le modèle convention.docx, sélectionnez tout, puis Révision, Langue : français (France).",
    bad="La langue par défaut du modèle est l’anglais.",
    good="La langue par défaut est le français.",
    bad_files=word_with(language="en-US"),
    good_files=FAULTLESS,
)
def foreign_language(produced: Produced) -> Iterator[Hit]:
    language = produced.word.language
    if language.partition("-")[0].lower() != "fr":
        message = f"La langue du fichier Word est « {language or 'inconnue'} », non le français."
        yield Hit(message, "Donnez au modèle la langue française (Révision, Langue).", produced.word_place)


@file_check(
    "ACS002",
    "titre-du-fichier",
    blocks="signature",
    meaning="Le fichier Word n’a pas de titre dans ses propriétés. C’est lui qu’un lecteur d’écran annonce à "
    "l’ouverture, et que montrent les moteurs de recherche.",
    source="WCAG 2.1, critère 2.4.2 ; RGAA 4.1, critère 13.3.",
    mend="Le titre vient de la couverture : complétez-la, puis assemblez de nouveau.",
    bad="La propriété « Titre » est vide.",
    good="La propriété « Titre » dit « Convention territoriale globale – Harnes ».",
    bad_files=word_with(title=""),
    good_files=FAULTLESS,
)
def no_title(produced: Produced) -> Iterator[Hit]:
    if not produced.word.title:
        yield Hit("Le fichier Word n’a pas de titre.", "Complétez le titre de la couverture.", produced.word_place)


@file_check(
    "ACS003",
    "titres-sans-saut",
    blocks="publiee",
    meaning="Les titres ne s’emboîtent pas : le premier n’est pas de niveau 1, un niveau est sauté, ou un titre est "
    "vide. Qui navigue de titre en titre perd le plan du document.",
    source="WCAG 2.1, critères 1.3.1 et 2.4.6 ; PDF/UA-1 (ISO 14289-1), 7.4.2.",
    mend="Changez le niveau du titre dans la clause ou l’annexe (nombre de #), ou son style dans le modèle.",
    bad="Après un titre de niveau 1 vient un titre de niveau 3.",
    good="Après un titre de niveau 1 vient un titre de niveau 2.",
    bad_files=word_with(headings=(WordHeading(1, _SECTION), WordHeading(3, "Durée"))),
    good_files=word_with(headings=(WordHeading(1, _SECTION), WordHeading(2, "Durée"), WordHeading(1, "Article 2"))),
)
def gaps_in_headings(produced: Produced) -> Iterator[Hit]:
    hint = "Changez le niveau de ce titre (nombre de # dans la clause, style dans le modèle)."
    before = WordHeading(0, "")
    for each in produced.word.headings:
        if not each.text:
            wrong = f"Un titre de niveau {each.level} est vide, après « {excerpt(before.text)} »."
            yield Hit(wrong, "Supprimez ce paragraphe, ou donnez-lui un autre style.", produced.word_place)
        elif each.level > before.level + 1:
            follows = f"suit un titre de niveau {before.level}" if before.level else "est le premier du document"
            message = f"Le titre « {excerpt(each.text)} », de niveau {each.level}, {follows}."
            yield Hit(message, hint, produced.word_place)
        before = each


@file_check(
    "ACS004",
    "liste-tapee",
    meaning="Des paragraphes imitent une liste avec des tirets, des puces ou des numéros tapés. Un lecteur d’écran n’y "
    "annonce ni liste ni nombre d’éléments.",
    source="WCAG 2.1, critère 1.3.1 ; RGAA 4.1, critère 13.3.",
    mend="Dans la saisie, commencez chaque élément par « - » ou « 1. » sur sa ligne : le moteur en fait une liste. "
    "Dans un modèle, employez les styles de liste.",
    bad="Deux paragraphes à la suite commencent par un tiret tapé.",
    good="Les mêmes paragraphes ont le style « Liste à puces ».",
    bad_files=word_with(typed_lists=(WordPassage(_SECTION, "– accueillir les jeunes enfants"),)),
    good_files=FAULTLESS,
)
def typed_list(produced: Produced) -> Iterator[Hit]:
    for each in produced.word.typed_lists:
        message = f"Liste tapée à la main{in_section(each.under)} : « {excerpt(each.text)} »."
        yield Hit(message, "Faites-en une liste : « - » ou « 1. » au début de chaque ligne.", produced.word_place)


@file_check(
    "ACS005",
    "image-sans-texte",
    blocks="publiee",
    meaning="Une image ou un graphique n’a pas de texte de remplacement : qui ne le voit pas n’en saura rien.",
    source="WCAG 2.1, critère 1.1.1 ; PDF/UA-1 (ISO 14289-1), 7.3.",
    mend="Logos et graphiques reçoivent le leur du moteur ; pour une image du modèle : clic droit, Modifier le texte "
    "de remplacement, ou « décoratif » si elle n’apprend rien.",
    bad="Le logo n’a pas de texte de remplacement.",
    good="Son texte de remplacement est « Logo : Caf du Pas-de-Calais ».",
    bad_files=word_with(pictures=(WordPicture("", "Image 1", ""),)),
    good_files=word_with(pictures=(WordPicture("", "Image 1", "Logo : Caf du Pas-de-Calais"),)),
)
def no_alternative(produced: Produced) -> Iterator[Hit]:
    for each in produced.word.pictures:
        if not each.alternative:
            message = f"« {each.name} »{in_section(each.under)} n’a pas de texte de remplacement."
            yield Hit(message, "Donnez-lui-en un dans le modèle, ou déclarez-la décorative.", produced.word_place)


@file_check(
    "ACS006",
    "lien-sans-but",
    blocks="signature",
    meaning="Un lien ne mène nulle part : le signet qu’il nomme n’existe pas, ou son adresse est mal formée.",
    source="Usage : un renvoi qui ne mène à rien laisse le lecteur sans l’article cité.",
    mend="Corrigez le renvoi dans la clause ou l’adresse dans le modèle.",
    bad="Le lien « article 12 » vise un signet absent du fichier.",
    good="Le lien « article 12 » mène au titre de cet article.",
    bad_files=word_with(links=(WordLink(_SECTION, "article 12", "article_fin", True, False),)),
    good_files=word_with(links=(WordLink(_SECTION, "article 12", "article_fin", True, True),)),
)
def dead_link(produced: Produced) -> Iterator[Hit]:
    for each in produced.word.links:
        if not each.leads_somewhere:
            message = f"Le lien « {excerpt(each.text)} »{in_section(each.under)} ne mène nulle part ({each.target})."
            yield Hit(message, "Corrigez le renvoi, ou l’adresse.", produced.word_place)


@file_check(
    "ACS007",
    "lien-mal-nomme",
    blocks="publiee",
    meaning="Le texte d’un lien ne dit pas où il mène : il est vide, c’est une adresse brute, ou « ici », « cliquez ».",
    source="WCAG 2.1, critère 2.4.4.",
    mend="Écrivez ce que l’on trouvera au bout du lien : « le site monenfant.fr » plutôt que « cliquez ici ».",
    bad="Un lien s’intitule « cliquez ici ».",
    good="Il s’intitule « la charte nationale d’accueil du jeune enfant ».",
    bad_files=word_with(links=(WordLink(_SECTION, "cliquez ici", "https://www.caf.fr/", False, True),)),
    good_files=word_with(links=(WordLink(_SECTION, "le site de la Caf", "https://www.caf.fr/", False, True),)),
)
def vague_link(produced: Produced) -> Iterator[Hit]:
    for each in produced.word.links:
        if not each.text or _SAYS_NOTHING.fullmatch(each.text.strip(" .»«\u00a0")):
            told = f"« {excerpt(each.text)} »" if each.text else f"vers « {each.target} »"
            message = f"Le texte du lien {told}{in_section(each.under)} ne dit pas où il mène."
            yield Hit(message, "Nommez ce que l’on trouvera au bout du lien.", produced.word_place)
