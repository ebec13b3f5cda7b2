"""A list of actions arranged as asked: of one body or meeting, sorted, and counted by owner and age. Nothing is cut."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Literal

from assurance_bot.answer.shapes import Answer, Finding
from assurance_bot.answer.wording import summary
from assurance_bot.errors import NotFoundError
from assurance_bot.records import Action, Meeting

Sort = Literal["due", "owner", "age"]

_AGES = ((30, "up to 30 days"), (90, "31 to 90 days"), (365, "91 to 365 days"))
_LONGER = "more than a year"
_BEFORE = "set before these minutes"


def arranged(answer: Answer, *, sort: Sort | None = None, body: str = "", meeting: str = "") -> Answer:
    """Return a list of actions by due date, owner or age (the oldest first), with counts by owner and age in its notes.

    With no `sort` it stays in the order of the answer: by due date, unless its words say another.
    `body` is part of the name of a body, `meeting` a beginning of the id of a meeting or its date; "" for all.
    """

    def wanted(finding: Finding) -> bool:
        held = finding.meeting
        there = body.casefold() in held.body.casefold()
        return there and (not meeting or held.id.startswith(meeting) or str(held.date) == meeting)

    only = " · ".join(filter(None, (f"in {body}" if body else "", f"of the meeting {meeting}" if meeting else "")))
    found = tuple(filter(wanted, answer.findings))
    if sort:
        found = tuple(sorted(found, key=_KEYS[sort]))
    return replace(
        answer,
        understood=f"{answer.understood} · {only}" if only else answer.understood,
        findings=found,
        beside=tuple(filter(wanted, answer.beside)),
        summary=summary(answer.query, found, today=answer.as_of),
        notes=(*answer.notes, *counts(found, day=answer.as_of)),
    )


def known_filters(meetings: Iterable[Meeting], *, body: str = "", meeting: str = "") -> None:
    """Raise NotFoundError where no body's name holds `body`, or no meeting is meant by `meeting`."""
    held = list(meetings)
    bodies = tuple(dict.fromkeys(m.body for m in held))
    if body and not any(body.casefold() in name.casefold() for name in bodies):
        raise NotFoundError("body", body, near=bodies[:NEAR])
    if meeting and not any(m.id.startswith(meeting) or str(m.date) == meeting for m in held):
        raise NotFoundError("meeting", meeting, near=tuple(m.id for m in held[-NEAR:]))


NEAR = 5
"""How many names are offered in place of one that is not known."""


def counts(findings: Iterable[Finding], *, day: dt.date) -> list[str]:
    """Return how many actions each owner has, and how old they are; nothing where there is at most one."""
    told = [(f, f.record) for f in findings if isinstance(f.record, Action)]
    if len(told) < 2:
        return []
    owners = Counter(_owners(record) for _, record in told)
    ages = Counter(_BEFORE if r.arising else _age((day - f.meeting.date).days) for f, r in told if f.meeting.date)
    order = [name for _, name in _AGES] + [_LONGER, _BEFORE]
    lines = [f"By owner: {_told(sorted(owners.items(), key=lambda pair: (-pair[1], pair[0])))}."]
    if ages:
        lines.append(f"By age since it was set: {_told((name, ages[name]) for name in order if name in ages)}.")
    return lines


def _told(pairs: Iterable[tuple[str, int]]) -> str:
    return "; ".join(f"{name} {number:,}" for name, number in pairs)


def _age(days: int) -> str:
    return next((name for most, name in _AGES if days <= most), _LONGER)


def _owners(record: Action) -> str:
    return " and ".join(p.label for p in record.owners) or "no owner named"


def _by_due(finding: Finding) -> tuple[bool, dt.date, str]:
    due = finding.record.due if isinstance(finding.record, Action) else None
    return due is None, due or dt.date.max, finding.record.id


def _by_owner(finding: Finding) -> tuple[bool, str, tuple[bool, dt.date, str]]:
    owners = _owners(finding.record) if isinstance(finding.record, Action) else ""
    return owners == "no owner named", owners, _by_due(finding)


def _by_age(finding: Finding) -> tuple[dt.date, str]:
    return finding.meeting.date or dt.date.max, finding.record.id


_KEYS: dict[Sort, Callable[[Finding], tuple[object, ...]]] = {"due": _by_due, "owner": _by_owner, "age": _by_age}
