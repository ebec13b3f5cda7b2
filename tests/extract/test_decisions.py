"""Decisions in the ways minutes write them: motions and their votes, headings, leads, verdicts, typography."""
# ruff: noqa: E501  # minutes stay on the line of their test

import pytest

from assurance_bot.extract.motions import CLOSING, closing
from assurance_bot.extract.outcomes import PASSIVE
from assurance_bot.records import Decision
from making import records_of

MINUTES = """
Northwold Parish Council
Minutes of the meeting held on Tuesday 5 March 2024

Present: Jane Roe (JR), Chair; Tom Poe (TP), Clerk; Ann Loe (AL)

1. Hall
{words}
"""


def decided(words: str) -> list[tuple[str, str]]:
    return [(d.outcome, d.text) for d in records_of(MINUTES.format(words=words), Decision)]


@pytest.mark.parametrize(("example"), [example for _, _, example in CLOSING])
def test_each_fragment_of_a_closing_matches_its_example(example: str) -> None:
    assert closing(f"Seconded by Ann Loe. {example}.") is not None


@pytest.mark.parametrize(
    "words",
    [
        "Prop. JR, 2nd AL. All agreed.",
        "Proposed by Cllr Roe, seconded by Cllr Loe and carried unanimously.",
        "Proposed: J Roe. Seconded: A Loe.",
        "(Proposer Cllr Roe, seconder Cllr Loe, all in favour)",
        "Vote: 5–2",
        "For: 4, against: 1, abstentions: 0.",
        "Carried nem. con.",
        "This was unanimously agreed.",
        "Seconded JR. Agreed. TP AL",
    ],
)
def test_what_closes_a_motion_is_known_as_such(words: str) -> None:
    assert closing(words) is not None


@pytest.mark.parametrize(
    "words", ["Proposed by JR.", "Agreed to mend the gate.", "All agreed that it was cold.", "The Board agreed:", "TP"]
)
def test_a_mover_alone_and_what_says_more_close_nothing(words: str) -> None:
    assert closing(words) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Clerk to order paint. Prop JR, 2nd AL. All agreed.",
            [("approved", "Clerk to order paint. Prop JR, 2nd AL. All agreed.")],
        ),
        (
            "It was agreed to let the hall. TP would tell the school. Prop JR, 2nd AL.",
            [("agreed", "It was agreed to let the hall.")],
        ),
        (
            "JR moved that the gate be sold. AL seconded. The motion was lost.",
            [("rejected", "JR moved that the gate be sold. AL seconded. The motion was lost.")],
        ),
        ("AL suggested a fair. This was agreed.", [("agreed", "AL suggested a fair. This was agreed.")]),
        ("Motion: that the hall be let on Sundays.\n\nFor: 5, against: 2.", [("agreed", "Motion: that the hall be let on Sundays. For: 5, against: 2.")]),
    ],
)  # fmt: skip
def test_movers_and_votes_belong_to_the_words_before_them(words: str, expected: list[tuple[str, str]]) -> None:
    assert decided(words) == expected


def test_a_motion_closed_below_its_accounts_is_quoted_with_its_heading() -> None:
    text = "# Pond Trust\n\nMinutes of 5 March 2024\n\n## Accounts for the year\n\nRent £20.00 Paint £31.50\n\nPaid £12.00 £4.00\n\nProp JR, 2nd AL.\n\n## Gate\n\nIt is green."
    (found,) = records_of(text, Decision, source="pond/2024-03-05.md")
    assert found.text == "Accounts for the year Prop JR, 2nd AL."


def test_entries_under_a_heading_of_approvals_are_decisions() -> None:
    text = "# Pond Trust\n\nMinutes of 5 March 2024\n\n## Grants approved\n\n- Duck house: £500\n- Reeds: £20\n\n## Gate\n\n- It is green.\n"
    assert [d.text for d in records_of(text, Decision, source="pond/2024-03-05.md")] == [
        "Duck house: £500",
        "Reeds: £20",
    ]


def test_entries_of_a_list_that_a_decision_leads_in_are_decisions() -> None:
    words = "It was resolved:\n\n- to paint the door\n- to mend the roof\n"
    assert [text for _, text in decided(words)] == ["to paint the door", "to mend the roof"]


