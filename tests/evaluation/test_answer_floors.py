"""Over the invented minutes, answers are at least as right as they have been; each floor is a figure once reached.

The floors of the untuned half are of its totals; nobody looks at its misses.
"""

from functools import cache

import pytest

from evaluation.answers import in_conversation, results, table
from evaluation.asked import questions
from evaluation.measure import EXAMPLES

Figures = dict[str, dict[str, dict[str, float | int | None]]]


@cache
def figures() -> Figures:
    converse = in_conversation()
    assert converse is not None
    asked = [q for q in questions() if not q.real]
    return table(list(results(asked, EXAMPLES / "minutes", converse=converse)))


def value(row: str, half: str, name: str) -> float:
    found = figures()[row][half][name]
    assert found is not None
    return float(found)


@pytest.mark.parametrize("half", ["tuned", "untuned"])
def test_nothing_is_made_up_and_nobody_is_given_the_words_of_another(half: str) -> None:
    assert value("nothing", half, "false answers") == 0
    assert value("all", half, "misattributed") == 0
    assert value("all", half, "quotes verified") == 1


@pytest.mark.parametrize(
    ("row", "half", "name", "floor"),
    [
        ("lists", "tuned", "exact", 0.95),
        ("figures", "tuned", "exact", 1.0),
        ("followups", "tuned", "hit@1", 0.88),
        ("histories", "tuned", "hit@3", 0.9),
        ("commitments", "tuned", "hit@3", 0.9),
        ("questions", "tuned", "hit@3", 0.95),
        ("all", "tuned", "hit@3", 0.95),
        ("all", "tuned", "hit@1", 0.88),
        ("lists", "untuned", "exact", 0.75),
        ("all", "untuned", "hit@3", 0.87),
        ("all", "untuned", "hit@1", 0.81),
    ],
)
def test_answers_stand_among_the_first_as_often_as_they_have(row: str, half: str, name: str, floor: float) -> None:
    assert value(row, half, name) >= floor


def test_nobody_else_speaks_where_somebody_is_asked_for() -> None:
    assert value("all", "tuned", "wrong speaker") == 0
