"""Whose words they are, and whether they promise: lists somebody speaks, hopes and denials, who is asked, the chair."""

from __future__ import annotations

import pytest

from assurance_bot.extract import extract
from assurance_bot.parse.meeting import parse_meeting
from assurance_bot.records import Action, Decision, Figure, Question, Statement
from making import document_of, meeting_of, records_of

HEAD = """Northgate Police Board
Minutes of the meeting held on Tuesday 14 January 2025
Chair: Ann Lee
Present: Ann Lee, Police and Crime Commissioner (PCC); Bob Ray, Chief Constable (CC); Cass Dow, Deputy Chief Constable (DCC);
Eve Fox, Treasurer

1. Vetting
"""
SOURCE = "northgate/2025-01-14.txt"
ACTION = "\n\nACTION: CC to publish the list by 31 March.\n"


def said(words: str) -> list[tuple[str, list[str], str]]:
    """Return the nature, the speakers and the words of the statements of minutes that mark their actions."""
    found = records_of(HEAD + words + ACTION, Statement, source=SOURCE)
    return [(s.nature, [p.label for p in s.speakers], s.text) for s in found]


def asked(words: str) -> list[tuple[str | None, str | None, str, list[str]]]:
    """Return who asks whom, the words of the questions, and those of their replies."""
    document = document_of(HEAD + words + ACTION, source=SOURCE)
    meeting, _ = parse_meeting(document)
    found = extract(meeting, document)[0].records
    texts = {r.id: r.text for r in found}
    questions = [r for r in found if isinstance(r, Question)]
    return [
        (
            q.asker.label if q.asker else None,
            q.asked_of.label if q.asked_of else None,
            q.text,
            [texts[r] for r in q.replies],
        )
        for q in questions
    ]


def test_a_list_under_who_responded_is_theirs_whatever_others_will_do() -> None:
    found = said(
        "The CC responded:\n• 412 visits were made.\n• The DCC would lead a team.\n• The Treasurer will find the money.\n"
    )
    assert [speakers for _, speakers, _ in found] == [["CC"]] * 3


@pytest.mark.parametrize(
    "words",
    [
        "The PCC hoped that the force would recruit 12 officers by Easter.",
        "The PCC expected that the CC would publish it.",
        "The PCC wished the CC would answer.",
        "It was suggested that officers would be asked to work at weekends.",
        "The CC denied that he would close Wexley.",
    ],
)
def test_what_is_hoped_suggested_or_denied_is_neither_promised_nor_a_task(words: str) -> None:
    assert [n for n, _, _ in said(words) if n == "commitment"] == []
    assert records_of(HEAD + words, Action, source=SOURCE) == []


def test_who_was_asked_answers_as_she() -> None:
    words = "Cass Dow was asked whether she would visit all 14 stations. She said she would do so by the end of July."
    assert asked(words) == [
        (
            None,
            "DCC",
            "Cass Dow was asked whether she would visit all 14 stations.",
            ["She said she would do so by the end of July."],
        )
    ]
    assert said(words)[0][1] == ["DCC"]


def test_words_that_introduce_questions_are_none() -> None:
    found = asked(
        "The PCC had put the following questions in writing:\n1. How many visits were made?\n2. Will the CC publish it?\n"
    )
    assert [text for _, _, text, _ in found] == ["How many visits were made?", "Will the CC publish it?"]


def test_what_another_says_before_the_one_a_question_is_put_to_is_no_answer() -> None:
    found = asked(
        "1. Can the CC explain the delay?\n\nThe PCC commented that he had paid more. The CC said that it was over.\n"
    )
    assert [replies for *_, replies in found] == [["The CC said that it was over."]]


def test_the_chair_of_the_header_is_the_chair_in_the_text() -> None:
    (question, *_) = records_of(HEAD + "The Chair asked the CC how many had lapsed." + ACTION, Question, source=SOURCE)
    assert question.asker
    assert (question.asker.label, question.asker.person) == ("Chair", "Ann Lee")


@pytest.mark.parametrize(
    ("words", "value", "number", "measures"),
    [
        ("Over a third of kiosks had failed.", "a third", 1 / 3, "kiosks"),
        ("Nine of the 14 trainees had passed.", "Nine of the 14", 9 / 14, "trainees"),
        ("Two in five officers had left.", "Two in five", 0.4, "officers"),
        ("It cost three quarters of a million.", "three quarters of a million", 750_000, ""),
    ],
)
def test_a_share_in_words_is_a_figure(words: str, value: str, number: float, measures: str) -> None:
    first = records_of(HEAD + words, Figure, source=SOURCE)[0]
    assert (first.value, first.measures) == (value, measures)
    assert first.number == pytest.approx(number)


@pytest.mark.parametrize("words", ["This action replaces 13.4 below.", "It was carried, 2 for, 1 against."])
def test_the_number_of_an_item_or_of_votes_is_no_figure(words: str) -> None:
    assert records_of(HEAD + words, Figure, source=SOURCE) == []


