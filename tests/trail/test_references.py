"""What minutes say of an action by its reference, however they write it, and that two references are two actions."""

from __future__ import annotations

import datetime as dt

import pytest

from assurance_bot.records import Trail
from assurance_bot.trail import standing
from trail.minutes_of import about, days, on, trails

JAN, FEB, MAR, APR = "2024-01-09", "2024-02-13", "2024-03-12", "2024-04-09"
SET = """
## 4. Bridge

## Actions

AP 1/24: HF to price the handrail by 31 January 2024.

AP 2/24: PO to write to the county about the parapet by 31 January 2024.
"""
LATER = "## 1. Actions arising from the January 2024 meeting\n\n{}\n\n## 2. Roof\n\nThe roof was looked at.\n"
PARAPET, HANDRAIL = "about the parapet", "price the handrail"


def status(trail: Trail, day: str) -> str:
    now = standing(trail, day=dt.date.fromisoformat(day))
    assert now is not None
    return now.status


@pytest.mark.parametrize(
    "line",
    [
        "AP 2/24: Closed.",
        "AP 2/24 – Closed.",
        "AP 2/24 - closed",
        "AP 2/24. Closed.",
        "AP 2/24 Closed.",
        "AP2/24: Closed.",
        "AP 2/2024: Closed.",
        "AP 02/24: Closed.",
        "(AP 2/24) Closed.",
        "[AP 2/24] Closed",
        "Action 2/24: Closed.",
        "Action Point 2/24: The letter went on 20 January. Closed.",
        "2/24 Closed.",
        "- 2/24: Discharged.",
        "AP 1/24 and AP 2/24: Closed.",
        "AP 2/24: Withdrawn.",
        "AP 2/24: No longer required.",
        "AP 2/24: The letter went on 20 January and is closed.",
        "AP 2/24: The letter went and the action is therefore considered complete.",
        "PO reported that AP 2/24 was closed.",
        "It was agreed that action AP 2/24 be closed.",
        "Members agreed that actions 1/24 and 2/24 could be closed.",
        "HF asked about AP 2/24. The letter had gone; the action was closed.",
    ],
)
def test_an_action_is_closed_by_its_reference_in_whatever_form(line: str) -> None:
    trail = about(trails((JAN, SET), (FEB, LATER.format(line))), PARAPET)
    assert (days(trail), status(trail, MAR)) == ([JAN, FEB], "closed")
    assert "by its reference" in on(trail, FEB)[-1].link


@pytest.mark.parametrize(
    "line",
    [
        "AP 2/24: Partially complete.",
        "AP 2/24: Nearly complete.",
        "AP 2/24: 80% done.",
        "AP 2/24: Can the action be closed? Not yet.",
        "AP 2/24: Should this be closed?",
        "AP 2/24: Not complete.",
        "PO hoped that AP 2/24 would soon be all but complete.",
        "AP 2/24: No progress.",
        "AP 2/24: No further update was to be had from the county.",
        "The chair noted that action 2/24 was still outstanding.",
    ],
)
def test_what_is_all_but_done_is_not_closed(line: str) -> None:
    trail = about(trails((JAN, SET), (FEB, LATER.format(line))), PARAPET)
    assert days(trail) == [JAN, FEB]
    assert status(trail, MAR) in ("open", "reported")


@pytest.mark.parametrize(
    "heading",
    [
        "Actions arising from earlier meetings",
        "Actions arising from the January 2024 meeting",
        "Action points from previous meetings",
        "Actions from the last meeting",
        "Previous actions",
        "Outstanding actions",
        "Review of actions",
        "Update on previous actions",
        "Progress on actions",
        "Matters arising from the minutes",
        "Matters arising",
        "Actions",
    ],
)
def test_closures_under_any_heading_of_earlier_actions_are_no_new_actions(heading: str) -> None:
    later = f"## 1. {heading}\n\nAP 2/24: The letter was sent. Closed.\n\n## 2. Roof\n\nThe roof was looked at.\n"
    trail = about(trails((JAN, SET), (FEB, later)), PARAPET)
    assert status(trail, MAR) == "closed"


