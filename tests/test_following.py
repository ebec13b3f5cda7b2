"""What a turn of a conversation makes of the query before it, and that no turn raises or is slow."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assurance_bot.query import Choice, Query, Vocabulary, follow, form_of, parse_query, starts_anew
from assurance_bot.query.following import FORMS
from assurance_bot.query.shifting import SHIFTS, in_words, shifted

TODAY = dt.date(2024, 12, 31)
MEETINGS = tuple(dt.date(2024, month, 12) for month in range(1, 13))
KNOWN = Vocabulary(
    {
        "CC": "Chief Constable",
        "DCC": "Deputy Chief Constable",
        "PCC": "Police Commissioner",
        "CFO": "Chief Finance Officer",
    },
    ("Ann Roe", "Owen Thackery", "Priya Venn", "Priya Cole"),
    {"BWV": "Body Worn Video"},
    {"CC": ((dt.date(2024, 3, 12), "Ann Roe"),)},
)
YEARS = {year: (dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in (2023, 2024, 2025)}
MARCH = (dt.date(2024, 3, 1), dt.date(2024, 3, 31))

PROMISED = Query("commitments", ("CC",), topic="complaints")
IN_2024 = Query("commitments", ("DCC",), between=YEARS[2024], when="in 2024")
LATE = Query("actions", status="overdue")
OF_REFERENCE = Query("actions", status="all", shape="history", choice=Choice(reference="1/24"))
AHEAD = (TODAY, dt.date(2025, 1, 14))
PUT = Query("questions", ("PCC", "CC"), topic="custody", between=MARCH, when="in March 2024")
SAID = Query("said", topic="custody")

CHANGED: list[tuple[Query, str, Query]] = [
    (PROMISED, "and the DCC?", replace(PROMISED, roles=("DCC",))),
    (PROMISED, "what about the Deputy Chief Constable", replace(PROMISED, roles=("DCC",))),
    (PROMISED, "the same for Owen Thackery", replace(PROMISED, roles=(), people=("Owen Thackery",))),
    (PROMISED, "DCC", replace(PROMISED, roles=("DCC",))),
    (PROMISED, "did the DCC?", replace(PROMISED, roles=("DCC",))),
    (PROMISED, "and by anybody?", replace(PROMISED, roles=())),
    (PROMISED, "since 2020?", replace(PROMISED, between=(dt.date(2020, 1, 1), None), when="since 2020")),
    (PROMISED, "what about Thornleigh?", replace(PROMISED, topic="Thornleigh")),
    (PROMISED, "body worn video", replace(PROMISED, topic="body worn video", also=("BWV",))),
    (PROMISED, "only in Thornleigh", replace(PROMISED, topic="complaints Thornleigh")),
    (PROMISED, "on any topic", replace(PROMISED, topic="")),
    (PROMISED, "but not renewals", replace(PROMISED, without=("renewals",))),
    (PROMISED, "without renewals", replace(PROMISED, without=("renewals",))),
    (PROMISED, "not the DCC", replace(PROMISED, besides=("DCC",))),
    (PROMISED, "and the overdue ones?", replace(PROMISED, subject="actions", status="overdue")),
    (LATE, "only the reported ones", replace(LATE, status="reported")),
    (LATE, "and superseded?", replace(LATE, status="superseded")),
    (LATE, "set in March 2024?", replace(LATE, between=MARCH, when="in March 2024")),
    (LATE, "due within 14 days?", replace(LATE, status="due", between=AHEAD, when="in the next 14 days")),
    (replace(LATE, status="due", between=AHEAD, when="in the next 14 days"), "and overdue?", LATE),
    (OF_REFERENCE, "and 4/24?", replace(OF_REFERENCE, choice=Choice(reference="4/24"))),
    (OF_REFERENCE, "and action 7/24", replace(OF_REFERENCE, choice=Choice(reference="7/24"))),
    (PROMISED, "which of those are still open?", replace(PROMISED, subject="actions", status="open")),
    (PROMISED, "are they done?", replace(PROMISED, subject="actions", status="all")),
    (PROMISED, "when is it due?", replace(PROMISED, subject="actions", status="all")),
    (PROMISED, "only the decisions please", replace(PROMISED, subject="decisions")),
    (PROMISED, "what did the DCC say on that?", Query("said", ("DCC",), topic="complaints")),
    (PROMISED, "what did he say about custody?", Query("said", ("CC",), topic="custody")),
    (PROMISED, "and assurances on custody?", Query("assurances", ("CC",), topic="custody")),
    (PROMISED, "was that done?", replace(PROMISED, subject="actions", status="all")),
    (PROMISED, "who else?", replace(PROMISED, roles=())),
    (PROMISED, "any update on that?", replace(PROMISED, subject="said")),
    (PROMISED, "I meant the DCC", replace(PROMISED, roles=("DCC",))),
    (PROMISED, "leave out renewals", replace(PROMISED, without=("renewals",))),
    (PROMISED, "just the first one", replace(PROMISED, unread=("first one",))),
    (PROMISED, "since then?", replace(PROMISED, unread=("since then",))),
    (PROMISED, "which ones?", PROMISED),
    (PROMISED, "who said that?", PROMISED),
    (PROMISED, "summarise that", PROMISED),
    (IN_2024, "what about 2023?", replace(IN_2024, between=YEARS[2023], when="in 2023")),
    (IN_2024, "and a year later?", replace(IN_2024, between=YEARS[2025], when="in 2025")),
    (IN_2024, "the year before", replace(IN_2024, between=YEARS[2023], when="in 2023")),
    (IN_2024, "in all meetings", replace(IN_2024, between=(None, None), when="")),
    (LATE, "just Owen's", replace(LATE, people=("Owen Thackery",))),
    (LATE, "just Priya's", replace(LATE, topic="Priya")),  # two are called so
    (LATE, "and the closed ones?", replace(LATE, status="closed")),
    (LATE, "which are for the CFO?", replace(LATE, roles=("CFO",))),
    (LATE, "all", replace(LATE, status="all")),
    (LATE, "and a year later?", replace(LATE, unread=("a year later",))),
    (PUT, "and what was the answer?", PUT),
    (PUT, "and the DCC?", replace(PUT, roles=("PCC", "DCC"))),
    (PUT, "and what did the CC say to that?", replace(PUT, subject="said", roles=("CC",))),
    (PUT, "the following month", replace(PUT, between=(dt.date(2024, 4, 1), dt.date(2024, 4, 30)), when="in April 2024")),
    (PUT, "and the actions?", replace(PUT, subject="actions", status="all")),
    (SAID, "and the actions?", replace(SAID, subject="actions", status="open")),
    (SAID, "since the new CC?",
     replace(SAID, between=(dt.date(2024, 3, 12), None), when="since the new CC (from 12 March 2024)")),
]  # fmt: skip

ALONE = (
    "what did the PCC ask about vetting?",
    "and what did the PCC ask about vetting?",
    "open actions for the CC",
    "overdue actions",
    "decisions on the budget",
    "commitments by the DCC in 2024",
    "what was decided about estates",
    "is it true that the CC promised cars",
    "new question",
    "and?",
    "",
    "?!",
)


@pytest.mark.parametrize(("before", "turn", "after"), CHANGED, ids=[f"{b.subject}: {t}" for b, t, _ in CHANGED])
def test_a_turn_changes_the_query_before_it_part_by_part(before: Query, turn: str, after: Query) -> None:
    assert follow(before, turn, vocabulary=KNOWN, today=TODAY, meetings=MEETINGS) == after


@pytest.mark.parametrize("turn", ALONE)
def test_a_turn_that_stands_on_its_own_follows_nothing(turn: str) -> None:
    assert follow(PROMISED, turn, vocabulary=KNOWN, today=TODAY, meetings=MEETINGS) is None


def test_nothing_follows_where_nothing_was_asked() -> None:
    assert follow(Query(), "and the DCC?", vocabulary=KNOWN, today=TODAY) is None
    assert follow(Query("none"), "and the DCC?", vocabulary=KNOWN, today=TODAY) is None


@pytest.mark.parametrize(("form", "example"), [(form, example) for form, _, example in FORMS])
def test_the_example_of_a_ready_made_form_has_it(form: str, example: str) -> None:
    for turn in (example, example.upper(), f"{example}, please", f"and {example}"):
        assert form_of(turn) == form


@pytest.mark.parametrize("turn", ["what did the CC say about vetting?", "the rest of the estate", "more officers", ""])
def test_other_words_have_no_ready_made_form(turn: str) -> None:
    assert form_of(turn) == ""


def test_what_stands_after_the_word_that_starts_anew_is_the_new_question() -> None:
    assert starts_anew("new: what about custody?") == "what about custody?"
    assert starts_anew("start again") == ""
    assert starts_anew("new officers") is None


@pytest.mark.parametrize("example", [example for *_, example in SHIFTS])
def test_days_are_told_by_the_days_before(example: str) -> None:
    found, left = shifted(MARCH, example, meetings=MEETINGS)
    assert found is not None
    assert found.when
    assert not found.unread
    assert left.strip(" ?") in ("", "and")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (YEARS[2024], "in 2024"),
        (MARCH, "in March 2024"),
        ((TODAY, TODAY), "on 31 December 2024"),
        ((TODAY, None), "since 31 December 2024"),
        ((None, TODAY), "until 31 December 2024"),
        ((MARCH[0], TODAY), "from 1 March 2024 to 31 December 2024"),
    ],
)
def test_days_are_put_in_words(days: tuple[dt.date | None, dt.date | None], words: str) -> None:
    assert in_words(days) == words


PIECES = (
    *(
        "and",
        "what about",
        "the DCC",
        "since 2020",
        "a year later",
        "but not",
        "except",
        "only",
        "those",
        "it",
        "he",
        "ones",
    ),
    *(
        "due",
        "overdue",
        "open",
        "all",
        "please",
        ",",
        "?",
        ".",
        '"',
        "“",
        "”",
        "-",
        "-x",
        "in",
        "on",
        "at",
        "that",
        "before",
    ),
    *("meeting", "9999", "summarise", "new:", "more", "the rest", "CC", "Owen's", "\x00", "\x1e", "\x1f", "é", "語"),
)
TYPED = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))


@given(turns=st.lists(TYPED, max_size=4))
@settings(deadline=None)
def test_no_turns_raise(turns: list[str]) -> None:
    query = PUT
    for turn in turns:
        told = follow(query, turn, vocabulary=KNOWN, today=TODAY, meetings=MEETINGS)
        query = told or parse_query(turn, vocabulary=KNOWN, today=TODAY, meetings=MEETINGS)
        assert all(query.unread) or not query.unread


@pytest.mark.parametrize(
    "piece", ["and ", "what about ", "please ", ", ", "- -a", '"a', "but not ", "the new CC since "]
)
def test_no_turn_is_slow(piece: str) -> None:
    begun = time.process_time()
    follow(PUT, piece * 1000, vocabulary=KNOWN, today=TODAY, meetings=MEETINGS)
    assert time.process_time() - begun < 10  # a guard against hanging, no measurement of speed


@pytest.mark.parametrize(
    ("before", "turn"), [*product((PROMISED, LATE, PUT), ("and the DCC?", "since 2020", "custody"))]
)
def test_a_turn_given_twice_changes_nothing_more(before: Query, turn: str) -> None:
    once = follow(before, turn, vocabulary=KNOWN, today=TODAY, meetings=MEETINGS)
    assert once is not None
    assert follow(once, turn, vocabulary=KNOWN, today=TODAY, meetings=MEETINGS) == once
