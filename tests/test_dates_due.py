"""Due words in the text of an action and in a due column."""

import datetime as dt

import pytest

from assurance_bot.dates import RULES, Due, find_due, read_due_cell
from assurance_bot.dates.reckoning import add_working_days
from assurance_bot.dates.rules import NO_DATE, Example, Rule

CASES = [(rule, example) for rule in RULES for example in rule.examples]
MEETING, NEXT = dt.date(2019, 1, 30), dt.date(2019, 3, 27)


def day(iso: str | None) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None


def due_of(text: str) -> tuple[str, dt.date | None] | None:
    due = find_due(text, meeting=MEETING, next_meeting=NEXT)
    return (text[due.start : due.end], due.date) if due else None


def said_by(due: Due) -> str:
    """Return the name of the rule, without what is told beside it."""
    return due.rule.removeprefix(f"{NO_DATE}: ").split(";")[0]


@pytest.mark.parametrize(
    ("rule", "example"), CASES, ids=lambda value: value.words if isinstance(value, Example) else ""
)
def test_every_rule_reads_its_own_examples(rule: Rule, example: Example) -> None:
    due = find_due(example.words, meeting=example.meeting, next_meeting=example.next_meeting, meetings=example.meetings)
    assert due is not None
    assert (due.date, said_by(due)) == (example.due, rule.name.removeprefix(f"{NO_DATE}: "))


def test_the_table_holds_sixty_wordings_with_a_date_and_twenty_without() -> None:
    dated = {example.words for _, example in CASES if example.due}
    undated = {example.words for _, example in CASES if not example.due}
    assert len(dated) >= 60
    assert len(undated) >= 20


def test_no_two_rules_share_a_name() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize(
    "text",
    [
        "the 2019 plan",
        "over the last two weeks",
        "for the next 12 months",
        "since March",
        "in 2018 the force grew",
        "to circulate the plan agreed on 3 March",
        "to send the letter dated 3 March 2019",
        "to explain the overspend in December",
        "to provide figures for February",
        "to send the March figures",
        "to send this month's figures",
        "to review the ongoing work on custody",
        "to send the quarterly report to the Panel",
        "calls are answered within 24 hours",
        "all of them were trained by March 2018",
        "minutes of the next meeting",
        "the next meeting will be held in the hall",
        "to be reduced by 1/3",
        "responses within 10 seconds",
        "before the new policy is written",
        "to give each officer a body camera",
        "to open at 10 am",
        "numbers to be confirmed by the force",
        "to meet between 1 and 5 May",
        "she asked for this to be closed at the next meeting",
        "AP 4/24 to be signed off at the March meeting",
        "to remove it from the action log at the next meeting",
        "",
    ],
)
def test_words_that_are_no_deadline_are_no_due_words(text: str) -> None:
    assert due_of(text) is None


@pytest.mark.parametrize(
    ("text", "words", "date"),
    [
        ("CC to write as soon as possible and to report by 31 March", "by 31 March", "2019-03-31"),
        ("CC to report at the next meeting, within two weeks if it can be done", "within two weeks", "2019-02-13"),
        ("CC to report by 28 February on what is to be done by 30 June", "by 28 February", "2019-02-28"),
        (
            "Review the policy published in March 2018 and report to the next meeting",
            "to the next meeting",
            "2019-03-27",
        ),
        ("originally due 31 January, now due 28 February", "now due 28 February", "2019-02-28"),
        ("deadline extended from 31 January to 1 March", "extended from 31 January to 1 March", "2019-03-01"),
        ("asap and no later than 14 February", "no later than 14 February", "2019-02-14"),
        ("ACC to send by the end of March next year the costs", "by the end of March next year", "2020-03-31"),
        ("deferred to the March meeting", "deferred to the March meeting", "2019-03-27"),
        ("to be ready in time for the March meeting", "in time for the March meeting", "2019-03-27"),
    ],
)
def test_of_two_phrases_the_stronger_wins_and_of_equals_the_first(text: str, words: str, date: str) -> None:
    assert due_of(text) == (words, day(date))


