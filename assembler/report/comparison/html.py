"""A comparison as one page that can be sent on by itself: no outside resource, readable without its script."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from assembler.model.comparison import Beside, Comparison, Unit
from assembler.model.difference import differs
from assembler.model.typography import typeset
from assembler.report.comparison.marks import joined, marks_of, merged, shown
from assembler.report.comparison.order import body_of, stops
from assembler.report.comparison.page import page
from assembler.report.comparison.views import View, inline_view, side_view
from assembler.report.comparison.words import (
    SIDES,
    capital,
    heading_of,
    origin_words,
    tally,
    typographic_only,
    verdict_of,
    version_names,
    version_words,
)

_EMPTY = Markup("")


def comparison_html(comparison: Comparison, made_on: str | None) -> str:
    """The whole page. `made_on` is the day as a person writes it (« 3 mars 2025 »); None leaves it out."""
    told = _Told(comparison)
    body = (_head(comparison, made_on), told.table(), told.beside(), told.sections())
    return page(comparison.title, joined(body), told.stops > 0)


_LEGEND = {
    "supprime": Markup("<del>supprimé</del>"),
    "ajoute": Markup("<ins>ajouté</ins>"),
    "complete": Markup('<ins class="rempli">complété</ins>'),
    "typographie": Markup('<span class="typo">typographie</span>'),
    "parti": Markup('<span class="parti">déplacé d’ici</span>'),
    "venu": Markup('<span class="venu">venu d’ailleurs</span>'),
}
"""Kind of mark -> how it looks."""


def _head(comparison: Comparison, made_on: str | None) -> Markup:
    sides = zip(SIDES[comparison.kind], (comparison.old, comparison.new), strict=True)
    facts = joined(Markup("<dt>{}</dt><dd>{}</dd>").format(label, shown(name)) for label, name in sides)
    day = Markup('<p class="jour">Page établie le {}</p>').format(shown(made_on)) if made_on else _EMPTY
    return Markup('<header><h1>{}</h1>{}<dl class="faits">{}</dl></header><p class="bilan {}">{}</p>{}').format(
        shown(comparison.title),
        day,
        facts,
        "pareil" if comparison.is_same else "",
        typeset(tally(comparison)),
        bullets("remarques", comparison.notes),
    )


def bullets(css: str, sentences: Iterable[str]) -> Markup:
    """Sentences as a list; nothing for none."""
    found = joined(Markup("<li>{}</li>").format(shown(typeset(capital(each)))) for each in sentences)
    return Markup('<ul class="{}">{}</ul>').format(css, found) if found else _EMPTY


class _Told:
    """What the page tells of the parts. `stops`: how many differences there are to go to."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.near = typographic_only(comparison)
        self.units = (*comparison.changed, *self.near)
        self.numbers: list[dict[int, int]] = []
        self.stops = 0
        for unit in comparison.changed:
            self.numbers.append(stops(body_of(unit), self.stops + 1))
            self.stops += len(self.numbers[-1])
        self.one = "clause" if comparison.kind == "clauses" else "partie"
        self.with_versions = any(unit.old_version or unit.new_version for unit in comparison.units)

    def table(self) -> Markup:
        if len(self.comparison.units) < 2:
            return _EMPTY
        changed = self._table(self.comparison.changed) if self.comparison.changed else _EMPTY
        return Markup("<section><h2>Les {}s</h2>{}{}</section>").format(self.one, changed, self._same())

    def _same(self) -> Markup:
        same = [unit for unit in self.comparison.units if unit.verdict == "identique"]
        if not same:
            return _EMPTY
        which = f"les {len(same)} {self.one}s identiques" if len(same) > 1 else f"la {self.one} identique"
        label = f"Afficher {'aussi ' * bool(self.comparison.changed)}{which}"
        return Markup('<details class="memes"><summary>{}</summary>{}</details>').format(label, self._table(same))

    def _table(self, units: Iterable[Unit]) -> Markup:
        titles = {capital(self.one): "", "Résultat": "", "Version": "version", "Différences": "nombre"}
        if not self.with_versions:
            del titles["Version"]
        return TABLE.format(joined(column(*each) for each in titles.items()), joined(map(self._row, units)))

    def _row(self, unit: Unit) -> Markup:
        rank = self._rank(unit)
        name = shown(typeset(heading_of(unit)))
        if rank is not None:
            name = Markup('<a href="#p{}">{}</a>').format(rank, name)
        version = Markup('<td class="version">{}</td>').format(shown(_versions(unit)))
        count = len(self.numbers[rank]) if rank is not None and rank < len(self.numbers) else ""
        return Markup('<tr><th scope="row">{}</th><td>{}</td>{}<td class="nombre">{}</td></tr>').format(
            name, badge(unit), version if self.with_versions else _EMPTY, count
        )

    def _rank(self, unit: Unit) -> int | None:
        """Which section tells of the unit; None where there is none."""
        return next((rank for rank, each in enumerate(self.units) if each is unit), None)

    def beside(self) -> Markup:
        if not self.comparison.beside:
            return _EMPTY
        head = joined(column(each) for each in ("Quoi", "Ce qui s’y trouve", "Où"))
        rows = joined(map(self._beside_row, self.comparison.beside))
        return Markup('<section id="a-cote"><h2>À regarder aussi</h2>{}</section>').format(TABLE.format(head, rows))

    def _beside_row(self, each: Beside) -> Markup:
        words = merged(each.segments)
        return Markup('<tr><th scope="row">{}</th><td>{}{}</td><td>{}</td></tr>').format(
            shown(capital(each.where)),
            shown(typeset(each.message)),
            Markup('<p class="texte">{}</p>').format(words) if words else words,
            self._link(each.unit),
        )

    def _link(self, title: str) -> Markup:
        ranks = [rank for rank, unit in enumerate(self.units) if title and unit.title == title]
        return Markup('<a href="#p{}">{}</a>').format(ranks[0], shown(title)) if len(ranks) == 1 else shown(title)

    def sections(self) -> Markup:
        if not self.units:
            return _EMPTY
        found = joined(map(self._section, self.comparison.changed))
        return Markup('<section id="differences" tabindex="-1"><h2>Les différences</h2>{}{}{}</section>').format(
            self._legend(), found, self._near()
        )

    def _legend(self) -> Markup:
        """The marks that the page bears."""
        used = {mark for unit in self.units for mark in marks_of(unit.steps)}
        marks = Markup(" ").join(mark for key, mark in _LEGEND.items() if key in used)
        return Markup('<p class="legende"><strong>Lecture\u00a0:</strong> {}</p>').format(marks) if used else _EMPTY

    def _near(self) -> Markup:
        if not self.near:
            return _EMPTY
        number = len(self.near)
        which = f"les {number} {self.one}s qui ne diffèrent" if number > 1 else f"la {self.one} qui ne diffère"
        sections = joined(map(self._section, self.near))
        return Markup(
            "<details><summary>Afficher {} que par la typographie ou la mise en forme</summary>{}</details>"
        ).format(which, sections)

    def _section(self, unit: Unit) -> Markup:
        number = self._rank(unit)
        title = Markup('<div class="tete"><h3 id="t{}">{}</h3>{}</div>').format(
            number, shown(typeset(heading_of(unit))), badge(unit)
        )
        parts = (title, facts_of(unit), reason_of(unit), bullets("remarques", unit.remarks), self._lines(unit))
        return Markup('<section class="partie" id="p{0}" aria-labelledby="t{0}">{1}</section>').format(
            number, joined(parts)
        )

    def _lines(self, unit: Unit) -> Markup:
        if not differs(unit.steps):
            return Markup('<p class="meme">Le texte est identique.</p>') if unit.steps else _EMPTY
        rank = self._rank(unit)
        assert rank is not None
        numbers = self.numbers[rank] if rank < len(self.numbers) else {}
        sides = SIDES[self.comparison.kind]
        fil, cote = (View(name, f"p{rank}", body_of(unit), numbers, sides) for name in ("fil", "cote"))
        return inline_view(fil) + side_view(cote)


TABLE = Markup('<div class="large"><table class="parties"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>')


def _versions(unit: Unit) -> str:
    return " → ".join(dict.fromkeys(each for each in version_names(unit) if each))


def column(title: str, css: str = "") -> Markup:
    """The head of a column."""
    return Markup('<th scope="col" class="{}">{}</th>').format(css, title)


def badge(unit: Unit) -> Markup:
    """The verdict on a part."""
    css = unit.verdict.replace("é", "e")
    return Markup('<span class="verdict {}">{}</span>').format(css, verdict_of(unit))


def facts_of(unit: Unit) -> Markup:
    """Its versions, and whose text it is."""
    facts = [fact for fact in (version_words(unit), origin_words(unit)) if fact]
    return Markup('<p class="sous">{}</p>').format(shown(" · ".join(facts))) if facts else _EMPTY


def reason_of(unit: Unit) -> Markup:
    """Why its new version was written."""
    if not unit.reason:
        return _EMPTY
    return Markup('<p class="motif"><strong>Motif\u00a0:</strong> {}</p>').format(shown(unit.reason))
