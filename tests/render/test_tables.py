"""A list of actions as a table: what comes first in a row, what the office noted, and that the minutes' words are quoted."""

import datetime as dt
from dataclasses import replace

import pytest

from assurance_bot.answer import Finding
from assurance_bot.ledger import About, Effect, Entry, What
from assurance_bot.records import Status
from assurance_bot.render.tables import HEAD, list_message
from slack import sample


def noted(what: What, *value: str, over: Entry | None = None) -> Effect:
    """Return something noted in the ledger, which counts unless something was noted `over` it."""
    about = About(
        sample.OVERDUE.record.id, sample.PLEDGE, sample.MEETING.id, sample.MEETING.series, sample.MEETING.date
    )
    at = dt.datetime(2023, 4, 20, 9, tzinfo=dt.UTC)
    return Effect(Entry(at=at, day=at.date(), who="T. Wren", via="Slack", what=what, value=value, about=about), over)


def row(finding: Finding) -> dict[str, str]:
    """Return the row of an action, by the heads of its columns."""
    message = list_message(sample.actions(finding), token="t")  # noqa: S106 - a token of a kept answer
    (table,) = [block for block in message.blocks if block["type"] == "table"]
    return dict(zip(HEAD, (cell["text"] for cell in table["rows"][1]), strict=True))


@pytest.mark.parametrize(
    ("status", "late", "stands"),
    [
        ("open", None, "open, due 4 April 2023"),
        ("open", 26, "overdue, 26 days late, due 4 April 2023"),
        ("reported", None, "reported on, not closed, due 4 April 2023"),
        ("closed", None, "closed, was due 4 April 2023"),
        ("superseded", None, "replaced, was due 4 April 2023"),
    ],
)
def test_the_day_of_a_row_is_said_to_be_the_due_date(status: Status, late: int | None, stands: str) -> None:
    finding = sample.finding(sample.action(), status=status, overdue_days=late)
    assert row(finding)["Status and due date"] == stands
    assert f"({stands})" in list_message(sample.actions(finding), token="t").text  # noqa: S106 - of a kept answer


def test_an_action_without_a_day_says_so_while_it_goes_on() -> None:
    dateless = sample.action(due=None, due_text=None)
    assert row(sample.finding(dateless, status="open"))["Status and due date"] == "open, no due date given"
    assert row(sample.finding(dateless, status="closed"))["Status and due date"] == "closed"


@pytest.mark.parametrize(
    ("effect", "status", "stands"),
    [
        (noted("redate", "2023-04-04"), "open", "open, due 4 April 2023, noted by your office"),
        (noted("close"), "closed", "closed, was due 4 April 2023, noted by your office"),
        (noted("reopen"), "open", "open, due 4 April 2023, noted by your office"),
        (noted("comment", "Rung up"), "open", "open, due 4 April 2023"),
        (noted("close", over=noted("reopen").entry), "open", "open, due 4 April 2023"),
    ],
)
def test_what_the_office_noted_and_still_counts_is_marked_in_the_row_and_read_aloud(
    effect: Effect, status: Status, stands: str
) -> None:
    finding = replace(sample.finding(sample.action(), status=status), effects=(effect,))
    assert row(finding)["Status and due date"] == stands
    message = list_message(sample.actions(finding), token="t")  # noqa: S106 - a token of a kept answer
    assert f"({stands})" in message.text
    assert message.instead is not None
    assert f"({stands})" in str(message.instead.blocks)


def test_an_owner_that_the_office_gave_is_marked_as_such() -> None:
    finding = replace(sample.finding(sample.action(), status="open"), effects=(noted("reassign", "CFO"),))
    assert row(finding)["Owner"] == "CFO (Maren Oxley), noted by your office"
    assert row(finding)["Status and due date"] == "open, due 4 April 2023"


def test_what_matters_comes_first_and_the_words_of_the_minutes_stand_in_quotation_marks() -> None:
    assert list(row(sample.OVERDUE)) == ["No.", "Status and due date", "Action", "Owner"]
    assert row(sample.OVERDUE)["Action"] == f"“{sample.PLEDGE}”"
    assert f"“{sample.PLEDGE}”" in list_message(sample.actions(sample.OVERDUE), token="t").text  # noqa: S106


@pytest.mark.parametrize("listed", [(), (sample.OVERDUE,)])
def test_what_stands_beside_a_list_has_its_title_and_stands_first_where_the_list_is_empty(
    listed: tuple[Finding, ...],
) -> None:
    other = sample.finding(sample.action("Another task."), status="closed")
    answer = replace(sample.actions(*listed), beside=(other,), beside_title="Of another status")
    message = list_message(answer, token="t")  # noqa: S106 - a token of a kept answer
    titled, below = (
        "Of another status:" in str(message.blocks[0]),
        "1 more stands below the list" in str(message.blocks),
    )
    assert (titled, below) == (not listed, bool(listed))
    assert "Of another status" in message.text
