"""Actions as findings: each trail once, by the words that began it, as it stands on the day asked about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assurance_bot.answer.choosing import fits, on_those_days, ordered, stands, urgency
from assurance_bot.answer.known import known
from assurance_bot.answer.searching import LEAST, Search
from assurance_bot.answer.shapes import Finding
from assurance_bot.dates import in_words
from assurance_bot.ledger import Noted, Task, sentences
from assurance_bot.query import acting
from assurance_bot.records import ENDED, Action, AnyRecord, Party, Trail
from assurance_bot.tenures import handovers, inherited, tenures

__all__ = [
    "CLOSE",
    "actions",
    "as_finding",
    "by_heading_alone",
    "handed_over",
    "of_other_status",
    "standing",
    "tasks",
    "trails_about",
]

CLOSE = 0.74
"""The share of a topic's words that must stand in an action, its passage or its heading."""
_JOINED = re.compile(r"\s+(?:and|&|/)\s+|\s*[,;/]\s*", re.IGNORECASE)  # "Contact and Vetting"


def actions(search: Search) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return every action with the status asked for, and beside the open ones those reported on and not closed."""
    listed = list(_trails(search))
    chosen = ordered(search.query, [p for p in listed if stands(search.query, p[1], today=search.today)])
    reported: list[tuple[Trail, Noted]] = []
    if search.query.status in ("open", "overdue"):
        reported = [p for p in listed if p[1].status == "reported"]
        if search.query.status == "overdue":
            reported = [p for p in reported if p[1].due and p[1].due < search.today]
    found = tuple(as_finding(search, *pair) for pair in chosen)
    beside = tuple(as_finding(search, *pair) for pair in ordered(search.query, reported))
    return found, beside


MOST_ENDED = 10
"""So many actions of another status are shown beside where none has the status asked for; of more, the number is told."""


def of_other_status(search: Search) -> tuple[tuple[Finding, ...], str, list[str]]:
    """Return the actions of another status than asked for, with their title, to stand beside where there are none.

    Where they are too many, they are left out and a sentence tells how many there are.
    """
    others = [p for p in _trails(search) if not stands(search.query, p[1], today=search.today)]
    if len(others) > MOST_ENDED:
        ended = sum(now.status in ENDED for _, now in others)
        told = f"{len(others):,} actions match with another status, {ended:,} of them closed or replaced"
        return (), "", [f"{told}; ask for “all actions” to see them."]
    found = tuple(as_finding(search, *pair) for pair in ordered(search.query, others))
    return found, "Of another status" if found else "", []


def tasks(search: Search) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Actions are commitments too: of the people asked for, open ones first; where the owner is implied, beside."""
    pairs = sorted(_trails(search), key=lambda p: (p[1].status != "open", urgency(p)))
    told = [as_finding(search, *pair, words=_theirs(search, pair[0])) for pair in pairs]
    return tuple(f for f in told if not _implied(f)), tuple(f for f in told if _implied(f))


def _theirs(search: Search, trail: Trail) -> Action | None:
    """Return the first mention that names one asked for as an owner, None where the words that began it will do."""
    asked = search.who

    def names(action: Action) -> bool:
        return any({p.role, p.person, p.written} & asked for p in action.owners)

    told = search.book.told(trail)
    return None if names(told[0]) else next(filter(names, told), None)


def _implied(finding: Finding) -> bool:
    return isinstance(finding.record, Action) and any(owner.inferred for owner in finding.record.owners)


def _trails(search: Search) -> Iterator[tuple[Trail, Noted]]:
    """Yield the trails that the query's owners, days and topic ask for, with how they stand."""
    return ((trail, now) for trail, now in trails_about(search) if on_those_days(search.query, trail, now))


def trails_about(search: Search) -> Iterator[tuple[Trail, Noted]]:
    """Yield the trails that the query asks for, of whatever days, with how they stand."""
    query = search.query
    several = " " in query.topic or bool(query.also)  # of one word half is none
    least = LEAST if query.subject == "commitments" and several else CLOSE
    for task in search.book.tasks:
        trail, now, told = task.trail, task.now, task.told
        if not search.of_body(search.meetings[trail.mentions[0].meeting]):
            continue
        if query.topic and task.passages.isdisjoint(search.near_by):
            continue
        if search.who and not (_asked_of(search, task) and _shared(search, task)):
            continue
        if search.leaves_out and (
            search.left_out(replace(told[0], owners=now.owners)) or any(map(search.left_out, told[1:]))
        ):
            continue
        if query.topic and not any(
            search.speaks(a) >= least for a in told if f"{a.meeting}#{a.passage}" in search.near_by
        ):
            continue
        if fits(query, told, now):
            yield trail, now


