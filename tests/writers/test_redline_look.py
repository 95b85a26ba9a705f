"""A redline looks like the file it starts from; of the other file it takes words and simple looks alone."""

from __future__ import annotations

from pathlib import Path

from handmade import words
from lxml import etree
from openxml_audit import OpenXmlValidator
from redline_samples import AUTHOR, SIDES, file_of, part, redlined, steps_between
from tracked import original, settled, side_of, texts
from wordfile import MAIN, W, WordFile, numbers_of, text_of

from assembler.build.convention import Tools
from assembler.model.document import Blank, Block, Column, List, Paragraph, Reference, Row, Table, Text
from assembler.readers.word import read_word_bytes
from assembler.writers.package import zip_parts
from assembler.writers.redline import redline

HOSTILE = "</w:t><w:p/> & « {{ 7*7 }} »"


def written(tools: Tools, *blocks: Block) -> bytes:
    return file_of(tools, part("a", *blocks))


def paragraph(*inlines: Text | Blank | Reference) -> Paragraph:
    return Paragraph(inlines)


def run_of(data: bytes, text: str) -> etree._Element:
    """The run that holds these very words."""
    (found,) = (run for run in WordFile(data).body.iter(f"{W}r") if "".join(run.itertext()) == text)
    return found


def style_of_run(file: WordFile, run: etree._Element) -> str:
    style = run.find(f"{W}rPr/{W}rStyle")
    return "" if style is None else file.style_names[style.get(f"{W}val")]


def edited(data: bytes, *changes: tuple[str, str], part_name: str = MAIN) -> bytes:
    """A file as somebody sent it back."""
    parts = dict(WordFile(data).parts)
    xml = parts[part_name].decode()
    for before, after in changes:
        assert before in xml
        xml = xml.replace(before, after)
    return zip_parts(parts | {part_name: xml.encode()})


# --- looks -----------------------------------------------------------------------------


def test_new_words_look_like_those_that_they_replace(tools: Tools):
    old = written(tools, paragraph(Text("Une réunion "), Text("par semestre", bold=True), Text(" au moins.")))
    new = written(tools, paragraph(Text("Une réunion "), Text("par trimestre", bold=True), Text(" au moins.")))
    data = redlined(old, new)
    assert style_of_run(WordFile(data), run_of(data, "trimestre")) == "strong"


def test_a_blank_that_was_filled_is_no_more_highlighted(tools: Tools):
    old = written(tools, paragraph(Text("Fait le "), Blank("date"), Text(", en deux exemplaires.")))
    new = written(tools, paragraph(Text("Fait le 12 mars 2027, en deux exemplaires.")))
    data = redlined(old, new)
    assert style_of_run(WordFile(data), run_of(data, "[à compléter\u00a0: date]")) == "CTG À compléter"
    assert style_of_run(WordFile(data), run_of(data, "12 mars 2027")) == ""


def test_words_added_behind_a_link_are_not_part_of_it(tools: Tools):
    sentence = paragraph(Text("Voir l’"), Reference("article:a", "article 1"), Text("."))
    longer = paragraph(Text("Voir l’"), Reference("article:a", "article 1"), Text(" de la convention."))
    data = redlined(written(tools, sentence), written(tools, longer))
    (link,) = WordFile(data).body.iter(f"{W}hyperlink")
    assert "".join(link.itertext()) == "article 1"
    assert style_of_run(WordFile(data), run_of(data, " de la convention")) == ""


def test_words_change_inside_a_link(tools: Tools):
    old, new = (
        written(tools, paragraph(Text("Voir "), Reference("article:a", text), Text(" ci-dessus.")))
        for text in ("l’article premier", "l’article deuxième")
    )
    data = redlined(old, new)
    (link,) = WordFile(data).body.iter(f"{W}hyperlink")
    assert [each.tag.removeprefix(W) for each in link] == ["r", "del", "ins"]
    assert style_of_run(WordFile(data), run_of(data, "deuxième")) == "hyperlink"


def test_a_new_paragraph_takes_style_bold_and_exponents(tools: Tools):
    own = paragraph(Text("Le 1"), Text("er", superscript=True), Text(" janvier", bold=True))
    data = redlined(written(tools, paragraph(Text("Une phrase."))), written(tools, paragraph(Text("Une phrase.")), own))
    file = WordFile(data)
    (made,) = (p for p in file.paragraphs if text_of(p) == "Le 1er janvier")
    assert file.style_of(made) == "CTG Texte"
    assert style_of_run(file, run_of(data, " janvier")) == "strong"
    assert run_of(data, "er").find(f"{W}rPr/{W}vertAlign").get(f"{W}val") == "superscript"


