"""How a trail stands on a day: each change with its words, slips, lapses, what is closed by a bare word."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from assurance_bot.records import Extract, Trail
from assurance_bot.trail import Standing, link, standing
from trail.minutes_of import minutes

JAN, FEB, MAR, APR = "2024-01-09", "2024-02-13", "2024-03-12", "2024-04-09"
SET = "## 5. Bridge\n\nACTION AP 3/24: HF to write to the county about the broken parapet by 31 January 2024.\n"
TOLD = "## 2. Matters arising\n\nAP 3/24 Parapet: {}\n"


def told(*after: str) -> tuple[Trail, list[Extract]]:
    held = [minutes(JAN, SET)]
    held += [minutes(day, TOLD.format(words)) for day, words in zip((FEB, MAR, APR), after, strict=False)]
    return link(held)[0], held


def stands(trail: Trail, day: str, held: list[Extract] | None = None) -> Standing:
    now = standing(trail, day=dt.date.fromisoformat(day), meetings=[e.meeting for e in held or []])
    assert now is not None
    return now


def test_nothing_stands_before_it_was_set() -> None:
    assert standing(told()[0], day=dt.date(2024, 1, 8)) is None


def test_open_is_overdue_from_the_day_after_it_was_due() -> None:
    trail, _ = told()
    assert stands(trail, "2024-01-31").overdue_days is None
    assert stands(trail, "2024-02-01").overdue_days == 1


def test_what_was_reported_on_is_not_overdue() -> None:
    trail, _ = told("HF reported that the county had asked for photographs.")
    now = stands(trail, "2024-02-20")
    assert (now.status, now.overdue_days) == ("reported", None)


def test_each_change_of_status_has_its_words() -> None:
    trail, _ = told(
        "HF reported that the county had asked for photographs.",
        "The letter was sent on 1 March; the action was closed.",
    )
    changes = stands(trail, APR).changes
    assert [(c.before, c.after) for c in changes] == [(None, "open"), ("open", "reported"), ("reported", "closed")]
    assert "photographs" in changes[1].quotes[-1].text
    assert "the action was closed" in changes[2].quotes[-1].text


def test_each_move_of_the_date_is_a_slip_with_its_days_and_words() -> None:
    trail, _ = told(
        "HF to write to the county. Carried forward to 29 February 2024.",
        "HF to write. Carried forward to 31 March 2024.",
    )
    now = stands(trail, APR)
    assert [(str(s.before), str(s.after), s.days) for s in now.slips] == [
        ("2024-01-31", "2024-02-29", 29),
        ("2024-02-29", "2024-03-31", 31),
    ]
    assert now.slipped_days == 60
    assert "29 February" in " ".join(q.text for q in now.slips[0].quotes)
    assert stands(trail, "2024-02-20").slipped_days == 29


def test_overdue_and_unmentioned_since_is_lapsed_and_says_where_was_searched() -> None:
    trail, _ = told()
    held = [minutes(day, "## 5. Hall\n\nThe roof was painted.\n") for day in (FEB, MAR)]
    lapsed = stands(trail, "2024-03-01", [minutes(JAN, SET), *held]).lapsed
    assert lapsed is not None
    assert lapsed.searched == (held[0].meeting.id,)
    assert stands(trail, "2024-02-10", held).lapsed is None


def test_what_may_be_a_mention_is_no_silence() -> None:
    trail, _ = told()
    held = [minutes(day, "## 5. Hall\n\nThe roof was painted.\n") for day in (FEB, MAR)]
    perhaps = replace(trail.mentions[0], meeting=held[0].meeting.id, date=held[0].meeting.date, certain=False)
    unsure = replace(trail, mentions=(*trail.mentions, perhaps))
    assert stands(unsure, "2024-03-01", [minutes(JAN, SET), *held]).lapsed is None
    lapsed = stands(unsure, "2024-04-01", [minutes(JAN, SET), *held]).lapsed
    assert lapsed is not None
    assert lapsed.searched == (held[1].meeting.id,)


def test_a_bare_word_closes_without_evidence() -> None:
    bare, _ = told("HF to write to the county. The action is closed.")
    shown, _ = told("HF to write to the county. The letter went on 3 February and the action is closed.")
    assert stands(bare, MAR).unevidenced
    assert not stands(shown, MAR).unevidenced


def test_closed_and_then_open_is_reopened() -> None:
    trail, _ = told(
        "HF to write. The letter went on 3 February and the action is closed.", "HF to write. The action is reopened."
    )
    assert [str(m.date) for m in stands(trail, APR).reopened] == [MAR]
    assert stands(trail, "2024-03-01").status == "closed"


def test_a_possible_link_counts_for_nothing() -> None:
    trail, _ = told("The letter went on 3 February and the action was closed.")
    unsure = replace(trail, mentions=(trail.mentions[0], replace(trail.mentions[1], certain=False)))
    now = stands(unsure, MAR)
    assert now.status == "open"
    assert [str(m.date) for m in now.possible] == [FEB]


@pytest.mark.parametrize(
    ("words", "bare"),
    [
        ("Complete.", True),
        ("Closed.", True),
        ("Done.", True),
        ("Actioned.", True),
        ("Action closed.", True),
        ("Complete – evidence to follow.", True),
        ("It was agreed that the action be closed.", True),
        ("PO reported that the action was complete.", True),
        ("The letter was tabled. Closed.", False),
        ("Closed. The letter went on 3 February.", False),
        ("Complete, see the letter in the papers.", False),
    ],
)
def test_any_bare_word_closes_without_evidence_and_what_shows_it_is_kept(words: str, bare: bool) -> None:
    now = stands(told(words)[0], MAR)
    assert (now.status, now.unevidenced) == ("closed", bare)
    assert " ".join(q.text for q in now.evidence) == words.replace("– evid", "– evid")


CELLS = """
## 2. Action log

| Ref | Action | Owner | Due | Status |
|---|---|---|---|---|
| AP 3/24 | Write to the county about the broken parapet | HF | 31 January 2024 | {} |
"""


@pytest.mark.parametrize(
    ("cell", "status", "due"),
    [
        ("Complete", "closed", "2024-01-31"),
        ("90% complete", "reported", "2024-01-31"),
        ("Complete?", "open", "2024-01-31"),
        ("Substantially complete", "reported", "2024-01-31"),
        ("Complete – evidence to follow", "closed", "2024-01-31"),
        ("Cancelled", "closed", "2024-01-31"),
        ("Withdrawn", "closed", "2024-01-31"),
        ("Superseded", "superseded", "2024-01-31"),
        ("Slipped to April", "open", "2024-04-30"),
        ("Due date moved to 30 June 2024 at the CC's request", "open", "2024-06-30"),
        ("Deferred until 12 April 2024", "open", "2024-04-12"),
        ("New date: 12 April 2024", "open", "2024-04-12"),
        ("Delayed", "open", "2024-01-31"),
        ("Not started", "open", "2024-01-31"),
    ],
)
def test_a_cell_of_status_says_how_it_stands_and_may_move_the_date(cell: str, status: str, due: str) -> None:
    now = stands(link([minutes(JAN, SET), minutes(FEB, CELLS.format(cell))])[0], MAR)
    assert (now.status, str(now.due)) == (status, due)
