"""Mappings of extracts, right ones and all that can be wrong in one: how, where, and what is said of it."""

from __future__ import annotations

NAMES = ("extrait-2025", "extrait-long")
LONG = """\
fichier: extrait.csv
colonnes: {territoire: Commune, indicateur: Indicateur, annee: Millésime, valeur: Valeur, variation: Évolution}
decimale: point
non_communique: [n.d., s]
neant: ["-"]
indicateurs:
  Population totale: habitants
  "Allocataires : nombre": allocataires
  Taux de couverture: taux_couverture
  Subventions: petite_enfance_subventions
ignorer: [Densité, Libellé]
"""
LONG_ROWS = """\
commune;INDICATEUR;Millésime;valeur;Évolution;Libellé
Harnes;Population totale;2018;12 324;0.7;
Harnes;Allocataires : nombre;2020;n.d.;S;
Harnes;taux de couverture;2020;59.4;;
Harnes;Subventions;2020;-;;
Harnes;Densité;2018;980;;
Lens;Population totale;2018;31606;-0.1;
"""
WIDE = """\
fichier: extrait.csv
colonnes: {territoire: Code}
annee: 2020
indicateurs: {ALLOC: allocataires, HAB: habitants}
variations: {EVOL_HAB: habitants}
ignorer: [Nom]
"""
WIDE_ROWS = """\
Code;Nom;ALLOC;HAB;EVOL_HAB
62413;Harnes;2 979;12 324;+0,7 %
62498;Lens;10 026;31 606;-0,1 %
"""


