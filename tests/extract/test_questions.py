"""Questions in the ways minutes tell of them, and who asks."""
# ruff: noqa: E501  # minutes stay on the line of their test

import pytest

from assurance_bot.extract.asked import ROWS, is_formula, literal, told_of
from assurance_bot.records import Question, Statement
from making import records_of

MINUTES = """
Northwold Parish Council
Minutes of the meeting held on Tuesday 5 March 2024

Present: Jane Roe (JR), Chair; Tom Poe (TP), Clerk; Ann Loe (AL)

1. Hall
{words}
"""


def asked(words: str) -> list[tuple[str | None, str]]:
    return [(q.asker.label if q.asker else None, q.text) for q in records_of(MINUTES.format(words=words), Question)]


@pytest.mark.parametrize(("name", "example"), [(name, example) for name, _, example in ROWS])
def test_each_form_of_a_question_told_of_matches_its_example(name: str, example: str) -> None:
    assert told_of(example) is not None, name


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("A query was raised about the fence.", [(None, "A query was raised about the fence.")]),
        ("Sam asked if the hall was let.", [("Sam", "Sam asked if the hall was let.")]),
        ("Request from a resident to hold a fair.", [(None, "Request from a resident to hold a fair.")]),
        ("The Council has been asked to mend the path.", [(None, "The Council has been asked to mend the path.")]),
        ("The letter asked Councillors to help.", [(None, "The letter asked Councillors to help.")]),
        ("It was requested that each tree be priced.", [(None, "It was requested that each tree be priced.")]),
        ("The roof is old. Has it been seen to? It has.", [(None, "Has it been seen to?")]),
        ("Responding to JR's query on the roof, AL said it was old.", [("Jane Roe", "JR's query on the roof")]),
        ("The Board heard of the road and a member asked for a survey.", [("a member", "The Board heard of the road and a member asked for a survey.")]),
        ("Kiosk – the box has been bought by the village – who will paint it? Sam may.", [(None, "who will paint it?")]),
        ("The Clerk had requested to attend two courses.", [("Clerk", "The Clerk had requested to attend two courses.")]),
        ("The Clerk requested that the day be moved, the Council agreed to Friday.", [("Clerk", "The Clerk requested that the day be moved, the Council agreed to Friday.")]),
        ("AL: is the roof sound?", [("Ann Loe", "is the roof sound?")]),
        ("Residents had asked whether the bus stops here.", [("Residents", "Residents had asked whether the bus stops here.")]),
        ("A resident wrote in seeking permission to park.", [(None, "A resident wrote in seeking permission to park.")]),
    ],
)  # fmt: skip
def test_questions_and_requests_are_found_with_the_asker_where_named(
    words: str, expected: list[tuple[str | None, str]]
) -> None:
    assert asked(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "There were no questions.",
        "Any other business?",
        "The Chair asked the Clerk to write.",
        "The Clerk to write to the school asking for keys.",
        "Requests have been made to several funders.",
        "A request for a bench was refused.",
        "AL was content with the answer.",
    ],
)
def test_a_task_a_formula_and_what_the_body_asks_of_others_are_none(words: str) -> None:
    assert asked(words) == []


def test_a_heading_that_is_a_question_is_one() -> None:
    text = "# Pond Trust\n\nMinutes of 5 March 2024\n\n## Should the pond be deeper?\n\nJane Roe said that it should.\n"
    (question,) = records_of(text, Question, source="pond/2024-03-05.md")
    assert question.text == "Should the pond be deeper?"
    assert question.replies == tuple(s.id for s in records_of(text, Statement, source="pond/2024-03-05.md"))


@pytest.mark.parametrize("words", ["zakim, who is on the phone?", "Any questions?", "Nominations for the chair?"])
def test_a_command_to_the_log_and_a_call_are_formulas(words: str) -> None:
    assert is_formula(words)


def test_a_question_in_a_chat_begins_after_what_is_said_before_it() -> None:
    words = "<jane> we have paint. do we need more of it? tom knows"
    assert [words[s:e] for s, e in literal(words)] == ["do we need more of it?"]