@pytest.mark.parametrize(
    "text",
    ["by the end of week 14", "by week 3.", "by May Day", "by the May bank holiday", "before the local elections"],
)
def test_words_whose_day_is_not_certain_have_no_date(text: str) -> None:
    due = find_due(text, meeting=MEETING, next_meeting=NEXT)
    assert due is not None
    assert due.date is None


def test_a_bank_holiday_is_that_of_the_nation() -> None:
    days = {
        nation: due.date
        for nation in ("ENG", "SCT")
        if (due := find_due("by the summer bank holiday", meeting=MEETING, nation=nation))
    }
    assert days == {"ENG": dt.date(2019, 8, 26), "SCT": dt.date(2019, 8, 5)}


def test_a_meeting_not_yet_known_is_looked_up_where_it_is() -> None:
    words = "by the meeting after next"
    held = (MEETING, dt.date(2019, 3, 20), dt.date(2019, 5, 15))  # the next was held a week before the day announced
    unknown, known = (find_due(words, meeting=MEETING, next_meeting=NEXT, meetings=days) for days in ((), held))
    assert unknown is not None
    assert known is not None
    assert (unknown.date, known.date) == (None, dt.date(2019, 5, 15))


def test_a_weekday_that_does_not_fit_is_told_with_the_rule() -> None:
    due = find_due("by Tuesday 12 February", meeting=MEETING)
    wrong = find_due("by Tuesday 13 February", meeting=MEETING)
    assert due is not None
    assert wrong is not None
    assert due.rule == "a day with its weekday"
    assert wrong.rule == "a day with its weekday; 13 February 2019 is a Wednesday, not a Tuesday"


def test_a_date_before_the_meeting_is_taken_as_written_and_told() -> None:
    due = find_due("by 31 March 2018", meeting=MEETING)
    assert due == Due(0, 16, dt.date(2018, 3, 31), "a day written out; 31 March 2018 is before the meeting")


def test_a_day_that_does_not_exist_has_no_date_and_says_why() -> None:
    due = find_due("by 29 February", meeting=MEETING)
    assert due is not None
    assert due.date is None
    assert due.rule == f"{NO_DATE}: a day written out; there is no 29 February 2019"


def test_the_next_meeting_is_the_one_named_else_the_next_one_known() -> None:
    known = (dt.date(2018, 11, 27), MEETING, dt.date(2019, 4, 30), dt.date(2019, 2, 26))
    named = find_due("at the next meeting", meeting=MEETING, next_meeting=NEXT, meetings=known)
    unnamed = find_due("at the next meeting", meeting=MEETING, meetings=known)
    assert named is not None
    assert unnamed is not None
    assert (named.date, unnamed.date) == (NEXT, dt.date(2019, 2, 26))


@pytest.mark.parametrize(
    ("text", "meeting", "known", "date"),
    [
        ("at the January meeting", "2019-01-30", ["2020-01-29"], "2019-01-30"),
        ("at the January meeting", "2019-01-03", ["2019-01-30"], "2019-01-30"),
        ("at the January meeting", "2018-12-11", ["2019-01-30"], "2019-01-30"),
        ("to the September meeting", "2019-01-30", [], "2019-09-30"),
    ],
)
def test_the_meeting_of_a_month_is_a_known_one_this_one_or_its_last_day(
    text: str, meeting: str, known: list[str], date: str
) -> None:
    on = dt.date.fromisoformat(meeting)
    due = find_due(text, meeting=on, meetings=[dt.date.fromisoformat(each) for each in known])
    assert due is not None
    assert due.date == day(date)


def test_a_bare_quarter_is_of_the_year_that_the_setting_says_and_the_rule_tells_it() -> None:
    calendar = find_due("by the end of Q2", meeting=MEETING)
    financial = find_due("by the end of Q2", meeting=MEETING, quarters="financial")
    assert calendar is not None
    assert financial is not None
    assert (calendar.date, financial.date) == (dt.date(2019, 6, 30), dt.date(2019, 9, 30))
    assert "calendar" in calendar.rule
    assert "financial" in financial.rule


