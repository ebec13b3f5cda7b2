"""Conversations over two invented meetings, from the words to what the terminal shows."""

from __future__ import annotations

import atexit
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assurance_bot import answer
from assurance_bot.answer import Answer
from assurance_bot.generation import Generation, build, open_current
from assurance_bot.records import Question
from assurance_bot.render.terminal import answer_lines
from support.demo import BUILT, LAST, demo, scratch

DAY = dt.date(2024, 6, 30)

MAY = """
    Harbour Board
    Minutes of the meeting held on 8 May 2024

    Present:
    Jo Lund, Harbour Master (HM)
    Ada Finn, Treasurer (TR)
    Sam Oake, Chair

    1. Dredging
    The HM reported that the north channel was silting up.
    The HM said that he would write to the dredging firm by 31 May 2024.
    The Chair asked the HM when the channel would be clear. The HM replied that it would be clear by July.
    ACTION: HM to send the dredging survey to members by 24 May 2024.

    2. Moorings
    The TR said that she would review the mooring fees before the summer.
    The TR reported that the pontoon fees were paid.
    ACTION: TR to publish the mooring list by 31 July 2024.
"""
JUNE = """
    Harbour Board
    Minutes of the meeting held on 12 June 2024

    Present:
    Jo Lund, Harbour Master (HM)
    Ada Finn, Treasurer (TR)
    Sam Oake, Chair

    1. Dredging
    The HM said that he would hire a second barge.
    The TR said that she would pay for the dredging from reserves.

    2. Moorings
    It was agreed that the mooring fees be raised.
"""


@cache
def harbour() -> Generation:
    """Return the two meetings indexed and opened."""
    folder, index = scratch() / "harbour", scratch() / "harbour-index"
    folder.mkdir()
    for name, text in (("2024-05-08", MAY), ("2024-06-12", JUNE)):
        (folder / f"{name}.txt").write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    build([folder], index, now=BUILT)
    generation = open_current(index)
    atexit.register(generation.close)
    return generation


def said(*turns: str) -> Answer:
    return answer.converse(harbour(), turns, today=DAY)


def texts(given: Answer) -> list[str]:
    return [finding.record.text for finding in given.findings]


def test_a_turn_about_somebody_else_is_the_question_before_for_them() -> None:
    given = said("what did the HM commit to on dredging?", "and the TR?")
    assert given.understood == "as before, but for the TR: commitments · Treasurer (TR) · dredging · all meetings"
    assert given.asked == "and the TR?"
    assert any("pay for the dredging" in text for text in texts(given))
    assert not any("barge" in text for text in texts(given))


def test_what_is_asked_alone_finds_what_it_finds_in_a_conversation() -> None:
    alone = answer.ask(harbour(), "open actions for the TR", today=DAY)
    assert said("what did the HM say?", "open actions for the TR") == alone
    assert texts(said("open actions for the HM", "and the TR?")) == texts(alone)


def test_the_answer_to_a_question_before_is_the_replies_with_the_questions_beside() -> None:
    given = said("what did the Chair ask about dredging?", "and what was the answer?")
    assert any("clear by July" in text for text in texts(given))
    assert all(isinstance(finding.record, Question) for finding in given.beside)
    assert given.summary == "Found 1 reply to 1 question."


def test_what_is_none_of_our_business_is_answered_with_one_sentence_and_leaves_the_question_before() -> None:
    given = said("open actions for the HM", "write me a poem")
    assert (given.findings, given.beside, given.notes, given.searched.meetings) == ((), (), (), 0)
    assert given.summary.count(".") == 1
    assert texts(said("open actions for the HM", "write me a poem", "and the TR?")) == texts(
        said("open actions for TR")
    )


def test_after_a_new_question_nothing_is_left_of_the_old() -> None:
    assert said("open actions for the HM", "new").summary == answer.NEW
    assert said("open actions for the HM", "new", "and the TR?").query.subject == "said"
    assert said("open actions for the HM", "new: dredging") == said("dredging")


def test_a_summary_is_the_findings_with_a_sentence_that_it_quotes() -> None:
    given = said("summarise dredging")
    assert texts(given) == texts(said("dredging"))
    assert given.notes == (
        "This quotes the minutes and does not summarise them: what is found is given in its own words.",
    )


def test_words_and_people_that_are_left_out_are_not_found() -> None:
    assert {"barge", "silting"} <= words_of(said("dredging"))
    assert "barge" not in words_of(said("dredging but not barge"))
    assert "silting" in words_of(said("dredging -barge"))
    assert "silting" not in words_of(said("what was said about dredging except what the HM said, -barge"))
    assert not any("survey" in text for text in texts(said("all actions", "not the HM")))
    assert any("mooring" in text for text in texts(said("all actions except the HM's")))


def words_of(given: Answer) -> set[str]:
    return {word.strip(".,") for text in texts(given) for word in text.split()}


def test_what_is_offered_is_made_of_the_open_register_and_finds_something() -> None:
    (_, offer) = said("?!").notes
    offered = offer.partition(": ")[2].rstrip(".").split("; ")
    assert len(offered) == 3
    assert any("HM" in each or "TR" in each for each in offered)
    assert all(said(each.strip("“”")).findings for each in offered)


def test_what_could_not_be_used_is_underlined_in_the_terminal() -> None:
    lines = [line.plain for line in answer_lines(said("unanswered questions about unicorns"))]
    assert lines[-2:] == ["    unanswered questions about unicorns", "    ~~~~~~~~~~"]
    assert any(line.startswith("I could not use: “unanswered”.") for line in lines)
    assert any(line.startswith("These would work: “") for line in lines)


def shown(given: Answer, *, limit: int | None) -> Iterator[str]:
    """Yield the numbered lines that the terminal shows."""
    lines = (line.plain for line in answer_lines(given, limit=limit))
    return (line for line in lines if line[:1].isdigit() and line.lstrip("0123456789").startswith(". "))


@pytest.mark.parametrize("step", [1, 3, 7])
def test_page_by_page_every_finding_is_shown_once(step: int) -> None:
    first = answer.ask(demo(), "what was said about custody", today=LAST)
    given, seen, at = first, list(shown(first, limit=step)), step
    while at < len(first.findings):
        given = answer.reply(demo(), given, "more", today=LAST, shown=at)
        assert given.start == at
        seen += shown(given, limit=step)
        at += step
    assert len(seen) == len(first.findings)
    assert [int(line.partition(".")[0]) for line in seen] == list(range(1, len(first.findings) + 1))
    rest = answer.reply(demo(), first, "show the rest", today=LAST, shown=step)
    assert len(list(shown(rest, limit=None))) == len(first.findings) - step
    assert rest.findings == first.findings


def test_the_rest_of_an_older_generation_is_found_again_in_the_present_one() -> None:
    first = replace(answer.ask(harbour(), "dredging", today=DAY), generation="000000", findings=())
    rest = answer.reply(harbour(), first, "show the rest", today=DAY, shown=1)
    assert (texts(rest), rest.start) == (texts(said("dredging")), 1)


def test_no_turns_at_all_are_answered_too() -> None:
    assert answer.converse(harbour(), (), today=DAY).findings == ()


@given(turns=st.lists(st.text(max_size=40), max_size=3))
@settings(deadline=None, max_examples=60)
def test_no_turns_raise(turns: list[str]) -> None:
    given = said("open actions", *turns)
    assert given.summary
    assert given.start <= len(given.findings)
