"""When and where a meeting was held, and when the next one is."""
# ruff: noqa: E501  # minutes stay on the line of their test

import datetime as dt

import pytest

from assurance_bot.parse.meeting import parse_meeting
from making import document_of, meeting_of


def test_the_year_of_a_date_line_comes_from_the_title() -> None:
    meeting = meeting_of("Board Meeting March 2024\nDate: Tuesday 5 March @ 10:00\nChair: Ada Holt\n", source="a/b.txt")
    assert (meeting.date, meeting.time) == (dt.date(2024, 3, 5), "10:00")


def test_a_date_that_contradicts_the_file_name_is_a_problem_that_names_both() -> None:
    document = document_of("Parish Council\nDate: Tuesday 5 March 2024\n", source="x/2024-03-12.txt")
    meeting, problems = parse_meeting(document)
    assert meeting.date == dt.date(2024, 3, 5)
    assert any("2024-03-05" in p.message and "2024-03-12" in p.message for p in problems)


def test_a_title_with_a_month_alone_gives_no_day_and_a_problem_that_names_the_month() -> None:
    document = document_of("# Standards Board September 2013\n\n## Context\n\nIt met.\n", source="x/2013-09-board.md")
    meeting, problems = parse_meeting(document)
    assert meeting.date is None
    assert any("September 2013" in p.message for p in problems)


@pytest.mark.parametrize(
    "body",
    [
        "1. Minutes of the last meeting held on 12 May 2021 were approved.\n2. Bins\nACTION: Clerk to order bins.",
        "1. Minutes of the meeting held on 12 May 2021\nThe minutes were agreed.",
        "1. Bins\nThe roof was last mended on 3 April 1987.",
        "1. Bins\nACTION: Clerk to order bins by 30 June 2023.",
        "Minutes of the previous meeting of 12 May 2021 were signed.\n\n1. Bins\nNone.",
        "1. Bins\nThe Clerk will report on 3 April 2023 to the meeting.",
        "1. Bins\n\nA letter of 3 April 1987 was read.",
    ],
)
@pytest.mark.parametrize("name", ["x.md", "x.txt"])
def test_a_day_told_in_the_minutes_proper_is_not_that_of_the_meeting(body: str, name: str) -> None:
    document = document_of(f"Notes of a board\n\nPresent: Ann Other (Chair), Bob Smith (Head)\n\n{body}\n", source=name)
    meeting, problems = parse_meeting(document)
    assert meeting.date is None
    assert any("no date of the meeting" in p.message for p in problems)


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("Northwold Council\nHeld on 5 March 2024 in the Hall", dt.date(2024, 3, 5)),
        ("Northwold Council\n5 March 2024", dt.date(2024, 3, 5)),
        ("Minutes of the meeting of Northwold Council held on 5 March 2024", dt.date(2024, 3, 5)),
        ("Northwold Council\n\nThe Council met on 5 March 2024 at 7pm.", dt.date(2024, 3, 5)),
        ("# Northwold Council\n\n## Minutes\n\nMeeting of 5 March 2024", dt.date(2024, 3, 5)),
    ],
)
def test_the_day_is_read_from_the_first_lines(opening: str, day: dt.date) -> None:
    text = f"{opening}\n\nPresent: Ann Other (Chair), Bob Smith (Head)\n\n1. Bins\nNone.\n"
    assert meeting_of(text, source="x.md").date == day


def test_the_next_meeting_is_read_from_the_last_item_though_its_line_wraps() -> None:
    meeting = meeting_of(
        """
        Northwold Parish Council
        Minutes of the meeting held on Tuesday 5 March 2024 at 7pm in the
        Village Hall

        1. Welcome
        All were welcomed to the hall by the Chairman, who thanked them all.

        2. Date of next meeting
        Tuesday 2 April 2024 at 7.00pm, Village Hall (please note that it is a
        Tuesday).
        """
    )
    assert meeting.next_date == dt.date(2024, 4, 2)
    assert meeting.venue == "the Village Hall"


@pytest.mark.parametrize("name", ["x/2024-02-28.md", "x/2024-02-28.txt"])
@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("The CC is to publish the plan by 3\nMarch 2024 and then tell the PCC.", "by 3 March 2024 and"),
        ("The CC is to publish the plan by 3 March\n2024 and then tell the PCC.", "by 3 March 2024 and"),
        ("The CC is to publish the plan by 3rd\nMarch, in place of another.", "by 3rd March, in place"),
        ("The CC is to publish the plan by Friday\n3 March 2024, in place of another.", "by Friday 3 March 2024, in"),
    ],
)
def test_a_line_that_breaks_inside_a_day_goes_on(words: str, whole: str, name: str) -> None:
    long = "It was long and many words were said before the meeting came to the end of it."
    text = f"Board, 28 February 2024\n\nPresent: Ann Other (Chair)\n\n1. Victims\n\n{long}\n\n{words}\n"
    document = document_of(text, source=name)
    meeting, _ = parse_meeting(document)
    assert any(whole in document.flow(p.spans).text for p in meeting.passages)


def test_a_long_opening_tells_the_day_though_it_speaks_of_the_next_meeting() -> None:
    opening = "MERE PARISH COUNCIL Draft (until approved at the next meeting) Minutes of the Ordinary Meeting held on Wednesday 6 March 2024 at 7.00 pm in the Village Hall, Mill Lane, and online by the link that was sent round"
    text = f"{opening}\n\n11/24 To approve the minutes of the meeting held on 7 February 2024\nThey were approved.\n"
    assert meeting_of(text, source="mere/minutes.md").date == dt.date(2024, 3, 6)


def test_of_two_days_in_one_line_the_one_that_the_file_is_named_by_is_taken() -> None:
    text = "Standards Group\nDate: 5 March 2024 (6 March 2024 in Sydney)\nPresent: Ann Roe, Ben Poe\n"
    assert meeting_of(text, source="x/2024-03-06.txt").date == dt.date(2024, 3, 6)
