"""Tasks in prose, decisions, speakers: a sentence each, in minutes that mark no action."""

import pytest

from assurance_bot.records import Action, Decision, Question, Statement
from making import records_of

MINUTES = """
Northwold Parish Council
Minutes of the meeting held on Tuesday 5 March 2024

Present: Jane Roe (JR), Chair; Tom Poe (TP), Clerk; Ann Loe (AL)

1. Hall
{words}
"""


@pytest.mark.parametrize(
    ("words", "owners"),
    [
        ("JR agreed to write to the school.", ["Jane Roe"]),
        ("AL would look at the roof with TP.", ["Ann Loe"]),
        ("The Chair asked the Clerk to chase the supplier.", ["Clerk"]),
        ("The Clerk was asked to order paint.", ["Clerk"]),
        ("JR was tasked with finding a builder.", ["Jane Roe"]),
        ("It was agreed that AL would contact the school.", ["Ann Loe"]),
        ("AL reported on the gate. She would also mend the fence.", ["Ann Loe"]),
        ("We agreed to monitor the car park.", ["Council"]),
        ("The fence was noted and TP and AL volunteered to paint it.", ["Clerk", "Ann Loe"]),
    ],
)
def test_an_undertaking_is_owned_by_the_one_who_is_to_act(words: str, owners: list[str]) -> None:
    (action,) = records_of(MINUTES.format(words=words), Action)
    assert [o.label if o.label != "Tom Poe" else "Clerk" for o in action.owners] == owners


@pytest.mark.parametrize(
    "words",
    [
        "AL would be happy with that.",
        "It was agreed to increase the rent.",
        "JR asked whether AL would write.",
        "JR wrote.",
    ],
)
def test_a_hope_a_decision_a_question_and_a_deed_are_no_task(words: str) -> None:
    assert records_of(MINUTES.format(words=words), Action) == []


def test_where_the_minutes_mark_actions_an_unmarked_undertaking_is_a_commitment() -> None:
    text = MINUTES.format(words="JR agreed to write to the school.\n\nACTION: AL to mend the fence by 1 May.")
    assert [a.text for a in records_of(text, Action)] == ["AL to mend the fence by 1 May."]
    assert [s.text for s in records_of(text, Statement) if s.nature == "commitment"] == [
        "JR agreed to write to the school."
    ]


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("RESOLVED that the paper be noted.", "noted"),
        ("It was agreed to close the hall.", "agreed"),
        ("Safeguarding policy – agreed", "agreed"),
        ("The accounts were approved. Proposed by JR, seconded by AL.", "approved"),
        ("The Council did not support the application.", "rejected"),
        ("The decision on the bench was deferred.", "deferred"),
        ("The Council NOTED the report.", "noted"),
    ],
)
def test_a_decision_is_told_by_its_form(words: str, outcome: str) -> None:
    assert [d.outcome for d in records_of(MINUTES.format(words=words), Decision)] == [outcome]


def test_after_was_told_nobody_is_named_and_another_sentence_has_no_speaker() -> None:
    text = MINUTES.format(
        words="JR asked whether the hall was dry and was told that it was. Rain fell. AL was concerned by it."
    )
    said = records_of(text, Statement)
    assert [[p.label for p in s.speakers] for s in said] == [[], ["Ann Loe"]]
    (question,) = records_of(text, Question)
    assert question.asker is not None
    assert question.replies[0] == said[0].id


@pytest.mark.parametrize(
    "words",
    [
        "AL offered to write to the school.",
        "AL said that she would be happy to write to the school.",
        "AL suggested that she could ask the school.",
        "AL said that they plan to ask the school.",
        "AL said that the report would go to the school in May.",
        "AL had read the note and would stand by it.",
        "AL reaffirmed her commitment to the school.",
        "AL gave assurances on speaking to the school.",
    ],
)
def test_an_offer_a_plan_and_a_restated_promise_are_commitments(words: str) -> None:
    marked = MINUTES.format(words=f"{words}\n\nACTION: TP to mend the fence.")
    assert [s.nature for s in records_of(marked, Statement)] == ["commitment"]


