"""`assemble avenant harnes.yaml`: what changed since the signature, as a document that is signed."""

from __future__ import annotations

import shutil
import zipfile
from io import BytesIO

import pytest
from avenants import DAY, FILE, MAIN, SEALED, avenant, change, on, plain, seal_convention, text, under
from openxml_audit import OpenXmlValidator
from tracked import original, shown, side_of
from trials import edit, listing, put, straight
from wordfile import WordFile

from assembler.readers.word import is_as_written, read_word_file

EFFET = ("--effet", "2025-01-01")


@pytest.fixture(autouse=True)
def today(monkeypatch):
    on(monkeypatch, DAY)


@pytest.fixture
def sealed(assemble, workspace):
    seal_convention(assemble, workspace)
    return workspace


@pytest.fixture
def changed(sealed):
    change(sealed)
    return sealed


def written(assemble, *options: str) -> str:
    result = assemble("avenant", FILE, *options)
    assert result.status == 0, result.output
    return straight(result.output)


def behind_sommaire(found):
    """What Word does not make again by itself."""
    found = shown(found)
    start = max(rank for rank, item in enumerate(found) if item == "Préambule")
    return found[start:]


# --- the document ----------------------------------------------------------------------


def test_the_avenant_says_who_what_and_from_when(assemble, changed):
    written(assemble, *EFFET)
    file = avenant(changed)
    lines = [plain(line) for line in file.lines]
    assert lines[1:5] == ["Avenant n° 1", "à la Convention Territoriale Globale", "La commune de Harnes", lines[4]]
    assert lines[4] == "Du 1er janvier 2023 au 31 décembre 2026"
    assert [plain(title) for level, title in file.headings() if level == 1] == [
        "Parties",
        "Actes visés",
        "Article 1 – Objet de l’avenant",
        "Article 2 – Modifications de la convention",
        "Article 3 – Prise d’effet",
        "Article 4 – Stipulations inchangées",
        "Signature",
    ]
    parties = under(file, "Parties")
    assert (
        parties[1] == "Caisse d’Allocations Familiales du Pas-de-Calais, agissant par le Directeur, Jean-Jacques PION"
    )
    assert parties[2] == "Commune de Harnes, agissant par le Maire, Anne MAIRESSE"
    assert "signée le 12 avril 2023" in text(file)
    assert "Conformément à l’article 11 de la convention, il indique tous les changements" in text(file)
    assert under(file, "Article 3 – Prise")[0] == "Le présent avenant prend effet le 1er janvier 2025."
    assert "la délibération n° [à compléter : numéro de la délibération]" in text(file)
    signature = under(file, "Signature")
    assert signature[0].startswith(
        "Fait à [à compléter : lieu de signature], le [à compléter : date de signature], en 2 "
    )
    assert signature[1].endswith("Commune de Harnes") and "Anne MAIRESSE" in signature[2]


def test_what_came_after_its_vote_is_filled_in_from_the_input(assemble, changed):
    put(
        changed,
        MAIN,
        (changed / MAIN).read_text("utf-8")
        + "avenants:\n"
        + "  - deliberation: {numero: 2024-118, date: 2024-11-20, transmission: 2024-11-25}\n"
        + "    signature: {lieu: Arras, date: 2024-12-10, exemplaires: 3}\n"
        + "  - deliberation: {numero: du second}\n",
    )
    output = written(assemble, *EFFET)
    whole = text(avenant(changed))
    assert "la délibération n° 2024-118 du 20 novembre 2024, transmise au préfet le 25 novembre 2024" in whole
    assert "Fait à Arras, le 10 décembre 2024, en 3 exemplaires originaux" in whole
    assert "Anne MAIRESSE" in whole
    assert "à compléter" not in whole and "à compléter" not in output
    assert "du second" not in whole


def test_each_modified_part_stands_under_its_title_and_no_other(assemble, changed):
    output = written(assemble, *EFFET)
    titles = [plain(title) for level, title in avenant(changed).headings() if level == 2]
    parts = ["Article 3", "Article 12", "Annexe 2"]
    assert [title.partition(" – ")[0] for title in titles] == parts
    assert "3 parties modifiées" in output and all(f"- {title} : " in output for title in titles)
    assert any("neuf" in line for line in under(avenant(changed), titles[1]))
    assert any("La Maison bleue" in line for line in under(avenant(changed), titles[2]))


ELECTRONIC = "Le présent avenant est signé par voie électronique."


