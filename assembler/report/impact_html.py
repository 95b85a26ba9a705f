"""An impact as one page: the conventions by what becomes of them, then each change of words once, folded."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from markupsafe import Markup

from assembler.model.difference import differs
from assembler.model.finding import STAGE_NAMES
from assembler.model.impact import EFFECTS, Change, Effect, Gathered, Row
from assembler.model.typography import typeset
from assembler.report.comparison.html import TABLE, badge, bullets, column, facts_of, reason_of
from assembler.report.comparison.marks import joined, shown
from assembler.report.comparison.order import body_of
from assembler.report.comparison.page import page
from assembler.report.comparison.views import View, inline_view
from assembler.report.comparison.words import heading_of
from assembler.report.counting import counted
from assembler.report.impact_words import facts, files_named, heading, notes, parts_changed, tally, title
from assembler.report.places import shown as place_shown

_OPEN = 60
"""A list of more conventions, and a page of more changes, is folded."""
_MOST_NAMES = 200
_EMPTY = Markup("")


def impact_html(gathered: Gathered, here: Path) -> str:
    """The whole page."""
    groups = joined(_group(gathered, effect, here) for effect in EFFECTS)
    body = joined((_head(gathered), _overview(gathered), groups, _changes(gathered)))
    style = resources.files("assembler.report").joinpath("impact.css").read_text("utf-8")
    return page(title(gathered), body, False, style, ("conventions", "Aller aux conventions"))


def _own(text: str) -> Markup:
    return shown(typeset(text))


def _head(gathered: Gathered) -> Markup:
    told = joined(Markup("<dt>{}</dt><dd>{}</dd>").format(name, _own(value)) for name, value in facts(gathered))
    known = Markup('<dl class="faits">{}</dl>').format(told) if told else _EMPTY
    return Markup(
        '<header><h1>{}</h1><p class="jour">Page établie le {}</p>{}</header>{}<p class="bilan {}">{}</p>'
    ).format(
        _own(title(gathered)),
        f"{gathered.day:%d/%m/%Y}",
        known,
        bullets("remarques", notes(gathered)),
        "" if gathered.is_concerned else "pareil",
        _own(tally(gathered)),
    )


def _overview(gathered: Gathered) -> Markup:
    counts = gathered.counts
    rows = joined(
        Markup('<tr><th scope="row"><a href="#{}">{}</a></th><td class="nombre">{}</td></tr>').format(
            effect, _own(heading(gathered, effect)), counts[effect]
        )
        for effect in EFFECTS
        if counts[effect]
    )
    if not rows:
        return _EMPTY
    head = column("Ce qu’elles deviennent") + column("Conventions", "nombre")
    return Markup('<section id="conventions" tabindex="-1"><h2>Les conventions</h2>{}</section>').format(
        TABLE.format(head, rows)
    )


# --- the conventions -------------------------------------------------------------------


def _group(gathered: Gathered, effect: Effect, here: Path) -> Markup:
    rows = gathered.of(effect)
    if not rows:
        return _EMPTY
    head = joined(map(column, ("Convention", "Étape", "Fin de la période", "Pourquoi", "Ce qui change")))
    table = TABLE.format(head, joined(_row(row, here) for row in rows))
    is_open = effect != "a_jour" and len(rows) <= _OPEN
    return Markup(
        '<section id="{0}" class="groupe {0}"><h3>{1}</h3><details{2}><summary>{3}</summary>{4}</details></section>'
    ).format(
        effect,
        _own(heading(gathered, effect)),
        Markup(" open") if is_open else _EMPTY,
        counted(len(rows), "convention"),
        table,
    )


def _row(row: Row, here: Path) -> Markup:
    impact = row.impact
    return Markup('<tr><th scope="row">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>').format(
        shown(impact.file.name),
        STAGE_NAMES[impact.stage] if impact.stage else "",
        f"{impact.end:%d/%m/%Y}" if impact.end else "",
        _reasons(row, here),
        _what(row),
    )


def _reasons(row: Row, here: Path) -> Markup:
    lines = [_own(reason) for reason in row.impact.reasons]
    for problem in row.impact.problems:
        place = f"{place_shown(problem.place, here)} : " if problem.place else ""
        mend = Markup("<br>Remède\u00a0: {}").format(_own(problem.hint)) if problem.hint else _EMPTY
        lines.append(_own(f"{place}{problem.message}") + mend)
    return Markup("<br>").join(lines)


def _what(row: Row) -> Markup:
    if row.impact.effect not in ("refaite", "figee", "avenant"):
        return _EMPTY
    also = _EMPTY
    if row.impact.effect == "figee" and row.impact.written:
        also = Markup("<br>") + _own("(le fichier Word serait refait, avec ce qui suit le vote)")
    if not row.parts:
        return _own(parts_changed(row)) + also
    return Markup("<br>").join(_part(*part) for part in row.parts) + also


def _part(title: str, rank: int | None) -> Markup:
    return _own(title) if rank is None else Markup('<a href="#c{}">{}</a>').format(rank, _own(title))


# --- the changes -----------------------------------------------------------------------


def _changes(gathered: Gathered) -> Markup:
    if not gathered.changes:
        return _EMPTY
    ranked = sorted(enumerate(gathered.changes), key=lambda pair: -pair[1].count)
    is_open = len(ranked) <= _OPEN // 6
    found = joined(_change(rank, change, is_open) for rank, change in ranked)
    more = (
        Markup('<p class="sous">{}</p>').format(
            _own(f"Et {counted(gathered.untold, 'autre changement')} : « --format json » les donne tous.")
        )
        if gathered.untold
        else _EMPTY
    )
    return Markup(
        '<section id="differences"><h2>Ce qui change dans les textes</h2>'
        '<p class="legende"><strong>Lecture\u00a0:</strong> <del>supprimé</del> <ins>ajouté</ins></p>{}{}</section>'
    ).format(found, more)


def _change(rank: int, change: Change, is_open: bool) -> Markup:
    unit = change.unit
    lines = inline_view(View("fil", f"c{rank}", body_of(unit))) if differs(unit.steps) else _EMPTY
    return Markup(
        '<details class="partie" id="c{}"{}><summary><span class="nom">{}</span> {} <span class="sous">{}</span>'
        "</summary>{}{}{}{}{}</details>"
    ).format(
        rank,
        Markup(" open") if is_open else _EMPTY,
        _own(heading_of(unit)),
        badge(unit),
        counted(change.count, "convention"),
        _where(change),
        facts_of(unit),
        reason_of(unit),
        bullets("remarques", unit.remarks),
        lines,
    )


def _where(change: Change) -> Markup:
    same = " Les mots qui changent sont les mêmes\u00a0; la première sert d’exemple." if change.count > 1 else ""
    return Markup('<p class="dans"><strong>Dans\u00a0:</strong> {}.{}</p>').format(
        _named(change.files, change.count), same
    )


def _named(files: Sequence[Path], count: int) -> Markup:
    return shown(files_named(files, count, _MOST_NAMES))
