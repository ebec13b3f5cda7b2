"""Minutes and ledger read together: who spoke last counts, what does not count is told, nothing is guessed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_bot.errors import AssuranceError, NotFoundError
from assurance_bot.ledger import (
    WHATS,
    Book,
    Entries,
    Entry,
    Matched,
    Noted,
    Wish,
    apply,
    draft,
    match,
    sentence,
    sentences,
)
from assurance_bot.ledger.matching import Minutes
from assurance_bot.records import Party, Trail
from assurance_bot.trail import standing
from ledger_making import APRIL, JUNE, MARCH, MAY, NOON, about, action, book, entry, mention, minutes, trail

LETTER = action("A-LETTER", MARCH, "CC to write to the PCC", due=APRIL)
AGAIN = action("A-AGAIN", JUNE, "The CC to write to the PCC")
PLAN = action("A-PLAN", MARCH, "DCC to share the plan", owner="DCC")
LATER = action("A-LATER", JUNE, "DCC to share the plan", owner="DCC")
ACTIONS = (LETTER, AGAIN, PLAN, LATER)
FOLLOWED = minutes([trail(LETTER, AGAIN), trail(PLAN), trail(LATER)], ACTIONS)
ONCE = minutes([trail(LETTER), trail(PLAN)], [LETTER, PLAN])
BY_HAND = "by A. Smith on the command line on 10 May 2024, not in the minutes"


def now(read: Book, of: str = "A-LETTER") -> Noted:
    """Return how the trail of an action stands."""
    home = read.trail_of(of)
    assert home is not None
    noted = read.noted(home)
    assert noted is not None
    return noted


def test_an_action_closed_by_hand_is_closed_from_that_day_on() -> None:
    closed = entry(LETTER, "close")
    assert now(book(ONCE, closed, day=MAY - dt.timedelta(1))).status == "open"
    noted = now(book(ONCE, closed, day=MAY))
    assert (noted.status, noted.overdue_days, noted.minutes.status, noted.minutes.overdue_days) == (
        "closed",
        None,
        "open",
        30,
    )
    assert sentences(noted.effects) == f"Closed {BY_HAND}: “told so”."


def test_minutes_of_a_later_meeting_speak_over_the_ledger_and_both_are_shown() -> None:
    read = book(FOLLOWED, entry(LETTER, "close"))
    assert now(read).status == "open"
    assert sentences(now(read).effects) == (
        f"Closed {BY_HAND}: “told so”. The minutes of 10 June 2024, later, have it open."
    )
    assert now(book(FOLLOWED, entry(LETTER, "close"), day=MAY)).status == "closed"


@pytest.mark.parametrize(("days", "status"), [(-1, "open"), (0, "closed"), (1, "closed")])
def test_an_entry_of_the_day_of_a_meeting_speaks_after_its_minutes(days: int, status: str) -> None:
    assert now(book(FOLLOWED, entry(LETTER, "close", day=JUNE + dt.timedelta(days)))).status == status


def test_a_closed_action_can_be_reopened_and_is_overdue_again() -> None:
    shut = minutes([trail((LETTER, "closed"))], [LETTER])
    noted = now(book(shut, entry(LETTER, "reopen"), day=MAY))
    assert (noted.status, noted.overdue_days) == ("open", 30)


def test_of_two_entries_the_later_counts_and_the_answer_tells_it_alone() -> None:
    noted = now(book(ONCE, entry(LETTER, "close"), entry(LETTER, "reopen"), day=MAY))
    assert noted.status == "open"
    assert [(e.entry.what, e.holds) for e in noted.effects] == [("close", False), ("reopen", True)]
    assert sentences(noted.effects).startswith("Reopened by A. Smith")
    assert "Closed" not in sentences(noted.effects)


def test_a_due_date_moved_by_hand_holds_until_minutes_give_another() -> None:
    moved = entry(LETTER, "redate", "2024-07-01")
    noted = now(book(FOLLOWED, moved, day=dt.date(2024, 7, 3)))
    assert (noted.due, noted.overdue_days) == (dt.date(2024, 7, 1), 2)
    dated = replace(AGAIN, due=dt.date(2024, 8, 1))
    later = minutes([trail(LETTER, dated)], [LETTER, dated])
    noted = now(book(later, moved, day=dt.date(2024, 7, 3)))
    assert (noted.due, noted.overdue_days) == (dt.date(2024, 8, 1), None)
    assert "Due date moved to 1 July 2024 " in sentences(noted.effects)
    assert sentences(noted.effects).endswith("The minutes of 10 June 2024, later, give 1 August 2024.")


def test_a_due_date_can_be_taken_away() -> None:
    noted = now(book(ONCE, entry(LETTER, "redate")))
    assert (noted.due, noted.overdue_days) == (None, None)
    assert sentences(noted.effects).startswith("Due date taken away by A. Smith")


@pytest.mark.parametrize("what", ["reassign", "owner"])
def test_a_new_owner_holds_while_later_minutes_only_repeat_the_old_one(what: str) -> None:
    given_to = entry(LETTER, "reassign" if what == "reassign" else "owner", "DCC", "Ann Roe")
    noted = now(book(FOLLOWED, given_to))
    assert noted.owners == (Party("DCC"), Party("Ann Roe"))
    assert "to DCC and Ann Roe by A. Smith" in sentences(noted.effects)
    other = replace(AGAIN, owners=(Party("ACC", role="ACC"),))
    noted = now(book(minutes([trail(LETTER, other)], [LETTER, other]), given_to))
    assert [p.label for p in noted.owners] == ["ACC"]
    assert sentences(noted.effects).endswith("The minutes of 10 June 2024, later, name the owner.")


def test_a_corrected_owner_is_told_with_what_the_minutes_were_read_as() -> None:
    noted = now(book(ONCE, entry(LETTER, "owner", "DCC")))
    assert "not in the minutes, which were read as CC: “told so”." in sentences(noted.effects)


def test_owners_are_those_of_the_day() -> None:
    other = replace(AGAIN, owners=(Party("ACC", role="ACC"),))
    held = minutes([trail(LETTER, other)], [LETTER, other])
    assert [now(book(held, day=d)).owners[0].label for d in (MAY, JUNE)] == ["CC", "ACC"]


def test_evidence_is_told_and_comments_are_counted() -> None:
    read = book(ONCE, entry(LETTER, "evidence", "https://example.org/7"), *[entry(LETTER, "comment", "hm")] * 2)
    assert sentences(now(read).effects) == (
        f"Evidence “https://example.org/7” added {BY_HAND}. "
        "2 comments in the ledger, not in the minutes: see its history."
    )
    assert sentence(now(read).effects[1]) == f"Comment “hm” {BY_HAND}."


def test_an_entry_on_any_mention_counts_for_the_whole_trail() -> None:
    assert now(book(FOLLOWED, entry(AGAIN, "close", day=JUNE))).status == "closed"


def test_a_trail_that_has_not_begun_does_not_stand() -> None:
    before = MARCH - dt.timedelta(1)
    assert apply(trail(LETTER), standing(trail(LETTER), day=before), [entry(LETTER, "close")], day=before) is None


@given(day=st.dates(MARCH, JUNE + dt.timedelta(90)), held=st.sampled_from([ONCE, FOLLOWED]))
def test_without_entries_everything_stands_as_the_minutes_say(day: dt.date, held: Minutes) -> None:
    for of, noted in book(held, day=day).standings:
        alone = standing(of, day=day)
        assert alone is not None
        assert noted.minutes == alone
        assert (noted.status, noted.due, noted.overdue_days, noted.since) == (
            alone.status,
            alone.due,
            alone.overdue_days,
            alone.since,
        )
        assert noted.effects == ()


# Matching


def matched(held: Minutes, *entries: Entry) -> Matched:
    return book(held, *entries).matched


def test_an_action_whose_words_were_changed_keeps_its_entries_and_that_is_said() -> None:
    old = entry(action("A-OLD", MARCH, "CC to write to the PC"), "close")
    read = book(ONCE, old)
    assert read.matched.moved == {"A-OLD": "A-LETTER"}
    assert now(read, "A-LETTER").status == "closed"
    assert sentences(now(read).effects) == (
        f"Closed {BY_HAND}; it was noted of earlier words: “CC to write to the PC”: “told so”."
    )


def test_words_are_compared_in_the_same_meeting_or_of_the_same_series_and_day_alone() -> None:
    old = entry(action("A-OLD", MARCH, "CC to write to the PC"), "close")
    renamed = replace(old, about=replace(old.about, meeting="board-old"))
    elsewhere = replace(old, about=replace(old.about, meeting="board-old", series="panel"))
    undated = replace(old, about=replace(old.about, meeting="board-old", met=None))
    assert [bool(matched(ONCE, each).moved) for each in (renamed, elsewhere, undated)] == [True, False, False]


@pytest.mark.parametrize(
    "words", ["CC to report on the budget", "CC to write to the PCC about it", "DCC to share it", ""]
)
def test_unlike_words_are_another_action(words: str) -> None:
    gone = entry(action("A-OLD", MARCH, words), "close")
    assert matched(ONCE, gone).orphans == (gone,)
    assert now(book(ONCE, gone)).status == "open"


def test_where_two_actions_are_alike_neither_is_taken() -> None:
    two = [action(f"A-{n}", MARCH, f"CC to report figures for {n} May") for n in (1, 2)]
    gone = entry(action("A-3", MARCH, "CC to report figures for 3 May"), "close")
    assert matched(minutes([trail(each) for each in two], two), gone).orphans == (gone,)


def test_an_action_that_stood_beside_it_then_is_not_taken_for_it() -> None:
    may, june = (action(f"A-{m}", MARCH, f"CC to report the figures for {m} 2024") for m in ("May", "Jun"))
    both = minutes([trail(may), trail(june)], [may, june])
    assert both.about("A-May").beside == ("A-Jun",)
    noted = replace(entry(may, "close"), about=both.about("A-May"))
    assert matched(minutes([trail(june)], [june]), noted).orphans == (noted,)
    reworded = action("A-May2", MARCH, "CC to report the figures of May 2024")
    assert matched(minutes([trail(reworded), trail(june)], [reworded, june]), noted).moved == {"A-May": "A-May2"}


def test_an_orphan_can_be_attached_by_hand_even_twice_over() -> None:
    gone = action("A-GONE", MARCH, "something else entirely")
    next_gone = action("A-NEXT", MARCH, "which was replaced again")
    close, attach = entry(gone, "close"), entry(gone, "attach", other=next_gone)
    assert len(matched(ONCE, close, attach).orphans) == 2
    read = book(ONCE, close, attach, entry(next_gone, "attach", other=LETTER))
    assert read.matched.orphans == ()
    assert now(read).status == "closed"


def test_attachments_that_lead_in_a_circle_lead_nowhere() -> None:
    one, two = (action(name, MARCH, f"of {name} nothing is known") for name in ("A-ONE", "A-TWO"))
    read = matched(ONCE, entry(one, "attach", other=two), entry(two, "attach", other=one))
    assert len(read.orphans) == 2


def test_an_attachment_leads_on_when_the_new_action_is_reworded_in_turn() -> None:
    gone = action("A-GONE", MARCH, "something else entirely")
    before = replace(LETTER, id="A-BEFORE", quote=replace(LETTER.quote, text="CC to write to the PCCs"))
    read = book(ONCE, entry(gone, "close"), entry(gone, "attach", other=before))
    assert read.matched.now["A-GONE"] == "A-LETTER"


def test_an_id_that_is_back_counts_before_any_attachment() -> None:
    read = book(ONCE, entry(LETTER, "close"), entry(LETTER, "attach", other=PLAN))
    assert (now(read).status, now(read, "A-PLAN").status) == ("closed", "open")


# Links


def ids(read: Book) -> list[list[str | None]]:
    return sorted([m.action for m in t.mentions] for t in read.trails)


def test_linked_trails_are_one_from_that_day_on() -> None:
    linked = entry(LATER, "link", other=PLAN)
    assert ["A-PLAN"] in ids(book(FOLLOWED, linked, day=MAY - dt.timedelta(1)))
    read = book(FOLLOWED, linked)
    assert ids(read) == [["A-LETTER", "A-AGAIN"], ["A-PLAN", "A-LATER"]]
    one = read.trail_of("A-LATER")
    assert one is not None
    assert (one.id, one.title) == ("A-PLAN", "DCC to share the plan")
    assert one.mentions[1].link == "linked by A. Smith on the command line on 10 May 2024"
    assert f"Linked with A-PLAN {BY_HAND}" in sentences(now(read, "A-PLAN").effects)


def test_what_the_minutes_joined_is_parted_before_the_later_of_the_two() -> None:
    for one, other in ((AGAIN, LETTER), (LETTER, AGAIN)):
        read = book(FOLLOWED, entry(one, "unlink", other=other))
        assert ids(read) == [["A-AGAIN"], ["A-LATER"], ["A-LETTER"], ["A-PLAN"]]
        parted = read.trail_of("A-AGAIN")
        assert parted is not None
        assert parted.title == AGAIN.text
        assert parted.mentions[0].link.startswith("parted from A-LETTER by A. Smith")


def test_unlinking_takes_back_a_link_however_roundabout() -> None:
    to_plan, to_letter = entry(LATER, "link", other=PLAN), entry(LATER, "link", other=LETTER)
    assert ids(book(FOLLOWED, to_plan, to_letter)) == [["A-LETTER", "A-PLAN", "A-AGAIN", "A-LATER"]]
    apart = entry(PLAN, "unlink", other=LETTER)
    read = book(FOLLOWED, to_plan, to_letter, apart)
    assert read.trail_of("A-PLAN") is not read.trail_of("A-LETTER")
    again = book(FOLLOWED, to_plan, entry(PLAN, "unlink", other=LATER))
    assert ids(again) == ids(book(FOLLOWED))


def test_a_possible_link_can_be_confirmed_or_refused() -> None:
    maybe = Trail("A-PLAN", PLAN.text, PLAN.owners, (mention(PLAN), mention(LATER, certain=False)))
    held = minutes([maybe, trail(LATER)], [PLAN, LATER])
    sure = book(held, entry(LATER, "link", other=PLAN)).trails
    assert [[(m.action, m.certain) for m in t.mentions] for t in sure] == [[("A-PLAN", True), ("A-LATER", True)]]
    refused = book(held, entry(LATER, "unlink", other=PLAN)).trails
    assert [[m.action for m in t.mentions] for t in refused] == [["A-PLAN"], ["A-LATER"]]


def test_a_link_to_an_action_that_is_gone_does_nothing_and_is_an_orphan() -> None:
    gone = action("A-GONE", MARCH, "something else entirely")
    read = book(FOLLOWED, entry(LETTER, "link", other=gone))
    assert ids(read) == ids(book(FOLLOWED))
    assert [e.what for e in read.matched.orphans] == ["link"]
    assert len(now(read).effects) == 1


PAIRS = st.tuples(st.sampled_from(["link", "unlink"]), st.sampled_from(ACTIONS), st.sampled_from(ACTIONS))


@given(st.lists(PAIRS.filter(lambda p: p[1] is not p[2]), max_size=8))
def test_however_trails_are_linked_and_parted_each_mention_stands_once_and_the_last_word_holds(
    steps: list[tuple[str, object, object]],
) -> None:
    entries = [entry(one, "link" if what == "link" else "unlink", other=other) for what, one, other in steps]  # type: ignore[arg-type]
    read = book(FOLLOWED, *entries)
    assert sorted(str(a) for t in ids(read) for a in t) == sorted(a.id for a in ACTIONS)
    assert all(list(t.mentions) == sorted(t.mentions, key=lambda m: str(m.date)) for t in read.trails)
    assert all(t.id == t.mentions[0].action for t in read.trails)
    if entries:
        last = entries[-1]
        together = read.trail_of(last.action) is read.trail_of(last.value[0])
        assert together == (last.what == "link")


# From what somebody wants to an entry


def wish(what: str, *value: str, of: str = "A-LETTER", why: str = "told so", who: str = "A. Smith") -> Wish:
    at = dt.datetime.combine(MAY, NOON)
    return Wish(action=of, what=what, value=value, why=why, who=who, via="Slack", at=at)


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        (wish("shut"), "cannot be noted as 'shut'. What can be noted: close, reopen, redate"),
        (wish("close", why="  "), "Say why"),
        (wish("close", who="\u202e"), "Say who"),
        (wish("close", "it"), "nothing to say after “close” but why. Left over: it"),
        (wish("close", of="A-LETTERS"), "There is no action called “A-LETTERS”. Did you mean A-LETTER"),
        (wish("close", of="A-"), "There is no action called “A-”"),
        (wish("close", of="A-L"), "Did you mean A-LETTER, A-LATER?"),
        (wish("close", why="x" * 2001), "That is 2,001 characters; at most 2,000"),
        (wish("redate"), "Give the new due date"),
        (wish("redate", "31", "June", "2024"), "“31 June 2024” is not a date I can read"),
        (wish("redate", "soon"), "“soon” is not a date I can read"),
        (wish("reassign"), "Say who the owner is"),
        (wish("evidence", "  "), "Give the words, or a link."),
        (wish("link"), "Give the id of one other action."),
        (wish("link", "A-LETTER"), "A-LETTER cannot be joined to, or parted from, itself."),
        (wish("link", "A-AGAIN"), "A-LETTER and A-AGAIN are one action already."),
        (wish("link", "A-NONE"), "There is no action called “A-NONE”"),
        (wish("unlink", "A-PLAN"), "A-LETTER and A-PLAN are two actions already."),
        (wish("unlink"), "A-LETTER began its trail. Name the action to part it from."),
        (wish("attach", "A-PLAN"), "There is no entry on an action called “A-LETTER”"),
    ],
)
def test_what_cannot_be_noted_is_refused_in_a_sentence(asked: Wish, complaint: str) -> None:
    with pytest.raises(AssuranceError) as refused:
        draft(book(FOLLOWED, day=MAY), asked)
    assert complaint in str(refused.value)


@pytest.mark.parametrize(
    ("asked", "value", "remarks"),
    [
        (wish("close", of="a-let"), (), ()),
        (wish("reopen"), (), ("It was open already: by the minutes of 10 March 2024.",)),
        (wish("redate", "1", "July", "2024"), ("2024-07-01",), ()),
        (wish("redate", "yesterday"), ("2024-05-09",), ("9 May 2024 has gone by.",)),
        (
            wish("redate", "2024-04-10"),
            ("2024-04-10",),
            ("10 April 2024 has gone by.", "It was due on 10 April 2024 already."),
        ),
        (wish("redate", "none"), (), ()),
        (wish("owner", "Zed", "Zed"), ("Zed",), ("“Zed” is no office or person the minutes name.",)),
        (wish("link", "a-plan"), ("A-PLAN",), ()),
        (wish("unlink", of="A-AGAIN"), ("A-LETTER",), ()),
        (wish("comment", "said\nso \x00\u202e", why=""), ("said so",), ()),
        (wish("evidence", "file", "7"), ("file 7",), ()),
    ],
)
def test_what_can_be_noted_is_read_and_remarked_on(
    asked: Wish, value: tuple[str, ...], remarks: tuple[str, ...]
) -> None:
    drafted = draft(book(FOLLOWED, day=MAY), asked)
    assert (drafted.entry.value, drafted.remarks) == (value, remarks)
    assert (drafted.entry.day, drafted.entry.who, drafted.entry.via) == (MAY, "A. Smith", "Slack")
    assert drafted.entry.about.action.casefold().startswith(asked.action.casefold())


def test_closing_what_was_closed_by_hand_says_by_whom() -> None:
    drafted = draft(book(ONCE, entry(LETTER, "close"), day=MAY), wish("close"))
    assert drafted.remarks == ("It was closed already: Closed by A. Smith on the command line on 10 May 2024.",)


def test_giving_an_action_to_its_owner_is_remarked_on() -> None:
    known = Book(match(ONCE, Entries()), MAY, lambda name: Party(name, role="CC"))
    drafted = draft(known, wish("reassign", "the chief"))
    assert (drafted.entry.value, drafted.remarks) == (("CC",), ("That was the owner already.",))


def test_what_is_kept_of_an_action_is_what_the_minutes_have() -> None:
    drafted = draft(book(FOLLOWED, day=JUNE), wish("link", "A-PLAN", of="A-AGAIN"))
    assert drafted.entry.about == about(AGAIN, due=APRIL)
    assert drafted.entry.other == about(PLAN, beside=())


def test_an_orphan_is_attached_by_its_old_id_and_nothing_else_is() -> None:
    gone = action("A-GONE", MARCH, "something else entirely")
    read = book(ONCE, entry(gone, "close"), entry(PLAN, "comment", "hm"), day=MAY)
    drafted = draft(read, wish("attach", "A-LETTER", of="a-gone"))
    assert (drafted.entry.action, drafted.entry.other) == ("A-GONE", about(LETTER))
    with pytest.raises(AssuranceError, match="A-PLAN is in the minutes, so its entries stay with it"):
        draft(read, wish("attach", "A-LETTER", of="A-PLAN"))
    with pytest.raises(NotFoundError, match="A-GONE"):
        draft(read, wish("attach", "A-LETTER", of="A-NEVER"))


def test_an_instant_without_a_time_zone_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="time zone"):
        draft(book(ONCE), replace(wish("close"), at=dt.datetime(2024, 5, 10)))  # noqa: DTZ001


def test_each_thing_that_can_be_noted_has_a_sentence() -> None:
    told = {
        sentence(now(book(FOLLOWED, entry(LETTER, what, *VALUES.get(what, ()), other=PLAN))).effects[0])
        for what in WHATS
    }
    assert len(told) == len(WHATS)
    assert all("by A. Smith on the command line on 10 May 2024, not in the minutes" in line for line in told)


VALUES = {"redate": ("2024-07-01",)}
