"""The text that a council votes on: what may come after the vote, and the files that it is made of.

From the vote on, a convention's text is frozen: « le texte voté » is what is signed (domain: stages).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from assembler.build.convention import Composed
from assembler.build.digests import digest
from assembler.build.stamp import COVER, part_digests
from assembler.build.workspace import SHARED_INPUTS, Workspace
from assembler.compose.compose import compose, library_choice
from assembler.model.convention import Commune, Convention, Signataire, Signature
from assembler.model.document import Document
from assembler.model.place import Place, Problems
from assembler.model.walk import without_remarks
from assembler.readers.archive import MAX_BYTES
from assembler.readers.kept_files import unpacked
from assembler.readers.source_text import read_bytes
from assembler.writers.package import zip_parts


def voted_parts(composed: Composed) -> dict[str, str]:
    """The digest of each part's text, but for what comes after the vote; pictures count as text of the cover."""
    parts = part_digests(voted_document(composed))
    logos = sorted(digest(data) for data in composed.logos.values())
    return {**parts, COVER: digest(" ".join([parts[COVER], *logos]).encode())}


def voted_document(composed: Composed) -> Document:
    """The text without what comes after the vote."""
    content = replace(composed.content, convention=as_voted(composed.source.convention))
    return without_remarks(compose(content))


def as_voted(convention: Convention) -> Convention:
    """The convention without what comes after the vote: délibérations, who signs, where, when and how."""
    territoire = convention.territoire
    communes = tuple(_commune_as_voted(commune) for commune in territoire.communes)
    return convention.model_copy(
        update={
            "etape": "deliberation",
            "deliberation": None,
            "signature": _signature_as_voted(convention.signature or Signature()),
            "territoire": territoire.model_copy(update={"communes": communes}),
        }
    )


def _signature_as_voted(signature: Signature) -> Signature:
    signatories = tuple(map(_signatory_as_voted, signature.signataires))
    later = {"lieu": None, "date": None, "exemplaires": None, "forme": "papier"}
    return signature.model_copy(update={**later, "signataires": signatories})


def _signatory_as_voted(signatory: Signataire) -> Signataire:
    return signatory.model_copy(update={"nom": None, "qualite": None, "mention": None, "signe_le": None})


def _commune_as_voted(commune: Commune) -> Commune:
    signatory = _signatory_as_voted(commune.signataire) if commune.signataire else None
    return commune.model_copy(update={"deliberation": None, "signataire": signatory})


# --- the files of a text, kept ---------------------------------------------------------


def kept_archive(workspace: Workspace, composed: Composed, files: Iterable[Path]) -> bytes:
    """All that the convention's text is made of, laid out as a workspace, in one zip. `files`: those of the input."""
    clauses = (version.place.file for version in library_choice(composed.content).versions.values())
    shared = [workspace.clauses / "plan.yaml", *clauses, *workspace.template_files()]
    catalogue = [workspace.catalogue] if workspace.catalogue.is_file() else []
    return zip_parts({workspace.name_of(path): path.read_bytes() for path in (*shared, *catalogue, *files)})


@contextmanager
def kept_workspace(kept: Path, live: Workspace | None = None, data: bytes | None = None) -> Iterator[Workspace]:
    """The workspace that the archive `kept` holds, in a folder of its own for as long as it is used.

    `data` is unpacked in the place of the file. Raises Problems: the archive is not there, or spoiled. Problems met
    inside are told as those of the archive's files, or, for a convention's own files, of those of `live`.
    """
    files = unpacked(kept, data)
    with tempfile.TemporaryDirectory(prefix="ctg-") as folder:
        root = Path(folder).resolve()
        for name, content in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
        (root / "clauses").mkdir(exist_ok=True)
        try:
            yield Workspace(root)
        except Problems as error:
            told = [replace(each, place=_outside(each.place, root, kept, live)) for each in error.problems]
            raise Problems(told) from None


def _outside(place: Place | None, root: Path, kept: Path, live: Workspace | None) -> Place | None:
    """A place in the passing folder, told as one that its reader can open."""
    if place is None or not place.file.is_relative_to(root):
        return place
    name = place.file.relative_to(root)
    is_own = name.as_posix().startswith("inputs/") and not name.as_posix().startswith(SHARED_INPUTS)
    return replace(place, file=live.root / name if live and is_own else kept / name)


def lay_over(frozen: Workspace, live: Workspace, files: Iterable[Path]) -> None:
    """Put the convention's own files of today in the place of those that were kept; shared ones stay as they were."""
    for path in files:
        name = live.name_of(path)
        if not name.startswith(SHARED_INPUTS):
            target = frozen.root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(read_bytes(path, MAX_BYTES))
