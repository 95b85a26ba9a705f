"""Any convention that reads renews into one that reads, the earlier files untouched."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import complete, dumped
from trials import listing, put

from assembler.build.convention import Tools
from assembler.build.files import replace_files
from assembler.build.renew import renewal
from assembler.build.renew_request import Request, judged
from assembler.build.workspace import Workspace
from assembler.readers.convention import read_convention

VALUES: dict[str, Any] = {
    "etape": st.sampled_from(["projet", "copil", "signee", "publiee", ""]),
    "projet_du": st.sampled_from(["2022-10-05", "5 octobre 2022", ""]),
    "date_reference": st.sampled_from(["2023-01-01", "01/01/2023", ""]),
    "acceptations": st.lists(
        st.builds(
            lambda motif: {"code": "COM001", "motif": motif, "par": "M. X", "jusqu_au": "2026-12-31"},
            st.text("aé: #'\"-", min_size=1),
        ),
        max_size=2,
    ),
    "clauses": st.sampled_from([{}, {"fin": "2022-01"}, {"fin": "2022-01", "duree": "2022-01"}]),
    "renouvelle": st.sampled_from(["", {"fin": "2022-12-31"}, {"debut": "2019-01-01", "fin": "2022-12-31"}]),
    "deliberation": st.sampled_from(["", {"numero": "1"}, {"date": "2023-02-10", "texte": "Vu.\n\n- un\n- deux\n"}]),
}
REMARKS = st.lists(
    st.fixed_dictionaries({"texte": st.just("À voir"), "suite": st.sampled_from(["Fait.", ""])}), max_size=4
)
DEADLINES = st.sampled_from(["Juin 2024", "Toute la durée", "- Juin 2024\n- 2025 : bilan\n", "", "[sans objet : non]"])


@st.composite
def inputs(draw: st.DrawFn) -> tuple[str, int]:
    """A convention as YAML, in one of several layouts, and how many of its remarks are open."""
    data = deepcopy(complete())
    for key, values in VALUES.items():
        data[key] = draw(values)
    remarks = draw(REMARKS)
    data["gouvernance"]["remarques"] = remarks
    for fiche in data["fiches"]:
        fiche["echeances"] = draw(DEADLINES)
    data = {key: value for key, value in data.items() if value != ""}
    names = draw(st.permutations(list(data)))
    data = {key: data[key] for key in names}
    open_ones = sum(not each["suite"] for each in remarks)
    width, flow = draw(st.sampled_from([(60, None), (10_000, None), (10_000, True)]))
    if flow is None:
        return dumped(data), open_ones
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=width, default_flow_style=None), open_ones


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=inputs())
def test_an_input_that_reads_renews_into_one_that_reads(workspace: Path, tools: Tools, case: tuple[str, int]) -> None:
    text, open_remarks = case
    path = put(workspace, "inputs/essai.yaml", text)
    put(workspace, "inputs/essai/donnees.csv", "code;annee;valeur;variation\n")
    here = Workspace(workspace)
    old = read_convention(path, workspace).convention
    before = listing(workspace)
    asked = judged(here, Request("essai.yaml", "2027-01-01", "2031-12-31"))
    made = renewal(Tools(here, tools.plan, tools.library, tools.templates, tools.catalogue), asked, date(2026, 9, 1))
    replace_files(made.files)
    try:
        new = read_convention(made.path, workspace).convention
        assert {name: each for name, each in listing(workspace).items() if name in before} == before
        assert (new.etape, new.acceptations, new.clauses, new.projet_du) == ("projet", (), {}, date(2026, 9, 1))
        assert (new.renouvelle.debut, new.renouvelle.fin) == (old.periode.debut, old.periode.fin)
        assert (
            sum(not each.suite for each in new.gouvernance.remarques) == len(new.gouvernance.remarques) == open_remarks
        )
        assert (new.intervention, new.enjeux, new.equipements) == (old.intervention, old.enjeux, old.equipements)
        kept = [(fiche.echeances, each.echeances) for fiche, each in zip(old.fiches, new.fiches, strict=True)]
        assert all(after is None if before and "20" in before else after == before for before, after in kept)
    finally:
        for file in made.files:
            file.unlink(missing_ok=True)
