"""Words that change nothing to what a sentence claims: they may stand between an indicator and its comparison."""

from __future__ import annotations

import re

from assembler.checks.phrases import WORD, words_of

LINKS = words_of("a au aux avec d dans de des du en l la le les sur y chez pour par")
_VERBS = words_of(
    "est sont soit etait etaient reste restent demeure demeurent apparait apparaissent se s situe situent etablit"
    " etablissent eleve elevent affiche affichent presente presentent represente representent constitue constituent"
    " atteint atteignent compte comptent montre montrent a ont ne n pas guere jamais nullement connait connaissent"
    " enregistre enregistrent observe constate note releve voit voient trouve retrouve avere averent etant"
)
_NOUNS = words_of(
    "ville commune territoire caf part proportion taux poids niveau valeur pourcentage population ensemble place"
    " points point pt pts moitie tiers quart cinq an ans annees periode foyers allocataires chiffre total"
)
_OTHERS = words_of(
    "donc ainsi aussi toutefois cependant neanmoins pourtant bien tres peu un une ici nous qui elle elles il ils on"
    " toujours encore deja meme tout toute pres environ et ce cette ces c qu fois deux trois depuis entre dernieres"
    " derniers important importante importants importantes forte fort nombreuses nombreux presque quasi assez plutot"
    " tant soi nette nettes legere quelque seul seule peine presente presentes locale"
    " local locaux communal communale notre"
)
GAP = LINKS | _VERBS | _NOUNS | _OTHERS
"""Between an indicator and what is said of it."""
WHAT = GAP - words_of("et qui elle elles il ils on se s")
"""Between « plus forte » and « que »."""
REFERENCE = LINKS | words_of(
    "celle celles celui ceux moyenne niveau taux part proportion echelle ensemble reste territoire valeur chiffre"
    " observe observee observes observees constate constatee constates constatees releve relevee enregistre"
    " enregistree mesure mesuree calcule calculee ce qui est c qu on tendance meme reference donnee donnees sein"
    " mediane repere ailleurs connait affiche presente il n pourcentage poids nombre"
)
"""Between « que » and « le département »."""
_NOT_ADVERBS = words_of("logement departement financement equipement hebergement etablissement endettement versement")
_OTHER_SUBJECT = re.compile(
    r"(?<!dans )(?<!a )(?<!de )(?<!sur )\b(?:la|le|les|leurs?|l')\s?"
    r"(?:part|proportion|taux|poids|niveau|valeur|pourcentage|population|allocataires|foyers|chiffre|total)\b"
    r"|\bune?\s(?:part|proportion|taux|niveau|pourcentage|nombre|chiffre|valeur)\s(?:de\b|d')"
)


def only(text: str, allowed: frozenset[str], own: frozenset[str]) -> bool:
    """Nothing but allowed words, numbers, adverbs and the territory's `own` name."""
    return not any(sign in text for sign in ";:?!") and all(
        word in allowed or word in own or word[0].isdigit() or (word[-4:] == "ment" and word not in _NOT_ADVERBS)
        for word in WORD.findall(text)
    )


def keeps_subject(text: str, own: frozenset[str]) -> bool:
    """May the text stand between a subject and its verb, its adjective or its comparison?"""
    return only(text, GAP, own) and not _OTHER_SUBJECT.search(text)


_OPENING = GAP | words_of(
    "recense recensent accueille abrite heberge concentre vit vivent habitent touche concerne ressort distingue par"
    " caracterise marque perd gagne enfin ensuite ailleurs effet notons surtout notamment particulier or car que dont"
    " ni comme puis alors moins plus davantage autant compare comparee comparaison rapport regard departement"
    " departemental departementale matiere concernant agissant quant meme nombre hausse baisse augmentation diminution"
    " progression croissance recul chute evolution outre malgre cela ajoute ajoutent echelle"
)
_CLAUSE = re.compile(r"[,;:(]|\b(?:et|mais|or|car|tandis que|alors que|puisque|parce que|comme)\b")
_WITHIN = re.compile(r"\b(?:dans|parmi|chez|sein|sur|au|aux|a)\b")


def opens(text: str, own: frozenset[str]) -> bool:
    """May the text stand before the subject of a claim about the territory, without narrowing it?

    « Les structures accueillent moins de … » and « Dans les écoles, … » speak of something smaller.
    """
    clauses = _CLAUSE.split(text)
    return only(clauses[-1], _OPENING, own) and all(
        only(clause, _OPENING, own) for clause in clauses[:-1] if _WITHIN.search(clause)
    )
