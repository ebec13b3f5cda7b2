"""What is recorded of meetings themselves: told with the words where it stands, and with what is not told."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from rich.console import Console

from assurance_bot import answer
from assurance_bot.answer import Answer
from assurance_bot.generation import Generation, build, open_current
from assurance_bot.records import Fact
from assurance_bot.render import data
from assurance_bot.render.slack import answer_message
from assurance_bot.render.terminal import print_answer
from support.quotes import not_verbatim

TODAY = dt.date(2024, 7, 1)
NOW = dt.datetime(2024, 7, 1, 2, 30, tzinfo=dt.UTC)

MARCH = """
    # Northwold Harbour Board

    OFFICIAL

    - Date: Tuesday 5 March 2024, 6.30pm
    - Venue: Net Loft, Northwold
    - Chair: Ann Roe
    - Minutes: Kit Lowe

    ## Present

    - Ann Roe — Harbour Commissioner (HC)
    - Ben Poe — Harbour Master (HM)
    - Kit Lowe — Clerk

    ## Apologies

    - Cy Loe — Chief Engineer (CE)

    ## 1. Dredging

    The HM reported that the channel was 3.2 metres deep. Ben Poe thanked Cy Loe.

    ## 2. Next meeting

    Tuesday 9 April 2024 at 6.30pm, Net Loft.
"""
APRIL = """
    NORTHWOLD HARBOUR BOARD
    Minutes of the meeting held on Tuesday 9 April 2024 at 7.00pm
    in the Custom House

    Present: Cy Loe (CL), Chief Engineer (CE), in the chair; Ben Poe (BP),
    Harbour Master (HM)
    In attendance: Kit Lowe (KL), Clerk (minutes)
    Apologies: Ann Roe (AR), Harbour Commissioner (HC)

    1. Chair
    In the absence of AR it was agreed that CL take the chair.

    2. Dredging
    BP said that dredging would begin in May.

    3. Date of next meeting
    Tuesday 14 May 2024 at 6.30pm, Net Loft.
"""
MAY = """
    NORTHWOLD HARBOUR BOARD
    Minutes of the meeting held on Tuesday 14 May 2024 at 6.30pm
    in the Net Loft

    Present: Ann Roe (AR), Harbour Commissioner (HC), in the chair; Dee
    Soe (DS), Harbour Master (HM); Cy Loe (CL), Chief Engineer (CE)
    In attendance: Kit Lowe (KL), Clerk (minutes)
    Apologies: none

    1. Dredging
    DS said that the dredger was late.
