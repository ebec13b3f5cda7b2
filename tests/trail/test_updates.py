"""What an update says of the action it names by number: how it stands, when it is due now, whose it is now.

Each row is one update of an action set in January, due at the end of February, and how that action must stand after it.
An update also tells of other things, which are no verdict on the action.
"""

from __future__ import annotations

import datetime as dt

import pytest

from assurance_bot.records import Trail
from assurance_bot.trail import standing
from trail.minutes_of import about, on, trails

JAN, MAR, APR = "2024-01-16", "2024-03-19", "2024-04-16"
SET = """
## 3. Hall

Action 1/24: PO to obtain three prices for the village hall boiler by 29 February 2024.

Action 2/24: RL to repair the swings.
"""
ALSO = "\n\n## 4. Energy\n\nAction 7/24: PO to commission an energy review of the hall by 30 June 2024.\n"
DUE, LATER = "2024-02-29", "2024-04-30"
UPDATES = (
    ("PO reported that two prices had come in.", "reported", DUE, "PO"),
    ("Two prices had come in. The due date was moved to 30 April 2024, which the Chair agreed.", "open", LATER, "PO"),
    ("Carried forward to 30 April 2024, as the Chair agreed.", "open", LATER, "PO"),
    ("deferred to 30 April 2024; the Chair agreed.", "open", LATER, "PO"),
    ("deadline extended to 30 April 2024 at the request of PO.", "open", LATER, "PO"),
    ("The deadline was put back to 30 April 2024.", "open", LATER, "PO"),
    ("Postponed until 30 April 2024.", "open", LATER, "PO"),
    ("New date 30 April 2024.", "open", LATER, "PO"),
    ("now due on 30 April 2024.", "open", LATER, "PO"),
    ("ongoing, target date now 30 April 2024", "open", LATER, "PO"),
    ("The Chair agreed to an extension to 30 April 2024.", "open", LATER, "PO"),
    ("will be complete by the end of April.", "open", LATER, "PO"),
    ("Extended by four weeks.", "open", "2024-03-28", "PO"),
    ("An extension of a further month was agreed.", "open", "2024-03-29", "PO"),
    ("The summer fair was moved to 30 April 2024.", "reported", DUE, "PO"),
    ("The lease of the hall was extended to 30 April 2024.", "reported", DUE, "PO"),
    ("The firm had extended its offer by two weeks.", "reported", DUE, "PO"),
    ("The work had been delayed by two weeks of rain.", "open", DUE, "PO"),
    ("Completed on 10 March 2024.", "closed", DUE, "PO"),
    ("The task was completed on 12 March 2024.", "closed", DUE, "PO"),
    ("The three prices were complete; the report was circulated on 12 March 2024.", "closed", DUE, "PO"),
    ("The prices were received and the action is complete.", "closed", DUE, "PO"),
    ("No longer required.", "closed", DUE, "PO"),
    ("Phase one was complete.", "reported", DUE, "PO"),
    ("One firm had withdrawn.", "reported", DUE, "PO"),
    ("The complaint about the boiler was closed.", "reported", DUE, "PO"),
    ("One firm had withdrawn. Carried forward.", "open", DUE, "PO"),
    ("Not complete, as one firm had withdrawn.", "open", DUE, "PO"),
    ("PO had received two prices. c/f", "open", DUE, "PO"),
    ("reassigned to RL.", "open", DUE, "RL"),
    ("transferred to RL, due 30 April 2024.", "open", LATER, "RL"),
    ("RL will take over the boiler prices from PO, by 30 April 2024.", "open", LATER, "RL"),
    ("RL to take over from PO.", "open", DUE, "RL"),
    ("Now with RL.", "open", DUE, "RL"),
    ("owner changed to RL.", "open", DUE, "RL"),
    ("The papers were passed to RL for information.", "reported", DUE, "PO"),
    ("A copy was given to RL.", "reported", DUE, "PO"),
    ("The work at Quay Lane would have to wait for spring.", "reported", DUE, "PO"),
    ("Quay Lane was to be looked at first.", "reported", DUE, "PO"),
    ("The prices for Mill Park would follow.", "reported", DUE, "PO"),
    ("The Council did not agree that the action be closed.", "open", DUE, "PO"),
    ("The prices were in. The Chair thanked him and closed the action.", "closed", DUE, "PO"),
    ("The Chair closed the action.", "closed", DUE, "PO"),
    ("The Council had closed the account.", "reported", DUE, "PO"),
    ("it was agreed to move the date to 30 April 2024.", "open", LATER, "PO"),
    ("The Chair agreed that the date be moved to 30 April 2024.", "open", LATER, "PO"),
    ("PO asked for more time and the Chair agreed to 30 April.", "open", LATER, "PO"),
    ("Reassigned to RL, who will find a contractor by 30 April 2024.", "open", LATER, "RL"),
    ("This now falls to RL, who will do it by 30 April 2024.", "open", LATER, "RL"),
    ("superseded by Action 7/24.", "superseded", DUE, "PO"),
    ("replaced by Action 7/24, an energy review.", "superseded", DUE, "PO"),
    ("This is now covered by Action 7/24.", "superseded", DUE, "PO"),
    ("Closed and replaced with Action 7/24.", "superseded", DUE, "PO"),
    ("The heating engineer was replaced by a new one.", "reported", DUE, "PO"),
    ("see Action 7/24.", "reported", DUE, "PO"),
)


def after(update: str) -> Trail:
    """Return the trail of the action after a meeting whose matters arising are the update."""
    also = ALSO if "7/24" in update else ""
    return about(trails((JAN, SET), (MAR, f"## 2. Matters arising\n\n{update}{also}")), "three prices for the village")


