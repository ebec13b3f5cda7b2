"""Minutes written as others write them: lists without a label, columns that the format lost, people nobody listed."""
# ruff: noqa: E501  # minutes stay on the line of their test

import datetime as dt

import pytest

from assurance_bot.records import Action, Decision, Question, Statement
from assurance_bot.render.data import named
from making import meeting_of, records_of

LISTED = """
Northwold Scrutiny Board
Minutes
5 March 2024

1. Welcome and introductions

PFCC Jane Roe (JR)
CC Ned Ash (NA)
D/Chief Supt Tom Poe (TP)
Ann Loe

2. Previous minutes
3. Fences
The Chief Constable, CC Ash, was thanked. NA to mend the fence.
Action – NA/TP to paint it.
"""
COLUMN = """
Northwold Parish Council
Minutes of the meeting held on Tuesday 5 March 2024

Present: Cllr Owen Roe, Cllr Ann Loe, Mr Tom Poe (Clerk)

1. Matters arising

The gate by the church was still broken. Clerk

Cllrs. O. Roe would look at the damp in the hall. Cllr. O. Roe

The accounts for the year had been drawn up by the Clerk as before. The balance stood at £90. Noted

2. Standing orders

The orders were read and found to be old. Cllr. A. Loe
"""


def test_people_listed_without_a_label_where_minutes_begin_are_those_who_came() -> None:
    people = [(p.name, p.role, p.initials) for p in meeting_of(LISTED).attendance]
    assert people == [
        ("Jane Roe", "PFCC", "JR"),
        ("Ned Ash", "CC", "NA"),
        ("D/Chief Supt Tom Poe", None, "TP"),
        ("Ann Loe", None, None),
    ]


def test_a_list_of_names_is_not_of_those_who_came_where_others_are() -> None:
    text = LISTED.replace("\n1. Welcome", "\nPresent: Sue Fox, Ben Coe\n\n1. Welcome")
    assert [p.name for p in meeting_of(text).attendance] == ["Sue Fox", "Ben Coe"]


def test_headings_with_nothing_below_them_go_on_with_the_numbers_of_the_agenda() -> None:
    assert [i.number for i in meeting_of(LISTED).items] == ["1", "2", "3"]


def test_initials_that_elsewhere_mean_nobody_own_a_task_where_somebody_has_them() -> None:
    owners = [[o.person for o in a.owners] for a in records_of(LISTED, Action)]
    assert ["Ned Ash", "D/Chief Supt Tom Poe"] in owners


def test_an_office_listed_by_its_letters_is_the_one_that_the_minutes_write_out() -> None:
    text = LISTED.replace("NA to mend the fence.", "The Chief Constable said that it had been mended.")
    said = [[(p.role, p.person) for p in s.speakers] for s in records_of(text, Statement)]
    assert said == [[("CC", "Ned Ash")]]


def test_a_heading_minutes_stands_over_the_minutes_and_not_over_who_took_them() -> None:
    text = "# Rota Group, 5 March 2024\n\nPresent: Jane Roe, Tom Poe\n\n## Minutes\n\n1. Jane will mend the gate.\n\n"
    text += "## Next time\n\n1. Paint\n"
    assert [a.text for a in records_of(text, Action, source="rota/2024-03-05.md")] == ["Jane will mend the gate."]


def test_owners_at_the_end_of_paragraphs_are_those_of_a_column_that_was_lost() -> None:
    found = [([o.label for o in a.owners], a.text) for a in records_of(COLUMN, Action)]
    assert found == [
        (["Clerk"], "The gate by the church was still broken."),
        (["Cllr Owen Roe"], "Cllrs. O. Roe would look at the damp in the hall."),
        (["Cllr Ann Loe"], "The orders were read and found to be old."),
    ]


def test_a_name_that_ends_one_paragraph_only_owns_nothing() -> None:
    text = COLUMN.replace("broken. Clerk", "broken.").replace("£90. Noted", "£90.").replace("old. Cllr. A. Loe", "old.")
    assert [a.text for a in records_of(text, Action)] == ["Cllrs. O. Roe would look at the damp in the hall."]


def test_a_verdict_in_a_cell_of_its_own_decides_the_sentence_before_it() -> None:
    assert "The balance stood at £90. Noted" in [d.text for d in records_of(COLUMN, Decision)]


PROSE = """
Northwold Forum
Minutes of the meeting held on Tuesday 5 March 2024

Present: Jane Roe (JR), Chair; Tom Poe (TP), Clerk

1. Hall
{words}
"""


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("JR asked whether two keys were needed, the Clerk will find out.", "JR asked whether two keys were needed"),
        ("JR asked whether TP had the keys - he said that they were lost.", "JR asked whether TP had the keys"),
        ("Clarification was sought on the cost of keys.", "Clarification was sought on the cost of keys."),
    ],
)
def test_a_question_ends_where_its_answer_begins(words: str, asked: str) -> None:
    assert [q.text for q in records_of(PROSE.format(words=words), Question)] == [asked]