def _asked_of(search: Search, task: Task) -> bool:
    """Say whether a task is that of those asked for, or of whoever held at its meeting an office that is."""
    owners = task.now.owners
    if search.query.subject != "actions" or search.query.choice.ever:
        owners += task.told[0].owners
    if search.query.choice.ever:
        owners += tuple(p for action in task.told for p in action.owners)
    if not task.names.isdisjoint(search.who) and _owed_by(search, task.told, owners):
        return True
    held = search.holders.get(task.trail.mentions[0].meeting, frozenset())
    return any(p.person in held for p in owners)


def _shared(search: Search, task: Task) -> bool:
    """Say whether a task is that of each of several asked for, where it is to be theirs together."""
    asked = [*search.query.roles, *search.query.people]
    if search.query.choice.owners != "several" or len(asked) < 2:
        return True
    offices = known(search.generation.register).vocabulary.offices
    owners = {name for p in task.now.owners for name in (p.role, p.person)}
    return all(owners & set(acting(each, offices)) for each in asked)


def _owed_by(search: Search, told: Sequence[Action], owners: Sequence[Party]) -> bool:
    """Say whether an action is that of an office or a person asked for.

    An office owes what was set on it, whoever holds it. A person promised what was set on that person, and what passed to
    the person from another office; what a predecessor promised is in a list of actions alone.
    """
    if any({p.role, not (p.role or p.person) and p.written} & set(search.roles) for p in owners):
        return True
    if search.query.subject == "actions":
        return any({p.person, p.person is None and p.written} & set(search.query.people) for p in owners)
    begun = told[0].owners
    same = {p.role or p.label for p in begun}
    offices = same.union(*(family for family in search.families if family & same))
    given = (*begun, *(p for action in told[1:] for p in action.owners if (p.role or p.label) not in offices))
    return any({p.person, p.person is None and p.written} & set(search.query.people) for p in given)


def _shown_owners(search: Search, begun: Action, now: Noted) -> tuple[tuple[Party, ...], str]:
    """Return the owners to show, and a sentence on who they are now, where that is another.

    Of an office the holder on whom it was set; in a list of actions asked of a person, the holder that owes it.
    """
    if not begun.owners or now.owners == begun.owners:
        return now.owners, ""
    passed = {p.role or p.label for p in begun.owners} != {p.role or p.label for p in now.owners}
    asked = set(search.query.people) | set(search.roles)
    theirs = {name for p in begun.owners for name in (p.role, p.person)} & asked
    if search.query.subject == "actions" or (asked and not theirs):
        return now.owners, f"Set on {phrases(begun.owners)}." if passed or _others(now.owners, begun.owners) else ""
    return begun.owners, f"Now with {phrases(now.owners)}." if passed or _others(begun.owners, now.owners) else ""


def _others(some: Sequence[Party], others: Sequence[Party]) -> bool:
    """Say whether the people named among `others` are not all among `some`."""
    named = {p.person for p in some if p.person}
    return bool(named) and not {p.person for p in others if p.person} <= named


def phrases(owners: Sequence[Party]) -> str:
    """Return owners as they are called: "the T/CC (Ann Roe)"."""
    said = (f"the {p.role} ({p.person})" if p.role and p.person else p.label for p in owners)
    return " and ".join(said)


def by_heading_alone(search: Search, finding: Finding) -> bool:
    """Say whether only a heading ties an action to the topic, and one that joins it to other matters.

    Under "Contact and Vetting" not every action is about vetting; a heading that is the topic, or holds it whole and
    nothing else, does tie.
    """
    trail = search.book.trail_of(finding.record.id)
    if search.passages is None or trail is None:
        return False
    told = search.book.told(trail)
    return not any(_tied(search, action) for action in told)


def _tied(search: Search, action: Action) -> bool:
    index, query = search.generation.textindex, search.query

    def holds(words: str) -> bool:
        return index.holds(words, query.topic, phrases=query.also)

    steps = (step.title for step in search.meetings[action.meeting].path(action.item))
    titles = [t for t in steps if len(parts := _JOINED.split(t)) == 1 or not any(map(holds, parts))]
    return holds(" ".join(filter(None, (action.text, action.lead_in.text if action.lead_in else "", *titles))))


