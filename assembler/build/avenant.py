"""An avenant: what today's text changes in the one that is sealed, written to be signed. Nothing is on disk before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from assembler.build.amending import modifications
from assembler.build.archive import AVENANT, CONSOLIDATED, InForce, avenant_name, in_force
from assembler.build.avenant_file import avenant_file, avenant_wording
from assembler.build.avenant_hors_outil import folder_of, hors_outil_avenant, hors_outil_input
from assembler.build.avenant_record import COMPARISON, TakenAway, read_record, record_of, take_away
from assembler.build.avenant_request import Asked, AvenantRequest, asked_of, refuse_dates
from assembler.build.avenant_text import Consolidated, InArchive, SealedText, amended, sealed_text
from assembler.build.avenant_voted import Earlier, earlier_of, own_facts
from assembler.build.convention import Tools, load_tools, logos_of, prepare
from assembler.build.files import replace_files
from assembler.build.redlines import redline_of_texts
from assembler.build.workspace import KEPT, Workspace
from assembler.model.amendment import AmendedPart
from assembler.model.avenant import AvenantFacts
from assembler.model.avenant_record import AVENANT_RECORD
from assembler.model.convention import Convention, Deliberation, Signature, SuiteAvenant
from assembler.model.document import Document, plain
from assembler.model.messages import listed
from assembler.model.place import Collector, Place, Problems
from assembler.model.wordtext import WordText
from assembler.readers.convention import Source, read_convention
from assembler.readers.word import read_word_bytes, read_word_file
from assembler.writers.redline import Author


@dataclass(frozen=True, slots=True)
class MadeAvenant:
    """An avenant that is not on disk yet.

    `since`: the signature of the text that it amends. `files` is empty, and `document` None, where nothing changed.
    `parts`: what it amends, in order; None for a convention that was never in the tool, whose text is not known.
    `earlier`: the avenant of that number as it stands in `folder`, None where none is looked for; `changes`: what
    this one says otherwise, as `Earlier.changes`.
    """

    path: Path
    number: int
    asked: Asked
    since: date | None
    document: Document | None
    parts: tuple[AmendedPart, ...] | None
    folder: Path
    files: Mapping[Path, bytes]
    earlier: Earlier | None = None
    changes: tuple[str, ...] = ()

    def save(self) -> TakenAway:
        """Put its files in their place, all or none, the record last; or take the earlier ones away where nothing
        changed. Raises Problems.
        """
        if not self.files:
            return take_away(self.folder)
        replace_files(self.files)
        return TakenAway()


def find_input(workspace: Workspace, name: str) -> Path:
    """The input that `name` means, of a convention or of one that was never in the tool. Raises Problems."""
    return hors_outil_input(workspace, name) or workspace.input(name)


def make_avenant(workspace: Workspace, request: AvenantRequest) -> MadeAvenant:
    """The next avenant of a convention. Raises Problems: all that stands against it."""
    path = request.path
    collector = Collector()
    asked = collector.attempt(asked_of, request)
    if path.resolve().parent == folder_of(workspace).resolve():
        tools = collector.attempt(load_tools, workspace)
        collector.finish()
        assert asked and tools
        return _hors_outil(tools, path, asked)
    tools = collector.attempt(prepare, workspace, path)
    source = collector.attempt(read_convention, path, workspace.root)
    is_ours = path.resolve().is_relative_to(workspace.root.resolve())
    force = collector.attempt(_in_force, workspace, path) if is_ours else None
    sealed = collector.attempt(sealed_text, workspace, path, force.kept) if force and source else None
    old = collector.attempt(read_word_file, force.file) if force else None
    earlier = _earlier(workspace, source, force) if source and force else None
    if asked and earlier:
        asked = earlier.resumed(asked)
    if asked and force and sealed:
        collector.attempt(refuse_dates, asked, sealed.convention.periode, force.signature, path)
    collector.finish()
    assert asked and force and tools and source and sealed and old and earlier
    return _Making(tools, path, asked, force, source, sealed, old, earlier).made()


def _hors_outil(tools: Tools, path: Path, asked: Asked) -> MadeAvenant:
    file, number = hors_outil_avenant(tools, path, asked)
    folder = tools.workspace.out / "hors-outil" / path.stem / avenant_name(number)
    return MadeAvenant(path, number, asked, None, file.document, None, folder, {folder / AVENANT: file.data})


def _earlier(workspace: Workspace, source: Source, force: InForce) -> Earlier:
    number = len(force.avenants) + 1
    return earlier_of(number, read_record(_folder(workspace, source.files[0], number)), source)


def _folder(workspace: Workspace, path: Path, number: int) -> Path:
    return workspace.output(path) / avenant_name(number)


def _in_force(workspace: Workspace, path: Path) -> InForce:
    found = in_force(workspace, path)
    if found is None:
        raise Problems.one(
            "Cette convention n’est pas scellée : un avenant modifie un texte signé, et scellé.",
            f"Scellez-la d’abord : assemble seal {path.name} --signature DATE\n"
            "Si elle n’a jamais été faite avec cet outil : docs/avenants.md.",
            Place(path),
        )
    return found


@dataclass(frozen=True, slots=True)
class _Making:
    """`source`: today's input; `sealed`: that of the text in force; `old`: its Word file, with its words.

    `earlier`: the avenant of that number, as an earlier run left it.
    """

    tools: Tools
    path: Path
    asked: Asked
    force: InForce
    source: Source
    sealed: SealedText
    old: tuple[bytes, WordText]
    earlier: Earlier

    @property
    def number(self) -> int:
        return self.earlier.number

    def made(self) -> MadeAvenant:
        collector = Collector()
        wording = collector.attempt(avenant_wording, self.tools, self.asked.day)
        logos = collector.attempt(logos_of, self.tools, self.source)
        new = collector.attempt(self._consolidated)
        collector.finish()
        assert wording is not None and logos is not None and new is not None
        text = read_word_bytes(new.data, self.path)
        since = (self.force.signature, *self.force.avenants)[-1]
        found = modifications(self.old[1], text, new.document)
        file, files = None, {}
        if not found.is_empty:
            file = avenant_file(self.tools, self.path, self._facts(found.parts), wording, logos)
            texts = {AVENANT: file.data, CONSOLIDATED: new.data}
            files = {**texts, COMPARISON: self._comparison(new, text), KEPT: new.kept}
        record = record_of(self.number, self.asked, self.old[0], found.parts, files)
        changes = self.earlier.changes(record)
        named = {**files, AVENANT_RECORD: record.text().encode()} if files else {}
        folder = _folder(self.tools.workspace, self.path, self.number)
        return MadeAvenant(
            path=self.path,
            number=self.number,
            asked=self.asked,
            since=since,
            document=file.document if file else None,
            parts=found.parts,
            folder=folder,
            files={folder / name: data for name, data in named.items()},
            earlier=self.earlier,
            changes=changes,
        )

    def _consolidated(self) -> Consolidated:
        """The signature and the délibérations are those of the convention itself, whatever avenants followed."""
        workspace, path, kept = self.tools.workspace, self.path, self.force.kept
        first = self.force.first_kept
        signed = (self.sealed if first == kept else sealed_text(workspace, path, first)).convention
        if self.asked.fin is None:
            self._refuse_old_term(signed.periode.fin)
            return amended(self._under_its_title(), path, self.asked.day, signed, self.number)
        archived = InArchive(workspace, path, kept, signed, self.number)
        self._refuse_drift(archived.again())
        return archived.until(self.asked.fin)

    def _under_its_title(self) -> Tools:
        """The tools, but for the convention's title: no avenant changes the cover."""
        titles = {"titre": self.sealed.titre, "sous_titre": self.sealed.sous_titre}
        return replace(self.tools, plan=self.tools.plan.model_copy(update=titles))

    def _refuse_old_term(self, first: date) -> None:
        """Raises Problems where the last day of today's input, left as it was, would undo a prolongation."""
        own, now = self.source.convention.periode.fin, self.sealed.convention.periode.fin
        if own == first != now:
            raise Problems.one(
                f"La saisie finit encore le {own:%d/%m/%Y}, alors qu’un avenant a prolongé la convention.",
                f"Écrivez « fin: {now} » sous « periode ».",
                self.source.places.at("periode", "fin"),
            )

    def _refuse_drift(self, again: Consolidated) -> None:
        """Raises Problems where a prolongation would change more than the last day."""
        found = modifications(self.old[1], read_word_bytes(again.data, self.path), again.document)
        if not found.is_empty:
            named = listed([plain(part.title) for part in found.parts], "et")
            raise Problems.one(
                f"Cette version du programme n’écrit plus le texte en vigueur comme il a été scellé : {named}.",
                "Faites la prolongation avec celle qui l’a scellé : scellement.json la nomme.",
                Place(self.force.file),
            )

    def _comparison(self, new: Consolidated, text: WordText) -> bytes:
        author = Author(f"Avenant n° {self.number}", datetime.combine(self.asked.day, time(), UTC))
        return redline_of_texts(self.old, (new.data, text), author)

    def _facts(self, parts: tuple[AmendedPart, ...]) -> AvenantFacts:
        """The bodies and signatories are those of today, under the period in force."""
        today = self.source.convention
        own = own_facts(today, self.number)
        signature = _signature_of(today, own)
        return AvenantFacts(
            convention=today.model_copy(update={"periode": self.sealed.convention.periode, "signature": signature}),
            titre=self.sealed.titre,
            signed=self.force.signature,
            earlier=self.force.avenants,
            effet=self.asked.effet,
            fin=self.asked.fin,
            numbers=self.sealed.numbers,
            modifications=parts,
            signature=signature,
            deliberation=own.deliberation or Deliberation(),
        )


def _signature_of(today: Convention, own: SuiteAvenant) -> Signature:
    """Place and date are the avenant's own; form, copies and signatories the convention's where it says none."""
    usual, given = today.signature or Signature(), own.signature or Signature()
    forme = (given if "forme" in given.model_fields_set else usual).forme
    return given.model_copy(
        update={
            "forme": forme,
            "exemplaires": given.exemplaires or usual.exemplaires,
            "signataires": given.signataires or usual.signataires,
        }
    )
