"""The questions of the evaluation are sound: their quotes stand in the examples, their trails exist, the halves are halves.

Nothing here asks the program anything: what it answers is measured, not asserted.
"""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assurance_bot.document import fold
from assurance_bot.parse import parse_meeting
from assurance_bot.read import read_document
from evaluation.asked import Asked, Place, half_of, questions

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
TRUTH: dict[str, Any] = json.loads((EXAMPLES / "truth.json").read_text(encoding="utf-8"))
TRAILS = {trail["key"] for trail in TRUTH["trails"]}
ALL = questions()
OVER_EXAMPLES = [asked for asked in ALL if not asked.real]
REAL = [asked for asked in ALL if asked.real]
AT_LEAST = {
    "lists": 40,
    "commitments": 40,
    "questions": 30,
    "figures": 30,
    "histories": 20,
    "followups": 20,
    "nothing": 20,
}


@cache
def minutes(source: str) -> str:
    """Return the text of some minutes, and once more without what stands at the head and foot of pages."""
    (path,) = (EXAMPLES / "minutes").glob(f"{source}.*")
    document = read_document(path, source=path.name)
    meeting, _ = parse_meeting(document)
    return fold(document.text) + "\n" + " ".join(document.flow(p.spans).text for p in meeting.passages)


def places(asked: Asked) -> tuple[Place, ...]:
    return asked.answers + asked.also


def test_every_quote_stands_in_its_source() -> None:
    missing = [
        (asked.id, place.source, quote)
        for asked in OVER_EXAMPLES
        for place in places(asked)
        for quote in place.quotes
        if fold(quote) not in minutes(place.source)
    ]
    assert missing == []


def test_every_answer_over_the_examples_has_words() -> None:
    assert [asked.id for asked in OVER_EXAMPLES for place in places(asked) if not place.quotes] == []


def test_ids_are_unique_and_begin_with_their_kind() -> None:
    assert [name for name, count in Counter(asked.id for asked in ALL).items() if count > 1] == []
    assert [asked.id for asked in OVER_EXAMPLES if not asked.id.startswith(f"{asked.kind}-")] == []


@pytest.mark.parametrize(("kind", "count"), AT_LEAST.items())
def test_there_are_enough_questions_of_each_kind(kind: str, count: int) -> None:
    assert sum(asked.kind == kind for asked in OVER_EXAMPLES) >= count


def test_the_halves_follow_their_rule_and_are_halves() -> None:
    assert [asked.id for asked in ALL if asked.half != half_of(asked.id)] == []
    for kind in AT_LEAST:
        halves = Counter(asked.half for asked in OVER_EXAMPLES if asked.kind == kind)
        assert abs(halves["tuned"] - halves["untuned"]) <= 1, kind


def test_every_trail_is_one_of_the_truth() -> None:
    assert [(a.id, key) for a in ALL for key in a.trails + a.also_trails if key not in TRAILS] == []


def test_no_two_questions_are_worded_alike() -> None:
    worded = Counter(tuple(turn.lower().strip(" ?.") for turn in asked.turns) for asked in ALL)
    assert [turns for turns, count in worded.items() if count > 1] == []


def test_no_question_has_a_key_that_nobody_reads() -> None:
    assert [(asked.id, asked.unknown) for asked in ALL if asked.unknown] == []


def test_a_question_has_answers_or_says_why_nothing_answers_it() -> None:
    for asked in ALL:
        empty = not asked.answers and not asked.trails
        if asked.kind == "nothing":
            assert empty, asked.id
            assert asked.nothing in {"topic", "person", "period", "outside"}, asked.id
            assert asked.why, asked.id
        else:
            assert not empty or asked.exact, asked.id


def test_words_said_to_be_absent_stand_in_no_minutes() -> None:
    everything = " ".join(minutes(Path(entry["source"]).stem) for entry in TRUTH["meetings"]).lower()
    assert [(asked.id, word) for asked in ALL for word in asked.absent if word in everything] == []


def test_conversations_have_two_or_three_turns_and_other_questions_one() -> None:
    for asked in ALL:
        assert len(asked.turns) in ((2, 3) if asked.kind == "followups" else (1,)), asked.id


def test_answers_over_real_minutes_hold_no_words_of_theirs() -> None:
    for asked in REAL:
        assert not any(place.quotes for place in places(asked)), asked.id
        assert all(0 < place.line <= place.last_line for place in places(asked)), asked.id


def test_whoever_is_asked_about_spoke_within_days_that_are_in_order() -> None:
    for asked in ALL:
        assert len(asked.within) in (0, 2), asked.id
        assert list(asked.within) == sorted(asked.within), asked.id