def standing(search: Search, records: Iterable[AnyRecord]) -> Iterator[Finding]:
    """Yield records as findings; an action once, by the first of its mentions among them, as it stands on the day asked."""
    shown = set[str]()
    for record in records:
        trail = search.book.trail_of(record.id) if isinstance(record, Action) else None
        now = search.book.noted(trail) if trail else None
        if trail is None or now is None or not isinstance(record, Action):
            yield search.finding(record)
        elif trail.id not in shown:
            shown.add(trail.id)
            yield as_finding(search, trail, now, words=record)


def as_finding(search: Search, trail: Trail, now: Noted, *, words: Action | None = None) -> Finding:
    """Return a trail as a finding: the action that began it, or a mention's `words`, as it stands on the day asked about."""
    told = search.book.told(trail)
    begun = words or told[0]
    due_text = next((a.due_text for a in reversed(told) if a.due and a.due == now.due), begun.due_text)
    owners, whose = _shown_owners(search, begun, now)
    record = replace(begun, due=now.due, due_text=due_text, owners=owners, status=now.status)
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
        " ".join(filter(None, (_note(trail, now, search), whose))),
        now.effects,
        standing=now.minutes,
    )


def _note(trail: Trail, now: Noted, search: Search) -> str:
    """Say of an action what its own words do not: a newer meeting, a replacement, an owner that is only implied."""
    said = [sentences(now.effects)]  # first, for a short display may cut the end
    if trail.replaced_by and now.status == "superseded":
        said.append(f"Replaced by {trail.replaced_by}.")
    if any(p.inferred for p in now.owners):
        said.append(f"No owner is written; the {now.owners[0].label} answered for it.")
    if now.since.meeting != trail.mentions[0].meeting and (at := search.meetings.get(now.since.meeting)) and at.date:
        said.append(f"Last mentioned on {in_words(at.date)}.")
    said += _history(now, search)
    return " ".join(filter(None, said))


def _history(now: Noted, search: Search) -> Iterator[str]:
    """Say what became of it on the way: moves of its date, silence, a closure that nothing shows, a reopening."""
    told = now.minutes
    if told.slips:
        moves = "; ".join(
            f"{in_words(s.before)} to {in_words(s.after)}{f', “{s.agreed}”' if s.agreed else ''}" for s in told.slips
        )
        moved = f"{abs(told.slipped_days):,} days {'later' if told.slipped_days > 0 else 'earlier'} in all"
        yield f"Its due date was moved: {moves} ({moved})."
    if told.lapsed and now.overdue_days is not None:
        held = [search.meetings.get(name) for name in told.lapsed.searched]
        days = [m.date for m in held if m and m.date]
        since = f", {' to '.join(map(in_words, (days[0], days[-1])[: len(days)]))}" if days else ""
        which = f"{len(held):,} meetings since" if len(held) > 1 else "meeting since"
        yield f"Not mentioned in the {which}{since}."
    if told.unevidenced and now.status == "closed" and not now.by_hand("close", "evidence"):
        yield "Said to be closed; its words show nothing of what was done."
    for mention in told.reopened:
        yield f"Closed before, and taken up again{f' on {in_words(mention.date)}' if mention.date else ''}."
    if told.possible:
        many = len(told.possible)
        mentions = "One possible mention" if many == 1 else f"{many:,} possible mentions"
        yield f"{mentions} of it {'is' if many == 1 else 'are'} not counted; see its history."


def handed_over(search: Search) -> tuple[tuple[Finding, ...], str]:
    """Return what the office asked for owed when it last passed from one to another by that day, as it stands now.

    With it comes a sentence that says from whom to whom, and when; "" where no handover is known.
    """
    found = tenures(search.meetings.values())
    told = known(search.generation.register)
    asked = [name for role in search.query.roles for name in told.alike(role)]
    wanted = {name for role in asked for name in (role, role.removeprefix("T/").removeprefix("A/"))}
    passed = [h for h in handovers(found) if h.day <= search.today and (not wanted or h.before.office.label in wanted)]
    if not passed:
        return (), ""
    last = passed[-1]
    here = {m.id for m in search.meetings.values() if m.body == last.before.body}
    trails = [trail for trail in search.book.trails if trail.mentions[0].meeting in here]
    begun = {trail.id for trail, _ in inherited(last, trails, titles=told.stated)}
    listed = sorted((pair for pair in search.book.standings if pair[0].id in begun), key=urgency)
    tasks_ = [as_finding(search, *p) for p in listed if search.book.told(p[0])]
    who = f"{last.before.office.label}: {last.before.person} to {last.after.person}"
    if len({m.body for m in search.meetings.values()}) > 1:
        who = f"{last.before.body}, {who}"
    when = f"first at the meeting of {in_words(last.day)}"
    return tuple(tasks_), f"{who}, {when}; open or reported on the day before, as they stand now."
