"""Everything on a topic in order of day: an action at each meeting that speaks of it, and what was said, asked and decided.

Each place is shown once: where an action's words hold a statement or a figure, these need no second showing.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assurance_bot.answer.choosing import chosen, urgency
from assurance_bot.answer.known import tracked
from assurance_bot.answer.replying import first_asked
from assurance_bot.answer.searching import Search
from assurance_bot.answer.shapes import KIND_OF, NATURE_OF, Finding
from assurance_bot.answer.tasks import CLOSE, as_finding, trails_about
from assurance_bot.answer.wording import count
from assurance_bot.dates import in_words
from assurance_bot.document import Quote
from assurance_bot.ledger import Noted, sentences
from assurance_bot.query.words import JOINING
from assurance_bot.records import ENDED, Action, AnyRecord, Meeting, Mention, Party, Trail
from assurance_bot.store import Kind
from assurance_bot.trail import until

KINDS: tuple[Kind, ...] = ("decision", "question", "statement", "figure")
_PARTS: dict[Kind, tuple[str, ...]] = {"question": ("asker",), "statement": ("speakers",), "figure": ("speakers",)}

SAME = 0.8
"""From this share of its words in common with another on, a quote needs no second showing."""

Finder = Callable[[Search], tuple[tuple[Finding, ...], tuple[Finding, ...], str]]
"""Finds what a query asks for, the shape left aside: findings, what stands beside them, and its title."""


@dataclass(frozen=True, slots=True)
class Shaped:
    """An answer in its shape: the search it rests on, its findings in order, and one sentence of counts and dates."""

    search: Search
    findings: tuple[Finding, ...]
    summary: str
    notes: tuple[str, ...] = ()
    beside: tuple[Finding, ...] = ()
    beside_title: str = ""


def history(search: Search, find: Finder) -> Shaped:
    """Return all there is, oldest first, by meeting."""
    found = everything(search, find)
    return Shaped(search, found, f"Found {_places(found)}, oldest first." if found else "Nothing found.")


def last(search: Search, find: Finder) -> Shaped:
    """Return what was said at the last meeting at which it was raised."""
    return _one_meeting(search, everything(search, find), "Last", -1)


def first(search: Search, find: Finder) -> Shaped:
    """Return what was said at the first meeting at which it was raised."""
    return _one_meeting(search, everything(search, find), "First", 0)


def _one_meeting(search: Search, found: Sequence[Finding], word: str, which: int) -> Shaped:
    dated = [f for f in found if f.meeting.date]
    if not dated:
        return Shaped(search, (), "Nothing found.")
    on = dated[which].meeting.date
    there = tuple(f for f in dated if f.meeting.date == on)
    at = f"{word} raised on {in_words(on)}" if on else ""
    return Shaped(search, there, f"{at}; raised in {_meetings(found, search)}.")


def often(search: Search, find: Finder) -> Shaped:
    """Return each meeting at which it was raised, by its first words on it, and how many they are; of questions, each."""
    if search.query.subject == "questions":
        return _asked(search, find)
    by_meeting: dict[str, list[Finding]] = defaultdict(list)
    for finding in everything(search, find):
        by_meeting[finding.meeting.id].append(finding)
    found = tuple(_with_more(there) for there in by_meeting.values())
    return Shaped(search, found, f"Raised in {_meetings(found, search)}." if found else "Nothing found.")


def _asked(search: Search, find: Finder) -> Shaped:
    """Return each time that questions on it were asked, with how often and on which days that was.

    Where the words of some are about it, those are meant, and not those that stand beside them.
    """
    register = search.generation.register
    found = everything(search, find)
    own = {first_asked(register, f.record) for f in found if search.query.topic and search.own(f.record.text) >= CLOSE}
    found = tuple(f for f in found if not own or first_asked(register, f.record) in own)
    if not found:
        return Shaped(search, (), "Nothing found.")
    days = ", ".join(dict.fromkeys(in_words(f.meeting.date) for f in found if f.meeting.date))
    number = len(found)
    different = len({first_asked(register, f.record) for f in found})
    times = {1: "once", 2: "twice"}.get(number, f"{number:,} times")
    asked = f"Asked {times}" if different == 1 else f"{number:,} questions asked, {different:,} of them different"
    return Shaped(search, found, f"{asked}, in {_meetings(found, search)}{f': {days}' if days else ''}.")


def _with_more(there: Sequence[Finding]) -> Finding:
    more = len(there) - 1
    told = f"And {count(more, 'more place')} at this meeting." if more else ""
    return replace(there[0], note=" ".join(filter(None, (there[0].note, told))))


def _places(found: Sequence[Finding]) -> str:
    number, held = len(found), len({f.meeting.id for f in found})
    days = [f.meeting.date for f in found if f.meeting.date]
    between = " to ".join(dict.fromkeys(in_words(d) for d in (min(days), max(days)))) if days else ""
    return f"{count(number, 'place')} in {count(held, 'meeting')}" + (f", {between}" if between else "")


def _meetings(found: Sequence[Finding], search: Search) -> str:
    held, searched = len({f.meeting.id for f in found}), len(search.in_period)
    return f"{held:,} of the {searched:,} meetings searched" if searched > 1 else "the one meeting searched"


def done(search: Search, find: Finder) -> Shaped:
    """Return the actions on it with the words that say how they ended; then what else there is, the newest first."""
    pairs = sorted(trails_about(search), key=lambda pair: (pair[1].status not in ENDED, urgency(pair)))
    tasks = [_ending(search, trail, now) for trail, now in pairs]
    if not tasks:
        return history(search, find)
    others = [f for f in reversed(everything(search, find)) if not isinstance(f.record, Action)]
    ended = sum(f.status in ENDED for f in tasks)
    said = f"Found {count(len(tasks), 'action')} on this, {ended:,} of them closed or replaced"
    found = (*(replace(f, group=name) for name, some in (("Actions", tasks), ("Besides", others)) for f in some),)
    return Shaped(search, found, f"{said}; {count(len(others), 'other place')}, the newest first.")


def _ending(search: Search, trail: Trail, now: Noted) -> Finding:
    """Return an action as it stands; one that the minutes closed, by the words of the meeting that did."""
    if now.status not in ENDED or now.effects:
        return as_finding(search, trail, now)
    return next(_mentioned(search, trail, [m for m in until(trail, day=search.today) if m == now.since]))


def everything(search: Search, find: Finder) -> tuple[Finding, ...]:
    """Return all that a query asks for, oldest first, each place once, with the meeting as the group."""
    query = search.query
    told = list(mentions(search)) if query.subject in ("said", "actions", "commitments") else []
    if query.subject in ("questions", "handover"):
        told += find(search)[0]
    elif query.topic or search.who or not query.choice.reference:
        told += map(search.finding, _records(search))
    once = _together(search, _once(f for f in told if chosen(search.generation.register, query, f.record)))
    return tuple(replace(f, group=sitting(f.meeting)) for f in sorted(once, key=_place))


def _together(search: Search, found: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings in whose item the topic stands as a phrase, where it is one: "stop and search" is no "strip search".

    It is one where small words join it and it stands so in some minutes.
    """
    query = search.query
    phrases = (query.topic, *query.also)
    named = not JOINING.isdisjoint(query.topic.lower().split())
    units = search.generation.textindex.matching("", phrases=phrases) if named and not query.exact else set()
    items = {(m, search.whole(m).passages[int(n)].item) for m, _, n in (unit.rpartition("#") for unit in units)}
    yield from (f for f in found if not items or (f.meeting.id, f.record.item) in items)


