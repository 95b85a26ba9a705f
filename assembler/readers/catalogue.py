"""The catalogue of indicators (YAML), and what must hold together in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from assembler.model.arithmetic import parse_formula
from assembler.model.catalogue import Catalogue, Graphique, Indicateur, Phrase, Unit
from assembler.model.messages import excerpt, suggestion
from assembler.model.place import Place, Problem, Problems
from assembler.readers.typed import Places, build
from assembler.readers.yaml_tree import read_tree

_Path = tuple[str | int, ...]
_MOST_DECIMALS = 6
_CHARTED: tuple[Unit, ...] = ("pourcent", "euros", "nombre")


def read_catalogue(path: Path) -> Catalogue:
    """Raises Problems: codes given twice or unknown, formulas, sentences and charts that can't be made."""
    catalogue, places = build(Catalogue, read_tree(path))
    if problems := [*_duplicate_codes(catalogue, places), *_Coherence(catalogue, places).problems()]:
        raise Problems(problems)
    return catalogue


# --- codes given twice -----------------------------------------------------------------


def _duplicate_codes(catalogue: Catalogue, places: Places) -> Iterator[Problem]:
    """Sections, tables, charts, and what a figures file may cite: four sets of codes."""
    sections: list[tuple[str, Place]] = []
    tables: list[tuple[str, Place]] = []
    cited: list[tuple[str, Place]] = []
    for s, section in enumerate(catalogue.sections):
        sections.append((section.code, places.at("sections", s, "code")))
        for t, table in enumerate(section.tableaux):
            at = ("sections", s, "tableaux", t)
            tables.append((table.code, places.at(*at, "code")))
            for name, codes in (
                ("indicateurs", [indicator.code for indicator in table.indicateurs]),
                ("versements", [payment.code for payment in table.versements]),
            ):
                cited += [(code, places.at(*at, name, i, "code")) for i, code in enumerate(codes)]
    charts = [(each.code, places.at("graphiques", i, "code")) for i, each in enumerate(catalogue.graphiques)]
    for group in (sections, tables, cited, charts):
        yield from _twice(group)


def _twice(codes: Iterable[tuple[str, Place]]) -> Iterator[Problem]:
    seen: dict[str, Place] = {}
    for code, place in codes:
        if code in seen:
            hint = f"Il est déjà pris ligne {seen[code].line} : donnez un autre code à l’un des deux."
            yield Problem(f"Le code « {code} » est donné deux fois.", hint, place)
        seen.setdefault(code, place)


# --- codes that lead somewhere ---------------------------------------------------------


