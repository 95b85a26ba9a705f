"""Options that every command has, and what every command does with Problems."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

workspace_option: Callable[[Any], Any] = click.option(
    "--workspace",
    metavar="DOSSIER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Espace de travail, qui contient clauses/ (par défaut : le dossier parent le plus proche).",
)
