"""What a reviewer must see beside the text: suggestions, comments, hidden text, headers, pictures, signatories."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from assembler.compare.align import align
from assembler.compare.folding import folded
from assembler.compare.outline import COVER, Section
from assembler.compare.words import is_blank
from assembler.model.comparison import Beside, Unit
from assembler.model.difference import Step, changed_segments, line_texts
from assembler.model.lines import Item, TableRow
from assembler.model.messages import excerpt
from assembler.model.scalars import MONTHS
from assembler.model.wordtext import Aside, Picture, WordText

_DATE = re.compile(rf"\d{{1,2}}(?:er)? (?:{'|'.join(MONTHS)}) \d{{4}}")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}))?")
_VERBS = {"ajout": "ajouté", "suppression": "supprimé", "déplacement": "déplacé", "mise en forme": "remis en forme"}
_short = partial(excerpt, length=120)
_PICTURES = {"graphique": "Le graphique", "image": "L’image", "objet": "L’objet incorporé"}


def beside(
    old: WordText, new: WordText, sent: Sequence[Section], returned: Sequence[Section], units: Sequence[Unit]
) -> Iterator[Beside]:
    """In the order in which a reviewer wants them. `sent`, `returned`: the sections of both texts, in their order."""
    here = _Titles(returned)
    yield from _facts(sent, units)
    yield from _tracked(new, here)
    yield from _comments(old, new, here)
    yield from _hidden(old, new, here)
    yield from _unread(old, new, here)
    yield from _asides(old.asides, new.asides, here)
    yield from _pictures(old, new, _Titles(sent), here)
    for link in Counter(new.links) - Counter(old.links):
        yield Beside("lien", f"Lien vers l’extérieur, que rien n’a suivi : {_short(link)}")


class _Titles:
    """Which part a rank of the body stands in."""

    def __init__(self, sections: Iterable[Section]) -> None:
        self.starts = [(section.items[0].rank, section.title) for section in sections if section.items]

    def at(self, rank: int | None) -> str:
        if rank is None:
            return ""
        return next((title for start, title in reversed(self.starts) if start <= rank), "")


def _facts(sent: Sequence[Section], units: Sequence[Unit]) -> Iterator[Beside]:
    """Signatories that came or went, and dates of the period that no longer stand where they did."""
    signed = [step for unit in units if unit.kind == "signature" for step in unit.steps]
    old, new = _signatories(step.old for step in signed), _signatories(step.new for step in signed)
    before, after = Counter(map(folded, old)), Counter(map(folded, new))
    shown = {folded(text): text for text in (*old, *new)}
    where = next((unit.title for unit in units if unit.kind == "signature"), "")
    for count, verb in ((before - after, "retiré ou changé"), (after - before, "ajouté ou changé")):
        for key in count:
            yield Beside("signataires", f"« {_short(shown[key])} » est {verb}.", where)
    for fact in _period(sent):
        for unit in units:
            if any(_lost(step, fact) for step in unit.steps):
                yield Beside("période", f"La date « {fact} » est changée ou retirée.", unit.title)


def _signatories(items: Iterable[Item | None]) -> list[str]:
    """The lines of the signature boxes, places to complete left out."""
    rows = (item for item in items if isinstance(item, TableRow))
    return [text for row in rows for text in line_texts(row) if text.strip() and not is_blank(text)]


def _period(sent: Sequence[Section]) -> list[str]:
    cover = (item.text for section in sent if section.name == COVER for item in section.items)
    spaced = (re.sub(r"\s", " ", text) for text in cover if text.startswith(("Du ", "Du\u00a0")))
    return list(dict.fromkeys(date for text in spaced for date in _DATE.findall(text)))


def _lost(step: Step, fact: str) -> bool:
    if step.cells:
        return any(_lost(inner, fact) for cell in step.cells for inner in cell)
    if step.old is None or step.change in ("identique", "typographie", "deplace"):
        return False
    before, after = step.old.text, step.new.text if step.new else ""
    return folded(fact) in folded(before) and folded(fact) not in folded(after)


def _tracked(new: WordText, here: _Titles) -> Iterator[Beside]:
    for each in new.tracked:
        text = f"« {_short(each.text)} » {_VERBS[each.kind]}" if each.text.strip() else f"Passage {_VERBS[each.kind]}"
        message = f"{text} par {each.author or 'un auteur sans nom'}{_when(each.date)}, en attente."
        yield Beside("suggestion en attente", message, here.at(each.rank))


def _comments(old: WordText, new: WordText, here: _Titles) -> Iterator[Beside]:
    known = Counter((each.author, folded(each.text)) for each in old.comments)
    for each in new.comments:
        if known[each.author, folded(each.text)]:
            known[each.author, folded(each.text)] -= 1
            continue
        about = f", sur « {_short(each.about)} »" if each.about.strip() else ""
        message = f"{each.author or 'Un auteur sans nom'}{_when(each.date)}{about} : « {_short(each.text)} »"
        yield Beside("commentaire", message, here.at(each.rank))


def _hidden(old: WordText, new: WordText, here: _Titles) -> Iterator[Beside]:
    known = Counter((each.how, folded(each.text)) for each in old.hidden)
    words = {
        "masqué": "masqué",
        "blanc": "écrit en blanc",
        "minuscule": "écrit trop petit pour être lu",
        "barré": "barré à la main",
    }
    for each in new.hidden:
        if known[each.how, folded(each.text)]:
            known[each.how, folded(each.text)] -= 1
            continue
        where = "texte barré" if each.how == "barré" else "texte masqué"
        yield Beside(where, f"« {_short(each.text)} » est {words[each.how]}.", here.at(each.rank))


def _unread(old: WordText, new: WordText, here: _Titles) -> Iterator[Beside]:
    """What a reader of the file may see, or will once Word has recalculated it, and no comparison can read."""
    known = Counter((each.what, each.text) for each in old.unread)
    for each in new.unread:
        if known[each.what, each.text]:
            known[each.what, each.text] -= 1
            continue
        text = f" « {_short(each.text)} »" if each.text.strip() else ""
        yield Beside("contenu non lu", f"À regarder dans Word : {each.what}{text}.", here.at(each.rank))


def _asides(old: Sequence[Aside], new: Sequence[Aside], here: _Titles) -> Iterator[Beside]:
    for where in dict.fromkeys(each.where for each in (*old, *new)):
        before = [line for each in old if each.where == where for line in each.lines if line.text.strip()]
        after = [line for each in new if each.where == where for line in each.lines if line.text.strip()]
        ranks = {id(line): each.rank for each in new for line in each.lines}
        for step in align(before, after):
            segments = tuple(segment for segment in changed_segments([step]) if segment.nature != "typographie")
            if segments:
                message = _aside_message(step)
                yield Beside(where, message, here.at(ranks.get(id(step.new))), segments)


def _aside_message(step: Step) -> str:
    if step.old is None:
        return f"Ajouté : « {_short(step.new.text if step.new else '')} »."
    if step.new is None:
        return f"Supprimé : « {_short(step.old.text)} »."
    return f"« {_short(step.old.text)} » est devenu « {_short(step.new.text)} »."


def _pictures(old: WordText, new: WordText, there: _Titles, here: _Titles) -> Iterator[Beside]:
    before, after = Counter(each.key for each in old.pictures), Counter(each.key for each in new.pictures)
    lost, found = _surplus(old.pictures, before - after), _surplus(new.pictures, after - before)
    kept = [[each for each in text.pictures if each.key in before and each.key in after] for text in (old, new)]
    if not lost and not found and [each.key for each in kept[0]] != [each.key for each in kept[1]]:
        yield Beside("graphique", "Les mêmes graphiques et images sont dans un autre ordre.")
    for each in lost:
        title = there.at(each.rank)
        twin = next((other for other in found if other.kind == each.kind and here.at(other.rank) == title), None)
        verb = "est changé" if twin else "est retiré"
        if twin:
            found.remove(twin)
        yield Beside(each.kind, f"{_PICTURES[each.kind]} « {_short(each.label)} » {_agreed(verb, each.kind)}.", title)
    for each in found:
        yield Beside(
            each.kind,
            f"{_PICTURES[each.kind]} « {_short(each.label)} » {_agreed('est ajouté', each.kind)}.",
            here.at(each.rank),
        )


def _surplus(pictures: Iterable[Picture], count: Counter[str]) -> list[Picture]:
    """As many pictures of each key as `count` says, the first ones."""
    left = Counter(count)
    kept = []
    for each in pictures:
        if left[each.key] > 0:
            left[each.key] -= 1
            kept.append(each)
    return kept


def _agreed(verb: str, kind: str) -> str:
    return f"{verb}e" if kind == "image" else verb


def _when(date: str) -> str:
    """« , le 3 mars 2026 à 10 h 12 », from the file's own date; empty where it has none."""
    match = _ISO.match(date)
    if not match or not 1 <= int(match[2]) <= len(MONTHS):
        return ""
    hour = f" à {int(match[4])} h {match[5]}" if match[4] else ""
    day = "1er" if match[3] == "01" else str(int(match[3]))
    return f", le {day} {MONTHS[int(match[2]) - 1]} {match[1]}{hour}"
