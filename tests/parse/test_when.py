"""When and where a meeting was held, and when the next one is."""

import datetime as dt

from assurance_bot.parse import parse_meeting
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
