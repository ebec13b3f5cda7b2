"""What buttons, modals and the home of the Slack bot look up in the current generation, as far as it may be seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TypeVar

from assurance_bot import answer
from assurance_bot.answer.known import Generation as AnyGeneration
from assurance_bot.answer.known import known
from assurance_bot.answer.seeing import Seen
from assurance_bot.errors import NotFoundError
from assurance_bot.generation import Generation
from assurance_bot.ledger import Drafted, Wish
from assurance_bot.records import Action
from assurance_bot.render.context import context_of
from assurance_bot.render.views import State
from assurance_bot.slack.desk import Shelf
from assurance_bot.store import Register

T = TypeVar("T")
See = Callable[[], AbstractContextManager[tuple[Generation, Seen | None]]]
"""Lends the current generation for one answer, and as much of it as may be seen; None where that is all of it."""


def shelf(see: See, *, now: Callable[[], dt.datetime], via: str) -> Shelf:
    """Return what is looked up, bound to what may be seen of the generation that is current when it is.

    `via` is by which way the ledger says that something was noted.
    """

    def looked_up(work: Callable[[AnyGeneration], T]) -> T:
        with see() as (whole, part):
            return work(part or whole)

    def today() -> dt.date:
        return now().date()

    def note(name: str, what: str, value: tuple[str, ...], why: str, who: str, at: dt.datetime) -> Drafted | None:
        wish = Wish(action=name, what=what, value=value, why=why, who=who, via=via, at=at)
        with see() as (whole, part):
            if any((entry.at, entry.what) == (at, what) for entry in whole.ledger.entries().all):
                return None
            return answer.note(part or whole, wish)

    def one(name: str) -> answer.Finding:
        with see() as (whole, part):
            found = _one(part or whole, name, today())
            return part.marked([found])[0] if part else found

    def remark(name: str) -> str:
        with see() as (_, part):
            return part.remark(name) if part else ""

    def state() -> State:
        with see() as (whole, part):
            return _state(whole, (part or whole).register, day=today())

    return Shelf(
        context=lambda name: looked_up(lambda generation: context_of(generation.register, name)),
        history=lambda name: looked_up(lambda generation: answer.history(generation, name, day=today())),
        remark=remark,
        noted=lambda name: looked_up(lambda generation: answer.remarks(generation, name, day=today())),
        one=one,
        holds=lambda name: looked_up(lambda generation: _holds(generation.register, name)),
        note=note,
        state=state,
        offices=lambda: looked_up(lambda g: tuple(sorted(known(g.register).vocabulary.offices.items()))),
        bodies=lambda: looked_up(lambda generation: known(generation.register).vocabulary.bodies),
        examples=lambda: looked_up(lambda generation: answer.prompts(generation, today=today())),
        now=now,
    )


def _one(generation: AnyGeneration, name: str, day: dt.date) -> answer.Finding:
    """Return an action as it stands on a day, by its own id, a beginning of it, or that of a later mention."""
    record = generation.register.record(name)
    if not isinstance(record, Action):
        raise NotFoundError("action", name)
    trail = generation.register.trail_of(record.id)
    ids = {record.id, *((m.action for m in trail.mentions) if trail else ())}
    listed = answer.actions(generation, "all", today=day)
    found = next((f for f in (*listed.findings, *listed.beside) if f.record.id in ids), None)
    if found is None:
        raise NotFoundError("action", name)
    return found


def _holds(register: Register, name: str) -> bool:
    try:
        register.record(name)
    except NotFoundError:
        return False
    return True


def _state(whole: Generation, register: Register, *, day: dt.date) -> State:
    """Return the index as it is, and from when to when its meetings are as far as they were held by `day`."""
    held = [m for m in register.meetings() if not m.date or m.date <= day]
    days = sorted(m.date for m in held if m.date)
    return State(
        generation=whole.name,
        built=dt.datetime.fromisoformat(str(whole.manifest["built_at"])),
        meetings=len(held),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        problems=len(register.problems()),
    )
