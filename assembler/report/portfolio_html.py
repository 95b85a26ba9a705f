"""A portfolio as one page: how many conventions end when, the calendar, then each convention by its term."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib import resources
from pathlib import Path

from markupsafe import Markup

from assembler.model.portfolio import (
    Alone,
    Known,
    Outside,
    Portfolio,
    Standing,
    Term,
    Unreadable,
    days_left,
    renewal_day,
    term_of,
)
from assembler.model.typography import typeset
from assembler.report.comparison.html import TABLE, column
from assembler.report.comparison.marks import joined, shown
from assembler.report.comparison.page import page
from assembler.report.counting import counted
from assembler.report.places import shown as place_shown
from assembler.report.portfolio_calendar import Scale, avenants_of, quarters, quarters_in_words
from assembler.report.portfolio_words import (
    TERMS,
    alone_problem,
    behind_words,
    known_of,
    name_of,
    signed_words,
    stage_words,
)

_OPEN = 60
"""A list of more conventions is folded."""
_MOST_BEHIND = 12
_EMPTY = Markup("")
_TITLE = "Conventions : étapes et échéances"
_ORDER: tuple[Term, ...] = ("six", "douze", "vingt_quatre", "plus", "echue")
"""What ends first stands first; what is over, last."""


def portfolio_html(portfolio: Portfolio, today: date, here: Path) -> str:
    """The whole page."""
    known = known_of(portfolio)
    by_term = {term: [each for each in known if term_of(each.end, today) == term] for term in _ORDER}
    scale = Scale.over(known, today)
    lists = joined(_term(term, by_term[term], scale) for term in _ORDER)
    unread = [each for each in portfolio if isinstance(each, Unreadable)]
    body = (_head(portfolio, known, today), _overview(by_term), _calendar(known, today), _legend(known), lists)
    style = resources.files("assembler.report").joinpath("portfolio.css").read_text("utf-8")
    skip = ("calendrier", "Aller au calendrier")
    alone = [each for each in portfolio if isinstance(each, Alone)]
    return page(_TITLE, joined((*body, _unreadable(unread, here), _alone(alone))), False, style, skip)


def _own(text: str) -> Markup:
    return shown(typeset(text))


def _head(portfolio: Portfolio, known: Sequence[Known], today: date) -> Markup:
    due = sum(_is_due(each, today) for each in known)
    told = [counted(len(portfolio), "convention")]
    if due:
        told.append(f"{due} à renouveler dès maintenant")
    if unread := sum(isinstance(each, Unreadable) for each in portfolio):
        told.append(counted(unread, "illisible"))
    if alone := sum(isinstance(each, Alone) for each in portfolio):
        told.append(f"{counted(alone, 'archive')} sans saisie")
    return Markup('<header><h1>{}</h1><p class="jour">Page établie le {}</p></header><p class="bilan">{}</p>').format(
        _own(_TITLE), f"{today:%d/%m/%Y}", _own(", ".join(told) + ".")
    )


def _is_due(each: Known, today: date) -> bool:
    """Is it time to prepare the next one, and is there none?"""
    return each.renewed_by is None and renewal_day(each.end) <= today <= each.end


def _overview(by_term: dict[Term, list[Known]]) -> Markup:
    rows = joined(
        Markup(
            '<tr><th scope="row"><svg class="cle" viewBox="0 0 14 10" width="14" height="10" aria-hidden="true">'
            '<rect class="t-{0}" width="14" height="10" rx="2"/></svg> {1}</th>'
            '<td class="nombre">{2}</td><td class="nombre">{3}</td></tr>'
        ).format(
            term,
            Markup('<a href="#{}">{}</a>').format(term, TERMS[term]) if each else TERMS[term],
            len(each),
            sum(one.renewed_by is None for one in each),
        )
        for term, each in by_term.items()
    )
    head = column("Échéance") + column("Conventions", "nombre") + column("Sans suite dans inputs/", "nombre")
    return Markup('<section id="echeances"><h2>Échéances</h2>{}</section>').format(TABLE.format(head, rows))


def _calendar(known: Sequence[Known], today: date) -> Markup:
    if not known:
        return Markup('<section id="calendrier"><h2>Calendrier</h2><p>{}</p></section>').format(
            _own("Aucune convention : « assemble new » en commence une.")
        )
    return Markup(
        '<section id="calendrier" tabindex="-1"><h2>Calendrier des fins de période</h2>'
        '<p class="sous">{}</p><div class="trimestres">{}</div></section>'
    ).format(
        _own(f"Nombre de conventions qui finissent dans chaque trimestre. {quarters_in_words(known, today)}"),
        quarters(known, today),
    )


def _legend(known: Sequence[Known]) -> Markup:
    """How to read the periods, which the dates beneath them say in words."""
    if not known:
        return _EMPTY
    found = Markup('<p class="legende"><strong>Lecture des périodes\u00a0:</strong> {} {}</p>')
    return found.format(
        _sign("jour-j", "M7 0v12", "le jour de la page"), _sign("avenant", "M7 1l4 6h-8z", "un avenant")
    )


def _sign(css: str, path: str, words: str) -> Markup:
    drawn = Markup('<path class="{}" d="{}"/>').format(css, path)
    found = '<span><svg class="cle" viewBox="0 0 14 12" width="14" height="12" aria-hidden="true">{}</svg> {}</span>'
    return Markup(found).format(drawn, words)


# --- the conventions -------------------------------------------------------------------


def _term(term: Term, found: list[Known], scale: Scale) -> Markup:
    if not found:
        return _EMPTY
    titles = ("Convention", "Étape")
    head = joined(map(column, titles))
    head += Markup('<th scope="col">{}{}</th>').format("Période", scale.axis())
    head += joined(map(column, ("Il reste", "Période suivante", "Signature", "Document et clauses")))
    rows = joined(_row(each, scale) for each in sorted(found, key=lambda each: (each.end, each.file.name)))
    return Markup(
        '<section id="{}" class="echeance"><h2>{}</h2><details{}><summary>{}</summary>{}</details></section>'
    ).format(
        term,
        TERMS[term],
        Markup(" open") if len(found) <= _OPEN else _EMPTY,
        counted(len(found), "convention"),
        TABLE.format(head, rows),
    )


def _row(each: Known, scale: Scale) -> Markup:
    today = scale.today
    return Markup(
        '<tr><th scope="row">{}<span class="sous">{}</span></th><td>{}</td>'
        '<td class="periode">{}<span class="sous">{}</span></td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>'
    ).format(
        shown(each.territory),
        shown(name_of(each.file, isinstance(each, Outside))),
        _stage(each),
        scale.period(each),
        f"du {each.start:%d/%m/%Y} au {each.end:%d/%m/%Y}",
        _left(each.end, today),
        _next(each, today),
        _signature(each),
        _document(each),
    )


def _stage(each: Known) -> Markup:
    blocking = each.blocking if isinstance(each, Standing) else None
    return _lines(stage_words(each), f"{counted(blocking, 'point')} bloquant{'s' * (blocking > 1)}" if blocking else "")


def _lines(*texts: str) -> Markup:
    return Markup("<br>").join(_own(text) for text in texts if text)


def _left(end: date, today: date) -> Markup:
    left = days_left(end, today)
    if left < 0:
        return _own(f"terminée depuis {counted(-left, 'jour')}")
    return _own(counted(left, "jour") if left else "dernier jour")


def _next(each: Known, today: date) -> Markup:
    if each.renewed_by:
        return _own(f"suivie par {each.renewed_by.name}")
    if each.end < today:
        return _own("aucune dans inputs/")
    day = renewal_day(each.end)
    return _own(f"à préparer {'depuis' if day <= today else 'à partir du'} {'le ' * (day <= today)}{day:%d/%m/%Y}")


def _signature(each: Known) -> Markup:
    days = avenants_of(each)
    return _lines(signed_words(each), ", ".join(f"{day:%d/%m/%Y}" for day in days))


def _document(each: Known) -> Markup:
    if isinstance(each, Outside):
        return _own("jamais faite avec l’outil")
    word = {"a_jour": "document à jour", "a_refaire": "document à refaire", "scellee": "document scellé"}[each.word]
    lines = [word, *(f"archive abîmée : {problem.message}" for problem in each.problems)]
    if not each.behind:
        return _lines(*lines)
    named = [f"{one.clause} {one.version} → {one.newest}" for one in each.behind[:_MOST_BEHIND]]
    more = len(each.behind) - len(named)
    return Markup("{}<details><summary>{}</summary>{}</details>").format(
        _lines(*lines), behind_words(each), _lines(*named, f"et {counted(more, 'autre')}" if more else "")
    )


def _unreadable(found: Sequence[Unreadable], here: Path) -> Markup:
    if not found:
        return _EMPTY
    rows = joined(
        Markup('<tr><th scope="row">{}</th><td>{}</td></tr>').format(
            shown(name_of(each.file, each.outside)), _problems(each, here)
        )
        for each in found
    )
    table = TABLE.format(column("Fichier") + column("Première erreur"), rows)
    return Markup('<section id="illisibles"><h2>Illisibles</h2>{}</section>').format(table)


def _problems(each: Unreadable, here: Path) -> Markup:
    first, more = each.problems[0], len(each.problems) - 1
    place = f"{place_shown(first.place, here)} : " if first.place else ""
    mend = f"Remède : {first.hint}" if first.hint else ""
    return _lines(f"{place}{first.message}", mend, f"et {counted(more, 'autre erreur')}" if more else "")


def _alone(found: Sequence[Alone]) -> Markup:
    """The sealed archives whose input is gone."""
    if not found:
        return _EMPTY
    problems = ((each, alone_problem(each)) for each in found)
    rows = joined(
        Markup('<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>').format(
            shown(each.file.name), _own(signed_words(each)), _lines(problem.message, f"Remède : {problem.hint}")
        )
        for each, problem in problems
    )
    table = TABLE.format(joined(map(column, ("Fichier", "Signature", "Ce qui manque"))), rows)
    return Markup('<section id="sans-saisie"><h2>Archives sans saisie</h2>{}</section>').format(table)
