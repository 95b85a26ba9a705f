"""A text with its lines, as an editor of it needs them: positions of the parser's marks, ends of values."""

from __future__ import annotations

from typing import Any

import yaml

from assembler.readers.source_text import LINE_BREAK


class Text:
    """`starts`: where each line begins. `newline`: the line break that the text uses."""

    def __init__(self, text: str) -> None:
        self.text = text
        breaks = list(LINE_BREAK.finditer(text))
        self.starts = [0, *(found.end() for found in breaks)]
        self.ends = [*(found.start() for found in breaks), len(text)]
        self.newline = breaks[0][0] if breaks else "\n"

    def at(self, mark: Any) -> int:
        if mark.line >= len(self.starts):
            return len(self.text)
        return min(self.starts[int(mark.line)] + int(mark.column), len(self.text))

    def line(self, number: int) -> str:
        return self.text[self.starts[number] : self.ends[number]]

    def line_end(self, number: int, with_break: bool = False) -> int:
        if not with_break:
            return self.ends[number]
        return self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)

    def line_end_after(self, position: int) -> int:
        """The end of the line that holds `position`."""
        return next(end for end in self.ends if end >= position)

    def between(self, node: Any) -> str:
        return self.text[self.at(node.start_mark) : self.at(node.end_mark)]

    def replaced(self, start: int, end: int, new: str) -> str:
        return self.text[:start] + new + self.text[end:]

    def last_line(self, node: Any) -> int:
        """The last line that holds something of the value, from 0."""
        last = _last(node)
        number = min(int(last.end_mark.line), len(self.starts) - 1)
        if isinstance(last, yaml.ScalarNode) and last.style in ("|", ">"):
            if number > last.start_mark.line and last.end_mark.line == number and last.end_mark.column == 0:
                number -= 1
            while number > last.start_mark.line and not self.line(number).strip():
                number -= 1
        return number

    def dash_line(self, item: Any, column: int) -> int:
        """The line of the dash that begins an item of a list whose dashes stand at `column`."""
        number = int(item.start_mark.line)
        while number and self.line(number)[column : column + 1] != "-":
            number -= 1
        return number

    def past_comments(self, number: int, column: int, stay_close: bool) -> int:
        """The last comment line below that is indented by `column` at least; `stay_close`: with no blank line before.

        `number` itself where there is none.
        """
        last = number
        for following in range(number + 1, len(self.starts)):
            line = self.line(following)
            bare = line.lstrip(" ")
            if bare.startswith("#") and len(line) - len(bare) >= column:
                last = following
            elif bare.strip() or stay_close:
                break
        return last


def _last(node: Any) -> Any:
    """The innermost value that ends the node; the node itself where it is closed by a sign or empty."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        return node
    last = node.value[-1]
    return _last(last[1] if isinstance(last, tuple) else last)
