"""What is asked of a renewal, judged as a whole: the earlier convention, the new period, the name of the new file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from assembler.build.archive import InForce, in_force
from assembler.build.avenant_text import sealed_text
from assembler.build.start import end_of, free_path, given_date, possible_name
from assembler.build.workspace import Workspace
from assembler.model.convention import Periode
from assembler.model.place import Collector, Place, Problem, Problems
from assembler.readers.convention import Source, read_convention

_YEAR_AT_END = re.compile(r"-(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Request:
    """What the user typed; None where nothing was. `fichier`: the earlier input. `nom`: of the new file."""

    fichier: str
    du: str | None = None
    au: str | None = None
    nom: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that can be met: `earlier` is the input's file, `path` the new one, which does not exist.

    `force`: the text in force of the earlier convention, None where it isn't sealed; `follows`: its period.
    """

    earlier: Path
    source: Source
    force: InForce | None
    follows: Periode
    periode: Periode
    path: Path


def judged(workspace: Workspace, request: Request) -> Asked:
    """Raises Problems, all of them at once: also where the archive of the earlier convention is damaged.

    Without dates the period follows the earlier one, for as long as usual.
    """
    collector = Collector()
    earlier = collector.attempt(workspace.input, request.fichier)
    source = collector.attempt(_whole, earlier, workspace) if earlier else None
    ending = collector.attempt(_ending, workspace, earlier, source) if earlier and source else None
    start = collector.attempt(given_date, "--du", request.du)
    end = collector.attempt(given_date, "--au", request.au)
    if ending and not (request.du and start is None):
        start = start or ending.follows.fin + timedelta(days=1)
        collector.attempt(_refuse_overlap, ending, start)
    if start and not (request.au and end is None):
        end = end or end_of(start)
        collector.attempt(_refuse_reversed, start, end)
    path = collector.attempt(_free, workspace, request, earlier, start)
    collector.finish()
    assert earlier and source and ending and start and end and path
    periode = Periode.model_construct(debut=start, fin=end)
    return Asked(earlier, source, ending.force, ending.follows, periode, path)


def _whole(path: Path, workspace: Workspace) -> Source:
    """The input, without anything that only a notice stands for. Raises Problems."""
    source = read_convention(path, workspace.root)
    if source.unread:
        raise Problems(problem for each in source.unread for problem in each.problems)
    return source


@dataclass(frozen=True, slots=True)
class _Ending:
    """The earlier convention as it is in force. `place`: where its last day is told."""

    force: InForce | None
    follows: Periode
    place: Place


def _ending(workspace: Workspace, path: Path, source: Source) -> _Ending:
    """Raises Problems: its archive is damaged."""
    typed, place = source.convention.periode, source.places.at("periode", "fin")
    force = in_force(workspace, path)
    follows = sealed_text(workspace, path, force.kept).convention.periode if force else typed
    return _Ending(force, follows, Place(force.file) if force and follows != typed else place)


def _refuse_reversed(start: date, end: date) -> None:
    if end <= start:
        raise Problems.one(
            f"La période finirait le {end:%d/%m/%Y}, avant d’avoir commencé le {start:%d/%m/%Y}.",
            "Vérifiez --du et --au.",
        )


def _refuse_overlap(ending: _Ending, start: date) -> None:
    earlier = ending.follows
    if start <= earlier.fin:
        following = earlier.fin + timedelta(days=1)
        message = f"La nouvelle période commencerait le {start:%d/%m/%Y}, avant la fin de la convention actuelle"
        raise Problems(
            [
                Problem(
                    f"{message} ({earlier.fin:%d/%m/%Y}).",
                    f"Commencez au plus tôt le lendemain : --du {following.isoformat()}.",
                    ending.place,
                )
            ]
        )


def _free(workspace: Workspace, request: Request, earlier: Path | None, start: date | None) -> Path | None:
    """None where nothing says yet what the file would be called."""
    if request.nom is not None:
        return free_path(workspace, request.nom, _hint)
    if earlier is None or start is None:
        return None
    stem = possible_name(_YEAR_AT_END.sub("", earlier.stem)) or "convention"
    return free_path(workspace, f"{stem}-{start.year}", _hint)


def _hint(name: str) -> str:
    return f"Donnez un autre nom au fichier : --nom {possible_name(name) or 'harnes-2027'}."
