"""What `diff` and `verify` share: showing a comparison in the format asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from assembler.model.comparison import Comparison

FORMATS = ("text", "html", "docx", "json")

format_option: Callable[[Any], Any] = click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    help="text, html (une page), docx (Word, modifications suivies) ou json.",
)


def deliver(
    comparison: Comparison, form: str, target: Path, redline: Callable[[], bytes], compared: Iterable[str] = ()
) -> int:
    """Print text or JSON, or write HTML or Word at `target` (a path without its ending). Exit status 0 or 1.

    Raises Problems where the page would take the place of one of the files that were `compared`.
    """
    if form == "text":
        from assembler.report.comparison.text import comparison_text

        click.echo(comparison_text(comparison))
    elif form == "json":
        from assembler.report.comparison.json import comparison_json

        click.echo(comparison_json(comparison))
    else:
        file = target.with_name(f"{target.name}.{form}")
        _refuse_to_replace(file, compared)
        _write(comparison, file, redline)
    return int(not comparison.is_same)


def _refuse_to_replace(file: Path, compared: Iterable[str]) -> None:
    from assembler.model.place import Place, Problems

    if any(Path(each).resolve() == file.resolve() for each in compared):
        raise Problems.one(
            "Le résultat prendrait la place d’un fichier comparé.",
            "Copiez d’abord ce fichier ailleurs, ou donnez-lui un autre nom.",
            Place(file),
        )


def _write(comparison: Comparison, file: Path, redline: Callable[[], bytes]) -> None:
    from assembler.build.files import replace_files
    from assembler.report.terminal import written

    if file.suffix == ".html":
        from datetime import date

        from assembler.report.comparison.html import comparison_html

        data = comparison_html(comparison, f"{date.today():%d/%m/%Y}").encode()
    else:
        data = redline()
    replace_files({file: data})
    from assembler.report.comparison.text import summary

    click.echo("\n".join(written([file], Path.cwd())))
    click.echo(summary(comparison))
