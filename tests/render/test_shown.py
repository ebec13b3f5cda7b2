"""`show`: a record among the lines around it, an action's trail, a meeting's agenda, each by the beginning of its id."""

from __future__ import annotations

import pytest

from assurance_bot.answer import actions
from assurance_bot.errors import NotFoundError
from assurance_bot.records import AnyRecord
from assurance_bot.render.phrases import place
from assurance_bot.render.shown import AROUND, show_lines
from assurance_bot.store import Kind
from support.demo import LAST, demo

KINDS: tuple[Kind, ...] = ("action", "statement", "question", "decision", "figure", "reference")


def shown(name: str) -> list[str]:
    return list(show_lines(demo().register, name))


def first(kind: Kind) -> AnyRecord:
    return demo().register.find(kind)[0]


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_is_shown_with_its_meeting_its_place_and_the_lines_around(kind: Kind) -> None:
    record = first(kind)
    lines = shown(record.id)
    meeting = demo().register.meeting(record.meeting)
    assert lines[0].startswith(f"{record.id}  ")
    assert meeting.title in lines[1]
    assert place(record.locator) in lines
    marked = [line for line in lines if line.startswith(">")]
    assert record.text.split()[0] in marked[0]
    assert record.text.split()[-1] in marked[-1]
    assert len(lines[lines.index("") :]) <= len(marked) + 2 * AROUND + 1


def test_the_beginning_of_an_id_will_do_in_any_case() -> None:
    record = first("statement")
    assert shown(record.id[:9].lower()) == shown(record.id)


def test_an_action_is_shown_with_its_mentions_and_their_words() -> None:
    moved = next(f.record for f in actions(demo(), "closed", today=LAST).findings if f.evidence)
    trail = demo().register.trail_of(moved.id)
    assert trail is not None
    lines = shown(moved.id)
    assert sum(": closed, " in line for line in lines) >= 1
    for mention in trail.mentions:
        assert all(any(f"“{quote.text}”" in line for line in lines) for quote in mention.quotes)


def test_a_meeting_is_shown_with_who_was_there_and_its_agenda() -> None:
    meeting = demo().register.meetings()[0]
    lines = shown(meeting.id)
    assert lines[0].startswith(meeting.id)
    assert any("present: Rosalind Quayle, Police and Crime Commissioner" in line for line in lines)
    assert [line.strip() for line in lines if line.strip() in {item.label for item in meeting.items}] == [
        item.label for item in meeting.items
    ]


@pytest.mark.parametrize("name", ["", "A-", "Z-0000000000", "%", "_", "A-%"])
def test_what_names_nothing_is_said_to(name: str) -> None:
    with pytest.raises(NotFoundError, match="There is no record called"):
        shown(name)