@pytest.mark.parametrize("words", ["Action: Noted.", "Action: None.", "Action: No action required."])
def test_an_action_that_says_there_is_none_is_none(words: str) -> None:
    assert records_of(HEAD + words, Action, source=SOURCE) == []


LIST = HEAD + "The list was read.\n\n2. Actions\n\n"


def test_an_entry_of_a_list_of_actions_that_only_tells_is_no_new_task() -> None:
    told = "The Board heard that the Trust had been answered on 14 April.\n\nThe survey was still outstanding.\n"
    found = records_of(f"{LIST}CC to mend the gate.\n\n{told}", Action, source=SOURCE)
    assert [a.text for a in found] == ["CC to mend the gate."]


def test_a_task_struck_out_but_for_a_word_is_closed() -> None:
    head = "# Northgate Board\n\nDate: 14 January 2025\n\nPresent: Ann Lee (Chair)\n\n## 2. Actions\n\n"
    text = f"{head}- ~~AL to report on agency spend~~ withdrawn\n"
    (action,) = records_of(text, Action, source="northgate/2025-01-14.md")
    assert action.status == "closed"


PAGES = """Northgate Police Board
Minutes of the meeting held on Tuesday 14 January 2025
Present: Ann Lee (PCC), Bob Ray (CC)

1. Vetting
The CC replied that he would bring a

Northgate Board – Vetting Panel
Page 1 of 2
OFFICIAL

draft plan to the March meeting.
"""


def test_a_running_title_that_cuts_a_sentence_once_is_left_out_of_it() -> None:
    found = records_of(PAGES, Action, source=SOURCE)
    assert [a.text for a in found] == ["The CC replied that he would bring a draft plan to the March meeting."]
    assert [i.title for i in meeting_of(PAGES, source=SOURCE).items] == ["Vetting"]


@pytest.mark.parametrize(
    "second",
    [
        "Minutes of the meeting held on Tuesday 11 February 2025",
        "Date: Tuesday 11 February 2025",
        "Meeting of 11 February 2025",
    ],
)
def test_a_second_meeting_in_one_file_is_named(second: str) -> None:
    after = f"Northgate Police Board\n{second}\nPresent: Ann Lee, Bob Ray\n\n1. Roads\nBob Ray to mend it.\n"
    text = f"{HEAD}The list was read.\n\n{after}"
    _, problems = parse_meeting(document_of(text, source=SOURCE))
    assert [p.line for p in problems if "a second meeting seems to begin here" in p.message] == [11]


def test_the_minutes_that_a_meeting_approves_are_no_second_meeting() -> None:
    told = "Minutes of the meeting held on 10 December 2024 were approved.\nPresent for this item: Ann Lee\n"
    text = f"{HEAD}The list was read.\n\n2. Minutes\n{told}"
    _, problems = parse_meeting(document_of(text, source=SOURCE))
    assert not [p for p in problems if "second meeting" in p.message]


def test_a_title_that_says_of_what_is_the_office_of_its_first_word() -> None:
    head = HEAD.replace("Eve Fox, Treasurer", "Eve Fox, Clerk to the Authority (CL)")
    (action,) = records_of(head + "Action: Clerk to mend the gate.", Action, source=SOURCE)
    assert [(p.label, p.person) for p in action.owners] == [("CL", "Eve Fox")]


def test_a_long_list_below_its_label_is_one_of_attendance() -> None:
    people = "Ann Lee, Chair of the Authority (CA)\nBob Ray, Chief Fire Officer (CFO)\n"
    people += "Cass Dow, Deputy Chief Fire Officer (DCFO)\n"
    text = (
        "Northgate Fire Authority\nScrutiny Meeting November 2024\nDate: Thursday 14 November 2024\n\nAttendance:\n\n"
        f"{people}Eve Fox, Clerk to the Authority (CL)\n\n1\nMATTERS ARISING\nNone.\n"
    )
    found = meeting_of(text, source="northgate/2024-11-14.txt").attendance
    assert [p.name for p in found] == ["Ann Lee", "Bob Ray", "Cass Dow", "Eve Fox"]


def test_a_question_in_quotation_marks_is_asked_by_whom_its_label_names() -> None:
    found = asked('PCC: "Will you publish the figures monthly?"\nCC: "Yes, from April."\n')
    assert [(asker, text, replies) for asker, _, text, replies in found] == [
        ("PCC", '"Will you publish the figures monthly?"', ['"Yes, from April."'])
    ]


@pytest.mark.parametrize("words", ["The CC declined to give a date.", "The CC refused to be drawn on a date."])
def test_a_refusal_to_answer_is_what_its_speaker_said(words: str) -> None:
    assert said(words) == [("report", ["CC"], words)]
    assert records_of(HEAD + words, Decision, source=SOURCE) == []
