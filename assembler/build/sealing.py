"""What was signed, archived: the convention or an avenant of it, never to be made again."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assembler.build.alone import alone
from assembler.build.archive import (
    AVENANT,
    MAIN,
    SEALED_KEPT,
    TEXT,
    avenant_name,
    in_force,
    is_sealed,
    seals_of,
    seals_on_disk,
)
from assembler.build.avenant_sealing import avenant_to_seal
from assembler.build.convention import Composed, Tools
from assembler.build.digests import digest, digest_of
from assembler.build.files import replace_files
from assembler.build.freezing import kept_today
from assembler.build.freshness import Judge, read_lock
from assembler.build.made_of import Shared
from assembler.build.printing import Printer
from assembler.build.record import make, sealed_problem
from assembler.build.workspace import KEPT, Workspace
from assembler.build.writing import Wanted
from assembler.model.finding import reached
from assembler.model.place import Collector, Place, Problem, Problems
from assembler.model.seal import RECORD, Seal
from assembler.readers.convention import Source, read_convention
from assembler.readers.editing.yaml_edit import set_value
from assembler.readers.source_text import decode_utf8, read_bytes

if TYPE_CHECKING:
    from assembler.build.signed import SignedVerdict

_SIGNED_ENDINGS = (".pdf", ".docx")
_MOST_SIGNED = 200_000_000


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asks to seal: the input at `path`, as signed on `signature`, or its avenant of that number.

    `signed`: the signed file, None where it isn't given; `attested`: who answers for a scan, empty otherwise.
    """

    path: Path
    signature: date
    signed: Path | None = None
    attested: str = ""
    avenant: int = 0


@dataclass(frozen=True, slots=True)
class Sealing:
    """A seal that is not on disk yet. `verdict`: how the signed file differs; None where there is none, or a scan.

    `archived`: what goes into the archive, its record last. `others`: the Word file in out/, the input, the lock.
    `path`: the input; `before`: the digest of the record that is replaced, empty where there is none. `composed`: the
    convention; None for an avenant, or a signed file that comes later. `lacking`: why its sommaire has no pages.
    """

    seal: Seal
    archived: Mapping[Path, bytes]
    others: Mapping[Path, bytes]
    verdict: SignedVerdict | None
    path: Path
    before: str = ""
    composed: Composed | None = None
    lacking: tuple[Problem, ...] = ()

    @property
    def is_refused(self) -> bool:
        return self.verdict is not None and not self.verdict.is_same

    def _refuse_overtaken(self) -> None:
        """Raises Problems where another command has sealed, or signed, the same text since this one began."""
        record = next(path for path in self.archived if path.name == RECORD)
        if digest_of(record) != self.before:
            raise Problems.one("Une autre commande vient de sceller ce texte.", "Voyez : --verifier.", Place(self.path))

    def save(self) -> None:
        """Archive it all, whole; what is archived can't be written to by mistake. Raises Problems."""
        assert not self.is_refused
        with alone(self.path):
            self._refuse_overtaken()
            replace_files({**self.archived, **self.others})
        for path in self.archived:
            with suppress(OSError):
                path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)


def seal(tools: Tools, request: Request, today: date, printer: Printer | None = None) -> Sealing:
    """Archive what was signed; nothing is put on disk yet. With a `printer` the convention's sommaire shows its pages.

    Raises Problems: nothing to seal, already sealed, a date that can't be, a signed file that can't be read.
    """
    if request.signature > today:
        raise Problems.one(
            f"La date de signature, {request.signature:%d/%m/%Y}, est dans l’avenir.",
            "Scellez la convention une fois qu’elle est signée.",
        )
    if request.signed and (earlier := _sealed_before(tools.workspace, request)):
        return _completed(tools, request, earlier)
    return _avenant(tools, request, today) if request.avenant else _convention(tools, request, today, printer)


# --- a signed file that comes later ----------------------------------------------------


def _sealed_before(workspace: Workspace, request: Request) -> Seal | None:
    """The seal that stands already; None where there is none. Raises Problems: the archive is damaged."""
    if in_force(workspace, request.path) is None:
        return None
    return next((each for each in seals_of(workspace, request.path) if each.avenant == request.avenant), None)


def _completed(tools: Tools, request: Request, earlier: Seal) -> Sealing:
    """The seal with the signed file that it lacked. Raises Problems: it has one, or was signed on another day."""
    workspace, path = tools.workspace, request.path
    if earlier.signed or earlier.signature != request.signature:
        has = "a déjà son fichier signé" if earlier.signed else f"est dit signé le {earlier.signature:%d/%m/%Y}"
        raise Problems.one(f"Ce texte est déjà scellé, et {has}.", "Pour le remplacer : --desceller.", Place(path))
    name = avenant_name(request.avenant) if request.avenant else ""
    folder, text = workspace.archive(path) / name, AVENANT if request.avenant else TEXT
    signed, verdict = _Sealed(workspace, request, Shared(tools), earlier.sealed).signed((folder / text).read_bytes())
    seal = replace(
        earlier,
        files={**earlier.files, **{name: digest(data) for name, data in signed.items()}},
        signed=next(iter(signed)),
        attested="" if verdict else request.attested,
    )
    record = seal.text().encode()
    archived = {**{folder / each: data for each, data in signed.items()}, folder / RECORD: record}
    lock = read_lock(workspace, path)
    seals = {**seals_on_disk(workspace, path), name or MAIN: digest(record)}
    others = {workspace.lock(path): replace(lock, seals=seals).text().encode()} if lock else {}
    return Sealing(seal, archived, others, verdict, path, digest_of(folder / RECORD))


