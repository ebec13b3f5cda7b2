"""What holds of dates in words for any text whatever."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from assurance_bot.dates import (
    RULES,
    find_dates,
    find_due,
    find_months,
    find_period,
    find_references,
    read_date,
    read_day,
    read_due_cell,
)
from assurance_bot.dates.periods import PERIODS
from assurance_bot.errors import DateError

PIECES = st.sampled_from(
    [example.words for rule in RULES for example in rule.examples]
    + [rule.example for rule in PERIODS]
    + [
        "by",
        "before",
        "the",
        "end of",
        "next",
        "meeting",
        "March",
        "31",
        "/",
        "2019",
        "Friday",
        "week",
        "(",
        ")",
        ".",
        "-",
    ]
    + ["in", "99", "30 February", "Q4", "0", "’", "of", "year", "within", "999", "years", "9999-12-31", "0001-01-01"]
)
TEXTS = st.one_of(
    st.text(max_size=60), st.lists(PIECES, max_size=6).map(" ".join), st.lists(PIECES, max_size=6).map("".join)
)
REAL_DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1))
DAYS = st.one_of(REAL_DAYS, st.sampled_from([dt.date.min, dt.date.max]))

law = settings(max_examples=100, deadline=None)


@law
@given(TEXTS, DAYS)
def test_written_dates_lie_in_order_within_the_text_and_resolving_never_raises(text: str, near: dt.date) -> None:
    for found in (find_dates(text), find_months(text)):
        ends = [0]
        for each in found:
            assert ends[-1] <= each.start < each.end <= len(text)
            ends.append(each.end)
    for date in find_dates(text):
        day, complaint = date.resolve(near=near)
        assert day is not None or complaint


@law
@given(TEXTS, DAYS, st.none() | DAYS, st.lists(DAYS, max_size=3))
def test_due_words_lie_within_the_text_and_come_out_the_same_again(
    text: str, meeting: dt.date, next_meeting: dt.date | None, meetings: list[dt.date]
) -> None:
    due = find_due(text, meeting=meeting, next_meeting=next_meeting, meetings=meetings)
    assert due == find_due(text, meeting=meeting, next_meeting=next_meeting, meetings=meetings)
    if due is not None:
        assert 0 <= due.start < due.end <= len(text)
        assert text[due.start : due.end].strip() == text[due.start : due.end]


@law
@given(TEXTS, DAYS, DAYS)
def test_a_due_cell_is_always_read_from_end_to_end(text: str, meeting: dt.date, next_meeting: dt.date) -> None:
    due = read_due_cell(text, meeting=meeting, next_meeting=next_meeting)
    assert text[due.start : due.end] == text.strip()
    assert due.rule


@law
@given(TEXTS, DAYS, st.lists(DAYS, max_size=3))
def test_a_period_quotes_the_text_and_does_not_end_before_it_starts(
    text: str, today: dt.date, meetings: list[dt.date]
) -> None:
    period = find_period(text, today=today, meetings=meetings)
    if period is not None:
        assert period.words == text[period.start_index : period.end_index] != ""
        assert period.start is None or period.end is None or period.start <= period.end
        assert period.start or period.end


@law
@given(TEXTS, REAL_DAYS, st.lists(REAL_DAYS, max_size=3))
def test_references_lie_in_order_within_the_text(text: str, meeting: dt.date, meetings: list[dt.date]) -> None:
    ends = [0]
    for each in find_references(text, meeting=meeting, meetings=meetings):
        assert ends[-1] <= each.start < each.end <= len(text)
        assert each.start_day <= each.end_day
        ends.append(each.end)


@law
@given(TEXTS, DAYS)
def test_a_day_is_read_or_refused_and_nothing_else(text: str, today: dt.date) -> None:
    try:
        day = read_day(text, today=today)
    except DateError:
        return
    assert isinstance(day, dt.date)


@law
@given(st.dates())
def test_a_date_written_out_in_full_reads_back_as_itself(day: dt.date) -> None:
    written = read_date(day.isoformat())
    assert written is not None
    assert written.resolve() == (day, None)