@pytest.mark.parametrize(
    "words",
    [
        "AL said that thanks were offered to all who came.",
        "AL would look at it but could make no promise.",
        "AL said that she would consider it.",
        "AL would not commit to a date.",
    ],
)
def test_thanks_a_refusal_and_a_hedge_are_none(words: str) -> None:
    marked = MINUTES.format(words=f"{words}\n\nACTION: TP to mend the fence.")
    assert "commitment" not in [s.nature for s in records_of(marked, Statement)]


@pytest.mark.parametrize(
    ("words", "promise", "speaker"),
    [
        (
            "AL suggested that the hall was too cold and TP will in future light the stove.",
            "TP will in future light the stove.",
            "Tom Poe",
        ),
        ("TP said that the roof was dry, so AL will send the key round.", "AL will send the key round.", "Ann Loe"),
    ],
)
def test_a_promise_in_a_clause_of_its_own_is_a_statement_of_its_own(words: str, promise: str, speaker: str) -> None:
    text = MINUTES.format(words=f"{words}\n\nACTION: JR to buy coal.")
    (said,) = [s for s in records_of(text, Statement) if s.nature == "commitment"]
    assert (said.text, [p.label for p in said.speakers]) == (promise, [speaker])


@pytest.mark.parametrize(
    ("words", "promises"),
    [
        ("AL can take the notes.", True),
        ("AL is happy to help with the stall.", True),
        ("AL wants to join the working group.", True),
        ("AL said that she would be available in June.", True),
        ("AL is happy to see the hall full.", False),
        ("This can take the weight.", False),
    ],
)
def test_an_offer_is_a_commitment_and_a_feeling_is_none(words: str, promises: bool) -> None:
    text = MINUTES.format(words=f"{words}\n\nACTION: JR to buy coal.")
    assert ("commitment" in [s.nature for s in records_of(text, Statement)]) is promises


def test_a_task_may_follow_what_the_same_entry_tells() -> None:
    (action,) = records_of(MINUTES.format(words="The roof leaks. Obtain two quotes for the repair."), Action)
    assert action.text == "Obtain two quotes for the repair."


@pytest.mark.parametrize("words", ["We need to consider the lease.", "We should keep the lamp we have."])
def test_what_a_body_says_it_must_weigh_is_no_task(words: str) -> None:
    assert records_of(MINUTES.format(words=words), Action) == []


@pytest.mark.parametrize(
    ("words", "promises"),
    [
        ("AL expressed her commitment to keeping the hall open.", True),
        ("AL said that the partners expressed their commitment to the scheme.", False),
        ("AL was concerned that it would be late.", False),
    ],
)
def test_a_commitment_expressed_is_one_to_do_something(words: str, promises: bool) -> None:
    assert ("commitment" in [s.nature for s in records_of(MINUTES.format(words=words), Statement)]) is promises


@pytest.mark.parametrize(
    ("words", "outcomes"),
    [
        ("RESOLVED that the scheme should not be adopted.", ["rejected"]),
        ("It was agreed that the rota should not be adopted.", ["rejected"]),
        ("It was agreed that the rota should be adopted.", ["approved"]),
        ("It was felt that the rota should not be adopted.", []),
        ("AL said that the rota should be adopted.", []),
        ("The Council felt that the rota should be adopted.", ["approved"]),
        ("Having assessed and approved the plans, the officers went home.", []),
        ("Having approved the plans, the Council agreed to go on.", ["agreed"]),
    ],
)
def test_what_should_be_and_what_was_done_before_is_no_decision(words: str, outcomes: list[str]) -> None:
    assert [d.outcome for d in records_of(MINUTES.format(words=words), Decision)] == outcomes


def test_nobody_is_asked_by_the_one_who_asks() -> None:
    (asked,) = records_of(
        MINUTES.format(words="JR thanked those who had asked JR about the roof and wondered who would mend it."),
        Question,
    )
    assert (asked.asker and asked.asker.label, asked.asked_of) == ("Jane Roe", None)
