"""Our sentences about facts of meetings: what was asked, one sentence that counts and dates, and what could not be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assurance_bot.answer.facts import AWAY, NONE, Facts, Told, asked_for, fact_id, facts, named
from assurance_bot.answer.known import known, searched_days
from assurance_bot.answer.searching import Search
from assurance_bot.answer.shapes import Answer, Searched
from assurance_bot.answer.wording import FACTS
from assurance_bot.dates import in_words
from assurance_bot.records import Meeting
from assurance_bot.tenures import Office

_LABELS = {"chair": "Chair", "minutes": "Minutes", "venue": "Venue", "time": "Start", "marking": "Marking"}
_OFFICES = ("holder", "takeover")
_SHOWN = 6


def of_facts(search: Search, given: Answer) -> Answer:
    """Return an answer about meetings with its sentences: what was counted, what is not told, what was searched."""
    found = facts(search)
    looked = list(search.meetings.values()) if search.query.fact in _OFFICES else found.meetings
    shown = {f.record.id for f in given.findings}
    lost = [t for t in found.told if t.asked != NONE and fact_id(t) not in shown]
    days = [m.date for m in looked if m.date and m.date <= search.today]
    return replace(
        given,
        summary=told(search, found),
        searched=Searched(len(days), *searched_days(days)),
        notes=(*given.notes, *notes(search, found, lost)),
    )


def told(search: Search, found: Facts) -> str:
    """Return one sentence of counts, names, places and dates."""
    if not found.told:
        return "Nothing found."
    match search.query.fact:
        case "last present":
            return f"{_whose(search)}: last there, {_at(found.told[-1].meeting)}."
        case "present" | "attendance" | "apologies":
            return _people(search, found)
        case "holder":
            return f"{_whose(search)}: {_joined(dict.fromkeys(_holders(search, found)))}."
        case "takeover":
            return _passed(found)
        case "meetings" | "last meeting":
            return _held(found.told)
        case "next":
            return "; ".join(_next(t) for t in found.told) + "."
        case "sitting" | "venue" | "time" | "chair" | "other chair" | "minutes" | "marking":
            return _values(search, found)
    return "Nothing found."


def _people(search: Search, found: Facts) -> str:
    away = search.query.fact == "apologies"
    if all(t.asked == NONE for t in found.told):
        return f"No apologies are recorded, {_at(found.meetings[0])}."
    if not named(search):
        what = "sent apologies or were absent" if away else "are recorded as there"
        one = "sent apologies or was absent" if away else "is recorded as there"
        if len(found.meetings) == 1:
            number = len(found.told)
            return f"{number:,} {'person ' + one if number == 1 else 'people ' + what}, {_at(found.meetings[0])}."
        return _tally(search, found)
    if len(found.meetings) == 1:
        return "; ".join(f"{_name(t)}: {_presence(t)}" for t in found.told) + f", {_at(found.meetings[0])}."
    counts = Counter({_presence(t): 0 for t in found.told})
    for _, presence in {(t.meeting.id, _presence(t)) for t in found.told}:
        counts[presence] += 1
    return f"{_whose(search)}: {_joined(f'{p} at {_of(n, found.meetings)}' for p, n in counts.items())}."


def _presence(one: Told) -> str:
    return one.person.presence if one.person else one.asked


def _name(one: Told) -> str:
    return ", ".join(filter(None, (one.value, one.person.role if one.person else None)))


def _holders(search: Search, found: Facts) -> Iterator[str]:
    """Yield who held the office asked for, or where people are asked for, what they held."""
    for tenure in found.held:
        office = f"{'acting ' if tenure.acting else ''}{_office(tenure.office)}"
        if search.query.roles and not search.query.people:
            yield f"{tenure.person}{' (acting)' if tenure.acting else ''}"
        else:
            yield f"{tenure.person}, {office}" if len({t.person for t in found.held}) > 1 else office


def _office(office: Office) -> str:
    return f"{office.title} ({office.short})" if office.short else office.title


def _whose(search: Search) -> str:
    """Return whom a question is about: "Chief Constable (CC)", "Ann Roe"."""
    names = known(search.generation.register).vocabulary
    roles = (f"{names.offices[r]} ({r})" if names.offices.get(r, r) != r else r for r in search.query.roles)
    return " or ".join((*roles, *search.query.people))


def _passed(found: Facts) -> str:
    if found.passed:
        ways = (
            f"{_office(h.after.office)}: {h.before.person} is named last on {in_words(h.before.last)}, "
            f"{h.after.person}{' (acting)' if h.after.acting else ''} first on {in_words(h.day)}"
            for h in found.passed
        )
        return "; ".join(ways) + "."
    ways = (f"{t.person} is named as {_office(t.office)} first on {in_words(t.first)}" for t in found.held)
    return f"{'; '.join(ways)}; nobody is named before."


def _held(told: Sequence[Told]) -> str:
    days = [t.value for t in told]
    span = f"{days[0]} to {days[-1]}" if len(days) > 1 else days[0]
    return f"{len(days):,} meeting{'' if len(days) == 1 else 's'}, {span}."


def _next(one: Told) -> str:
    date, minutes = (
        one.meeting.next_date,
        f"the minutes of {in_words(one.meeting.date) if one.meeting.date else 'no known day'}",
    )
    return (
        f"Next meeting: {in_words(date)}, as {minutes} say"
        if date
        else f"Next meeting: {minutes} give no day that could be read"
    )


def _values(search: Search, found: Facts) -> str:
    if len(found.meetings) == 1 or len({t.meeting.id for t in found.told}) == 1:
        values = dict.fromkeys(f"{_LABELS.get(t.asked, 'Held')}: {t.value}" for t in found.told)
        return f"{'; '.join(values)} ({_at(found.told[0].meeting)})."
    return _tally(search, found)


def _tally(search: Search, found: Facts) -> str:
    """Return how often each value is told: "Who was in the chair, 3 of 3 meetings: Ann Roe 2, Ben Poe 1."."""
    what = FACTS[search.query.fact] if search.query.fact else ""
    held = len({t.meeting.id for t in found.told})
    return f"{what[:1].upper()}{what[1:]}, {_of(held, found.meetings)}: {_counted(t.value for t in found.told)}."


def _counted(values: Iterable[str]) -> str:
    """Return how often each value is told, the most frequent first: "Ann Roe 2, Ben Poe 1"."""
    counts = Counter(values)
    most = counts.most_common(_SHOWN)
    rest = f" and {len(counts) - len(most):,} more" if len(counts) > len(most) else ""
    return ", ".join(f"{value} {n:,}" for value, n in most) + rest


def _at(meeting: Meeting) -> str:
    return f"meeting of {in_words(meeting.date)}" if meeting.date else f"meeting in {meeting.source}"


def _of(number: int, meetings: Sequence[Meeting]) -> str:
    return f"{number:,} of {len(meetings):,} meeting{'' if len(meetings) == 1 else 's'}"


def _joined(words: Iterable[str]) -> str:
    return "; ".join(words)


def notes(search: Search, found: Facts, lost: Sequence[Told]) -> Iterator[str]:
    """Yield what the findings do not tell: who is nowhere named, what meetings lack, whose words could not be found."""
    for name in found.unnamed:
        yield f"“{name}” is not named in the attendance of any of the {_until(search):,} meetings here."
    yield from _silent(search, found)
    if lost:
        told = "; ".join(dict.fromkeys(f"{t.asked}: {t.value} ({_at(t.meeting)})" for t in lost))
        yield f"Read from the minutes, but the exact words could not be found again to quote: {told}."
    if search.query.fact == "takeover" and found.told:
        yield "These are the meetings whose attendance shows it; the day on which an office passes is not in it."
    if search.query.fact == "next":
        yield from (
            f"That day has passed: {in_words(d)}."
            for t in found.told
            if (d := t.meeting.next_date) and d < search.today
        )
    if (
        search.query.fact not in ("next", "last meeting")
        and not search.query.when
        and len(found.meetings) == 1 < len(search.meetings)
    ):
        yield "No meeting was named; this is the last one."


def _until(search: Search) -> int:
    return sum(not m.date or m.date <= search.today for m in search.meetings.values())


def _silent(search: Search, found: Facts) -> Iterator[str]:
    """Say of which meetings looked at the minutes do not tell what is asked."""
    fact = search.query.fact
    seen = {t.meeting.id for t in (*found.told, *found.beside)}
    if fact in ("attendance", "present", "apologies") and named(search) and not found.unnamed:
        missing = [m for m in found.meetings if not any(asked_for(search, p) for p in m.attendance)]
        if missing:
            yield f"{_whose(search)} is not named in the attendance of {_days(missing)}."
    elif fact == "apologies" and not named(search) and 1 < len(found.meetings) <= _SHOWN:
        silent = [m for m in found.meetings if not any(p.presence in AWAY for p in m.attendance)]
        if silent:
            yield f"No apologies and no absences are recorded for {_days(silent)}."
    elif search.query.exact:
        return
    elif fact in ("chair", "other chair", "minutes", "venue", "time", "sitting", "marking", "next", "present"):
        absent = [m for m in found.meetings if m.id not in seen and not _tells(fact, m)]
        if absent:
            yield f"Not told by the minutes of {_days(absent)}."
    elif fact == "takeover" and not found.told and not found.unnamed:
        yield "The attendance of these meetings does not show it."
    elif fact == "holder" and not found.told and not found.unnamed:
        yield f"Nobody is named as {_whose(search)} in the attendance of the days asked for."


def _tells(fact: str, meeting: Meeting) -> bool:
    return bool(meeting.chair) if fact in ("chair", "other chair") else False


def _days(meetings: Sequence[Meeting]) -> str:
    days = [in_words(m.date) if m.date else m.source for m in meetings]
    more = f" and {len(days) - _SHOWN:,} more" if len(days) > _SHOWN else ""
    what = "the meeting of" if len(days) == 1 else f"{len(days):,} meetings:"
    return f"{what} {', '.join(days[:_SHOWN])}{more}"
