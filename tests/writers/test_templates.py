"""Templates that staff have changed: every mistake is told in French, with its template and its place.

The wrong templates are the real ones with a piece of their XML replaced.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import needs
from drafts import REPOSITORY, content, convention, spaced
from wordfile import WordFile, edit_part, text_of, write_parts

from assembler.build.convention import Tools
from assembler.compose.compose import compose
from assembler.model.document import Document
from assembler.model.place import Problem, Problems
from assembler.writers.docx import write_convention
from assembler.writers.templates import load_templates

CONVENTION, ANNEXE, FICHE = "convention.docx", "annexes/annexe.docx", "annexes/fiche.docx"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
ENGLISH = re.compile(
    r"\b(expected|unexpected|undefined|unknown|template|unsafe|division|recursion|tag)\b", re.IGNORECASE
)


@pytest.fixture(scope="module")
def document(tools: Tools) -> Document:
    given = convention(
        fiches=[{"id": "jeunesse", "titre": "Aller vers", "moyens": "Un agent."}],
        enjeux={"themes": [{"titre": "Jeunesse", "objectifs": [{"fiche": "jeunesse"}]}]},
    )
    return compose(content(tools, given))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the real templates."""
    return Path(shutil.copytree(REPOSITORY / "templates", tmp_path / "templates"))


def written(folder: Path, document: Document) -> WordFile:
    return WordFile(write_convention(document, load_templates(folder), {}))


def faults(folder: Path, document: Document) -> list[Problem]:
    with pytest.raises(Problems) as caught:
        written(folder, document)
    return list(caught.value.problems)


def swap(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


def test_the_real_templates_work(folder, document):
    assert "Aller vers" in " ".join(written(folder, document).lines)


TITLE = "{{ couverture.titre }}"
ENDFOR = "{%p endfor %}"
FOR = "{%p for annexe in annexes %}"
LOGO = "{{p couverture.logos }}"
CONTENT = "{{p annexe.contenu }}"
PUBLIC = "{{p fiche.public }}"
ILL_WRITTEN, UNKNOWN, UNSOUND = "est mal écrite", "nomme une valeur inconnue", "ne peut pas être calculée"
CELL = "tableau 2, ligne 2, cellule 1"


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "said"),
    [
        (CONVENTION, TITLE, "{{ couverture.titre | }}", "paragraphe 2", ILL_WRITTEN),
        (CONVENTION, TITLE, "{{ couverture titre }}", "paragraphe 2", ILL_WRITTEN),
        (CONVENTION, TITLE, "{{ couverture.titre", "paragraphe 2", "« {{ couverture.titre » n’a pas toutes"),
        (CONVENTION, TITLE, "couverture.titre }}", "paragraphe 2", "n’a pas toutes ses accolades"),
        (CONVENTION, TITLE, "{{ couverture.titre | majus }}", "paragraphe 2", "emploie le filtre « majus »"),
        (CONVENTION, TITLE, "{{ couverture.titres }}", "paragraphe 2", "« {{ couverture.titres }} » nomme une valeur"),
        (CONVENTION, TITLE, "{{ 1 / 0 }}", "paragraphe 2", UNSOUND),
        (CONVENTION, TITLE, "{{ ''.__class__ }}", "paragraphe 2", UNSOUND),
        (CONVENTION, TITLE, "{% set x = %}", "paragraphe 2", ILL_WRITTEN),
        (CONVENTION, LOGO, "{{p couverture.logo }}", "paragraphe 1", UNKNOWN),
        (CONVENTION, FOR, "{%p for annexe in annexe %}", "paragraphe", UNKNOWN),
        (CONVENTION, ENDFOR, "", "paragraphe", "« {%p for annexe in annexes %} » n’a pas de « endfor » à sa suite"),
        (CONVENTION, FOR, "", "paragraphe", f"« {ENDFOR} » n’a pas de « for » devant elle"),
        (CONVENTION, ENDFOR, "{%p endif %}", "paragraphe", "« {%p endif %} » n’a pas de « if » devant elle"),
        (ANNEXE, CONTENT, "{{p annexe.contnu }}", "paragraphe 3", UNKNOWN),
        (ANNEXE, CONTENT, "{{p annexe.contenu( }}", "paragraphe 3", ILL_WRITTEN),
        (ANNEXE, CONTENT, "{%p include 'annexes/annexe.docx' %}", "paragraphe 3", UNSOUND),
        (FICHE, PUBLIC, "{{p fiche.publi }}", CELL, UNKNOWN),
        (FICHE, PUBLIC, "{{p fiche.public ) }}", CELL, ILL_WRITTEN),
        (FICHE, "{%p endif %}", "", "paragraphe 3", "« {%p if fiche.axe %} » n’a pas"),
    ],
)  # fmt: skip
def test_a_wrong_tag(folder, document, file, old, new, place, said):
    edit_part(folder / file, swap(old, new))
    problem = faults(folder, document)[0]
    message = spaced(problem.message)
    assert message.startswith(f"Dans le modèle {file} ({place}")
    assert said in message
    assert not ENGLISH.search(message)
    assert problem.place.file == folder / file
    assert "docs/templates.md" in problem.hint


