"""What the register records of meetings themselves, as findings: who was there, when and where they met, who held an office.

A fact is told where its words are found in the minutes; where they are not, a note says so. Nothing is said of a person at a
meeting whose attendance does not name them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from assurance_bot.answer.known import known
from assurance_bot.answer.places import Place, Places
from assurance_bot.answer.searching import Search, parts_of
from assurance_bot.answer.shapes import Finding
from assurance_bot.dates import find_months, in_words
from assurance_bot.parse.when import NEXT
from assurance_bot.people import initials_of
from assurance_bot.query import acting
from assurance_bot.records import Attendance, Fact, Meeting, Presence, record_id
from assurance_bot.tenures import Handover, Tenure, handovers, read_office, tenures

HERE: tuple[Presence, ...] = ("present", "in attendance")
AWAY: tuple[Presence, ...] = ("apologies", "absent")
NONE = "no apologies"
_SHORT = re.compile(r"^(?P<title>.+?)\s*\((?P<short>[^()]+)\)$")  # "Chief Constable (CC)"
_IN_CHAIR = re.compile(r"(?<!vice )(?<!vice-)(?<!deputy )\bchair", re.IGNORECASE)
_TAKES_MINUTES = re.compile(r"\b(?:minutes?|notes?)\b|minute[- ]?taker|note[- ]?taker", re.IGNORECASE)
_BARE = re.compile(r"^(?:T|A)/")  # "T/CC"
_WANTED: dict[str, tuple[Presence, ...]] = {
    "present": HERE,
    "last present": HERE,
    "apologies": AWAY,
    "attendance": (*HERE, *AWAY),
}
_SINGLE = frozenset({"present", "chair", "minutes", "venue", "time", "sitting", "marking"})


@dataclass(frozen=True, slots=True)
class Told:
    """One fact that the register tells of a meeting; `person` is the entry of the attendance that it rests on, if any."""

    meeting: Meeting
    asked: str
    value: str
    person: Attendance | None = None
    note: str = ""


@dataclass(frozen=True)
class Facts:
    """All facts that answer, the meetings looked at, and those who were asked for and are nowhere named."""

    told: tuple[Told, ...]
    meetings: tuple[Meeting, ...]
    beside: tuple[Told, ...] = ()
    unnamed: tuple[str, ...] = ()
    passed: tuple[Handover, ...] = ()
    held: tuple[Tenure, ...] = field(default=())


def facts(search: Search) -> Facts:
    """Return what the register tells of what is asked, in order of day."""
    meetings = _meetings(search)
    fact = search.query.fact
    unnamed = _unnamed(search)
    if fact in ("holder", "takeover"):
        return _of_office(search, meetings, unnamed)
    if fact in _WANTED:
        return _attending(search, meetings, unnamed)
    return Facts(tuple(t for m in meetings for t in _of_meeting(search, m)), tuple(meetings), unnamed=unnamed)


def _attending(search: Search, meetings: Sequence[Meeting], unnamed: tuple[str, ...]) -> Facts:
    """Return who was there, or was not; beside those who were at one meeting, those who were not."""
    fact, anybody, one = search.query.fact, not named(search), len(meetings) == 1
    people = [(m, p) for m in meetings for p in m.attendance if asked_for(search, p)]
    told = [Told(m, p.presence, p.name, p) for m, p in people if p.presence in _WANTED[fact]]
    if fact == "last present":
        told = [t for t in told if t.meeting.date == told[-1].meeting.date]
    if fact == "apologies" and anybody and one and not told:
        told = [Told(meetings[0], NONE, "none")]
    beside = [Told(m, p.presence, p.name, p) for m, p in people if p.presence in AWAY]
    return Facts(tuple(told), tuple(meetings), tuple(beside) if fact == "present" and anybody and one else (), unnamed)


def named(search: Search) -> bool:
    """Say whether an office or a person is asked for."""
    return bool(search.query.roles or search.query.people) and search.query.fact != "next"


def asked_for(search: Search, person: Attendance) -> bool:
    """Say whether somebody in the attendance is one asked for, by office or name; anybody is where nobody is named."""
    if not named(search):
        return True
    offices = known(search.generation.register).vocabulary.offices
    wanted = {name.casefold() for role in search.roles for name in (role, offices.get(role, role))}
    if wanted & set(_offices(person.role or "")):
        return True
    said = {w.casefold().strip(".()") for w in f"{person.name} {person.role or ''}".replace(",", " ").split()}
    return any(
        person.name == name or (not _is_known(search, name) and _words(name) <= said) for name in search.query.people
    )


def _words(name: str) -> set[str]:
    return {w.casefold().strip(".()") for w in name.split()}


def _is_known(search: Search, name: str) -> bool:
    return name in known(search.generation.register).vocabulary.people


def _offices(role: str) -> Iterator[str]:
    """Yield every name of the offices that somebody's capacity tells, folded: "chief constable", "cc"."""
    for part in re.split(r"[,;]\s*(?![^()]*\))", role):
        yield part.strip().casefold()
        if written := _SHORT.match(part.strip()):
            yield from (written["title"].casefold(), written["short"].casefold())


