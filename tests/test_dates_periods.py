"""Periods and days in what people ask."""

import datetime as dt

import pytest

from assurance_bot.dates import find_period, read_day
from assurance_bot.dates.periods import PERIODS, PeriodRule
from assurance_bot.dates.stretches import NAMES, Known, Name, read_stretch
from assurance_bot.errors import DateError

TODAY = dt.date(2021, 5, 20)
MEETINGS = (dt.date(2021, 3, 24), dt.date(2021, 4, 28), dt.date(2021, 6, 2))

FOUND = (
    ("in January 2019", "2019-01-01", "2019-01-31"),
    ("in January", "2021-01-01", "2021-01-31"),
    ("in June", "2020-06-01", "2020-06-30"),
    ("in 2019", "2019-01-01", "2019-12-31"),
    ("since 2020", "2020-01-01", None),
    ("since March", "2021-03-01", None),
    ("from May 2020 onwards", "2020-05-01", None),
    ("from 2019", "2019-01-01", None),
    ("before 2021", None, "2020-12-31"),
    ("after 3 May 2021", "2021-05-04", None),
    ("until June", None, "2020-06-30"),
    ("by 31 March 2021", None, "2021-03-31"),
    ("as of 1 March", None, "2021-03-01"),
    ("last year", "2020-01-01", "2020-12-31"),
    ("this year", "2021-01-01", "2021-12-31"),
    ("so far this year", "2021-01-01", "2021-05-20"),
    ("last month", "2021-04-01", "2021-04-30"),
    ("this month", "2021-05-01", "2021-05-31"),
    ("last week", "2021-05-10", "2021-05-16"),
    ("next month", "2021-06-01", "2021-06-30"),
    ("last quarter", "2021-01-01", "2021-03-31"),
    ("in the last three months", "2021-02-20", "2021-05-20"),
    ("over the past 6 months", "2020-11-20", "2021-05-20"),
    ("in the last year", "2020-05-20", "2021-05-20"),
    ("in the next two weeks", "2021-05-20", "2021-06-03"),
    ("between March and June 2021", "2021-03-01", "2021-06-30"),
    ("between November and February 2021", "2020-11-01", "2021-02-28"),
    ("between march and june", "2020-03-01", "2020-06-30"),
    ("from 1 Jan 2020 to 31 March 2020", "2020-01-01", "2020-03-31"),
    ("from 1 Nov 2020 to 31 January", "2020-11-01", "2021-01-31"),
    ("between Jan 2019 and now", "2019-01-01", "2021-05-20"),
    ("between 3 and 5 May 2021", "2021-05-03", "2021-05-05"),
    ("between 2019 and 2021", "2019-01-01", "2021-12-31"),
    ("2019-2021", "2019-01-01", "2021-12-31"),
    ("in October or November 2020", "2020-10-01", "2020-11-30"),
    ("in 2019/20", "2019-04-01", "2020-03-31"),
    ("FY 2023/24", "2023-04-01", "2024-03-31"),
    ("FY23/24", "2023-04-01", "2024-03-31"),
    ("financial year 2023-24", "2023-04-01", "2024-03-31"),
    ("this financial year", "2021-04-01", "2022-03-31"),
    ("in the last financial year", "2020-04-01", "2021-03-31"),
    ("Q2 2022", "2022-04-01", "2022-06-30"),
    ("Q4 2019/20", "2020-01-01", "2020-03-31"),
    ("in Q4 19/20", "2020-01-01", "2020-03-31"),
    ("the first quarter of 2020", "2020-01-01", "2020-03-31"),
    ("in the first half of 2020", "2020-01-01", "2020-06-30"),
    ("H2 2020", "2020-07-01", "2020-12-31"),
    ("in the last three months of 2020", "2020-10-01", "2020-12-31"),
    ("in the year to March 2021", "2020-04-01", "2021-03-31"),
    ("at the last meeting", "2021-04-28", "2021-04-28"),
    ("at the previous meeting", "2021-04-28", "2021-04-28"),
    ("since the last meeting", "2021-04-28", None),
    ("at the last two meetings", "2021-03-24", "2021-05-20"),
    ("at the next meeting", "2021-06-02", "2021-06-02"),
    ("on 30 January 2019", "2019-01-30", "2019-01-30"),
    ("at the January 2019 meeting", "2019-01-01", "2019-01-31"),
    ("from the January meeting", "2021-01-01", "2021-01-31"),
    ("in early 2021", "2021-01-01", "2021-04-30"),
    ("in late March", "2021-03-21", "2021-03-31"),
    ("in spring 2020", "2020-03-01", "2020-05-31"),
    ("in winter 2020", "2020-12-01", "2021-02-28"),
    ("in jan 19", "2019-01-01", "2019-01-31"),
    ("in week commencing 3 May", "2021-05-03", "2021-05-09"),
    ("last Friday", "2021-05-14", "2021-05-14"),
    ("yesterday", "2021-05-19", "2021-05-19"),
)


