"""Word: what a person sees with all changes accepted, the numbers that Word makes, tables, headers and footers."""

import io
import shutil
from pathlib import Path

import docx as other
import pytest

from assurance_bot.errors import SourceError
from assurance_bot.read import office, read_document
from assurance_bot.read import word as reader
from assurance_bot.read.ooxml.numbering import letters, ordinal, roman
from read.showing import pages, tables, texts, words
from read.wordmaking import cell, docx, level, p, r, row, table

LISTS = (
    f'<w:abstractNum w:abstractNumId="0">{level(0, "decimal", "%1.")}{level(1, "decimal", "%1.%2")}'
    f"{level(2, 'lowerRoman', '%3)')}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="1">{level(0, "bullet", chr(0xF0B7))}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{level(0, "lowerLetter", "(%1)", start=3)}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="2"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="Item"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
    '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="Ours"><w:name w:val="Our item"/><w:basedOn w:val="Item"/>'
    '</w:style><w:style w:type="paragraph" w:styleId="Name"><w:name w:val="Title"/></w:style>'
)


def test_numbers_of_lists_are_worked_out_level_by_level() -> None:
    body = p(r("Welcome"), listed=(1, 0)) + p(r("Apologies"), listed=(1, 1)) + p(r("Sam Fenn"), listed=(1, 2))
    body += p(r("Ann Lee"), listed=(1, 2)) + p(r("Quorum"), listed=(1, 1)) + p(r("Minutes"), listed=(1, 0))
    body += p(r("Agreed"), listed=(1, 1))
    document = reader.read(docx(body, parts={"numbering": LISTS}), "a")
    assert texts(document) == [
        "1. Welcome", "1.1 Apologies", "i) Sam Fenn", "ii) Ann Lee", "1.2 Quorum", "2. Minutes", "2.1 Agreed",
    ]  # fmt: skip
    assert [line.level for line in document.lines] == [1, 2, 3, 3, 2, 1, 2]
    assert {line.form for line in document.lines} == {"numbered"}


def test_a_list_goes_on_after_other_words_and_begins_anew_where_it_says_so() -> None:
    body = p(r("one"), listed=(3, 0)) + p(r("between")) + p(r("two"), listed=(3, 0))
    body += p(r("new"), listed=(4, 0)) + p(r("newer"), listed=(4, 0))
    document = reader.read(docx(body, parts={"numbering": LISTS}), "a")
    assert texts(document) == ["(c) one", "between", "(d) two", "(a) new", "(b) newer"]


def test_bullets_stand_before_their_words() -> None:
    document = reader.read(docx(p(r("Jane Roe"), listed=(2, 0)), parts={"numbering": LISTS}), "a")
    assert (texts(document), document.lines[0].form) == (["• Jane Roe"], "bullet")


def test_headings_are_known_by_their_style_and_the_style_it_is_based_on_and_carry_its_number() -> None:
    body = (
        p(r("Northfield"), style="Name") + p(r("Welcome"), style="Item") + p(r("Actions"), style="Ours") + p(r("None."))
    )
    document = reader.read(docx(body, parts={"numbering": LISTS, "styles": STYLES}), "a")
    assert texts(document, "heading") == ["Northfield", "1. Welcome", "2. Actions"]
    assert [line.level for line in document.lines] == [1, 1, 1, 0]


def test_a_short_paragraph_all_in_bold_is_a_heading_below_all_others_and_a_bold_beginning_is_strong() -> None:
    bold = "<w:b/>"
    document = reader.read(docx(p(r("Play park", bold)) + p(r("Gates:", bold), r(" mended."))), "a")
    assert [(line.form, line.level) for line in document.lines] == [("heading", 7), ("text", 0)]
    assert [words(document, span) for span in document.strong] == ["Gates:"]