def _unnamed(search: Search) -> tuple[str, ...]:
    """Return those asked for by words that name nobody in the attendance of any meeting."""
    people = [p for m in search.meetings.values() if not m.date or m.date <= search.today for p in m.attendance]
    told = [_words(f"{p.name} {p.role or ''}".replace(",", " ")) for p in people]
    unknown = [name for name in search.query.people if not _is_known(search, name)]
    return tuple(name for name in unknown if not any(_words(name) <= words for words in told))


def _is_of_body(search: Search, meeting: Meeting) -> bool:
    """Say whether a meeting is one of the body asked for, or none is."""
    named = f"{meeting.body} {meeting.series}".lower().split()
    return all(word in named for word in search.query.topic.lower().split())


def _meetings(search: Search) -> list[Meeting]:
    """Return the meetings asked about, in order of day: where one is meant and none is named, the last of each body."""
    query = search.query
    held = [m for m in search.in_period if m.date]
    if query.fact == "next" and query.when.lower().startswith("after") and query.between[0]:
        held = [m for m in search.meetings.values() if m.date and m.date < min(query.between[0], search.today)]
    held = [m for m in held if _is_of_body(search, m)]
    if query.fact == "next" and search.roles:
        held = [m for m in held if any(set(search.roles) & set(parts_of(a.role or "")) for a in m.attendance)]
    one = query.fact in ("next", "last meeting") or (
        query.fact in _SINGLE and not query.when and query.status != "all" and not named(search)
    )
    if not one or (query.fact == "next" and query.when and not query.when.lower().startswith("after")):
        return held
    last = {m.body: m for m in held}
    newest = max((m.date for m in held if m.date), default=search.today)
    return [m for m in last.values() if m.date and (newest - m.date) < dt.timedelta(days=400)]


def _of_meeting(search: Search, meeting: Meeting) -> Iterator[Told]:
    """Yield what is asked of one meeting, where its minutes tell it."""
    match search.query.fact:
        case "chair" if meeting.chair:
            chaired = _entry(meeting, meeting.chair)
            if not named(search) or asked_for(search, chaired):
                yield Told(meeting, "chair", meeting.chair, chaired)
        case "other chair" if meeting.chair:
            chaired = _entry(meeting, meeting.chair)
            if not (named(search) and asked_for(search, chaired)):
                yield Told(meeting, "chair", meeting.chair, chaired)
        case "minutes" if meeting.minutes_by:
            yield Told(meeting, "minutes", meeting.minutes_by, _entry(meeting, meeting.minutes_by))
        case "marking" if meeting.marking:
            yield Told(meeting, "marking", meeting.marking)
        case "next" if words := meeting.next_meeting or _undated_next(search, meeting):
            yield Told(meeting, "next meeting", words)
        case "meetings" | "last meeting" if meeting.date:
            yield Told(meeting, "meeting", in_words(meeting.date))
        case "venue" | "time" | "sitting":
            yield from _sitting(meeting, search.query.fact, search.query.exact)


