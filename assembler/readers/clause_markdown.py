"""Clause Markdown -> `Wording`.

markdown-it does the Markdown. Two rules of our own make `{{ … }}` an inline hole and a
line `{% … %}` a block directive, so both are settled before any value is known. Inline
`{% if %}` works the same way inside a paragraph. Nothing else of Markdown is enabled:
no HTML, links, images, tables or code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from assembler.model.clause import (
    Branch,
    Expression,
    ForNode,
    HeadingNode,
    Hole,
    IfNode,
    InlineIf,
    Leaf,
    ListNode,
    Node,
    ParagraphNode,
    Piece,
    Wording,
)
from assembler.model.place import Place, Problem, Problems

_DIRECTIVE_LINE = re.compile(r"\{%\s*(.*?)\s*%\}\s*$")
_HEADINGS = ("##", "###", "####")
_FOR = re.compile(r"for\s+([A-Za-z_]\w*)\s+in\s+(.+)", re.DOTALL)


def parse_wording(title: str, body: str, file: Path, title_line: int, body_line: int) -> Wording:
    """Parse a clause's title and body. Raises Problems, all of them, each with its line."""
    problems: list[Problem] = []
    title_leaves = _Parser(file, title_line, title, problems).title()
    nodes = _Parser(file, body_line, body, problems).nodes()
    if problems:
        raise Problems(problems)
    return Wording(title_leaves, nodes)


@cache
def _markdown() -> MarkdownIt:
    md = MarkdownIt("zero").enable(["heading", "list", "emphasis", "newline", "escape"])
    md.block.ruler.before("list", "directive", _directive_rule, {"alt": ["paragraph", "list"]})
    md.inline.ruler.before("newline", "hole", _hole_rule)
    return md


