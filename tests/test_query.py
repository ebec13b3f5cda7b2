"""Questions as people type them, and what they ask; and that nothing a person can type raises or is slow."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assurance_bot.query import LONGEST, Choice, Query, Vocabulary, acting, parse_query, short_forms

TODAY = dt.date(2024, 12, 31)
MEETINGS = (dt.date(2024, 10, 30), dt.date(2024, 11, 26), dt.date(2024, 12, 18))
OFFICES = {
    "PCC": "Police and Crime Commissioner",
    "DPCC": "Deputy Police and Crime Commissioner",
    "CC": "Chief Constable",
    "DCC": "Deputy Chief Constable",
    "ACC": "Assistant Chief Constable",
    "T/CC": "Temporary Chief Constable",
    "CFO": "Chief Finance Officer",
    "Head of Estates": "Head of Estates",
    "Governance Officer": "Governance Officer",
}
PEOPLE = ("Douglas Harkaway", "Callum Strand", "Priya Venn", "Owen Thackery", "Nerys Pembrey", "Rosalind Quayle")
ACRONYMS = {
    "IVM": "Integrated Victim Management",
    "FVU": "Force Vetting Unit",
    "BWV": "Body Worn Video",
    "VCOP": "Victims’ Code of Practice",
    "ICV": "Independent Custody Visitors",
    "IT": "Information Technology",
    "PV": "Priya Venn",
}
KNOWN = Vocabulary(OFFICES, PEOPLE, ACRONYMS, bodies=("Fire Authority", "Audit Committee"))
CHIEF = ("CC",)


def days(
    first: tuple[int, int, int] | None, last: tuple[int, int, int] | None
) -> tuple[dt.date | None, dt.date | None]:
    return dt.date(*first) if first else None, dt.date(*last) if last else None


MARCH = days((2024, 3, 1), (2024, 3, 31))
FORTNIGHT = days((2024, 12, 31), (2025, 1, 14))
COMMITMENTS = {
    "what did the CC commit to on IVM?": Query(
        "commitments", CHIEF, topic="IVM", also=("Integrated Victim Management",)
    ),
    "what did the chief constable commit to on integrated victim management": Query(
        "commitments", CHIEF, topic="integrated victim management", also=("IVM",)
    ),
    "what did the chief promise on vetting": Query("commitments", CHIEF, topic="vetting"),
    "Chief Constable’s commitments on the Force Vetting Unit": Query(
        "commitments", CHIEF, topic="Force Vetting Unit", also=("FVU",)
    ),
    "what will the CC do about burglary": Query("commitments", CHIEF, topic="burglary"),
    "what is the chief going to do about burglary": Query("commitments", CHIEF, topic="burglary"),
    "what did the CC agree to on vetting": Query("commitments", CHIEF, topic="vetting"),
    "what did Douglas Harkaway promise on burglary": Query(
        "commitments", people=("Douglas Harkaway",), topic="burglary"
    ),
    "what did the DCC and the ACC undertake to do": Query("commitments", ("DCC", "ACC")),
    "pledges on rural crime since 2024": Query(
        "commitments", topic="rural crime", between=days((2024, 1, 1), None), when="since 2024"
    ),
    "what was promised to the PCC": Query("commitments", unread=("to PCC",)),
}
SAID = {
    "what was said about body worn video": Query(topic="body worn video", also=("BWV",)),
    "BWV": Query(topic="BWV", also=("Body Worn Video",)),
    "bwv": Query(topic="bwv", also=("Body Worn Video",)),
    "BWV audit": Query(topic="BWV audit", also=("Body Worn Video audit",)),
    "victims' code of practice": Query(topic="victims code of practice", also=("VCOP",)),
    "the ICVs": Query(topic="ICVs", also=("Independent Custody Visitors",)),
    "what did IT say": Query(topic="IT", also=("Information Technology",)),
    "101 call answering": Query(topic="101 call answering"),
    "stop and search in the north": Query(topic="stop and search in the north"),
    '"recovery plan"': Query(topic="recovery plan", exact=("recovery plan",)),
    "“Not closed”, said the DCC": Query(roles=("DCC",), topic="Not closed", exact=("Not closed",)),
    "what did Strand say at the last meeting": Query(
        people=("Callum Strand",), between=days((2024, 12, 18), (2024, 12, 18)), when="at the last meeting"
    ),
    "what did strand say": Query(people=("Callum Strand",)),
    "every strand of work": Query(topic="strand of work"),
    "what did Chief Constable Strand say": Query(people=("Callum Strand",)),
    "what did PV say": Query(people=("Priya Venn",)),
    "what did the commissioner say": Query(roles=("PCC",)),
    "what did the deputy commissioner say": Query(roles=("DPCC",)),
    "what did the acting chief constable say": Query(roles=("T/CC",)),
    "what did the CC tell the PCC about drugs": Query(roles=CHIEF, topic="drugs", unread=("to PCC",)),
    "what did the PCC tell the CC and the ACC about vetting": Query(
        roles=("PCC",), topic="vetting", unread=("to CC", "to ACC")
    ),
    "what was said about the CC": Query(topic="CC"),
    "progress on vetting": Query(topic="vetting"),
    "what has been done about vetting": Query(topic="vetting"),
    "what action has been taken on speeding": Query(topic="speeding"),
    "emergency response times": Query(topic="emergency response times"),
    "the annual report on estates": Query(topic="annual report on estates"),
    "what happened in January 2019": Query(between=days((2019, 1, 1), (2019, 1, 31)), when="in January 2019"),
    "CC vetting 2024": Query(roles=CHIEF, topic="vetting", between=days((2024, 1, 1), (2024, 12, 31)), when="in 2024"),
}
OTHERS = {
    "what did the PCC ask about 101 call answering?": Query("questions", ("PCC",), topic="101 call answering"),
    "what did the PCC ask the CC about vetting": Query("questions", ("PCC", *CHIEF), topic="vetting", asker=("PCC",)),
    "questions about the annual report": Query("questions", topic="annual report"),
    "unanswered questions to the DCC": Query("questions", ("DCC",), choice=Choice(unanswered=True)),
    "what was decided about the action plan": Query("decisions", topic="action plan"),
    "decisions on estates": Query("decisions", topic="estates"),
    "what was agreed about Pellbridge in 2023": Query(
        "decisions", topic="Pellbridge", between=days((2023, 1, 1), (2023, 12, 31)), when="in 2023"
    ),
    "what assurances did the DCC give about custody": Query("assurances", ("DCC",), topic="custody"),
    "what challenges did the PCC put to the CC on vetting": Query(
        "challenges", ("PCC",), topic="vetting", unread=("to CC",)
    ),
    "what concerns did the PCC raise about estates": Query("challenges", ("PCC",), topic="estates"),
    "how many 999 calls were abandoned": Query("figures", topic="999 calls abandoned"),
    "figures on vetting": Query("figures", topic="vetting"),
}
ACTIONS = {
    "open actions for CC": Query("actions", CHIEF, status="open"),
    "what does the ACC owe us": Query("actions", ("ACC",), status="open"),
    "tasks for Nerys Pembrey": Query("actions", people=("Nerys Pembrey",), status="open"),
    "what is outstanding for the deputy chief": Query("actions", ("DCC",), status="open"),
    "what is overdue?": Query("actions", status="overdue"),
    "tell me about overdue actions": Query("actions", status="overdue"),
    "overdue commitments of the CC": Query("actions", CHIEF, status="overdue"),
    "what actions are late": Query("actions", status="overdue"),
    "which actions on vetting are still open?": Query("actions", topic="vetting", status="open"),
    "closed actions since June 2024": Query(
        "actions", status="closed", between=days((2024, 6, 1), None), when="since June 2024"
    ),
    "all actions about FVU": Query("actions", topic="FVU", also=("Force Vetting Unit",), status="all"),
    "is the action on strip search closed?": Query("actions", topic="strip search", status="all"),
    "has the roads strategy been delivered": Query("actions", topic="roads strategy", status="all"),
    "is anything overdue on estates": Query("actions", topic="estates", status="overdue"),
    "actions set in March 2024": Query(
        "actions", status="all", between=days((2024, 3, 1), (2024, 3, 31)), when="in March 2024"
    ),
    "actions due next month": Query(
        "actions", status="due", between=days((2025, 1, 1), (2025, 1, 31)), when="next month"
    ),
    "actions due in January": Query(
        "actions", status="due", between=days((2025, 1, 1), (2025, 1, 31)), when="in January"
    ),
    "actions due in November": Query(
        "actions", status="due", between=days((2024, 11, 1), (2024, 11, 30)), when="in November"
    ),
    "reported actions set in March 2024": Query("actions", status="reported", between=MARCH, when="in March 2024"),
    "actions about vetting in the Fire Authority": Query(
        "actions", topic="vetting", status="open", body="Fire Authority"
    ),
    "actions due within 14 days": Query("actions", status="due", between=FORTNIGHT, when="in the next 14 days"),
    "actions due 14 January": Query(
        "actions", status="due", between=days((2025, 1, 14), (2025, 1, 14)), when="on 14 January"
    ),
    "history of action 1/24": Query("actions", status="all", shape="history", choice=Choice(reference="1/24")),
    "what was said about action 1/24": Query("actions", status="all", choice=Choice(reference="1/24")),
    "AP 1/24 and 3/24": Query("actions", status="all", choice=Choice(reference="AP 1/24 and 3/24")),
    "1/24": Query("actions", status="all", choice=Choice(reference="1/24")),
    "what did the CC commit to about AP 3/18": Query("commitments", CHIEF, topic="AP 3/18"),
    "what did Cllr Quayle say on vetting": Query(people=("Rosalind Quayle",), topic="vetting"),
    "how often was the vetting question asked?": Query("questions", topic="vetting", shape="often"),
    "how many times was the question on vetting asked": Query("questions", topic="vetting", shape="often"),
    "how often did the PCC ask about vetting": Query("questions", ("PCC",), topic="vetting", shape="often"),
    "how often was vetting raised": Query(topic="vetting", shape="often"),
    "what did the CC say about late payments": Query(roles=CHIEF, topic="late payments"),
    "the late shift": Query(topic="late shift"),
}
LISTED = {
    "": Query("actions", status="open"),
    "open CC": Query("actions", CHIEF, status="open"),
    "overdue": Query("actions", status="overdue"),
    "due": Query("actions", status="due"),
    "closed": Query("actions", status="closed"),
    "all CC about vetting": Query("actions", CHIEF, topic="vetting", status="all"),
    "open about late payments": Query("actions", topic="late payments", status="open"),
    "about decisions on estates": Query("actions", topic="decisions on estates", status="open"),
    "Pembrey": Query("actions", people=("Nerys Pembrey",), status="open"),
    "Mr Strand": Query("actions", people=("Callum Strand",), status="open"),
    "reported": Query("actions", status="reported"),
    "reported CC about vetting": Query("actions", CHIEF, topic="vetting", status="reported"),
    "superseded ACC": Query("actions", ("ACC",), status="superseded"),
    "due 14": Query("actions", status="due", between=FORTNIGHT, when="in the next 14 days"),
    "due 14 CC": Query("actions", CHIEF, status="due", between=FORTNIGHT, when="in the next 14 days"),
    "due within a fortnight": Query("actions", status="due", between=FORTNIGHT, when="in the next 14 days"),
    "overdue set in March 2024": Query("actions", status="overdue", between=MARCH, when="in March 2024"),
    "closed about vetting set in March 2024 newest first": Query(
        "actions",
        topic="vetting",
        status="closed",
        between=MARCH,
        when="in March 2024",
        choice=Choice(by="set", order="newest"),
    ),
    "all by age": Query("actions", status="all", choice=Choice(order="oldest")),
    "all 1/24": Query("actions", status="all", choice=Choice(reference="1/24")),
    "in Fire Authority": Query("actions", status="open", body="Fire Authority"),
    "2024": Query("actions", status="all", between=days((2024, 1, 1), (2024, 12, 31)), when="in 2024"),
}


def parse(words: str) -> Query:
    return parse_query(words, vocabulary=KNOWN, today=TODAY, meetings=MEETINGS)


@pytest.mark.parametrize(
    ("words", "expected"), [*COMMITMENTS.items(), *SAID.items(), *OTHERS.items(), *ACTIONS.items()]
)
def test_a_question_is_read_as_it_is_meant(words: str, expected: Query) -> None:
    assert parse(words) == expected


@pytest.mark.parametrize(("words", "expected"), LISTED.items())
def test_the_words_after_actions_are_a_status_an_owner_and_a_topic(words: str, expected: Query) -> None:
    found = parse_query(words, vocabulary=KNOWN, today=TODAY, meetings=MEETINGS, subject="actions")
    assert found == expected


def test_a_question_is_read_the_same_in_capitals_and_in_small_letters() -> None:
    for words in ("what did the cc commit to on vetting?", "WHAT DID THE CC COMMIT TO ON VETTING?"):
        found = parse(words)
        assert (found.subject, found.roles, found.topic.lower()) == ("commitments", CHIEF, "vetting")


def test_the_chief_is_the_office_that_others_are_built_on() -> None:
    assert short_forms(OFFICES)["chief"] == "CC"
    assert "chief" not in short_forms({"CEO": "Chief Executive Officer", "CFO": "Chief Finance Officer"})


def test_whoever_holds_an_office_for_a_time_answers_for_it_and_not_the_reverse() -> None:
    assert acting("CC", OFFICES) == ("CC", "T/CC")
    assert acting("T/CC", OFFICES) == ("T/CC",)


def test_a_short_form_that_two_offices_share_is_nobodys() -> None:
    two = {"Chair": "Chair of the Audit Committee", "Board Chair": "Chair of the Board"}
    assert short_forms(two) == {}


def test_without_minutes_every_question_is_words_and_a_kind() -> None:
    found = parse_query("what did the CC commit to on IVM?", vocabulary=Vocabulary(), today=TODAY)
    assert found == Query("commitments", topic="CC IVM")


@pytest.mark.parametrize(
    "words", ["", " ", "\n\t", "?", "…!", "*", '"', "🙂🙂", "\x00", "\u202e", "()[]{}", "what is it?"]
)
def test_words_that_ask_nothing_give_an_empty_query(words: str) -> None:
    assert parse(words).empty


TRYING = [
    "AND (",
    "field:value OR *",
    '"unclosed quote',
    "(((((",
    r"\d+ [a-z]* (?P<x>",
    "text:ivm^4 ~2 [a TO b]",
    "what did the CC\x00 commit to\x1e\x1f on IVM",
    "что обещал начальник полиции?",
    "警察局长承诺了什么",
    "ماذا وعد رئيس الشرطة",
    "Beth ddywedodd y Prif Gwnstabl am fetio?",
    "👮‍♀️ IVM 🚓",
    "'; DROP TABLE actions; --",
    "é́́́" * 500,
    "the " * 2500,
    "CC " * 3333,
    "a" * 10_000,
    "between " * 1250,
    '"' * 10_000,
    "1/1/" * 2500,
    "is " + "open " * 2000,
    "Strand, " * 1250,
    "vetting " + "but not renewals " * 1000,
    "vetting" + " -renewals" * 1000,
]


@pytest.mark.parametrize("words", TRYING, ids=[ascii(words[:24]) for words in TRYING])
def test_odd_words_are_read_within_a_second(words: str) -> None:
    begun = time.process_time()  # other programs on the machine are no matter of the reading
    parse(words)
    assert time.process_time() - begun < 1


PIECES = st.sampled_from(
    [
        "what did",
        "the",
        "CC",
        "commit to",
        "on",
        "about",
        "overdue",
        "since",
        "2024",
        "IVM",
        "Roe",
        '"',
        "*",
        "(",
        "?",
        "\x00",
        "to",
        "for",
    ]
)


@settings(max_examples=150, deadline=1000)
@example("\u0130" * 50)  # lower-casing lengthens it
@example("\ufdfa" * 200)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map(" ".join)))
def test_whatever_is_typed_gives_a_query_of_its_own_words(words: str) -> None:
    found = parse(words)
    typed = words.casefold()
    assert all(
        piece.casefold().strip("'") in typed.replace("’", "'").replace("‘", "'").replace("`", "'")
        for piece in found.topic.split()
    )
    assert found.subject in (
        "actions",
        "said",
        "commitments",
        "questions",
        "decisions",
        "figures",
        "assurances",
        "challenges",
        "facts",
    )


def test_what_follows_the_longest_question_is_not_read() -> None:
    assert parse("x" * LONGEST + " overdue actions").status == "any"


SPOKEN = {
    "which actions did the PCC have?": ("actions", "all"),
    "what actions has the DPCC ever had": ("actions", "all"),
    "how many actions on vetting have there been": ("actions", "all"),
    "list every action on vetting": ("actions", "all"),
    "what actions does the PCC have": ("actions", "open"),
    "anything the DCC hasn't done yet?": ("actions", "open"),
    "everything on the action log that isn't closed": ("actions", "open"),
    "live actions on vetting": ("actions", "open"),
    "any jobs past their deadline": ("actions", "overdue"),
    "has the DCC got anything outstanding on vetting?": ("actions", "open"),
    "actions about vetting, whatever the status": ("actions", "all"),
    "vetting renewals outstanding": ("said", "any"),
    "has the DCC signed up to anything on vetting": ("commitments", "any"),
    "PCC worries about vetting": ("challenges", "any"),
    "written qs on vetting": ("questions", "any"),
    "how much did the vetting system cost us": ("figures", "any"),
    "the abandonment rate": ("figures", "any"),
}


@pytest.mark.parametrize(("words", "expected"), SPOKEN.items())
def test_what_staff_say_is_read_as_the_kind_and_the_status_they_mean(words: str, expected: tuple[str, str]) -> None:
    found = parse(words)
    assert (found.subject, found.status) == expected


def test_days_after_from_are_those_of_what_is_listed() -> None:
    assert parse("actions from July 2018").between == (dt.date(2018, 7, 1), dt.date(2018, 7, 31))
    assert parse("what was said on vetting from July 2018").between[1] is None


def test_a_month_and_a_short_year_at_the_end_are_days() -> None:
    assert parse("vetting figures Nov 18").between == (dt.date(2018, 11, 1), dt.date(2018, 11, 30))


def test_a_sum_of_money_is_asked_for_and_its_verb_is_no_topic() -> None:
    found = parse("how much did the drone cost in the end?")
    assert (found.topic, found.choice.money) == ("drone", True)


def test_to_whom_something_is_owed_does_not_owe_it() -> None:
    assert parse("what does the CC owe the PCC").roles == ("CC",)
