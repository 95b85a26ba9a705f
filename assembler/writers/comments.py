"""Remarks as Word comments: `word/comments.xml` and the marks that anchor them to a heading."""

from __future__ import annotations

from dataclasses import dataclass, field

from assembler.model.document import Remark
from assembler.writers.package import DECLARATION, AddedPart
from assembler.writers.wordml import escape, paragraph, run

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(slots=True)
class Comments:
    """The comments of one document, in the order in which they are anchored. `style` is their text's style."""

    style: str
    written: list[str] = field(default_factory=list)

    def around(self, content: str, remarks: tuple[Remark, ...]) -> str:
        """`content` (runs) with the remarks anchored to it."""
        for remark in remarks:
            number = len(self.written)
            self.written.append(self._comment(number, remark))
            content = (
                f'<w:commentRangeStart w:id="{number}"/>{content}<w:commentRangeEnd w:id="{number}"/>'
                f'<w:r><w:commentReference w:id="{number}"/></w:r>'
            )
        return content

    def part(self) -> AddedPart:
        """The comments part. No date: the input knows none."""
        xml = f'{DECLARATION}<w:comments xmlns:w="{NAMESPACE}">{"".join(self.written)}</w:comments>'
        return AddedPart("comments.xml", xml.encode(), "rId_comments", "comments", CONTENT_TYPE)

    def _comment(self, number: int, remark: Remark) -> str:
        author = remark.author or "Remarque"
        initials = escape("".join(word[0] for word in author.split())[:3])
        lines = "".join(paragraph(self.style, run(line)) for line in remark.text.split("\n"))
        head = f'<w:comment w:id="{number}" w:author="{escape(author)}" w:initials="{initials}">'
        return f"{head}{lines}</w:comment>"
