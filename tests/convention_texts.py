"""Random texts of conventions and random edits of them, for what must hold of any two texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from hypothesis import strategies as st

from assembler.model.lines import Item, Line, TableRow
from assembler.model.wordtext import Picture, WordText

SENTENCES = (
    "Les parties se réunissent une fois par an.",
    "Les parties se réunissent deux fois par an, à l’initiative de la Caf.",
    "La Caf verse une aide de 10 000 € à la commune, et une aide à la commune.",
    "La commune gère les accueils de loisirs",
    "La commune gère les accueils",
    "le versement de prestations ;",
    "un accompagnement technique.",
    "La présente convention prend effet le 1er janvier 2023.",
    "Source : Caf, 2020.",
    "« Les Petites Graines » : 12 places",
    "oui",
)
TITLES = ("Comité", "Comité de pilotage", "Dénonciation", "Dénonciation avec préavis", "Petite enfance")
NAMES = ("objet", "duree", "fin", "recours", "pilotage", "suivi")
ANNEXES = ("diagnostic", "equipements", "referentiel")
FICHES = ("jeunesse", "logement", "parents")
LABELS = (("Diagnostic initial",), ("Public cible", "Échéances de réalisation"))

lines = st.builds(
    lambda text, form: Line(text, *form),
    st.sampled_from(SENTENCES),
    st.sampled_from([("texte", 0), ("texte", 0), ("puce", 0), ("puce", 1), ("numero", 0)]),
)


def cell(text: str) -> tuple[Line, ...]:
    return tuple(Line(each) for each in text.split("|"))


def table_row(*cells: str) -> TableRow:
    return TableRow(tuple(map(cell, cells)))


@st.composite
def tables(draw: st.DrawFn) -> list[Item]:
    """With a caption or without, notes or none; labels come back."""
    rows = [table_row("Indicateur", "Harnes")]
    cells = st.tuples(st.sampled_from(["MAM", "RPE", "dont MAM", ""]), st.sampled_from(["1", "2", "3 places", ""]))
    rows += [table_row(*each) for each in draw(st.lists(cells, max_size=5))]
    if not draw(st.booleans()):
        return list(rows)
    caption = Line(f"Tableau 0 – {draw(st.sampled_from(['Enfants', 'Logement', 'Familles']))}")
    notes = draw(st.lists(st.sampled_from(["(*) Sur cinq ans.", "Source : Caf, 2021."]), max_size=2))
    return [caption, *rows, *map(Line, notes)]


charts = st.builds(
    lambda title, key: [Line(f"Graphique 0 – {title}"), Line(f"image:{key}"), Line("Source : Caf, 2020.")],
    st.sampled_from(["Âge", "Aides"]),
    st.sampled_from("abc"),
)


@st.composite
def contents(draw: st.DrawFn, charted: bool = True) -> list[Item]:
    line = lines.map(lambda each: [each])
    pieces: list[list[Item]] = draw(st.lists(st.one_of(line, line, tables(), charts if charted else line), max_size=6))
    return [item for piece in pieces for item in piece]


@st.composite
def sections(draw: st.DrawFn, title: str, name: str, charted: bool = True) -> list[Item]:
    found: list[Item] = [Line(title, "titre", 1, (f"c_{name.replace(':', '_')}",), f"{name}@2023-01")]
    found += draw(contents(charted))
    for level in draw(st.lists(st.sampled_from([2, 2, 3]), max_size=3)):
        found += [Line(draw(st.sampled_from(TITLES)), "titre", level), *draw(contents(charted))]
    return found


@st.composite
def fiches(draw: st.DrawFn, name: str) -> list[Item]:
    title = draw(st.sampled_from(["Agir", "Accueillir"]))
    found: list[Item] = [Line(f"Fiche action n°\u00a00 – {title}", "titre", 2, (f"c_fiche_{name}",))]
    found += draw(st.lists(lines, max_size=2))
    for labels in LABELS:
        found.append(table_row(*labels))
        found.append(TableRow(tuple(tuple(draw(st.lists(lines, min_size=1, max_size=3))) for _ in labels)))
    return found


@st.composite
def conventions(draw: st.DrawFn, charted: bool = True) -> list[list[Item]]:
    """One list of items a part or fiche, without numbers."""
    found: list[list[Item]] = (
        [draw(sections("Préambule", "preambule:preambule", charted))] if draw(st.booleans()) else []
    )
    for name in draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=4)):
        found.append(draw(sections(f"Article 0 – {draw(st.sampled_from(TITLES))}", f"article:{name}", charted)))
    for name in draw(st.lists(st.sampled_from(ANNEXES), unique=True, max_size=2)):
        found.append(draw(sections(f"Annexe 0 – {draw(st.sampled_from(TITLES))}", f"annexe:{name}", charted)))
    if found and found[-1][0].text.startswith("Annexe"):
        for name in draw(st.lists(st.sampled_from(FICHES), unique=True, max_size=3)):
            found.append(draw(fiches(name)))
    return found


def written(parts: Sequence[Sequence[Item]]) -> WordText:
    """As a Word file: parts, tables and charts numbered through, charts as pictures, ranks given."""
    counts: dict[str, int] = {}
    items: list[Item] = []
    pictures: list[Picture] = []
    tables_seen = 0
    before: Item | None = None
    for item in (item for part in parts for item in part):
        tables_seen += isinstance(item, TableRow) and not isinstance(before, TableRow)
        before = item
        rank = len(items)
        if isinstance(item, TableRow):
            items.append(replace(item, table=tables_seen, rank=rank))
            continue
        text = item.text
        if text.startswith("image:"):
            pictures.append(Picture("graphique", text.removeprefix("image:"), "", rank))
            text = ""
        for kind in ("Article 0", "Annexe 0", "Fiche action n°\u00a00", "Tableau 0", "Graphique 0"):
            if text.startswith(kind):
                counts[kind] = counts.get(kind, 0) + 1
                text = kind[:-1] + str(counts[kind]) + text[len(kind) :]
        items.append(replace(item, text=text, rank=rank))
    return WordText(tuple(items), pictures=tuple(pictures))


# --- edits -------------------------------------------------------------------------------

Parts = list[list[Item]]


@st.composite
def edited(draw: st.DrawFn, parts: Parts, charted: bool = True) -> Parts:
    """The text after a few edits."""
    found = [list(part) for part in parts]
    for edit in draw(st.lists(st.sampled_from(EDITS), min_size=1, max_size=5)):
        if found:
            edit(draw, found)
    return found if charted else [[item for item in part if not item.text.startswith("image:")] for part in found]


def _anywhere(draw: st.DrawFn, parts: Parts) -> tuple[list[Item], int]:
    """A part and a place behind its heading."""
    part = draw(st.sampled_from(parts))
    return part, draw(st.integers(1, len(part)))


def _in_grid(part: Sequence[Item]) -> bool:
    return part[0].text.startswith("Fiche")


def _insert(draw: st.DrawFn, parts: Parts) -> None:
    part, at = _anywhere(draw, parts)
    if not _in_grid(part):
        part[at:at] = draw(contents())


def _delete(draw: st.DrawFn, parts: Parts) -> None:
    part, at = _anywhere(draw, parts)
    if not _in_grid(part):
        del part[at : at + draw(st.integers(1, 3))]


def _reword(draw: st.DrawFn, parts: Parts) -> None:
    part, at = _anywhere(draw, parts)
    at = min(at, len(part) - 1)
    item = part[at]
    if isinstance(item, Line) and not item.text.startswith(("image:", "Graphique", "Tableau")):
        words = item.text.split(" ")
        place = draw(st.integers(0, len(words) - 1))
        words[place : place + draw(st.integers(0, 2))] = draw(
            st.lists(st.sampled_from(["la", "Caf,", "et"]), max_size=2)
        )
        if text := " ".join(words).strip():
            part[at] = replace(item, text=text) if at else item
    elif isinstance(item, TableRow):
        rank = draw(st.integers(0, len(item.cells) - 1))
        new = draw(st.lists(lines, min_size=1, max_size=2)) if _in_grid(part) else [Line("12")]
        if not (_in_grid(part) and item.cells[0][0].text in [label for each in LABELS for label in each]):
            part[at] = replace(item, cells=(*item.cells[:rank], tuple(new), *item.cells[rank + 1 :]))


def _swap(draw: st.DrawFn, parts: Parts) -> None:
    part, at = _anywhere(draw, parts)
    if 1 < at < len(part) and not _in_grid(part):
        part[at - 1], part[at] = part[at], part[at - 1]


def _retitle(draw: st.DrawFn, parts: Parts) -> None:
    part = draw(st.sampled_from(parts))
    lead, dash, _ = part[0].text.partition(" – ")
    if dash and isinstance(part[0], Line):
        part[0] = replace(part[0], text=f"{lead} – {draw(st.sampled_from(TITLES))}")


def _remove_part(draw: st.DrawFn, parts: Parts) -> None:
    parts.pop(draw(st.integers(0, len(parts) - 1)))
    _mend(parts)


def _add_part(draw: st.DrawFn, parts: Parts) -> None:
    parts.insert(draw(st.integers(0, len(parts))), draw(sections("Article 0 – Nouveau", "article:nouveau")))
    _mend(parts)


def _move_part(draw: st.DrawFn, parts: Parts) -> None:
    part = parts.pop(draw(st.integers(0, len(parts) - 1)))
    parts.insert(draw(st.integers(0, len(parts))), part)
    _mend(parts)


def _mend(parts: Parts) -> None:
    """Annexes behind the articles, fiches behind an annexe, no part twice."""
    once = {part[0].bookmarks: part for part in parts if isinstance(part[0], Line)}
    order = ("Préambule", "Article", "Annexe", "Fiche")
    kept = sorted(
        once.values(), key=lambda part: next(i for i, each in enumerate(order) if part[0].text.startswith(each))
    )
    if kept and not any(part[0].text.startswith("Annexe") for part in kept):
        kept = [part for part in kept if not _in_grid(part)]
    parts[:] = kept


EDITS: tuple[Callable[[st.DrawFn, Parts], None], ...] = (
    _insert,
    _insert,
    _delete,
    _reword,
    _reword,
    _swap,
    _retitle,
    _remove_part,
    _add_part,
    _move_part,
)