def day(iso: str | None) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None


@pytest.mark.parametrize(("words", "start", "end"), FOUND)
def test_a_period_is_found_in_a_question_with_its_words_and_days(
    words: str, start: str | None, end: str | None
) -> None:
    text = f"what did the CC promise on IVM {words}?"
    period = find_period(text, today=TODAY, meetings=MEETINGS)
    assert period is not None
    assert text[period.start_index : period.end_index] == period.words == words
    assert (period.start, period.end) == (day(start), day(end))


@pytest.mark.parametrize(
    "text",
    [
        "what did the CC say recently",
        "what may the CC do about Operation 2019",
        "the 2019 plan",
        "what now",
        "open actions for the CC on IVM",
        "March",
        "in 1066",
        "in 2019/25",
        "on 30 February 2019",
        "",
    ],
)
def test_words_that_name_no_certain_days_are_no_period(text: str) -> None:
    assert find_period(text, today=TODAY, meetings=MEETINGS) is None


def test_the_last_meeting_is_no_period_where_no_meeting_is_known() -> None:
    assert find_period("at the last meeting", today=TODAY) is None


def test_the_first_of_two_periods_counts() -> None:
    period = find_period("in 2019 and then since 2020", today=TODAY)
    assert period is not None
    assert period.words == "in 2019"


def test_a_bare_quarter_is_of_the_year_that_the_setting_says() -> None:
    calendar = find_period("in Q1", today=TODAY)
    financial = find_period("in Q1", today=TODAY, quarters="financial")
    assert calendar is not None
    assert financial is not None
    assert (calendar.start, financial.start) == (dt.date(2021, 1, 1), dt.date(2021, 4, 1))


@pytest.mark.parametrize("rule", PERIODS, ids=lambda rule: rule.name)
def test_every_rule_of_periods_finds_its_own_example(rule: PeriodRule) -> None:
    period = find_period(rule.example, today=TODAY, meetings=MEETINGS)
    assert period is not None
    assert period.words == rule.example


@pytest.mark.parametrize("name", NAMES, ids=lambda name: name.name)
def test_every_name_of_a_stretch_reads_its_own_example(name: Name) -> None:
    found = read_stretch(name.example, Known(TODAY, MEETINGS))
    assert found is not None
    assert found[0] <= found[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-03-01", "2019-03-01"),
        ("1 March 2019", "2019-03-01"),
        ("1 march 2019", "2019-03-01"),
        (" Friday  1 March 2019 ", "2019-03-01"),
        ("31/3/2019", "2019-03-31"),
        ("today", "2021-05-20"),
        ("Yesterday", "2021-05-19"),
    ],
)
def test_a_day_is_read_as_people_type_it(text: str, expected: str) -> None:
    assert read_day(text, today=TODAY) == day(expected)


@pytest.mark.parametrize(
    "text", ["", "soon", "1 March", "March 2019", "30 February 2019", "Monday 1 March 2019", "2019-13-01"]
)
def test_what_is_no_certain_day_is_refused_with_a_way_to_write_it(text: str) -> None:
    with pytest.raises(DateError, match="Write it as 2019-03-01"):
        read_day(text, today=TODAY)
