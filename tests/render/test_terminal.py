"""Answers as lines of a terminal: what stands where, what is counted, and that nothing in minutes is obeyed."""

from __future__ import annotations

import io
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from assurance_bot.answer import Answer
from assurance_bot.document import Quote
from assurance_bot.records import Figure
from assurance_bot.render.terminal import WIDTH, answer_lines, print_answer
from slack import sample


def lines(answer: Answer, *, width: int = WIDTH, limit: int | None = None) -> list[str]:
    return [line.plain for line in answer_lines(answer, width=width, limit=limit)]


def printed(answer: Answer, *, width: int = 80, terminal: bool = False) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=terminal, markup=False, emoji=False, highlight=False)
    print_answer(console, answer)
    return out.getvalue()


def quoted(shown: list[str]) -> str:
    return " ".join(line.removeprefix("   │ ") for line in shown if line.startswith("   │ "))


def test_a_finding_reads_as_people_cite_it() -> None:
    assert lines(sample.answer(sample.OVERDUE, sample.SAID)) == [
        "commitments · CFO · breathing apparatus · all meetings",
        "2 found.",
        "",
        "1. Action for CFO (Maren Oxley) – open, due 4 April 2023, 26 days overdue",
        "   │ “The CFO to bring a dated plan for replacing the breathing apparatus at all nine stations.”",
        "   Scrutiny and Performance Board, 14 March 2023",
        "   Item 4.2 Equipment › Breathing apparatus",
        f"   page 3, lines 41–43, 2023/2023-03-14 scrutiny.txt  [{sample.OVERDUE.record.id}]",
        "",
        "2. Assurance by CFO (Maren Oxley)",
        "   │ “The CFO responded:”",
        "   │ “She said that every set in service had passed its annual test, that none was older than the",
        "   │ maker allows, and that crews had been told whom to call when a gauge sticks.”",
        "   Scrutiny and Performance Board, 14 March 2023",
        "   Item 4.2 Equipment › Breathing apparatus",
        f"   page 3, lines 52–55, 2023/2023-03-14 scrutiny.txt  [{sample.SAID.record.id}]",
        "",
        "Searched 24 meetings, 13 April 2021 to 14 March 2023.",
    ]


def test_the_words_that_tell_how_an_action_stands_follow_it_with_their_place() -> None:
    evidence = (sample.quote("Half are replaced.", line=9), sample.quote("All are.", line=12))
    shown = lines(sample.actions(sample.finding(sample.action(), status="closed", evidence=evidence)))
    at = shown.index("   What the minutes say of it:")
    assert shown[at + 1 : at + 5] == [
        "   │ “Half are replaced.”",
        "   page 3, line 9, 2023/2023-03-14 scrutiny.txt",
        "   │ “All are.”",
        "   page 3, line 12, 2023/2023-03-14 scrutiny.txt",
    ]


def test_a_figure_is_named_where_its_sentence_holds_several() -> None:
    figure = Figure(
        id="F-1", meeting=sample.MEETING.id, item=0, passage=1, quote=sample.quote("9 of 12."), value="9", number=9,
        unit="", measures="", speakers=(sample.CFO,),
    )  # fmt: skip
    assert "1. Figure from CFO (Maren Oxley) – 9" in lines(sample.answer(sample.finding(figure)))


def test_what_stands_beside_an_answer_comes_after_it_under_its_title() -> None:
    beside = replace(sample.answer(sample.SAID), beside=(sample.OVERDUE,), beside_title="Not listed as open")
    shown = lines(beside)
    assert shown.index("Not listed as open:") > shown.index("1. Assurance by CFO (Maren Oxley)")
    assert "– Action for CFO (Maren Oxley) – open, due 4 April 2023, 26 days overdue" in shown


def test_findings_beyond_the_limit_are_counted_with_how_to_see_them() -> None:
    shown = lines(sample.answer(*[sample.SAID] * 1203), limit=2)
    assert "… and 1,201 more: --limit 1203 shows them all." in shown
    assert sum(line.startswith(("1. ", "2. ", "3. ")) for line in shown) == 2


def test_where_nothing_was_found_it_says_what_was_searched() -> None:
    assert lines(sample.answer(summary="Nothing found."))[-1] == "Searched 24 meetings, 13 April 2021 to 14 March 2023."


def test_notes_come_last() -> None:
    assert lines(sample.answer(notes=["I could not use: “soon”."]))[-1] == "I could not use: “soon”."


def test_in_a_pipe_there_is_no_colour_and_a_terminal_has_it() -> None:
    assert "\x1b" not in printed(sample.answer(sample.SAID))
    assert "\x1b[1m" in printed(sample.answer(sample.SAID), terminal=True)


def test_lines_are_no_wider_than_the_terminal_and_never_wider_than_a_hundred() -> None:
    assert max(map(len, lines(sample.answer(sample.SAID), width=60)[3:-5])) <= 60
    assert max(map(len, printed(sample.answer(sample.SAID), width=300).split("\n"))) <= WIDTH


def test_what_looks_like_markup_is_shown_as_it_is() -> None:
    words = "[bold red]See[/] :warning: http://example.org [link=x]"
    assert words in printed(sample.answer(sample.finding(sample.statement(words))), terminal=True)


@settings(max_examples=50)
@given(st.text(st.characters(categories=["L", "P", "Zs"]), min_size=1, max_size=400).map(lambda t: " ".join(t.split())))
def test_a_quote_is_shown_whole_and_as_it_is(words: str) -> None:
    shown = lines(sample.answer(sample.finding(sample.statement(words or "x", lead_in=""))), width=60)
    assert quoted(shown) == f"“{words or 'x'}”"


@settings(max_examples=50)
@given(st.text(max_size=100))
def test_nothing_in_minutes_is_obeyed_by_a_terminal(words: str) -> None:
    record = sample.statement("Quote.")
    record = replace(
        record, quote=Quote(f"a{words}\x1b]0;owned\x07\x9b2J\u202e", record.quote.spans, record.quote.locator)
    )
    out = printed(sample.answer(sample.finding(record, note=words)))
    assert not {
        char for char in out if (ord(char) < 32 and char != "\n") or 0x7F <= ord(char) < 0xA0 or char == "\u202e"
    }
