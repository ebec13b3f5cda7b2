"""What staff ask in their own words is answered from the examples by what they mean."""

import pytest

from assurance_bot import answer
from assurance_bot.records import Action, Decision, Question
from support.demo import LAST, demo


def asked(*turns: str) -> answer.Answer:
    return answer.converse(demo(), turns, today=LAST)


def words(given: answer.Answer) -> str:
    return " | ".join(" ".join(f.record.text.split()) for f in given.findings)


def test_what_two_own_together_is_owned_by_both() -> None:
    given = asked("joint actions of the CFO and the ACC")
    assert [f.record.owners[0].role for f in given.findings if isinstance(f.record, Action)] == ["CFO"]
    assert "business case" in words(given)


def test_actions_overdue_by_so_many_days_are_no_others() -> None:
    given = asked("actions overdue by more than 90 days")
    assert given.findings
    assert all(f.overdue_days is not None and f.overdue_days >= 90 for f in given.findings)


def test_what_one_asked_another_is_asked_by_that_one() -> None:
    given = asked("what has the PCC asked the DCC about vetting?")
    askers = {f.record.asker.role for f in given.findings if isinstance(f.record, Question) and f.record.asker}
    assert askers == {"PCC"}
    assert "PCC to DCC" in given.understood


def test_what_somebody_decided_comes_first_and_what_another_decided_is_left_out() -> None:
    given = asked("what did the PCC approve?")
    first = [f.record for f in given.findings[:2]]
    assert all(isinstance(r, Decision) and r.outcome == "approved" for r in first)
    assert all(r.text.startswith(("The PCC", "RQ")) for r in first)


def test_a_sum_is_answered_by_sums_and_by_nothing_where_there_is_none() -> None:
    assert asked("how much is the drone costing us?").findings == ()
    assert "£13.05m" in " ".join(f.record.text for f in asked("how much did Pellbridge cost in the end?").findings[:3])


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("who attended the meeting in March 2024?", "who chaired?"), "Rosalind Quayle"),
        (("victim satisfaction in June 2024", "what about November"), "77.2%"),
        (("abandonment rate in March 2024", "and a year earlier?"), "11.1% in March"),
        (("what did the DPCC ask about complaints?", "what did the PCC ask"), "national average"),
    ],
)
def test_a_turn_goes_on_with_the_meeting_the_year_or_the_topic(turns: tuple[str, ...], expected: str) -> None:
    given = asked(*turns)
    assert given.understood.startswith("as before")
    assert expected in words(given)


def test_the_closed_ones_may_be_included() -> None:
    every = asked("all actions for the CC")
    assert {f.record.id for f in asked("open actions for the CC", "including the closed ones").findings} == {
        f.record.id for f in every.findings
    }
