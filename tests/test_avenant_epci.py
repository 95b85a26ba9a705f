"""An avenant that an intercommunality and its communes sign."""

from __future__ import annotations

from avenants import CONVENTION, FILE, SIGNED, avenant, text, under
from trials import edit, put

BODIES = """territoire:
  type: epci
  nom: Lens-Liévin
  denomination: communauté d’agglomération
  communes:
    - nom: Harnes
      deliberation: {numero: 2023-11, date: 2023-03-02, transmission: 2023-03-06}
      signataire: {nom: Philippe DUQUESNOY}
    - nom: Lens
      deliberation: {numero: 2023-12, date: 2023-03-03, transmission: 2023-03-07}
      signataire: {nom: Sylvain ROBERT}
"""


def test_each_council_deliberates_and_each_body_signs(assemble, workspace):
    put(workspace, f"inputs/{FILE}", CONVENTION.replace("territoire: {nom: Harnes, elision: non}\n", BODIES))
    edit(workspace, f"inputs/{FILE}", ("organisme: Commune de Harnes", "organisme: Communauté d’agglomération"))
    assert assemble("seal", FILE, "--signature", SIGNED).status == 0
    edit(
        workspace,
        f"inputs/{FILE}",
        ("type: ALSH", "type: LAEP"),
        ("numero: 2023-11", "numero: 2099-99"),
        ("Sylvain ROBERT", "Anne MAIRESSE"),
        ("    - nom: Lens\n", "    - nom: Avion\n    - nom: Lens\n"),
    )
    result = assemble("avenant", FILE, "--effet", "2025-01-01")
    assert result.status == 0, result.output
    file = avenant(workspace)
    councils = [
        line.partition("l’assemblée délibérante ")[2] for line in under(file, "Actes visés") if "assemblée" in line
    ]
    assert [line.partition(" autorise")[0] for line in councils] == [
        "de la communauté d’agglomération de Lens-Liévin",
        "de la commune de Harnes",
        "de la commune d’Avion",
        "de la commune de Lens",
    ]
    parties = under(file, "Parties")
    assert "La commune de Lens, agissant par le Maire, Anne MAIRESSE" in parties and len(parties) == 7
    consolidated = text(avenant(workspace, name="convention-consolidee"))
    assert "Délibération n° 2023-11" in consolidated and "2099-99" not in consolidated
    assert "Sylvain ROBERT" in consolidated and "Anne MAIRESSE" not in consolidated
