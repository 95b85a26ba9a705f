"""Figures of a commune that agree with each other as the catalogue says: parts in their whole, rates from counts."""

from __future__ import annotations

from random import Random

Lines = dict[str, tuple[int | None, str, str]]
"""By code: year, value, variation."""
_YEAR = 2020
_NBSP = " "


def figures_csv(random: Random, habitants: int) -> str:
    """A file of figures, as `inputs/harnes/donnees.csv` is one."""
    lines = ["code;annee;valeur;variation"]
    for code, (year, value, variation) in _lines(random, habitants).items():
        lines.append(f"{code};{year or ''};{value};{variation}")
    return "\n".join(lines) + "\n"


def _lines(random: Random, habitants: int) -> Lines:
    lines: Lines = {}
    for make in (_population, _familles, _enfants, _jeunesse, _vie_sociale, _precarite):
        make(random, habitants, lines)
    return lines


class _Sheet:
    """Writes lines; keeps the counts."""

    def __init__(self, random: Random, lines: Lines) -> None:
        self.random, self.lines = random, lines

    def count(self, code: str, value: float, year: int = _YEAR, before: int | None = None) -> int:
        """`before`: what it was, drawn where None; the variation follows."""
        found = max(0, round(value))
        if before is None:
            before = round(found * self.between(0.88, 1.1))
        self.lines[code] = (year, grouped(found), signed(found - before, before) if before else "")
        return found

    def share(self, code: str, part: float, whole: float) -> None:
        self.tenths(code, tenths(part, whole))

    def tenths(self, code: str, value: int) -> None:
        """A percentage in tenths."""
        self.lines[code] = (_YEAR, f"{value // 10},{value % 10} %", "")

    def euros(self, code: str, value: float) -> int:
        found = max(0, round(value))
        self.lines[code] = (_YEAR, f"{grouped(found)} €" if found else "- €", "")
        return found

    def change(self, code: str) -> None:
        self.lines[code] = (_YEAR, signed(self.random.randint(-120, 240), 1000), "")

    def equipment(self, code: str, most: int) -> int:
        found = self.random.randint(0, max(0, most))
        self.lines[code] = (_YEAR, str(found), "")
        self.lines[f"{code}_evolution"] = (_YEAR + 1, "+0", "")
        return found

    def equipments(self, code: str, parts: tuple[tuple[str, int], ...]) -> None:
        total = sum(self.equipment(*part) for part in parts)
        self.lines[code], self.lines[f"{code}_evolution"] = (_YEAR, str(total), ""), (_YEAR + 1, "+0", "")

    def financing(self, code: str, *parts: tuple[str, float]) -> int:
        return self.euros(code, sum(self.euros(f"{code.rpartition('_')[0]}_{name}", value) for name, value in parts))

    def split(self, whole: int, *weights: float) -> list[int]:
        """`whole` in parts of about these weights; their sum is `whole`."""
        drawn = [weight * self.random.uniform(0.85, 1.15) for weight in weights]
        parts = [int(whole * weight / sum(drawn)) for weight in drawn]
        parts[0] += whole - sum(parts)
        return parts

    def between(self, low: float, high: float) -> float:
        return self.random.uniform(low, high)


