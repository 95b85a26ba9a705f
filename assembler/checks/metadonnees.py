"""What the produced files say of themselves, and what they must not tell."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.checks.produced import FAULTLESS, pdf_with, word_with
from assembler.checks.table import Hit, file_check
from assembler.model.produced import Produced


@file_check(
    "MET001",
    "proprietes-du-fichier",
    blocks="publiee",
    meaning="Le sujet, les mots clés ou l’auteur manquent dans les propriétés du fichier Word, ou l’auteur n’est pas "
    "la Caf. Ces propriétés servent à classer et à retrouver la convention publiée.",
    source="Usage : ce qui est publié l’est au nom de la Caf, non d’un agent.",
    mend="Le moteur les écrit d’après la saisie : assemblez de nouveau. Ne les changez pas dans Word.",
    bad="L’auteur est le nom d’un agent.",
    good="L’auteur est « Caf du Pas-de-Calais ».",
    bad_files=word_with(author="Mme Petit"),
    good_files=FAULTLESS,
)
def missing_properties(produced: Produced) -> Iterator[Hit]:
    word, caf = produced.word, produced.document.cover.caf
    hint = "Assemblez de nouveau ; la propriété vient de la saisie."
    for name, value in (("sujet", word.subject), ("mots clés", word.keywords), ("auteur", word.author)):
        if not value:
            yield Hit(f"La propriété « {name} » du fichier Word est vide.", hint, produced.word_place)
    if word.author and word.author != caf:
        yield Hit(f"L’auteur du fichier Word est « {word.author} », non « {caf} ».", hint, produced.word_place)


@file_check(
    "MET002",
    "traces-dans-le-word",
    blocks="signature",
    meaning="Le fichier Word garde la trace de personnes, de machines ou d’états antérieurs : auteur ou date "
    "d’enregistrement, chemin d’un ordinateur, suivi des modifications, commentaires, réglages d’imprimante.",
    source="RGPD, article 5, paragraphe 1, point c (minimisation des données).",
    mend="Assemblez de nouveau, sans « --remarques ». Si la trace vient d’un modèle : Fichier, Informations, Inspecter "
    "le document, dans ce modèle.",
    bad="Le fichier contient un commentaire Word.",
    good="Le fichier ne contient que le texte de la convention.",
    bad_files=word_with(traces=("commentaires",)),
    good_files=FAULTLESS,
)
def traces_in_word(produced: Produced) -> Iterator[Hit]:
    hint = "Assemblez de nouveau sans « --remarques », ou nettoyez le modèle (Inspecter le document)."
    for each in produced.word.traces:
        yield Hit(f"Trace laissée dans le fichier Word : {each}.", hint, produced.word_place)


@file_check(
    "MET003",
    "traces-dans-le-pdf",
    blocks="signature",
    meaning="Le PDF garde la trace de personnes ou de machines : nom d’un agent, chemin d’un ordinateur, date de "
    "fabrication, logiciel d’origine.",
    source="RGPD, article 5, paragraphe 1, point c (minimisation des données).",
    mend="Produisez de nouveau le PDF avec le moteur, non depuis Word ou une imprimante virtuelle.",
    bad="Les propriétés du PDF nomment le dossier d’un agent.",
    good="Elles ne nomment que la Caf et la convention.",
    bad_files=pdf_with(traces=("chemin d’un ordinateur : /home/petit/harnes.docx",)),
    good_files=FAULTLESS,
)
def traces_in_pdf(produced: Produced) -> Iterator[Hit]:
    if produced.pdf and produced.pdf_place:
        for each in produced.pdf.traces:
            hint = "Produisez de nouveau le PDF avec « --pdf »."
            yield Hit(f"Trace laissée dans le PDF : {each}.", hint, produced.pdf_place)