def test_one_who_is_to_act_after_a_comma_alone_owns_a_task_of_that_clause() -> None:
    found = records_of(PROSE.format(words="JR asked whether two keys were needed, the Clerk will find out."), Action)
    assert [([o.person for o in a.owners], a.text) for a in found] == [(["Tom Poe"], "the Clerk will find out.")]


def test_a_clause_that_supposes_stays_with_what_follows_its_comma() -> None:
    found = records_of(PROSE.format(words="If the hall was let, the Clerk would tell the school."), Action)
    assert [a.text for a in found] == ["If the hall was let, the Clerk would tell the school."]


@pytest.mark.parametrize(
    "words",
    ["TP asked if everyone was in agreement with the rota.", "JR also asked whether the rota had yet been agreed."],
)
def test_what_is_asked_about_a_decision_decides_nothing(words: str) -> None:
    assert records_of(PROSE.format(words=words), Decision) == []


def test_one_whom_no_list_names_speaks_where_the_minutes_let_him_speak_twice() -> None:
    words = "Steve said that the gate was shut. Steve asked for the key.\n\nSteve will send it to the school."
    said = [s for s in records_of(PROSE.format(words=words), Statement) if s.nature == "commitment"]
    tasks = records_of(PROSE.format(words=words), Action)
    assert [[p.label for p in t.owners] for t in tasks] == [["Steve"]]
    assert all(s.speakers for s in said)


def test_a_word_also_written_small_is_nobodys_name() -> None:
    words = "Paint said it all. Paint asked for more. The paint was dry.\n\nPaint will send it to the school."
    assert all(not any(p.person == "Paint" for p in a.owners) for a in records_of(PROSE.format(words=words), Action))


def test_an_entry_that_reports_and_then_promises_gives_both() -> None:
    text = PROSE.format(
        words="- JR said that the gate was shut on Monday, and that the key was lost. She will be the keeper of it."
    )
    assert [s.nature for s in records_of(text, Statement)] in (["report", "commitment"], ["report"])


@pytest.mark.parametrize(
    ("words", "tasks"),
    [
        (
            "JR said that it was damp. This matter will be discussed in May.",
            [([], "This matter will be discussed in May.")],
        ),
        ("The hall was damp again, JR to pursue.", [(["Jane Roe"], "The hall was damp again, JR to pursue.")]),
        ("It was agreed that no change to the rota would be made.", []),
        ("It was agreed that two bins would be required.", []),
    ],
)
def test_a_task_has_no_owner_but_its_own_and_says_what_it_is_about(
    words: str, tasks: list[tuple[list[str], str]]
) -> None:
    found = records_of(PROSE.format(words=words), Action)
    assert [([o.person for o in a.owners], a.text) for a in found] == tasks


@pytest.mark.parametrize(
    "words",
    ["After some debate the Clerk asked for a vote.", "Councillors were asked to consider other ways of heating it."],
)
def test_what_the_order_of_the_meeting_asks_is_no_question(words: str) -> None:
    assert records_of(PROSE.format(words=words), Question) == []


def test_the_letters_of_an_office_before_a_surname_mean_the_one_listed_so() -> None:
    text = LISTED.replace("NA to mend the fence.", "CC Ash said that it had been mended.")
    assert [[p.person for p in s.speakers] for s in records_of(text, Statement)][-1] == ["Ned Ash"]


@pytest.mark.parametrize(
    "words",
    [
        "JR said that no note would be sent. No action will be recorded.",
        "JR said that it would require a new key.",
        "JR said that the bins would be about £18 each.",
        "JR said that it would look a lot better in green.",
    ],
)
def test_what_will_not_be_done_or_only_be_so_is_no_commitment(words: str) -> None:
    said = records_of(PROSE.format(words=words), Statement)
    assert said[0].speakers
    assert not [s.text for s in said[1:] if s.nature == "commitment"]
    assert said[0].nature == ("commitment" if "note" in words else "report")


@pytest.mark.parametrize(
    ("words", "nature"),
    [("Jane is drafting a letter to the county.", "commitment"), ("It is working on its own.", None)],
)
def test_what_somebody_is_at_work_on_is_a_commitment(words: str, nature: str | None) -> None:
    said = [s.nature for s in records_of(PROSE.format(words=words), Statement)]
    assert said == ([nature] if nature else [])


def test_what_was_agreed_among_the_actions_is_a_decision_too() -> None:
    text = PROSE.format(
        words="JR said that it was damp.\n\nActions:\nIt was agreed that the rota would be sent out by the school."
    )
    assert [d.text for d in records_of(text, Decision)] == [
        "It was agreed that the rota would be sent out by the school."
    ]
    assert [a.text for a in records_of(text, Action)] == [
        "It was agreed that the rota would be sent out by the school."
    ]


