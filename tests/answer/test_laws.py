"""What holds of every answer: quotes are verbatim, a speaker's words are that speaker's, the past knows no future."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Iterable
from functools import cache
from itertools import product

import pytest
from rich.console import Console

from assurance_bot import answer
from assurance_bot.answer import Answer, Finding
from assurance_bot.answer.noted import book
from assurance_bot.records import Action, Narrative, Question, Statement
from assurance_bot.render import data
from assurance_bot.render.terminal import print_answer
from assurance_bot.store import Kind
from support.demo import LAST, MINUTES, TRUTH, demo
from support.questions import QUESTIONS
from support.quotes import not_on_its_lines, not_verbatim, quotes_in

PAST = (dt.date(2023, 3, 28), dt.date(2023, 12, 31), dt.date(2024, 6, 26))
KINDS: tuple[Kind, ...] = ("action", "statement", "question", "decision", "figure", "reference")
ROLES = ("CC", "DCC", "ACC", "PCC", "DPCC", "CFO", "T/CC")
PEOPLE = ("Douglas Harkaway", "Callum Strand", "Priya Venn", "Bettina Crosswell", "Tomasz Wren")


@cache
def asked(words: str, day: dt.date = LAST) -> Answer:
    return answer.ask(demo(), words, today=day)


@cache
def text_of(source: str) -> str:
    return demo().register.text(source)


def everything(given: Answer) -> tuple[Finding, ...]:
    return (*given.findings, *given.beside)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quote_of_an_answer_is_verbatim_and_on_its_lines(question: str) -> None:
    shown = data.answer(asked(question))
    assert not_verbatim(shown, text_of) == []
    assert not_on_its_lines(shown, text_of, MINUTES) == []


def test_every_quote_that_the_register_holds_is_verbatim() -> None:
    register = demo().register
    told = [quote for t in register.trails() for mention in t.mentions for quote in mention.quotes]
    told += [acronym.quote for acronym in register.acronyms()]
    told += [person.quote for meeting in register.meetings() for person in meeting.attendance if person.quote]
    for kind in KINDS:
        for record in register.find(kind):
            told += [record.quote, *([record.lead_in] if record.lead_in else ())]
            told += [record.arising, *record.evidence] if isinstance(record, Action) and record.arising else ()
    assert not_verbatim([data.quote(each) for each in told], text_of) == []
    assert len(told) > 1000


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_reads_whole_in_a_terminal(question: str) -> None:
    given, out = asked(question), io.StringIO()
    print_answer(Console(file=out, width=90, markup=False, emoji=False, highlight=False), given)
    lines = out.getvalue().split("\n")
    assert lines[:2] == [given.understood, given.summary]
    assert [line for line in lines if line.startswith(("Searched ", "No meetings were searched"))]
    wrapped = " ".join(re.sub(r"^   │ ", "", line) for line in lines if line.startswith("   │"))
    for finding in everything(given):
        shown = (finding.record.lead_in, finding.record.quote, *finding.evidence)
        assert all(f"“{quote.text}”" in wrapped for quote in shown if quote)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_as_data_says_what_the_answer_says(question: str) -> None:
    given = asked(question)
    read = json.loads(json.dumps(data.answer(given), ensure_ascii=False))
    assert (read["asked"], read["found"], read["generation"]) == (question, len(given.findings), demo().name)
    assert [f["id"] for f in read["findings"]] == [f.record.id for f in given.findings]
    assert len({(f["id"], f["meeting"]["id"]) for f in read["findings"]}) == len(given.findings)


@pytest.mark.parametrize(
    ("role", "form"), [*product(ROLES, ("what did the {} say", "what did the {} commit to on vetting"))]
)
def test_a_question_of_one_office_shows_the_words_of_no_other(role: str, form: str) -> None:
    given = asked(form.format(role))
    allowed = {"CC": {"CC", "T/CC"}}.get(role, {role})
    assert given.query.roles == (role,)
    assert [f.record.id for f in everything(given) if not named(f) & allowed] == []


@pytest.mark.parametrize(("person", "subject"), [*product(PEOPLE, ("say", "promise", "say about custody"))])
def test_a_question_of_one_person_shows_the_words_of_no_other(person: str, subject: str) -> None:
    given = asked(f"what did {person} {subject}")
    assert given.query.people == (person,)
    assert [f.record.id for f in everything(given) if not nobodys(given, f) and person not in named(f)] == []


def nobodys(given: Answer, finding: Finding) -> bool:
    """Say whether a finding stands beside the answer, as words of which no speaker could be told."""
    unspoken = "no speaker could be told" in given.beside_title
    return unspoken and isinstance(finding.record, Narrative) and finding in given.beside


def named(finding: Finding) -> set[str | None]:
    """Return whose words or task a finding is."""
    record = finding.record
    if isinstance(record, Action):
        parties = record.owners
    elif isinstance(record, Statement):
        parties = record.speakers
    else:
        assert isinstance(record, Question)
        parties = (record.asker,) if record.asker else ()
    return {name for p in parties for name in (p.role, p.person, p.written)}


@pytest.mark.parametrize("day", PAST)
def test_an_answer_as_of_a_day_knows_nothing_later(day: dt.date) -> None:
    for question in QUESTIONS:
        given = asked(question, day)
        assert given.searched.end is None or given.searched.end <= day
        quotes = quotes_in(data.answer(given))
        assert [q["source"] for q in quotes if q["source"][:10] > day.isoformat()] == []
        for finding in everything(given):
            assert finding.meeting.date is None or finding.meeting.date <= day
            note = re.sub(r"due date was moved: [^.]*", "", finding.note)  # a day to come may be one of a meeting
            assert not re.search(rf"\b(?:{later(day)})\b", note)


def later(day: dt.date) -> str:
    """Return the days of the later meetings as a note would write them."""
    held = (dt.date.fromisoformat(m["date"]) for m in TRUTH["meetings"])
    return "|".join(f"{d.day} {d:%B %Y}" for d in held if d > day)


@pytest.mark.parametrize(("acronym", "expansion"), sorted(TRUTH["topics"].items()))
def test_what_an_acronym_finds_its_full_words_find_too(acronym: str, expansion: str) -> None:
    """The full words may find more: where all of them stand, not in a row."""
    for form in ("what was said about {}", "commitments on {}", "all actions about {}", "questions on {}"):
        short, full = (asked(form.format(words)) for words in (acronym, expansion))
        assert {f.record.id for f in short.findings} <= {f.record.id for f in full.findings}, form
    assert asked(acronym).findings


@pytest.mark.parametrize("word", ["vetting", "custody", "Pellbridge", "abandonment", "dashboard"])
def test_what_was_said_about_a_word_holds_every_statement_with_it(word: str) -> None:
    found = {f.record.id for f in asked(f"what was said about {word}").findings}
    held = [r for r in demo().register.find("statement") if re.search(rf"\b{word}\b", r.text, re.IGNORECASE)]
    assert held
    assert [r.id for r in held if r.id not in found] == []


def test_words_in_quotation_marks_stand_together_in_what_is_found() -> None:
    exact, loose = asked('what was said about "call answering"'), asked("what was said about call answering")
    trail_of = book(demo(), day=LAST).trail_of  # of an action, another of its mentions may be the nearest

    def told(found: Iterable[Finding]) -> set[str]:
        return {trail.id if (trail := trail_of(f.record.id)) else f.record.id for f in found}

    assert told(exact.findings) < told(loose.findings)
    for finding in exact.findings:
        lead_in = finding.record.lead_in.text if finding.record.lead_in else ""
        assert "call answering" in f"{finding.record.text} {lead_in} {finding.item}".lower()
    assert exact.understood == "what was said · “call answering” · all meetings"


@pytest.mark.parametrize(
    "question", ["what did the CC commit to on unicorns", "decisions on unicorns", "open actions about unicorns"]
)
def test_where_nothing_is_found_it_says_so_and_what_was_searched(question: str) -> None:
    given = asked(question)
    assert given.findings == ()
    assert given.summary == "Nothing found."
    assert given.searched.meetings == 24
    assert "unicorns" in given.understood


def test_where_no_meeting_was_held_none_was_searched() -> None:
    assert asked("what was said in 1987").searched.meetings == 0


def test_words_that_ask_nothing_are_answered_with_three_questions_that_find_something() -> None:
    for words in ("", "?!", "\x00", "please show me"):
        note, offer = asked(words).notes
        assert note.startswith("I could not make out a question")
        offered = re.findall("“([^”]{9,})”", offer)
        assert len(set(offered)) == 3
        assert all(asked(each).findings for each in offered)


def test_words_that_could_not_be_used_are_named() -> None:
    assert asked("overdue questions about vetting").notes == ("I could not use: “overdue”.",)


def test_a_decision_is_nobodys_and_the_answer_says_so() -> None:
    given = asked("what did the CC decide about the budget")
    assert given.findings
    assert given.notes == ("Decisions are the meeting's: those whose words name who was asked for come first.",)


def test_actions_due_in_a_month_are_those_that_fall_due_in_it_whenever_they_were_set() -> None:
    given = asked("actions due in January")
    days = [f.record.due for f in given.findings if isinstance(f.record, Action)]
    assert days
    assert all(day and (day.year, day.month) == (2025, 1) for day in days)
    assert given.searched.meetings == 24


def test_a_long_question_is_cut_and_the_answer_says_so() -> None:
    given = asked("vetting " * 1250)
    assert given.notes == ("Only the first 2,000 characters of the question were read.",)


def test_the_beginning_of_an_answer_about_promises_is_what_is_still_open() -> None:
    given = asked("what did the CC commit to", dt.date(2023, 2, 1))
    assert [f.status for f in given.findings][:1] == ["open"]
    statuses = [f.status for f in asked("what did the CC commit to on 101 call answering?").findings]
    first_statement = statuses.index(None)
    assert "closed" in statuses[first_statement:]
    assert "closed" not in statuses[:first_statement]
