"""Over the invented minutes, extraction is at least as right as it has been; each floor is a figure once reached."""

from functools import cache

import pytest

from evaluation.measure import Measures, measure_examples, pair


@cache
def measures() -> Measures:
    return measure_examples()


@pytest.mark.parametrize(
    "name", ["date", "title", "body", "series", "time", "venue", "chair", "minutes_by", "next_date", "roles"]
)
def test_every_header_value_is_right(name: str) -> None:
    value = measures().values[name]
    assert value.right == value.wanted


@pytest.mark.parametrize("kind", ["items", "present", "apologies"])
def test_every_item_and_every_person_is_found_and_nothing_else(kind: str) -> None:
    assert measures().kinds[kind].f1 == 1


def test_pairs_are_one_to_one_and_best_first() -> None:
    assert pair(["send the plan by May", "send the plan"], ["send the plan", "nothing alike"]) == [(1, 0)]
