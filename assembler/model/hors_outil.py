"""A convention that was never made with this tool: the references that an avenant to it needs."""

from __future__ import annotations

from assembler.model.convention import Caf, Collectivite, Deliberation, Periode, Saisie, Signature, champ, requis
from assembler.model.scalars import DateIso, Ligne


class ConventionHorsOutil(Saisie):
    """The main file of such a convention, in `inputs/hors-outil/`. Every value that is not required may be missing."""

    caf: Caf = requis("Caf", "Fichier commun de la Caf : « ../communs/pas-de-calais.yaml ».")
    territoire: Collectivite = requis("territoire", "Commune ou intercommunalité : nom, dénomination, élision.")
    titre: Ligne = champ("titre de la convention", "Titre de la convention signée.", "Convention Territoriale Globale")
    periode: Periode = requis("période", "Période en cours : celle du dernier avenant qui l’a changée, s’il y en a un.")
    signee_le: DateIso | None = champ("date de signature de la convention", "Date de signature de la convention.")
    article_duree: Ligne | None = champ(
        "numéro de l’article sur la durée", "Numéro de l’article de la convention qui fixe sa durée : 10."
    )
    article_avenant: Ligne | None = champ(
        "numéro de l’article sur les avenants",
        "Numéro de l’article de la convention qui dit comment elle se modifie : 11.",
    )
    avenants: tuple[DateIso, ...] = champ(
        "avenants", "Date de signature de chaque avenant déjà signé, dans l’ordre.", ()
    )
    signature: Signature | None = champ("signature", "Lieu, date, exemplaires et signataires du nouvel avenant.")
    deliberation: Deliberation | None = champ("délibération", "Délibération qui autorise le nouvel avenant.")
