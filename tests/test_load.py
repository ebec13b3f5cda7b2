"""The load trial in its short form: nothing is lost, failed or answered twice while the index is published twice."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))  # the bench is no part of the package

from bench.load import load, percentile


def test_people_who_ask_while_the_index_is_published_are_each_answered_once() -> None:
    told = load(people=8, questions=4, copies=1, engine="fts5").figures()
    assert told["questions"] >= 32
    assert told["published"] == 2
    assert {name: told[name] for name in ("refused", "lost", "twice", "failed", "invalid")} == {
        "refused": 0,
        "lost": 0,
        "twice": 0,
        "failed": 0,
        "invalid": 0,
    }


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert [percentile([3.0, 1.0, 2.0], share) for share in (1, 50, 100)] == [1.0, 2.0, 3.0]
