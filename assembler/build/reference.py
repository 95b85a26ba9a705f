"""What was sent: the text that a returned file is held against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assembler.build.convention import Composed, Tools, compose_input, recomposed
from assembler.build.workspace import is_file
from assembler.build.writing import manifest_for, written
from assembler.model.anchors import bookmark_name
from assembler.model.comparison import Beside
from assembler.model.document import DEROGATION, Document, FicheGrid, plain
from assembler.model.lines import Item, Line, lines_of
from assembler.model.manifest import Manifest
from assembler.model.messages import listed
from assembler.model.place import Place, Problems
from assembler.model.walk import without_remarks
from assembler.model.wordtext import WordText
from assembler.readers.enclosure import Enclosure
from assembler.readers.word import is_as_written, read_word_bytes, read_word_file
from assembler.writers.docx import annexe_alone

_MAYBE_OURS = "Des différences peuvent venir de là : gardez le fichier envoyé, et donnez-le à --contre."


@dataclass(frozen=True, slots=True)
class Reference:
    """The text that was sent. `name` says which; `notes` are French sentences on how far it can be trusted.

    `composed` is None where all there is is a Word file that names no input of this workspace. `doubts`: what a
    reviewer must see, as a file may claim to have been sent with any version. `ours`: the file is as this tool wrote
    it; False for one that was given.
    """

    name: str
    data: bytes
    text: WordText
    composed: Composed | None
    notes: tuple[str, ...] = ()
    doubts: tuple[Beside, ...] = ()
    ours: bool = True

    @property
    def own_parts(self) -> frozenset[str] | None:
        """Names of the parts whose text is the commune's own; None where it is not known."""
        return own_parts(self.composed) if self.composed else None

    @property
    def names(self) -> Mapping[str, str]:
        """Bookmark -> name of the part or fiche that it marks."""
        return names_by_bookmark(self.composed) if self.composed else {}


def own_parts(composed: Composed) -> frozenset[str]:
    """Names of the parts whose text is the commune's own, fiches included."""
    own, document = composed.content.plan.propres, composed.document
    parts = {part.name for part in document.parts if part.clause.id in own}
    return frozenset(parts | {f"fiche:{fiche.id}" for fiche in _fiches(document)})


def names_by_bookmark(composed: Composed) -> Mapping[str, str]:
    """Bookmark -> name of the part or fiche that it marks."""
    anchors = [part.heading.anchor for part in composed.document.parts]
    anchors += [fiche.heading.anchor for fiche in _fiches(composed.document)]
    return {bookmark_name(anchor): anchor for anchor in anchors}


def _fiches(document: Document) -> list[FicheGrid]:
    return [block for part in document.parts for block in part.blocks if isinstance(block, FicheGrid)]


def reference_for(tools: Tools, returned: WordText, path: Path, against: str | None, here: Path) -> Reference:
    """What `returned` (the file at `path`) is held against.

    `against`: an input, or the Word file that was sent; None takes the input that the returned file names.
    Raises Problems where there is nothing to hold it against.
    """
    if against and against.lower().endswith(".docx"):
        return _sent_file(tools, Path(against))
    if against:
        return _Rebuilding(tools, path, here).reference(tools.workspace.input(against), returned)
    if returned.manifest is None:
        raise Problems.one(
            "Ce fichier ne dit pas de quelle convention il vient.",
            "Indiquez la convention : --contre harnes.yaml, ou le fichier envoyé : --contre envoi.docx.",
            Place(path),
        )
    source = named_input(tools, returned.manifest, Place(path))
    return _Rebuilding(tools, path, here).reference(source, returned)


def _sent_file(tools: Tools, path: Path) -> Reference:
    data, text = read_word_file(path)
    return Reference(path.name, data, text, composed_from(tools, text.manifest, path), ours=False)


def composed_from(tools: Tools, manifest: Manifest | None, path: Path) -> Composed | None:
    """The convention that the file at `path` says it comes from; None where it says none, or none that can be made."""
    if manifest is None:
        return None
    try:
        return compose_input(tools, named_input(tools, manifest, Place(path)), _pins(tools, manifest))
    except Problems:
        return None  # the file speaks for itself


def named_input(tools: Tools, manifest: Manifest, place: Place) -> Path:
    """The input that a file names; the name is untrusted. Raises Problems."""
    path = tools.workspace.root / manifest.input
    is_yaml = path.suffix.lower() in (".yaml", ".yml")
    if is_yaml and is_file(path) and Enclosure.at(tools.workspace.root).holds(path):
        return path
    raise Problems.one(
        f"Ce fichier dit venir de « {manifest.input} », qui n’est pas dans cet espace de travail.",
        "Indiquez la convention : --contre harnes.yaml, ou l’espace de travail : --workspace DOSSIER.",
        place,
    )


