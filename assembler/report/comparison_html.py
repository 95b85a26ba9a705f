"""A comparison as one page that can be sent on by itself: no outside resource, readable without its script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from importlib import resources

from markupsafe import Markup

from assembler.model.comparison import Beside, Comparison, Unit
from assembler.model.difference import differs
from assembler.model.typography import typeset
from assembler.report.comparison_marks import joined, marks_of, merged, shown
from assembler.report.comparison_order import stops
from assembler.report.comparison_views import View, inline_view, side_view
from assembler.report.comparison_words import (
    SIDES,
    counted,
    heading_of,
    origin_words,
    tally,
    verdict_of,
    version_words,
    visible,
)

_EMPTY = Markup("")


def comparison_html(comparison: Comparison, made_on: str | None) -> str:
    """The whole page. `made_on` is the day as a person writes it (« 3 mars 2025 »); None leaves it out."""
    style = Markup(_resource("comparison.css") + _print_header(comparison.title))
    script = Markup(_resource("comparison.js"))
    told = _Told(comparison)
    return _PAGE.format(
        policy=_policy(style, script),
        title=visible(comparison.title),
        style=style,
        script=script,
        bar=_BAR if told.stops else _EMPTY,
        head=_head(comparison, made_on),
        table=told.table(),
        beside=told.beside(),
        sections=told.sections(),
        help=_HELP,
    )


_PAGE = Markup("""<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<a class="saut" href="#differences">Aller aux différences</a>
{bar}
<main>
{head}
{table}
{beside}
{sections}
</main>
{help}
<script>{script}</script>
</body>
</html>
""")

_BAR = Markup("""<input type="radio" name="vue" id="vue-fil" class="hors" checked>
<input type="radio" name="vue" id="vue-cote" class="hors">
<nav class="barre" aria-label="Lecture des différences">
<span class="choix"><label for="vue-fil">Au fil du texte</label><label for="vue-cote">Côte à côte</label></span>
<span class="pas" hidden>
<button type="button" data-va="-1" title="Touche p">‹ Précédente</button>
<span class="position" role="status"></span>
<button type="button" data-va="1" title="Touche n">Suivante ›</button>
<button type="button" data-aide aria-label="Raccourcis du clavier" title="Touche ?">?</button>
</span>
</nav>""")

_HELP = Markup("""<dialog id="aide" aria-labelledby="aide-titre">
<h2 id="aide-titre">Raccourcis du clavier</h2>
<dl>
<dt><kbd>n</kbd> ou <kbd>j</kbd></dt><dd>différence suivante</dd>
<dt><kbd>p</kbd> ou <kbd>k</kbd></dt><dd>différence précédente</dd>
<dt><kbd>i</kbd></dt><dd>au fil du texte</dd>
<dt><kbd>c</kbd></dt><dd>côte à côte</dd>
<dt><kbd>?</kbd></dt><dd>cette aide</dd>
<dt><kbd>Échap</kbd></dt><dd>fermer l’aide</dd>
</dl>
<p><label><input type="checkbox" id="raccourcis" checked> Raccourcis actifs</label></p>
<form method="dialog"><button>Fermer</button></form>
</dialog>""")

_LEGEND = {
    "supprime": Markup("<del>supprimé</del>"),
    "ajoute": Markup("<ins>ajouté</ins>"),
    "complete": Markup('<ins class="rempli">complété</ins>'),
    "typographie": Markup('<span class="typo">typographie</span>'),
    "parti": Markup('<span class="parti">déplacé d’ici</span>'),
    "venu": Markup('<span class="venu">venu d’ailleurs</span>'),
}
"""Kind of mark -> how it looks."""


def _resource(name: str) -> str:
    return resources.files("assembler.report").joinpath(name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """Only this style and this script: nothing else can run or be fetched, whatever the texts hold."""
    return f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'"


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _print_header(title: str) -> str:
    """The title at the head of each printed page, as CSS in which no character of it has a meaning."""
    safe = "".join(f"\\{ord(char):06x}" for char in visible(title))
    return f'@page {{ @top-left {{ content: "{safe}" }} }}\n'


def _head(comparison: Comparison, made_on: str | None) -> Markup:
    sides = zip(SIDES[comparison.kind], (comparison.old, comparison.new), strict=True)
    facts = joined(Markup("<dt>{}</dt><dd>{}</dd>").format(label, shown(name)) for label, name in sides)
    day = Markup('<p class="jour">Page établie le {}</p>').format(made_on) if made_on else _EMPTY
    return Markup('<header><h1>{}</h1>{}<dl class="faits">{}</dl></header><p class="bilan {}">{}</p>{}').format(
        shown(comparison.title),
        day,
        facts,
        "pareil" if comparison.is_same else "",
        typeset(tally(comparison)),
        _list("remarques", comparison.notes),
    )


def _list(css: str, sentences: Iterable[str]) -> Markup:
    found = joined(Markup("<li>{}</li>").format(shown(typeset(each))) for each in sentences)
    return Markup('<ul class="{}">{}</ul>').format(css, found) if found else _EMPTY


class _Told:
    """What the page tells of the parts; `stops`: how many places there are to go to."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.told = [unit for unit in comparison.units if unit.verdict != "identique" or differs(unit.steps)]
        self.same = [unit for unit in comparison.units if unit.verdict == "identique" and not differs(unit.steps)]
        self.numbers: list[dict[int, int]] = []
        self.stops = 0
        for unit in self.told:
            self.numbers.append(stops(unit.steps, self.stops + 1))
            self.stops += len(self.numbers[-1])

    def table(self) -> Markup:
        if len(self.comparison.units) < 2:
            return _EMPTY
        rows = joined(self._row(number, unit) for number, unit in enumerate(self.told))
        parts = _table(self._one(), rows) if rows else _EMPTY
        return Markup("<section><h2>{}</h2>{}{}</section>").format(f"Les {self._one()}s", parts, self._same())

    def _one(self) -> str:
        return "clause" if self.comparison.kind == "clauses" else "partie"

    def _row(self, number: int, unit: Unit) -> Markup:
        name = Markup('<a href="#p{}">{}</a>').format(number, shown(typeset(heading_of(unit))))
        return _unit_row(unit, name, len(self.numbers[number]))

    def _same(self) -> Markup:
        if not self.same:
            return _EMPTY
        number, one = len(self.same), self._one()
        which = f"les {number} {one}s identiques" if number > 1 else f"la {one} identique"
        label = f"Afficher {'aussi ' * bool(self.told)}{which}"
        rows = joined(_unit_row(unit, shown(typeset(heading_of(unit))), 0) for unit in self.same)
        return Markup('<details class="memes"><summary>{}</summary>{}</details>').format(label, _table(one, rows))

    def beside(self) -> Markup:
        found = self.comparison.beside
        if not found:
            return _EMPTY
        rows = joined(self._beside_row(each) for each in found)
        return Markup(
            '<section id="a-cote"><h2>À regarder aussi</h2><div class="large"><table class="parties"><thead><tr>'
            '<th scope="col">Quoi</th><th scope="col">Ce qui s’y trouve</th><th scope="col">Où</th></tr></thead>'
            "<tbody>{}</tbody></table></div></section>"
        ).format(rows)

    def _beside_row(self, each: Beside) -> Markup:
        words = merged(each.segments)
        return Markup('<tr><th scope="row">{}</th><td>{}{}</td><td>{}</td></tr>').format(
            shown(each.where[:1].upper() + each.where[1:]),
            shown(typeset(each.message)),
            Markup('<div class="texte">{}</div>').format(words) if words else words,
            self._part(each.unit),
        )

    def _part(self, title: str) -> Markup:
        ranks = [rank for rank, unit in enumerate(self.told) if title and unit.title == title]
        return Markup('<a href="#p{}">{}</a>').format(ranks[0], shown(title)) if len(ranks) == 1 else shown(title)

    def sections(self) -> Markup:
        if not self.told:
            return _EMPTY
        found = joined(self._section(number, unit) for number, unit in enumerate(self.told))
        return Markup('<section id="differences" tabindex="-1"><h2>Les différences</h2>{}{}</section>').format(
            self._legend(), found
        )

    def _legend(self) -> Markup:
        """The marks that the page bears."""
        used = {mark for unit in self.told for mark in marks_of(unit.steps)}
        marks = Markup(" ").join(mark for key, mark in _LEGEND.items() if key in used)
        return Markup('<p class="legende"><strong>Lecture\u00a0:</strong> {}</p>').format(marks) if used else _EMPTY

    def _section(self, number: int, unit: Unit) -> Markup:
        return Markup(
            '<section class="partie" id="p{}" aria-labelledby="t{}">'
            '<div class="tete"><h3 id="t{}">{}</h3>{}</div>{}{}{}{}</section>'
        ).format(
            number,
            number,
            number,
            shown(typeset(heading_of(unit))),
            _badge(unit),
            _facts(unit),
            _reason(unit),
            _list("remarques", unit.remarks),
            self._lines(number, unit),
        )

    def _lines(self, number: int, unit: Unit) -> Markup:
        if not differs(unit.steps):
            return Markup('<p class="meme">Son texte est identique.</p>') if unit.steps else _EMPTY
        views = (
            View(name, f"p{number}", unit.steps, self.numbers[number], SIDES[self.comparison.kind])
            for name in ("fil", "cote")
        )
        fil, cote = views
        return inline_view(fil) + side_view(cote)


