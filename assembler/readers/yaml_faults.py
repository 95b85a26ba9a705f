"""The YAML parser's complaints, told in French with the mended line.

The parser says what it met, seldom what the person did wrong: each translation looks
at the line again. The fragments cover libyaml and the parser written in Python.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml

from assembler.model.messages import in_quotes
from assembler.model.place import Place, Problem

_LINE = re.compile(
    r"(?P<start>\s*(?:- +)*)"
    r"(?:(?P<key>[^\s:#\"'\[\]{}&*!|>%@`][^:\"'\[\]{}]*?)[ \u00a0]*:\s+)?(?P<value>\S.*)"
)
_GLUED = re.compile(r"(?P<start>\s*(?:- +)*[\w-]+):(?P<value>[\u00a0\u202f]*[^\s:/].*)")
_ODD_INDENT = re.compile(r"[ \t]*[\t\u00a0\u202f\u2007\u3000]")
_KEY_WITH_VALUE = re.compile(r"\s*(?:- +)*[^#\s][^:]*:\s+\S")
_KEY = re.compile(r"\s*(?:- +)*[^#\s][^:]*:(?:\s|$)")


def mended(line: str) -> str | None:
    """The line with its value in quotes; None when it holds no value."""
    match = _LINE.fullmatch(line.rstrip())
    if not match:
        return None
    value = match["value"]
    if len(value) > 1 and value[0] in "\"'" and value[-1] == value[0]:
        value = value[1:-1].replace("''", "'")
    key = f"{match['key']}: " if match["key"] else ""
    return match["start"].lstrip() + key + in_quotes(value)


@dataclass(frozen=True, slots=True)
class _Fault:
    """What the parser met, and the lines around it (counted from 0)."""

    lines: list[str]
    line: int
    column: int
    context_line: int
    context_column: int

    @property
    def text(self) -> str:
        return self._at(self.line)

    @property
    def context(self) -> str:
        return self._at(self.context_line)

    @property
    def before(self) -> str:
        """The last line with something on it, above the fault."""
        above = (self._at(n) for n in range(self.line - 1, -1, -1))
        return next((line for line in above if line.strip() and not line.lstrip().startswith("#")), "")

    def _at(self, number: int) -> str:
        return self.lines[number] if 0 <= number < len(self.lines) else ""


@dataclass(frozen=True, slots=True)
class _Told:
    message: str
    hint: str
    at_context: bool = False


def syntax_problem(error: yaml.MarkedYAMLError, path: Path, lines: list[str]) -> Problem:
    """The parser's error as a problem."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Problem("Le fichier ne peut pas être lu comme du YAML.", "", Place(path))
    context = error.context_mark or mark
    fault = _Fault(lines, mark.line, mark.column, context.line, context.column)
    told = _told(f"{error.context or ''} {error.problem or ''}", fault)
    spot = context if told.at_context else mark
    if not any(line.strip() for line in lines[spot.line :]):
        return _cut_short(path, lines)
    return Problem(told.message, told.hint, Place(path, spot.line + 1, spot.column + 1))


def _cut_short(path: Path, lines: list[str]) -> Problem:
    """The parser went past the last line: told at the end of the last one that holds something."""
    last = next((number for number in range(len(lines), 0, -1) if lines[number - 1].strip()), 1)
    hint = "Vérifiez que chaque crochet « [ » et chaque accolade « { » est fermé."
    return Problem("Le fichier s’arrête au milieu d’une valeur.", hint, Place(path, last, len(lines[last - 1]) + 1))


def _told(complaint: str, fault: _Fault) -> _Told:
    for line, at_context in ((fault.text, False), (fault.context, True)):
        if _ODD_INDENT.match(line):
            return _odd_indent(line, at_context)
    return next((tell(fault) for fragment, tell in _TELLERS if fragment in complaint), None) or _generic(fault)


def _quote(line: str, otherwise: str = "Mettez le texte entre guillemets.") -> str:
    fixed = mended(line)
    return f"Écrivez : {fixed}" if fixed else otherwise


def _odd_indent(line: str, at_context: bool) -> _Told:
    start = line[: len(line) - len(line.lstrip())]
    kind = "Une tabulation" if "\t" in start else "Une espace insécable"
    hint = "Remplacez-la par des espaces ordinaires : deux par niveau."
    return _Told(f"{kind} sert de retrait ; YAML n’admet que des espaces ordinaires.", hint, at_context)


def _colon(fault: _Fault) -> _Told:
    if _KEY_WITH_VALUE.match(fault.text[: fault.column]):
        message = "Un texte sans guillemets contient des deux-points suivis d’une espace."
        return _Told(message, _quote(fault.text))
    if _KEY_WITH_VALUE.match(fault.before):
        hint = "Alignez cette ligne sur la précédente, ou videz la valeur de la clé du dessus."
        return _Told("Cette clé est en retrait sous une clé qui a déjà une valeur.", hint)
    hint = f"Mettez une espace après les deux-points : {_spaced(fault.before)}" if _spaced(fault.before) else ""
    return _Told("La ligne du dessus n’est pas de la forme « clé: valeur ».", hint or "Écrivez : clé: valeur")


def _spaced(line: str) -> str | None:
    match = _GLUED.fullmatch(line.rstrip())
    return f"{match['start'].lstrip()}: {match['value'].strip()}" if match else None


def _no_colon(fault: _Fault) -> _Told:
    if fixed := _spaced(fault.context):
        return _Told("Il manque une espace après les deux-points.", f"Écrivez : {fixed}", at_context=True)
    hint = (
        "Écrivez « clé: valeur ». Pour un texte de plusieurs lignes, mettez « | » après la clé et "
        "deux espaces de plus devant chaque ligne du texte."
    )
    return _Told("Cette ligne n’est pas de la forme « clé: valeur ».", hint, at_context=True)


