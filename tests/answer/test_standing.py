"""An action is told once, as it stands on the day asked, however many rows of action logs speak of it."""

import datetime as dt

import pytest

from assurance_bot import answer
from assurance_bot.answer.known import known
from assurance_bot.answer.noted import book
from assurance_bot.errors import NotFoundError
from assurance_bot.records import Action, Statement
from assurance_bot.render.phrases import who
from support.demo import LAST, demo


def asked(words: str, day: dt.date = LAST) -> answer.Answer:
    return answer.ask(demo(), words, today=day)


@pytest.mark.parametrize(
    "words",
    [
        "what was said on estates in financial year 2023/24?",
        "what was said about vetting?",
        "what was said about custody",
    ],
)
def test_among_all_that_was_said_an_action_comes_once_and_as_it_stands(words: str) -> None:
    held = book(demo(), day=LAST)
    now = {trail.id: noted.status for trail, noted in held.standings}
    trails = []
    for finding in asked(words).findings:
        if isinstance(finding.record, Action) and (trail := held.trail_of(finding.record.id)):
            trails.append(trail.id)
            assert finding.status == finding.record.status == now[trail.id]
    assert trails
    assert len(trails) == len(set(trails))


def test_what_was_promised_comes_before_what_was_reported_on_the_same() -> None:
    found = [f.record for f in asked("what has the DCC committed to about complaints?").findings]
    wanted = [isinstance(r, Action) or (isinstance(r, Statement) and r.nature == "commitment") for r in found]
    assert True in wanted
    assert False in wanted
    assert wanted == sorted(wanted, reverse=True)


def test_what_a_person_committed_to_is_shown_by_words_that_name_the_person() -> None:
    people = known(demo().register).vocabulary.people
    shown = 0
    for person in people:
        for finding in asked(f"what did {person} commit to?").findings:
            record = finding.record
            parties = record.owners if isinstance(record, Action) else getattr(record, "speakers", ())
            assert person in {p.person for p in parties}, (person, record.text)
            shown += 1
    assert shown > 20


@pytest.mark.parametrize(
    ("words", "closed"),
    [
        ("open actions for the PCC", "joint letter"),
        ("open actions about custody except the DCC's", "healthcare professional"),
        ("what does Douglas Harkaway still owe?", "recovery plan"),
    ],
)
def test_where_nothing_is_open_what_was_closed_stands_beside(words: str, closed: str) -> None:
    given = asked(words)
    assert given.findings == ()
    assert given.beside_title == "Of another status"
    assert {f.status for f in given.beside} <= {"closed", "superseded"}
    assert any(closed in f.record.text for f in given.beside)


@pytest.mark.parametrize(
    ("words", "closed"),
    [("actions about custody except the DCC's", "healthcare professional"), ("actions on Pellbridge", "final account")],
)
def test_where_no_status_is_said_and_none_is_open_the_closed_are_given_and_the_answer_says_so(
    words: str, closed: str
) -> None:
    given = asked(words)
    assert {f.status for f in given.findings} <= {"closed", "superseded"}
    assert any(closed in f.record.text for f in given.findings)
    assert given.query.status == "all"
    assert any(note.startswith("None of them is open") for note in given.notes)


def test_what_was_open_on_a_day_past_is_told_as_it_stood_then() -> None:
    given = asked("what was overdue on 30 September 2023?")
    assert {f.status for f in given.findings} <= {"open", "reported"}
    assert any("speed watch" in f.record.text for f in given.findings)
    assert "30 September 2023" in given.summary


def test_many_actions_of_another_status_are_counted_and_not_shown() -> None:
    given = answer.actions(demo(), "reported ACC", today=LAST)
    listed = answer.actions(demo(), "all ACC", today=LAST).findings
    assert (given.findings, given.beside) == ((), ())
    assert len(listed) > 10
    assert any(note.startswith(f"{len(listed)} actions match with another status") for note in given.notes)


def test_what_somebody_still_has_to_do_are_the_open_actions() -> None:
    wanted = [f.record.id for f in asked("open actions for the chief constable").findings]
    assert wanted
    for words in ("what has the chief constable still got to do?", "what does the chief constable still have to do"):
        assert [f.record.id for f in asked(words).findings] == wanted


def test_actions_carried_forward_more_than_once_are_those_whose_date_was_moved_twice() -> None:
    given = asked("which actions were carried forward more than once?")
    assert given.findings
    assert all(f.standing is not None and len(f.standing.slips) > 1 for f in given.findings)
    once = asked("which actions were carried forward?")
    assert {f.record.id for f in given.findings} < {f.record.id for f in once.findings}


def test_a_figure_of_a_year_is_found_where_the_next_year_tells_it() -> None:
    first = asked("how many people were killed or seriously injured in 2023?").findings[0]
    assert "198" in first.record.text
    assert first.meeting.date == dt.date(2024, 1, 31)
    assert asked("how many people were killed or seriously injured in 2023?", dt.date(2024, 1, 30)).findings[0] != first