def test_payments_are_approved_by_the_words_that_lead_them_in() -> None:
    words = "The following payments were approved:\n\n- Acme £20.00\n- Bolt £30.00\n"
    assert decided(words) == [("approved", "The following payments were approved:")]


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("The minutes were signed as a true record.", "approved"),
        ("Minutes of the last meeting agreed as correct.", "agreed"),
        ("Cllr Loe was co-opted unopposed.", "approved"),
        ("Treasurer – Ann Loe re-elected", "approved"),
        ("The quotation from Acme for the roof was accepted.", "approved"),
        ("Members AGREED the new rota.", "agreed"),
        ("24/00123/F Shed at 5 High Street – no objection", "approved"),
        ("24/00124/F Barn at Hill Farm. Object.", "rejected"),
        ("All agreed that the door should be green.", "agreed"),
        ("The meeting felt that as the roof leaks it should be mended.", "agreed"),
        ("The Board moves to appoint Ann Loe.", "agreed"),
        ("On hold until May.", "deferred"),
        ("Quotation from Acme for £300 accepted.", "approved"),
        ("Members were all in favour of the bench.", "agreed"),
        ("Members voted 4 to 1 to keep the gate.", "agreed"),
        ("Cllr Loe was appointed as tree warden.", "approved"),
        ("The Clerk was authorised to pay the bill.", "approved"),
        ("The Council delegated the choice to the Clerk.", "agreed"),
        ("A decision was taken to close the hall.", "agreed"),
        ("There was general agreement that the hall be let.", "agreed"),
        ("It was proposed by JR and agreed that the hall be let.", "agreed"),
    ],
)
def test_a_decision_has_many_forms(words: str, outcome: str) -> None:
    assert [o for o, _ in decided(words)] == [outcome]


@pytest.mark.parametrize(
    "words",
    [
        "Apologies were noted from Ann Loe.",
        "These had been approved.",
        "JR moved to the next item.",
        "AL proposed a fair.",
        "Not all agreed.",
        "If the Council agreed, the door would be green.",
        "This was noted for all to read.",
        "Two broken lamps were noted.",
        "The District Council has approved the plan.",
        "A new head was appointed as the school said in May 2023 by the county.",
    ],
)
def test_a_proposal_a_condition_and_what_was_decided_before_are_none(words: str) -> None:
    assert decided(words) == []


def test_what_a_list_of_decisions_repeats_is_told_once() -> None:
    text = "# Pond Trust\n\nMinutes of 5 March 2024\n\n## Pond\n\nRESOLUTION: Dig the pond.\n\n## Summary of resolutions\n\n- Dig the pond.\n"
    assert [d.text for d in records_of(text, Decision, source="pond/2024-03-05.md")] == ["Dig the pond."]


@pytest.mark.parametrize(("outcome", "example"), [(outcome, example) for outcome, _, example in PASSIVE])
def test_each_form_of_an_outcome_matches_its_example(outcome: str, example: str) -> None:
    assert outcome in [o for o, _ in decided(f"{example}.")] or outcome == "agreed"


def test_a_short_decision_is_quoted_with_the_application_before_it() -> None:
    words = "18/01234/HSE 3 Mill Lane: extension. The Council had no objection."
    assert decided(words) == [("agreed", words)]


def test_entries_that_go_on_with_the_name_of_the_body_are_decisions() -> None:
    words = "The Board:\n\n- noted the report;\n- heard a song; and\n- agreed to meet in May.\n"
    assert decided(words) == [("noted", "noted the report;"), ("agreed", "agreed to meet in May.")]


@pytest.mark.parametrize(
    "words",
    [
        "The Council has received notification that the rules have changed.",
        "The Council received a letter from the school.",
        "This item was resolved.",
        "The rota has to be approved by the trustees.",
        "Work starts once the plan is approved by the farmer.",
    ],
)
def test_news_and_conditions_decide_nothing(words: str) -> None:
    assert decided(words) == []


def test_an_election_without_other_nominations_belongs_to_the_proposal_before_it() -> None:
    words = "It was proposed and seconded that Cllr Roe should remain as Chair. With no other nominations Cllr Roe was duly elected."
    assert decided(words) == [("approved", words)]


def test_an_election_without_other_nominations_stands_by_itself_where_nothing_was_proposed() -> None:
    words = "There being no other nominations, Cllr Roe was elected Chair. She signed the form."
    assert [outcome for outcome, _ in decided(words)] == ["approved"]


def test_what_leads_to_a_resolution_is_not_decided_twice() -> None:
    words = "To approve the payments. The payments were shown, and the reconciliation was noted:\n\nRESOLVED: That the payments be approved."
    assert [text for _, text in decided(words)] == ["That the payments be approved."]


def test_an_application_may_end_with_a_verdict_set_apart_by_its_capital_alone() -> None:
    assert decided("24/00123/F Shed at Mill Farm, Mere No objection") == [
        ("approved", "24/00123/F Shed at Mill Farm, Mere No objection")
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Resolved: That\n\na) Members attend the meetings; and\n\nb) The Panel meets quarterly.",
            ["Members attend the meetings; and", "The Panel meets quarterly."],
        ),
        (
            "Ann moves to open the hall. Tom seconds. Unanimous consent, the motion carries, the hall will be open.",
            ["Ann moves to open the hall. Tom seconds. Unanimous consent, the motion carries, the hall will be open."],
        ),
        ("Minutes of May - Passed unanimously.", ["Minutes of May - Passed unanimously."]),
        ("Approve without objection.", ["Approve without objection."]),
        ("They will have the books after the report was presented and approved.", []),
    ],
)
def test_resolutions_in_lists_and_votes_in_a_row(words: str, expected: list[str]) -> None:
    assert [text for _, text in decided(words)] == expected
