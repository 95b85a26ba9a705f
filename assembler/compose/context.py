"""What the clauses may name: the input's values, and what is derived from them.

A value that is missing becomes a `Blank`, so that a draft shows it; a long text becomes
blocks. The list for authors is docs/clauses.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import SimpleNamespace
from typing import Any

from assembler.compose import french
from assembler.compose.content import Content
from assembler.compose.expressions import ProperName
from assembler.compose.fiches import fiche_grids
from assembler.compose.long_text import parse_long_text
from assembler.compose.numbering import Numbering
from assembler.compose.statistics import Statistics
from assembler.compose.tables import equipment_table, overview, rubrique_blocks
from assembler.model.convention import (
    Ads,
    Collectivite,
    Commune,
    Convention,
    Deliberation,
    Diagnostic,
    Enjeux,
    Equipements,
    Gouvernance,
    Intervention,
    Objectif,
    Saisie,
    Sdsf,
    Section,
    Signataire,
    Signature,
    Territoire,
)
from assembler.model.document import Blank, Blocks, Inlines, Paragraph, SignatureBlock, SignatureBox, Text
from assembler.model.messages import simplified
from assembler.model.scalars import LongTextMark

DEFAULT_DENOMINATION = {"commune": "commune", "epci": "intercommunalité"}


def build_context(content: Content, numbering: Numbering) -> dict[str, Any]:
    """Parameters of every clause but `cog`, which is the clause's own (`cog_of`)."""
    convention = content.convention
    territoire = _territoire(convention.territoire)
    signataires = signature_boxes(convention)
    return {
        "territoire": territoire,
        "commune": territoire,
        "collectivites": (territoire, *territoire.communes),
        "caf": _view(convention.caf),
        "departement": _departement(convention),
        "sdsf": _view(convention.caf.sdsf or Sdsf()),
        "schemas": convention.caf.schemas,
        "ads": _view(convention.territoire.ads or Ads()),
        "periode": _periode(convention),
        "intervention": _view(convention.intervention or Intervention()),
        "enjeux": _enjeux(convention, numbering),
        "gouvernance": _view(convention.gouvernance or Gouvernance()),
        "signature": _signature(convention, signataires),
        "signataires": signataires,
        "deliberation": _view(convention.deliberation or Deliberation()),
        "diagnostic": _diagnostic(content),
        "equipements": _equipements(convention),
        "plan_actions": _plan_actions(convention, numbering),
        "a_completer": Blank,
        "ref": numbering.refer,
        "present": numbering.has,
    }


def cog_of(convention: Convention, period: str | None) -> Any:
    """The COG « 2018-2022 » of the shared data, or None if the clause names none or it is not known."""
    for cog in convention.caf.cog:
        if period == f"{cog.debut}-{cog.fin}":
            return _view(cog)
    return None


# --- generic ---------------------------------------------------------------------------


def _view(model: Saisie) -> Any:
    """The model's values under their own names: missing ones as Blank, long texts as blocks."""
    view = SimpleNamespace()
    for name, title, is_long in _fields(type(model)):
        value = getattr(model, name)
        if value is None:
            value = Blank(title)
        elif is_long:
            value = parse_long_text(value)
        elif isinstance(value, Saisie):
            value = _view(value)
        elif isinstance(value, tuple):
            value = tuple(_view(item) if isinstance(item, Saisie) else item for item in value)
        setattr(view, name, value)
    return view


@cache
def _fields(model: type[Saisie]) -> tuple[tuple[str, str, bool], ...]:
    """Name, French short name, and whether it is a long text, for each field."""
    return tuple(
        (name, field.title or name, _is_long(field.annotation, field.metadata))
        for name, field in model.model_fields.items()
    )


def _is_long(annotation: Any, metadata: list[Any]) -> bool:
    return "LongTextMark" in repr(annotation) or any(isinstance(mark, LongTextMark) for mark in metadata)


# --- territory -------------------------------------------------------------------------


def _territoire(territoire: Territoire) -> Any:
    view = _collectivite(territoire)
    view.communes = tuple(_member(commune) for commune in territoire.communes)
    return view


def _member(commune: Commune) -> Any:
    view = _collectivite(commune)
    view.deliberation = _view(commune.deliberation or Deliberation())
    return view


def _collectivite(body: Collectivite) -> Any:
    view = _view(body)
    view.denomination = denomination_of(body)
    view.nom = ProperName.of(body.nom, elision_of(body))
    view.designation = designation_of(body)
    return view


def denomination_of(body: Collectivite) -> str:
    kind = body.type if isinstance(body, Territoire) else "commune"
    return body.denomination or DEFAULT_DENOMINATION[kind]


def elision_of(body: Collectivite) -> bool | None:
    return None if body.elision is None else body.elision == "oui"


def designation_of(body: Collectivite) -> str:
    """« la commune de Harnes »."""
    return french.designation(denomination_of(body), body.nom, elision_of(body))


def _departement(convention: Convention) -> Any:
    departement = convention.caf.departement
    return SimpleNamespace(nom=departement.nom, avec_article=french.definite(departement.nom, departement.article))


def _periode(convention: Convention) -> Any:
    view = _view(convention.periode)
    view.annees = f"{convention.periode.debut.year}-{convention.periode.fin.year}"
    return view


# --- articles --------------------------------------------------------------------------


def _enjeux(convention: Convention, numbering: Numbering) -> Any:
    enjeux = convention.enjeux or Enjeux()
    titles = {fiche.id: fiche.titre or Blank("titre de la fiche") for fiche in convention.fiches}
    view = _view(enjeux)
    for theme, theme_view in zip(enjeux.themes, view.themes, strict=True):
        theme_view.objectifs = _objectifs(theme.objectifs, titles, numbering)
        for orientation, orientation_view in zip(theme.orientations, theme_view.orientations, strict=True):
            orientation_view.objectifs = _objectifs(orientation.objectifs, titles, numbering)
    return view


