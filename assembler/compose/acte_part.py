"""One part of an act: a clause under its title, the number of an article before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from assembler.compose.compose import led, parsed
from assembler.compose.expand import expand, expand_leaves
from assembler.model.acte import PartKind
from assembler.model.clause import ClauseVersion, Wording
from assembler.model.document import ClauseUse, Heading, Part


def part_of(
    kind: PartKind,
    version: ClauseVersion,
    numbers: Mapping[str, str],
    parse: Callable[[ClauseVersion], Wording],
    context: Mapping[str, Any],
) -> Part:
    """`numbers`: those of the act's articles, by name (`article:avenant-objet`). Raises Problems."""
    parts = parsed(parse, version)
    name = f"{kind}:{version.id}"
    number = numbers.get(name, "")
    title = led(f"Article {number} – " if number else "", expand_leaves(parts.title, context))
    use = ClauseUse(version.id, version.version)
    return Part(name, kind, number, Heading(1, title, name), expand(parts.nodes, context), use)