def test_how_often_a_phrase_was_raised_counts_the_meetings_that_hold_it() -> None:
    for finding in asked("how often was stop and search raised?").findings:
        whole = demo().register.meeting(finding.meeting.id)
        text = demo().register.document(whole.source)
        item = [p for p in whole.passages if p.item == finding.record.item]
        said = " ".join([finding.item, *(text.quote(p.spans).text for p in item)]).lower()
        assert "stop and search" in said


@pytest.mark.parametrize(
    ("words", "person"),
    [
        ("what did the last chief constable commit to?", "Douglas Harkaway"),
        ("what did the new CC say about workforce", "Callum Strand"),
        ("what did the current chief commit to", "Callum Strand"),
    ],
)
def test_the_new_and_the_last_holder_are_persons(words: str, person: str) -> None:
    given = asked(words)
    assert given.query.people == (person,)
    assert given.query.roles == ()
    assert given.findings


@pytest.mark.parametrize(
    "words",
    ["what was the PCC assured of about vetting?", "has the PCC been told about vetting", "were the PCC promised"],
)
def test_who_was_told_did_not_say_it(words: str) -> None:
    given = asked(words)
    assert (given.query.roles, given.query.unread) == ((), ("to PCC",))


def test_who_has_promised_did_say_it() -> None:
    assert asked("what has the CC promised on complaints").query.roles == ("CC",)


def test_after_a_list_of_actions_oldest_first_is_its_order() -> None:
    given = answer.converse(demo(), ["open actions", "oldest first"], today=LAST)
    days = [f.meeting.date for f in given.findings]
    assert days == sorted(days, key=str)
    assert given.query.subject == "actions"
    assert given.query.shape == "found"


def test_questions_whose_own_words_are_of_the_topic_come_before_those_whose_replies_are() -> None:
    found = asked("what did the PCC ask about custody?").findings
    assert "custody" in f"{found[0].record.text} {found[0].item}".lower()


def test_words_that_no_minutes_hold_are_told() -> None:
    given = asked("what was said about unicorns")
    assert given.findings == ()
    assert "No minutes here hold “unicorns”." in given.notes


@pytest.mark.parametrize("words", ["asdfgh qwerty", "was ist mit der Polizei los?"])
def test_words_of_which_most_are_in_no_minutes_and_that_ask_nothing_are_shown_back_with_questions(words: str) -> None:
    given = asked(words)
    assert given.query.unread
    assert any(note.startswith("These would work: ") and note.count("“") == 3 for note in given.notes)


def test_the_id_of_a_record_asks_for_it_as_it_stands() -> None:
    first = asked("open actions for the CC").findings[0]
    given = asked(f"what is {first.record.id.lower()}?")
    assert [(f.record.id, f.status) for f in given.findings] == [(first.record.id, first.status)]
    assert asked("what is A-AAAAAAAAAA?").findings == ()


@pytest.mark.parametrize("day", ["31/02/2024", "30 February", "30th of february"])
def test_a_day_that_no_calendar_has_is_told(day: str) -> None:
    assert asked(f"actions due before {day}").query.unread == (f"before {day}",)


def test_a_word_that_asks_is_not_mended() -> None:
    assert asked("what was criticised about vetting").notes == ()


def test_concern_asks_for_challenges() -> None:
    for words in ("who expressed concern about custody?", "who was concerned about custody"):
        assert asked(words).query.subject == "challenges"
        assert asked(words).query.topic == "custody"


def test_what_was_the_case_meanwhile_is_not_read_and_said_so() -> None:
    given = asked("what did the chief executive ask when he was in the chair")
    assert given.query.unread == ("when he was in the chair",)
    assert given.findings


def test_how_long_asks_for_a_figure() -> None:
    first = asked("how long does PSD take to finalise a complaint").findings[0]
    assert "days to finalise a complaint" in " ".join(first.record.text.split())


def test_what_was_said_on_one_word_holds_what_one_office_said_on_it() -> None:
    everybody = {f.record.id for f in asked("what was said about workforce?").findings}
    assert {f.record.id for f in asked("what did the CC say about workforce?").findings} <= everybody


def test_a_question_of_which_the_asker_is_not_named_stands_beside_those_of_whoever_is_asked_for() -> None:
    given = asked("what did the PCC ask about New Year's Eve?")
    assert given.beside_title == "Asker not named"
    assert any("New Year’s Eve" in f.record.text for f in given.beside)


def test_words_whose_verb_tells_of_no_speaking_are_not_said_to_name_nobody() -> None:
    given = asked("what did the DCC say about the figure by Christmas?")
    assert given.beside_title == "On this, but no speaker could be told"
    assert [who(f.record) for f in given.beside] == ["In the minutes, no speaker could be told"] * len(given.beside)
    assert "The DCC preferred not to guess." in [f.record.text for f in given.beside]


def test_a_brief_says_that_it_quotes_and_does_not_claim_to_be_all_that_the_minutes_hold() -> None:
    assert asked("everything on vetting for the next meeting").notes == (
        "Quoted in the minutes’ own words; nothing is summarised.",
    )


def test_a_name_that_nothing_has_is_told_in_the_marks_used_elsewhere_and_without_what_cannot_be_shown() -> None:
    assert str(NotFoundError("record", "A-\x1b[2J")) == "There is no record called “A-\ufffd[2J”."
