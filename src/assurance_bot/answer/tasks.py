"""Actions as findings: each trail once, by the words that began it, as it stands on the day asked about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from assurance_bot.answer.known import tracked
from assurance_bot.answer.searching import Search
from assurance_bot.answer.shapes import Finding
from assurance_bot.ledger import Noted, sentences
from assurance_bot.query import Query
from assurance_bot.records import Action, Mention, Status, Trail
from assurance_bot.tenures import handovers, inherited, tenures

CLOSE = 0.74
"""The share of a topic's words that must stand in an action, its passage or its heading."""
ENDED: tuple[Status, ...] = ("closed", "superseded")


def actions(search: Search) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return every action with the status asked for, and beside the open ones those reported on and not closed."""
    listed = [(trail, now) for trail, now in _trails(search)]
    chosen = sorted((pair for pair in listed if _wanted(search, pair[1])), key=_urgency)
    reported: list[tuple[Trail, Noted]] = []
    if search.query.status in ("open", "overdue"):
        reported = [p for p in listed if p[1].status == "reported"]
        if search.query.status == "overdue":
            reported = [p for p in reported if p[1].due and p[1].due < search.today]
    found = tuple(_as_finding(search, *pair) for pair in chosen)
    beside = tuple(_as_finding(search, *pair) for pair in sorted(reported, key=_urgency))
    return found, beside


def tasks(search: Search) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Actions are commitments too: of the people asked for, open ones first; where the owner is implied, beside."""
    pairs = sorted(_trails(search), key=lambda p: (p[1].status != "open", _urgency(p)))
    told = [_as_finding(search, *pair) for pair in pairs]
    return tuple(f for f in told if not _implied(f)), tuple(f for f in told if _implied(f))


def _implied(finding: Finding) -> bool:
    return isinstance(finding.record, Action) and any(owner.inferred for owner in finding.record.owners)


def _trails(search: Search) -> Iterator[tuple[Trail, Noted]]:
    """Yield the trails that the query's owners, days and topic ask for, with how they stand."""
    _, by_id = tracked(search.generation.register)
    for trail, now in search.book.standings:
        if not _on_those_days(search.query, trail, now):
            continue
        told = [by_id[m.action] for m in _until(trail, search.today) if m.action in by_id]
        if not told:  # a matter that is followed, and of which nobody was given an action
            continue
        if search.who and not any({p.role, p.person, p.written} & search.who for p in now.owners):
            continue
        if search.query.topic and not any(search.speaks(action) >= CLOSE for action in told):
            continue
        yield trail, now


def _until(trail: Trail, day: dt.date) -> list[Mention]:
    """Return the certain mentions that were made by a day."""
    return [m for m in trail.mentions if m.certain and (m.date is None or m.date <= day)]


def _on_those_days(query: Query, trail: Trail, now: Noted) -> bool:
    """Say whether an action belongs to the days asked for: those on which it falls due, or else was set."""
    start, end = query.between
    day = now.due if query.status == "due" else trail.mentions[0].date
    if not (start or end):
        return True
    return day is not None and (start or day) <= day <= (end or day)


def _as_finding(search: Search, trail: Trail, now: Noted) -> Finding:
    """Return a trail as a finding: the action that began it, as it stands on the day asked about."""
    _, by_id = tracked(search.generation.register)
    told = [by_id[m.action] for m in _until(trail, search.today) if m.action in by_id]
    begun = told[0]
    due_text = next((a.due_text for a in reversed(told) if a.due and a.due == now.due), begun.due_text)
    record = replace(begun, due=now.due, due_text=due_text, owners=now.owners, status=now.status)
    if now.by_hand("redate"):
        record = replace(record, due_text=None, due_rule=None)  # those of the minutes give another day
    meeting = search.meetings[begun.meeting]
    return Finding(
        record,
        meeting,
        meeting.item_label(begun.item),
        now.status,
        now.overdue_days,
        now.evidence,
        _note(trail, now, search),
        now.effects,
    )


def _note(trail: Trail, now: Noted, search: Search) -> str:
    """Say of an action what its own words do not: a newer meeting, a replacement, an owner that is only implied."""
    said = [sentences(now.effects)]  # first, for a short display may cut the end
    if trail.replaced_by and now.status == "superseded":
        said.append(f"Replaced by {trail.replaced_by}.")
    if any(p.inferred for p in now.owners):
        said.append(f"No owner is written; the {now.owners[0].label} answered for it.")
    if now.since.meeting != trail.mentions[0].meeting and (at := search.meetings.get(now.since.meeting)) and at.date:
        said.append(f"Last mentioned on {at.date.day} {at.date:%B %Y}.")
    said += _history(now)
    return " ".join(filter(None, said))


def _history(now: Noted) -> Iterator[str]:
    """Say what became of it on the way: moves of its date, silence, a closure that nothing shows, a reopening."""
    told = now.minutes
    if told.slips:
        moves = "; ".join(f"{_on(s.before)} to {_on(s.after)}" for s in told.slips)
        moved = f"{abs(told.slipped_days):,} days {'later' if told.slipped_days > 0 else 'earlier'} in all"
        yield f"Its due date was moved: {moves} ({moved})."
    if told.lapsed and now.overdue_days is not None:
        meetings = len(told.lapsed.searched)
        yield (
            f"Not mentioned in the {meetings:,} meetings since."
            if meetings > 1
            else "Not mentioned in the meeting since."
        )
    if told.unevidenced and now.status == "closed" and not now.by_hand("close", "evidence"):
        yield "Said to be closed; its words show nothing of what was done."
    for mention in told.reopened:
        yield f"Closed before, and taken up again{f' on {_on(mention.date)}' if mention.date else ''}."
    if told.possible:
        many = len(told.possible)
        mentions = "One possible mention" if many == 1 else f"{many:,} possible mentions"
        yield f"{mentions} of it {'is' if many == 1 else 'are'} not counted; see its history."


def _on(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def handed_over(search: Search) -> tuple[tuple[Finding, ...], str]:
    """Return what the office asked for owed when it last passed from one to another by that day, as it stands now.

    With it comes a sentence that says from whom to whom, and when; "" where no handover is known.
    """
    found = tenures(search.meetings.values())
    wanted = {name for role in search.query.roles for name in (role, role.removeprefix("T/").removeprefix("A/"))}
    passed = [h for h in handovers(found) if h.day <= search.today and (not wanted or h.before.office.label in wanted)]
    if not passed:
        return (), ""
    last = passed[-1]
    begun = {trail.id for trail, _ in inherited(last, search.book.trails)}
    listed = sorted((pair for pair in search.book.standings if pair[0].id in begun), key=_urgency)
    _, by_id = tracked(search.generation.register)
    tasks_ = [_as_finding(search, *p) for p in listed if any(m.action in by_id for m in _until(p[0], search.today))]
    who = f"{last.before.office.label}: {last.before.person} to {last.after.person}"
    return tuple(
        tasks_
    ), f"{who}, first at the meeting of {_on(last.day)}; open or reported on the day before, as they stand now."


def _wanted(search: Search, now: Noted) -> bool:
    match search.query.status:
        case "open":
            return now.status == "open"
        case "overdue":
            return now.overdue_days is not None
        case "due":
            return now.status == "open" and now.due is not None and (search.query.when != "" or now.due >= search.today)
        case "closed":
            return now.status in ENDED
        case _:
            return True


def _urgency(pair: tuple[Trail, Noted]) -> tuple[bool, dt.date, dt.date, str]:
    trail, now = pair
    return now.due is None, now.due or dt.date.max, trail.mentions[0].date or dt.date.max, trail.id
