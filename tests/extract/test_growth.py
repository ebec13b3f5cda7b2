"""Twice the words are about twice the work: what is counted is the work done, not the time it takes."""

from __future__ import annotations

import sys
from importlib import import_module
from types import FrameType
from typing import TYPE_CHECKING

import pytest

from assurance_bot.extract import extract, questions
from assurance_bot.parse.meeting import parse_meeting
from making import document_of

if TYPE_CHECKING:
    from _typeshed import TraceFunction

blocks = import_module("assurance_bot.parse.blocks")  # the package has a function of this name

TOP = (
    "Northwold Parish Council\nMinutes of the meeting held on 5 March 2024\n\n"
    "Present: Jane Roe (JR), Chair; Tom Poe (TP), Clerk\n\n1. Hall\n"
)
NEARLY_TWICE = 2.3


def _minutes(size: int) -> str:
    """Return minutes with one long paragraph on one line: questions, none of them answered, after many statements."""
    told = (f"TP said that lamp {n} was lit by night. JR asked whether lamp {n} would be mended." for n in range(size))
    return TOP + " ".join(told) + "\n"


def _steps(size: int) -> int:
    """Return how many lines of the finder of questions are gone through, loops counted, in minutes of a size."""
    document = document_of(_minutes(size))
    meeting, _ = parse_meeting(document)
    steps = 0

    def within(_frame: FrameType, event: str, _what: object) -> TraceFunction:
        nonlocal steps
        steps += event == "line"
        return within

    def entering(frame: FrameType, _event: str, _what: object) -> TraceFunction | None:
        return within if frame.f_code.co_filename == questions.__file__ else None

    before = sys.gettrace()
    sys.settrace(entering)
    try:
        extract(meeting, document)
    finally:
        sys.settrace(before)
    return steps


def test_the_replies_of_twice_the_questions_are_found_in_twice_the_steps() -> None:
    assert _steps(120) < NEARLY_TWICE * _steps(60)


def test_twice_as_long_a_line_is_read_with_twice_the_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    real = blocks._within_date  # noqa: SLF001 - what one step of reading is given

    def counting(before: str, after: str) -> bool:
        seen.append(len(before))
        return bool(real(before, after))

    monkeypatch.setattr(blocks, "_within_date", counting)
    read = []
    for size in (300, 500):  # of which 200 and 400 are parted from the line by their numbers
        seen.clear()
        parse_meeting(document_of(TOP + " ".join(f"TP lit the lamp by night {n}." for n in range(size)) + "\n"))
        read.append(sum(seen))
    assert 0 < read[1] < NEARLY_TWICE * read[0]