class _Coherence:
    """Every code that the catalogue cites is one of its own, and has what it is cited for."""

    def __init__(self, catalogue: Catalogue, places: Places) -> None:
        self.catalogue = catalogue
        self.places = places

    def problems(self) -> Iterator[Problem]:
        for s, section in enumerate(self.catalogue.sections):
            for t, table in enumerate(section.tableaux):
                at: _Path = ("sections", s, "tableaux", t)
                for i, indicator in enumerate(table.indicateurs):
                    yield from self._indicator(indicator, (*at, "indicateurs", i))
                for i, parts in enumerate(table.repartitions):
                    yield from self._same_unit(parts, "pourcent", (*at, "repartitions", i))
                for i, payment in enumerate(table.versements):
                    yield from self._same_unit(payment.total_de, "euros", (*at, "versements", i, "total_de"))
                for i, phrase in enumerate(table.phrases):
                    yield from self._phrase(phrase, (*at, "phrases", i))
                    if phrase.genre == "evolution" and table.colonnes == "simple":
                        hint = "Écrivez « colonnes: variation » au tableau, ou retirez la phrase."
                        message = "Ce tableau ne montre pas les variations dont parle la phrase."
                        yield Problem(message, hint, self.places.at(*at, "phrases", i))
        for i, chart in enumerate(self.catalogue.graphiques):
            yield from self._chart(chart, ("graphiques", i))
        if not self.catalogue.seuils.bas < 100 < self.catalogue.seuils.haut:
            message = "Les seuils du radar doivent encadrer 100, la valeur de la référence."
            yield Problem(message, "Écrivez par exemple : {haut: 120, bas: 80}", self.places.at("seuils"))

    def _indicator(self, indicator: Indicateur, path: _Path) -> Iterator[Problem]:
        if indicator.decimales is not None and indicator.decimales > _MOST_DECIMALS:
            message = f"Un chiffre a au plus {_MOST_DECIMALS} décimales."
            yield Problem(message, "Écrivez « decimales: 1 ».", self.places.at(*path, "decimales"))
        yield from self._same_unit(indicator.dont, indicator.unite, (*path, "dont"))
        if indicator.code in (*indicator.dont, indicator.inclus_dans):
            message = f"« {indicator.code} » ne peut pas être une partie de lui-même."
            yield Problem(message, "Retirez son code.", self.places.at(*path))
        if indicator.inclus_dans:
            yield from self._same_unit([indicator.inclus_dans], indicator.unite, (*path, "inclus_dans"), alone=True)
        if indicator.formule:
            yield from self._formula(indicator, indicator.formule, (*path, "formule"))

    def _formula(self, indicator: Indicateur, text: str, path: _Path) -> Iterator[Problem]:
        place = self.places.at(*path)
        try:
            codes = parse_formula(text).codes
        except ValueError:
            hint = "Divisez des effectifs : « rsa / allocataires », « (rsa + ppa) / allocataires »."
            yield Problem(f"La formule « {excerpt(text)} » n’est pas comprise.", hint, place)
            return
        if indicator.unite != "pourcent":
            hint = "Écrivez « unite: pourcent », ou retirez la formule."
            yield Problem("Une formule calcule une part, en pourcentage.", hint, place)
        yield from self._same_unit(codes, "nombre", path, alone=True)

    def _phrase(self, phrase: Phrase, path: _Path) -> Iterator[Problem]:
        known = list(self._known(phrase.indicateurs, (*path, "indicateurs")))
        yield from (problem for problem in known if isinstance(problem, Problem))
        place = self.places.at(*path)
        if phrase.genre == "surrepresentation" and phrase.groupe is None:
            hint = "Ajoutez « groupe: {un: tranche d’âge, des: tranches d’âge, genre: feminin} »."
            yield Problem("Cette phrase compte des groupes sans les nommer.", hint, place)
        if phrase.objet and phrase.genre not in ("predominance", "versement"):
            yield Problem(f"Une phrase « {phrase.genre} » n’a pas d’objet.", "Retirez « objet ».", place)
        if phrase.genre == "versement" and not phrase.objet:
            hint = "Ajoutez « objet: au titre des prestations de service »."
            yield Problem("Cette phrase ne dit pas à quel titre l’argent est versé.", hint, place)
        for indicator in known:
            if isinstance(indicator, Indicateur) and (lacking := _lacking(phrase, indicator)):
                message = f"L’indicateur « {indicator.code} » n’a pas de quoi faire cette phrase."
                yield Problem(message, lacking, place)

    def _chart(self, chart: Graphique, path: _Path) -> Iterator[Problem]:
        known = list(self._known(chart.indicateurs, (*path, "indicateurs")))
        yield from (problem for problem in known if isinstance(problem, Problem))
        units = {each.unite for each in known if isinstance(each, Indicateur)}
        if len(units) > 1 or not units <= set(_CHARTED):
            message = "Un graphique compare des indicateurs d’une même unité : pourcent, euros ou nombre."
            yield Problem(message, "Retirez ceux d’une autre unité.", self.places.at(*path, "indicateurs"))
        if chart.genre == "radar" and len(chart.indicateurs) < 3:
            message = "Un radar a besoin d’au moins trois indicateurs."
            yield Problem(message, "Ajoutez-en, ou écrivez « genre: barres ».", self.places.at(*path, "indicateurs"))
        if chart.apres and chart.apres not in self.catalogue.tables:
            hint = suggestion(chart.apres, self.catalogue.tables, "Tableaux")
            message = f"Le tableau « {chart.apres} » n’est pas au catalogue."
            yield Problem(message, hint, self.places.at(*path, "apres"))

    def _known(self, codes: Iterable[str], path: _Path, alone: bool = False) -> Iterator[Indicateur | Problem]:
        """The indicator of each code, or what is wrong with the code; `alone`: the path is that of one text."""
        for rank, code in enumerate(codes):
            if code in self.catalogue.indicators:
                yield self.catalogue.indicators[code]
            else:
                hint = suggestion(code, self.catalogue.indicators, "Codes possibles")
                place = self.places.at(*path) if alone else self.places.at(*path, rank)
                yield Problem(f"L’indicateur « {excerpt(code)} » n’est pas au catalogue.", hint, place)

    def _same_unit(self, codes: Iterable[str], unit: Unit, path: _Path, alone: bool = False) -> Iterator[Problem]:
        for found in self._known(codes, path, alone):
            if isinstance(found, Problem):
                yield found
            elif found.unite != unit:
                message = f"« {found.code} » est en « {found.unite} » ; « {unit} » est attendu ici."
                yield Problem(message, "Choisissez un indicateur de cette unité.", self.places.at(*path))


def _lacking(phrase: Phrase, indicator: Indicateur) -> str:
    """What the indicator needs for such a sentence and doesn't have; empty if it has all."""
    if phrase.genre in ("comparaison", "evolution") and indicator.comparaison is None:
        return f"Donnez à « {indicator.code} » une « comparaison », avec « nom » et « accord »."
    if phrase.genre == "compte" and indicator.denombrement is None:
        return f"Donnez à « {indicator.code} » un « denombrement », avec « un », « des » et « genre »."
    if phrase.genre in ("predominance", "surrepresentation") and indicator.groupe is None:
        return f"Donnez à « {indicator.code} » un « groupe » : « les familles monoparentales »."
    if phrase.genre == "versement" and indicator.unite != "euros":
        return "Choisissez un indicateur en euros."
    return ""
