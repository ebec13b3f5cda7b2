"""What a generation knows of offices, people and acronyms: the vocabulary that questions are read with."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from assurance_bot.ledger import Ledger
from assurance_bot.query import Vocabulary
from assurance_bot.records import Action, Trail
from assurance_bot.store import Register
from assurance_bot.tenures import handovers, tenures
from assurance_bot.textindex import TextIndex

_OFFICE = re.compile(r"^(?P<title>.+?)\s*\((?P<short>[A-Z][A-Za-z/&]{1,7})\)$")  # "Chief Constable (CC)"


class Generation(Protocol):
    """What an answer needs of a published generation."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def register(self) -> Register:
        """Its register."""

    @property
    def textindex(self) -> TextIndex:
        """Its text index."""

    @property
    def ledger(self) -> Ledger:
        """What staff noted of its actions."""


@dataclass(frozen=True)
class Known:
    """The vocabulary of a generation, and the days of its meetings in order; `stated` are the offices of the settings."""

    vocabulary: Vocabulary
    days: tuple[dt.date, ...]
    stated: Mapping[str, str]

    def alike(self, role: str) -> tuple[str, ...]:
        """Return an office and, where the settings state it, whatever else is the office of this title."""
        title = self.stated.get(role)
        same = (short for short, other in self.stated.items() if title and other.casefold() == title.casefold())
        return tuple(dict.fromkeys((role, *same, title or role)))


@lru_cache(maxsize=16)
def tracked(register: Register) -> tuple[tuple[Trail, ...], dict[str, Action]]:
    """Return all trails and all actions by id: a register never changes, so they are read once."""
    found = register.find("action")
    return tuple(register.trails()), {r.id: r for r in found if isinstance(r, Action)}


@lru_cache(maxsize=16)
def known(register: Register) -> Known:
    """Return the vocabulary of a register; worked out once for each."""
    acronyms: dict[str, str] = {}
    for acronym in register.acronyms():
        acronyms.setdefault(acronym.acronym, acronym.expansion)
    stated, initials = register.stated()
    offices = dict(stated)
    people: dict[str, None] = {}
    for role, person, *_ in register.holders():
        people.setdefault(person)
        for part in re.split(r",\s*", role or ""):
            _add_office(offices, part.strip(), acronyms, stated)
    own: dict[str, set[str]] = {}
    for meeting in register.meetings():
        for attendance in meeting.attendance:
            people.setdefault(attendance.name)
            if attendance.initials:
                own.setdefault(attendance.initials, set()).add(attendance.name)
    for short, names in own.items():  # of one person, however named, and nothing else anywhere
        bare = min(names, key=len)
        if short not in offices and all(f" {n}".casefold().endswith(f" {bare}".casefold()) for n in names):
            acronyms.setdefault(short, bare)
    for name, short in initials.items():  # an acronym that is no person's initials in any minutes stays what it is
        attending = next((p for p in people if f" {p}".casefold().endswith(f" {name}".casefold())), name)
        people.setdefault(attending)
        if short and list(initials.values()).count(short) == 1 and acronyms.get(short, attending) in people:
            acronyms[short] = attending
    days = tuple(m.date for m in register.meetings() if m.date)
    bodies = tuple(dict.fromkeys(name for m in register.meetings() for name in (m.body, m.series)))
    handed, began = _handed(register, offices)
    vocabulary = Vocabulary(offices, tuple(people), acronyms, handed, began, bodies, register.quarters())
    return Known(vocabulary, days, stated)


def _handed(
    register: Register, offices: Mapping[str, str]
) -> tuple[dict[str, tuple[tuple[dt.date, str], ...]], dict[str, str]]:
    """Return when each office was taken over, and by whom, and who held it before; holders for the time being left out."""
    handed: dict[str, list[tuple[dt.date, str]]] = {}
    began: dict[str, str] = {}
    by_title = {title.casefold(): short for short, title in offices.items()}
    for passed in handovers(tenures(register.meetings())):
        office = passed.after.office
        short = office.label if office.label in offices else by_title.get(office.title.casefold())
        if short and not passed.before.acting and short not in handed:
            began.setdefault(short, passed.before.person)
        if short and not passed.after.acting:
            handed.setdefault(short, []).append((passed.day, passed.after.person))
    return {short: tuple(found) for short, found in handed.items()}, began


def _add_office(offices: dict[str, str], role: str, acronyms: dict[str, str], stated: Mapping[str, str]) -> None:
    written = _OFFICE.match(role)
    title = written["title"] if written else role
    if any(title.casefold() == other.casefold() for other in stated.values()):
        return
    if written:
        offices.setdefault(title if written["short"] in stated else written["short"], title)
    elif role[:1].isupper() and len(role.split()) <= 7:
        short = next((s for s, expansion in acronyms.items() if expansion.casefold() == role.casefold()), role)
        offices.setdefault(short, role)


def searched_days(days: Sequence[dt.date]) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and last of the days, None where there are none."""
    return (min(days), max(days)) if days else (None, None)
