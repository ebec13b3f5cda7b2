"""Who held which office when, over the invented minutes, and what passed with it."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache

import pytest

from assurance_bot.records import Attendance, Extract, Meeting
from assurance_bot.tenures import Tenure, handovers, holder, inherited, read_office, tenures
from assurance_bot.trail import link
from evaluation.measure import EXAMPLES, read


@cache
def extracts() -> tuple[Extract, ...]:
    truth = json.loads((EXAMPLES / "truth.json").read_text(encoding="utf-8"))
    return tuple(read(EXAMPLES / "minutes" / m["source"]) for m in truth["meetings"] if m["version"] == "final")


@cache
def found() -> tuple[Tenure, ...]:
    return tuple(tenures(e.meeting for e in extracts()))


@pytest.mark.parametrize(
    ("role", "title", "short", "acting"),
    [
        ("Chief Constable (CC)", "Chief Constable", "CC", False),
        ("Temporary Chief Constable (T/CC)", "Chief Constable", "CC", True),
        ("Acting Assistant Chief Constable (A/ACC)", "Assistant Chief Constable", "ACC", True),
        ("interim clerk", "Clerk", "", True),
        ("Clerk", "Clerk", "", False),
    ],
)
def test_an_office_is_told_from_who_acts_in_it(role: str, title: str, short: str, acting: bool) -> None:
    office, held = read_office(role)
    assert (office.title, office.short, held) == (title, short, acting)


def test_the_office_of_chief_constable_passed_to_an_acting_holder_and_on() -> None:
    held = [t for t in found() if t.office.short == "CC"]
    assert [(t.person, t.acting, str(t.first), str(t.last), str(t.until)) for t in held] == [
        ("Douglas Harkaway", False, "2023-01-25", "2023-10-25", "2023-11-29"),
        ("Priya Venn", True, "2023-11-29", "2023-12-20", "2024-01-31"),
        ("Callum Strand", False, "2024-01-31", "2024-12-18", "None"),
    ]


def test_absence_ends_no_tenure() -> None:
    away = [t for t in found() if t.person == "Bettina Crosswell"]
    assert [(t.office.short, str(t.first), t.until) for t in away] == [("CFO", "2023-01-25", None)]


@pytest.mark.parametrize(
    ("day", "person"),
    [("2023-06-01", "Douglas Harkaway"), ("2023-12-31", "Priya Venn"), ("2024-01-31", "Callum Strand")],
)
def test_the_holder_on_a_day(day: str, person: str) -> None:
    held = holder(found(), "CC", day=dt.date.fromisoformat(day))
    assert held is not None
    assert held.person == person


def test_nobody_is_known_to_hold_an_office_before_its_first_meeting() -> None:
    assert holder(found(), "CC", day=dt.date(2022, 12, 31)) is None


def test_a_handover_hands_on_what_the_office_owed_and_nothing_else() -> None:
    passed = handovers(found(), office="CC")
    assert [(h.before.person, h.after.person) for h in passed] == [
        ("Douglas Harkaway", "Priya Venn"),
        ("Priya Venn", "Callum Strand"),
    ]
    owed = inherited(passed[1], link(extracts()))
    assert "Workforce Representation Plan" in " ".join(t.title for t, _ in owed)
    assert "call-back option" in " ".join(t.title for t, _ in owed)
    assert {p.role for t, _ in owed for p in t.owners} <= {"CC", "T/CC"}
    assert all(now.status in ("open", "reported") for _, now in owed)


def test_an_office_that_several_hold_at_once_passes_to_nobody() -> None:
    def sitting(day: int, *names: str) -> Meeting:
        held = tuple(Attendance(name, "Councillor") for name in names)
        return Meeting(f"m{day}", "s", "t", "Parish", "p", dt.date(2024, 1, day), attendance=held)

    council = tenures([sitting(1, "A Roe", "B Poe"), sitting(2, "B Poe"), sitting(3, "A Roe", "B Poe")])
    assert [(t.person, t.first.day, t.last.day, t.until) for t in council] == [
        ("A Roe", 1, 3, None),
        ("B Poe", 1, 3, None),
    ]
    assert handovers(council) == []
