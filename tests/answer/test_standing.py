"""An action is told once, as it stands on the day asked, however many rows of action logs speak of it."""

import datetime as dt

import pytest

from assurance_bot import answer
from assurance_bot.answer.known import known
from assurance_bot.answer.noted import book
from assurance_bot.records import Action, Statement
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
