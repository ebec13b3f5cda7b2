"""Words to leave out, days told by who held an office, and what could not be read, shown underlined."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_bot.query import Vocabulary, asks_summary, in_one_line, parse_query, unread_spans
from assurance_bot.query.without import MARKS
from assurance_bot.render.underlining import underlined

TODAY = dt.date(2024, 12, 31)
KNOWN = Vocabulary(
    {"CC": "Chief Constable", "DCC": "Deputy Chief Constable", "CFO": "Chief Finance Officer"},
    ("Ann Roe", "Cal Strand"),
    {},
    {"CC": ((dt.date(2020, 5, 1), "Ann Roe"), (dt.date(2024, 3, 12), "Cal Strand"))},
)


@pytest.mark.parametrize(
    ("words", "topic", "without", "besides"),
    [
        ("vetting but not renewals", "vetting", ("renewals",), ()),
        ("vetting -renewals", "vetting", ("renewals",), ()),
        ("vetting, not renewals", "vetting", ("renewals",), ()),
        ('vetting but not "spot checks" in 2024', "vetting", ("spot checks",), ()),
        ("estates except the depot, since 2023", "estates", ("depot",), ()),
        ("vetting except renewals or appeals", "vetting", ("renewals", "appeals"), ()),
        ("all actions apart from those on estates", "", ("estates",), ()),
        ("all actions except the CFO's", "", (), ("CFO",)),
        ("vetting excluding anything on renewals by the CC", "vetting", ("renewals",), ()),
        ("cyber crime training - has it been given", "cyber crime training", (), ()),
        ("actions reported but not closed", "reported", (), ()),
        ("overdue and not mentioned since", "", (), ()),
        ("officers not in post", "officers not in post", (), ()),
        ("stop-and-search", "stop-and-search", (), ()),
    ],
)
def test_words_are_left_out(words: str, topic: str, without: tuple[str, ...], besides: tuple[str, ...]) -> None:
    query = parse_query(words, vocabulary=KNOWN, today=TODAY)
    assert (query.without, query.besides) == (without, besides)
    assert query.topic == topic or words.startswith(("actions", "overdue"))


def test_days_that_are_to_be_left_out_are_named_as_not_used_and_never_asked_for() -> None:
    query = parse_query("vetting but not in 2023", vocabulary=KNOWN, today=TODAY)
    assert (query.topic, query.when, query.without, query.unread) == ("vetting", "", (), ("but not in 2023",))


@pytest.mark.parametrize("example", [example for *_, example in MARKS])
def test_the_example_of_each_mark_leaves_something_out(example: str) -> None:
    query = parse_query(example, vocabulary=KNOWN, today=TODAY)
    assert query.without
    assert not set(query.without) & set(query.topic.split())


@pytest.mark.parametrize(
    ("words", "between"),
    [
        ("vetting since the new CC", (dt.date(2024, 3, 12), None)),
        ("vetting since the present chief constable took over", (dt.date(2024, 3, 12), None)),
        ("vetting before the new CC", (None, dt.date(2024, 3, 11))),
        ("vetting under the old CC", (dt.date(2020, 5, 1), dt.date(2024, 3, 11))),
        ("vetting since Roe took over", (dt.date(2020, 5, 1), None)),
        ("what does the new CC inherit", (None, None)),
    ],
)
def test_days_are_told_by_who_held_an_office(words: str, between: tuple[dt.date | None, dt.date | None]) -> None:
    assert parse_query(words, vocabulary=KNOWN, today=TODAY).between == between


def test_days_of_a_holder_that_is_not_known_are_named_as_not_used() -> None:
    query = parse_query("vetting since the new DCC", vocabulary=KNOWN, today=TODAY)
    assert (query.topic, query.roles, query.when, query.unread) == ("vetting", (), "", ("since the new DCC",))


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("summarise the last meeting", True),
        ("Please give me a short summary of vetting", True),
        ("what is in the executive summary", False),
    ],
)
def test_a_summary_that_is_asked_for_is_noticed(words: str, asked: bool) -> None:
    assert asks_summary(words) == asked
    assert not asked or "summar" not in parse_query(words, vocabulary=KNOWN, today=TODAY).topic


@pytest.mark.parametrize(
    ("asked", "unread", "lines"),
    [
        ("unanswered  questions", ("unanswered",), ["    unanswered questions", "    ~~~~~~~~~~"]),
        ("what to the CC", ("to CC",), ["    what to the CC", "         ~~~~~~~~~"]),
        ("語語 since then", ("since then",), ["    語語 since then", "         ~~~~~~~~~~"]),
        ("all is read", (), []),
        ("nothing of it", ("absent",), []),
    ],
)
def test_what_could_not_be_read_is_underlined(asked: str, unread: tuple[str, ...], lines: list[str]) -> None:
    assert list(underlined(asked, unread, width=80)) == lines


def test_of_a_long_question_the_part_around_the_words_is_shown() -> None:
    line, marks = underlined(f"{'on and ' * 40}unanswered {'on and ' * 40}", ("unanswered",), width=60)
    assert line.strip().startswith("…")
    assert line.endswith("…")
    assert [line[i] for i, mark in enumerate(marks) if mark == "~"] == list("unanswered")


@given(words=st.text(max_size=300), unread=st.lists(st.text(max_size=20), max_size=4), width=st.integers(1, 120))
def test_no_text_raises_and_what_is_underlined_stands_in_the_line(words: str, unread: list[str], width: int) -> None:
    line = in_one_line(words)
    spans = unread_spans(words, unread)
    assert all(0 <= s.start < s.end <= len(line) for s in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert len(list(underlined(words, unread, width=width))) in (0, 2)
