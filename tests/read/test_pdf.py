"""PDF: words, lines, pages, furniture; what cannot be read is named. Layouts with columns are in test_columns."""

import io
import time

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from assurance_bot.errors import SourceError
from assurance_bot.read import pdf as reader
from read.making import BOLD, Draw, line, paragraph, pdf, put
from read.showing import pages, texts, words

HEDGE = "Members heard that the hedge along the northern path had been cut back and that the contractor would return."
FUNDS = (
    "The Treasurer reported that the balance stood at a modest sum and that the audit of the accounts was under way."
)


HEADER = put(40, 30, "Northfield Parish Council", size=9)


def turned(text: str, angle: float) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(200, 300)
        canvas.rotate(angle)
        canvas.setFont(BOLD, 80)
        canvas.drawString(0, 0, text)
        canvas.restoreState()

    return draw


def picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (40, 40), "white")), 50, 300, 400, 400)


def test_lines_stand_as_on_the_page_with_their_page_and_number() -> None:
    document = reader.read(
        pdf([put(40, 60, "Northfield Parish Council"), put(40, 90, "4 May 2021")], [put(40, 60, "Two")]), "a"
    )
    assert pages(document) == [(1, 1, "Northfield Parish Council"), (1, 2, "4 May 2021"), (2, 1, "Two")]


def test_the_style_of_a_line_tells_its_edges_its_size_and_whether_it_is_bold() -> None:
    document = reader.read(pdf([put(40, 60, "Matters arising", font=BOLD, size=14), put(52, 90, "None.")]), "a")
    first, second = (line.style for line in document.lines)
    assert first is not None
    assert second is not None
    assert (first.left, first.size, first.bold, second.left, second.bold) == (40, 14, True, 52, False)


def test_a_heading_run_in_to_its_paragraph_is_marked_as_strong() -> None:
    document = reader.read(pdf([put(40, 60, "Play park", font=BOLD), put(100, 60, "The swings were mended.")]), "a")
    assert [words(document, span) for span in document.strong] == ["Play park"]


def test_words_under_a_rule_through_their_middle_are_struck_and_underlined_ones_are_not() -> None:
    drawn = [put(40, 60, "JR to write by May"), line(40, 57, 140, 57), put(40, 90, "by June"), line(40, 92, 80, 92)]
    document = reader.read(pdf(drawn), "a")
    assert [words(document, span) for span in document.struck] == ["JR to write by May"]


def test_small_raised_letters_belong_to_their_word() -> None:
    document = reader.read(pdf([put(40, 60, "Tuesday 1"), put(88.5, 56, "st", size=7), put(97, 60, "April")]), "a")
    assert texts(document) == ["Tuesday 1st April"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["the community co-", "ordinator spoke"], ["the community co-ordinator", "spoke"]),
        (["such engage-", "ment of all; engagement matters"], ["such engagement", "of all; engagement matters"]),
        (["a well-known Liddell-", "Grange resident"], ["a well-known Liddell-Grange", "resident"]),
        (["from 3 -", "5 people"], ["from 3 -", "5 people"]),
    ],
)
def test_words_broken_at_the_end_of_a_line_are_made_whole_there(lines: list[str], expected: list[str]) -> None:
    document = reader.read(pdf([put(40, 60 + 14 * i, text) for i, text in enumerate(lines)]), "a")
    assert texts(document) == expected


def test_headers_footers_and_page_numbers_are_furniture_and_the_text_between_is_not() -> None:
    sheets = [
        [HEADER, put(270, 820, f"Page {n} of 3", size=9), *paragraph(40, 90, f"{n}. {text}", width=480)]
        for n, text in enumerate((HEDGE, FUNDS, "Nothing else."), start=1)
    ]
    document = reader.read(pdf(*sheets), "a")
    assert texts(document, "furniture") == [
        text for n in (1, 2, 3) for text in ("Northfield Parish Council", f"Page {n} of 3")
    ]


def test_a_bare_number_at_the_foot_is_furniture_when_it_grows_with_the_pages() -> None:
    sheets = [[*paragraph(40, 90, text, width=480), put(300, 820, n)] for n, text in (("3", HEDGE), ("4", FUNDS))]
    assert texts(reader.read(pdf(*sheets), "a"), "furniture") == ["3", "4"]


def test_a_sentence_goes_on_over_the_page_with_the_footer_in_between() -> None:
    top, rest = (
        [put(40, 780, "The clerk was asked to write to the"), put(300, 820, "1")],
        [
            put(40, 60, "contractor."),
            put(300, 820, "2"),
        ],
    )
    assert texts(reader.read(pdf(top, rest), "a")) == ["The clerk was asked to write to the", "1", "contractor.", "2"]


def test_a_stamp_aslant_over_the_page_is_furniture() -> None:
    document = reader.read(pdf([turned("DRAFT", 45), *paragraph(40, 90, HEDGE, width=480)]), "a")
    assert texts(document, "furniture") == ["DRAFT"]


def test_a_turned_page_is_left_out_with_a_problem_and_the_others_are_read() -> None:
    sideways = turned("A wide table of figures", 90)
    document = reader.read(pdf([put(40, 60, "Minutes of the board")], [sideways]), "a")
    assert texts(document) == ["Minutes of the board"]
    assert [problem.message for problem in document.problems] == [
        "page 2 is turned, its lines do not run from left to right; it was left out"
    ]


def test_a_page_that_is_a_picture_is_named_and_the_others_are_read() -> None:
    document = reader.read(pdf([put(40, 60, "Minutes of the board")], [picture]), "a")
    assert [problem.message for problem in document.problems] == [
        "page 2 is a picture without text; set [reading] ocr = true to have it read"
    ]


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (pdf([picture]), "its pages are pictures"),
        (pdf([put(40, 60, "Minutes")], locked=True), "this PDF is locked with a password"),
        (pdf([put(40, 60, "Minutes")], rotation=90), "its lines do not run from left to right"),
        (pdf([]), "it holds no words"),
        (b"%PDF-1.7\nnothing of the kind", "this is no PDF, or it is damaged"),
        (pdf([put(40, 60, "Minutes")])[:300], "this is no PDF, or it is damaged"),
    ],
)
def test_a_file_of_which_nothing_can_be_read_says_why_and_what_to_do(data: bytes, wrong: str) -> None:
    with pytest.raises(SourceError, match=wrong) as raised:
        reader.read(data, "board/minutes.pdf")
    assert raised.value.remedy.endswith((".", "pdf"))


@pytest.mark.parametrize("hint", [r"Set \[reading\] ocr = true", "ocrmypdf IN.pdf OUT.pdf"])
def test_only_pictures_bring_the_hint_to_run_ocr(hint: str) -> None:
    with pytest.raises(SourceError, match=hint):
        reader.read(pdf([picture]), "a")


def test_more_pages_than_minutes_can_have_are_refused_at_once() -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    for _ in range(reader.MAX_PAGES + 1):
        canvas.showPage()
    canvas.save()
    start = time.monotonic()
    with pytest.raises(SourceError, match="at most 2000 are read"):
        reader.read(out.getvalue(), "a")
    assert time.monotonic() - start < 5


def test_the_file_tells_title_and_author() -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setTitle("Minutes of 4 May")
    canvas.setAuthor("R. Moss")
    canvas.drawString(40, 700, "Minutes")
    canvas.save()
    meta = reader.read(out.getvalue(), "a").meta
    assert (meta["title"], meta["author"]) == ("Minutes of 4 May", "R. Moss")