def test_an_avenant_that_is_signed_electronically_counts_no_copies(assemble, changed):
    more = "avenants:\n  - signature: {lieu: Arras, date: 2024-12-10, forme: electronique}\n"
    put(changed, MAIN, (changed / MAIN).read_text("utf-8") + more)
    written(assemble, *EFFET)
    signature = under(avenant(changed), "Signature")
    assert signature[0].startswith(ELECTRONIC)
    assert signature[1] == "Fait à Arras, le 10 décembre 2024."


@pytest.mark.parametrize(("own", "is_electronic"), [("", True), (", forme: papier", False)])
def test_an_avenant_is_signed_as_the_convention_unless_it_says_otherwise(assemble, changed, own, is_electronic):
    text = (changed / MAIN).read_text("utf-8").replace("\nsignature:\n", "\nsignature:\n  forme: electronique\n")
    put(changed, MAIN, text + f"avenants:\n  - signature: {{lieu: Arras{own}}}\n")
    written(assemble, *EFFET)
    assert any(line.startswith(ELECTRONIC) for line in under(avenant(changed), "Signature")) == is_electronic


def test_without_a_day_it_takes_effect_on_signature(assemble, changed):
    written(assemble)
    line = under(avenant(changed), "Article 3 – Prise")[0]
    assert line.startswith("Le présent avenant prend effet à la date de sa signature par toutes les parties.")


def test_the_clauses_are_those_of_the_day_of_effect_but_for_those_that_are_imposed(assemble, changed):
    output = written(assemble, "--effet", "2023-12-31")
    assert "Article 12" not in output and "Article 3" in output
    edit(changed, MAIN, ("etape:", "clauses: {fin: 2023-01}\netape:"))
    assert "Article 12" not in written(assemble, *EFFET)


def test_the_consolidated_text_bears_the_signature_of_the_convention(assemble, changed):
    written(assemble, *EFFET)
    file = avenant(changed, name="convention-consolidee")
    whole = text(file)
    assert "Version consolidée – avenant n° 1" in whole and "PROJET" not in whole
    assert "préavis de neuf mois" in whole and "La Maison bleue" in " ".join(under(file, "Annexe 2"))
    assert "Philippe DUQUESNOY" in whole and "Anne MAIRESSE" not in whole
    assert "Délibération n° 2023-08" in whole and "2099-99" not in whole
    assert "version consolidée, avenant n° 1" in plain(file.parts["word/header1.xml"].decode())


def test_the_comparison_leads_from_the_sealed_text_to_the_consolidated_one(assemble, changed):
    written(assemble, *EFFET)
    redline = avenant(changed, name="comparaison").data
    new = avenant(changed, name="convention-consolidee").data
    assert shown(side_of(redline, "reject")) == shown(original((changed / SEALED).read_bytes()))
    assert behind_sommaire(side_of(redline, "accept")) == behind_sommaire(original(new))
    assert 'w:author="Avenant n° 1"' in WordFile(redline).parts["word/document.xml"].decode()


def test_the_files_are_valid_their_own_witness_and_the_same_each_time(assemble, changed, tmp_path):
    output = written(assemble, *EFFET)
    folder = changed / "out/essai/avenant-1"
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    texts = ["avenant.docx", "avenant.json", "comparaison.docx", "convention-consolidee.docx", "fige.zip"]
    assert sorted(first) == texts
    assert all(f"Écrit : out/essai/avenant-1/{name}" in output for name in first)
    validator = OpenXmlValidator(strict=True, security_validation=True, max_errors=20)
    for name in first:
        if name.endswith(".docx"):
            assert [str(error) for error in validator.validate(folder / name).errors] == []
    for name in ("avenant.docx", "convention-consolidee.docx"):
        data, words = read_word_file(folder / name)
        assert words.manifest and words.manifest.input == MAIN and is_as_written(data, folder / name, words.manifest)
    shutil.rmtree(changed / "out")
    written(assemble, *EFFET)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first


def test_what_is_kept_makes_the_consolidated_text_again(assemble, changed, tmp_path):
    written(assemble, *EFFET)
    kept = tmp_path / "garde"
    with zipfile.ZipFile(changed / "out/essai/avenant-1/fige.zip") as package:
        package.extractall(kept)
    assert assemble("build", FILE, "--workspace", str(kept)).status == 0
    again = WordFile.at(kept / "out/essai/convention.docx")
    ours = avenant(changed, name="convention-consolidee")
    assert under(again, "Article 12") == under(ours, "Article 12")
    assert under(again, "Annexe 2") == under(ours, "Annexe 2")