def _objectifs(
    objectifs: tuple[Objectif, ...], titles: Mapping[str, str | Blank], numbering: Numbering
) -> tuple[Any, ...]:
    return tuple(
        SimpleNamespace(
            texte=each.texte or titles.get(each.fiche or "", Blank("objectif")),
            fiche=numbering.refer(f"fiche:{each.fiche}") if each.fiche in titles else "",
        )
        for each in objectifs
    )


def _signature(convention: Convention, boxes: tuple[SignatureBox, ...]) -> Any:
    signature = convention.signature or Signature()
    view = _view(signature)
    view.bloc = SignatureBlock(boxes)
    return view


def signature_boxes(convention: Convention) -> tuple[SignatureBox, ...]:
    """The signatories of the input, then those of the member communes; else the CAF and the territory."""
    listed = list(convention.signature.signataires) if convention.signature else []
    if not listed:
        listed = [
            Signataire(organisme=convention.caf.nom_complet, nom=convention.caf.directeur),
            Signataire(organisme=french.capitalize_first(designation_of(convention.territoire))),
        ]
    named = {_simple(each.organisme) for each in listed if each.organisme}
    for commune in convention.territoire.communes:
        if not named & {_simple(commune.nom), _simple(designation_of(commune))}:
            listed.append(_member_signatory(commune))
    return tuple(
        SignatureBox(
            _or_blank(each.organisme, "organisme signataire"),
            _or_blank(each.qualite, "qualité du signataire"),
            _or_blank(each.nom, "nom du signataire"),
        )
        for each in listed
    )


def _simple(name: str) -> str:
    """A body's name for comparison: « Commune de Harnes » is « la commune de Harnes »."""
    return simplified(name).removeprefix("la ").removeprefix("le ")


def _member_signatory(commune: Commune) -> Signataire:
    given = commune.signataire or Signataire()
    return given.model_copy(
        update={
            "organisme": given.organisme or french.capitalize_first(designation_of(commune)),
            "qualite": given.qualite or "Le Maire",
        }
    )


def _or_blank(text: str | None, label: str) -> Inlines:
    return (Text(text),) if text else (Blank(label),)


# --- annexes ---------------------------------------------------------------------------


def _diagnostic(content: Content) -> Any:
    diagnostic = content.convention.diagnostic or Diagnostic()
    statistics = _statistics(content, content.convention.territoire.nom, content.figures)
    sections = diagnostic.sections or _catalogue_sections(content, statistics)
    return SimpleNamespace(
        presentation=_presentation(content, diagnostic),
        sections=tuple(_section(section, statistics) for section in sections),
        autres=tuple(_blocks_of(statistics, statistics.left_over(_placed(sections)))),
        membres=tuple(
            _member_statistics(content, commune)
            for commune in content.convention.territoire.communes
            if commune.nom in content.members
        ),
        contexte=rubrique_blocks(diagnostic.contexte, 3),
    )


def _presentation(content: Content, diagnostic: Diagnostic) -> Blocks | Blank:
    """The text at the head of the diagnostic, behind a notice for each file of figures that can't be read."""
    notices = tuple(
        Paragraph((Text(f"[à compléter\u00a0: chiffres illisibles, {each.file.name}]"),)) for each in content.unread
    )
    own = parse_long_text(diagnostic.presentation) if diagnostic.presentation else ()
    return notices + own or Blank("présentation")


def _statistics(content: Content, name: str, figures: Any) -> Statistics:
    return Statistics(content.catalogue, name, figures, content.convention.caf.departement.nom, content.reference)


def _catalogue_sections(content: Content, statistics: Statistics) -> tuple[Section, ...]:
    sections = []
    for section in content.catalogue.sections:
        codes = tuple(table.code for table in section.tableaux if statistics.has(table))
        if codes:
            sections.append(Section(titre=section.titre, tableaux=codes))
    return tuple(sections)


def _section(section: Section, statistics: Statistics) -> Any:
    view = _view(section)
    view.tableaux = _blocks_of(statistics, section.tableaux)
    view.sections = tuple(_section(inner, statistics) for inner in section.sections)
    return view


def _placed(sections: tuple[Section, ...]) -> list[str]:
    return [code for section in sections for code in (*section.tableaux, *_placed(section.sections))]


def _blocks_of(statistics: Statistics, codes: tuple[str, ...]) -> Blocks:
    return tuple(block for code in codes for block in statistics.blocks(code))


def _member_statistics(content: Content, commune: Commune) -> Any:
    statistics = _statistics(content, commune.nom, content.members[commune.nom])
    tables = _blocks_of(statistics, statistics.left_over(()))
    return SimpleNamespace(nom=ProperName.of(commune.nom, elision_of(commune)), tableaux=tables)


def _equipements(convention: Convention) -> Any:
    given = convention.equipements or Equipements()
    territoire = convention.territoire
    own = [(territoire.nom, given.liste)] if given.liste or not territoire.communes else []
    table = equipment_table([*own, *((commune.nom, commune.equipements) for commune in territoire.communes)])
    return SimpleNamespace(
        note=parse_long_text(given.note) if given.note else Blank("note"),
        tableau=table or Paragraph((Blank("liste des équipements"),)),
        offre=rubrique_blocks(given.offre, 3),
    )


def _plan_actions(convention: Convention, numbering: Numbering) -> Any:
    return SimpleNamespace(
        synthese=overview(convention, numbering) or Paragraph((Blank("fiches actions"),)),
        fiches=fiche_grids(convention, numbering),
    )
