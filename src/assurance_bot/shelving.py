"""What buttons, modals and the home of the Slack bot look up in the current generation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

from assurance_bot import answer
from assurance_bot.answer.known import known
from assurance_bot.errors import NotFoundError
from assurance_bot.generation import Generation
from assurance_bot.ledger import Drafted, Wish
from assurance_bot.records import Action
from assurance_bot.render.context import Context, context_of
from assurance_bot.render.views import State
from assurance_bot.slack.desk import Shelf

VIA = "Slack"

Lease = Callable[[], AbstractContextManager[Generation]]
"""Lends the current generation for one answer."""


def shelf(lease: Lease, *, now: Callable[[], dt.datetime]) -> Shelf:
    """Return what is looked up, bound to the generation that is current when it is."""

    def today() -> dt.date:
        return now().date()

    def context(name: str) -> Context:
        with lease() as generation:
            return context_of(generation.register, name)

    def history(name: str) -> answer.History:
        with lease() as generation:
            return answer.history(generation, name, day=today())

    def one(name: str) -> answer.Finding:
        with lease() as generation:
            return _one(generation, name, today())

    def note(name: str, what: str, value: tuple[str, ...], why: str, who: str) -> Drafted:
        with lease() as generation:
            return answer.note(
                generation, Wish(action=name, what=what, value=value, why=why, who=who, via=VIA, at=now())
            )

    def state() -> State:
        with lease() as generation:
            return _state(generation)

    def offices() -> tuple[tuple[str, str], ...]:
        with lease() as generation:
            return tuple(sorted(known(generation.register).vocabulary.offices.items()))

    def bodies() -> tuple[str, ...]:
        with lease() as generation:
            return known(generation.register).vocabulary.bodies

    def examples() -> tuple[str, ...]:
        with lease() as generation:
            return answer.prompts(generation, today=today())

    return Shelf(context, history, one, note, state, offices, bodies, examples, now)


def _one(generation: Generation, name: str, day: dt.date) -> answer.Finding:
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


def _state(generation: Generation) -> State:
    days = sorted(m.date for m in generation.register.meetings() if m.date)
    return State(
        generation=generation.name,
        built=dt.datetime.fromisoformat(str(generation.manifest["built_at"])),
        meetings=generation.register.counts()["meetings"],
        first=days[0] if days else None,
        last=days[-1] if days else None,
        problems=len(generation.register.problems()),
    )
