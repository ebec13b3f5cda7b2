"""Matters brought forward: the task restated, its status and its new date from what is told of it."""

import datetime as dt

import pytest

from assurance_bot.records import Action
from making import records_of

HEADER = """
FIRE AUTHORITY FOR NORTHWOLD
Quarterly Review Meeting
Minutes of the meeting held on Tuesday 5 March 2024 at 10.00am in Mill House

Present: Ada Holt (AH), Chair; Ben Crane (BC), Chief Fire Officer (CFO); Cy Dunn (CD), Treasurer
Apologies: none

7/24 Minutes of the last meeting
The minutes of 6 February 2024 were agreed.

8/24 Matters arising
{matter}

9/24 Pumps
BC reported on the pumps that the Authority had ordered in the autumn.
"""


@pytest.mark.parametrize(
    ("key", "words", "owner", "status", "due"),
    [
        ("3/24 Hoses", "BC to replace the hoses. Received on 1 March; action closed.", ["CFO"], "closed", None),
        ("3/24 Hoses", "BC had replaced the hoses and the action was closed.", [], "closed", None),
        ("AP 4/24 Pay", "CD to report on pay. Agreed: carried forward to 31 March.", ["Cy Dunn"], "open", "2024-03-31"),
        ("AP 4/24", "CD reported that pay was being reviewed.", [], "reported", None),
        ("3/24 Hoses", "BC to replace the hoses by 1 May. CD asked for the price.", ["CFO"], "open", "2024-05-01"),
    ],
)
def test_a_matter_keyed_by_an_earlier_number_is_an_action_with_that_reference(
    key: str, words: str, owner: list[str], status: str, due: str | None
) -> None:
    (action,) = records_of(HEADER.format(matter=f"{key}: {words}"), Action)
    assert (action.reference or "-") in key
    assert action.text == words.split(". ", maxsplit=1)[0].removesuffix(".") + "."
    assert ([o.label for o in action.owners], action.status) == (owner, status)
    assert action.due == (dt.date.fromisoformat(due) if due else None)


def test_each_topic_under_one_opener_has_its_own_task_and_update() -> None:
    actions = records_of(
        """
        Monthly Review Meeting March 2024
        Date: Tuesday 5 March 2024
        Present: Ada Holt, Chair; Ben Crane, Chief Fire Officer (CFO)

        1

        MATTERS OUTSTANDING
        Actions arising from the January 2024 meeting:
        Hoses
        The CFO to replace the hoses that failed
        Update:
        Complete. The Chair was glad.
        Pumps
        CFO to report on the number of pumps that are older than the pumps of
        other services
        Update:
        Two had been ordered. Carried forward, to be done by 14/5.

        2

        HOLDING TO ACCOUNT
        Nothing else was said, and the meeting closed before noon on the day.
        """,
        Action,
    )
    assert [(a.status, a.due) for a in actions] == [("closed", None), ("open", dt.date(2024, 5, 14))]
    assert [a.evidence[0].text for a in actions] == ["Complete.", "Carried forward, to be done by 14/5."]


def test_prose_beside_an_action_log_sets_no_task() -> None:
    actions = records_of(
        """
        # Fire Authority for Northwold

        - **Date:** Tuesday 5 March 2024

        ## 1. Action log

        | Ref | Action | Owner | Due | Status |
        |---|---|---|---|---|
        | AP 1/24 | Replace the hoses | CFO | 1 May 2024 | First hoses seen |

        The Chair said that the hoses were late. It was agreed that this should not happen again.

        ## 2. Pumps

        **ACTION AP 2/24** – CFO to count the pumps by 30 April 2024.
        """,
        Action,
        source="northwold/march.md",
    )
    assert [(a.reference, a.status, a.due) for a in actions] == [
        ("AP 1/24", "reported", dt.date(2024, 5, 1)),
        ("AP 2/24", "open", dt.date(2024, 4, 30)),
    ]


@pytest.mark.parametrize("mark", ["\t", "\t\t", " | "])
def test_a_table_of_plain_text_is_an_action_log(mark: str) -> None:
    rows = [
        ("Ref", "Action", "Owner", "Due", "Status"),
        ("AP 1/24", "Replace the hoses", "CFO", "1 May 2024", "Complete"),
        ("AP 2/24", "Count the pumps", "Cy Dunn", "9 April 2024", "Ongoing"),
    ]
    log = "\n".join(mark.join(row) for row in rows)
    actions = records_of(
        HEADER.format(matter="None.").replace("9/24 Pumps", f"9/24 Action log\n{log}\n\n10/24 Pumps"), Action
    )
    assert [(a.reference, a.text, a.status, str(a.due)) for a in actions] == [
        ("AP 1/24", "Replace the hoses", "closed", "2024-05-01"),
        ("AP 2/24", "Count the pumps", "open", "2024-04-09"),
    ]


@pytest.mark.parametrize(
    "last",
    [
        "Next meeting: Tuesday 9 April 2024",
        "Date of next meeting: Tuesday 9 April 2024 at Mill House",
        "The next meeting will be held on 9 April 2024.",
        "The meeting closed at 9.15pm.",
        "There being no further business the Chair thanked all for coming.",
        "Signed: ................ Date: ............",
    ],
)
def test_what_ends_the_minutes_is_no_action(last: str) -> None:
    text = f"""
        Northwold Fire Authority
        Minutes of the meeting held on Tuesday 5 March 2024
        Present: Ada Holt (AH), Chair; Ben Crane (BC), Clerk

        1. Pumps
        The pumps were looked at by all who came.

        Actions
        BC to count the pumps by 30 April 2024.
        AH to price the hoses by 30 April 2024.

        {last}
    """
    assert [a.text[:2] for a in records_of(text, Action)] == ["BC", "AH"]


@pytest.mark.parametrize(
    "tasks",
    [
        (
            "Ada Holt to circulate the survey of the hoses by 15 March.",
            "Cy Dunn to publish the list of pumps by 12 March 2024.",
        ),
        (
            "AH to write to the county about the yard by 8 March 2024.",
            "BC to review the rota of the stations by 22 March 2024.",
        ),
        (
            "The Treasurer to price the two new engines by the summer.",
            "Ada Holt and Ben Crane to visit the yard by 22 March.",
        ),
    ],
)
def test_lines_of_one_width_that_each_set_a_task_are_each_an_action(tasks: tuple[str, ...]) -> None:
    text = HEADER.format(matter="None.") + "\nActions\n" + "\n".join(tasks * 2)
    assert [a.text for a in records_of(text, Action)] == [*tasks, *tasks]


def test_what_goes_on_keeps_its_word_as_its_due_words() -> None:
    (action,) = records_of(
        HEADER.format(matter="None.") + "\nActions\nBC to watch the level of the pond - ongoing.\n", Action
    )
    assert (action.due_text, action.status) == ("ongoing", "open")
