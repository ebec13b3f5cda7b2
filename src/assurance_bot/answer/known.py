"""What a generation knows of offices, people and acronyms: the vocabulary that questions are read with."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from assurance_bot.ledger import Ledger
from assurance_bot.query import Vocabulary
from assurance_bot.records import Action, Trail
from assurance_bot.store import Register
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
    """The vocabulary of a generation, and the days of its meetings in order."""

    vocabulary: Vocabulary
    days: tuple[dt.date, ...]


@lru_cache(maxsize=4)
def tracked(register: Register) -> tuple[tuple[Trail, ...], dict[str, Action]]:
    """Return all trails and all actions by id: a register never changes, so they are read once."""
    found = register.find("action")
    return tuple(register.trails()), {r.id: r for r in found if isinstance(r, Action)}


@lru_cache(maxsize=4)
def known(register: Register) -> Known:
    """Return the vocabulary of a register; worked out once for each."""
    acronyms: dict[str, str] = {}
    for acronym in register.acronyms():
        acronyms.setdefault(acronym.acronym, acronym.expansion)
    offices: dict[str, str] = {}
    people: dict[str, None] = {}
    for role, person, *_ in register.holders():
        people.setdefault(person)
        for part in re.split(r",\s*", role or ""):
            _add_office(offices, part.strip(), acronyms)
    for meeting in register.meetings():
        for attendance in meeting.attendance:
            people.setdefault(attendance.name)
    days = tuple(m.date for m in register.meetings() if m.date)
    bodies = tuple(dict.fromkeys(name for m in register.meetings() for name in (m.body, m.series)))
    return Known(Vocabulary(offices, tuple(people), acronyms, bodies=bodies), days)


def _add_office(offices: dict[str, str], role: str, acronyms: dict[str, str]) -> None:
    if written := _OFFICE.match(role):
        offices.setdefault(written["short"], written["title"])
    elif role[:1].isupper() and len(role.split()) <= 7:
        short = next((s for s, expansion in acronyms.items() if expansion.casefold() == role.casefold()), role)
        offices.setdefault(short, role)


def searched_days(days: Sequence[dt.date]) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and last of the days, None where there are none."""
    return (min(days), max(days)) if days else (None, None)