def _undated_next(search: Search, meeting: Meeting) -> str:
    """Return the last words of the minutes that give a month for the next meeting, and no day; "" where none do."""
    register = search.generation.register
    document = register.document(meeting.source)
    said = (document.flow(p.spans).text for p in reversed(register.meeting(meeting.id).passages))
    return next((words for words in said if NEXT.search(words) and find_months(words)), "")


def _is_part(words: str, name: str) -> bool:
    """Say whether all of some words are in a name."""
    return _words(words) <= {w.casefold() for w in re.findall(r"[\w’']+", name)}


def _sitting(meeting: Meeting, fact: str, places: Sequence[str]) -> Iterator[Told]:
    if fact == "sitting" and meeting.date:
        yield Told(meeting, "meeting", in_words(meeting.date))
    if fact in ("time", "sitting") and meeting.time:
        yield Told(meeting, "time", meeting.time)
    if fact in ("venue", "sitting") and meeting.venue and all(_is_part(words, meeting.venue) for words in places):
        yield Told(meeting, "venue", meeting.venue)


def _entry(meeting: Meeting, name: str) -> Attendance:
    """Return the entry of somebody in the attendance; one without a capacity where it does not name them."""
    return next((p for p in meeting.attendance if p.name == name), Attendance(name))


def _of_office(search: Search, meetings: Sequence[Meeting], unnamed: tuple[str, ...]) -> Facts:
    """Return who held an office, or what offices somebody held, or when it passed: the entries where that is seen first."""
    known_now = (m for m in search.meetings.values() if m.date and m.date <= search.today and _is_of_body(search, m))
    everybody = tenures(known_now)
    held = [t for t in everybody if _is_asked(search, t)]
    if search.query.fact == "takeover":
        passed = [h for h in handovers(everybody) if _is_asked(search, h.after) or _is_asked(search, h.before)]
        passed = [h for h in passed if _answers(search, h) and any(m.date == h.day for m in search.in_period)]
        ends = [(h.before, h.before.last) for h in passed], [(h.after, h.day) for h in passed]
        seen = [pair for both in zip(*ends, strict=True) for pair in both]
        if not passed:
            held = [t for t in held if _of_people(search, t)]
            seen = [(t, t.first) for t in held]
        told = tuple(t for tenure, on in seen for t in _seen(search, tenure, on))
        return Facts(
            tuple(dict.fromkeys(told)), tuple(meetings), unnamed=unnamed, passed=tuple(passed), held=tuple(held)
        )
    start, end = search.query.between
    first, last = start or (dt.date.min if search.query.when else None), min(end or search.today, search.today)
    if first:
        held = [t for t in held if t.first <= last and (t.until or dt.date.max) > first]
    elif not search.query.people and search.query.status != "all":
        held = [t for t in held if t.until is None]
    held.sort(key=lambda t: t.first)
    told = tuple(t for tenure in held for t in _seen(search, tenure, max(tenure.first, first or tenure.first)))
    return Facts(told, tuple(meetings), unnamed=unnamed, held=tuple(held))


def _answers(search: Search, passed: Handover) -> bool:
    """Say whether a passing of an office is asked for: with people named, one of theirs."""
    return not search.query.people or bool({passed.before.person, passed.after.person} & set(search.query.people))


def _is_asked(search: Search, tenure: Tenure) -> bool:
    """Say whether a tenure is of the office asked for, held by the people asked for where any are."""
    offices = known(search.generation.register).vocabulary.offices
    names = {n for role in search.query.roles for r in acting(role, offices) for n in (r, offices.get(r, r))}
    roles = {n.casefold() for name in names for n in (name, read_office(name)[0].title, _BARE.sub("", name))}
    mine = {tenure.office.title.casefold(), tenure.office.short.casefold()} - {""}
    if roles and not roles & mine:
        return False
    return _of_people(search, tenure) or (search.query.fact == "takeover" and bool(roles))