def test_a_decision_after_a_dash_is_quoted_without_the_request_before_it() -> None:
    words = "A request was made for the date of the next meeting – It was agreed that this would be shown in future."
    assert [d.text for d in records_of(PROSE.format(words=words), Decision)] == [
        "It was agreed that this would be shown in future."
    ]


BOARD = """
Northwold Patient Group
Notes of a meeting held on Monday 4 March 2024

Present:

Ann (AR) – Chairman

Ben (BP)

Cy (CL) – Practice Manager

Apologies:

Dee (DC) – Nurse

Minutes of the last meeting:

The minutes were accepted as being a true record.

{words}
"""


def told(words: str) -> list[tuple[list[str], str, str]]:
    found = records_of(BOARD.format(words=words), Action)
    return [([o.label for o in a.owners], a.status, a.text) for a in found]


def test_first_names_with_initials_own_what_their_initials_are_given() -> None:
    words = "Matters arising from the minutes:\n\nAP12 DC to ask the doctors – ONGOING.\n\n"
    words += "AP13 AR / BP to send the letter again. A copy was sent – CLOSED.\n\nAP14 CL to draw a poster."
    found = records_of(BOARD.format(words=words), Action)
    assert [([o.label for o in a.owners], a.status, a.reference, a.due_text) for a in found] == [
        (["Dee"], "open", "AP12", None),
        (["Ann", "Ben"], "closed", "AP13", None),
        (["Cy"], "open", "AP14", None),
    ]


def test_a_label_in_a_list_of_people_set_apart_is_none_of_them() -> None:
    (decision,) = records_of(BOARD.format(words=""), Decision)
    assert decision.text == "The minutes were accepted as being a true record."


@pytest.mark.parametrize(
    ("words", "owners"),
    [
        ("Action BP send a note to AR so that it is known.", [["Ben"]]),
        ("Action – The group should watch the gate; all are keen. Ben to ask for a price.", [[], ["Ben"]]),
        ("Parking: the board is to blame. An action was created to review the signs.", [[]]),
        ("It was requested that a price be obtained.", [[]]),
        ("[BP, CL] Fence (north): re-draft (if need be) the plan.", [["Ben", "Cy"]]),
        ("AR noted the new Treasurer had not had the books but would receive them after Easter.", []),
        ("8.1 To receive items to be included in the agenda", []),
    ],
)
def test_tasks_are_marked_in_many_ways(words: str, owners: list[list[str]]) -> None:
    assert [who for who, _, _ in told(words)] == owners


def test_what_is_marked_as_a_task_is_no_decision() -> None:
    words = "The plan was approved. Action – It was agreed that Ben would ask for a price."
    found = records_of(BOARD.format(words=words), Decision)
    assert [d.text for d in found][1:] == ["The plan was approved."]


def test_an_owner_is_called_as_the_page_calls_him() -> None:
    (first, *_) = records_of(LISTED, Action)
    assert [(o.label, named(o)) for o in first.owners] == [("CC", "Ned Ash")]
    (other, *_) = records_of(LISTED.replace("NA to mend", "The CC to mend"), Action)
    assert [(o.label, named(o)) for o in other.owners] == [("CC", "CC")]


TOWNSHIP = """
Fay Township Board of Supervisors
5 March 2024

The Board of Supervisors held their regular monthly meeting with the following present: Ann Roe, Ben Poe, Cy Loe.

1. Roads
{words}
"""


def test_those_present_may_be_told_in_the_first_sentence() -> None:
    assert [p.name for p in meeting_of(TOWNSHIP.format(words="All is well.")).attendance] == [
        "Ann Roe",
        "Ben Poe",
        "Cy Loe",
    ]


@pytest.mark.parametrize(
    ("words", "owner"),
    [
        ("The supervisors will check the fence on Friday.", "Board"),
        ("The Finance Committee will look at the phones.", "The Finance Committee"),
        ("To report a fault, call the office.", None),
        ("Time and place to be determined.", None),
    ],
)
def test_members_and_committees_may_own_a_task(words: str, owner: str | None) -> None:
    found = [[o.label for o in a.owners] for a in records_of(TOWNSHIP.format(words=words), Action)]
    assert found == ([[owner]] if owner else [])


def test_a_motion_told_in_several_paragraphs_is_one_decision() -> None:
    words = "Ann made a motion to mend the road. It is pending approval of the county.\n\nBen seconded.\n\n"
    words += "* All in favor: 3 aye.\n* All opposed: none.\n\nThe motion passed."
    (decision,) = records_of(TOWNSHIP.format(words=words), Decision)
    assert decision.text.startswith("Ann made a motion to mend the road.")


