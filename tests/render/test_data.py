"""Answers as data: keys that others rely on, and a table that a spreadsheet takes for nothing but words."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from dataclasses import replace

import pytest

from assurance_bot.query import Query
from assurance_bot.records import Decision, Figure, Question, Reference
from assurance_bot.render import data
from slack import sample

QUOTE = {
    "text": sample.PLEDGE,
    "source": "2023/2023-03-14 scrutiny.txt",
    "page": 3,
    "line": 41,
    "last_line": 43,
    "spans": [[0, len(sample.PLEDGE)]],
}


def test_an_action_is_given_with_all_that_is_known_of_it() -> None:
    found = data.finding(sample.OVERDUE)
    assert found == found | {
        "kind": "action",
        "meeting": {
            "id": "fenmoor-2023-03-14",
            "date": "2023-03-14",
            "title": "Scrutiny and Performance Board",
            "body": "Fenmoor Fire Authority",
        },
        "item": "4.2 Equipment › Breathing apparatus",
        "owners": ["CFO"],
        "status": "open",
        "due": "2023-04-04",
        "due_text": "within three weeks",
        "overdue_days": 26,
        "evidence": [],
        "quotes": [QUOTE],
        "lead_in": None,
    }


def test_a_statement_is_given_with_its_speaker_and_nature() -> None:
    found = data.finding(sample.SAID)
    assert (found["speaker"], found["people"], found["nature"]) == ("CFO", ["Maren Oxley"], "assurance")
    assert found["lead_in"]["text"] == "The CFO responded:"


def test_two_speakers_are_both_named_and_none_is_null() -> None:
    two = replace(sample.statement(), speakers=(sample.CFO, sample.CHAIR))
    assert data.finding(sample.finding(two))["speaker"] == "CFO / Chair"
    assert data.finding(sample.finding(replace(two, speakers=())))["speaker"] is None


PLACE = {"id": "X-1", "meeting": sample.MEETING.id, "item": 0, "passage": 1, "quote": sample.quote("Words.")}


def test_every_other_kind_has_its_own_keys() -> None:
    question = Question(asker=sample.CHAIR, asked_of=sample.CFO, written=True, replies=("S-1",), **PLACE)  # type: ignore[arg-type]
    decision = Decision(outcome="noted", **PLACE)  # type: ignore[arg-type]
    figure = Figure(value="12%", number=12.0, unit="%", measures="sets", **PLACE)  # type: ignore[arg-type]
    day = dt.date(2023, 2, 1)
    reference = Reference(written="last month", start=day, end=day, **PLACE)  # type: ignore[arg-type]
    asked, decided, counted, pointed = (
        data.finding(sample.finding(r)) for r in (question, decision, figure, reference)
    )
    assert (asked["asker"], asked["asked_of"], asked["written"], asked["replies"]) == ("Chair", "CFO", True, ["S-1"])
    assert decided["outcome"] == "noted"
    assert (counted["number"], counted["unit"], counted["measures"]) == (12.0, "%", "sets")
    assert (pointed["written"], pointed["start"], pointed["to_meeting"]) == ("last month", "2023-02-01", False)


def test_an_answer_says_how_it_was_read_and_what_was_searched() -> None:
    given = replace(sample.answer(sample.SAID), beside=(sample.OVERDUE,), beside_title="Near")
    given = replace(given, query=Query("commitments", ("CFO",), between=(None, dt.date(2023, 3, 31)), topic="x"))
    shown = data.answer(given)
    assert shown["query"] == shown["query"] | {"subject": "commitments", "roles": ["CFO"], "topic": "x"}
    assert shown["query"]["between"] == [None, "2023-03-31"]
    assert shown["searched"] == {"meetings": 24, "from": "2021-04-13", "to": "2023-03-14"}
    assert (shown["found"], shown["as_of"], len(shown["beside"])) == (1, "2023-04-30", 1)
    assert json.loads(json.dumps(shown)) == shown


def test_the_table_has_a_row_for_each_action_and_for_nothing_else() -> None:
    rows = list(csv.reader(io.StringIO(data.actions_csv([sample.OVERDUE, sample.SAID]))))
    assert rows[0] == list(data.COLUMNS)
    assert dict(zip(rows[0], rows[1], strict=True)) == {
        "id": sample.OVERDUE.record.id,
        "owners": "CFO",
        "status": "open",
        "due": "2023-04-04",
        "due_text": "within three weeks",
        "overdue_days": "26",
        "text": sample.PLEDGE,
        "meeting_date": "2023-03-14",
        "meeting": "Scrutiny and Performance Board",
        "item": "4.2 Equipment › Breathing apparatus",
        "page": "3",
        "line": "41",
        "source": "2023/2023-03-14 scrutiny.txt",
        "ledger": "",
    }
    assert len(rows) == 2


@pytest.mark.parametrize("words", ['=HYPERLINK("x")', "+1", "-2+3", "@SUM(A1)", "\tx", '" , \n'])
def test_words_that_a_spreadsheet_would_obey_are_words_in_the_table(words: str) -> None:
    table = data.actions_csv([sample.finding(sample.action(words))])
    (row,) = csv.DictReader(io.StringIO(table))
    assert row["text"] in (words, f"'{words}")
    assert not row["text"].startswith(("=", "+", "-", "@", "\t"))