def swapped(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


# the layout; changes of the mapping; changes of the extract; where it is told; what is said; what is advised
BAD: dict[str, tuple[str, list[tuple[str, str]], list[tuple[str, str]], str, str, str]] = {
    "indicator unknown": (
        "long",
        [("Densité, ", "")],
        [],
        "extrait.csv:6:8",
        "rien de l’indicateur « Densité »",
        "ignorer",
    ),
    "indicator near": (
        "long",
        [],
        [("Densité", "Population total")],
        "extrait.csv:6:8",
        "rien de",
        "« Population totale »",
    ),
    "indicator absent": (
        "long",
        [("  Subventions", "  Financements: mam\n  Subventions")],
        [],
        "extrait.yaml:10:17",
        "pas d’indicateur « Financements »",
        "« Population totale »",
    ),
    "column unknown": ("long", [(", Libellé", "")], [], "extrait.csv:1:47", "de la colonne « Libellé »", "« ignorer »"),
    "column absent": (
        "long",
        [("Millésime", "Année")],
        [],
        "extrait.yaml:2:64",
        "pas de colonne « Année »",
        "extrait : « commune »",
    ),
    "wide column unknown": (
        "wide",
        [("[Nom]", "[]")],
        [],
        "extrait.csv:1:6",
        "de la colonne « Nom »",
        "« Nom » à « indicateurs »",
    ),
    "wide column absent": (
        "wide",
        [],
        [("ALLOC;", "ALOC;")],
        "extrait.yaml:4:22",
        "pas de colonne « ALLOC »",
        "« ALOC » ?",
    ),
    "wide variation absent": ("wide", [("EVOL_HAB:", "EVOL:")], [], "extrait.yaml:5:20", "pas de colonne « EVOL »", ""),
    "code unknown": (
        "wide",
        [("HAB: habitants}\nv", "HAB: habitant}\nv")],
        [],
        "extrait.yaml:4:41",
        "« habitant » n’est pas au catalogue",
        "« habitants » ?",
    ),
    "code twice in the mapping": (
        "wide",
        [("HAB: habitants}\nv", "HAB: allocataires}\nv")],
        [],
        "extrait.yaml:4:41",
        "deux fois",
        "ALLOC",
    ),
    "name twice in the mapping": (
        "long",
        [("  Subventions: p", "  population TOTALE: mam\n  Subventions: p")],
        [],
        "extrait.yaml:10:22",
        "deux fois",
        "accents",
    ),
    "code twice in the extract": (
        "long",
        [],
        [("Densité;2018", "Population totale;2013")],
        "extrait.csv:6:8",
        "deux fois",
        "ligne 2",
    ),
    "territory twice": ("wide", [], [("62498", "62413")], "extrait.csv:3:1", "deux fois", "ligne 2"),
    "territory absent": (
        "wide",
        [],
        [("62413", "62414")],
        "extrait.csv:1:1",
        "ne contient ni « Harnes » ni « 62413 »",
        "« 62414 »",
    ),
    "territory empty": (
        "long",
        [],
        [("Harnes;Densité", ";Densité")],
        "extrait.csv:6:1",
        "pas de territoire",
        "Répétez",
    ),
    "indicator empty": ("long", [], [("Densité", "")], "extrait.csv:6:8", "ne nomme pas d’indicateur", ""),
    "column twice": ("wide", [], [("Nom", "HAB")], "extrait.csv:1:16", "deux fois", "Renommez"),
    "under no title": ("wide", [], [("+0,7 %", "+0,7 %;8")], "extrait.csv:2:34", "aucun titre", ""),
    "value": ("long", [], [("59.4", "59.4.1")], "extrait.csv:4:32", "à la française", ""),
    "share above 100": ("long", [], [("59.4", "594")], "extrait.csv:4:32", "100 %", ""),
    "comma beside points": ("long", [], [("59.4", "59,4")], "extrait.csv:4:32", "« decimale: point »", "virgule"),
    "nothing paid of a count": ("long", [], [("12 324", "-")], "extrait.csv:2:31", "n’est pas un montant", "neant"),
    "change that may be a fraction": (
        "long",
        [],
        [("324;0.7", "324;0.155")],
        "extrait.csv:2:38",
        "« 0.155 » peut se lire de deux façons : « 15,5 % » ou « 0,155 % »",
        "« fractions: oui »",
    ),
    "a column given twice over": (
        "wide",
        [("{EVOL_HAB: habitants}", "{EVOL_HAB: habitants, alloc: allocataires}")],
        [],
        "extrait.yaml:5:42",
        "comme valeur et comme variation",
        "Gardez-la",
    ),
    "year": ("long", [], [("2018;12", "18;12")], "extrait.csv:2:26", "n’est pas une année", ""),
    "no layout": (
        "wide",
        [("{territoire: Code}", "{}")],
        [],
        "extrait.yaml:2:11",
        "comment l’extrait est fait",
        "« indicateur »",
    ),
    "value column of a wide one": (
        "wide",
        [("Code}", "Code, valeur: HAB}")],
        [],
        "extrait.yaml:2:38",
        "demande une colonne",
        "",
    ),
    "no value column": ("long", [("valeur: Valeur, ", "")], [], "extrait.yaml:2:11", "colonne de la valeur manque", ""),
    "variations of a long one": (
        "long",
        [("ignorer", "variations: {A: mam}\nignorer")],
        [],
        "extrait.yaml:11:13",
        "« variations »",
        "",
    ),
    "two years": (
        "wide",
        [("{territoire: Code}", "{territoire: Code, annee: Nom}")],
        [],
        "extrait.yaml:3:8",
        "deux fois",
        "",
    ),
    "year of no row": (
        "long",
        [("decimale", "annee: 2013\ndecimale")],
        [],
        "extrait.yaml:3:8",
        "aucun chiffre de 2013",
        "« 2018 » et « 2020 »",
    ),
    "no year": (
        "long",
        [("decimale", "annee: 2020\ndecimale")],
        [("2018;12", ";12")],
        "extrait.csv:2:26",
        "n’a pas d’année",
        "« annee: 2020 »",
    ),
    "sheet of a CSV": ("long", [("decimale", "feuille: X\ndecimale")], [], "extrait.yaml:3:10", "pas de feuilles", ""),
    "points in a message": ("long", [], [("59.4", "112.5")], "extrait.csv:4:32", "100 % : « 112.5 »", ""),
    "fraction above 1": (
        "wide",
        [("ALLOC: allocataires", "ALLOC: taux_couverture"), ("annee", "fractions: oui\nannee")],
        [("2 979", "1,159")],
        "extrait.csv:2:14",
        "100 % : « 1,159 »",
        "",
    ),
    "variation of a table without": (
        "wide",
        [("EVOL_HAB: habitants", "EVOL_HAB: jeunesse_equipements")],
        [],
        "extrait.csv:2:27",
        "n’a pas de variation",
        "",
    ),
    "year that is none": ("wide", [("2020", "20")], [], "extrait.yaml:3:8", "n’est pas une année", ""),
    "line 0": ("wide", [("annee", "ligne_des_titres: 0\nannee")], [], "extrait.yaml:3:19", "à partir de 1", ""),
    "titles too far": (
        "wide",
        [("annee", "ligne_des_titres: 9\nannee")],
        [],
        "extrait.yaml:3:19",
        "La ligne 9",
        "ligne_des_titres",
    ),
    "file absent": (
        "wide",
        [("extrait.csv", "extrai.csv")],
        [],
        "extrait.yaml:1:10",
        "introuvable",
        "« extrait.csv » ?",
    ),
    "file outside": (
        "wide",
        [("extrait.csv", "../extrait.csv")],
        [],
        "extrait.yaml:1:10",
        "sort de l’espace de travail",
        "",
    ),
    "file of another kind": (
        "wide",
        [("extrait.csv", "extrait.yaml")],
        [],
        "extrait.yaml:1:10",
        "« .csv » ou « .xlsx »",
        "",
    ),
    "unknown key": ("wide", [("annee", "anee")], [], "extrait.yaml:3:1", "« anee » n’est pas connue", "« annee » ?"),
}