@pytest.mark.parametrize(("words", "status", "due", "owner"), UPDATES, ids=[u[0] for u in UPDATES])
def test_an_update_by_number_says_how_the_action_stands(words: str, status: str, due: str, owner: str) -> None:
    trail = after(f"Action 1/24: {words}")
    now = standing(trail, day=dt.date(2024, 3, 31))
    assert now is not None
    assert (now.status, str(now.due), [p.written for p in trail.owners]) == (status, due, [owner])
    assert on(trail, MAR), "the update is in the trail"


@pytest.mark.parametrize(
    "words",
    [
        "Action 1/24: superseded by Action 7/24.",
        "Action 1/24 was replaced by Action 7/24.",
        "Action 1/24 (boiler prices): superseded by Action 7/24.",
        "Action 1/24 has been superseded by Action 7/24 and is closed.",
        "1/24 Hall boiler prices - superseded by 7/24.",
    ],
)
def test_what_is_said_to_be_replaced_is_and_the_other_goes_on(words: str) -> None:
    found = trails((JAN, SET), (MAR, f"## 2. Matters arising\n\n{words}{ALSO}"))
    old, new = about(found, "three prices"), about(found, "energy review")
    assert (old.mentions[-1].status, old.replaced_by) == ("superseded", new.id)
    assert [m.status for m in new.mentions] == ["open"]
    assert len(found) == 3


def test_what_is_said_of_the_next_action_is_not_said_of_this_one() -> None:
    update = (
        "Action 1/24: Two prices had come in. PO was waiting for one.\nAction 2/24 (swings): superseded by Action 7/24."
    )
    found = trails((JAN, SET), (MAR, f"## 2. Matters arising\n\n{update}{ALSO}"))
    assert [m.status for m in about(found, "three prices").mentions] == ["open", "reported"]
    assert [m.status for m in about(found, "repair the swings").mentions] == ["open", "superseded"]


def test_the_quote_of_an_update_holds_the_words_that_move_the_date() -> None:
    trail = after(
        "Action 1/24: Two prices had come in. The due date was moved to 30 April 2024, which the Chair agreed."
    )
    assert "moved to 30 April 2024" in on(trail, MAR)[0].quotes[0].text
    now = standing(trail, day=dt.date(2024, 3, 31))
    assert now is not None
    assert [(s.days, s.agreed) for s in now.slips] == [(61, "the Chair agreed")]


def test_a_number_that_is_the_subject_is_quoted_with_what_is_said_of_it() -> None:
    trail = after(
        "Action 1/24 was reopened, because the firm had withdrawn. PO to obtain another price by 30 April 2024."
    )
    assert on(trail, MAR)[0].quotes[0].text.startswith("Action 1/24 was reopened")
    assert str(on(trail, MAR)[0].due) == LATER


def test_words_that_close_all_actions_are_possibly_of_each() -> None:
    found = trails((JAN, SET), (MAR, "## 2. Matters arising\n\nAll actions from the last meeting were complete."))
    for words in ("three prices", "repair the swings"):
        trail = about(found, words)
        assert [(m.status, m.certain) for m in trail.mentions] == [("open", True), ("closed", False)]


def test_what_is_carried_forward_without_a_number_has_its_new_day() -> None:
    update = "The village hall boiler: PO was still waiting for prices. Carried forward to 30 April."
    trail = after(update)
    assert [(m.status, str(m.due)) for m in trail.mentions] == [("open", DUE), ("open", LATER)]


def test_what_somebody_says_after_a_task_is_no_part_of_it() -> None:
    text = (
        "## 3. Hall\n\nAction 1/24: PO to renew the lease by 1 May 2024. PO said that he would write to the tenant.\n"
    )
    (trail,) = trails((JAN, text))
    assert trail.title == "PO to renew the lease by 1 May 2024."


def test_an_action_of_one_who_acts_in_an_office_is_not_the_offices() -> None:
    head = "**In attendance:** Sunita Rao – Acting Town Clerk (T/TC), Lena Ode – Estates Manager (EM)\n"
    (trail,) = trails((JAN, f"{head}\n## 3. Assets\n\nAction: T/TC to publish the asset register by 31 August 2024.\n"))
    assert [(p.written, p.role, p.person) for p in trail.owners] == [("T/TC", "T/TC", "Sunita Rao")]


def test_an_action_reopened_in_prose_goes_on_with_its_trail() -> None:
    closing = "## 2. Matters arising\n\nAction 1/24: The Chair closed the action."
    again = (
        "## 3. Hall\n\nThe action on three prices for the village hall boiler was reopened; PO to have them by 29 May."
    )
    trail = about(
        trails((JAN, SET), (MAR, closing), (APR, f"{again}\n\nAction 9/24: RL to mend it.")), "three prices for"
    )
    assert [m.status for m in trail.mentions if m.action] == ["open", "closed", "open"]
    assert str(trail.mentions[-1].due) == "2024-05-29"


def test_news_of_a_deed_before_a_bare_verdict_is_evidence() -> None:
    text = "## 1. Actions\n\n- AP 1/24 Letter to the owner: sent on 27 February and reply received. Closed.\n"
    trail = about(
        trails((JAN, "## 3. Hall\n\nAction AP 1/24: PO to write to the owner.\n"), (MAR, text)), "PO to write"
    )
    now = standing(trail, day=dt.date(2024, 3, 31))
    assert now is not None
    assert (now.status, now.unevidenced) == ("closed", False)
