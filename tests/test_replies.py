"""What came of questions: each row of the table has its example; over the invented minutes, measured against the truth."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache

import pytest

from assurance_bot.records import Extract
from assurance_bot.replies import ROWS, Replied, repeated, replied
from evaluation.measure import EXAMPLES, pair, read
from trail.minutes_of import minutes

SAME = {"yes": "answered", "no": "none"}


@cache
def extracts() -> tuple[tuple[dict[str, list[dict[str, str]]], Extract], ...]:
    truth = json.loads((EXAMPLES / "truth.json").read_text(encoding="utf-8"))
    final = [m for m in truth["meetings"] if m["version"] == "final"]
    return tuple((m, read(EXAMPLES / "minutes" / m["source"])) for m in final)


@cache
def counted() -> Counter[tuple[str, str]]:
    """Return how often each class of the truth was given each class here."""
    found: Counter[tuple[str, str]] = Counter()
    for wanted, extract in extracts():
        got = replied(extract)
        asked = wanted["questions"]
        for i, j in pair([q["verbatim"] for q in asked], [r.question.text for r in got]):
            found[SAME.get(asked[i]["answered"], asked[i]["answered"]), got[j].answered] += 1
    return found


@pytest.mark.parametrize(("pattern", "example"), [(p, e) for _, p, e in ROWS])
def test_each_row_matches_its_example(pattern: str, example: str) -> None:
    assert re.search(pattern, example, re.IGNORECASE)


def test_what_has_no_reply_is_never_said_to_be_answered() -> None:
    assert counted()["none", "answered"] + counted()["none", "partly"] == 0


def test_what_was_put_off_is_never_said_to_be_answered() -> None:
    assert counted()["deferred", "answered"] + counted()["deferred", "partly"] == 0
    assert counted()["deferred", "deferred"] >= 8


def test_what_was_answered_is_seldom_said_not_to_be() -> None:
    told = sum(n for (wanted, _), n in counted().items() if wanted in ("answered", "partly"))
    wrong = sum(
        n for (wanted, got), n in counted().items() if wanted in ("answered", "partly") and got in ("none", "deferred")
    )
    assert told > 50
    assert wrong <= 3


def one(text: str) -> Replied:
    found = replied(minutes("2024-03-12", text))
    assert len(found) == 1
    return found[0]


def test_the_words_that_put_it_off_are_given() -> None:
    told = one("## Roads\n\nHF asked how many lamps were broken. PO did not have the figures and would write to her.\n")
    assert told.answered == "deferred"
    assert told.deciding is not None
    assert "did not have the figures" in told.deciding.text


def test_a_question_with_nothing_after_it_has_no_reply_recorded() -> None:
    told = one("## Roads\n\nHF asked how many lamps were broken.\n")
    assert (told.answered, told.replies, told.deciding) == ("none", (), None)


def test_a_question_asked_again_is_found_with_each_time_and_what_came_of_it() -> None:
    rings = next(r for r in repeated(e for _, e in extracts()) if "ring off" in r.times[0].question.text)
    days = [str(t.date) for t in rings.times]
    assert {"2023-01-25", "2023-05-24", "2023-07-26", "2024-09-25", "2024-12-18"} <= set(days)
    assert days == sorted(days)


def test_questions_about_one_thing_are_not_one_question() -> None:
    first = minutes("2024-03-12", "## Roads\n\nHF asked how many lamps on Mill Lane were broken.\n")
    second = minutes("2024-04-09", "## Roads\n\nHF asked who pays for the painting of the lamps on Mill Lane.\n")
    again = minutes("2024-05-14", "## Roads\n\nHF asked once more how many lamps on Mill Lane were still broken.\n")
    assert [[str(t.date) for t in r.times] for r in repeated([again, second, first])] == [["2024-03-12", "2024-05-14"]]


@pytest.mark.parametrize("label", ["Answer", "Reply", "Response"])
def test_each_of_several_written_questions_has_the_answer_below_it(label: str) -> None:
    text = f"""
        ## Cells

        Written questions from the Chair:

        1. Who looks at the cells at night?

        {label}: The duty inspector, twice.

        2. What does the contract cost?

        {label}: This will be provided in writing.

        3. How many cells are shut?

        {label}: Four cells are shut.
    """
    found = replied(minutes("2024-03-12", text))
    assert [(r.answered, r.replies[0].text[:4]) for r in found] == [
        ("answered", "The "),
        ("deferred", "This"),
        ("answered", "Four"),
    ]


@pytest.mark.parametrize(
    ("reply", "answered"),
    [
        ("PO said that a warden did, but she did not know how often.", "partly"),
        ("PO said that there were nine in all, although he could not say where.", "partly"),
        ("PO was sorry, but he did not know.", "none"),
        ("PO did not know.", "none"),
        ("PO said that the list would be reported back at the next meeting.", "deferred"),
        ("PO said that it would be sent to all in writing.", "deferred"),
        ("PO said that there were nine.", "answered"),
    ],
)
def test_what_tells_something_and_not_all_answers_in_part(reply: str, answered: str) -> None:
    assert one(f"## Roads\n\nHF asked how many lamps were broken. {reply}\n").answered == answered


def test_a_question_put_again_aloud_in_the_same_meeting_counts() -> None:
    written = (
        "## Cells\n\nHF had put these questions in writing:\n\n1. {}\n\n2. What does the rent of the hall come to?\n\n"
    )
    asked = written.format("Who looks at the cells at night?")
    first, second = (
        minutes("2024-03-12", asked),
        minutes("2024-04-09", asked + "HF asked once more who looks at the cells at night.\n"),
    )
    told = next(r for r in repeated([first, second]) if "cells" in r.times[0].question.text)
    assert [str(t.date) for t in told.times] == ["2024-03-12", "2024-04-09", "2024-04-09"]


@pytest.mark.parametrize("again", ["again about", "once more about", "about"])
def test_a_question_asked_again_about_something_without_an_answer_is_found(again: str) -> None:
    told = one(f"## Roads\n\nHF asked {again} the plan to mend the lamps. No answer was given.\n")
    assert (told.answered, told.question.text[:8]) == ("none", "HF asked")


@pytest.mark.parametrize(
    "reply",
    [
        "PO said that he would write.",
        "PO said that he would write to members.",
        "PO said he would write to HF.",
        "PO said that he would write to Hanna Ford.",
        "PO agreed to write to Cllr Ford with the figures.",
        "PO said that he would reply to Hanna Ford directly.",
    ],
)
def test_who_will_write_to_the_asker_puts_the_answer_off(reply: str) -> None:
    told = one(f"## Roads\n\nHanna Ford asked how many lamps were broken. {reply}\n")
    assert told.answered == "deferred"
    assert told.deciding is not None
    assert told.deciding.text == reply


def test_who_will_write_to_somebody_else_answers() -> None:
    told = one("## Roads\n\nHF asked who pays for the lamps. PO said the parish did and he would write to Mr Stone.\n")
    assert told.answered == "answered"


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("Hanna Ford asked again in writing: When will the lamps be mended?", True),
        ("Hanna Ford asked for the third time in writing when the lamps would be mended.", True),
        ("HF asked in writing how many lamps were broken.", True),
        ("HF asked whether the answer would be given in writing.", False),
        ("HF asked how many lamps were broken.", False),
    ],
)
def test_a_question_told_of_may_be_a_written_one_and_is_answered_by_what_follows_it(asked: str, written: bool) -> None:
    told = one(f"## Roads\n\n{asked} PO said that there were forty.\n")
    assert (told.question.written, told.answered) == (written, "answered")