"""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generation]:
    """Yield an index of three meetings in two layouts; the Harbour Master changes before the third."""
    folder = tmp_path_factory.mktemp("harbour")
    minutes, index = folder / "minutes", folder / "index"
    minutes.mkdir()
    for name, text in (("2024-03-05.md", MARCH), ("2024-04-09.txt", APRIL), ("2024-05-14.txt", MAY)):
        Path(minutes / name).write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    build([minutes], index, now=NOW)
    with open_current(index) as generation:
        yield generation


def asked(harbour: Generation, words: str, day: dt.date = TODAY) -> Answer:
    return answer.ask(harbour, words, today=day)


def values(given: Answer) -> list[str]:
    return [f.record.value for f in given.findings if isinstance(f.record, Fact)]


def words_of(given: Answer) -> list[str]:
    """Return the words of each finding after those that lead in."""
    led = ((f.record.lead_in.text if f.record.lead_in else "", f.record.text) for f in given.findings)
    return [" ".join(filter(None, pair)) for pair in led]


QUESTIONS = {
    "who attended the April 2024 meeting?": (
        ["Cy Loe", "Ben Poe", "Kit Lowe"],
        [
            "Present: Cy Loe (CL), Chief Engineer (CE), in the chair",
            "Present: Ben Poe (BP), Harbour Master (HM)",
            "In attendance: Kit Lowe (KL), Clerk (minutes)",
        ],
    ),
    "who sent apologies in March 2024?": (["Cy Loe"], ["Apologies Cy Loe — Chief Engineer (CE)"]),
    "apologies for April 2024?": (["Ann Roe"], ["Apologies: Ann Roe (AR), Harbour Commissioner (HC)"]),
    "apologies, May 2024": (["none"], ["Apologies: none"]),
    "was the HC at the April 2024 meeting": (["Ann Roe"], ["Apologies: Ann Roe (AR), Harbour Commissioner (HC)"]),
    "did Cy Loe attend the May 2024 meeting?": (["Cy Loe"], ["Present: Cy Loe (CL), Chief Engineer (CE)"]),
    "who chaired the March 2024 meeting": (["Ann Roe"], ["Chair: Ann Roe"]),
    "who was in the chair in April 2024": (["Cy Loe"], ["Present: Cy Loe (CL), Chief Engineer (CE), in the chair"]),
    "who took the minutes in March 2024": (["Kit Lowe"], ["Minutes: Kit Lowe"]),
    "who took the minutes of the May 2024 meeting?": (
        ["Kit Lowe"],
        ["In attendance: Kit Lowe (KL), Clerk (minutes)"],
    ),
    "where was the March 2024 meeting held?": (["Net Loft, Northwold"], ["Venue: Net Loft, Northwold"]),
    "where did they meet in April 2024": (["the Custom House"], ["in the Custom House"]),
    "what time did the April 2024 meeting start": (
        ["19:00"],
        ["Minutes of the meeting held on Tuesday 9 April 2024 at 7.00pm"],
    ),
    "marking of the March 2024 minutes": (["OFFICIAL"], ["OFFICIAL"]),
    "when was the next meeting after March 2024": (
        ["Tuesday 9 April 2024 at 6.30pm, Net Loft."],
        ["Tuesday 9 April 2024 at 6.30pm, Net Loft."],
    ),
    "who was the Harbour Master in March 2024": (["Ben Poe"], ["Present Ben Poe — Harbour Master (HM)"]),
    "who is the HM": (["Dee Soe"], ["Present: Dee Soe (DS), Harbour Master (HM)"]),
    "which meetings were chaired by somebody other than the HC": (
        ["Cy Loe"],
        ["Present: Cy Loe (CL), Chief Engineer (CE), in the chair"],
    ),
    "how many meetings were there in 2024": (
        ["5 March 2024", "9 April 2024", "14 May 2024"],
        [
            "Date: Tuesday 5 March 2024, 6.30pm",
            "Minutes of the meeting held on Tuesday 9 April 2024 at 7.00pm",
            "Minutes of the meeting held on Tuesday 14 May 2024 at 6.30pm",
        ],
    ),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_fact_is_told_with_the_words_where_it_stands(harbour: Generation, question: str) -> None:
    given = asked(harbour, question)
    assert (values(given), words_of(given)) == QUESTIONS[question]
    assert not_verbatim(data.answer(given), harbour.register.text) == []


SUMMARIES = {
    "when did Ben Poe last attend": "Ben Poe: last there, meeting of 9 April 2024.",
    "which meetings were held at the Custom House": "Venue: the Custom House (meeting of 9 April 2024).",
    "who sent apologies in 2024": "Apologies and absences, 2 of 3 meetings: Cy Loe 1, Ann Roe 1.",
    "how often did the HC send apologies": "Harbour Commissioner (HC): apologies at 1 of 3 meetings.",
    "how often did Cy Loe attend": "Cy Loe: present at 2 of 3 meetings.",
    "how many people attended in April 2024": "3 people are recorded as there, meeting of 9 April 2024.",
    "was the HC at the April 2024 meeting": "Ann Roe, Harbour Commissioner (HC): apologies, meeting of 9 April 2024.",
    "who chaired in 2024": "Who was in the chair, 3 of 3 meetings: Ann Roe 2, Cy Loe 1.",
    "where was the March 2024 meeting held": "Venue: Net Loft, Northwold (meeting of 5 March 2024).",
    "when did Dee Soe take over as harbour master": (
        "Harbour Master (HM): Ben Poe is named last on 9 April 2024, Dee Soe first on 14 May 2024."
    ),
    "who was harbour master before Dee Soe": (
        "Harbour Master (HM): Ben Poe is named last on 9 April 2024, Dee Soe first on 14 May 2024."
    ),
    "who was the harbour master in 2024": "Harbour Master (HM): Ben Poe; Dee Soe.",
    "apologies for May 2024": "No apologies are recorded, meeting of 14 May 2024.",
    "how many meetings were there in 2024": "3 meetings, 5 March 2024 to 14 May 2024.",
}


@pytest.mark.parametrize("question", SUMMARIES)
def test_what_is_counted_is_one_sentence(harbour: Generation, question: str) -> None:
    assert asked(harbour, question).summary == SUMMARIES[question]


NOTES = {
    "was Jane Doe at the May 2024 meeting?": "“Jane Doe” is not named in the attendance of any of the 3 meetings here.",
    "who was the Mayor in May 2024": "“Mayor” is not named in the attendance of any of the 3 meetings here.",
    "was Dee Soe at the March 2024 meeting": "Dee Soe is not named in the attendance of the meeting of 5 March 2024.",
    "when is the next meeting": "Not told by the minutes of the meeting of 14 May 2024.",
    "who chaired": "No meeting was named; this is the last one.",
    "marking of the April 2024 minutes": "Not told by the minutes of the meeting of 9 April 2024.",
}


@pytest.mark.parametrize("question", NOTES)
def test_what_is_not_told_is_said(harbour: Generation, question: str) -> None:
    given = asked(harbour, question)
    assert NOTES[question] in given.notes


def test_those_who_were_not_at_a_meeting_stand_beside_those_who_were(harbour: Generation) -> None:
    given = asked(harbour, "who was at the March 2024 meeting")
    assert [f.record.value for f in given.beside if isinstance(f.record, Fact)] == ["Cy Loe"]
    assert given.beside_title == "Sent apologies or absent"


def test_that_somebody_took_the_chair_is_shown_beside_who_did(harbour: Generation) -> None:
    (finding,) = asked(harbour, "who chaired the April 2024 meeting").findings
    assert [q.text for q in finding.evidence] == ["In the absence of AR it was agreed that CL take the chair."]


def test_an_answer_as_of_a_day_knows_no_later_meeting(harbour: Generation) -> None:
    early = dt.date(2024, 4, 30)
    assert values(asked(harbour, "who is the HM", early)) == ["Ben Poe"]
    assert asked(harbour, "when did Dee Soe take over as HM", early).findings == ()
    assert asked(harbour, "how many meetings were there in 2024", early).searched.meetings == 2


def test_a_fact_reads_in_a_terminal_in_slack_and_as_data(harbour: Generation) -> None:
    given, out = asked(harbour, "who chaired the March 2024 meeting"), io.StringIO()
    print_answer(Console(file=out, width=90, markup=False, emoji=False, highlight=False), given)
    assert "1. Chair: Ann Roe, Harbour Commissioner (HC)" in out.getvalue()
    assert f"[{given.findings[0].meeting.id}]" in out.getvalue()
    assert "Chair: Ann Roe" in answer_message(given).text
    shown = data.answer(given)
    assert (shown["query"]["subject"], shown["query"]["fact"]) == ("facts", "chair")
    (found,) = shown["findings"]
    assert (found["kind"], found["fact"], found["value"]) == ("fact", "chair", "Ann Roe")


def test_slack_shows_a_list_of_facts_whole_where_it_fits(harbour: Generation) -> None:
    message = answer_message(asked(harbour, "who attended the April 2024 meeting"), shown=1)
    assert all(name in message.text for name in ("Cy Loe", "Ben Poe", "Kit Lowe"))