def _records(search: Search) -> Iterator[AnyRecord]:
    """Yield what else than actions there is of the kind asked for, of all kinds where none is."""
    subject = search.query.subject
    nature = NATURE_OF.get(subject)
    for kind in KINDS:
        if subject == "said" or kind == ("statement" if nature else KIND_OF.get(subject)):
            people = kind != "decision" or subject == "said"
            yield from search.find(kind, natures=(nature,) if nature else (), parts=_parts(search, kind), people=people)


def _parts(search: Search, kind: Kind) -> tuple[str, ...]:
    return _PARTS.get(kind, ()) if search.who else ()


def sitting(meeting: Meeting) -> str:
    """Return a meeting as the heading of a group: "30 January 2019, Holding to Account Meeting"."""
    return ", ".join(filter(None, (in_words(meeting.date) if meeting.date else "Date not known", meeting.title)))


def _place(finding: Finding) -> tuple[bool, dt.date, str, int]:
    held = finding.meeting
    return held.date is None, held.date or dt.date.max, held.id, finding.record.quote.spans[0].start


def _once(found: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings but those whose words stand in words already shown of the meeting, or are much the same."""
    shown: dict[str, list[Quote]] = defaultdict(list)
    for finding in found:
        words, before = finding.record.quote, shown[finding.meeting.id]
        if not any(_same(words, quote) for quote in before):
            before += (words, *finding.evidence)
            yield finding


def _same(words: Quote, quote: Quote) -> bool:
    """Say whether a quote stands within another, or holds it and little besides."""
    both = sum(max(0, min(w.end, s.end) - max(w.start, s.start)) for w in words.spans for s in quote.spans)
    return both >= SAME * sum(map(len, words.spans))


def mentions(search: Search) -> Iterator[Finding]:
    """Yield each mention, on the days asked for, of every action that the query asks for; with the last, the ledger's."""
    start, end = search.query.between
    for trail, now in trails_about(search):
        told = [
            mention
            for mention in until(trail, day=search.today)
            if not (start or end) or (mention.date and (start or mention.date) <= mention.date <= (end or mention.date))
        ]
        found = list(_mentioned(search, trail, told))
        yield from found[:-1]
        yield from (replace(last, note=sentences(now.effects), effects=now.effects) for last in found[-1:])


def _mentioned(search: Search, trail: Trail, told: Sequence[Mention]) -> Iterator[Finding]:
    """Yield an action as some meetings speak of it, by their words; its owners are those named last by then."""
    _, by_id = tracked(search.generation.register)
    last: Action | None = None
    owners: tuple[Party, ...] = ()
    for mention in until(trail, day=search.today):
        last = by_id.get(mention.action or "", last)
        owners = (last.owners if last else ()) or owners
        begun = last or next(by_id[m.action] for m in trail.mentions if m.action in by_id)
        if mention in told and mention.quotes:
            yield _at(search, mention, replace(begun, owners=owners))


def _at(search: Search, mention: Mention, action: Action) -> Finding:
    meeting = search.meetings[mention.meeting]
    if action.meeting != mention.meeting:
        words = mention.quotes[0]
        passages = search.generation.register.meeting(mention.meeting).passages
        at = next((p for p in passages if any(s.start <= words.spans[0].start < s.end for s in p.spans)), None)
        action = replace(
            action,
            meeting=mention.meeting,
            item=at.item if at else None,
            passage=at.index if at else 0,
            quote=words,
            lead_in=None,
            due=mention.due,
            due_text=None,
            due_rule=None,
        )
    evidence = tuple(q for q in mention.quotes if q != action.quote)
    return Finding(action, meeting, meeting.item_label(action.item), mention.status, evidence=evidence)
