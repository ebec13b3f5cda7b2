"""Over the invented minutes, extraction is at least as right as it has been; each floor is a figure once reached."""

from functools import cache

import pytest

from evaluation.measure import Measures, measure_examples, pair


@cache
def measures() -> Measures:
    return measure_examples()


@pytest.mark.parametrize(
    "name",
    [
        *("date", "title", "body", "series", "time", "venue", "chair", "minutes_by", "next_date", "version"),
        "roles",
        "owner",
    ],
)
def test_every_such_value_is_right(name: str) -> None:
    value = measures().values[name]
    assert value.right == value.wanted


@pytest.mark.parametrize(
    ("kind", "floor"),
    [
        *(("items", 0.98), ("present", 1.0), ("apologies", 1.0), ("actions", 0.99), ("decisions", 0.96)),
        *(("questions", 0.97), ("commitments", 0.86), ("assurances", 0.96), ("challenges", 0.85)),
    ],
)
def test_each_kind_of_record_is_found_and_little_else(kind: str, floor: float) -> None:
    assert measures().kinds[kind].f1 >= floor


@pytest.mark.parametrize(("name", "floor"), [("due", 0.91), ("status", 0.99), ("reference", 0.99), ("asker", 0.9)])
def test_nearly_every_such_value_is_right(name: str, floor: float) -> None:
    value = measures().values[name]
    assert value.right >= floor * value.wanted


def test_nobody_is_given_words_that_are_not_theirs() -> None:
    assert measures().wrong_speakers == 0


def test_pairs_are_one_to_one_and_best_first() -> None:
    assert pair(["send the plan by May", "send the plan"], ["send the plan", "nothing alike"]) == [(1, 0)]
