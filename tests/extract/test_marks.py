"""Actions and decisions as minutes mark them: what an answer tells, and what is not decided, is neither."""

import datetime as dt

import pytest

from assurance_bot.records import Action, Decision, Statement
from making import records_of

MINUTES = """
Northwold Fire Board
Minutes of the meeting held on Tuesday 5 March 2024

Present: Jane Roe, Chief Fire Officer (CFO); Tom Poe, Director of Nursing (DoN); Ann Loe, Director of Finance (DoF)

1. Stations
{words}
"""


@pytest.mark.parametrize(
    "words",
    [
        "A: The CFO said that a new contract would be offered from January, and that 12 recruits start in October.",
        "Answer: A new contract would be offered by October.",
        "The CFO replied that a new contract would be offered by October.",
    ],
)
def test_what_an_answer_tells_is_a_statement_and_no_action(words: str) -> None:
    assert records_of(MINUTES.format(words=words), Action) == []
    assert len(records_of(MINUTES.format(words=words), Statement)) == 1


@pytest.mark.parametrize(
    ("words", "outcomes"),
    [
        ("The Board noted the update and asked for it to be deferred no further.", ["noted"]),
        ("The paper was not deferred.", []),
        ("The paper was deferred to May.", ["deferred"]),
    ],
)
def test_what_is_not_to_be_deferred_is_not(words: str, outcomes: list[str]) -> None:
    assert [d.outcome for d in records_of(MINUTES.format(words=words), Decision)] == outcomes


@pytest.mark.parametrize(
    "words",
    ["CFO to mend the door. DUE: 1 April 2024. COMPLETE.", "CFO to mend the door. COMPLETE. DUE: 1 April 2024."],
)
def test_a_due_date_stays_beside_a_status(words: str) -> None:
    text = MINUTES.format(words="All was well.") + f"\n2. Actions\n\n{words}\n"
    (action,) = records_of(text, Action)
    assert (action.status, action.due) == ("closed", dt.date(2024, 4, 1))


@pytest.mark.parametrize(
    ("words", "owners"),
    [
        ("ACTION: Director of Nursing and Director of Finance to review the spend.", ["DoN", "DoF"]),
        ("ACTION: The Director of Finance to review the spend.", ["DoF"]),
        ("ACTION: DoN and the Chief Fire Officer to review the spend.", ["DoN", "CFO"]),
    ],
)
def test_offices_are_owners_by_their_titles(words: str, owners: list[str]) -> None:
    (action,) = records_of(MINUTES.format(words=words), Action)
    assert [o.label for o in action.owners] == owners
