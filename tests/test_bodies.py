"""Which minutes a statement concerns, what it says on a day, and what is odd about it."""

from __future__ import annotations

import datetime as dt

import pytest

from assurance_bot.bodies import Bodies, Body, Holder, digest, read_facts
from assurance_bot.records import Meeting

NAMED = Body("Fire Authority", offices={"CC": "Chief Clerk"}, people={"QM": (Holder("Quentin Marsh"),)})
PLACED = Body("Parish Council", "north/parish", offices={"CC": "Council Clerk"})
OUTER = Body("Northwold", "north")
BODIES = Bodies((NAMED, PLACED, OUTER))


def meeting(body: str, source: str = "a.txt") -> Meeting:
    return Meeting("a-2024", source, "Minutes", body, body, dt.date(2024, 3, 5))


@pytest.mark.parametrize(
    ("body", "source", "meant"),
    [
        ("Fire Authority", "a.txt", NAMED),
        ("FIRE  authority", "a.txt", NAMED),
        ("Fire Authority", "north/parish/a.txt", NAMED),
        ("Parish Council", "a.txt", None),
        ("Whoever", "north/parish/2024/a.txt", PLACED),
        ("Whoever", "north/a.txt", OUTER),
        ("Whoever", "northern/a.txt", None),
        ("", "a.txt", None),
    ],
)
def test_a_statement_concerns_minutes_by_the_body_they_name_or_by_the_innermost_folder(
    body: str, source: str, meant: Body | None
) -> None:
    assert BODIES.of(meeting(body, source)) == meant


@pytest.mark.parametrize(
    ("source", "name"), [("north/parish/a.txt", "Parish Council"), ("north/a.txt", "Northwold"), ("a.txt", "")]
)
def test_minutes_that_name_no_body_are_called_by_their_folder(source: str, name: str) -> None:
    assert BODIES.called(source) == name


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (dt.date(2024, 3, 31), "Ben Poe"),
        (dt.date(2024, 4, 1), "Rita Vale"),
        (dt.date(2024, 6, 30), "Rita Vale"),
        (dt.date(2024, 7, 1), None),
        (None, None),
    ],
)
def test_an_office_has_the_holder_of_the_day_and_none_where_the_day_is_not_known(
    day: dt.date | None, name: str | None
) -> None:
    first = Holder("Ben Poe", None, dt.date(2024, 3, 31))
    then = Holder("Rita Vale", dt.date(2024, 4, 1), dt.date(2024, 6, 30))
    body = Body("Fire Authority", holders={"Chief": (first, then)})
    assert body.on(day).holder("chief") == name


def test_what_concerns_no_minutes_is_a_problem_that_names_what_is_near() -> None:
    found = BODIES.problems([meeting("Fire Authorities"), meeting("Trust", "north/a.txt")])
    assert [str(problem) for problem in found] == [
        '[bodies."Fire Authority"]: no minutes name this body. They name Fire Authorities, for instance.'
        " Write it as they do, or give the folder in which they lie.",
        '[bodies."Parish Council"]: no minutes that this concerns lie in the folder north/parish.'
        " Correct the folder, or leave it out.",
    ]


def test_an_abbreviation_that_two_bodies_state_in_two_ways_is_a_problem() -> None:
    there = [meeting("Fire Authority"), meeting("A", "north/parish/a.txt"), meeting("B", "north/b.txt")]
    (problem,) = BODIES.problems(there)
    assert problem.source == '[bodies."Parish Council"]'
    assert problem.message.startswith("CC is the Council Clerk here and the Chief Clerk of Fire Authority.")


def test_a_register_is_told_the_offices_and_people_of_the_bodies_whose_minutes_it_holds() -> None:
    assert read_facts(BODIES.facts([meeting("Fire Authority")])) == ({"CC": "Chief Clerk"}, {"Quentin Marsh": "QM"})
    assert BODIES.facts([meeting("Trust")]) == {}
    assert read_facts({}) == ({}, {})


def test_a_digest_differs_where_what_is_stated_differs_and_is_empty_where_nothing_is() -> None:
    assert digest(Bodies()) == digest(BODIES.stated(meeting("Trust"))) == ""
    one, other = (Body("A", people={"QM": (Holder(name),)}).on(None) for name in ("Quentin Marsh", "Queenie Moss"))
    assert digest(one) != digest(other)