def _table(one: str, rows: Markup) -> Markup:
    return Markup(
        '<div class="large"><table class="parties"><thead><tr><th scope="col">{}</th><th scope="col">Résultat</th>'
        '<th scope="col">Version</th><th scope="col" class="nombre">Différences</th></tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(one.capitalize(), rows)


def _unit_row(unit: Unit, name: Markup, differences: int) -> Markup:
    return Markup('<tr><th scope="row">{}</th><td>{}</td><td>{}</td><td class="nombre">{}</td></tr>').format(
        name, _badge(unit), shown(_short_version(unit)), differences
    )


def _short_version(unit: Unit) -> str:
    return version_words(unit).removeprefix("Version ")


def _badge(unit: Unit) -> Markup:
    css = unit.verdict.replace("é", "e")
    return Markup('<span class="verdict {}">{}</span>').format(css, verdict_of(unit))


def _facts(unit: Unit) -> Markup:
    facts = [fact for fact in (version_words(unit), origin_words(unit)) if fact]
    return Markup('<p class="sous">{}</p>').format(shown(" · ".join(facts))) if facts else _EMPTY


def _reason(unit: Unit) -> Markup:
    if not unit.reason:
        return _EMPTY
    return Markup('<p class="motif"><strong>Motif\u00a0:</strong> {}</p>').format(shown(unit.reason))
