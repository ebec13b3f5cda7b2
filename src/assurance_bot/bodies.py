"""What a person states of a body in the settings: its offices, who holds them, whose initials are whose.

A statement without a folder concerns the minutes that name the body, case and white space aside; one with a folder all
minutes in it, whatever they name. Where several do, that by name counts, then that of the innermost folder. The first and
the last day of a time belong to it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Literal

from assurance_bot.document import Problem, fold
from assurance_bot.records import Meeting

_NEAR = 3
_FACT = "stated"  # the name of the fact of a register that holds what is stated

Nation = Literal["", "ENG", "WLS", "SCT", "NIR"]
"""Whose bank holidays count; "" where nothing is stated."""

Quarters = Literal["", "calendar", "financial"]
"""Of which year a quarter is where the words do not tell; "" where nothing is stated."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who holds an office, or goes by initials, from one day to another; None where that is open."""

    name: str
    first: dt.date | None = None
    last: dt.date | None = None

    def on(self, day: dt.date | None) -> bool:
        """Tell whether this holds on a day; on a day that is not known only what always holds does."""
        if day is None:
            return self.first is None and self.last is None
        return (self.first or day) <= day <= (self.last or day)


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated of a body for one day: titles by abbreviation, holders by title, people by their initials.

    `nation` and `quarters` are "" where nothing is stated.
    """

    offices: Mapping[str, str] = field(default_factory=dict)
    holders: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    nation: Nation = ""
    quarters: Quarters = ""

    def short(self, title: str) -> str | None:
        """Return the abbreviation of an office, None where none is stated."""
        return next((s for s, stated in self.offices.items() if same(stated, title)), None)

    def holder(self, title: str) -> str | None:
        """Return who is stated to hold an office, None where nobody is."""
        return next((name for stated, name in self.holders.items() if same(stated, title)), None)


NOTHING = Stated()


@dataclass(frozen=True, slots=True)
class Body:
    """All that is stated of one body; `folder` is "" where its minutes are known by its name."""

    name: str
    folder: str = ""
    offices: Mapping[str, str] = field(default_factory=dict)
    holders: Mapping[str, tuple[Holder, ...]] = field(default_factory=dict)
    people: Mapping[str, tuple[Holder, ...]] = field(default_factory=dict)
    nation: Nation = ""
    quarters: Quarters = ""

    def on(self, day: dt.date | None) -> Stated:
        """Return what holds on a day."""
        return Stated(self.offices, _held(self.holders, day), _held(self.people, day), self.nation, self.quarters)

    def lies_in(self, source: str) -> bool:
        """Tell whether a file lies in the folder of this body."""
        folder = PurePosixPath(self.folder)
        return bool(self.folder) and folder in PurePosixPath(source).parents


def _held(holders: Mapping[str, tuple[Holder, ...]], day: dt.date | None) -> dict[str, str]:
    return {key: each.name for key, several in holders.items() for each in several if each.on(day)}


def same(one: str, other: str) -> bool:
    """Tell whether two names are the same, case and white space aside."""
    return fold(one).casefold() == fold(other).casefold()


@dataclass(frozen=True, slots=True)
class Bodies:
    """The bodies of which something is stated, and which of them concerns which minutes.

    `nation` and `quarters` hold for every body of which no other is stated, named here or not.
    """

    bodies: tuple[Body, ...] = ()
    nation: Nation = ""
    quarters: Quarters = ""

    def called(self, source: str) -> str:
        """Return what the body of a file is called where its minutes name none: by its folder, "" where nothing says so."""
        found = self._by_folder(source)
        return found.name if found else ""

    def of(self, meeting: Meeting) -> Body | None:
        """Return the body whose statement concerns a meeting, None where none does."""
        named = (b for b in self.bodies if not b.folder and same(b.name, meeting.body))
        return next(named, None) or self._by_folder(meeting.source)

    def stated(self, meeting: Meeting) -> Stated:
        """Return what is stated for a meeting on its day; it is empty where nothing is."""
        found = self.of(meeting)
        told = found.on(meeting.date) if found else NOTHING
        return replace(told, nation=told.nation or self.nation, quarters=told.quarters or self.quarters)

    def of_use(self, meetings: Iterable[Meeting]) -> tuple[Body, ...]:
        """Return the bodies whose statements concern one of the meetings at least, in their order."""
        found = [self.of(meeting) for meeting in meetings]
        return tuple(body for body in self.bodies if body in found)

    def problems(self, meetings: Iterable[Meeting]) -> list[Problem]:
        """Return a problem for each statement that concerns no minutes, and for each abbreviation stated in two ways."""
        there = list(meetings)
        used, named = self.of_use(there), {m.body for m in there if m.body}
        idle = [Problem(_source(body), None, _no_use(body, named)) for body in self.bodies if body not in used]
        return idle + [
            Problem(_source(other), None, _two_ways(short, one, other))
            for nth, other in enumerate(used)
            for one in used[:nth]
            for short in other.offices
            if short in one.offices and not same(one.offices[short], other.offices[short])
        ]

    def facts(self, meetings: Iterable[Meeting]) -> dict[str, str]:
        """Return what is stated of the bodies of these meetings, on any day, as a register keeps it: see `read_facts`."""
        there = list(meetings)
        offices: dict[str, str] = {}
        people: dict[str, list[str]] = {}
        for body in self.of_use(there):
            offices = {**body.offices, **offices}
            for initials, several in (*body.people.items(), *(("", held) for held in body.holders.values())):
                for each in several:
                    people.setdefault(each.name, []).append(initials)
        told: dict[str, object] = {"offices": offices, "people": {n: max(given) for n, given in people.items()}}
        years = {self.stated(meeting).quarters or "calendar" for meeting in there}
        told |= {"quarters": "financial"} if years == {"financial"} else {}
        return {_FACT: json.dumps(told)} if any(told.values()) else {}

    def _by_folder(self, source: str) -> Body | None:
        within = [body for body in self.bodies if body.lies_in(source)]
        return max(within, key=lambda body: len(PurePosixPath(body.folder).parts), default=None)


NO_BODIES = Bodies()


def read_facts(facts: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the stated titles by abbreviation, and the initials, or "", of each person stated."""
    told = json.loads(facts.get(_FACT, "{}"))
    return told.get("offices", {}), told.get("people", {})


def read_quarters(facts: Mapping[str, str]) -> Literal["calendar", "financial"]:
    """Return of which year a quarter that is asked about is: the financial where that is so for all bodies."""
    return "financial" if json.loads(facts.get(_FACT, "{}")).get("quarters") == "financial" else "calendar"


def _source(body: Body) -> str:
    return f'[bodies."{body.name}"]'


def _two_ways(short: str, one: Body, other: Body) -> str:
    return (
        f"{short} is the {other.offices[short]} here and the {one.offices[short]} of {one.name}."
        f" A question that names the {short} means both; by title only the latter is known."
    )


def _no_use(body: Body, named: set[str]) -> str:
    if body.folder:
        return f"no minutes that this concerns lie in the folder {body.folder}. Correct the folder, or leave it out."
    plain = {fold(name).casefold(): name for name in sorted(named)}
    near = get_close_matches(fold(body.name).casefold(), plain, n=_NEAR, cutoff=0.4)
    hint = f" They name {', '.join(plain[each] for each in near)}, for instance." if near else ""
    return f"no minutes name this body.{hint} Write it as they do, or give the folder in which they lie."


def digest(stated: Stated | Bodies) -> str:
    """Return words that differ where what is stated differs; "" where nothing is."""
    told = asdict(stated)
    return json.dumps(told, sort_keys=True, default=str) if any(told.values()) else ""