def test_different_references_never_share_a_trail() -> None:
    later = """
        ## 1. Matters arising

        AP 2/24: Work on the letter about the parapet goes on.

        ## Actions

        AP 3/24: PO to write to the county about the parapet of the bridge at the mill by 31 March 2024.
    """
    last = "## 1. Matters arising\n\nAP 3/24: The letter about the parapet was sent. Closed.\n\nAP 2/24: No progress.\n"
    found = trails((JAN, SET), (FEB, later), (MAR, last))
    first, second = about(found, "parapet by 31 January"), about(found, "bridge at the mill")
    assert [days(t) for t in (first, second)] == [[JAN, FEB, MAR], [FEB, MAR]]
    assert [status(t, APR) for t in (first, second)] == ["open", "closed"]


def test_what_is_said_beside_an_action_log_goes_before_its_row() -> None:
    log = """
        ## 1. Action log

        | Ref | Action | Owner | Due | Status |
        |---|---|---|---|---|
        | 1/24 | Price the handrail | HF | 31 January 2024 | Complete |
        | 2/24 | Write to the county about the parapet | PO | 31 January 2024 | On the agenda |

        ## 2. Bridge

        Action 2/24 is closed. RL said that no price had been seen. It was agreed that action 1/24 be reopened.
    """
    found = trails((JAN, SET), (FEB, log))
    assert status(about(found, "parapet by 31 January"), MAR) == "closed"
    assert status(about(found, "handrail by 31 January"), MAR) == "open"


PARISH = "## 23/43 Bus shelter\n\nPO to obtain three quotes for the shelter before the next meeting.\n"
TOLD = "## {} Matters arising\n\n- 23/43 Bus shelter: {}\n"


@pytest.mark.parametrize(
    "between", ["One quote received. Carried forward to the March meeting.", "Still outstanding.", ""]
)
@pytest.mark.parametrize("last", ["Closed.", "Three quotes were now to hand. Closed.", "Done."])
@pytest.mark.parametrize("item", ["23/60", "24/2"])
def test_a_matter_keyed_by_its_minute_number_is_followed_at_every_mention(between: str, last: str, item: str) -> None:
    held = [(JAN, PARISH), *([(FEB, TOLD.format("23/52", between))] if between else []), (MAR, TOLD.format(item, last))]
    (trail,) = trails(*held)
    assert days(trail) == [day for day, _ in held]
    assert [m.status for m in trail.mentions] == [*["open"] * (len(held) - 1), "closed"]
    assert status(trail, APR) == "closed"


def test_a_matter_reopened_with_a_new_task_is_one_trail() -> None:
    again = TOLD.format("24/2", "Reopened. PO to obtain fresh quotes by 31 March.")
    (trail,) = trails((JAN, PARISH), (FEB, TOLD.format("23/52", "Closed.")), (MAR, again))
    assert [m.status for m in trail.mentions] == ["open", "closed", "open"]
    assert trail.due == dt.date(2024, 3, 31)
    assert [o.label for o in trail.owners] == ["Piers Oldacre"]


def test_a_promise_under_a_minute_number_renews_the_action_and_is_no_other() -> None:
    sorry = TOLD.format("24/2", "PO apologised and would get the quotes by the end of February.")
    (trail,) = trails((JAN, PARISH), (FEB, sorry), (MAR, TOLD.format("24/9", "All had come. Closed.")))
    assert ([m.status for m in trail.mentions], trail.due) == (["open", "open", "closed"], dt.date(2024, 2, 29))


def test_what_was_agreed_in_prose_is_taken_up_by_its_minute_number() -> None:
    agreed = "## 23/44 Speed watch\n\nACTION: HF to print leaflets.\n\nRL agreed to recruit volunteers by Easter.\n"
    later = "## 24/2 Matters arising\n\n- 23/44 Speed watch: RL had found four volunteers and needed six.\n"
    trail = about(trails((JAN, agreed), (FEB, later)), "needed six")
    assert "recruit volunteers" in trail.title or "leaflets" in trail.title
