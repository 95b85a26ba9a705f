"""Content -> document: choose the clauses, number the parts, fill the wordings, name the anchors.

Each step takes values and gives values; the pipeline reads as a list in `compose`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count
from typing import Any

from assembler.compose.content import Content
from assembler.compose.context import build_context, cog_of
from assembler.compose.expand import expand, expand_leaves
from assembler.compose.expressions import check_syntax, date_inlines
from assembler.compose.fiches import remarks_of
from assembler.compose.figures import numbers_of_figures, with_captions, with_figure_lists
from assembler.compose.french import capitalize_first, date_words
from assembler.compose.links import with_links
from assembler.compose.marks import with_marks
from assembler.compose.names import designation_of, short_title
from assembler.compose.numbering import FirstLook, Numbering, annexes_of, number, steps_of
from assembler.compose.select import Choice, choice_of
from assembler.model.clause import ClauseVersion, OwnText, Wording
from assembler.model.convention import Convention, Suivie
from assembler.model.document import (
    DEROGATION,
    ClauseUse,
    Cover,
    Document,
    Heading,
    Inlines,
    Part,
    Remark,
    SignatureBlock,
    Text,
)
from assembler.model.finding import STAGE_NAMES, reached
from assembler.model.place import Collector, Problem, Problems
from assembler.model.plan import Etape


def compose(content: Content) -> Document:
    """The whole document. Raises Problems: all that the clauses and the input got wrong."""
    chosen = choose_clauses(content)
    annexes = annexes_of(content.plan, content.convention)
    numbering = numbering_of(content)
    steps = steps_of(content.plan, content.convention)
    slots = _slots(steps, numbering, [(annexe.genre, annexe.clause) for annexe in annexes])
    document = Document(
        cover=_cover(content),
        running_title=_running_title(content.convention),
        parts=with_anchors(_numbered_parts(content, slots, chosen, numbering)),
    )
    return with_figure_lists(with_links(with_marks(document)))


def numbering_of(content: Content) -> Numbering:
    """The numbers of the convention's articles, annexes and fiches."""
    return number(content.plan, annexes_of(content.plan, content.convention), content.convention)


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place in the document waiting for its clause."""

    kind: Any
    name: str
    number: str
    clause: str


def _slots(steps: Iterable[Etape], numbering: Numbering, annexes: list[tuple[str, str]]) -> list[_Slot]:
    slots = []
    for step in steps:
        if step.preambule:
            slots.append(_Slot("preambule", f"preambule:{step.preambule}", "", step.preambule))
        for name in step.article:
            slots.append(_Slot("article", f"article:{name}", numbering.numbers[f"article:{name}"], name))
        if step.signature:
            slots.append(_Slot("signature", f"signature:{step.signature}", "", step.signature))
    for kind, clause in annexes:
        slots.append(_Slot("annexe", f"annexe:{kind}", numbering.numbers[f"annexe:{kind}"], clause))
    return slots


def choose_clauses(content: Content) -> dict[str, ClauseVersion]:
    """The version of each clause, the convention's own wordings included. Raises Problems: pins and dérogations."""
    choice = library_choice(content)
    own = {name: content.own_texts[rank] for name, rank in choice.replaced.items()}
    return {**choice.versions, **{name: _derogated(choice.versions[name], text) for name, text in own.items()}}


def library_choice(content: Content) -> Choice:
    """What the convention takes of the library, dérogations told apart. Raises Problems: pins and dérogations."""
    return choice_of(content.convention, content.plan, content.plan_place, content.library, content.place_of)


def _derogated(standard: ClauseVersion, own: OwnText) -> ClauseVersion:
    """`standard` with the convention's own text, and its own title if it has one."""
    head, title_place = standard.head, standard.title_place
    if own.title is not None:
        head, title_place = head.model_copy(update={"titre": own.title}), own.title_place
    return replace(
        standard,
        version=DEROGATION,
        head=head,
        title_place=title_place,
        body=own.body,
        body_line=own.body_line,
        place=own.place,
    )


def _numbered_parts(
    content: Content, slots: list[_Slot], chosen: Mapping[str, ClauseVersion], numbering: Numbering
) -> list[Part]:
    """The parts, their tables and charts numbered. Clauses that name one are filled again once its number is known."""
    first = FirstLook(numbering.numbers)
    parts = with_captions(_parts(content, slots, chosen, build_context(content, first)))
    if not first.named:
        return parts
    figures = numbers_of_figures(parts)
    known = Numbering({**numbering.numbers, **figures})
    parts = with_captions(_parts(content, slots, chosen, build_context(content, known)))
    if numbers_of_figures(parts) != figures:
        raise Problems.one(
            "Des tableaux paraissent selon que d’autres sont présents : leurs numéros ne peuvent pas être fixés.",
            "Dans les clauses, retirez la condition « present('tableau:…') » qui entoure un tableau ou un graphique.",
        )
    return parts