def test_values_are_text_whatever_they_look_like(assemble, sealed):
    edit(
        sealed,
        MAIN,
        ("[Écoles, Périscolaire]", "[Écoles, '**{{ 7*7 }}** <w:b/> & {% if x %}']"),
        ("Philippe DUQUESNOY", "'{{ caf.nom }} <Maire>'"),
    )
    written(assemble, *EFFET)
    assert "**{{ 7*7 }}** <w:b/> & {% if x %}" in text(avenant(sealed))
    assert "agissant par le Maire, {{ caf.nom }} <Maire>" in text(avenant(sealed))


# --- nothing, and more than one --------------------------------------------------------


def test_nothing_changed_writes_nothing(assemble, sealed):
    edit(sealed, MAIN, ("Philippe DUQUESNOY", "Anne MAIRESSE"))
    before = listing(sealed)
    assert "Rien ne change" in written(assemble, *EFFET)
    assert listing(sealed) == before


def test_a_second_avenant_amends_the_text_that_the_first_one_left(assemble, changed):
    written(assemble, *EFFET)
    assert assemble("seal", FILE, "--avenant", "1", "--signature", "2025-02-01").status == 0
    assert "Rien ne change" in written(assemble, *EFFET)
    first = {path: path.read_bytes() for path in (changed / "out/essai/avenant-1").iterdir()}
    edit(changed, MAIN, ("Jeunesse]", "Jeunesse, Culture]"))
    output = written(assemble, "--effet", "2025-06-01")
    assert "Avenant n° 2" in output and "1 partie modifiée" in output
    file = avenant(changed, 2)
    assert "l’avenant n° 1 à la convention, signé le 1er février 2025" in text(file)
    assert "dans la rédaction que leur ont donnée les avenants antérieurs" in text(file)
    assert "Philippe DUQUESNOY" in text(avenant(changed, 2, "convention-consolidee"))
    redline = avenant(changed, 2, "comparaison").data
    sealed_text = (changed / "archives/essai/avenant-1/convention-consolidee.docx").read_bytes()
    assert shown(side_of(redline, "reject")) == shown(original(sealed_text))
    assert {path: path.read_bytes() for path in first} == first


# --- prolongation ----------------------------------------------------------------------


def test_a_prolongation_changes_the_last_day_and_nothing_else(assemble, changed):
    output = written(assemble, "--prolonger", "31/12/2027")
    file = avenant(changed)
    assert "Avenant n° 1 : prolongation jusqu’au 31/12/2027" in output
    first = under(file, "Article 2")[0]
    assert first.startswith("La convention devait prendre fin le 31 décembre 2026. Les parties la prolongent jusqu’au ")
    assert "31 décembre 2027 inclus" in first
    titles = [title for level, title in file.headings() if level == 2]
    assert [plain(title).partition(" – ")[0] for title in titles] == ["Article 10", "Annexe 3"]
    assert "agissant par le Maire, Anne MAIRESSE" in text(file)
    whole = text(avenant(changed, name="convention-consolidee"))
    assert "au plus tard le 31 décembre 2027" in whole and "préavis de six mois" in whole
    assert "La Maison bleue" not in whole and "Jeunesse" not in whole


def test_prolongations_and_avenants_follow_one_another(assemble, refused, changed):
    written(assemble, *EFFET)
    assemble("seal", FILE, "--avenant", "1", "--signature", "2025-02-01")
    written(assemble, "--prolonger", "2027-12-31")
    whole = text(avenant(changed, 2, "convention-consolidee"))
    assert "au plus tard le 31 décembre 2027" in whole and "préavis de neuf mois" in whole
    assert assemble("seal", FILE, "--avenant", "2", "--signature", "2026-02-01").status == 0
    assert "fin actuelle, 31/12/2027" in refused("avenant", FILE, "--prolonger", "2027-12-31")
    said = refused("avenant", FILE, *EFFET)
    assert f"{MAIN}:3:" in said and "un avenant a prolongé la convention" in said and "« fin: 2027-12-31 »" in said
    edit(changed, MAIN, ("fin: 2026-12-31", "fin: 2027-12-31"))
    assert "Rien ne change" in written(assemble, *EFFET)
    written(assemble, "--prolonger", "2028-12-31")
    assert "au 31 décembre 2027, ci-après" in text(avenant(changed, 3))


def test_the_kept_archive_is_a_zip_of_the_input_as_amended(assemble, changed):
    written(assemble, *EFFET)
    data = (changed / "out/essai/avenant-1/fige.zip").read_bytes()
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert "date_reference: 2025-01-01" in package.read(MAIN).decode()
        assert "clauses/fin/2024-01.md" in package.namelist()
