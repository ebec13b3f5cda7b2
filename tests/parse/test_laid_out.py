"""Minutes as an office lays them out, in PDF and on web pages: what the place of the words on the page says of them."""

from __future__ import annotations

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth

from assurance_bot.document import Document
from assurance_bot.extract import extract
from assurance_bot.parse.meeting import parse_meeting
from assurance_bot.read import pdf as pdf_reader
from assurance_bot.read import web
from assurance_bot.records import Action, AnyRecord, Meeting, Question
from read.making import BOLD, PLAIN, Draw, pdf, put, wrapped

HEDGE = "Members heard that the hedge along the northern path had been cut back and that the contractor would return."
FUNDS = (
    "The Treasurer reported that the balance stood at a modest sum and that the audit of the accounts was under way."
)
LEFT, RIGHT = 60, 540


class Page:
    """Words set one under the other; `at` is how far down the next line comes."""

    def __init__(self, *, width: float = RIGHT - LEFT) -> None:
        self.drawn: list[Draw] = []
        self.at = 60.0
        self.width = width

    def text(self, words: str, *, bold: bool = False, indent: float = 0, mark: str = "", beside: str = "") -> Page:
        """Set a paragraph, with what stands before its first line and in the margin beside it."""
        font = BOLD if bold else PLAIN
        if mark:
            self.drawn.append(put(LEFT + indent - 16, self.at, mark))
        if beside:
            self.drawn.append(put(RIGHT - 40, self.at, beside, font=BOLD))
        for line in wrapped(words, self.width - indent, font=font):
            self.drawn.append(put(LEFT + indent, self.at, line, font=font))
            self.at += 14
        self.at += 6
        return self

    def centred(self, words: str) -> Page:
        """Set a line of a title."""
        x = (A4[0] - stringWidth(words, BOLD, 14)) / 2
        self.drawn.append(put(x, self.at, words, font=BOLD, size=14))
        self.at += 18
        return self


def of_pdf(*pages: Page) -> Document:
    return pdf_reader.read(pdf(*(page.drawn for page in pages)), "northwold/2024-03-05.pdf")


def of_web(article: str) -> Document:
    return web.read(f"<body><main>{article}</main>".encode(), "northwold/2024-03-05.html")


def found(document: Document) -> tuple[Meeting, list[AnyRecord]]:
    meeting, _ = parse_meeting(document)
    return meeting, list(extract(meeting, document)[0].records)


def actions(document: Document) -> list[tuple[str, list[str], str | None]]:
    return [(a.text, [o.written for o in a.owners], a.reference) for a in found(document)[1] if isinstance(a, Action)]


def test_a_centred_title_ends_where_the_next_centred_line_would_have_fitted_beside_it() -> None:
    page = Page().centred("Parish Council for Northwold and Seven Meres")
    page.centred("Quarterly Review Meeting").text("Date: Tuesday 5 March 2024")
    for words in (HEDGE, FUNDS, HEDGE, FUNDS):
        page.text(words)
    meeting, _ = found(of_pdf(page))
    assert (meeting.title, meeting.body) == (
        "Quarterly Review Meeting",
        "Parish Council for Northwold and Seven Meres",
    )


def test_a_table_of_labels_and_values_tells_of_the_meeting_with_colons_and_without_and_lists_nobody() -> None:
    rows = {"Date:": "Tuesday 5 March 2024", "Chair:": "Ann Roe", "Minutes:": "Ben Crane", "Venue": "Mill House 2, Ely"}
    cells = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows.items())
    meeting, _ = found(of_web(f"<h1>Mere Board</h1><table>{cells}</table><h2>1. Gate</h2><p>{HEDGE}</p>"))
    assert (meeting.chair, meeting.minutes_by, meeting.venue) == ("Ann Roe", "Ben Crane", "Mill House 2, Ely")
    assert meeting.attendance == ()


def test_the_names_of_columns_are_nobody() -> None:
    rows = "<tr><th>Name</th><th>Capacity</th></tr><tr><td>Ann Roe</td><td>Chair (CH)</td></tr>"
    rows += "<tr><td>Ben Crane</td><td>Warden (WA)</td></tr>"
    meeting, _ = found(
        of_web(f"<h1>Mere Board</h1><h2>Present</h2><table>{rows}</table><h2>1. Gate</h2><p>{HEDGE}</p>")
    )
    assert [p.name for p in meeting.attendance] == ["Ann Roe", "Ben Crane"]


def test_the_marking_is_found_where_it_shares_the_foot_of_the_page_with_a_number() -> None:
    pages = [Page().text("1. Gate", bold=True).text(f"{HEDGE} {n}.").text(FUNDS) for n in ("One", "Two", "Three")]
    for number, page in enumerate(pages, start=1):
        page.drawn += [put(250, 810, "Not Protectively Marked"), put(RIGHT, 810, f"Page {number} of 3", right=True)]
    assert found(of_pdf(*pages))[0].marking == "Not Protectively Marked"


