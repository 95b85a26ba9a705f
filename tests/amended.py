"""Reads the French of a written avenant, as a person would, and makes the changes that it says in the old text.

Nothing is shared with the code that finds and writes amendments: all it knows is the lines of two Word files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from amended_places import ORDINALS, Amended, Entry, NotUnderstood, body, number_of, plain, seen

from assembler.compare.folding import folded
from assembler.model.lines import Item, Line, TableRow
from assembler.model.wordtext import WordText

_ORD = "|".join(sorted(ORDINALS, key=len, reverse=True)) + r"|\d+e"
_ART = r"(?:les|le|la|l’|du|des|de la|de l’|au|aux|à la|à l’) ?"
_NAME = (
    r"(?P<part>article \d+(?:-[a-z])?|annexe \d+|fiche action n° \d+|préambule|partie intitulée « .+? »(?=,| est|\.|$))"
)
_UNDER = "(?:, sous (?:l’intitulé|les intitulés successifs) « (?P<above>.+?) »,)?"
_PLACE = (
    rf"{_ART}(?:rubrique « (?P<rubrique>.+?) » {_ART})?"
    rf"(?:paragraphe intitulé « (?P<title>.+?) »{_UNDER} {_ART})?{_NAME}"
)
_SPOT = (
    rf"{_ART}(?:(?P<first>{_ORD})(?: (?:et|à) (?P<last>{_ORD}))? alinéas?|(?P<only>unique) alinéa"
    rf"|(?:(?P<nth>{_ORD}) )?(?P<figure>tableau|graphique)(?: (?P<number>\d+))?) {_PLACE}"
)
_ROW = (
    r"(?:les lignes « (?P<a>.+?) » (?:et|à) « (?P<b>.+?) »|la ligne « (?P<one>.+?) »"
    rf"|les? (?P<r>{_ORD}) (?:et|à) (?P<s>{_ORD}) lignes|la (?P<t>{_ORD}) ligne)"
)
_KIND = "(?:articles?|annexes?|fiches? actions? n°|tableaux?|graphiques?)"
_ARE, _PUT = "(?:est|sont)", "(?:il est inséré|sont insérée?s)"
_MOTS, _END = "(?:les mots|le mot)", r"(?= ; |\.$)"
_CHANGE = re.compile(
    rf"{_MOTS} « (?P<old>.+?) » (?:sont remplacés|est remplacé) par {_MOTS} « (?P<new>.+?) »{_END}"
    rf"|(?P<side>après|avant) {_MOTS} « (?P<near>.+?) », (?:sont insérés|est inséré) {_MOTS} « (?P<put>.+?) »{_END}"
    rf"|{_MOTS} « (?P<gone>.+?) » (?:sont supprimés|est supprimé){_END}"
)
Act = Callable[[Amended, re.Match[str], list[Item]], None]


def amended_texts(old: WordText, avenant: WordText) -> list[str]:
    """What the old text says once the avenant is applied to it: see `texts`."""
    text = Amended(old)
    sentence, given = "", list[Item]()
    for item in [*modifications(avenant), None]:
        if item is not None and not is_sentence(item):
            if not is_part_title(item):
                given.append(item)
            continue
        if sentence:
            read(text, sentence, unquoted(given))
        sentence, given = (item.text if item else ""), []
    return texts(text.items())


def consolidated_texts(new: WordText) -> list[str]:
    return texts(body(new))


def texts(items: Sequence[Item]) -> list[str]:
    """The words of each line, and of the cells of each row, those at its end that are empty left out."""
    return [
        folded(item.text)
        if isinstance(item, Line)
        else "\t".join(folded(" ".join(line.text for line in cell)) for cell in item.cells).rstrip("\t")
        for item in items
    ]


def modifications(avenant: WordText) -> list[Item]:
    """What stands under the titles of the parts that it amends (level 2), up to its next own article."""
    found: list[Item] = []
    inside = False
    for item in seen(avenant):
        if isinstance(item, Line) and item.kind == "titre" and item.level <= 2:
            inside = item.level == 2
        if inside:
            found.append(item)
    return found


def is_part_title(item: Item) -> bool:
    return isinstance(item, Line) and item.kind == "titre" and item.level <= 2


def is_sentence(item: Item) -> bool:
    return (
        isinstance(item, Line)
        and not item.text.startswith("«")
        and any(pattern.fullmatch(plain(item.text)) for pattern, _ in SENTENCES)
    )


def unquoted(given: list[Item]) -> list[Item]:
    """Without the guillemets that open each alinéa and close the last one."""
    found: list[Item] = []
    lines = [item for item in given if isinstance(item, Line) and item.text.startswith("«\u00a0")]
    for item in given:
        if isinstance(item, Line) and any(item is line for line in lines):
            text = item.text.removeprefix("«\u00a0")
            found.append(Line(text.removesuffix("\u00a0»") if item is lines[-1] else text, item.kind, item.level))
        else:
            found.append(item)
    return found


def read(text: Amended, sentence: str, given: list[Item]) -> None:
    for pattern, act in SENTENCES:
        if match := pattern.fullmatch(plain(sentence)):
            act(text, match, given)
            return
    raise NotUnderstood(sentence)


# --- what each sentence does ----------------------------------------------------------------


def put(entries: Sequence[Entry], given: list[Item]) -> None:
    """`given` in the place of the entries."""
    for rank, entry in enumerate(entries):
        assert entry.now is None, "two sentences change the same place"
        entry.now = [] if rank else list(given)


def _words(text: Amended, match: re.Match[str], _given: list[Item]) -> None:
    (entry,) = text.spot(match)
    old = plain(entry.item.text)
    new = old
    at = 0
    while at < len(match["changes"]):
        change = _CHANGE.match(f"{match['changes']}.", at)
        assert change, match["changes"][at:]
        at = change.end() + len(" ; ")
        words = change["old"] or change["near"] or change["gone"]
        assert old.count(words) == 1, f"« {words} » in « {old} »"
        if change["side"]:
            pair = (words, change["put"]) if change["side"] == "après" else (change["put"], words)
            become = " ".join(pair)
        else:
            become = change["new"] or ""
        new = new.replace(words, become)
    put([entry], [Line(new)])


def _replaced(text: Amended, match: re.Match[str], given: list[Item]) -> None:
    put(text.spot(match), given)


def _inserted(text: Amended, match: re.Match[str], given: list[Item]) -> None:
    text.spot(match)[-1].behind += given


def _at_start(text: Amended, match: re.Match[str], given: list[Item]) -> None:
    place = text.place(match)
    place[0].behind = given + place[0].behind


def _completed(text: Amended, match: re.Match[str], given: list[Item]) -> None:
    last = text.place(match)[-1]
    if re.search(r" par .+ paragraphes? ainsi", match[0]):
        last.far.append((text.place(match)[0].level + 1, given))
    else:
        last.behind += given


def _fiches_completed(text: Amended, match: re.Match[str], given: list[Item]) -> None:
    text.last_of(text.part(match["part"])).behind += given


def _rewritten(text: Amended, match: re.Match[str], given: list[Item]) -> None:
    place = text.place(match)
    if not place:  # an empty cell
        place.append(Entry(Line("")))
    put(place, given)


def _row_entries(text: Amended, match: re.Match[str]) -> list[Entry]:
    rows = [entry for entry in text.spot(match) if isinstance(entry.item, TableRow)][1:]
    labels = [folded(" ".join(line.text for line in row.item.cells[0])) for row in rows]  # type: ignore[union-attr]
    if match["a"]:
        return rows[labels.index(folded(match["a"])) : labels.index(folded(match["b"])) + 1]
    if match["one"]:
        assert labels.count(folded(match["one"])) == 1
        return [rows[labels.index(folded(match["one"]))]]
    first = number_of(match["r"] or match["t"])
    return rows[first - 1 : number_of(match["s"]) if match["s"] else first]


def _rows_replaced(text: Amended, match: re.Match[str], given: list[Item]) -> None:
    put(_row_entries(text, match), given[1:])


def _rows_inserted(text: Amended, match: re.Match[str], given: list[Item]) -> None:
    _row_entries(text, match)[-1].behind += given[1:]


def _first_rows(text: Amended, match: re.Match[str], given: list[Item]) -> None:
    header = next(entry for entry in text.spot(match) if isinstance(entry.item, TableRow))
    header.behind = given[1:] + header.behind


def _rows_deleted(text: Amended, match: re.Match[str], _given: list[Item]) -> None:
    put(_row_entries(text, match), [])


def _renamed(text: Amended, match: re.Match[str], _given: list[Item]) -> None:
    heading = text.place(match)[0]
    lead = re.match(r".+?\s–\s", heading.item.text) if match["title"] is None else None
    put([heading], [Line(f"{lead[0] if lead else ''}{match['new']}", "titre", heading.level)])
    heading.is_renamed = True


def _removed(text: Amended, match: re.Match[str], _given: list[Item]) -> None:
    if match["title"] is None:
        text.remove(match["part"])
    else:
        put(text.place(match), [])


def _division_put(text: Amended, match: re.Match[str], given: list[Item]) -> None:
    place = text.place(match)
    if match["side"].lower() == "après":
        place[-1].far.append((place[0].level, given))
    else:
        place[0].before += given


def _part_put(text: Amended, match: re.Match[str], given: list[Item]) -> None:
    part = text.part(match["part"])
    if match["side"].lower() == "après":
        held = part.behind if part.name.startswith("fiche") else text.last_of(part).far
        held += given
    else:
        part.before += given


def _convention_completed(text: Amended, match: re.Match[str], given: list[Item]) -> None:
    """An article goes behind the last one, and before the annexes."""
    (text.end if "annexe" in match[0] else text.end_of_body).extend(given)


def _moved(text: Amended, match: re.Match[str], _given: list[Item]) -> None:
    names = [each[0] for each in re.finditer(r"(?:article|annexe|fiche action n°) \d+(?:-[a-z])?", match["what"])]
    text.moves.append((names, match["side"].lower(), match["part"]))


def _renumbered(text: Amended, match: re.Match[str], _given: list[Item]) -> None:
    for said in match[0].removesuffix(".").split(" ; "):
        pair = re.fullmatch(
            rf"{_ART}(?P<kind>article|annexe|fiche action n°|tableau|graphique)e?s?x? (?P<old>.+?) "
            rf"(?:devient|deviennent respectivement) {_ART}(?:\w|[ °])+?[ ](?P<new>\d.*)",
            said.replace("fiches actions", "fiche action"),
            re.IGNORECASE,
        )
        assert pair, said
        old, new = _series(pair["old"]), _series(pair["new"])
        assert len(old) == len(new), said
        text.numbers |= {(pair["kind"].lower(), a): b for a, b in zip(old, new, strict=True)}


def _series(said: str) -> list[str]:
    if bounds := re.fullmatch(r"(\d+) à (\d+)", said):
        return list(map(str, range(int(bounds[1]), int(bounds[2]) + 1)))
    return re.findall(r"\d+(?:-[a-z])?", said)


SENTENCES: list[tuple[re.Pattern[str], Act]] = [
    (re.compile(pattern, re.IGNORECASE), act)
    for pattern, act in [
        (rf"{_SPOT}, (?P<changes>(?:après |avant )?(?:les mots|le mot) « .+)\.", _words),
        (rf"{_SPOT} {_ARE} remplacés? par .+ :", _replaced),
        (rf"{_SPOT} {_ARE} supprimés?\.", lambda text, match, given: put(text.spot(match), given)),
        (rf"après {_SPOT}, {_PUT} .+ :", _inserted),
        (rf"au début {_PLACE}, {_PUT} .+ :", _at_start),
        (rf"dans {_SPOT}, {_ROW} {_ARE} remplacées? par .+ :", _rows_replaced),
        (rf"dans {_SPOT}, après {_ROW}, {_PUT} .+ :", _rows_inserted),
        (rf"dans {_SPOT}, avant la première ligne, {_PUT} .+ :", _first_rows),
        (rf"dans {_SPOT}, {_ROW} {_ARE} supprimées?\.", _rows_deleted),
        (
            rf"l’intitulé (?:« (?P<title>.+?) »{_UNDER} )?"
            rf"{_ART}(?P<rubrique>){_NAME} est remplacé par l’intitulé « (?P<new>.+) »\.",
            _renamed,
        ),
        (
            rf"{_PLACE}(?P<kept>, à l’exception des fiches actions qu’elle contient,)? est remplacée? par .+ :",
            _rewritten,
        ),
        (rf"{_PLACE} est (?:ainsi rédigée :|vidée\.)", _rewritten),
        (rf"{_ART}{_NAME} est complétée par (?:une|les) fiches? actions? .+ :", _fiches_completed),
        (rf"{_PLACE} est complétée? par .+ :", _completed),
        (r"la convention est complétée par .+ :", _convention_completed),
        (rf"(?P<side>après|avant) (?=.*paragraphe){_PLACE}, {_PUT} .+ paragraphes? .+ :", _division_put),
        (rf"(?P<side>après|avant) {_ART}{_NAME}, {_PUT} .+ :", _part_put),
        (
            rf"(?P<what>{_ART}{_KIND} \d.*) {_ARE} déplacée?s?(?:, dans cet ordre,)? (?P<side>après|avant|à la fin de) "
            rf"{_ART}{_NAME}\.",
            _moved,
        ),
        (rf"{_PLACE} est supprimée?\.", _removed),
        (rf"{_ART}{_KIND} \d.* (?:devient|deviennent respectivement) .+\.", _renumbered),
    ]
]
