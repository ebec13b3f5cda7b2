"""Minutes that point at another meeting or day."""

import datetime as dt

import pytest

from assurance_bot.dates import find_references

MEETING = dt.date(2019, 1, 30)
KNOWN = (dt.date(2018, 11, 27), dt.date(2018, 12, 19), MEETING, dt.date(2019, 3, 27))

FOUND = (
    ("Left over from the October 2018 meeting:", "the October 2018 meeting", "2018-10-01", "2018-10-31", True),
    ("the survey was asked for in August 2018", "August 2018", "2018-08-01", "2018-08-31", False),
    ("In October, new vans were bought", "October", "2018-10-01", "2018-10-31", False),
    ("heard twice during 2018", "2018", "2018-01-01", "2018-12-31", False),
    ("a paper at the January meeting", "the January meeting", "2019-01-01", "2019-01-31", True),
    ("put off to the February meeting", "the February meeting", "2019-02-01", "2019-02-28", True),
    ("as told to the October meeting", "the October meeting", "2019-10-01", "2019-10-31", True),
    ("as told at the October meeting", "the October meeting", "2018-10-01", "2018-10-31", True),
    ("a meeting held on 5th February", "a meeting held on 5th February", "2019-02-05", "2019-02-05", True),
    ("the meeting in August 2018", "the meeting in August 2018", "2018-08-01", "2018-08-31", True),
    ("as said at the last meeting", "the last meeting", "2018-12-19", "2018-12-19", True),
    ("the previous meeting was short", "the previous meeting", "2018-12-19", "2018-12-19", True),
    ("to be ready by the end of March 2019", "March 2019", "2019-03-01", "2019-03-31", False),
    ("were due before the end of December", "December", "2018-12-01", "2018-12-31", False),
    ("an election will be held in May", "May", "2019-05-01", "2019-05-31", False),
    ("In May there will be an election", "May", "2019-05-01", "2019-05-31", False),
    ("a visit on Thursday 28 March at noon", "Thursday 28 March", "2019-03-28", "2019-03-28", False),
)


@pytest.mark.parametrize(("text", "words", "start", "end", "to_meeting"), FOUND)
def test_a_reference_is_found_where_it_stands_with_the_days_it_means(
    text: str, words: str, start: str, end: str, *, to_meeting: bool
) -> None:
    (found,) = find_references(text, meeting=MEETING, meetings=KNOWN)
    assert text[found.start : found.end] == words
    assert (found.start_day.isoformat(), found.end_day.isoformat(), found.to_meeting) == (start, end, to_meeting)


@pytest.mark.parametrize(
    "text", ["the last meeting", "the IVM review", "they may meet", "in 2019/20", "on 30 February"]
)
def test_what_cannot_be_resolved_to_days_is_left_out(text: str) -> None:
    assert find_references(text, meeting=MEETING) == []


def test_several_references_come_in_the_order_of_the_text() -> None:
    text = "Heard during 2018 and at the January meeting, as asked in August 2018 and on 5 November 2018."
    found = find_references(text, meeting=MEETING)
    assert [text[m.start : m.end] for m in found] == ["2018", "the January meeting", "August 2018", "5 November 2018"]