def test_a_new_item_joins_the_list_that_it_stands_in(tools: Tools):
    def numbered(*texts: str) -> List:
        return List(True, tuple((Paragraph(words(text)),) for text in texts))

    old, new = (written(tools, numbered("zéro"), paragraph(Text("Puis :")), numbered(*each)) for each in ("ac", "abc"))
    file = WordFile(redlined(old, new))
    by_text = {text_of(p): p.find(f"{W}pPr/{W}numPr/{W}numId") for p in file.paragraphs}
    numbers = {text: number.get(f"{W}val") for text, number in by_text.items() if number is not None}
    assert numbers["a"] == numbers["b"] == numbers["c"] != numbers["zéro"]


def test_a_list_that_comes_starts_at_one(tools: Tools):
    first, second, start = (
        List(True, tuple((Paragraph(words(text)),) for text in each)) for each in (("a", "b"), ("c", "d"), ("e",))
    )
    sentence = paragraph(Text("Puis :"))
    old, new = (written(tools, *each) for each in ((first, sentence), (first, sentence, second, sentence, start)))
    file = WordFile(redlined(old, new))
    numbers = [next(iter(numbers_of(p)), "") for p in file.paragraphs if text_of(p) in set("abcde")]
    assert numbers[0] == numbers[1] and numbers[2] == numbers[3] and len(set(numbers)) == 3
    numbering = etree.fromstring(file.parts["word/numbering.xml"])
    for number in numbers:
        (num,) = numbering.findall(f"{W}num[@{W}numId='{number}']")
        assert num.find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val") == "1"


def test_a_bullet_made_with_a_button_of_word_is_a_bullet(tools: Tools):
    sentence, added = (paragraph(Text(text)) for text in ("Une phrase.", "Une puce."))
    bullets = '<w:pPr><w:pStyle w:val="CTGTexte"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    plain = '<w:pPr><w:pStyle w:val="CTGTexte"/></w:pPr><w:r><w:t xml:space="preserve">Une puce.'
    back = edited(written(tools, sentence, added), (plain, bullets + plain.partition("</w:pPr>")[2]))
    assert read_word_bytes(back, Path("x.docx")).items[-1].kind in ("puce", "numero")
    file = WordFile(redlined(written(tools, sentence), back))
    assert file.style_of(file.paragraphs[-1]) in ("list bullet", "list number")


