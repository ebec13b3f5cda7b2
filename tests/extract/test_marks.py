"""Actions and decisions as minutes mark them: what an answer tells, and what is not decided, is neither."""

import datetime as dt

import pytest

from assurance_bot.checks import other_weekday
from assurance_bot.extract import extract
from assurance_bot.parse.meeting import parse_meeting
from assurance_bot.records import Action, Decision, Statement
from making import document_of, records_of

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


@pytest.mark.parametrize(
    ("words", "owner", "due"),
    [
        ("The sign is to be replaced. Action: CFO by 3 May", "CFO", dt.date(2024, 5, 3)),
        ("The sign is to be replaced. ACTION: DoF (by end of April)", "DoF", dt.date(2024, 4, 30)),
        ("It was agreed to ask for a new sign. Action: DoN. By: 3 May.", "DoN", dt.date(2024, 5, 3)),
    ],
)
def test_an_owner_and_a_date_after_a_marker_are_those_of_the_words_before(words: str, owner: str, due: dt.date) -> None:
    (action,) = records_of(MINUTES.format(words=words), Action)
    assert ([o.label for o in action.owners], action.due) == ([owner], due)
    assert "sign" in action.text
    assert owner not in action.text


def test_one_to_be_thanked_is_not_the_one_to_do_it() -> None:
    (action,) = records_of(MINUTES.format(words="The CFO to be congratulated on the award."), Action)
    assert action.owners == ()


def test_a_speaker_may_be_named_after_the_verb() -> None:
    words = '"No," said the CFO, "but I will bring the figures in May."'
    (said,) = records_of(MINUTES.format(words=words), Statement)
    assert ([p.label for p in said.speakers], said.nature) == (["CFO"], "commitment")


def test_a_weekday_that_the_due_date_does_not_have_is_a_problem() -> None:
    document = document_of(
        MINUTES.format(words="CFO to report by Wednesday 9 April 2024. DoF to write by Tuesday 9 April 2024.")
    )
    (problem,) = other_weekday(extract(parse_meeting(document)[0], document)[0])
    assert problem.message == "an action is due on 2024-04-09, a Tuesday, and its words say Wednesday"