def test_what_begins_left_of_a_list_is_no_part_of_its_last_entry() -> None:
    page = Page().text("Date: Tuesday 5 March 2024").text("1. Money", bold=True).text(FUNDS).text(HEDGE)
    page.text("2. Gate", bold=True).text("The Chair (CH) had asked in writing:")
    page.text("When will the gate beside the mill be mended?", indent=20, mark="1.")
    page.text(
        "What would a gate of oak cost, with hinges made for it and all that goes with them today?",
        indent=20,
        mark="2.",
    )
    page.text("The Warden (WA) replied that nobody could say.").text(FUNDS).text(HEDGE)
    meeting, _ = found(document := of_pdf(page))
    said = [document.flow(p.spans).text for p in meeting.passages]
    assert "The Warden (WA) replied that nobody could say." in said


def test_lines_beside_a_column_of_owners_wrap_at_the_edge_of_their_own_column() -> None:
    page = Page().text(f"{HEDGE} {FUNDS}").text(FUNDS)
    page.width = 380
    page.text("1. Gate", bold=True, beside="Action")
    for words in (HEDGE, FUNDS, HEDGE, FUNDS, f"{HEDGE} {FUNDS}"):
        page.text(words)
    page.text(
        "Those present heard that the Clerk would order a gate of oak by Friday 29 March, and asked for more.",
        beside="AR",
    )
    meeting, _ = found(document := of_pdf(page))
    last = document.flow(meeting.passages[-1].spans).text
    assert (last[:5], last[-5:]) == ("Those", "more.")


def test_bold_names_of_matters_brought_forward_do_not_end_them() -> None:
    page = Page().text("Mere Board, Tuesday 5 March 2024").text("1. Matters outstanding", bold=True)
    for topic, task, news in (
        ("Gate", "The Clerk to order a gate", "The gate was hung on 1 March and the action is closed."),
        ("Roof", "The Clerk to have the roof mended", "Carried forward to the end of April."),
    ):
        page.text("Action arising from the January 2024 meeting:", bold=True).text(topic, bold=True)
        page.text(task).text("Update:", bold=True).text(news)
    page.text("2. Money", bold=True).text(FUNDS).text(HEDGE).text(FUNDS).text(HEDGE)
    meeting, records = found(of_pdf(page))
    assert [(a.text, a.status, a.due_text) for a in records if isinstance(a, Action)] == [
        ("The Clerk to order a gate", "closed", None),
        ("The Clerk to have the roof mended", "open", "Carried forward to the end of April"),
    ]
    assert [item.title for item in meeting.items] == ["Matters outstanding", "Gate", "Roof", "Money"]


def test_an_entry_that_ends_in_a_colon_leads_in_the_entries_below_it() -> None:
    people = "<h2>Present</h2><ul><li>Ann Roe (AR), Chair</li><li>Ben Crane (BC), Warden</li></ul>"
    asked = "<ul><li>AR had asked in writing:<ul><li>When will the gate be mended?</li></ul></li><li>BC came late.</li></ul>"
    document = of_web(f"<h1>Mere Board</h1>{people}<h2>1. Gate</h2>{asked}")
    meeting, records = found(document)
    (question,) = (r for r in records if isinstance(r, Question))
    assert question.asker is not None
    assert (question.text, question.asker.written) == ("When will the gate be mended?", "AR")
    assert [document.flow(p.spans).text for p in meeting.passages if p.lead_in is not None] == [
        "When will the gate be mended?"
    ]


def of_column(*rows: tuple[str, str]) -> Document:
    """Minutes with a column of owners at the right."""
    page = Page(width=380).text("Mere Board, Tuesday 5 March 2024")
    page.text("Present: Ann Roe (AR), Chair; Ben Crane (BC), Warden").text(
        "1/24 Matters arising", bold=True, beside="Action"
    )
    for words, beside in rows:
        page.text(words, beside=beside)
    return of_pdf(page.text("2/24 Money", bold=True).text(FUNDS).text(HEDGE))


def test_a_marked_action_with_its_owner_in_the_margin_is_quoted_without_its_mark() -> None:
    document = of_column(
        (HEDGE, ""), ("ACTION: AR to have the roof mended by May", "AR"), ("ACTION: order a gate", "BC")
    )
    assert actions(document) == [
        ("AR to have the roof mended by May", ["AR"], None),
        ("order a gate", ["BC"], None),
    ]


def test_a_matter_keyed_by_its_number_keeps_it_where_its_owner_stands_in_the_margin() -> None:
    document = of_column(
        (HEDGE, ""), ("AP 5/23: BC to order a gate. Agreed: carried forward to May.", "BC"), (FUNDS, "AR")
    )
    assert ("BC to order a gate.", ["BC"], "AP 5/23") in actions(document)