def test_changes_are_read_as_accepted_and_comments_are_not_read() -> None:
    inserted, deleted = f"<w:ins>{r('write')}</w:ins>", "<w:del><w:r><w:delText>speak</w:delText></w:r></w:del>"
    comment = '<w:r><w:commentReference w:id="1"/></w:r>'
    body = p(r("JR will "), inserted, deleted, comment, r(" to them.")) + p(deleted, ended="<w:del/>") + p(r("Agreed."))
    assert texts(reader.read(docx(body), "a")) == ["JR will write to them.", "Agreed."]


def test_paragraphs_whose_end_was_deleted_are_one() -> None:
    body = p(r("It was agreed"), ended="<w:del/>") + p(r(" to wait."))
    assert texts(reader.read(docx(body), "a")) == ["It was agreed to wait."]


def test_struck_words_are_told_and_hidden_ones_are_left_out() -> None:
    body = p(r("JR to write"), r(" by May", "<w:strike/>"), r(" by June"), r(" secret", "<w:vanish/>"))
    document = reader.read(docx(body), "a")
    assert texts(document) == ["JR to write by May by June"]
    assert [words(document, span) for span in document.struck] == ["by May"]


def test_the_result_of_a_field_is_read_and_its_code_is_not() -> None:
    field = "".join(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{between}' for kind, between in (
        ("begin", "<w:r><w:instrText>DATE</w:instrText></w:r>"), ("separate", r("4 May 2021")), ("end", "")
    ))  # fmt: skip
    assert texts(reader.read(docx(p(r("Held on "), field)), "a")) == ["Held on 4 May 2021"]


def test_cells_have_their_place_where_others_are_merged() -> None:
    first = row(cell(p(r("Action"))), cell(p(r("Owner"))), cell(p(r("Due"))))
    second = row(cell(p(r("Write")), marks='<w:vMerge w:val="restart"/>'), cell(p(r("JR"))), cell(p(r("May"))))
    third = row(cell(p(), marks="<w:vMerge/>"), cell(p(r("TO, by June")), marks='<w:gridSpan w:val="2"/>'))
    document = reader.read(docx(table(first, second, third)), "a")
    assert tables(document) == [
        [{0: ["Action"], 1: ["Owner"], 2: ["Due"]}, {0: ["Write"], 1: ["JR"], 2: ["May"]}, {1: ["TO, by June"]}]
    ]
    assert texts(document) == ["Action\tOwner\tDue", "Write\tJR\tMay", "TO, by June"]


def test_a_row_with_longer_cells_is_written_cell_after_cell() -> None:
    body = table(row(cell(p(r("Write to them.")), p(r("Then ring.")), p(r("Then wait."))), cell(p(r("JR")))))
    document = reader.read(docx(body), "a")
    assert texts(document) == ["Write to them.", "Then ring.", "Then wait.", "JR"]
    assert tables(document) == [[{0: ["Write to them.", "Then ring.", "Then wait."], 1: ["JR"]}]]


def test_cells_that_hold_as_many_lines_are_rows_of_their_own() -> None:
    body = table(row(cell(p(r("Jane Roe")), p(r("Tom Okafor"))), cell(p(r("Chair")), p(r("Clerk")))))
    assert tables(reader.read(docx(body), "a")) == [
        [{0: ["Jane Roe"], 1: ["Chair"]}, {0: ["Tom Okafor"], 1: ["Clerk"]}]
    ]


def test_a_frame_of_one_cell_is_no_table() -> None:
    document = reader.read(docx(table(row(cell(p(r("Minutes")), p(r("4 May")))))), "a")
    assert (texts(document), document.cells) == (["Minutes", "4 May"], ())


def test_headers_and_footers_are_furniture_before_and_after_the_text() -> None:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
    section += '<w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'
    parts = {"header1": p(r("DRAFT")), "footer1": p(r("Page 1 of 2"))}
    document = reader.read(docx(p(r("Minutes")) + section, parts=parts), "a")
    assert [(line.form, words(document, line.span)) for line in document.lines] == [
        ("furniture", "DRAFT"), ("text", "Minutes"), ("furniture", "Page 1 of 2"),
    ]  # fmt: skip


