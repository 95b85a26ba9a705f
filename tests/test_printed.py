"""`--pdf` and `--pages` as a user meets them: true pages in Word's sommaire, a PDF that follows its Word file."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from pathlib import Path

import pikepdf
import pytest
from lxml import etree
from trials import straight
from wordfile import MAIN, W, WordFile

from assembler.model.anchors import bookmark_name
from assembler.readers.produced_pdf import read_pdf_facts

_REFERENCE = re.compile(r"PAGEREF (\w+) \\h")
Entry = tuple[str, int, str]
"""What it says, its page, and the name of the bookmark that it leads to."""


def entries(word: bytes) -> list[tuple[str, int]]:
    """The sommaire as Word shows it: heading and page, where it shows one."""
    file = WordFile(word)
    found = [[node.text for node in each.iter(f"{W}t")] for each in file.paragraphs if file.in_toc(each)]
    return [("".join(texts[:-1]), int(texts[-1])) for texts in found if texts[-1].isdecimal()]


def referring(word: bytes) -> tuple[list[Entry], list[Entry]]:
    """The entries of the sommaire, and those of the lists of figures."""
    file = WordFile(word)
    found: tuple[list[Entry], list[Entry]] = ([], [])
    for each in file.paragraphs:
        if target := _REFERENCE.search(etree.tostring(each, encoding="unicode")):
            *words, page = [node.text for node in each.iter(f"{W}t")]
            found[0 if file.in_toc(each) else 1].append(("".join(words), int(page), target[1]))
    return found


def tight(text: str) -> str:
    return re.sub(r"\s", "", text)


def xml(word: bytes, part: str = MAIN) -> str:
    return WordFile(word).parts[part].decode()


def out(workspace: Path, name: str = "harnes") -> Path:
    return workspace / "out" / name


def written(workspace: Path, name: str = "harnes") -> list[str]:
    return sorted(path.name for path in out(workspace, name).iterdir())


def lock(workspace: Path, name: str = "harnes") -> dict:
    return json.loads((workspace / "inputs" / f"{name}.lock.json").read_text(encoding="utf-8"))


@pytest.fixture
def word(workspace):
    return lambda name="harnes": (out(workspace, name) / "convention.docx").read_bytes()


def test_the_sommaire_and_the_lists_hold_the_page_of_each_entry(office, assemble, workspace, word):
    assert assemble("harnes.yaml", "--pdf").status == 0
    facts = read_pdf_facts((out(workspace) / "convention.pdf").read_bytes())
    texts = ["\n".join(straight(block.text) for block in page.blocks) for page in facts.pages]
    sommaire, listed = referring(word())
    file = WordFile(word())
    assert [text for text, _, _ in sommaire] == [text for level, text in file.headings() if level <= 2]
    captions = Counter(line for line in file.lines if re.match(r"(Tableau|Graphique)\s\d+ – ", line))
    assert captions and Counter(text for text, _, _ in listed) == captions
    for text, page, target in (*sommaire, *listed):
        place = facts.destinations[target]
        assert page == place.page, text
        near = [block for block in facts.pages[page - 1].blocks if abs(block.top - place.top) < 30]
        assert tight(text) in {tight(block.text) for block in near}, text
        shown = re.compile(re.escape(straight(text)) + rf"[\s.]*{page}$", re.MULTILINE)
        assert any(shown.search(each) for each in texts), text
    assert len({page for _, page, _ in sommaire}) > 15 and len({page for _, page, _ in listed}) > 5


def test_word_asks_nothing_and_can_refresh_it(office, assemble, word):
    assert assemble("harnes.yaml", "--pages").status == 0
    main = xml(word())
    assert "updateFields" not in xml(word(), "word/settings.xml") and "w:dirty" not in main
    assert main.count('w:fldCharType="begin"') == main.count('w:fldCharType="end"')
    assert " TOC \\o " in main


def test_pages_alone_write_no_pdf(office, assemble, workspace):
    result = assemble("harnes.yaml", "--pages")
    assert result.status == 0
    assert written(workspace) == ["convention.docx"]
    assert "Sommaire : des liens" not in straight(result.output)


def test_without_pages_the_sommaire_holds_links_and_the_summary_says_how_to_refresh(assemble, word):
    result = assemble("harnes.yaml")
    assert result.status == 0
    assert "Sommaire : des liens, sans numéros de page. Pour les inscrire : « --pages »" in straight(result.output)
    assert entries(word()) == []
    assert f'w:anchor="{bookmark_name("article:duree")}"' in xml(word())


def test_without_libreoffice_the_word_file_is_written_and_the_mend_told(assemble, workspace):
    result = assemble("harnes.yaml", "--pdf")
    assert result.status == 1
    assert written(workspace) == ["convention.docx"]
    told = straight(result.output)
    assert "Le document Word est écrit, mais pas tout le reste." in told
    assert "LibreOffice n’est pas installé" in told and "Remède : Installez-le." in told


def test_a_pdf_is_made_again_with_its_word_file(office, assemble, workspace):
    assemble("harnes.yaml", "--pdf")
    before = (out(workspace) / "convention.pdf").read_bytes()
    main = workspace / "inputs" / "harnes.yaml"
    main.write_text(main.read_text(encoding="utf-8").replace("Gestion des écoles", "Gestion de toutes les écoles"))
    assert assemble("harnes.yaml").status == 0
    after = (out(workspace) / "convention.pdf").read_bytes()
    assert after != before
    assert "toutes les écoles" in "".join(block.text for page in read_pdf_facts(after).pages for block in page.blocks)


def test_a_pdf_that_was_deleted_is_not_made_again(office, assemble, workspace):
    assemble("harnes.yaml", "--pdf")
    (out(workspace) / "convention.pdf").unlink()
    assert assemble("harnes.yaml").status == 0
    assert written(workspace) == ["convention.docx"]


def test_a_pdf_of_an_earlier_text_is_told_and_made_at_the_next_occasion(office, assemble, workspace, monkeypatch):
    assemble("harnes.yaml", "--pdf")
    before = (out(workspace) / "convention.pdf").read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr("assembler.writers.pdf.office.installed_office", lambda: (_ for _ in ()).throw(_missing()))
        assert assemble("harnes.yaml").status == 1
        assert (out(workspace) / "convention.pdf").read_bytes() == before
    result = assemble("batch", "--dry-run", "harnes.yaml")
    assert "out/harnes/convention.pdf est celui d’un texte antérieur" in straight(result.output)
    assert assemble("batch", "harnes.yaml").status == 0
    assert assemble("batch", "--dry-run", "harnes.yaml").output.count("à jour") == 1


def _missing():
    from assembler.model.place import Problems

    return Problems.one("LibreOffice n’est pas installé.", "Installez-le.")


def test_each_annexe_of_its_own_has_its_pdf(office, assemble, workspace):
    assert assemble("harnes.yaml", "--pdf", "--separate-annexes").status == 0
    names = written(workspace)
    assert "annexe-1-diagnostic.docx" in names and "annexe-1-diagnostic.pdf" in names
    assert len([name for name in names if name.endswith(".pdf")]) == 6
    facts = read_pdf_facts((out(workspace) / "annexe-4-referentiel.pdf").read_bytes())
    assert facts.pages[1].blocks


def test_a_batch_makes_the_pdfs_that_are_asked_once(office, assemble, workspace):
    result = assemble("batch", "--pdf", "--jobs", "2")
    assert result.status == 0, result.output
    for name in ("harnes", "lens"):
        assert written(workspace, name) == ["convention.docx", "convention.pdf"]
        assert f"out/{name}/convention.pdf" in lock(workspace, name)["produits"]
    again = assemble("batch", "--pdf", "--format", "json")
    assert json.loads(again.output)["counts"]["a_jour"] == 2


def test_a_batch_without_libreoffice_writes_the_word_files_and_says_why_once(assemble, workspace):
    result = assemble("batch", "--pdf", "--jobs", "1")
    assert result.status == 1
    assert written(workspace, "lens") == ["convention.docx"]
    told = straight(result.output)
    assert told.count("LibreOffice n’est pas installé sur cette machine.") == 1
    assert "2 conventions : harnes.yaml, lens.yaml" in told
    found = json.loads(assemble("batch", "--pdf", "--format", "json", "--jobs", "1").output)
    assert {each["lacking"][0]["hint"] for each in found["conventions"]} == {"Installez-le."}


def test_what_a_batch_would_print_is_told(assemble, workspace):
    assemble("batch")
    told = straight(assemble("batch", "--pdf", "--dry-run").output)
    assert "PDF demandé" in told
    assert "numéros de page demandés" in straight(assemble("batch", "--pages", "--dry-run").output)


def test_a_sealed_convention_has_its_pages(office, assemble, workspace):
    main = workspace / "inputs" / "harnes.yaml"
    main.write_text(main.read_text(encoding="utf-8") + "\netape: signature\n", encoding="utf-8")
    assert assemble("harnes.yaml").status == 0
    result = assemble("seal", "harnes.yaml", "--signature", "2023-04-12")
    assert result.status == 0, result.output
    sealed = (workspace / "archives" / "harnes" / "convention.docx").read_bytes()
    assert len(entries(sealed)) > 40
    assert sealed == (out(workspace) / "convention.docx").read_bytes()


def test_a_sealed_convention_without_libreoffice_says_that_it_has_none(assemble, workspace):
    main = workspace / "inputs" / "harnes.yaml"
    main.write_text(main.read_text(encoding="utf-8") + "\netape: signature\n", encoding="utf-8")
    result = assemble("seal", "harnes.yaml", "--signature", "2023-04-12")
    assert result.status == 0, result.output
    assert "Le sommaire archivé n’a pas de numéros de page." in straight(result.output)


# --- what was asked for is not lost ----------------------------------------------------


def without_office(monkeypatch, call):
    with monkeypatch.context() as patch:
        patch.setattr("assembler.writers.pdf.office.installed_office", _no_office)
        return call()


def _no_office():
    raise _missing()


def fields_of(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as found:
        return [str(field.T) for field in found.Root.AcroForm.Fields] if "/AcroForm" in found.Root else []


def test_fields_to_sign_come_back_after_a_failure(office, assemble, workspace, monkeypatch):
    assemble("harnes.yaml", "--champs-signature")
    names = fields_of((out(workspace) / "convention.pdf").read_bytes())
    assert len(names) == 2
    without_office(monkeypatch, lambda: assemble("harnes.yaml"))
    assert assemble("harnes.yaml").status == 0
    assert fields_of((out(workspace) / "convention.pdf").read_bytes()) == names


def test_pages_come_back_after_a_failure_and_go_when_told_to(office, assemble, workspace, word, monkeypatch):
    assemble("harnes.yaml", "--pages")
    told = without_office(monkeypatch, lambda: assemble("harnes.yaml"))
    assert told.status == 1 and entries(word()) == []
    assert "pas encore refaits" in straight(assemble("batch", "--dry-run", "harnes.yaml").output)
    assert assemble("harnes.yaml").status == 0 and entries(word())
    assert assemble("harnes.yaml", "--sans-pages").status == 0 and entries(word()) == []
    assert assemble("harnes.yaml").status == 0 and entries(word()) == []


def test_pages_that_were_never_made_are_not_asked_for_ever(assemble, workspace):
    assert assemble("harnes.yaml", "--pages").status == 1
    result = assemble("harnes.yaml")
    assert result.status == 0
    assert "LibreOffice" not in result.output


def test_remarks_are_in_the_word_file_and_never_in_the_pdf(office, assemble, workspace, word):
    fiche = workspace / "inputs" / "harnes" / "fiches" / "loisirs.yaml"
    remark = "{de: Commune, texte: Préciser l’âge.}"
    fiche.write_text(fiche.read_text(encoding="utf-8") + f"\nremarques: [{remark}]\n", encoding="utf-8")
    result = assemble("harnes.yaml", "--remarques", "--pdf")
    assert result.status == 0, result.output
    assert "Préciser l’âge." in xml(word(), "word/comments.xml")
    with pikepdf.open(out(workspace) / "convention.pdf") as found:
        kinds = {str(each.Subtype) for page in found.pages for each in page.obj.get("/Annots", [])}
    assert kinds == {"/Link"}


def test_a_disk_that_refuses_keeps_the_word_file(office, assemble, workspace, monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "absent"))
    result = assemble("harnes.yaml", "--pdf")
    assert result.status == 1
    assert written(workspace) == ["convention.docx"]
    assert "Le PDF n’a pas pu être fait" in straight(result.output)


def test_a_pdf_that_was_signed_in_its_place_is_not_replaced(office, assemble, workspace):
    assemble("harnes.yaml", "--pdf")
    pdf = out(workspace) / "convention.pdf"
    signed = pdf.read_bytes() + b"\n/ByteRange [0 1 2 3]\n"
    pdf.write_bytes(signed)
    result = assemble("harnes.yaml")
    assert result.status == 2
    assert "Ce PDF a été signé" in straight(result.output)
    assert pdf.read_bytes() == signed


def test_the_pdf_of_a_deliberation_follows_it(office, assemble, workspace):
    assert assemble("deliberation", "harnes.yaml", "--sans-annexe", "--pdf").status == 0
    pdf = out(workspace) / "deliberation.pdf"
    before = pdf.read_bytes()
    main = workspace / "inputs" / "harnes.yaml"
    main.write_text(main.read_text(encoding="utf-8").replace("Philippe DUQUESNOY", "Anne DURAND"), encoding="utf-8")
    assert assemble("deliberation", "harnes.yaml", "--sans-annexe").status == 0
    assert pdf.read_bytes() != before