def _directive_rule(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    match = _DIRECTIVE_LINE.fullmatch(line)
    if match is None or "%}" in match[1]:
        return False
    if not silent:
        token = state.push("directive", "", 0)
        token.content, token.map = match[1], [start, start + 1]
        state.line = start + 1
    return True


def _hole_rule(state: StateInline, silent: bool) -> bool:
    for opener, closer, kind in (("{{", "}}", "hole"), ("{%", "%}", "inline_directive")):
        if state.src.startswith(opener, state.pos):
            end = state.src.find(closer, state.pos + 2)
            if end < 0:
                return False
            if not silent:
                token = state.push(kind, "", 0)
                token.content = state.src[state.pos + 2 : end].strip()
                token.meta["offset"] = state.pos
            state.pos = end + 2
            return True
    return False


class _Parser:
    """Turns markdown-it's tokens into nodes, keeping lines and collecting problems."""

    def __init__(self, file: Path, first_line: int, text: str, problems: list[Problem]) -> None:
        self.file, self.first_line, self.problems = file, first_line, problems
        self.lines = text.split("\n")
        self.text = text

    def title(self) -> tuple[Leaf, ...]:
        children = _markdown().parseInline(self.text)[0].children or []
        return self._leaves(children, 0, self.text)

    def nodes(self) -> tuple[Node, ...]:
        stream = iter(_markdown().parse(self.text))
        return _Directives(self, self._blocks(stream, None)).nodes()

    # -- blocks

    def _blocks(self, stream: Iterator[Token], closer: str | None) -> Iterator[Node | Token]:
        """Nodes in order, directives as bare tokens, up to the token `closer`."""
        for token in stream:
            if token.type == closer:
                return
            if token.type == "directive":
                yield token
            elif token.type == "heading_open":
                yield self._heading(token, stream)
            elif token.type == "paragraph_open":
                yield ParagraphNode(self._inline(stream, "paragraph_close"))
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                yield self._list(token, stream)

    def _heading(self, token: Token, stream: Iterator[Token]) -> HeadingNode:
        if token.markup not in _HEADINGS:
            hint = "Un intertitre commence par ##, ### ou #### ; le titre de la clause est dans son en-tête."
            place = self.place((token.map or [0])[0], token.markup)
            self.problem(f"« {token.markup} » ne convient pas à un intertitre.", hint, place)
        return HeadingNode(len(token.markup), self._inline(stream, "heading_close"))

    def _inline(self, stream: Iterator[Token], closer: str) -> tuple[Leaf, ...]:
        leaves: tuple[Leaf, ...] = ()
        for token in stream:
            if token.type == closer:
                break
            leaves = self._leaves(token.children or [], (token.map or [0])[0], token.content)
        return leaves

    def _list(self, opening: Token, stream: Iterator[Token]) -> ListNode:
        closer = opening.type.replace("open", "close")
        items: list[tuple[Node, ...]] = []
        for token in stream:
            if token.type == closer:
                break
            if token.info and token.info not in ("1", str(len(items) + 1)):
                place = self.place((token.map or [0])[0], token.info)
                hint = "Une liste se numérote à partir de 1. Devant un texte qui commence par un nombre : « 2023\\. »."
                self.problem(f"Le numéro « {token.info}. » serait perdu : il ne suit pas le précédent.", hint, place)
            inner = list(self._blocks(stream, "list_item_close"))
            items.append(_Directives(self, iter(inner)).nodes())
        return ListNode(closer.startswith("ordered"), tuple(items))

    # -- inlines

    def _leaves(self, tokens: list[Token], line: int, content: str) -> tuple[Leaf, ...]:
        bold = italic = False
        flat: list[Leaf | tuple[str, Place]] = []
        for token in tokens:
            if token.type in ("strong_open", "strong_close"):
                bold = token.type == "strong_open"
            elif token.type in ("em_open", "em_close"):
                italic = token.type == "em_open"
            elif token.type in ("softbreak", "hardbreak"):
                flat.append(Piece(" ", bold, italic))
            elif token.type == "text" and token.content:
                self._reject_loose_braces(token.content, line)
                flat.append(Piece(token.content, bold, italic))
            elif token.type in ("hole", "inline_directive"):
                place = self.place(line + content.count("\n", 0, token.meta["offset"]), token.content)
                is_hole = token.type == "hole"
                flat.append(Hole(Expression(token.content, place), bold, italic) if is_hole else (token.content, place))
        return self._inline_ifs(flat)

    def _reject_loose_braces(self, text: str, line: int) -> None:
        for mark in ("{{", "{%", "}}", "%}"):
            if mark in text:
                self.problem(
                    f"« {mark} » sans son pendant.",
                    "Écrivez le paramètre entier : {{ commune.nom }}.",
                    self.place(line, mark),
                )

    def _inline_ifs(self, flat: list[Leaf | tuple[str, Place]]) -> tuple[Leaf, ...]:
        stack: list[tuple[Place, list[Branch[Leaf]], Expression | None]] = []
        levels: list[list[Leaf]] = [[]]
        for item in flat:
            if not isinstance(item, tuple):
                levels[-1].append(item)
                continue
            source, place = item
            word, _, rest = source.partition(" ")
            if word == "if":
                stack.append((place, [], Expression(rest.strip(), place)))
                levels.append([])
            elif word in ("elif", "else", "endif") and stack:
                opened, branches, condition = stack.pop()
                branches.append(Branch(condition, tuple(levels.pop())))
                self.check_branch(word, rest, condition, place)
                if word == "endif":
                    levels[-1].append(InlineIf(tuple(branches)))
                else:
                    stack.append((opened, branches, Expression(rest.strip(), place) if word == "elif" else None))
                    levels.append([])
            else:
                self.problem(
                    f"« {{% {source} %}} » n’a pas sa place dans une phrase.",
                    "Dans une phrase : if, elif, else et endif. Une boucle tient sur ses propres lignes.",
                    place,
                )
        for opened, _, _ in stack:
            self.problem(
                "{% if %} sans {% endif %} dans la phrase.", "Ajoutez {% endif %} dans le même paragraphe.", opened
            )
        return tuple(levels[0])

    def check_branch(self, word: str, rest: str, before: Expression | None, place: Place) -> None:
        """Nothing stands behind `else`: neither words nor another branch."""
        if word != "endif" and before is None:
            self.problem(f"« {word} » vient après « else ».", "« else » est la dernière branche.", place)
        elif word == "else" and rest.strip():
            hint = "Écrivez « elif », ou retirez la suite."
            self.problem(f"« else {rest} » : « else » n’a pas de condition.", hint, place)

    def place(self, line: int, fragment: str) -> Place:
        """The place of `fragment` on the body's line `line` (from 0)."""
        text = self.lines[line] if line < len(self.lines) else ""
        column = text.find(fragment)
        return Place(self.file, self.first_line + line, max(column, 0) + 1)

    def problem(self, message: str, hint: str, place: Place) -> None:
        self.problems.append(Problem(message, hint, place))


class _Directives:
    """Builds the tree of `{% if %}` and `{% for %}` from a flat run of nodes and directives."""

    def __init__(self, parser: _Parser, items: Iterator[Node | Token]) -> None:
        self.parser, self.items = parser, items

    def nodes(self) -> tuple[Node, ...]:
        nodes, stray = self._until(())
        while stray is not None:
            self._complain_stray(stray)
            more, stray = self._until(())
            nodes += more
        return tuple(nodes)

    def _until(self, enders: tuple[str, ...]) -> tuple[list[Node], Token | None]:
        """Nodes up to a directive among `enders` (returned), a stray ender, or the end (None)."""
        nodes: list[Node] = []
        for item in self.items:
            if not isinstance(item, Token):
                nodes.append(item)
                continue
            word = item.content.partition(" ")[0]
            if word == "if":
                nodes.append(self._if(item))
            elif word == "for":
                nodes.append(self._for(item))
            elif word in enders or word in ("elif", "else", "endif", "endfor"):
                return nodes, item
            else:
                self._complain_stray(item)
        return nodes, None

    def _if(self, opening: Token) -> IfNode:
        branches: list[Branch[Node]] = []
        token: Token | None = opening
        condition: Expression | None = self._expression(opening, "if")
        while True:
            body, token = self._until(("elif", "else", "endif"))
            branches.append(Branch(condition, tuple(body)))
            word, _, rest = token.content.partition(" ") if token else ("", "", "")
            if token is None or word not in ("elif", "else"):
                self._expect_closed(opening, token, "endif")
                return IfNode(tuple(branches))
            self.parser.check_branch(word, rest, condition, self._place(token))
            condition = self._expression(token, "elif") if word == "elif" else None

    def _for(self, opening: Token) -> ForNode:
        match = _FOR.fullmatch(opening.content)
        place = self._place(opening)
        body, token = self._until(("endfor",))
        self._expect_closed(opening, token, "endfor")
        if match is None:
            self.parser.problem(
                f"Boucle mal écrite : « {{% {opening.content} %}} ».", "Écrivez {% for axe in sdsf.axes %}.", place
            )
            return ForNode("_", Expression("()", place), ())
        return ForNode(match[1], Expression(match[2], place), tuple(body))

    def _expect_closed(self, opening: Token, token: Token | None, closer: str) -> None:
        if token is None or token.content != closer:
            self.parser.problem(
                f"« {{% {opening.content} %}} » n’est pas fermé.",
                f"Ajoutez {{% {closer} %}} sur sa propre ligne, avec le même retrait.",
                self._place(opening),
            )

    def _complain_stray(self, token: Token) -> None:
        self.parser.problem(
            f"« {{% {token.content} %}} » n’a pas d’ouverture ou n’est pas connu.",
            "Les seules instructions sont if, elif, else, endif, for et endfor.",
            self._place(token),
        )

    def _expression(self, token: Token, word: str) -> Expression:
        return Expression(token.content.removeprefix(word).strip(), self._place(token))

    def _place(self, token: Token) -> Place:
        return self.parser.place((token.map or [0])[0], token.content)
