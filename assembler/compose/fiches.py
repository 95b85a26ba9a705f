"""Action sheets: number and axis from article 4, nine cells from the input."""

from __future__ import annotations

from assembler.compose.long_text import parse_long_text
from assembler.compose.numbering import Numbering, fiche_order
from assembler.compose.tables import axis_name, cited_by, orientations_citing
from assembler.model.convention import Convention, Fiche, Remarque, Suivie
from assembler.model.document import FICHE_CELLS, Blank, Blocks, FicheGrid, Heading, Paragraph, Remark, Text


def fiche_grids(convention: Convention, numbering: Numbering) -> tuple[FicheGrid, ...]:
    """All sheets, in the order of their numbers."""
    fiches = {fiche.id: fiche for fiche in convention.fiches}
    return tuple(_grid(fiches[name], convention, numbering) for name in fiche_order(convention))


def _grid(fiche: Fiche, convention: Convention, numbering: Numbering) -> FicheGrid:
    target = f"fiche:{fiche.id}"
    number = int(numbering.numbers[target])
    title = Text(fiche.titre) if fiche.titre else Blank("titre de la fiche")
    return FicheGrid(
        id=fiche.id,
        number=number,
        heading=Heading(2, (Text(f"Fiche action n°\u00a0{number} – "), title), target),
        axe=_axis(fiche, convention),
        enjeux=_stakes(fiche, convention),
        presentation=parse_long_text(fiche.presentation) if fiche.presentation else (),
        cells={key: _cell(getattr(fiche, key), label) for key, label in FICHE_CELLS.items()},
        moyens=parse_long_text(fiche.moyens) if fiche.moyens else (),
        remarks=remarks_of(fiche),
    )


def remarks_of(owner: Suivie | None) -> tuple[Remark, ...]:
    """The remarks of a text, each with what it is about and what was done of it."""
    return tuple(_remark(each) for each in (owner.remarques if owner else ()))


def _remark(remark: Remarque) -> Remark:
    about = f"Sur « {remark.sur} »\u00a0: " if remark.sur else ""
    answer = f"\nSuite\u00a0: {remark.suite.strip()}" if remark.suite else ""
    return Remark(remark.de or "", f"{about}{(remark.texte or '').strip()}{answer}")


def _cell(text: str | None, label: str) -> Blocks:
    if text:
        return parse_long_text(text)
    return (Paragraph((Blank(label[0].lower() + label[1:]),)),)


def _axis(fiche: Fiche, convention: Convention) -> str:
    """The axis of the first theme that cites the fiche; empty if none does."""
    themes = convention.enjeux.themes if convention.enjeux else ()
    return next((axis_name(theme) for theme in themes if fiche.id in cited_by(theme)), "")


def _stakes(fiche: Fiche, convention: Convention) -> Blocks:
    if fiche.enjeux:
        return parse_long_text(fiche.enjeux)
    return tuple(Paragraph((Text(each.titre),)) for each in orientations_citing(fiche, convention) if each.titre)