def _bad_start(fault: _Fault) -> _Told:
    character = fault.text[fault.column : fault.column + 1]
    return _Told(f"Un texte sans guillemets ne peut pas commencer par « {character} ».", _quote(fault.text))


def _bad_sign(fault: _Fault) -> _Told:
    character = fault.context[fault.context_column : fault.context_column + 1]
    message = f"Un texte sans guillemets ne peut pas commencer par « {character} »."
    return _Told(message, _quote(fault.context), at_context=True)


def _open_quote(fault: _Fault) -> _Told:
    sign = fault.context[fault.context_column : fault.context_column + 1]
    inside = fault.context[fault.context_column + 1 :].strip()
    start = fault.context[: fault.context_column].strip()
    hint = f"Fermez-le à la fin du texte : {start} {in_quotes(inside)}"
    return _Told(f"Le guillemet « {sign} » ouvert ici n’est jamais fermé.", hint, at_context=True)


def _not_a_key(fault: _Fault) -> _Told:
    before = fault.text[: fault.column].strip()
    if '"' in before or "'" in before:
        hint = f"{_quote(fault.text)}\nL’apostrophe courbe (’) ne pose jamais de problème."
        return _Told("Du texte suit le guillemet fermant.", hint)
    if before:
        return _Told("Ce passage n’est pas attendu ici.", _quote(fault.text))
    if fault.text.lstrip().startswith("- "):
        hint = "Ajoutez la clé de cette liste au-dessus (« clé: »), ou alignez le tiret sur les autres."
        return _Told("Un élément de liste se trouve parmi des clés.", hint)
    if fault.text.lstrip().startswith(":"):
        return _Told("La clé est vide.", "Écrivez un mot avant les deux-points : « clé: valeur ».")
    return _indent(fault)


def _not_a_dash(fault: _Fault) -> _Told:
    if fault.text[: fault.column].strip():
        return _not_a_key(fault)
    if _KEY.match(fault.text) and fault.column == fault.context_column:
        hint = "Retirez les tirets, ou ajoutez-en un devant cette ligne."
        return _Told("Une clé se trouve parmi les éléments d’une liste.", hint)
    return _indent(fault)


def _indent(fault: _Fault) -> _Told:
    hint = (
        f"Cette ligne commence colonne {fault.column + 1} ; le groupe ouvert ligne {fault.context_line + 1} "
        f"commence colonne {fault.context_column + 1}. Alignez-la sur les lignes de même niveau."
    )
    return _Told("Le retrait de cette ligne ne correspond à aucun niveau.", hint)


def _open_bracket(fault: _Fault) -> _Told:
    sign = fault.context[fault.context_column : fault.context_column + 1]
    if sign not in ("[", "{"):
        return _generic(fault)
    many = "Pour une liste, mettez un élément par ligne, précédé d’un tiret."
    alone = not fault.context[fault.context_column + 1 :].strip()
    hint = many if alone else f"{_quote(fault.context)}\n{many}"
    return _Told(f"Le « {sign} » ouvert ici est mal fermé.", hint, at_context=True)


def _dash_in_line(fault: _Fault) -> _Told:
    key, _, value = fault.text.strip().partition(":")
    as_list = f"{key}:\n  {value.strip()}"
    hint = f"Pour une liste, passez à la ligne :\n{as_list}\nPour un texte : {mended(fault.text)}"
    return _Told("Une liste ne commence pas sur la ligne de sa clé.", hint)


def _escape(fault: _Fault) -> _Told:
    hint = "Doublez la barre (« \\\\ »), ou employez des guillemets simples : 'texte'."
    return _Told("Entre guillemets doubles, cette barre « \\ » a un sens que YAML ne connaît pas.", hint)


def _after_block_sign(fault: _Fault) -> _Told:
    text = fault.text.strip()
    cut = min((text.find(s) for s in ("|", ">") if s in text), default=len(text) - 1)
    sign, rest = text[cut : cut + 1], text[cut + 1 :].strip()
    hint = f"Passez à la ligne, avec deux espaces de plus :\n{text[: cut + 1]}\n  {rest}"
    return _Told(f"Rien ne peut suivre « {sign} » sur sa ligne.", hint)


def _directive(fault: _Fault) -> _Told:
    return _Told("Une ligne ne peut pas commencer par « % ».", "Mettez le texte entre guillemets, après sa clé.")


def _after_end(fault: _Fault) -> _Told:
    return _Told("Ce passage suit la fin du document.", "Supprimez la ligne « ... » ou « --- » qui précède.")


def _generic(fault: _Fault) -> _Told:
    hint = "Vérifiez sur cette ligne le retrait, les guillemets et les deux-points."
    return _Told("Cette ligne n’est pas du YAML correct.", hint)


_TELLERS: tuple[tuple[str, Callable[[_Fault], _Told]], ...] = (
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("scanning an a", _bad_sign),
    ("a tag", _bad_sign),
    ("cannot start any token", _bad_start),
    ("mapping keys are not allowed", _bad_start),
    ("escape", _escape),
    ("hexdecimal", _escape),
    ("hexadecimal", _escape),
    ("scanning a quoted scalar", _open_quote),
    ("did not find expected key", _not_a_key),
    ("expected '-' indicator", _not_a_dash),
    ("block collection", _not_a_dash),
    ("block mapping", _not_a_key),
    ("parsing a flow", _open_bracket),
    ("expected node content", _bad_start),
    ("sequence entries are not allowed", _dash_in_line),
    ("expected comment or line break", _after_block_sign),
    ("chomping or indentation", _after_block_sign),
    ("scanning a directive", _directive),
    ("incompatible YAML document", _directive),
    ("<document start>", _after_end),
)
