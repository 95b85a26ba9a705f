"""What was sent: the text that a returned file is held against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assembler.build.convention import Composed, Tools, compose_input, manifest_for, written
from assembler.build.workspace import is_file
from assembler.compose.compose import compose
from assembler.model.document import DEROGATION, Document, FicheGrid
from assembler.model.lines import Item, lines_of
from assembler.model.manifest import Manifest
from assembler.model.messages import listed
from assembler.model.place import Place, Problems
from assembler.model.walk import without_remarks
from assembler.model.wordtext import WordText
from assembler.readers.enclosure import Enclosure
from assembler.readers.word import read_word, read_word_bytes
from assembler.writers.docx import annexe_alone


@dataclass(frozen=True, slots=True)
class Reference:
    """The text that was sent. `name` says which; `notes` are French sentences on how far it can be trusted.

    `composed` is None where all there is is a Word file that names no input of this workspace.
    """

    name: str
    data: bytes
    text: WordText
    composed: Composed | None
    notes: tuple[str, ...] = ()

    @property
    def own_parts(self) -> frozenset[str]:
        """Names of the parts whose text is the commune's own."""
        if self.composed is None:
            return frozenset()
        own, document = self.composed.content.plan.propres, self.composed.document
        parts = {part.name for part in document.parts if part.clause.id in own}
        fiches = (block for part in document.parts for block in part.blocks if isinstance(block, FicheGrid))
        return frozenset(parts | {f"fiche:{fiche.id}" for fiche in fiches})


def reference_for(tools: Tools, returned: WordText, place: Place, against: str | None, here: Path) -> Reference:
    """What `returned` (the file of `place`) is held against.

    `against`: an input, or the Word file that was sent; None takes the input that the returned file names.
    Raises Problems where there is nothing to hold it against.
    """
    if against and against.lower().endswith(".docx"):
        return _sent_file(tools, Path(against))
    if against:
        return _from_input(tools, tools.workspace.input(against), returned, here)
    if returned.manifest is None:
        raise Problems.one(
            "Ce fichier ne dit pas de quelle convention il vient.",
            "Indiquez la convention : --contre harnes.yaml, ou le fichier envoyé : --contre envoi.docx.",
            place,
        )
    return _from_input(tools, named_input(tools, returned.manifest, place), returned, here)


def _sent_file(tools: Tools, path: Path) -> Reference:
    text = read_word(path)
    composed = None
    if text.manifest:
        try:
            composed = compose_input(tools, named_input(tools, text.manifest, Place(path)), _pins(tools, text.manifest))
        except Problems:
            composed = None  # the file speaks for itself
    return Reference(path.name, path.read_bytes(), text, composed)


def named_input(tools: Tools, manifest: Manifest, place: Place) -> Path:
    """The input that a file names; the name is untrusted."""
    path = tools.workspace.root / manifest.input
    is_yaml = path.suffix.lower() in (".yaml", ".yml")
    if is_yaml and is_file(path) and Enclosure.at(tools.workspace.root).holds(path):
        return path
    raise Problems.one(
        f"Ce fichier dit venir de « {manifest.input} », qui n’est pas dans cet espace de travail.",
        "Indiquez la convention : --contre harnes.yaml, ou l’espace de travail : --workspace DOSSIER.",
        place,
    )


def _from_input(tools: Tools, path: Path, returned: WordText, here: Path) -> Reference:
    manifest = returned.manifest
    own = manifest if manifest and (tools.workspace.root / manifest.input).resolve() == path.resolve() else None
    composed = compose_input(tools, path, _pins(tools, own) if own else None)
    document = _same_extent(without_remarks(composed.document), own)
    today = manifest_for(tools, composed, document)
    notes = _changes_since(own, today) if own else ("Le fichier revenu ne dit pas de quelle saisie il vient.",)
    sent = tools.workspace.output(path) / "convention.docx"
    if own and notes and is_file(sent) and (text := _read_if_same(sent, own)):
        note = f"{' '.join(notes)} La comparaison prend le fichier envoyé, gardé dans {_shown(sent, here)}."
        return Reference(_shown(sent, here), sent.read_bytes(), text, composed, (note,))
    data = written(tools, composed, document)
    if own and notes:
        notes = (*notes, "Des différences peuvent venir de là : gardez le fichier envoyé, et donnez-le à --contre.")
    return Reference(_shown(path, here), data, read_word_bytes(data, path), composed, notes)


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


def _changes_since(sent: Manifest, today: Manifest) -> tuple[str, ...]:
    """What is no longer as it was when the file was made; empty where its text can be made again."""
    if sent.content != today.content:
        return ("La saisie a changé depuis l’envoi.",)
    wordings = {(each.clause, each.version): each.wording for each in today.parts}
    others = [each.clause for each in sent.parts if wordings.get((each.clause, each.version)) != each.wording]
    if others:
        return (f"Des clauses ont changé depuis l’envoi, ou ne sont plus employées : {listed(others, 'et')}.",)
    if (sent.engine, sent.templates) != (today.engine, today.templates):
        return ("Les modèles Word ou le programme ont changé depuis l’envoi.",)
    return ()


def _read_if_same(sent: Path, manifest: Manifest) -> WordText | None:
    """The file that was written last, if it is the one that was sent."""
    try:
        text = read_word(sent)
    except Problems:
        return None
    return text if text.manifest == manifest else None


def other_versions(tools: Tools, composed: Composed, name: str) -> Mapping[str, Sequence[Item]]:
    """The lines that the part `name` has under each other version of its clause, without its fiches.

    Versions that do not fit this convention are left out.
    """
    part = next((part for part in composed.document.parts if part.name == name), None)
    if part is None or part.clause.version == DEROGATION:
        return {}
    found: dict[str, Sequence[Item]] = {}
    for version in tools.library.get(part.clause.id, ()):
        if version.version == part.clause.version:
            continue
        pinned = {**composed.content.convention.clauses, part.clause.id: version.version}
        convention = composed.content.convention.model_copy(update={"clauses": pinned})
        try:
            document = compose(replace(composed.content, convention=convention))
        except Problems:  # a version made for other conventions: it names a part that this one lacks
            continue
        blocks = next(each for each in document.parts if each.name == name).blocks
        found[version.version] = lines_of(tuple(block for block in blocks if not isinstance(block, FicheGrid)))
    return found


def _shown(path: Path, here: Path) -> str:
    try:
        return path.resolve().relative_to(here.resolve()).as_posix()
    except ValueError:
        return path.name
