"""What a proofreader marks: repeated words and spaces, unclosed pairs, texts that stop short."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import eq

from assembler.checks.analysis import Analysis, Passage, Path
from assembler.checks.table import Hit, check
from assembler.checks.textes import around
from assembler.model.messages import excerpt

_SOURCE = "Usage : relecture avant le vote."
_REPEATED = re.compile(r"(?i)(?<![\w’'-])([^\W\d_]+)(?:[ \u00a0\u202f\n]+\1(?![\w’'-]))+")
_MAY_REPEAT = {"nous", "vous", "très", "bien", "petit", "peu"}
_SPACES = re.compile(r"(?<=\S) {2,}(?=\S)")
_LIST_MARK = re.compile(r"(?m)(?:^[ \t]*|[\s(])(?:\d{1,2}°?|[a-z])\)")
_PAIRS = {")": "(", "»": "«"}
_ONE_OF_PAIRS = re.compile(r"[()«»]")
_UNFINISHED = re.compile(
    r"(?:[:,(«]|(?<![\w’'-])(?:et|ou|de|du|des|le|la|les|à|au|aux|pour|avec|par|sur|en|dans|que|qui|dont|un|une|d’|l’))\s*$"
)
_SHORT_FIELDS = {"titre", "axe", "nom", "type", "lignes", "colonnes", "qualite", "organisme", "denomination", "article"}


@check(
    "RES008",
    "mot-repete",
    otherwise="information",
    meaning="Un mot est écrit deux fois de suite : « de de », « la la ».",
    source=_SOURCE,
    mend="Supprimez l’un des deux mots.",
    bad="gouvernance: {animation: 'Le chargé de de coopération convoque les instances.'}",
    good="gouvernance: {animation: 'Nous nous réunissons chaque mois.'}",
)
def repeated_word(analysis: Analysis) -> Iterator[Hit]:
    for passage in analysis.written:
        words = passage.text.casefold().split()
        if not any(map(eq, words, words[1:])):
            continue
        for match in _REPEATED.finditer(passage.text):
            if match[1].casefold() not in _MAY_REPEAT and "  " not in match[0] and "\n\n" not in match[0]:
                message = f"Un mot est répété : « {around(passage.text, match.start(), match.end())} »."
                yield Hit(message, f"Gardez un seul « {match[1]} ».", passage.at(match.start()))


@check(
    "RES009",
    "espaces-repetees",
    otherwise="information",
    meaning="Deux espaces se suivent au milieu d’une phrase. Un mot a peut-être été effacé entre elles.",
    source=_SOURCE,
    mend="Gardez une seule espace, ou rétablissez le mot effacé.",
    bad="gouvernance: {animation: 'Le chargé de  coopération convoque les instances.'}",
    good="gouvernance: {animation: 'Le chargé de coopération convoque les instances.'}",
)
def repeated_spaces(analysis: Analysis) -> Iterator[Hit]:
    for passage in analysis.inputs:
        if "  " in passage.text:
            for match in _SPACES.finditer(passage.text):
                message = f"Deux espaces se suivent : « {_marked(passage.text, match)} »."
                yield Hit(message, "Gardez une seule espace, ou rétablissez le mot effacé.", passage.at(match.start()))


def _marked(text: str, match: re.Match[str]) -> str:
    before, after = text[: match.start()].split(), text[match.end() :].split()
    return f"{before[-1]}␣␣{after[0]}"


@check(
    "RES010",
    "paire-incomplete",
    otherwise="information",
    meaning="Une parenthèse ou un guillemet ouvert n’est pas fermé, ou le contraire.",
    source=_SOURCE,
    mend="Ajoutez le signe qui manque, ou supprimez l’autre.",
    bad="gouvernance: {animation: 'Le chargé de coopération (agent de la commune convoque les instances.'}",
    good="gouvernance: {animation: 'Le chargé de coopération (agent de la commune) convoque les instances.'}",
)
def incomplete_pair(analysis: Analysis) -> Iterator[Hit]:
    for passage in analysis.written:
        text = passage.text
        if text.count("(") == text.count(")") and text.count("«") == text.count("»"):
            continue
        for offset in _alone(text):
            quoted = around(text, offset, offset + 1)
            message = f"Le signe « {text[offset]} » n’a pas son pendant : « {quoted} »."
            yield Hit(message, "Ajoutez le signe qui manque, ou supprimez celui-ci.", passage.at(offset))


def _alone(text: str) -> Iterator[int]:
    """Offsets of the signs without their pair; a pair may span the lines of one paragraph."""
    listed = {match.end() - 1 for match in _LIST_MARK.finditer(text) if "(" not in match[0]}
    opened: list[int] = []
    for match in _ONE_OF_PAIRS.finditer(text):
        offset, sign = match.start(), match[0]
        if opened and "\n\n" in text[opened[-1] : offset]:
            yield from opened
            opened = []
        if sign not in _PAIRS:
            opened.append(offset)
        elif opened and text[opened[-1]] == _PAIRS[sign]:
            opened.pop()
        elif offset not in listed:
            yield offset
    yield from opened


@check(
    "RES011",
    "texte-inacheve",
    blocks="deliberation",
    meaning="Un texte s’arrête sur un deux-points, une virgule ou un mot qui appelle une suite.",
    source=_SOURCE,
    mend="Écrivez la suite, ou terminez la phrase.",
    bad="gouvernance: {animation: 'Le chargé de coopération est chargé de :'}",
    good="gouvernance: {animation: 'Le chargé de coopération convoque les instances.'}",
)
def unfinished(analysis: Analysis) -> Iterator[Hit]:
    for passage in analysis.inputs:
        if not _SHORT_FIELDS.isdisjoint(passage.path[-3:]) or "remarques" in passage.path:
            continue
        end = passage.text.rstrip()
        match = _UNFINISHED.search(end[-12:])
        if match and not (end.endswith(":") and _is_followed(passage, analysis)):
            shown = excerpt(end[-60:].partition(" ")[2] if len(end) > 60 else end)
            message = f"Ce texte s’arrête au milieu d’une phrase : « {shown} »."
            yield Hit(message, "Écrivez la suite, ou terminez la phrase.", passage.at(len(end) - 1))


def _is_followed(passage: Passage, analysis: Analysis) -> bool:
    """Does a list, a table or the next rubric follow the text in the document?"""
    if passage.path[-1] in ("presentation", "note"):
        return True
    return any(_holds(analysis, passage.path[:-1], key) for key in ("tableau", "rubriques", "competences", "tableaux"))


def _holds(analysis: Analysis, path: Path, key: str) -> bool:
    owner: object = analysis.convention
    for step in path:
        owner = owner[step] if isinstance(step, int) and isinstance(owner, tuple) else getattr(owner, str(step), None)
    return bool(getattr(owner, key, None))