@pytest.mark.parametrize(
    ("nation", "from_day", "days", "expected"),
    [
        ("ENG", "2022-05-31", 2, "2022-06-06"),  # two days for the Jubilee
        ("ENG", "2022-09-16", 1, "2022-09-20"),  # the Queen's funeral
        ("ENG", "2023-05-05", 1, "2023-05-09"),  # the Coronation
        ("ENG", "2021-12-24", 1, "2021-12-29"),  # two substitutes for a weekend
        ("SCT", "2018-12-31", 1, "2019-01-03"),  # 2 January
        ("NIR", "2021-07-09", 1, "2021-07-13"),  # the Twelfth
        ("SCT", "2019-04-18", 1, "2019-04-22"),  # Good Friday, but no Easter Monday
        ("ENG", "2019-04-18", 1, "2019-04-23"),
        ("ENG", "2019-04-23", -1, "2019-04-18"),
    ],
)
def test_working_days_leave_out_weekends_and_the_bank_holidays_of_the_nation(
    nation: str, from_day: str, days: int, expected: str
) -> None:
    assert add_working_days(dt.date.fromisoformat(from_day), days, nation=nation) == day(expected)


def test_the_nation_reaches_the_rule() -> None:
    found = [find_due("within 10 working days", meeting=dt.date(2018, 12, 20), nation=n) for n in ("ENG", "SCT")]
    assert [due.date for due in found if due] == [dt.date(2019, 1, 8), dt.date(2019, 1, 9)]


CELLS = (
    ("31/03/23", "2022-11-08", "2023-03-31"),
    ("Mar 23", "2022-11-08", "2023-03-31"),
    ("Mar-23", "2022-11-08", "2023-03-31"),
    ("June", "2022-11-08", "2023-06-30"),
    ("31/3", "2022-11-08", "2023-03-31"),
    ("31/3", "2023-04-11", "2023-03-31"),  # an action carried forward: two weeks late, not a year early
    ("March", "2023-04-11", "2023-03-31"),
    ("6 months", "2019-01-30", "2019-07-30"),
    ("Next meeting", "2019-01-30", "2019-03-27"),
    ("March meeting", "2019-01-30", "2019-03-27"),
    ("  End of financial year ", "2019-01-30", "2019-03-31"),
    ("Immediately", "2019-01-30", "2019-01-30"),
    ("End of the calendar year", "2019-01-30", "2019-12-31"),
    ("12 Oct 2023 (was 30 Sept)", "2023-09-27", "2023-10-12"),
    ("31 March → 30 June", "2023-02-14", "2023-06-30"),
    ("dec 2023", "2023-11-28", "2023-12-31"),
    ("15th", "2023-11-28", "2023-12-15"),
    ("4 wks", "2019-01-30", "2019-02-27"),
    ("FY end", "2019-01-30", "2019-03-31"),
    ("end of 19/20", "2019-01-30", "2020-03-31"),
    ("2024", "2019-01-30", None),
    ("For June", "2022-11-08", "2023-06-30"),
    ("Ongoing", "2019-01-30", None),
    ("Quarterly", "2019-01-30", None),
    ("TBC", "2019-01-30", None),
    ("ASAP", "2019-01-30", None),
    ("Summer", "2019-01-30", None),
    ("IT dept", "2019-01-30", None),
)


@pytest.mark.parametrize(("cell", "meeting", "date"), CELLS)
def test_a_due_cell_is_due_words_from_end_to_end(cell: str, meeting: str, date: str | None) -> None:
    due = read_due_cell(cell, meeting=dt.date.fromisoformat(meeting), next_meeting=NEXT)
    assert due.date == day(date)
    assert cell[due.start : due.end] == cell.strip()


@pytest.mark.parametrize(("cell", "rule"), [("", "nothing is written"), ("IT dept", "the words are not understood")])
def test_a_cell_without_due_words_says_so(cell: str, rule: str) -> None:
    assert read_due_cell(cell, meeting=MEETING).rule == f"{NO_DATE}: {rule}"
