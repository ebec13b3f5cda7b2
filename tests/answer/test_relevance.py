"""What speaks of a topic: in its words or near them, slips of spelling mended, nothing of what no word tells of."""

import datetime as dt

import pytest

from assurance_bot import answer
from assurance_bot.answer.spelling import mended
from assurance_bot.records import Narrative
from support.demo import demo

DAY = dt.date(2024, 12, 31)


def asked(words: str) -> answer.Answer:
    return answer.ask(demo(), words, today=DAY)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("comitments on vetting", "commitments on vetting"),
        ("what did the cheif constable say", "what did the Chief constable say"),
        ("open actions on digtial forensics", "open actions on digital forensics"),
        ('what was said about "Representaion"', 'what was said about "Representaion"'),
        ("knife crime", "knife crime"),
        ("open actions for the CC", "open actions for the CC"),
    ],
)
def test_a_slip_of_spelling_is_read_as_the_word_that_is_there(typed: str, read: str) -> None:
    assert mended(demo(), typed)[0] == read


def test_an_answer_says_what_it_read_otherwise_than_typed() -> None:
    assert asked("comitments on vetting").notes[0].startswith("I read “comitments” as “commitments”")


def test_a_topic_of_which_one_word_stands_nowhere_is_not_answered_by_the_other() -> None:
    assert asked("what was said about knife crime").findings == ()


def test_of_two_topics_either_will_do() -> None:
    both = {f.record.id for f in asked("what was said about custody or Pellbridge").findings}
    assert both >= {f.record.id for f in asked("what was said about Pellbridge").findings[:5]}
    assert both & {f.record.id for f in asked("what was said about custody").findings[:5]}


def test_words_of_a_passage_that_no_record_holds_are_quoted_and_given_to_nobody() -> None:
    found = [f for f in asked("what was said about custody").findings if isinstance(f.record, Narrative)]
    document = {f.record.id: demo().register.document(f.record.locator.source) for f in found}
    assert all(f.record.quote == document[f.record.id].quote(f.record.quote.spans) for f in found)


@pytest.mark.parametrize(("one", "other"), [("freezing the precept", "frozen precept"), ("8 per cent", "8%")])
def test_forms_of_a_word_find_the_same(one: str, other: str) -> None:
    first, second = ([f.record.id for f in asked(f"what was said about {w}").findings][:1] for w in (one, other))
    assert first == second != []


@pytest.mark.parametrize("topic", ["custody", "vetting backlog", "the plan for the Force Contact Centre"])
@pytest.mark.parametrize("least", [0.2, 0.35, 0.5])
def test_the_passages_that_speak_of_a_topic_are_those_whose_share_is_large_enough(topic: str, least: float) -> None:
    register, index = demo().register, demo().textindex
    passages = [f"{m.id}#{p.index}" for m in register.meetings() for p in register.meeting(m.id).passages]
    alone = index.covering(topic)  # which is not asked for the passages together
    assert (
        set(index.covering(topic).units_with(least))
        == {unit for unit in passages if alone.share(unit) >= least}
        != set()
    )


def test_what_stands_beside_a_topic_under_matters_arising_is_no_part_of_it() -> None:
    """The dashboard on victims is told of right after vetting in June, each under its own number."""
    found = asked("what did the DCC commit to on vetting since 2024?").findings
    assert found
    assert not [f for f in found if "VCOP" in f.record.text]