@pytest.mark.parametrize(
    ("part", "old", "new", "where", "said"),
    [
        ("word/header1.xml", "{{ entete }}", "{{ entet }}", "en-tête, paragraphe 1", "nomme une valeur inconnue"),
        ("word/footer1.xml", "{{ pied }}", "{{ pied } }", "pied de page, paragraphe 1", "n’a pas toutes ses accolades"),
    ],
)
def test_a_wrong_tag_in_the_running_titles(folder, document, part, old, new, where, said):
    edit_part(folder / CONVENTION, swap(old, new), part)
    (problem,) = faults(folder, document)
    assert spaced(problem.message).startswith(f"Dans le modèle {CONVENTION} ({where}), la balise")
    assert said in problem.message


def test_an_unknown_include(folder, document):
    edit_part(folder / CONVENTION, swap("include annexe.modele", "include 'annexes/inconnu.docx'"))
    (problem,) = faults(folder, document)
    assert re.fullmatch(
        r"Le modèle « annexes/inconnu.docx » n’existe pas \(paragraphe \d+\)\.", spaced(problem.message)
    )
    assert problem.place.file == folder / CONVENTION


def test_faults_of_all_templates_at_once(folder, document):
    edit_part(folder / CONVENTION, lambda text: text.replace(TITLE, "{{ couverture.titre").replace(ENDFOR, ""))
    edit_part(folder / FICHE, swap(PUBLIC, "{{p fiche.public ) }}"))
    found = [problem.place.file.name for problem in faults(folder, document)]
    assert found == ["convention.docx", "convention.docx", "fiche.docx"]


@pytest.mark.parametrize(
    ("file", "tag", "lost"),
    [
        (CONVENTION, "{{p corps }}", "Préambule"),
        (CONVENTION, "{{p sommaire }}", "Préambule"),
        (CONVENTION, TITLE, "Convention Territoriale Globale"),
        (ANNEXE, "{{p annexe.titre }}", "Annexe 1 – Diagnostic partagé"),
        (FICHE, PUBLIC, "[à compléter : public cible]"),
        (FICHE, "{{ fiche.axe }}", "Jeunesse"),
    ],
)
def test_a_tag_that_was_removed(folder, document, file, tag, lost):
    edit_part(folder / file, swap(tag, ""))
    (problem,) = faults(folder, document)
    assert spaced(problem.message) == f"Ce texte manque dans le fichier écrit : « {lost} »."


@pytest.mark.parametrize(
    ("file", "tag"), [(CONVENTION, "{{p corps }}"), (ANNEXE, "{{p annexe.contenu }}"), (FICHE, PUBLIC)]
)
def test_a_tag_that_stands_twice(folder, document, file, tag):
    paragraph = f"<w:p><w:r><w:t>{tag}</w:t></w:r></w:p>"
    edit_part(
        folder / file, lambda text: re.sub(rf"<w:p>(?:(?!</w:p>).)*{re.escape(tag)}.*?</w:p>", paragraph * 2, text)
    )
    (problem,) = faults(folder, document)
    assert spaced(problem.message).startswith("Ce texte paraît une fois de trop dans le fichier écrit : « ")


def test_a_tag_in_pieces_is_put_together(folder, document):
    """Word cuts a run wherever a language, a revision or a bold letter changes."""
    pieces = '{{ couverture.</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">titre }}'
    edit_part(folder / CONVENTION, swap(TITLE, pieces))
    assert "Convention Territoriale Globale" in written(folder, document).lines


# --- styles and pictures ---------------------------------------------------------------


@pytest.mark.parametrize("name", ["CTG Note", "heading 3", "Hyperlink", "CTG Tableau", "List Number 2"])
def test_a_style_that_convention_docx_lacks(folder, document, name):
    edit_part(folder / CONVENTION, swap(f'w:name w:val="{name}"', 'w:name w:val="Renommé"'), "word/styles.xml")
    problem = faults(folder, document)[0]
    assert spaced(problem.message) == f"Le style « {name} » manque dans le modèle."
    assert problem.place.file == folder / CONVENTION


def test_every_missing_style_is_told(folder, document):
    edit_part(folder / CONVENTION, swap('w:name w:val="CTG ', 'w:name w:val="X '), "word/styles.xml")
    assert len(faults(folder, document)) > 10