def _parts(
    content: Content, slots: list[_Slot], chosen: Mapping[str, ClauseVersion], context: dict[str, Any]
) -> list[Part]:
    parts: list[Part] = []
    problems: dict[Problem, None] = {}
    for slot in slots:
        try:
            parts.append(_part(content, slot, chosen[slot.clause], context))
        except Problems as error:
            problems.update(dict.fromkeys(error.problems))
    if problems:
        raise Problems(problems)
    return parts


def _part(content: Content, slot: _Slot, version: ClauseVersion, context: dict[str, Any]) -> Part:
    wording = parsed(content.parse, version)
    cog = cog_of(content.convention, version.head.cog)
    own = {**context, "cog": cog} if cog is not None else context
    title = expand_leaves(wording.title, own)
    lead = {"article": f"Article {slot.number} – ", "annexe": f"Annexe {slot.number} – "}.get(slot.kind, "")
    return Part(
        name=slot.name,
        kind=slot.kind,
        number=slot.number,
        heading=Heading(1, led(lead, title), slot.name),
        blocks=expand(wording.nodes, own),
        clause=ClauseUse(version.id, version.version),
        remarks=_remarks(content, slot.clause),
    )


@lru_cache(maxsize=1024)
def parsed(parse: Callable[[ClauseVersion], Wording], version: ClauseVersion) -> Wording:
    """The parsed wording, every expression read once, also those of branches not taken. Raises Problems."""
    wording = parse(version)
    collector = Collector()
    for expression in wording.expressions():
        collector.attempt(check_syntax, expression)
    collector.finish()
    return wording


def _remarks(content: Content, clause: str) -> tuple[Remark, ...]:
    """The remarks on the part of the input that the clause shows; those on fiches stay with their fiche."""
    owner = getattr(content.convention, content.plan.propres.get(clause, ""), None)
    return remarks_of(owner) if isinstance(owner, Suivie) else ()


def led(lead: str, title: Inlines) -> Inlines:
    """`lead` before the title, in one text where that can be."""
    if lead and title and isinstance(title[0], Text):
        return (replace(title[0], text=lead + title[0].text), *title[1:])
    return (Text(lead), *title) if lead else title


# --- numbers and anchors ---------------------------------------------------------------


def with_anchors(parts: list[Part], box: str = "signataire") -> tuple[Part, ...]:
    """Every heading gets an anchor, its part's name and its rank there; every signature box one: « signataire:1 ».

    `box` begins those of the boxes: two documents that go into one file must not share them.
    """
    signatories = count(1)

    def signed(block: SignatureBlock) -> SignatureBlock:
        return SignatureBlock(tuple(replace(each, anchor=f"{box}:{next(signatories)}") for each in block.boxes))

    def anchored(part: Part) -> Part:
        blocks = tuple(
            replace(block, anchor=f"{part.name}:{rank}")
            if isinstance(block, Heading) and not block.anchor
            else signed(block)
            if isinstance(block, SignatureBlock)
            else block
            for rank, block in enumerate(part.blocks, start=1)
        )
        return replace(part, blocks=blocks)

    return tuple(anchored(part) for part in parts)


# --- cover -----------------------------------------------------------------------------


def _cover(content: Content) -> Cover:
    convention, plan = content.convention, content.plan
    debut, fin = convention.periode.debut, convention.periode.fin
    return Cover(
        title=plan.titre,
        subtitle=plan.sous_titre,
        territory=capitalize_first(designation_of(convention.territoire)),
        period=(Text("Du "), *date_inlines(debut), Text(" au "), *date_inlines(fin)),
        caf=convention.caf.nom_complet,
        logo_caf=convention.caf.logo,
        logo_territoire=convention.territoire.logo,
        mention=draft_mention(convention),
    )


def draft_mention(convention: Convention) -> str:
    """« PROJET – comité de pilotage – version du 3 mars 2027 »; empty once the text is the one to vote."""
    if reached(convention.etape, "deliberation"):
        return ""
    stage = [] if convention.etape == "projet" else [STAGE_NAMES[convention.etape]]
    day = ["version du " + date_words(convention.projet_du)] if convention.projet_du else []
    return " – ".join(["PROJET", *stage, *day])


def _running_title(convention: Convention) -> str:
    title = short_title(convention)
    mention = draft_mention(convention)
    return f"{title} – {mention}" if mention else title
