"""Questions about meetings themselves, as people type them; and questions that only look like one."""

from __future__ import annotations

import datetime as dt

import pytest

from assurance_bot.query import FactName, Query, Vocabulary, parse_query
from assurance_bot.query.facts import FACTS

TODAY = dt.date(2024, 12, 31)
MEETINGS = (dt.date(2024, 10, 30), dt.date(2024, 11, 26), dt.date(2024, 12, 18))
KNOWN = Vocabulary(
    {
        "HC": "Harbour Commissioner",
        "HM": "Harbour Master",
        "CE": "Chief Engineer",
        "Chair": "Chair",
        "Vice Chair": "Vice Chair",
    },
    ("Ann Roe", "Ben Poe"),
    {"DMP": "Dredging Management Plan"},
    bodies=("Northwold Harbour Board", "Northwold Audit Panel"),
)

ASKED: dict[str, FactName] = {
    "who attended the 31 July 2024 meeting?": "present",
    "who was at the last meeting": "present",
    "who was there on 31 July": "present",
    "who came to the June meeting": "present",
    "attendance June 2024": "present",
    "how many people attended in July 2024": "present",
    "how often did Roe attend": "present",
    "which meetings did Ann Roe attend in 2024": "present",
    "when did Ann Roe last attend": "last present",
    "when was the HM last at a meeting": "last present",
    "who sent apologies in February 2024?": "apologies",
    "apologies for February 2024?": "apologies",
    "were there any apologies in March": "apologies",
    "who was missing from the June meeting": "apologies",
    "who wasn't there in June": "apologies",
    "absentees, June 2024": "apologies",
    "was everyone at the June meeting": "apologies",
    "how often did Ann Roe miss meetings": "apologies",
    "how many meetings has the HM missed": "apologies",
    "has the HM ever missed a meeting": "apologies",
    "was the HM at the June meeting?": "attendance",
    "did Poe attend in April": "attendance",
    "was Jane Doe at the June 2024 meeting?": "attendance",
    "who chaired the April meeting": "chair",
    "who was in the chair in May": "chair",
    "who was the chair in May": "chair",
    "how often did Poe chair": "chair",
    "chair, April 2024": "chair",
    "which meetings were not chaired by the HC": "other chair",
    "who took the minutes in May?": "minutes",
    "who wrote the minutes of the July meeting": "minutes",
    "minute taker July 2024": "minutes",
    "where was the March meeting held": "venue",
    "where did the board meet in March": "venue",
    "venue March 2024": "venue",
    "which meetings were held at the Custom House": "venue",
    "meetings held online": "venue",
    "what time did it start": "time",
    "when did the June meeting begin": "time",
    "when and where was the June meeting held": "sitting",
    "protective marking of the May minutes": "marking",
    "when is the next meeting": "next",
    "when does the board next meet": "next",
    "next harbour board meeting": "next",
    "date of the meeting after February 2024?": "next",
    "how many meetings were there in 2023": "meetings",
    "how often did the audit panel meet in 2023": "meetings",
    "list the meetings in 2024": "meetings",
    "when did the harbour board last meet": "last meeting",
    "meetings in 2024": "meetings",
    "when was the June meeting": "meetings",
    "who was the Harbour Master in May 2023": "holder",
    "who is the HC": "holder",
    "who is Ben Poe": "holder",
    "who was the Mayor in May 2023": "holder",
    "when did Poe take over as harbour master": "takeover",
    "when did Ben Poe become HM": "takeover",
    "who replaced Ann Roe": "takeover",
    "when did the harbour master change": "takeover",
}

NOT_ASKED = (
    "what did the chair say about dredging",
    "what did the HC ask when she was in the chair",
    "chair of the pilots' forum",
    "who is responsible for the dredging plan",
    "attendance at incidents",
    "missing buoys",
    "missing",
    "how many people attended the open day",
    "what time do tides turn",
    "where is the dredger",
    "where did Poe push back in 2024",
    "what was said at the last meeting",
    "what happened at the June meeting",
    "did the HM apologise for the delay",
    "when was dredging last raised",
    "what will the HM do by the next meeting",
    "what is due before the next meeting",
    "open actions for the next meeting",
    "was the plan presented at the June meeting",
    "was dredging discussed at the May meeting",
    "how many calls were missed",
    "marking of the channel",
    "what does the new HM inherit?",
    "what did the HM do",
    "meetings about dredging",
    "meetings held with the fishermen",
    "how many surgeries were held in the harbour",
    'who attended "the open day"',
)


def parse(words: str) -> Query:
    return parse_query(words, vocabulary=KNOWN, today=TODAY, meetings=MEETINGS)


@pytest.mark.parametrize("words", ASKED)
def test_a_question_about_a_meeting_is_read(words: str) -> None:
    found = parse(words)
    assert (found.subject, found.fact) == ("facts", ASKED[words])


@pytest.mark.parametrize("words", NOT_ASKED)
def test_a_question_about_something_else_is_not_one_about_a_meeting(words: str) -> None:
    assert (parse(words).subject != "facts", parse(words).fact) == (True, "")


@pytest.mark.parametrize(("fact", "example"), [(fact, example) for fact, _, example in FACTS])
def test_each_example_of_the_table_is_read_as_its_fact(fact: FactName, example: str) -> None:
    offices = {"CC": "Chief Constable", "PCC": "Police and Crime Commissioner", "CFO": "Chief Finance Officer"}
    assert parse_query(example, vocabulary=Vocabulary(offices), today=TODAY).fact == fact


def test_whom_a_question_about_a_meeting_names_is_kept() -> None:
    assert parse("how often did the HM or Ann Roe miss meetings").roles == ("HM",)
    assert parse("how often did the HM or Ann Roe miss meetings").people == ("Ann Roe",)


def test_the_chair_is_asked_for_and_not_an_office_that_is_like_it() -> None:
    assert parse("who was the chair in May").roles == ()
    assert parse("who was the vice chair in May").roles == ("Vice Chair",)


def test_a_name_that_nobody_known_has_is_kept_as_typed() -> None:
    assert parse("did Jane Doe attend in May 2024").people == ("Jane Doe",)


def test_words_of_the_name_of_a_body_choose_its_meetings() -> None:
    assert parse("how often did the audit panel meet in 2023").topic == "audit panel"
    assert parse("when does the board next meet").topic == "board"
    assert parse("when does the committee next meet").topic == ""
