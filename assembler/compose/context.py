"""What the clauses may name: the input's values, and what is derived from them.

A value that is missing becomes a `Blank`, so that a draft shows it; a long text becomes
blocks. The list for authors is docs/clauses.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from assembler.compose import french
from assembler.compose.annexes import equipements_view, plan_actions_view
from assembler.compose.content import Content
from assembler.compose.diagnostic.view import diagnostic_view
from assembler.compose.expressions import ProperName
from assembler.compose.names import denomination_of, designation_of, elision_of
from assembler.compose.numbering import Numbering
from assembler.compose.parties import deliberations_view, parties_view, visa_words
from assembler.compose.views import view_of
from assembler.model.bodies import signs_for
from assembler.model.convention import (
    Ads,
    Collectivite,
    Commune,
    Convention,
    Deliberation,
    Enjeux,
    Gouvernance,
    Intervention,
    Objectif,
    Sdsf,
    Signataire,
    Signature,
    Territoire,
)
from assembler.model.document import Blank, Inlines, SignatureBlock, SignatureBox, Text


def build_context(content: Content, numbering: Numbering) -> dict[str, Any]:
    """Parameters of every clause but `cog`, which is the clause's own (`cog_of`)."""
    convention = content.convention
    signataires = signature_boxes(convention)
    return {
        **bodies_context(convention),
        "sdsf": view_of(convention.caf.sdsf or Sdsf()),
        "schemas": convention.caf.schemas,
        "ads": view_of(convention.territoire.ads or Ads()),
        "periode": _periode(convention),
        "intervention": view_of(convention.intervention or Intervention()),
        "enjeux": _enjeux(convention, numbering),
        "gouvernance": view_of(convention.gouvernance or Gouvernance()),
        "signature": signature_view(convention.signature or Signature(), signataires),
        "signataires": signataires,
        "parties": parties_view(signatories_of(convention)),
        "deliberations": deliberations_view(_votes(convention)),
        "visas": tuple(map(visa_words, convention.visas)),
        "deliberation": view_of(convention.deliberation or Deliberation()),
        "diagnostic": diagnostic_view(content),
        "equipements": equipements_view(convention),
        "plan_actions": plan_actions_view(convention, numbering),
        **functions(numbering),
    }


def bodies_context(convention: Convention) -> dict[str, Any]:
    """Who the convention is between."""
    territoire = _territoire(convention.territoire)
    return {
        "territoire": territoire,
        "commune": territoire,
        "collectivites": (territoire, *territoire.communes),
        "caf": view_of(convention.caf),
        "departement": _departement(convention),
    }


def functions(numbering: Numbering) -> dict[str, Any]:
    """What a clause may call."""
    return {"a_completer": Blank, "ref": numbering.refer, "present": numbering.has}


def cog_of(convention: Convention, period: str | None) -> Any:
    """The COG « 2018-2022 » of the shared data, or None if the clause names none or it is not known."""
    for cog in convention.caf.cog:
        if period == f"{cog.debut}-{cog.fin}":
            return view_of(cog)
    return None


# --- territory -------------------------------------------------------------------------


def _territoire(territoire: Territoire) -> Any:
    view = _collectivite(territoire)
    view.communes = tuple(_member(commune) for commune in territoire.communes)
    return view


def _member(commune: Commune) -> Any:
    view = _collectivite(commune)
    view.deliberation = view_of(commune.deliberation or Deliberation())
    return view


def _collectivite(body: Collectivite) -> Any:
    view = view_of(body)
    view.denomination = denomination_of(body)
    view.nom = ProperName.of(body.nom, elision_of(body))
    view.designation = designation_of(body)
    return view


def _votes(convention: Convention) -> list[tuple[Collectivite, Deliberation | None]]:
    """Each body that deliberates: the territory, then its member communes."""
    communes = convention.territoire.communes
    return [(convention.territoire, convention.deliberation), *((each, each.deliberation) for each in communes)]


def _departement(convention: Convention) -> Any:
    departement = convention.caf.departement
    return SimpleNamespace(nom=departement.nom, avec_article=french.definite(departement.nom, departement.article))


def _periode(convention: Convention) -> Any:
    view = view_of(convention.periode)
    view.annees = f"{convention.periode.debut.year}-{convention.periode.fin.year}"
    return view


# --- articles --------------------------------------------------------------------------


def _enjeux(convention: Convention, numbering: Numbering) -> Any:
    enjeux = convention.enjeux or Enjeux()
    titles = {fiche.id: fiche.titre or Blank("titre de la fiche") for fiche in convention.fiches}
    view = view_of(enjeux)
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


def signature_view(signature: Signature, boxes: tuple[SignatureBox, ...]) -> Any:
    """What clauses may name of the signature of a convention, or of an avenant."""
    view = view_of(signature)
    view.electronique = signature.forme == "electronique"
    view.bloc = SignatureBlock(boxes)
    return view


def signature_boxes(convention: Convention) -> tuple[SignatureBox, ...]:
    """The box of each of `signatories_of`, in their order."""
    return tuple(
        SignatureBox(
            _or_blank(each.organisme, "organisme signataire"),
            _or_blank(each.qualite, "qualité du signataire"),
            _or_blank(each.nom, "nom du signataire"),
            (Text(each.mention),) if each.mention else (),
        )
        for each in signatories_of(convention)
    )


def signatories_of(convention: Convention) -> list[Signataire]:
    """The signatories of the input, then those of the member communes; else the CAF and the territory."""
    return [signatory for signatory, _ in bound_signatories(convention)]


def bound_signatories(convention: Convention) -> list[tuple[Signataire, int | None]]:
    """Each of `signatories_of`, with the body that it signs for, as `model.bodies.signs_for` tells it."""
    territoire = convention.territoire
    given = convention.signature.signataires if convention.signature else ()
    bound = [(each, signs_for(each.organisme or "", territoire)) for each in given] or [
        (Signataire(organisme=convention.caf.nom_complet, nom=convention.caf.directeur), None),
        (Signataire(organisme=french.capitalize_first(designation_of(territoire))), 0),
    ]
    named = {body for _, body in bound}
    members = enumerate(territoire.communes, start=1)
    return [*bound, *((_member_signatory(commune), rank) for rank, commune in members if rank not in named)]


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
