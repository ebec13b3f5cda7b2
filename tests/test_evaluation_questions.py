"""The questions of the evaluation are sound, and answers to them are judged rightly.

Nothing here asks the program anything: what it answers is measured, not asserted.
"""

import datetime as dt
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assurance_bot.document import fold
from assurance_bot.parse.meeting import parse_meeting
from assurance_bot.read import read_document
from evaluation.answers import Result, judged, measures
from evaluation.asked import LATER, Asked, Place, half_of, questions
from evaluation.matching import alike, is_misattributed, trail_of

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
        paired = [asked for asked in OVER_EXAMPLES if asked.kind == kind and int(asked.id.rpartition("-")[2]) < LATER]
        halves = Counter(asked.half for asked in paired)
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


MARCH, JULY = "2023-03-29-monthly-assurance", "2023-07-26-monthly-assurance"
BELOW_80 = "The DCC undertook to bring the figure below 80 by the autumn."
ANSWER_FOR_IT = "The CC confirmed that it did and that he would answer for it."


def finding(words: str, source: str, *, speaker: str | None = None, kind: str = "statement") -> dict[str, Any]:
    """Return a finding as an answer's JSON has it, its place left open."""
    quote: dict[str, Any] = {
        "text": words,
        "source": f"{source}.txt",
        "page": None,
        "line": 1,
        "last_line": 1,
        "spans": [],
    }
    said: dict[str, Any] = {"speaker": speaker, "speakers": [speaker] if speaker else []}
    return {"kind": kind, "meeting": {"date": source[:10]}, "quotes": [quote]} | said


def judge(asked: Asked, *findings: dict[str, Any]) -> Result:
    """Judge an answer of invented findings, whose quotes are taken to stand where they say."""
    return judged(asked, {"findings": list(findings), "beside": []}, stands=lambda _: True)


def question(**rest: Any) -> Asked:
    return Asked(
        id="lists-1", kind="lists", half="tuned", turns=("?",), as_of=dt.date(2024, 12, 31), understood={}, **rest
    )


def test_a_list_is_exact_with_each_answer_once_and_no_other() -> None:
    asked = question(answers=(Place(MARCH, (BELOW_80,)),), also=(Place(JULY, (ANSWER_FOR_IT,)),), exact=True)
    right, also = finding(BELOW_80, MARCH), finding(ANSWER_FOR_IT, JULY)
    other = finding("The PCC was concerned that nobody could produce a number.", "2023-02-22-monthly-assurance")
    told = [judge(asked, *some).exact for some in ([right], [also, right], [right, right])]
    assert told == [True, True, False]
    assert [judge(asked, *some).exact for some in ([], [right, other])] == [False, False]


def test_the_same_words_of_another_meeting_are_no_answer() -> None:
    asked = question(answers=(Place(MARCH, (BELOW_80,)),))
    assert judge(asked, finding(BELOW_80, JULY)).first == 0
    assert judge(asked, finding(BELOW_80, JULY), finding(BELOW_80, MARCH)).first == 2


def test_another_speaker_is_wrong_and_nobody_is_not() -> None:
    asked = question(answers=(Place(MARCH, (BELOW_80,)),), speaker=("DCC",))
    some = [finding(BELOW_80, MARCH, speaker=who) for who in ("DCC", "CC", None)]
    assert judge(asked, *some).anothers == 1


def test_a_finding_from_before_somebody_came_is_anothers() -> None:
    asked = question(speaker=("CC",), within=(dt.date(2024, 1, 8), dt.date(2024, 12, 31)), exact=True)
    assert judge(asked, finding(ANSWER_FOR_IT, JULY, speaker="CC")).anothers == 1


def test_anything_found_is_a_false_answer_where_nothing_answers() -> None:
    asked = question(nothing="topic", why="never raised")
    results = [judge(asked, *some) for some in ([], [finding(BELOW_80, MARCH)])]
    assert measures(results)["false answers"] == 0.5


def test_a_statement_given_to_somebody_else_than_the_truth_does_is_misattributed() -> None:
    assert not is_misattributed(finding(BELOW_80, MARCH, speaker="DCC"))
    assert is_misattributed(finding(BELOW_80, MARCH, speaker="CC"))
    told = "Assurance was given that no detainee had come to harm through a delay."
    assert is_misattributed(finding(told, "2023-02-22-monthly-assurance", speaker="ACC"))


def test_an_action_is_of_the_trail_that_words_it_so() -> None:
    words = "CC to provide a summer staffing plan for the Force Contact Centre"
    assert trail_of(finding(words, "2023-06-28-monthly-assurance", kind="action")) == "summer-101"
    assert trail_of(finding(words, "2023-06-28-monthly-assurance")) is None


def test_words_are_alike_where_one_holds_the_other_but_not_by_a_word_or_two() -> None:
    assert alike("Closed", "The audit of 300 incidents was finished. Closed.") < 0.6
    assert alike("Chair: Fergus Amblin", "Fergus Amblin") == 1
    assert alike("the DCC undertook to bring the figure below 80", BELOW_80) == 1
