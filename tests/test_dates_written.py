"""Calendar dates in running text."""

import datetime as dt

import pytest

from assurance_bot.dates import find_dates, find_months, read_date
from assurance_bot.dates.written import FORMS, LOOSE_FORMS, MONTH_FORM


def day(iso: str) -> dt.date:
    return dt.date.fromisoformat(iso)


NEAR = day("2019-01-30")

FOUND = (
    ("Thursday 14 February @ 09:30", "Thursday 14 February", "2019-02-14"),
    ("signed on the 30th January 2019 by all", "30th January 2019", "2019-01-30"),
    ("effective 1 March 2023.", "1 March 2023", "2023-03-01"),
    ("Friday 9 May 2025", "Friday 9 May 2025", "2025-05-09"),
    ("Thursday, 5th November 2015 in the hall", "Thursday, 5th November 2015", "2015-11-05"),
    ("glad to come on 7/3 if free", "7/3", "2019-03-07"),
    ("Friday 8/3 at noon", "Friday 8/3", "2019-03-08"),
    ("ready by 31/3/23", "31/3/23", "2023-03-31"),
    ("ready by 31.1.24", "31.1.24", "2024-01-31"),
    ("ready by March 4 at noon", "March 4", "2019-03-04"),
    ("signed 31.03.2023", "31.03.2023", "2023-03-31"),
    ("(2019-03-01)", "2019-03-01", "2019-03-01"),
    ("March 4, 2014", "March 4, 2014", "2014-03-04"),
    ("fixed for 12th Feb.", "12th Feb", "2019-02-12"),
    ("the 1st of April 2020", "1st of April 2020", "2020-04-01"),
    ("30 January '19", "30 January '19", "2019-01-30"),
    ("31-Mar-23", "31-Mar-23", "2023-03-31"),
    ("12 May 23.", "12 May 23", "2023-05-12"),
    ("Sept. 3rd 2019", "Sept. 3rd 2019", "2019-09-03"),
    ("on 4 and 5 March 2019", "5 March 2019", "2019-03-05"),
)

NOT_DATES = (
    "two thirds (2/3) agreed",
    "reduced by 1/3",
    "cover on 24/7 terms",
    "section 2.1.12",
    "they may 5 times",
    "AP 3/18",
    "a 50/50 split",
    "in 2019/20",
    "for January 2019",
    "at 10:30",
    "in May 5 officers left",
    "version 3.1.24",
    "£3/12 each",
)


@pytest.mark.parametrize(("text", "words", "expected"), FOUND)
def test_a_date_is_found_where_it_stands_and_resolves_to_its_day(text: str, words: str, expected: str) -> None:
    (found,) = find_dates(text)
    assert text[found.start : found.end] == words
    assert found.resolve(near=NEAR) == (day(expected), None)


@pytest.mark.parametrize("text", NOT_DATES)
def test_numbers_that_do_not_stand_like_a_date_are_none(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize("form", [*FORMS, *LOOSE_FORMS], ids=lambda form: form.name)
def test_every_form_matches_its_own_example(form: object) -> None:
    assert read_date(getattr(form, "example", "")) is not None


def test_several_dates_come_in_the_order_of_the_text() -> None:
    text = "from 1 March 2019 to 31/3/2020, then 2021-05-06"
    assert [date.resolve()[0] for date in find_dates(text)] == [day("2019-03-01"), day("2020-03-31"), day("2021-05-06")]


def test_a_time_after_a_date_is_not_its_year() -> None:
    assert [date.year for date in find_dates("30 January 2000 hrs, 31 January 10:00, 12 May 10 officers")] == [None] * 3


def test_a_weekday_that_does_not_fit_is_a_complaint_and_the_day_stands() -> None:
    (found,) = find_dates("Tuesday 30 January")
    assert found.resolve(near=NEAR) == (NEAR, "30 January 2019 is a Wednesday, not a Tuesday")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("30 February 2019", "there is no 30 February 2019"),
        ("32 June 2019", "there is no 32 June 2019"),
        ("29 February 2019", "there is no 29 February 2019"),
        ("03/13/2023", "there is no month 13"),
        ("0000-00-00", "there is no month 0"),
        ("30 February", "there is no 30 February"),
        ("30 January", "no year is written for 30 January"),
    ],
)
def test_what_no_calendar_holds_resolves_to_a_complaint(text: str, complaint: str) -> None:
    (found,) = find_dates(text)
    assert found.resolve() == (None, complaint)


@pytest.mark.parametrize(
    ("text", "near", "expected"),
    [
        ("20 December", "2019-01-08", "2018-12-20"),
        ("8 January", "2018-12-20", "2019-01-08"),
        ("30 July", "2019-01-30", "2019-07-30"),
        ("Monday 30 July", "2019-01-30", "2018-07-30"),  # nearly as near, and 30 July 2018 was a Monday
        ("Tuesday 30 January", "2019-01-30", "2019-01-30"),  # 2018 would fit, but is a year away
    ],
)
def test_a_missing_year_is_the_nearest_and_a_weekday_decides_between_nearly_equals(
    text: str, near: str, expected: str
) -> None:
    (found,) = find_dates(text)
    assert found.resolve(near=day(near))[0] == day(expected)


def test_a_year_that_is_given_wins_over_what_is_near_but_not_over_what_is_written() -> None:
    loose, written = find_dates("1 May and 1 May 2017")
    assert loose.resolve(near=NEAR, year=2015)[0] == day("2015-05-01")
    assert written.resolve(near=NEAR, year=2015)[0] == day("2017-05-01")


def test_a_month_with_its_year_is_found_but_not_where_it_is_part_of_a_date() -> None:
    text = "January 2019 and Nov ’18, not 3 May 2017 nor Harvest 2016"
    assert [(text[m.start : m.end], m.days) for m in find_months(text)] == [
        ("January 2019", (day("2019-01-01"), day("2019-01-31"))),
        ("Nov ’18", (day("2018-11-01"), day("2018-11-30"))),
    ]
    assert find_months(MONTH_FORM.example)


def test_a_date_from_end_to_end_needs_no_words_before_it() -> None:
    alone = read_date("6/3")
    assert alone is not None
    assert (alone.day, alone.month) == (6, 3)
    assert read_date("6/3 or so") is None
