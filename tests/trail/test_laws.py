"""Laws of trails, over the invented minutes of the examples."""

from __future__ import annotations

import json
from functools import cache

import pytest

from assurance_bot.records import Extract
from assurance_bot.trail import link, matching
from evaluation.measure import EXAMPLES, read


@cache
def extracts() -> tuple[Extract, ...]:
    truth = json.loads((EXAMPLES / "truth.json").read_text(encoding="utf-8"))
    final = [m["source"] for m in truth["meetings"] if m["version"] == "final"]
    return tuple(read(EXAMPLES / "minutes" / source) for source in final)


def test_the_order_in_which_minutes_are_given_does_not_matter() -> None:
    shuffled = list(extracts())
    shuffled.sort(key=lambda e: e.meeting.source[::-1])
    assert link(shuffled) == link(extracts())


@pytest.mark.parametrize("known", [5, 12, 20])
def test_a_later_meeting_changes_no_id_and_no_earlier_link(known: int) -> None:
    ordered = sorted(extracts(), key=lambda e: str(e.meeting.date))
    before, after = link(ordered[:known]), {t.id: t for t in link(ordered)}
    for trail in before:
        told = [(m.action, m.date, m.status, m.link, m.certain) for m in trail.mentions]
        later = [(m.action, m.date, m.status, m.link, m.certain) for m in after[trail.id].mentions]
        assert later[: len(told)] == told


def test_mentions_are_in_order_and_the_first_is_no_later_than_any() -> None:
    for trail in link(extracts()):
        held = [m.date for m in trail.mentions if m.date]
        assert held == sorted(held)


def test_every_action_stands_in_exactly_one_trail_with_certainty() -> None:
    told = [
        m.action for t in link(extracts()) for m in t.mentions if m.certain and m.action and m.status != "superseded"
    ]
    actions = {r.id for e in extracts() for r in e.records if type(r).__name__ == "Action"}
    assert set(told) <= actions
    assert actions <= {m.action for t in link(extracts()) for m in t.mentions if m.certain}
    assert len(told) == len(set(told))


def test_every_mention_shows_its_words_and_says_by_what_it_was_linked() -> None:
    for trail in link(extracts()):
        assert all(m.quotes and m.link for m in trail.mentions)


def test_what_shares_nothing_with_a_place_would_not_be_linked_with_it_either(monkeypatch: pytest.MonkeyPatch) -> None:
    linked = link(extracts())
    monkeypatch.setattr(matching.Known, "near", lambda known, _: known.all)
    assert link(extracts()) == linked
    assert len(linked) > 40