def _of_people(search: Search, tenure: Tenure) -> bool:
    """Say whether somebody asked for held it, or nobody is asked for."""
    people = search.query.people
    return not people or any(_words(name) <= _words(tenure.person) for name in people)


def _seen(search: Search, tenure: Tenure, on: dt.date) -> Iterator[Told]:
    """Yield the entry in which a tenure is first seen from a day on, else last before it."""
    held = [search.meetings[name] for name in tenure.meetings if name in search.meetings]
    after = [m for m in held if m.date and m.date >= on]
    meeting = after[0] if after else held[-1]
    first, last = in_words(tenure.first), in_words(tenure.last)
    times = f"{len(held):,} meetings, {first} to {last}" if len(held) > 1 else f"1 meeting, {first}"
    entry = next((p for p in meeting.attendance if p.name == tenure.person), None)
    yield Told(meeting, "in office", tenure.person, entry or Attendance(tenure.person), f"So named at {times}.")


def located(search: Search, told: Iterable[Told]) -> tuple[Finding, ...]:
    """Return the facts whose words are found in the minutes, as findings."""
    found: list[Finding] = []
    register = search.generation.register
    places: dict[str, Places] = {}
    for one in told:
        key = one.meeting.id
        if key not in places:
            places[key] = Places(register.document(one.meeting.source), register.meeting(key))
        if place := _place(places[key], one):
            found.append(_finding(one, place, places[key]))
    return tuple(found)


def _place(at: Places, one: Told) -> Place | None:
    """Return where a fact stands."""
    match one.asked:
        case "no apologies":
            return at.label("apologies")
        case "chair":
            return at.labelled("chair", one.value) or _in_entry(at, one, _IN_CHAIR) or _said_to_chair(at, one)
        case "minutes":
            return at.labelled("minutes_by", one.value) or _in_entry(at, one, _TAKES_MINUTES)
        case "venue":
            return at.labelled("venue", one.value) or at.line_of(one.value)
        case "time":
            return at.time(one.value)
        case "marking":
            return at.anywhere(one.value)
        case "next meeting":
            return at.next(one.value)
        case "meeting":
            return at.day(one.meeting.date) if one.meeting.date else None
    return at.person(one.person) if one.person else None


def _in_entry(at: Places, one: Told, task: re.Pattern[str]) -> Place | None:
    """Return the entry of the attendance where it tells the task."""
    place = at.person(one.person) if one.person and one.person.role else None
    return place if place and task.search(place.quote.text) else None


def _said_to_chair(at: Places, one: Told) -> Place | None:
    """Return the line of the header that says who was in the chair, by name or initials: "chaired by AR"."""
    short = one.person.initials if one.person and one.person.initials else initials_of(one.value)
    return at.line_of(one.value, _IN_CHAIR) or (at.line_of(short, _IN_CHAIR) if len(short) > 1 else None)


def fact_id(one: Told) -> str:
    """Return the id of a fact as a finding."""
    return record_id("meeting", one.meeting.id, f"{one.asked} {one.value} {one.person.role if one.person else ''}")


def _finding(one: Told, place: Place, at: Places) -> Finding:
    meeting, person = one.meeting, one.person
    fact = Fact(
        id=fact_id(one),
        meeting=meeting.id,
        item=place.item,
        passage=place.passage,
        quote=place.quote,
        lead_in=place.lead_in,
        asked=one.asked,
        value=one.value,
        role=person.role if person else None,
    )
    evidence = tuple(at.chair_taken()) if one.asked == "chair" else ()
    return Finding(fact, meeting, meeting.item_label(place.item), evidence=evidence, note=one.note)