def test_text_boxes_and_footnotes_are_read_once() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p(r('Approved'))}</w:txbxContent></w:pict></w:r>"
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnote w:id="2">{p(r("Since amended."))}</w:footnote>'
    document = reader.read(docx(p(r("Minutes"), box, note) + p(r("Text")), parts={"footnotes": notes}), "a")
    assert texts(document) == ["Minutes", "Approved", "Text", "1 Since amended."]


@pytest.mark.parametrize(("said", "expected"), [(2, [(1, 1), (2, 1)]), (5, [(None, 1), (None, 2)])])
def test_pages_are_known_where_word_left_marks_of_as_many_as_it_says(
    said: int, expected: list[tuple[int | None, int]]
) -> None:
    body = p(r("First"), "<w:r><w:lastRenderedPageBreak/></w:r>") + p(r("Second"))
    files = {"docProps/app.xml": f"<Properties><Pages>{said}</Pages></Properties>".encode()}
    assert [(page, number) for page, number, _ in pages(reader.read(docx(body, files=files), "a"))] == expected


@pytest.mark.parametrize(("words", "page"), [(6, 1), (0, None)])
def test_what_is_said_of_pages_counts_where_it_was_said_of_these_words(words: int, page: int | None) -> None:
    said = f"<Properties><Pages>1</Pages><Words>{words}</Words></Properties>".encode()
    document = reader.read(docx(p(r("The gate was hung on Friday")), files={"docProps/app.xml": said}), "a")
    assert [line.page for line in document.lines] == [page]


def test_invisible_letters_are_gone_and_mojibake_is_mended() -> None:
    assert texts(reader.read(docx(p(r("The clerk\u200b\u00ad said â€œyesâ€\u009d"))), "a")) == ["The clerk said “yes”"]


def test_a_file_made_by_another_program_is_read() -> None:
    document = other.Document()
    document.add_heading("Matters arising", level=2)
    document.add_paragraph("JR to write.", style="List Bullet")
    document.add_paragraph("Noted.", style="List Number")
    out = io.BytesIO()
    document.save(out)
    read = reader.read(out.getvalue(), "a")
    assert [(line.form, line.level) for line in read.lines] == [("heading", 2), ("bullet", 1), ("numbered", 1)]
    assert texts(read) == ["Matters arising", "• JR to write.", "1. Noted."]


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (b"\xd0\xcf\x11\xe0 anything", "locked with a password, or is an old .doc"),
        (docx(p(r("Minutes")))[:200], "damaged, or not of the format"),
        (docx(""), "it holds no words"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, wrong: str) -> None:
    with pytest.raises(SourceError, match=wrong):
        reader.read(data, "a.docx")


@pytest.mark.parametrize(("count", "written"), [(1, "a"), (26, "z"), (27, "aa"), (28, "bb"), (0, "0")])
def test_counting_in_letters_doubles_them_after_z(count: int, written: str) -> None:
    assert letters(count) == written


@pytest.mark.parametrize(
    ("count", "written"), [(4, "iv"), (9, "ix"), (14, "xiv"), (1990, "mcmxc"), (0, "0"), (4000, "4000")]
)
def test_counting_in_roman_numerals(count: int, written: str) -> None:
    assert roman(count) == written


@pytest.mark.parametrize(
    ("count", "written"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (112, "112th"), (23, "23rd")]
)
def test_counting_in_ordinals(count: int, written: str) -> None:
    assert ordinal(count) == written


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_rtf_is_read_through_libreoffice_and_keeps_its_own_digest(tmp_path: Path) -> None:
    path = tmp_path / "minutes.rtf"
    path.write_bytes(rb"{\rtf1\ansi\pard Minutes of the board\par JR to {\strike speak} write.\par}")
    document = read_document(path, source="minutes.rtf")
    assert (texts(document), document.format) == (["Minutes of the board", "JR to speak write."], "office")
    assert [words(document, span) for span in document.struck] == ["speak"]


def test_without_libreoffice_an_old_file_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SourceError, match=r"read through LibreOffice, which is not installed here\. Install it"):
        office.read(b"anything", "minutes.doc")
