"""Which actions, decisions and questions a list holds beside its topic: by days, owners, references, outcomes, replies."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from assurance_bot.answer.replying import answered
from assurance_bot.ledger import Noted
from assurance_bot.query import Query
from assurance_bot.records import ENDED, Action, AnyRecord, Decision, Question, Trail
from assurance_bot.store import Register

Pair = tuple[Trail, Noted]

_SEVERAL = re.compile(r"\s*(?:,|&|\band\b|\bor\b)\s*", re.IGNORECASE)
_PARTS = re.compile(r"[A-Za-z]+|\d+")


def on_those_days(query: Query, trail: Trail, now: Noted) -> bool:
    """Say whether an action belongs to the days asked for: those on which it was set, fell due or was closed."""
    if not any(query.between):
        return True
    match query.by:
        case "due":
            return _among(now.due, query)
        case "closed":
            return any(_among(day, query) for day in closings(now))
        case _:
            return _among(trail.mentions[0].date, query)


def _among(day: dt.date | None, query: Query) -> bool:
    start, end = query.between
    return day is not None and (start or day) <= day <= (end or day)


def closings(now: Noted) -> Iterator[dt.date | None]:
    """Yield each day on which an action was closed or replaced, in the minutes or the ledger, though it went on since."""
    for change in now.minutes.changes:
        if change.after in ENDED and change.before not in ENDED:
            yield change.mention.date
    yield from (effect.entry.day for effect in now.effects if effect.entry.what == "close")


def stands(query: Query, now: Noted, *, today: dt.date) -> bool:
    """Say whether an action has the status asked for; one closed on the days asked for has, though it was reopened."""
    match query.status:
        case "open" | "reported" | "superseded":
            return now.status == query.status
        case "overdue":
            return now.overdue_days is not None and now.overdue_days >= query.choice.late_by
        case "due":
            return now.status == "open" and now.due is not None and (query.when != "" or now.due >= today)
        case "closed":
            return now.status in ENDED or (query.by == "closed" and any(query.between))
        case _:
            return True


def fits(query: Query, told: Sequence[Action], now: Noted) -> bool:
    """Say whether an action, as its mentions in `told` have it, is one of those chosen."""
    choice = query.choice
    return (
        (not choice.owners or _owned(choice.owners, now))
        and (not choice.reference or any(_same(choice.reference, action.reference) for action in told))
        and (not choice.lapsed or now.minutes.lapsed is not None)
        and (not choice.undated or now.due is None)
        and (not choice.reopened or bool(now.minutes.reopened) or now.by_hand("reopen") is not None)
        and (not choice.unproven or (now.minutes.unevidenced and now.by_hand("close", "evidence") is None))
        and (not choice.moved or _moves(now) > choice.twice)
    )


def _moves(now: Noted) -> int:
    """Return how often the due date was moved, by the minutes or in the ledger."""
    return len(now.minutes.slips) + sum(effect.entry.what == "redate" for effect in now.effects)


def _owned(how: str, now: Noted) -> bool:
    return not any(not p.inferred for p in now.owners) if how == "none" else len(now.owners) > 1


def _same(asked: str, written: str | None) -> bool:
    """Say whether a reference is one of those asked for: letters count where both have some, leading noughts never."""
    if written is None:
        return False
    theirs, others = _parts(written)
    return any(
        numbers == others and (not letters or not theirs or letters == theirs)
        for letters, numbers in map(_parts, _SEVERAL.split(asked))
    )


def unknown_references(query: Query, actions: Iterable[Action]) -> list[str]:
    """Return the references asked for that no action has."""
    written = {action.reference for action in actions}
    asked = filter(None, _SEVERAL.split(query.choice.reference))
    return [each for each in asked if not any(_same(each, reference) for reference in written)]


def _parts(reference: str) -> tuple[str, tuple[int, ...]]:
    parts = _PARTS.findall(reference)
    words = "".join(part for part in parts if not part.isdigit()).upper()
    return words.removeprefix("ACTIONS").removeprefix("ACTION"), tuple(int(part) for part in parts if part.isdigit())


def ordered(query: Query, pairs: Sequence[Pair]) -> list[Pair]:
    """Return actions by their due dates, the longest overdue first, or in the order asked for."""
    found = sorted(pairs, key=urgency)
    match query.choice.order:
        case "oldest":
            return sorted(found, key=_begun)
        case "newest":
            return sorted(found, key=_begun, reverse=True)
        case "owner":
            return sorted(found, key=lambda pair: (not pair[1].owners, [p.label for p in pair[1].owners]))
    return found


def urgency(pair: Pair) -> tuple[bool, dt.date, dt.date, str]:
    """Return the key by which actions come in the order in which they fall due, those without a date last."""
    trail, now = pair
    return now.due is None, now.due or dt.date.max, _begun(pair), trail.id


def _begun(pair: Pair) -> dt.date:
    return pair[0].mentions[0].date or dt.date.max


def chosen(register: Register, query: Query, record: AnyRecord) -> bool:
    """Say whether a decision has an outcome asked for, and a question was put and left as asked."""
    choice = query.choice
    if isinstance(record, Decision):
        return not choice.outcomes or record.outcome in choice.outcomes
    if isinstance(record, Question):
        left = not choice.unanswered or answered(register, record) == "none"
        return left and (not choice.written or record.written)
    return True


def left_over(register: Register, query: Query, record: AnyRecord) -> bool:
    """Say whether a question, asked for as unanswered, was put off, answered in part, or may be any reply's."""
    if not isinstance(record, Question) or not query.choice.unanswered:
        return False
    put = not query.choice.written or record.written
    return put and answered(register, record) in ("partly", "deferred", "unclear")
