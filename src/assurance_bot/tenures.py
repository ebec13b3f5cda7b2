"""Who held which office when, worked out from attendance: from the first meeting to the last, both among those known.

What an office owes binds whoever holds it. One who acts in it ("T/CC", "Acting Chair") is told apart from its holder.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assurance_bot.document import Quote, fold
from assurance_bot.people import acronym_of
from assurance_bot.records import Meeting, Trail
from assurance_bot.trail import Standing, standing

_SHORT = re.compile(r"^(?P<title>.+?)\s*\((?P<short>[A-Z][A-Za-z/&]{0,7})\)$")  # "Chief Constable (CC)"
_ACTING = re.compile(
    r"^(?:temporary|acting|interim|deputising|t/|a/|\(t\)|\(a\))\s*", re.IGNORECASE
)  # "Temporary Chief …"
_APART = re.compile(r"[,;]\s*(?![^()]*\))")  # "Clerk, Minutes"
_TASK = re.compile(
    r"(?:in the chair|chairing|presiding|minutes?|minute[- ]taker|note[- ]taker|observer|guest|(?:for|from|until|by)\b.*)$",
    re.IGNORECASE,
)  # "In the chair": what somebody does at one meeting is no office


@dataclass(frozen=True, slots=True)
class Office:
    """An office of a body as attendance names it: its title, and the short name where there is one, "" where not."""

    title: str
    short: str = ""

    @property
    def label(self) -> str:
        """The short name, else the title."""
        return self.short or self.title


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person in one office from one meeting to another; `quotes` are the words of the first and the last.

    `until` is the day of the first meeting at which somebody else held it, None where there was none; `acting` where the
    minutes say temporary or acting.
    """

    body: str
    office: Office
    person: str
    acting: bool
    first: dt.date
    last: dt.date
    until: dt.date | None
    meetings: tuple[str, ...]
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Handover:
    """One office passing from one person to another: `day` is the first meeting of the one who took over."""

    before: Tenure
    after: Tenure
    day: dt.date


@dataclass(frozen=True, slots=True)
class _Seen:
    """One person in one office at one meeting."""

    meeting: Meeting
    day: dt.date
    office: Office
    person: str
    acting: bool
    quote: Quote | None


def read_office(role: str) -> tuple[Office, bool]:
    """Return the office that a role names and whether it is held for the time being.

    "Temporary Chief Constable (T/CC)" is the office of Chief Constable (CC), acting.
    """
    written = _SHORT.match(fold(role))
    title, short = (written["title"], written["short"]) if written else (fold(role), "")
    bare, brief = _ACTING.sub("", title), _ACTING.sub("", short)
    acting = bare != title or brief != short
    return Office(bare[:1].upper() + bare[1:], brief), acting


def tenures(meetings: Iterable[Meeting]) -> list[Tenure]:
    """Return all tenures, by body and office, in order of their first day; drafts are to be left out by the caller."""
    seen: dict[tuple[str, str], list[_Seen]] = defaultdict(list)
    for meeting in sorted((m for m in meetings if m.date), key=lambda m: (m.date or dt.date.min, m.id)):
        for one in _attending(meeting):
            seen[fold(meeting.body).casefold(), one.office.title.casefold()].append(one)
    return [tenure for key in sorted(seen) for tenure in _of_office(seen[key])]


def _attending(meeting: Meeting) -> Iterator[_Seen]:
    """Yield who holds which office at a meeting, those who sent apologies too."""
    for person in meeting.attendance:
        for role in _APART.split(person.role or ""):
            if role.strip() and meeting.date and not _TASK.match(role.strip()):
                office, acting = read_office(role)
                yield _Seen(meeting, meeting.date, office, person.name, acting, person.quote)


def _of_office(seen: Sequence[_Seen]) -> list[Tenure]:
    """Return the tenures of one office; where several hold it at once, each has one from the first meeting to the last."""
    holders: dict[str, set[str]] = defaultdict(set)
    for one in seen:
        holders[one.meeting.id].add(one.person)
    shared = any(len(people) > 1 for people in holders.values())
    runs: list[list[_Seen]] = []
    for one in seen:
        run = next((r for r in reversed(runs) if r[-1].person == one.person and r[-1].acting == one.acting), None)
        if run is not None and (shared or run is runs[-1]):
            run.append(one)
        else:
            runs.append([one])
    return [_tenure(run, None if shared or i + 1 == len(runs) else runs[i + 1][0].day) for i, run in enumerate(runs)]


def _tenure(run: Sequence[_Seen], until: dt.date | None) -> Tenure:
    first, last = run[0], run[-1]
    short = next((one.office.short for one in run if one.office.short), "")
    return Tenure(
        body=first.meeting.body,
        office=Office(first.office.title, short),
        person=first.person,
        acting=first.acting,
        first=first.day,
        last=last.day,
        until=until,
        meetings=tuple(dict.fromkeys(one.meeting.id for one in run)),
        quotes=tuple(dict.fromkeys(one.quote for one in (first, last) if one.quote)),
    )


def holder(found: Iterable[Tenure], office: str, *, day: dt.date) -> Tenure | None:
    """Return who held an office, by its short name or title, on a day: the last known to have begun, None where nobody."""
    held = [t for t in found if _is(t.office, office) and t.first <= day and (t.until is None or day < t.until)]
    return max(held, key=lambda t: t.first, default=None)


def handovers(found: Sequence[Tenure], *, office: str | None = None) -> list[Handover]:
    """Return each passing of an office from one person to another, in order of day; of all offices where none is named."""
    passed = [
        Handover(before, after, after.first)
        for before in found
        for after in found
        if (before.body, before.office.title) == (after.body, after.office.title)
        and before.until == after.first
        and before.person != after.person
        and (office is None or _is(before.office, office))
    ]
    return sorted(passed, key=lambda h: (h.day, h.before.office.title))


def inherited(
    handover: Handover, trails: Iterable[Trail], *, titles: Mapping[str, str] | None = None
) -> list[tuple[Trail, Standing]]:
    """Return what the office owed when it passed: its actions open or reported the day before, in order of due date.

    `titles` are those of offices, by abbreviation, that no attendance gives.
    """
    known = titles or {}
    owed = []
    for trail in trails:
        now = standing(trail, day=handover.day - dt.timedelta(days=1))
        if (
            now
            and now.status in ("open", "reported")
            and any(_owes(handover.before.office, known.get(p.role or "", p.role or p.written)) for p in trail.owners)
        ):
            owed.append((trail, now))
    return sorted(owed, key=lambda pair: (pair[1].due is None, pair[1].due or dt.date.max, pair[0].id))


def _owes(office: Office, role: str | None) -> bool:
    return role is not None and _is(office, _ACTING.sub("", role))


def _is(office: Office, name: str) -> bool:
    bare = name.casefold()
    return bare in (office.short.casefold(), office.title.casefold(), acronym_of(office.title).casefold())
