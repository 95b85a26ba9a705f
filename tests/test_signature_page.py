"""Who signs, how, and the parts on demand, as a user asks for them; then the pages as LibreOffice lays them out."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from avenants import under
from conftest import needs
from drafts import content, convention
from pypdf import PdfReader
from trials import edit, put
from wordfile import WordFile

from assembler.build.convention import Tools
from assembler.compose.compose import compose
from assembler.model.document import SignatureBlock, plain
from assembler.writers.docx import write_convention
from assembler.writers.signatures import SignatureArea, rows_of_boxes, signature_areas

Assemble = Callable[..., Any]
HARNES = "inputs/harnes.yaml"
ELECTRONIC = "La présente convention est signée par voie électronique."
LONG = "Syndicat intercommunal à vocation unique pour la petite enfance de la vallée de la Haute-Deûle"
LONG_NAME = "Marie-Antoinette Élisabeth de La Rochefoucauld-Doudeauville de Montmorency-Laval d’Avaray"


def written(assemble: Assemble, workspace: Path, more: str = "", **signature: Any) -> WordFile:
    """Harnes with more keys, and others in its signature."""
    data = yaml.safe_load((workspace / HARNES).read_text("utf-8"))
    data["signature"].update(signature)
    data.update(yaml.safe_load(more) or {})
    put(workspace, "inputs/essai.yaml", yaml.safe_dump(data, allow_unicode=True))
    result = assemble("essai.yaml")
    assert result.status == 0, result.output
    return WordFile.at(workspace / "out/essai/convention.docx")


# --- paper and electronic --------------------------------------------------------------


@pytest.mark.parametrize("version", ["2022-01", "2023-01", "2027-01"])
def test_an_electronic_signature_counts_no_originals(assemble, workspace, version):
    pinned = f"clauses: {{signature: {version}}}"
    page = under(written(assemble, workspace, pinned, forme="electronique", date="2023-03-15"), "Signature")
    said = next(line for line in page if line.startswith(ELECTRONIC))
    assert "chaque partie en conserve un exemplaire identique" in said
    assert "Fait à Harnes, le 15 mars 2023." in page
    assert not [line for line in page if "original pour" in line or "originaux" in line or "Signée sur papier" in line]


@pytest.mark.parametrize(
    ("version", "copies", "said"),
    [
        ("2022-01", None, "Fait à Harnes, le 15 mars 2023, en un original pour chaque signataire."),
        ("2023-01", None, "Fait à Harnes, le 15 mars 2023, en un original pour chaque signataire."),
        ("2023-01", 3, "Fait à Harnes, le 15 mars 2023, en 3 exemplaires originaux."),
        ("2027-01", None, "Fait à Harnes, le 15 mars 2023."),
        ("2027-01", 3, "Fait à Harnes, le 15 mars 2023, en 3 exemplaires originaux."),
    ],
)
def test_paper_says_what_it_said(assemble, workspace, version, copies, said):
    pinned = f"clauses: {{signature: {version}}}"
    page = under(written(assemble, workspace, pinned, date="2023-03-15", exemplaires=copies), "Signature")
    assert said in page and not [line for line in page if line.startswith(ELECTRONIC)]


def test_how_it_is_signed_by_whom_and_when_may_be_filled_in_after_the_vote(assemble, workspace):
    edit(workspace, HARNES, ("caf: ", "etape: deliberation\ncaf: "))
    assert assemble("harnes.yaml").status == 0
    person = (
        "      qualite: Le Maire\n",
        "      qualite: Le Maire\n      mention: Empêché\n      signe_le: 2023-04-12\n",
    )
    edit(workspace, HARNES, ("signature:\n", "signature:\n  forme: electronique\n"), person)
    result = assemble("harnes.yaml")
    assert result.status == 0, result.output
    lines = WordFile.at(workspace / "out/harnes/convention.docx").lines
    assert "Empêché" in lines and any(line.startswith(ELECTRONIC) for line in lines)


def test_what_the_vote_decided_of_the_signature_may_not(assemble, refused, workspace):
    edit(workspace, HARNES, ("caf: ", "etape: deliberation\ncaf: "))
    assert assemble("harnes.yaml").status == 0
    edit(workspace, HARNES, ("signataires:\n", "signataires:\n    - {organisme: Département du Pas-de-Calais}\n"))
    assert assemble("harnes.yaml").status == 2


# --- parts on demand -------------------------------------------------------------------


def titles(file: WordFile) -> list[str]:
    return [text for level, text in file.headings() if level == 1]


def test_parts_on_demand_come_first_and_move_no_number(assemble, workspace):
    without = titles(written(assemble, workspace))
    assert without[:2] == ["Préambule", "Article 1 – Objet de la convention"]
    assert titles(written(assemble, workspace, "avec: [visas, parties]")) == ["Parties", "Visas", *without]
    assert titles(written(assemble, workspace, "avec: [visas]")) == ["Visas", *without]


def test_the_parties_are_named_once_each_with_those_who_sign_for_them(assemble, workspace):
    persons = [
        {
            "organisme": "Caf du Pas-de-Calais",
            "qualite": "Le Directeur",
            "nom": "Jean Petit",
            "siege": "rue de Beauffort",
        },
        {"organisme": "Commune de Harnes", "qualite": "Le Maire", "nom": "Anne Roy"},
        {"organisme": "Caf du Pas-de-Calais", "qualite": "Présidente", "nom": "Zoé Lam"},
        {"organisme": "CCAS de Harnes"},
    ]
    file = written(assemble, workspace, "avec: [parties]", signataires=persons)
    lead, *bodies, last = under(file, "Parties")
    assert lead == "La présente convention est conclue entre :"
    assert bodies == [
        "Caf du Pas-de-Calais, dont le siège est situé rue de Beauffort, agissant par le Directeur, Jean Petit, "
        "et Présidente, Zoé Lam ;",
        "Commune de Harnes, agissant par le Maire, Anne Roy ;",
        "CCAS de Harnes, agissant par [à compléter : qualité du signataire], [à compléter : nom du signataire] ;",
    ]
    assert last == "ci-après désignés ensemble « les parties »."


def test_visas_name_the_vote_and_take_those_of_the_convention(assemble, workspace):
    more = "avec: [visas]\nvisas: ['Vu le projet éducatif territorial ;', la décision du 3 mars 2023]\n"
    vote = "deliberation: {numero: 2023-12, date: 2023-03-01}\n"
    lines = under(written(assemble, workspace, more + vote), "Visas")
    assert lines[0] == "Vu :" and lines[-1] == "les parties conviennent de ce qui suit."
    assert lines[-3:-1] == ["le projet éducatif territorial ;", "la décision du 3 mars 2023 ;"]
    (voted,) = [line for line in lines if line.startswith("la délibération")]
    assert "n° 2023-12 du 1er mars 2023, transmise" in voted and "[à compléter : date de transmission" in voted
    assert "de la commune de Harnes autorise la signature" in voted
    assert not any("L. 214-1-3" in line for line in lines)


def test_visas_of_coming_conventions_name_the_organising_authority(assemble, workspace):
    lines = under(written(assemble, workspace, "avec: [visas]\nclauses: {visas: 2027-01}"), "Visas")
    assert any("L. 214-1-3" in line for line in lines)


@pytest.mark.parametrize(
    ("avec", "said"),
    [
        ("[parties, visa]", ["7:17", "aucune partie facultative « visa »", "Vouliez-vous dire « visas »"]),
        ("[preambule]", ["7:8", "« preambule » figure dans toutes les conventions", "Retirez-la"]),
        ("[objet]", ["« objet » figure dans toutes les conventions"]),
    ],
)
def test_what_is_no_part_on_demand_is_refused_at_its_place(refused, workspace, avec, said):
    start = (
        "caf: communs/pas-de-calais.yaml\nterritoire:\n  nom: Lens\nperiode:\n  debut: 2023-01-01\n  fin: 2026-12-31\n"
    )
    put(workspace, "inputs/essai.yaml", f"{start}avec: {avec}\n")
    message = refused()
    assert all(piece in message for piece in said), message


def test_an_article_can_not_be_on_demand(refused, workspace):
    edit(workspace, "clauses/plan.yaml", ("  - article: objet\n", "  - {article: objet, presence: sur demande}\n"))
    assert "Seul un préambule peut être « sur demande »" in refused("harnes.yaml")


# --- the pages -------------------------------------------------------------------------

COUNTS = (1, 2, 4, 7, 50)


@dataclass(frozen=True)
class Printed:
    """The pages of one convention. `places`: anchor -> page from 0, left and top in points."""

    texts: list[str]
    places: Mapping[str, tuple[int, float, float]]
    block: SignatureBlock
    areas: list[SignatureArea]


@pytest.fixture(scope="module")
def printed(tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> Mapping[int, Printed]:
    """Conventions with that many signatories, some with long words, in one start of LibreOffice."""
    needs("soffice")
    folder = tmp_path_factory.mktemp("signatures")
    blocks = {count: _made(tools, count, folder / f"{count}.docx") for count in COUNTS}
    options = '{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", f"pdf:writer_pdf_Export:{options}", "--outdir", folder]
    sources = [folder / f"{count}.docx" for count in COUNTS]
    subprocess.run([*command, *sources], check=True, capture_output=True, timeout=180)
    return {count: _read(tools, folder / f"{count}.pdf", block) for count, block in blocks.items()}


def _made(tools: Tools, count: int, path: Path) -> SignatureBlock:
    persons = [_person(rank) for rank in range(count)]
    document = compose(content(tools, convention(signature={"lieu": "Arras", "signataires": persons})))
    path.write_bytes(write_convention(document, tools.templates, {}))
    return next(block for part in document.parts for block in part.blocks if isinstance(block, SignatureBlock))


def _person(rank: int) -> dict[str, str]:
    person = {"organisme": f"Commune n{rank}.", "qualite": "Le Maire", "nom": f"Personne p{rank}."}
    if rank % 5 == 1:
        person |= {"organisme": f"{LONG} n{rank}.", "mention": "Par délégation du Président"}
    return person | ({"nom": f"{LONG_NAME} p{rank}."} if rank % 7 == 2 else {})


def _read(tools: Tools, path: Path, block: SignatureBlock) -> Printed:
    reader = PdfReader(path)
    found = {}
    for name, place in reader.named_destinations.items():
        if "signataire" in name:
            page = reader.get_destination_page_number(place)
            found[f"signataire:{name.rpartition('F')[2]}"] = (page, float(place.left), float(place.top))
    areas = signature_areas(block, tools.templates.width, tools.templates.styles)
    return Printed([page.extract_text() for page in reader.pages], found, block, areas)


@pytest.mark.parametrize("count", COUNTS)
def test_each_box_stands_whole_on_the_page_where_its_place_to_sign_is(printed, count):
    shown = printed[count]
    assert set(shown.places) == {box.anchor for box in shown.block.boxes}
    for rank, box in enumerate(shown.block.boxes):
        text = shown.texts[shown.places[box.anchor][0]]
        assert f"n{rank}." in text and f"p{rank}." in text, rank


@pytest.mark.parametrize("count", COUNTS)
def test_the_sentence_stands_with_the_first_boxes(printed, count):
    shown = printed[count]
    assert "Fait à Arras" in shown.texts[shown.places["signataire:1"][0]]


@pytest.mark.parametrize("count", COUNTS)
def test_the_places_to_sign_lie_on_the_page_and_over_no_other(printed, count):
    shown, taken = printed[count], []
    for area in shown.areas:
        page, left, top = shown.places[area.anchor]
        assert left >= 60 and left + area.width <= 595 - 60 and top - area.height >= 50
        taken.append((page, left, top - area.height, left + area.width, top))
    for rank, (page, left, bottom, right, top) in enumerate(taken):
        for other in taken[:rank]:
            apart = right <= other[1] or other[3] <= left or top <= other[2] or other[4] <= bottom
            assert page != other[0] or apart


@pytest.mark.parametrize("count", COUNTS)
def test_boxes_of_a_row_are_filled_from_the_top(printed, count):
    """Where to sign begins at one height, and lower where more words stand above."""
    shown = printed[count]
    for row in rows_of_boxes(shown.block):
        places = [shown.places[box.anchor] for box in row]
        assert len({page for page, _, _ in places}) == 1
        tops = {(bool(box.mention), LONG_NAME in plain(box.nom)): [] for box in row}
        for box, (_, _, top) in zip(row, places, strict=True):
            tops[bool(box.mention), LONG_NAME in plain(box.nom)].append(top)
        assert all(max(each) - min(each) < 1 for each in tops.values())
        usual = tops.pop((False, False), None)
        assert usual is None or all(usual[0] > each[0] + 5 for each in tops.values())
