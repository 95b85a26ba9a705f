"""Word files whose sommaire and lists of tables and charts show pages, as the engine or Word put them there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from wordfile import MAIN, WordFile, zipped

from assembler.build.convention import compose_input, load_tools
from assembler.build.workspace import Workspace
from assembler.build.writing import written
from assembler.model.layout import Layout

Page = Callable[[int], int]
_HEADING = re.compile(r'<w:bookmarkStart w:id="(\d+)" w:name="(c_\w+)"/>')
_ENTRY = re.compile(r'<w:hyperlink w:anchor="(c_\w+)"((?:(?!</w:hyperlink>).)*)</w:hyperlink>', re.DOTALL)
_PAGE = re.compile(
    r'(?:<w:r>(?:(?!</?w:r>).)*<w:tab/></w:r>)?<w:fldSimple w:instr=" PAGEREF (?:(?!</w:fldSimple>).)*</w:fldSimple>'
)


class _Pages(dict[str, int]):
    """The page of each anchor, given when it is first asked for."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def __missing__(self, anchor: str) -> int:
        return self.setdefault(anchor, self.page(len(self)))


def paged(workspace: Path, page: Page, name: str = "harnes") -> bytes:
    """The convention as the engine writes it; `page` gives the page of each entry, from its rank."""
    tools = load_tools(Workspace(workspace))
    composed = compose_input(tools, workspace / f"inputs/{name}.yaml")
    pages = _Pages(page)
    data = written(tools, composed, composed.document, Layout(pages))
    assert len(pages) > 60
    return data


def refreshed(data: bytes, page: Page) -> bytes:
    """The same after « Mettre à jour la table » in Word: bookmarks and fields of its own, other pages or first ones."""
    file = WordFile(data)
    ranks = iter(range(10_000))

    def entry(match: re.Match[str]) -> str:
        name = f"_Toc_{match[1]}"
        hidden = "<w:rPr><w:noProof/><w:webHidden/></w:rPr>"
        mark = f'<w:r>{hidden}<w:fldChar w:fldCharType="{{}}"/></w:r>'
        field = (
            f"<w:r>{hidden}<w:tab/></w:r>{mark.format('begin')}"
            f'<w:r>{hidden}<w:instrText xml:space="preserve"> PAGEREF {name} \\h </w:instrText></w:r>'
            f"{mark.format('separate')}<w:r>{hidden}<w:t>{page(next(ranks))}</w:t></w:r>{mark.format('end')}"
        )
        return f'<w:hyperlink w:anchor="{name}"{_PAGE.sub("", match[2])}{field}</w:hyperlink>'

    document = file.parts[MAIN].decode()
    start, end = document.index(" TOC \\o "), document.index('w:fldCharType="end"')
    contents, count = _ENTRY.subn(entry, document[start:end])
    assert count > 40
    rest = _HEADING.sub(
        r'\g<0><w:bookmarkStart w:id="9\1" w:name="_Toc_\2"/><w:bookmarkEnd w:id="9\1"/>', document[end:]
    )
    return zipped({**file.parts, MAIN: (document[:start] + contents + rest).encode()})
