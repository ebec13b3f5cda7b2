"""Digests: what there is to tell of actions since somebody was last told, each thing once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from assurance_bot import answer
from assurance_bot.generation import build, open_current
from assurance_bot.ledger import Book, What
from assurance_bot.nightly.digest import Digest, actions_of, digest, is_due
from assurance_bot.nightly.sent import Key
from ledger_making import APRIL, MARCH, MAY, action, book, entry, mention, minutes, trail
from support.demo import LAST, demo
from tiny_minutes import NOW

PLAN = action("A-1", MARCH, "CC to write the plan", due=dt.date(2024, 5, 1))
CLERK = action("A-2", MARCH, "Clerk to book the hall", owner="Clerk")


THEIRS = {"A-1"}
"""The actions of the CC."""


def held(*entries: object, day: dt.date = APRIL) -> Book:
    """Return a book of both actions, with entries of the ledger, on a day."""
    return book(minutes([trail(PLAN), trail(CLERK)], [PLAN, CLERK]), *entries, day=day)  # type: ignore[arg-type]


def told_by(found: Digest) -> set[Key]:
    return {key for item in found.items for key in item.keys} | {*found.silent}


def shown(found: Digest) -> list[tuple[str, str]]:
    return [(item.key.action, item.key.what) for item in found.items]


def test_an_action_is_told_once_when_it_is_set() -> None:
    first = digest(held(), of=None, told=(), ahead=7)
    assert shown(first) == [("A-1", "set"), ("A-2", "set")]
    assert first.items[0].said == "A-1  CC: open, due 1 May 2024"
    assert first.items[0].words == "CC to write the plan"
    again = digest(held(), of=None, told=told_by(first), ahead=7)
    assert (again.items, again.silent) == ((), ())


@pytest.mark.parametrize(
    ("later", "wanted"),
    [
        (dt.date(2024, 4, 25), [("A-1", "soon")]),
        (dt.date(2024, 5, 2), [("A-1", "overdue")]),
        (dt.date(2024, 4, 20), []),
    ],
)
def test_what_becomes_due_or_overdue_is_told_then(later: dt.date, wanted: list[tuple[str, str]]) -> None:
    before = told_by(digest(held(), of=None, told=(), ahead=7))
    assert shown(digest(held(day=later), of=None, told=before, ahead=7)) == wanted


def test_an_action_first_told_when_it_is_late_already_is_told_as_overdue_alone() -> None:
    found = digest(held(day=MAY), of=None, told=(), ahead=7)
    assert shown(found) == [("A-1", "overdue"), ("A-2", "set")]
    assert digest(held(day=MAY), of=None, told=told_by(found), ahead=7).items == ()


def test_closed_taken_up_again_and_given_a_new_date_are_told_as_they_happen() -> None:
    noted: list[object] = []
    told: set[Key] = set()
    kinds = []
    for what, value in (("", ()), ("redate", ("2024-06-01",)), ("close", ()), ("reopen", ()), ("close", ())):
        if what:
            noted.append(entry(PLAN, what, *value, day=APRIL))  # type: ignore[arg-type]
        found = digest(held(*noted), of=THEIRS, told=told, ahead=7)
        kinds.append([key for action_, key in shown(found) if action_ == "A-1"])
        told |= told_by(found)
    assert kinds == [["set"], ["moved"], ["closed"], ["reopened"], ["closed"]]


def test_what_is_told_does_not_change_with_the_way_it_came_about() -> None:
    """The minutes close what was closed by hand, and a date is set to what it is: nobody hears that twice."""
    told = told_by(digest(held(), of=None, told=(), ahead=7))
    by_hand = held(entry(PLAN, "redate", "2024-05-20", day=APRIL), entry(PLAN, "close", day=APRIL))
    found = digest(by_hand, of=None, told=told, ahead=7)
    assert shown(found) == [("A-1", "moved"), ("A-1", "closed")]
    later = action("A-3", APRIL, "CC to write the plan", due=dt.date(2024, 5, 20))
    minuted = book(minutes([trail(PLAN, (later, "closed")), trail(CLERK)], [PLAN, CLERK, later]), day=MAY)
    assert digest(minuted, of=None, told=told | told_by(found), ahead=7).items == ()


def test_a_date_that_comes_back_is_told_again() -> None:
    told: set[Key] = set()
    days = ["2024-06-01", "2024-06-02", "2024-06-02", "2024-06-01", "2024-06-02"]
    kinds = []
    for nth in range(len(days)):
        noted = [entry(PLAN, "redate", day, day=APRIL) for day in days[: nth + 1]]
        found = digest(held(*noted), of=THEIRS, told=told, ahead=7)
        told |= told_by(found)
        kinds.append([what for _, what in shown(found)])
    assert kinds == [["set"], ["moved"], [], ["moved"], ["moved"]]


def test_what_was_closed_before_anybody_heard_of_it_is_not_told() -> None:
    closed = held(entry(PLAN, "close", day=APRIL))
    assert shown(digest(closed, of=None, told=(), ahead=7)) == [("A-2", "set")]


def test_an_owner_is_told_of_their_own_actions_and_of_one_that_passed_to_somebody_else() -> None:
    first = digest(held(), of=THEIRS, told=(), ahead=7)
    assert shown(first) == [("A-1", "set")]
    told, kinds = told_by(first), []
    owners = ["Clerk", "Clerk", "CFO", "CC", "CC", "Clerk"]
    for nth in range(len(owners)):
        noted = [entry(PLAN, "owner", owner, day=APRIL) for owner in owners[: nth + 1]]
        found = digest(held(*noted), of=THEIRS if owners[nth] == "CC" else set(), told=told, ahead=7)
        told |= told_by(found)
        kinds.append([what for _, what in shown(found)])
    assert kinds == [["passed on"], [], [], ["passed back"], [], ["passed on"]]


@pytest.mark.parametrize("owner", ["CC", "DCC", "Chief Constable", "Priya Venn", "Policy Officer"])
def test_the_actions_of_an_owner_are_those_that_the_list_of_actions_shows(owner: str) -> None:
    listed = {found.record.id for found in answer.actions(demo(), f"all {owner}", today=LAST).findings}
    assert actions_of(demo(), owner, day=LAST) == listed != set()


@pytest.mark.parametrize(("owner", "number"), [("CFO", 1), ("cfo", 1), ("Audit", 0), ("ladder", 0)])
def test_one_whom_minutes_know_as_no_office_or_person_owns_the_actions_so_written(
    tmp_path: Path, owner: str, number: int
) -> None:
    text = "Fenmoor Fire Authority\nMeeting held on 5 March 2024\n\n1. Fleet\nAction: CFO to mend the ladder by May.\n"
    (tmp_path / "march.txt").write_text(text, encoding="utf-8")
    build([tmp_path / "march.txt"], tmp_path / "index", now=NOW)
    with open_current(tmp_path / "index") as generation:
        assert len(actions_of(generation, owner, day=APRIL)) == number


def test_what_comes_with_an_item_counts_as_told_with_it_and_not_before() -> None:
    """A job killed after the first of two messages must not tell a new date that nobody set."""
    found = digest(held(), of=None, told=(), ahead=7)
    half = {*found.items[0].keys}
    rest = digest(held(), of=None, told=half, ahead=7)
    assert shown(rest) == [("A-2", "set")]


SET, DATED = Key("A-1", "set"), Key("A-1", "date", "2024-05-01, 0")


@pytest.mark.parametrize(
    ("told", "doubtful", "what", "wanted"),
    [
        ((), (SET, DATED), None, ["set"]),  # told again: it may not have arrived
        ((), (SET, DATED), "close", ["closed"]),
        ((), (SET, DATED), "owner", ["passed on"]),
        ((SET,), (DATED, Key("A-1", "moved", DATED.value)), None, ["moved"]),
        ((SET, DATED), (Key("A-1", "closed", "1"),), None, ["reopened"]),  # they may believe it is closed
        ((SET, DATED, Key("A-1", "closed", "1")), (Key("A-1", "reopened", "1"),), None, ["reopened"]),
    ],
)
def test_what_may_have_been_told_is_told_while_it_holds_and_what_came_of_it_once(
    told: tuple[Key, ...], doubtful: tuple[Key, ...], what: What | None, wanted: list[str]
) -> None:
    value = ("Clerk",) if what == "owner" else ()
    noted = held(entry(PLAN, what, *value, day=APRIL)) if what else held()
    theirs = set() if what == "owner" else THEIRS
    found = digest(noted, of=theirs, told=told, doubtful=doubtful, ahead=7)
    assert [key for action_, key in shown(found) if action_ == "A-1"] == wanted
    arrived = {*told} | told_by(found)
    assert digest(noted, of=theirs, told=arrived, doubtful={*doubtful} - arrived, ahead=7).items == ()


def test_an_action_of_which_an_earlier_mention_is_found_later_is_not_told_again() -> None:
    later = action("A-9", APRIL, "CC to write the plan", due=dt.date(2024, 5, 1))
    alone = book(minutes([trail(later)], [later]), day=APRIL)
    told = told_by(digest(alone, of=None, told=(), ahead=7))
    both = book(minutes([trail(PLAN, later)], [PLAN, later]), day=APRIL)
    assert digest(both, of=None, told=told, ahead=7).items == ()


def test_a_part_that_was_told_by_itself_while_minutes_were_gone_makes_nothing_new_of_the_whole() -> None:
    later = action("A-9", APRIL, "CC to write the plan", due=dt.date(2024, 6, 1))
    whole = book(minutes([trail(PLAN, later)], [PLAN, later]), day=APRIL)
    told = told_by(digest(whole, of=None, told=(), ahead=7))
    told |= {Key("A-9", "set"), Key("A-9", "date", "2024-05-30, 0"), Key("A-9", "reported", "0")}
    assert digest(whole, of=None, told=told, ahead=7).items == ()


def test_what_was_told_of_an_action_that_is_only_possibly_the_same_is_not_told_of_this_one() -> None:
    other = action("A-9", APRIL, "CC to write another plan")
    possibly = replace(trail(PLAN), mentions=(mention(PLAN), mention(other, certain=False)))
    both = book(minutes([possibly, trail(other)], [PLAN, other]), day=APRIL)
    told = {Key("A-9", "set"), Key("A-9", "date", "no date, 0"), Key("A-9", "open", "0")}
    assert shown(digest(both, of=None, told=told, ahead=7)) == [("A-1", "set")]


def test_what_may_have_been_told_is_marked() -> None:
    first = digest(held(), of=None, told=(), ahead=7)
    (group,) = digest(held(), of=None, told=(), doubtful=first.items[1].keys, ahead=7).groups()
    assert [line.said.endswith(" (perhaps told before)") for line in group.lines] == [False, True]


@pytest.mark.parametrize(
    ("every", "today", "last", "due"),
    [
        ("never", "2024-05-06", None, False),
        ("day", "2024-05-06", "2024-05-05", True),
        ("day", "2024-05-06", "2024-05-06", False),
        ("week", "2024-05-06", "2024-04-29", True),  # a Monday
        ("week", "2024-05-07", "2024-05-06", False),
        ("week", "2024-05-08", "2024-05-02", True),  # Monday's was missed
        ("week", "2024-05-12", "2024-05-06", False),
        ("week", "2024-05-12", None, True),
    ],
)
def test_a_digest_is_due_once_a_week_or_day_and_made_up_for(
    every: str, today: str, last: str | None, *, due: bool
) -> None:
    before = dt.date.fromisoformat(last) if last else None
    assert is_due(every=every, weekday="monday", today=dt.date.fromisoformat(today), last=before) is due