def _own_style(folder: Path, name: str) -> None:
    """Give the annexe template a style of its own, and use it."""
    style = f'<w:style w:type="paragraph" w:styleId="Propre"><w:name w:val="{name}"/></w:style></w:styles>'
    edit_part(folder / ANNEXE, swap("</w:styles>", style), "word/styles.xml")
    styled = '<w:p><w:pPr><w:pStyle w:val="Propre"/></w:pPr><w:r><w:t>Texte</w:t></w:r></w:p><w:sectPr'
    edit_part(folder / ANNEXE, swap("<w:sectPr", styled))


def test_a_style_of_an_annexe_that_convention_docx_lacks(folder, document):
    _own_style(folder, "Style du service")
    (problem,) = faults(folder, document)
    assert spaced(problem.message) == "Le style « style du service » n’existe pas dans convention.docx."
    assert problem.place.file == folder / ANNEXE


def test_a_style_is_found_by_its_name_whatever_its_id(folder, document):
    _own_style(folder, "CTG Note")
    file = written(folder, document)
    used = [file.style_of(p) for p in file.paragraphs if text_of(p) == "Texte"]
    assert used == ["CTG Note"] * len(document.annexes)


@pytest.mark.parametrize(
    "markup",
    [
        f'<w:r><w:drawing><a:blip xmlns:a="{DRAWING}" r:embed="rId9"/></w:drawing></w:r>',
        '<w:hyperlink r:id="rId9"><w:r><w:t>lien</w:t></w:r></w:hyperlink>',
    ],
)
def test_a_picture_or_a_link_in_an_annexe(folder, document, markup):
    edit_part(folder / ANNEXE, swap("<w:sectPr", f"<w:p>{markup}</w:p><w:sectPr"))
    (problem,) = faults(folder, document)
    assert problem.message == "Un modèle d’annexe ne peut contenir ni image ni lien."
    assert problem.place.file == folder / ANNEXE


# --- files -----------------------------------------------------------------------------


@pytest.mark.parametrize("file", [CONVENTION, ANNEXE, FICHE])
def test_a_missing_template(folder, document, file):
    (folder / file).unlink()
    (problem,) = faults(folder, document)
    assert spaced(problem.message) == f"Le modèle « {Path(file).name} » manque."
    assert problem.place.file == folder / file


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 cut", b"<html>", b"\xd0\xcf\x11\xe0 old .doc"])
@pytest.mark.parametrize("file", [CONVENTION, ANNEXE])
def test_a_template_that_is_no_word_file(folder, document, file, data):
    (folder / file).write_bytes(data)
    (problem,) = faults(folder, document)
    assert problem.message == "Ce modèle n’est pas un fichier Word lisible."
    assert problem.place.file == folder / file


def test_a_zip_that_is_no_word_file(folder, document):
    write_parts(folder / FICHE, {"mimetype": b"application/vnd.oasis.opendocument.text"})
    assert faults(folder, document)[0].message == "Ce modèle n’est pas un fichier Word lisible."


def test_a_template_with_broken_xml(folder, document):
    edit_part(folder / CONVENTION, swap("</w:body>", ""))
    assert faults(folder, document)[0].message == "Ce modèle n’est pas un fichier Word lisible."


def test_the_lock_file_of_word_is_no_template(folder, document):
    (folder / "annexes/~$annexe.docx").write_bytes(b"\x05agent")
    assert written(folder, document).lines


# --- templates of staff ----------------------------------------------------------------


def test_an_annexe_template_of_its_own_kind(folder, document):
    shutil.copy(folder / ANNEXE, folder / "annexes/diagnostic.docx")
    mention = '<w:p><w:pPr><w:pStyle w:val="CTGNote"/></w:pPr><w:r><w:t>Document du service études.</w:t></w:r></w:p>'
    edit_part(folder / "annexes/diagnostic.docx", swap("<w:sectPr", f"{mention}<w:sectPr"))
    file = written(folder, document)
    assert file.lines.count("Document du service études.") == 1
    section = " ".join(text_of(each) for each in file.section("Annexe 1 – Diagnostic"))
    assert "Document du service études." in section


def test_templates_saved_by_libreoffice_still_work(folder, document, tmp_path):
    """LibreOffice renames style ids, cuts runs and rewrites every part; the names of the styles stay."""
    needs("soffice")
    for file in (CONVENTION, FICHE):
        profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", tmp_path / "saved"]
        subprocess.run([*command, folder / file], check=True, capture_output=True, timeout=120)
        shutil.copy(tmp_path / "saved" / Path(file).name, folder / file)
    file = written(folder, document)
    plain = WordFile(write_convention(document, load_templates(REPOSITORY / "templates"), {}))
    assert b"LibreOffice" in WordFile.at(folder / CONVENTION).parts["docProps/app.xml"]
    assert file.lines == plain.lines
    assert file.headings() == plain.headings()
    assert [len(table) for table in file.tables()] == [len(table) for table in plain.tables()]
