"""What Word shows and no walk reads as text is told; what runs or fetches something is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trials import straight
from wordmaking import box, changed, control, field, p, r, read, row, table, texts

from assembler.model.place import Problems

BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
FORM = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{}</w:ffData></w:fldChar></w:r>'
    "<w:r><w:instrText>{}</w:instrText></w:r>"
)
FRACTION = "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
LIST = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="{}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def told(body: str, more: dict[str, str | bytes] | None = None) -> list[tuple[str, str, int | None]]:
    return [(each.what, each.text, each.rank) for each in read(p("") + body, more).unread]


# --- elements that no walk enters --------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "<w:inconnu>" + p(r("caché")) + "</w:inconnu>",
        table("<w:inconnu>" + row(p(r("caché"))) + "</w:inconnu>"),
        table(row("<w:inconnu>" + p(r("caché")) + "</w:inconnu>")),
        control("<w:inconnu>" + p(r("caché")) + "</w:inconnu>"),
        p("<w:inconnu>" + r("caché") + "</w:inconnu>"),
        p("<w:r><w:inconnu><w:t>caché</w:t></w:inconnu></w:r>"),
        p("<w:r><w:inconnu>caché</w:inconnu></w:r>"),
        p('<x:inconnu xmlns:x="urn:x">' + r("caché") + "</x:inconnu>"),
        '<x:inconnu xmlns:x="urn:x">' + p(r("caché")) + "</x:inconnu>",
    ],
)
def test_an_element_that_is_not_known_and_holds_text_is_told(body: str) -> None:
    assert told(body) == [("contenu inconnu (inconnu)", "caché", 1)]


def test_what_stands_beside_the_body_or_in_a_header_is_told() -> None:
    section = '<w:sectPr><w:headerReference r:id="r_header1"/></w:sectPr>'
    header = {"header1": p(r("Projet")) + "<w:inconnu>" + p(r("caché")) + "</w:inconnu>"}
    assert told(section, header) == [("contenu inconnu (inconnu)", "caché", None)]


HARMLESS = [
    "<w:bookmarkEnd/>",
    "<w:proofErr/>",
    "<w:permStart/>",
    "<w:commentRangeEnd/>",
    "<x:y xmlns:x='urn:x'/>",
    "<w:a/>",
]


@given(st.lists(st.sampled_from(HARMLESS)))
def test_marks_without_text_are_not_told(marks: list[str]) -> None:
    between = "".join(marks)
    body = between + p(between + r("a") + between) + table(between + row(between + p(r("b")))) + control(between)
    assert not told(body)


def test_of_a_ruby_the_words_are_read_and_the_annotation_is_told() -> None:
    ruby = f"<w:ruby><w:rubyPr/><w:rt>{r('ne… pas')}</w:rt><w:rubyBase>{r('b')}</w:rubyBase></w:ruby>"
    found = read(p(f"<w:r><w:t>a</w:t>{ruby}<w:t>c</w:t></w:r>"))
    assert texts(found) == ["abc"]
    assert [(each.what, each.text) for each in found.unread] == [("annotation ruby", "ne… pas")]


def test_a_simple_equation_is_text_another_one_is_told() -> None:
    line = "<m:oMathPara><m:oMath><m:r><m:t>x+</m:t></m:r><m:r><m:t>1</m:t></m:r></m:oMath></m:oMathPara>"
    found = read(p(r("soit ") + line) + p(FRACTION) + p(changed("del", FRACTION)))
    assert texts(found) == ["soit x+1", "", ""]
    assert [(each.what, each.text, each.rank) for each in found.unread] == [("équation", "12", 1)]


def test_dates_that_word_makes_are_told() -> None:
    assert told(p("<w:r><w:dayLong/><w:pgNum/></w:r>")) == [
        ("date ou numéro que Word calcule", "date", 1),
        ("date ou numéro que Word calcule", "numéro de page", 1),
    ]


def test_text_that_says_it_is_deleted_where_nothing_is_is_told() -> None:
    loose = p("<w:r><w:delText>caché</w:delText></w:r>")
    assert told(loose) == [("texte dit supprimé, hors de toute suppression", "caché", 1)]


def test_elements_in_a_text_hide_none_of_its_words() -> None:
    assert texts(read(p("<w:r><w:t>un <w:b/>deux</w:t></w:r>"))) == ["un deux"]


@pytest.mark.parametrize(
    ("shown", "is_told"),
    [("Sauf avis contraire %1.", True), ("%1.", False), ("%1)", False), ("o", False), ("n° %1", False)],
)
def test_words_that_a_list_puts_before_its_items_are_told_once(shown: str, is_told: bool) -> None:
    found = told(p(r("a"), NUMBERED) + p(r("b"), NUMBERED), {"numbering": LIST.format(shown)})
    assert found == ([("mots de la numérotation", shown, 1)] if is_told else [])


@pytest.mark.parametrize("place", ["block", "inline"])
def test_a_text_that_word_will_take_from_data_is_told(place: str) -> None:
    content = p(r("origine")) if place == "block" else r("origine")
    bound = f'<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
    expected = [("texte lié à des données, que Word peut remplacer", "origine", 1)]
    assert told(bound if place == "block" else p(bound)) == expected


# --- fields ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["QUOTE", "DATE", "TIME", "SAVEDATE", "DOCPROPERTY", "IF", "="])
def test_a_field_whose_result_word_may_make_anew_is_told(name: str) -> None:
    body = p(field(f' {name} "altéré" ', r("origine"))) + p(
        f"<w:fldSimple w:instr=' {name} x '>{r('origine')}</w:fldSimple>"
    )
    what = f"champ {name}, que Word peut recalculer"
    assert told(body) == [(what, f'{name} "altéré"', 1), (what, f"{name} x", 2)]


@pytest.mark.parametrize("name", ["TOC", "PAGEREF", "FILLIN", "HYPERLINK", "FORMTEXT", "XE", "TC"])
def test_a_field_whose_result_is_the_text_itself_is_not(name: str) -> None:
    assert not told(p(field(f" {name} x ", r("a"))))


@pytest.mark.parametrize(
    ("name", "is_told"), [("REF", True), ("SEQ", True), ("STYLEREF", True), ("PAGE", True), ("TOC", False)]
)
def test_a_field_in_the_text_that_word_makes_anew_is_told(name: str, is_told: bool) -> None:
    """Whatever its result says now: it can be another one on paper."""
    simple = f"<w:fldSimple w:instr=' {name} x '>{r('a')}</w:fldSimple>"
    whole = field(f" {name} x ", r("a"))
    assert [what for what, _, _ in told(p(simple + whole))] == [f"champ {name}, que Word peut recalculer"] * 2 * is_told


def caption(result: str, name: str = "Tableau", more: str = "") -> str:
    return p(r(f"{name} ") + field(f" SEQ {name} \\* ARABIC {more}", r(result)) + r(" – Familles"))


SEQUENCE = "champ SEQ, que Word peut recalculer"


def test_the_number_of_a_caption_that_word_would_give_again_is_not_told() -> None:
    body = caption("1") + table(row(caption("2"))) + caption("1", "Graphique") + caption("3", more="\\* MERGEFORMAT ")
    simple = p(r("Tableau ") + f'<w:fldSimple w:instr=" SEQ Tableau \\* ARABIC ">{r("4")}</w:fldSimple>')
    assert not told(body + simple)
    assert "Tableau 2 – Familles" in texts(read(body))[1]


@pytest.mark.parametrize(
    "body",
    [
        caption("2"),
        caption("0"),
        caption("un"),
        caption(""),
        caption("1", more="\\r 5 "),
        caption("1", "Participation"),
        p(field(" SEQ Tableau \\* ARABIC </w:instrText></w:r>" + r("\\r 5") + "<w:r><w:instrText>", r("1"))),
    ],
)
def test_a_number_that_word_would_change_is_told(body: str) -> None:
    assert [what for what, _, _ in told(body)] == [SEQUENCE]


def test_what_shifts_the_numbers_of_captions_is_told_once() -> None:
    assert [rank for _, _, rank in told(caption("1") + caption("3") + caption("4") + caption("5"))] == [2]


def test_a_number_whose_deletion_is_tracked_is_counted_or_not() -> None:
    gone = p(changed("del", field(" SEQ Tableau \\* ARABIC ", r("2"))))
    assert not told(caption("1") + gone + caption("3"))
    assert not told(caption("1") + gone + caption("2"))


def test_a_number_beside_the_body_is_told() -> None:
    assert SEQUENCE in [what for what, _, _ in told(p(box(caption("1"))))]


def test_a_field_that_is_deleted_is_not_told() -> None:
    assert not told(p(changed("del", field(" QUOTE x ", r("a")))))


@pytest.mark.parametrize(
    "name", ["DDE", "DDEAUTO", "INCLUDETEXT", "IncludePicture", "LINK", "IMPORT", "DATABASE", "MACROBUTTON"]
)
@pytest.mark.parametrize("form", ["complex", "simple"])
def test_a_field_that_fetches_or_runs_something_is_refused(name: str, form: str) -> None:
    simple = f"<w:fldSimple w:instr=' {name} x '>{r('a')}</w:fldSimple>"
    with pytest.raises(Problems) as caught:
        read(p(field(f" {name} x ", r("a")) if form == "complex" else simple))
    (problem,) = caught.value.problems
    assert straight(problem.message) == f"Le fichier a un champ {name.upper()}, qui appelle un contenu extérieur."


def test_every_field_that_is_refused_is_said_wherever_it_stands() -> None:
    more = {"footnotes": f'<w:footnote w:id="2">{p(field(" LINK x ", r("a")))}</w:footnote>'}
    with pytest.raises(Problems) as caught:
        read(p(field(" DDE x ", r("a")) + '<w:r><w:footnoteReference w:id="2"/></w:r>'), more)
    assert len(caught.value.problems) == 2


def test_the_choices_of_an_old_form_are_told() -> None:
    choices = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="peut"/><w:listEntry w:val="doit"/></w:ddList>'
    box = '<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'
    body = p(FORM.format(choices, " FORMDROPDOWN ") + END + FORM.format(box, "FORMCHECKBOX") + END)
    assert told(body) == [("liste déroulante", "doit (choix : peut, doit)", 1), ("case à cocher", "cochée", 1)]


def test_a_field_that_ends_in_another_story_hides_nothing() -> None:
    inner = f"<w:r><w:pict><v:textbox><w:txbxContent>{p(END)}</w:txbxContent></v:textbox></w:pict></w:r>"
    assert texts(read(p(BEGIN + r("un") + inner) + p(r("deux")))) == ["un", "deux"]


def test_a_field_that_ends_where_no_walk_leads_is_refused() -> None:
    body = p(BEGIN + r("un") + f"<w:inconnu>{END}</w:inconnu>") + p(r("deux"))
    for content in (body, p(box(body))):
        with pytest.raises(Problems, match="abîmé"):
            read(content)