# --- the convention --------------------------------------------------------------------


def _convention(tools: Tools, request: Request, today: date, printer: Printer | None) -> Sealing:
    workspace, path = tools.workspace, request.path
    if is_sealed(workspace, path):
        raise Problems([sealed_problem(workspace, path)])
    source = read_convention(path, workspace.root)
    _refuse_draft(source, request.signature)
    judge = Judge.of(tools)
    made = make(tools, judge, path, Wanted(pages=True), printer=printer)
    word = made.built.files[workspace.document(path)]
    main = _as_signed(source)
    voted = {workspace.archive(path) / KEPT: made.kept} if made.kept else {}
    sealed = _Sealed(workspace, request, judge.shared, today)
    contents = {TEXT: word, SEALED_KEPT: made.kept or kept_today(workspace, source)}
    found = sealed.archive(workspace.archive(path), contents, word)
    lock = replace(
        made.lock,
        stage="signee" if main else made.lock.stage,
        seals={MAIN: digest(found.archived[workspace.seal(path)])},
        files={**made.lock.files, **({workspace.name_of(path): digest(main)} if main else {})},
    )
    others = {**made.built.files, **({path: main} if main else {}), workspace.lock(path): lock.text().encode()}
    archived = {**voted, **found.archived}
    return replace(found, archived=archived, others=others, composed=made.built.composed, lacking=made.built.lacking)


def _refuse_draft(source: Source, signature: date) -> None:
    convention, places = source.convention, source.places
    collector = Collector()
    if not reached(convention.etape, "deliberation"):
        collector.problems.append(
            Problem(
                "Cette convention est encore un projet : ce qui se signe est le texte que le conseil a voté.",
                "Écrivez « etape: signature », relisez le document, puis relancez.",
                places.at("etape"),
            )
        )
    written = convention.signature.date if convention.signature else None
    if written and written != signature:
        message = f"La saisie dit la convention signée le {written:%d/%m/%Y}, et --signature le {signature:%d/%m/%Y}."
        collector.problems.append(Problem(message, "Corrigez l’une des deux.", places.at("signature", "date")))
    collector.finish()


def _as_signed(source: Source) -> bytes | None:
    """The main file at the stage of what is signed; None where it is there already. Raises Problems."""
    if reached(source.convention.etape, "signee"):
        return None
    main = source.files[0]
    return set_value(decode_utf8(read_bytes(main), main), ("etape",), "signee", main).encode()


# --- an avenant ------------------------------------------------------------------------


def _avenant(tools: Tools, request: Request, today: date) -> Sealing:
    workspace, path = tools.workspace, request.path
    name = avenant_name(request.avenant)
    found = avenant_to_seal(workspace, path, request.avenant, request.signature)
    sealed = _Sealed(workspace, request, Shared(tools), today)
    sealing = sealed.archive(workspace.archive(path) / name, found, found[AVENANT])
    lock = read_lock(workspace, path)
    if lock is None:
        return sealing
    record = sealing.archived[workspace.archive(path) / name / RECORD]
    lock = replace(lock, seals={**seals_on_disk(workspace, path), name: digest(record)})
    return replace(sealing, others={workspace.lock(path): lock.text().encode()})


# --- both ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sealed:
    workspace: Workspace
    request: Request
    shared: Shared
    today: date

    def archive(self, folder: Path, contents: Mapping[str, bytes], text: bytes) -> Sealing:
        """`contents`: by name; `text`: the Word file that the signed one is held against. Raises Problems."""
        signed, verdict = self.signed(text)
        contents = {**contents, **signed}
        seal = Seal(
            convention=self.workspace.name_of(self.request.path),
            avenant=self.request.avenant,
            signature=self.request.signature,
            sealed=self.today,
            engine=self.shared.engine,
            files={name: digest(data) for name, data in contents.items()},
            signed=next(iter(signed), ""),
            attested=self.request.attested if signed and verdict is None else "",
        )
        archived = {folder / name: data for name, data in contents.items()}
        return Sealing(seal, {**archived, folder / RECORD: seal.text().encode()}, {}, verdict, self.request.path)

    def signed(self, text: bytes) -> tuple[dict[str, bytes], SignedVerdict | None]:
        """The signed file under its name in the archive, and how its text differs. Raises Problems."""
        path = self.request.signed
        if path is None:
            return {}, None
        ending = path.suffix.lower()
        if ending not in _SIGNED_ENDINGS:
            message = "Le fichier signé doit être un PDF, ou un fichier Word (.docx)."
            raise Problems.one(message, "Enregistrez-le au format PDF.", Place(path))
        return {f"signe{ending}": read_bytes(path, _MOST_SIGNED)}, self._verdict(text, path)

    def _verdict(self, text: bytes, path: Path) -> SignedVerdict | None:
        """None for a scan that a person answers for. Raises Problems: another scan, a file that can't be read."""
        from assembler.build.signed import NoText, signed_faults

        try:
            return signed_faults(text, path)
        except NoText:
            if self.request.attested:
                return None
            raise