def test_a_new_row_has_the_widths_of_its_table(tools: Tools):
    def weighted(*rows: str) -> Table:
        return Table((), (Column.named("A", 3), Column.named("B", 1)), tuple(Row((words(r), words(r))) for r in rows))

    data = redlined(*(written(tools, weighted(*rows), paragraph(Text("Fin."))) for rows in ("ac", "abc")))
    rows = [
        [cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w") for cell in row.iter(f"{W}tc")]
        for row in WordFile(data).body.iter(f"{W}tr")
    ]
    assert len(rows) == 4 and rows.count(rows[0]) == 4 and rows[0][0] > rows[0][1]


# --- what comes from the other file ----------------------------------------------------


def test_of_a_file_that_came_back_only_words_and_names_of_styles_are_taken(tools: Tools):
    first = written(tools, paragraph(Text("Une phrase.")))
    marker = f"Ajout {HOSTILE}"
    back = written(tools, paragraph(Text("Une phrase.")), paragraph(Text(marker)))
    drawn = '<w:r><w:pict/><w:instrText xml:space="preserve"> DDEAUTO cmd </w:instrText></w:r>'
    back = edited(
        back,
        ('<w:t xml:space="preserve">Ajout', '<w:t w:evil="1" xml:space="preserve">Ajout'),
        (
            "</w:sdtContent>",
            f'<w:p><w:pPr><w:pStyle w:val="Evil"/><w:framePr/></w:pPr>{drawn}<w:r><w:rPr><w:vanish/>'
            "</w:rPr><w:t>Caché</w:t></w:r></w:p></w:sdtContent>",
        ),
    )
    parts, before = WordFile(redlined(first, back)).parts, WordFile(first).parts
    assert {name: data for name, data in parts.items() if name != MAIN} == {
        n: d for n, d in before.items() if n != MAIN
    }
    xml = parts[MAIN].decode()
    assert not any(word in xml for word in ("evil", "Evil", "DDEAUTO", "pict", "framePr", "vanish"))
    assert side_of(redlined(first, back), "accept")[-2:] == [marker, "Caché"]


def test_styles_are_matched_by_their_names(tools: Tools):
    old, new = (written(tools, *(paragraph(Text(text)) for text in each)) for each in (("Un.",), ("Un.", "Deux.")))
    for name in (MAIN, "word/styles.xml"):
        new = edited(new, ('"CTGTexte"', '"Autre7"'), part_name=name)
    file = WordFile(redlined(old, new))
    assert [file.style_of(p) for p in file.paragraphs] == ["heading 1", "CTG Texte", "CTG Texte"]


def test_tracked_changes_of_the_other_file_are_taken_as_accepted(tools: Tools):
    old, new = (written(tools, paragraph(Text(text))) for text in ("La Caf paie.", "La Caf et la ville paient."))
    data = redlined(old, redlined(old, new))
    assert side_of(data, "accept") == original(new)
    assert side_of(data, "reject") == original(old)


# --- comments and the package ----------------------------------------------------------


def test_a_reason_is_a_comment_at_the_change(tools: Tools, tmp_path: Path):
    old = written(tools, paragraph(Text("Un délai de six mois.")), paragraph(Text("Puis rien.")))
    new = written(tools, paragraph(Text("Un délai de trois mois.")), paragraph(Text("Ajout.")))
    steps = steps_between(old, new)
    reasons = [(step, f"Motif {rank}\nSuite") for rank, step in enumerate(steps) if step.change != "identique"]
    data = redline(old, new, steps, AUTHOR, reasons)
    comments = read_word_bytes(data, tmp_path / "x.docx").comments
    assert [each.text for each in comments] == [text for _, text in reasons]
    assert comments[-len(reasons)].about == "Un délai de trois mois."
    assert {each.author for each in comments} == {AUTHOR.name}
    for side, source, there in zip(SIDES, (new, old), ("new", "old"), strict=True):
        assert texts(settled(data, side)) == original(source)
        left = list(settled(data, side).iter(f"{W}commentReference"))
        assert len(left) == sum(getattr(step, there) is not None for step, _ in reasons)
    (tmp_path / "file.docx").write_bytes(data)
    validator = OpenXmlValidator(strict=True, security_validation=True, max_errors=20)
    assert [str(error) for error in validator.validate(tmp_path / "file.docx").errors] == []


def test_content_controls_between_paragraphs_are_taken_away(tools: Tools):
    """LibreOffice loses changes at the start of one."""
    old, new = (written(tools, paragraph(Text(text))) for text in ("La Caf paie.", "La ville paie."))
    file = WordFile(redlined(old, new))
    assert WordFile(old).controls() and not file.controls()
    assert file.bookmarks() == WordFile(old).bookmarks()


def test_a_redline_of_everything_is_valid(tools: Tools, tmp_path: Path):
    table = Table((), (Column.named("A", 1), Column.named("B", 1)), (Row((words("a"), words("b"))),))
    bigger = Table((), table.columns, (*table.rows, Row((words("c"), ()))))
    bullets = List(False, ((paragraph(Text("un")),), (paragraph(Text("deux")),)))
    old = written(tools, paragraph(Text("Début.")), table, bullets, table, paragraph(Text("Fin.")))
    new = written(tools, paragraph(Text("Le début.")), bigger, table, bigger, bullets, paragraph(Blank("fin")))
    bare = edited(old, ("<w:trPr><w:cantSplit/></w:trPr>", ""))
    for rank, data in enumerate((redlined(old, new), redlined(new, old), redlined(bare, written(tools)))):
        (tmp_path / f"{rank}.docx").write_bytes(data)
        validator = OpenXmlValidator(strict=True, security_validation=True, max_errors=20)
        assert [str(error) for error in validator.validate(tmp_path / f"{rank}.docx").errors] == []


def test_the_same_files_give_the_same_bytes(tools: Tools):
    old, new = (written(tools, paragraph(Text(text))) for text in ("La Caf paie.", "La ville paie."))
    assert redlined(old, new) == redlined(old, new)
