"""A topic under matters arising, a reworded repeat, what takes the place of an action: linked by words."""

from __future__ import annotations

import datetime as dt

import pytest

from assurance_bot.records import Trail
from assurance_bot.trail import standing
from trail.minutes_of import about, days, on, trails

JAN, FEB, MAR, APR = "2024-01-09", "2024-02-13", "2024-03-12", "2024-04-09"
SET = """
## 4. Hall

ACTION: RL to obtain quotations for replacing the boiler by 29 January 2024.

ACTION: PO to circulate the lettings policy by 9 February 2024.

ACTION: HF to arrange a training evening on first aid by the end of March.
"""
BOILER, POLICY, TRAINING = "replacing the boiler", "circulate the lettings", "arrange a training"
LATER = "## 2. Matters arising\n\n{}\n\n## 3. Roof\n\nThe roof was looked at.\n"


def status(trail: Trail, day: str) -> str:
    now = standing(trail, day=dt.date.fromisoformat(day))
    assert now is not None
    return now.status


@pytest.mark.parametrize(
    ("line", "task", "wanted"),
    [
        ("Boiler: Action closed.", BOILER, "closed"),
        ("Boiler – closed.", BOILER, "closed"),
        ("Boiler: three prices had been received and the cheapest was accepted. Closed.", BOILER, "closed"),
        ("Replacing the boiler: RL had obtained three quotations. Closed.", BOILER, "closed"),
        ("Quotations for the boiler – carried forward to the March meeting.", BOILER, "open"),
        ("RL had not yet had prices for the new boiler.", BOILER, "open"),
        ("The lettings policy had been sent round on 7 February.", POLICY, "closed"),
        ("Lettings policy: circulated on 7 February. Done.", POLICY, "closed"),
        ("First aid training: no day had been found.", TRAINING, "reported"),
    ],
)
def test_a_topic_under_matters_arising_tells_of_the_one_action_it_names(line: str, task: str, wanted: str) -> None:
    trail = about(trails((JAN, SET), (FEB, LATER.format(line))), task)
    assert (days(trail), status(trail, MAR)) == ([JAN, FEB], wanted)


@pytest.mark.parametrize(
    "line",
    [
        "The roof of the hall had been mended by the builder. Closed.",
        "Policy: the insurance was renewed. Closed.",
        "PO reported that the boiler man had paid for the flyers, the band and the first of the two coaches to the sea.",
    ],
)
def test_what_names_no_action_or_little_of_it_is_told_of_none(line: str) -> None:
    found = trails((JAN, SET), (FEB, LATER.format(line)))
    assert [t.title for t in found if status(t, MAR) == "closed"] == []


def test_a_topic_of_two_actions_is_only_possibly_of_each() -> None:
    two = SET + "\nACTION: HF to ask the plumber about the noise of the boiler by 9 February 2024.\n"
    found = trails((JAN, two), (FEB, LATER.format("Boiler: closed.")))
    told = [t for t in found if "boiler" in t.title]
    assert [[(str(m.date), m.certain) for m in t.mentions] for t in told] == [[(JAN, True), (FEB, False)]] * 2


def test_a_reworded_repeat_is_possibly_the_same_and_what_closes_it_is_told_of_both() -> None:
    again = "## 4. Hall\n\nACTION: RL to get prices for a new boiler by 22 March 2024.\n"
    found = trails((JAN, SET), (FEB, again), (MAR, LATER.format("Boiler: RL tabled three prices. Action closed.")))
    first, second = (t for t in found if "boiler" in t.title)
    assert [(str(m.date), m.certain) for m in first.mentions] == [(JAN, True), (FEB, False), (MAR, False)]
    assert (days(second), status(second, APR)) == ([FEB, MAR], "closed")


@pytest.mark.parametrize(
    "words",
    [
        "in place of the training evening",
        "instead of the training evening on first aid",
        "replacing the action on first aid",
    ],
)
def test_an_action_in_place_of_a_topic_supersedes_the_one_action_it_names(words: str) -> None:
    later = f"## 4. Hall\n\nACTION: HF to book an online course, {words}, by 31 May 2024.\n"
    found = trails((JAN, SET), (FEB, later))
    old, new = about(found, TRAINING), about([t for t in found if "online" in t.title], "online course")
    assert (old.replaced_by, on(old, FEB)[-1].status) == (new.id, "superseded")