@pytest.mark.parametrize("words", ["The contract was awarded to Acme Ltd.", "Report accepted with thanks."])
def test_awards_and_reports_accepted_are_decisions(words: str) -> None:
    assert [d.text for d in records_of(TOWNSHIP.format(words=words), Decision)] == [words]


def test_tasks_below_a_label_are_no_people_though_the_item_lists_them() -> None:
    text = "# Chest Group\n\n5 March 2024\n\n## Attendance\n\n_Ann Roe, Ben Poe_\n\n### Actions\n\n1. Trusts to send lists [closed]\n"
    text += "2. Ann Roe to set up a meeting\n\n### Points\n\n* All was well.\n"
    found = records_of(text, Action, source="chest/2024-03-05.md")
    assert [(a.status, a.text) for a in found] == [
        ("closed", "Trusts to send lists"),
        ("open", "Ann Roe to set up a meeting"),
    ]


def test_the_start_that_front_matter_gives_is_the_day_and_that_of_an_earlier_meeting_is_not() -> None:
    text = "---\nstart: 2024-03-05T14:00\ntitle: Chest Group\n---\n\n* Actions from Previous Meeting (19 May 23)\n\n## Points\n\n* All was well.\n"
    assert meeting_of(text, source="chest/notes.md").date == dt.date(2024, 3, 5)


def test_a_table_of_actions_may_call_its_columns_for_and_timescale() -> None:
    text = "# Data Group\n\n5 March 2024\n\nPresent: Ann Roe (AR), Ben Poe (BP)\n\n## Actions\n\n"
    text += (
        "| Issue | For | Action | Timescale |\n|---|---|---|---|\n| Speed | BP | Look at the disks | 3 April 2024 |\n"
    )
    (action,) = records_of(text, Action, source="data/2024-03-05.md")
    assert (action.text, [o.label for o in action.owners], action.due) == (
        "Look at the disks",
        ["Ben Poe"],
        dt.date(2024, 4, 3),
    )


LOG = """
Oxley Group
Minutes of the meeting held on 6 June 2024
Present: Ann Holt (AH), Raj Patel (RP)
1. {title}
AP 01/24 Ann Holt to buy paint. Closed.
AP 02/24 Raj Patel to buy rope. Due: 5 July 2024
AP 03/24 Raj Patel to buy salt. [closed]
AP 04/24 Ann Holt to buy sand. [ongoing for AH]
"""


@pytest.mark.parametrize("title", ["Action log", "Log"])
def test_each_numbered_line_of_an_action_log_is_an_action(title: str) -> None:
    found = records_of(LOG.format(title=title), Action)
    assert [([o.label for o in a.owners], a.reference, a.status) for a in found] == [
        (["Ann Holt"], "AP 01/24", "closed"),
        (["Raj Patel"], "AP 02/24", "open"),
        (["Raj Patel"], "AP 03/24", "closed"),
        (["Ann Holt"], "AP 04/24", "open"),
    ]


def test_we_under_a_label_is_who_the_label_names() -> None:
    words = "Ben: How many?\nAnn: Forty-one. We will publish the list by 1 July 2024."
    assert [who for who, _, _ in told(words)] == [["Ann"]]


def test_what_a_template_left_in_a_table_is_no_action() -> None:
    text = "# Data Group\n\n5 March 2024\n\nPresent: Ann Roe (AR)\n\n## Actions\n\n| Action | By whom | By when |\n|---|---|---|\n"
    text += "| Pay the bill | AR | 20 June |\n| Enter action here | Enter name here | Enter date here |\n"
    assert [a.text for a in records_of(text, Action, source="data/2024-03-05.md")] == ["Pay the bill"]


def test_the_day_that_the_minutes_say_they_were_held_on_goes_before_another() -> None:
    text = "Oxley Group\nTuesday 4 June 2024\nMinutes of the meeting held on Tuesday 11 June 2024\n\nPresent: Ann Roe\n\n1. Hall\nAll is well.\n"
    assert meeting_of(text, source="oxley/notes.txt").date == dt.date(2024, 6, 11)


def test_who_took_the_minutes_is_no_decision() -> None:
    assert records_of(BOARD.format(words="Minutes taken by BP."), Decision)[1:] == []


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Charging Policy – approved subject to one change.", "approved"),
        ("Complaints policy: agreed", "agreed"),
        ("Lone Working Policy – deferred to May.", "deferred"),
        ("Approved and signed.", "approved"),
    ],
)
def test_a_paper_and_its_outcome_are_a_decision(words: str, outcome: str) -> None:
    assert [(d.outcome, d.text) for d in records_of(TOWNSHIP.format(words=words), Decision)] == [(outcome, words)]