def _population(random: Random, habitants: int, lines: Lines) -> None:
    sheet = _Sheet(random, lines)
    sheet.count("habitants", habitants, 2018)
    lines["habitants_evolution"] = (2018, lines["habitants"][2] or "+0,0 %", "")
    allocataires = sheet.count("allocataires", habitants * sheet.between(0.19, 0.26))
    couvertes = sheet.count("personnes_couvertes", allocataires * sheet.between(2.2, 2.6))
    sheet.share("taux_couverture", couvertes, habitants)
    msa = max(2, habitants // 600)
    sheet.count("allocataires_msa", msa)
    sheet.count("personnes_couvertes_msa", msa * 3)
    indice = random.randint(70, 140)
    lines["indice_jeunesse"] = (2018, f"{indice // 100},{indice % 100:02}", "")
    sheet.euros("versement_prestations_legales", round(allocataires * sheet.between(450, 620), -4))


def _familles(random: Random, _habitants: int, lines: Lines) -> None:
    sheet = _Sheet(random, lines)
    sheet.change("familles_evolution")
    familles, sans = sheet.split(1000, 51, 49)
    couples, seuls = sheet.split(familles, 35, 16)
    sheet.tenths("familles_part", familles)
    sheet.tenths("couples_avec_enfants_part", couples)
    sheet.tenths("monoparentales_part", seuls)
    sheet.change("monoparentales_evolution")
    for code, part in zip(("un_enfant", "deux_enfants", "nombreuses"), sheet.split(1000, 35, 41, 24), strict=True):
        sheet.tenths(f"familles_{code}_part", part)
    sheet.tenths("sans_enfants_part", sans)
    for code, part in zip(("couples_sans_enfants", "isoles"), sheet.split(sans, 8, 41), strict=True):
        sheet.tenths(f"{code}_part", part)
    fiscal = sheet.count("potentiel_fiscal", sheet.between(600, 1500), before=0)
    sheet.count("potentiel_financier", fiscal * sheet.between(1.05, 1.2), before=0)


def _enfants(random: Random, habitants: int, lines: Lines) -> None:
    sheet = _Sheet(random, lines)
    total = round(habitants * sheet.between(0.2, 0.25))
    petits, moyens, grands, ados, majeurs, autres = sheet.split(total, 15, 15, 32, 27, 7, 4)
    moins_21 = total - autres // 4
    sheet.count("naissances", habitants * sheet.between(0.009, 0.015))
    sheet.count("enfants", total)
    sheet.count("enfants_moins_21_ans", moins_21)
    aeeh = sheet.count("aeeh", moins_21 * sheet.between(0.02, 0.05))
    sheet.share("aeeh_part", aeeh, moins_21)
    sheet.share("besoin_garde_taux", petits, moins_21)
    sheet.count("enfants_moins_3_ans", petits)
    sheet.share("enfants_moins_3_ans_part", petits, total)
    sheet.tenths("parents_en_activite_part", random.randint(300, 620))
    cmg = sheet.count("cmg", petits * sheet.between(0.15, 0.4))
    sheet.share("cmg_part", cmg, petits)
    sheet.tenths("complement_activite_part", random.randint(1, 20))
    capacite = random.randint(250, 650)
    lines["capacite_accueil"] = (_YEAR, f"{capacite // 10},{capacite % 10}", "")
    sheet.count("enfants_3_a_6_ans", moyens)
    sheet.share("enfants_3_a_6_ans_part", moyens, total)
    size = habitants // 6000
    sheet.equipment("eaje_places", 20 * size)
    sheet.equipments("petite_enfance_equipements", (("eaje", size), ("rpe", 1 + size // 4)))
    parts = [("prestations_service", habitants * sheet.between(1, 4)), ("subventions", habitants * sheet.between(0, 1))]
    sheet.financing("petite_enfance_financements", *parts, ("cej", habitants * sheet.between(0.5, 2)))
    sheet.euros("versement_garde_enfants", round(habitants * sheet.between(2, 5), -3))
    sheet.equipment("micro_creches", size)
    sheet.equipment("mam", size)
    lines["_ages"] = (total, f"{grands} {ados} {majeurs}", "")


def _jeunesse(random: Random, habitants: int, lines: Lines) -> None:
    sheet = _Sheet(random, lines)
    total, ages, _ = lines.pop("_ages")
    assert total is not None
    grands, ados, majeurs = map(int, ages.split())
    recenses = sheet.count("population_6_a_18_ans", habitants * sheet.between(0.12, 0.16), 2018)
    sheet.share("population_6_a_18_ans_part", recenses, habitants)
    were = [round(value * sheet.between(0.9, 1.1)) for value in (grands, ados, majeurs)]
    counts = {"6_a_12": (grands, were[0]), "12_a_18": (ados, were[1]), "18_a_20": (majeurs, were[2])}
    for code, (value, before) in (counts | {"6_a_18": (grands + ados, were[0] + were[1])}).items():
        sheet.count(f"enfants_{code}_ans", value, before=before)
        sheet.share(f"enfants_{code}_ans_part", value, total)
    size = 1 + habitants // 5000
    kinds = (("periscolaires", size), ("extrascolaires", size), ("foyers_jeunes_travailleurs", size // 6))
    sheet.equipments("jeunesse_equipements", kinds)
    parts = [
        ("prestations_service", habitants * sheet.between(5, 14)),
        ("subventions", habitants * sheet.between(0, 3)),
    ]
    sheet.financing("jeunesse_financements", *parts, ("cej", habitants * sheet.between(3, 8)))


def _vie_sociale(random: Random, habitants: int, lines: Lines) -> None:
    sheet = _Sheet(random, lines)
    allocataires = count_of(lines, "allocataires")
    for code, low, high in (("allocations_familiales", 0.28, 0.36), ("rentree_scolaire", 0.2, 0.3)):
        value = sheet.count(code, allocataires * sheet.between(low, high))
        sheet.share(f"{code}_part", value, allocataires)
    sheet.euros("versement_allocations_familiales", round(allocataires * 80, -3))
    sheet.euros("versement_rentree_scolaire", round(allocataires * 230, -3))
    size = habitants // 8000
    kinds = (("laep", size), ("clas", size), ("reaap", size + 1), ("lieux_mediation", size // 4))
    sheet.equipments("parentalite_equipements", kinds)
    sheet.financing("parentalite_financements", ("prestations_service", 0), ("subventions", habitants * 0.3))
    sheet.equipments("vie_sociale_equipements", (("centres_sociaux", size), ("espaces_vie_sociale", size)))
    centres = int(lines["centres_sociaux"][1])
    lines["centres_sociaux_projet_famille"] = (_YEAR, str(centres), "")
    lines["centres_sociaux_projet_famille_evolution"] = (_YEAR + 1, "+0", "")
    sheet.financing(
        "vie_sociale_financements", ("prestations_service", centres * 48_000), ("subventions", habitants * 0.2)
    )


def _precarite(random: Random, _habitants: int, lines: Lines) -> None:
    sheet = _Sheet(random, lines)
    allocataires = count_of(lines, "allocataires")
    logement = sheet.count("aides_logement", allocataires * sheet.between(0.42, 0.56))
    prive, _public, accession, etablissement = sheet.split(logement, 20, 28, 3, 2)
    sheet.count("aides_logement_prive", prive)
    shares = {"prive": prive, "accession": accession, "etablissement": etablissement}
    found = {code: tenths(part, allocataires) for code, part in shares.items()}
    sheet.share("aides_logement_part", logement, allocataires)
    found["public"] = tenths(logement, allocataires) - sum(found.values())
    for code, value in found.items():
        sheet.tenths(f"aides_logement_{code}_part", value)
    sheet.tenths("taux_effort_part", random.randint(180, 320))
    sheet.euros("versement_aides_logement", round(logement * 230, -4))
    sheet.financing("logement_financements", ("subventions", 0))
    themes = ("petite_enfance", "jeunesse", "parentalite", "vie_sociale", "logement")
    sheet.euros("versement_action_sociale", sum(count_of(lines, f"{theme}_financements") for theme in themes))
    for code, low, high in (("rsa", 0.1, 0.22), ("ppa", 0.32, 0.42), ("aah", 0.06, 0.1)):
        value = sheet.count(code, allocataires * sheet.between(low, high))
        sheet.share(f"{code}_part", value, allocataires)
    sheet.euros("versement_aah", round(count_of(lines, "aah") * 740, -4))
    spans = {"bas_revenus": (250, 460), "allocataires_fragiles": (120, 200), "ressources_moitie": (90, 140)}
    for code, span in (spans | {"ressources_totalite": (100, 200), "aide_financiere": (40, 100)}).items():
        sheet.tenths(f"{code}_part", random.randint(*span))


def grouped(value: int) -> str:
    return f"{value:,}".replace(",", _NBSP)


def signed(part: int, whole: int) -> str:
    """« +3,6 % »"""
    value = tenths(abs(part), whole)
    return f"{'-' if part < 0 and value else '+'}{value // 10},{value % 10} %"


def tenths(part: float, whole: float) -> int:
    """Tenths of a percent, halves away from zero as a spreadsheet rounds them."""
    return int(1000 * part / whole + 0.5) if whole else 0


def count_of(lines: Lines, code: str) -> int:
    return int(lines[code][1].removesuffix(" €").replace(_NBSP, "").replace("-", "0"))