@dataclass(frozen=True, slots=True)
class _Rebuilding:
    """Makes again what was sent. `returned` is where the file that came back stands."""

    tools: Tools
    returned: Path
    here: Path

    def reference(self, path: Path, returned: WordText) -> Reference:
        manifest = returned.manifest
        own = manifest if manifest and self._is_of(manifest, path) else None
        try:
            composed = compose_input(self.tools, path, _pins(self.tools, own) if own else None)
        except Problems:
            if own and (kept := self._kept(path, own)):
                return self._from_kept(path, kept, None, "La saisie ne peut pas être lue.")
            raise
        document = _same_extent(without_remarks(composed.document), own)
        note = self._note(own, manifest, manifest_for(self.tools, composed, document), path)
        if own and note and (kept := self._kept(path, own)):
            return self._from_kept(path, kept, composed, note)
        data = written(self.tools, composed, document)
        note = f"{note} {_MAYBE_OURS}" if own and note else note
        notes = (note,) if note else ()
        doubts = tuple(self._doubts(path, own)) if own else ()
        return Reference(self._shown(path), data, read_word_bytes(data, path), composed, notes, doubts)

    def _doubts(self, path: Path, claimed: Manifest) -> Iterator[Beside]:
        """Versions that the file claims, where the file that was written last has others."""
        sent = self._sent(path)
        try:
            last = read_word_file(sent)[1].manifest if is_file(sent) else None
        except Problems:
            last = None
        if last is None or last.input != claimed.input:
            return
        made = {each.clause: each.version for each in last.parts}
        for each in claimed.parts:
            if made.get(each.clause, each.version) != each.version:
                message = f"Le fichier revenu dit porter {each.clause}@{each.version} ; {self._shown(sent)}"
                yield Beside("version", f"{message} porte {each.clause}@{made[each.clause]}.")

    def _from_kept(self, path: Path, kept: tuple[bytes, WordText], composed: Composed | None, note: str) -> Reference:
        name = self._shown(self._sent(path))
        note = f"{note} La comparaison prend le fichier envoyé, gardé dans {name}."
        return Reference(name, *kept, composed, (note,))

    def _is_of(self, manifest: Manifest, path: Path) -> bool:
        return (self.tools.workspace.root / manifest.input).resolve() == path.resolve()

    def _note(self, own: Manifest | None, claimed: Manifest | None, today: Manifest, path: Path) -> str:
        """How what is made today may differ from what was sent; empty where it is the same text."""
        if own is None and claimed is None:
            return "Le fichier revenu ne dit pas d’où il vient."
        if own is None and claimed:
            return f"Le fichier revenu dit venir de {claimed.input}, non de {self._shown(path)}."
        if own is None or own.text == today.text:
            return ""
        wordings = {(each.clause, each.version): each.wording for each in today.parts}
        others = [each.clause for each in own.parts if wordings.get((each.clause, each.version)) != each.wording]
        if others:
            return f"Des clauses ont changé depuis l’envoi, ou ne sont plus employées : {listed(others, 'et')}."
        return "La saisie a changé depuis l’envoi."

    def _sent(self, path: Path) -> Path:
        return self.tools.workspace.document(path)

    def _kept(self, path: Path, manifest: Manifest) -> tuple[bytes, WordText] | None:
        """The file that was written last, if it is the one that was sent and nobody saved it since."""
        sent = self._sent(path)
        if not is_file(sent) or sent.resolve() == self.returned.resolve():
            return None
        try:
            data, text = read_word_file(sent)
        except Problems:
            return None
        is_it = text.manifest == manifest and is_as_written(data, sent, manifest)
        return (data, text) if is_it else None

    def _shown(self, path: Path) -> str:
        try:
            return path.resolve().relative_to(self.here.resolve()).as_posix()
        except ValueError:
            return path.name


def _pins(tools: Tools, manifest: Manifest) -> Mapping[str, str]:
    """The versions that were sent, as far as the library still has them."""
    known = {(version.id, version.version) for versions in tools.library.values() for version in versions}
    return {each.clause: each.version for each in manifest.parts if (each.clause, each.version) in known}


def _same_extent(document: Document, manifest: Manifest | None) -> Document:
    """The whole document, or the one annexe that was sent in a file of its own."""
    if manifest and len(manifest.parts) == 1:
        alone = next((part for part in document.annexes if part.name == manifest.parts[0].part), None)
        return annexe_alone(document, alone) if alone else document
    return document


def other_versions(tools: Tools, composed: Composed, name: str) -> Mapping[str, Sequence[Item]]:
    """The lines, heading first, that the part `name` has under each other version of its clause, without its fiches.

    Versions that do not fit this convention are left out.
    """
    part = next((part for part in composed.document.parts if part.name == name), None)
    if part is None or part.clause.version == DEROGATION:
        return {}
    found: dict[str, Sequence[Item]] = {}
    for version in tools.library.get(part.clause.id, ()):
        if version.version == part.clause.version:
            continue
        try:
            document = recomposed(composed.content, {part.clause.id: version.version})
        except Problems:  # a version made for other conventions: it names a part that this one lacks
            continue
        other = next(each for each in document.parts if each.name == name)
        blocks = tuple(block for block in other.blocks if not isinstance(block, FicheGrid))
        found[version.version] = (Line(plain(other.heading.inlines), "titre", 1), *lines_of(blocks))
    return found
