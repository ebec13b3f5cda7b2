"""What a generation holds that the one before did not: meetings, actions set and changed, what is overdue since.

It is worked out while the generation is built and kept in it as `summary.json`. Nothing is told of a generation before that
cannot be read; that it cannot is said.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Set
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from assurance_bot.answer import book_of
from assurance_bot.answer.known import tracked
from assurance_bot.dates.written import in_words
from assurance_bot.document import Problem
from assurance_bot.errors import AssuranceError, NoGenerationError
from assurance_bot.generation import Change
from assurance_bot.generation import folders as places
from assurance_bot.keeping.files import size
from assurance_bot.ledger import STATUSES, Ledger, Noted
from assurance_bot.ledger.entries import labels
from assurance_bot.records import Meeting, Trail
from assurance_bot.render.phrases import owners, sitting
from assurance_bot.store import Register

FILE = "summary.json"
KINDS = ("files", "meetings", "withdrawn", "new", "changed", "gone", "overdue", "problems", "left_out")
"""The fields of a summary that hold what is told."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing: what is to be said of it, the words of the minutes that an action goes by, and the files it is in."""

    said: str
    words: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What is new in a generation; `before` is the one it is compared with, "" for none, `unread` why it could not be.

    `files` were renamed, moved, replaced or withdrawn. `problems` and `left_out` are all there are, each with file, line and
    words; `seconds` is what the build took until then, `size` its bytes.
    """

    before: str = ""
    unread: str = ""
    files: tuple[Told, ...] = ()
    meetings: tuple[Told, ...] = ()
    withdrawn: tuple[Told, ...] = ()
    new: tuple[Told, ...] = ()
    changed: tuple[Told, ...] = ()
    gone: tuple[Told, ...] = ()
    overdue: tuple[Told, ...] = ()
    problems: tuple[Told, ...] = ()
    left_out: tuple[Told, ...] = ()
    seconds: float = 0.0
    size: int = 0


@dataclass(frozen=True)
class _Seen:
    """The meetings, and the actions with how they stand, of one register on a day."""

    meetings: Mapping[str, Meeting] = field(default_factory=dict)
    actions: Mapping[str, tuple[Trail, Noted]] = field(default_factory=dict)


def summarise(
    folder: Path,
    index: Path,
    *,
    today: dt.date,
    left_out: tuple[Problem, ...],
    changes: tuple[Change, ...],
    seconds: float,
) -> Summary:
    """Return what is new in a generation that is being built in `folder`. Raises LedgerError."""
    with closing(Ledger(index)) as ledger:
        now, problems = _seen(folder / places.RECORDS, ledger, today)
        name, before, unread = _before(index, ledger)
    changed = dict(_changes(before, now)) if before else {}
    overdue = [a for a, (_, noted) in now.actions.items() if noted.overdue_days and not _was_overdue(before, a)]
    return Summary(
        before=name,
        unread=unread,
        files=tuple(Told(str(c), sources=(c.source, *filter(None, [c.was]))) for c in changes if c.what != "new"),
        meetings=_sittings(now, before),
        withdrawn=_sittings(before, now) if before else (),
        new=tuple(_told(a, now, _stands(now.actions[a][1])) for a in now.actions if a not in before.actions)
        if before
        else (),
        changed=tuple(_told(a, now, said) for a, said in changed.items()),
        gone=tuple(_told(a, before, "in the minutes no more") for a in before.actions if a not in now.actions)
        if before
        else (),
        overdue=tuple(_told(a, now, _stands(now.actions[a][1])) for a in overdue) if before else (),
        problems=tuple(Told(str(p), sources=(p.source,)) for p in problems if p not in left_out),
        left_out=tuple(Told(str(p), sources=(p.source,)) for p in left_out),
        seconds=round(seconds, 3),
        size=size(folder),
    )


def write(folder: Path, summary: Summary) -> None:
    """Keep a summary in a generation that is being built."""
    (folder / FILE).write_text(json.dumps(asdict(summary), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read(folder: Path) -> Summary | None:
    """Return the summary that a generation holds, None where it holds none."""
    try:
        held: dict[str, Any] = json.loads((folder / FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    for name in KINDS:
        held[name] = tuple(Told(each["said"], each["words"], tuple(each["sources"])) for each in held[name])
    return Summary(**held)


def seen(summary: Summary, sources: Set[str]) -> tuple[Summary, int]:
    """Return a summary with only what is in these files alone, and how many things were left out of it."""
    kept: dict[str, Any] = {
        name: tuple(told for told in getattr(summary, name) if told.sources and sources >= {*told.sources})
        for name in KINDS
    }
    hidden = sum(len(getattr(summary, name)) - len(kept[name]) for name in KINDS)
    return replace(summary, **kept), hidden


def _before(index: Path, ledger: Ledger) -> tuple[str, _Seen | None, str]:
    """Return the name of the published generation, what was to be seen in it when it was built, or why that is not known."""
    try:
        folder = places.current(index)
        built = dt.datetime.fromisoformat(str(places.read_manifest(folder)["built_at"]))
        seen, _ = _seen(folder / places.RECORDS, ledger, built.date())
    except NoGenerationError:
        return "", None, ""
    except AssuranceError as error:
        return folder.name, None, str(error).removesuffix(" Run: assurance-bot reindex")  # which is what is being done
    return folder.name, seen, ""


def _seen(records: Path, ledger: Ledger, day: dt.date) -> tuple[_Seen, list[Problem]]:
    with closing(Register(records)) as register:
        book = book_of(register, ledger.entries(), day)
        _, actions = tracked(register)
        of_actions = {t.id: (t, n) for t, n in book.standings if any(m.action in actions for m in t.mentions)}
        return _Seen({m.id: m for m in register.meetings()}, of_actions), register.problems()


def _sittings(these: _Seen, others: _Seen | None) -> tuple[Told, ...]:
    known = others.meetings if others else {}
    new = [meeting for name, meeting in these.meetings.items() if name not in known]
    return tuple(Told(f"{sitting(meeting)} ({meeting.source})", sources=(meeting.source,)) for meeting in new)


def _changes(before: _Seen, now: _Seen) -> Iterator[tuple[str, str]]:
    for action, (_, noted) in now.actions.items():
        if action in before.actions and (said := "; ".join(_differences(before.actions[action][1], noted))):
            yield action, said


def _differences(was: Noted, now: Noted) -> Iterator[str]:
    if was.status != now.status:
        yield f"was {STATUSES[was.status]}, is {STATUSES[now.status]}"
    if was.due != now.due:
        yield f"was due {_date(was.due)}, is due {_date(now.due)}"
    if labels(was.owners) != labels(now.owners):
        yield f"was {owners(was.owners)}, is {owners(now.owners)}"


def _was_overdue(before: _Seen | None, action: str) -> bool:
    return bool(before and action in before.actions and before.actions[action][1].overdue_days)


def _told(action: str, seen: _Seen, said: str) -> Told:
    trail, noted = seen.actions[action]
    sources = {seen.meetings[m.meeting].source for m in trail.mentions if m.meeting in seen.meetings}
    return Told(f"{action}  {owners(noted.owners)}: {said}", trail.title, tuple(sorted(sources)))


def _stands(noted: Noted) -> str:
    late = f", {noted.overdue_days:,} days overdue" if noted.overdue_days and noted.overdue_days > 1 else ""
    late = ", 1 day overdue" if noted.overdue_days == 1 else late
    return f"{STATUSES[noted.status]}, due {_date(noted.due)}{late}"


def _date(due: dt.date | None) -> str:
    return in_words(due) if due else "on no day given"
