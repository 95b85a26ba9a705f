"""What the clauses of a draft around the signature may name. The list for authors is docs/deliberation.md."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from assembler.compose.context import bodies_context, functions, signature_boxes
from assembler.compose.french import capitalize_first
from assembler.compose.names import denomination_of, designation_of
from assembler.compose.numbering import Numbering
from assembler.compose.views import view_of
from assembler.model.acte import Council
from assembler.model.convention import Convention, Enjeux
from assembler.model.document import Blank, Inlines, SignatureBlock, SignatureBox, Text, plain
from assembler.model.messages import simplified

_FEMININE = re.compile(r"\b(?:la|madame|mme) (?:la )?maire\b|\b(?:presidente|mairesse)\b")
_HEAD = re.compile(r"\b(?:maire|mairesse|presidente?)\b")
_IN_ITS_PLACE = re.compile(
    r"\b(?:adjointe?|vice|(?:sub)?deleguee?|delegation|conseill(?:er|ere)|suppleante?|interim|pour|empeche(?:e|ment)?"
    r"|direct(?:eur|rice)|commission)\b"
)
_LEADING_ARTICLE = re.compile(r"^(?:les? |la |l’)")
_ASSEMBLIES = {"syndicat": "le comité syndical", "metropole": "le conseil"}
_ASSEMBLY = "le conseil communautaire"


def acte_context(convention: Convention, titre: str, numbering: Numbering) -> dict[str, Any]:
    """What all of them may name. `titre`: the convention's; `numbering`: its parts, and the act's own articles."""
    return {
        **bodies_context(convention),
        **functions(numbering),
        "convention": _convention(convention, titre),
    }


def deliberation_context(
    convention: Convention, titre: str, numbering: Numbering, council: Council, is_annexed: bool
) -> Mapping[str, Any]:
    """`is_annexed`: does the convention follow in the same file?"""
    view = view_of(council.deliberation)
    view.collectivite = _body(council)
    view.type = "epci" if council.is_epci else "commune"
    view.membre = council.rank is not None
    view.assemblee = assembly_of(council)
    view.feminin = _is_woman(council.signatory)
    view.executif = executive_of(council)
    view.secretaire = Blank("nom du ou de la secrétaire de séance")
    view.bloc = SignatureBlock((_head(council), _secretary(council)))
    view.annexe = is_annexed
    return {**acte_context(convention, titre, numbering), "deliberation": view}


def assembly_of(council: Council) -> str:
    """« le conseil municipal »; that of an intercommunality by its denomination."""
    if not council.is_epci:
        return "le conseil municipal"
    words = simplified(denomination_of(council.body)).split()
    return next((said for word, said in _ASSEMBLIES.items() if word in words), _ASSEMBLY)


def executive_of(council: Council) -> str:
    """« le maire », « la présidente ». Feminine where the executive signs, and the capacity says so."""
    article = "la" if _is_woman(council.signatory) else "le"
    return f"{article} {'maire' if not council.is_epci else 'présidente' if article == 'la' else 'président'}"


def _is_woman(signatory: SignatureBox) -> bool:
    """Is the executive known to be one? A deputy's capacity says nothing of it."""
    return _is_head(signatory) and _FEMININE.search(simplified(plain(signatory.qualite))) is not None


def _is_head(signatory: SignatureBox) -> bool:
    qualite = simplified(plain(signatory.qualite))
    return _HEAD.search(qualite) is not None and not _IN_ITS_PLACE.search(qualite)


def _convention(convention: Convention, titre: str) -> Any:
    periode = convention.periode
    return SimpleNamespace(
        titre=titre,
        debut=periode.debut,
        fin=periode.fin,
        parties=tuple(SimpleNamespace(organisme=box.organisme) for box in signature_boxes(convention)),
        themes=tuple(theme.titre or Blank("thème") for theme in (convention.enjeux or Enjeux()).themes),
    )


def _body(council: Council) -> Any:
    view = view_of(council.body)
    view.designation = designation_of(council.body)
    view.denomination = denomination_of(council.body)
    return view


def heading_name(council: Council) -> str:
    """The body at the head of its acts: « Commune de Harnes »."""
    return capitalize_first(_LEADING_ARTICLE.sub("", designation_of(council.body)))


def _head(council: Council) -> SignatureBox:
    """The executive signs the act of its council, whoever signs the convention."""
    capacity = (Text(capitalize_first(executive_of(council))),)
    return SignatureBox((Text(heading_name(council)),), capacity, _name(council))


def _name(council: Council) -> Inlines:
    """The signatory's, unless somebody signs in the executive's place."""
    return council.signatory.nom if _is_head(council.signatory) else (Blank("nom"),)


def _secretary(council: Council) -> SignatureBox:
    return SignatureBox((Text(heading_name(council)),), (Text("Secrétaire de séance"),), (Blank("nom"),))
