"""Tasks in the forms that minutes of many bodies give them: after markers, before them, by name, by what is resolved."""

import pytest

from assurance_bot.extract.verbs import is_told
from assurance_bot.records import Action
from making import records_of

MINUTES = """
Northwold Parish Council
Minutes of the meeting held on Tuesday 5 March 2024

Present: Jane Roe (JR), Chair; Tom Poe (TP), Clerk; Cllr Ann Loe (AL); Mr Sam Fox

1. Hall
{words}
"""
DAMP = "The hall is damp. It was agreed to write to the county."


@pytest.mark.parametrize(
    ("words", "tasks"),
    [
        (f"{DAMP} Action: Clerk", [(["Tom Poe"], "It was agreed to write to the county.")]),
        (f"{DAMP}\n\nACTION – JR / TP", [(["Jane Roe", "Tom Poe"], "It was agreed to write to the county.")]),
        ("The hall is damp and the roof leaks. [Action: JR]", [(["Jane Roe"], "The hall is damp and the roof leaks.")]),
        ("Cllr Loe to ring the school. (Action: Cllr Loe)", [(["Cllr Ann Loe"], "Cllr Loe to ring the school.")]),
        ("AP1: JR to write to the county.", [(["Jane Roe"], "JR to write to the county.")]),
        ("ACTION 24/05/01 Chair to write to the county.", [(["Jane Roe"], "Chair to write to the county.")]),
        ("ACTION POINT: Jane to write to the county", [(["Jane Roe"], "Jane to write to the county")]),
        ("The fence fell. Mr Fox to follow up.", [(["Mr Sam Fox"], "Mr Fox to follow up.")]),
        ("Query on the fence, Mr Fox to follow up.", [(["Mr Sam Fox"], "Mr Fox to follow up.")]),
        ("The county told us of grants (Clerk to tell the hall).", [(["Tom Poe"], "Clerk to tell the hall")]),
        ("Jane: contact the school", [(["Jane Roe"], "Jane: contact the school")]),
        ("Jane contact the school", [(["Jane Roe"], "Jane contact the school")]),
        (
            "RESOLVED that the Clerk write to the county.",
            [(["Tom Poe"], "RESOLVED that the Clerk write to the county.")],
        ),
        ("Cllr Loe agreed she would ring them.", [(["Cllr Ann Loe"], "Cllr Loe agreed she would ring them.")]),
        ("The Clerk confirmed that he will write.", [(["Tom Poe"], "The Clerk confirmed that he will write.")]),
        (
            "JR to count the lamps and TP to ask the county.",
            [(["Jane Roe"], "JR to count the lamps"), (["Tom Poe"], "TP to ask the county.")],
        ),
        ("A record is to be kept by the Clerk.", [(["Tom Poe"], "A record is to be kept by the Clerk.")]),
        ("Copies to be given to tenants.", [([], "Copies to be given to tenants.")]),
        ("To obtain a quote for the path.", [([], "To obtain a quote for the path.")]),
        ("It was agreed that a letter would be sent.", [([], "It was agreed that a letter would be sent.")]),
    ],
)
def test_a_task_is_found_with_its_owner_in_each_form(words: str, tasks: list[tuple[list[str], str]]) -> None:
    found = records_of(MINUTES.format(words=words), Action)
    assert [([o.person for o in a.owners], a.text) for a in found] == tasks


@pytest.mark.parametrize(
    "words",
    [
        "Governors support the plan.",
        "Jane put up the shelf.",
        "To receive apologies for absence.",
        "The balance to be carried forward was small.",
        "Action 80.1: Tom confirmed that the hall is dry.",
        "No action required.",
        "Will the hall be dry?",
    ],
)
def test_what_is_done_received_or_asked_is_no_task(words: str) -> None:
    assert records_of(MINUTES.format(words=words), Action) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("contact the school", True),
        ("report back in May", True),
        ("Report of the Clerk", False),
        ("plan for the summer", True),
        ("the hall is dry", False),
        ("update on finances", False),
    ],
)
def test_a_verb_that_is_as_often_a_thing_needs_more_around_it(words: str, told: bool) -> None:
    assert is_told(words) is told
