"""Over the invented minutes every trail is whole and stands as the truth says, on each of its days."""

from functools import cache

import pytest

from evaluation.trails import Figures, measure


@cache
def figures() -> Figures:
    return measure()


@pytest.mark.parametrize(
    "kind", ["mentions", "status of a mention", "status on a day", "due on a day", "overdue on a day"]
)
def test_every_mention_and_every_standing_is_right(kind: str) -> None:
    assert figures().wanted[kind] > 100
    assert [miss for miss in figures().misses if f" {kind}: " in miss] == []


def test_no_trail_joins_two_actions_and_none_is_made_of_anything_else() -> None:
    assert figures().joined == []
    assert [trail.title for trail in figures().extra] == []
