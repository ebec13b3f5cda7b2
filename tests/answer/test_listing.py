"""Lists of actions, arranged and counted."""

import csv
import datetime as dt
import io
from collections import Counter

import pytest

from assurance_bot import answer
from assurance_bot.answer.listing import Sort, arranged, known_filters
from assurance_bot.errors import NotFoundError
from assurance_bot.records import Action
from assurance_bot.render.data import actions_csv
from support.demo import demo

DAY = dt.date(2024, 1, 31)


def _all(**options: object) -> answer.Answer:
    return arranged(answer.actions(demo(), "all", today=DAY), **options)  # type: ignore[arg-type]  # options by name


@pytest.mark.parametrize("sort", ["due", "owner", "age"])
def test_sorting_changes_the_order_and_nothing_else(sort: Sort) -> None:
    plain = answer.actions(demo(), "all", today=DAY)
    assert Counter(f.record.id for f in arranged(plain, sort=sort).findings) == Counter(
        f.record.id for f in plain.findings
    )


def test_by_age_the_oldest_comes_first() -> None:
    dates = [f.meeting.date for f in _all(sort="age").findings]
    assert dates == sorted(d for d in dates if d)


def test_by_due_date_what_has_none_comes_last() -> None:
    due = [f.record.due for f in _all(sort="due").findings if isinstance(f.record, Action)]
    assert due == sorted(d for d in due if d) + [None] * due.count(None)


def test_the_counts_by_owner_add_up_to_the_list() -> None:
    found = _all()
    by_owner = next(n for n in found.notes if n.startswith("By owner: "))
    numbers = [int(part.rsplit(" ", 1)[1]) for part in by_owner.removeprefix("By owner: ").rstrip(".").split("; ")]
    assert sum(numbers) == len(found.findings) > 20


def test_a_meeting_is_meant_by_its_date() -> None:
    found = _all(meeting="2023-09-27")
    assert found.findings
    assert {f.meeting.date for f in found.findings} == {dt.date(2023, 9, 27)}


def test_a_body_is_meant_by_part_of_its_name_and_another_has_none() -> None:
    assert len(_all(body="brackenshire").findings) == len(_all().findings)
    assert not _all(body="fire authority").findings


def test_the_table_for_spreadsheets_has_a_row_for_each_action() -> None:
    found = _all()
    rows = list(csv.DictReader(io.StringIO(actions_csv(found.findings))))
    assert [row["id"] for row in rows] == [f.record.id for f in found.findings]


@pytest.mark.parametrize("filters", [{"body": "nowhere"}, {"meeting": "2030-01-01"}])
def test_a_body_or_meeting_that_there_is_not_is_said_to_be_none(filters: dict[str, str]) -> None:
    with pytest.raises(NotFoundError, match=next(iter(filters.values()))):
        known_filters(demo().register.meetings(), **filters)
