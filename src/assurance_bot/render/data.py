"""Answers and whole generations as data: the JSON that other programs rely on, and CSV for spreadsheets.

The shapes are a contract: a key is added, never renamed.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from assurance_bot.answer import Answer, Finding
from assurance_bot.document import Problem, Quote
from assurance_bot.ledger import Effect, Entry, sentences
from assurance_bot.people import initials_of
from assurance_bot.query import Choice
from assurance_bot.records import (
    Acronym,
    Action,
    AnyRecord,
    Decision,
    Fact,
    Figure,
    Meeting,
    Mention,
    Narrative,
    Party,
    Question,
    Reference,
    Statement,
    Trail,
)
from assurance_bot.trail import Standing

Data = dict[str, Any]


def iso(day: dt.date | None) -> str | None:
    """Return a day as YYYY-MM-DD, None for none."""
    return day.isoformat() if day else None


def quote(words: Quote) -> Data:
    """Return a quote with its place."""
    at = words.locator
    spans = [[s.start, s.end] for s in words.spans]
    return {
        "text": words.text,
        "source": at.source,
        "page": at.page,
        "line": at.line,
        "last_line": at.last_line,
        "spans": spans,
    }


def parties(some: Iterable[Party]) -> list[str]:
    """Return what each party is known by."""
    return [p.label for p in some]


def named(party: Party) -> str:
    """Return whom a reader of the page sees: the person where a name or initials are written, else what it is known by."""
    if party.person is None:
        return party.label
    called = set(party.person.lower().split())
    seen = party.written.upper() == initials_of(party.person) or called & set(party.written.lower().split())
    return party.person if seen else party.label


def answer(given: Answer) -> Data:
    """Return an answer as the object that `ask --json` and `actions --json` print."""
    query, searched = given.query, given.searched
    return {
        "asked": given.asked,
        "query": {
            "subject": query.subject,
            "roles": list(query.roles),
            "people": list(query.people),
            "topic": query.topic,
            "also": list(query.also),
            "exact": list(query.exact),
            "between": [iso(query.between[0]), iso(query.between[1])],
            "status": query.status,
            "shape": query.shape,
            "choice": _choice(query.choice),
            "unread": list(query.unread),
            "body": query.body or None,
            "fact": query.fact or None,
            "without": [*query.without, *query.besides],
            "understood": given.understood,
        },
        "as_of": iso(given.as_of),
        "searched": {"meetings": searched.meetings, "from": iso(searched.start), "to": iso(searched.end)},
        "found": len(given.findings),
        "start": given.start,
        "summary": given.summary,
        "findings": [finding(f) for f in given.findings],
        "beside": [finding(f) for f in given.beside],
        "beside_title": given.beside_title,
        "notes": list(given.notes),
        "generation": given.generation,
    }


def _choice(choice: Choice) -> Data:
    """Return what else a list must fulfil: of its fields, those that ask for something."""
    return {f.name: value for f in fields(choice) if (value := getattr(choice, f.name)) != f.default}


def finding(found: Finding) -> Data:
    """Return one finding."""
    record, meeting = found.record, found.meeting
    data: Data = {
        "id": record.id,
        "kind": type(record).__name__.lower(),
        "meeting": {"id": meeting.id, "date": iso(meeting.date), "title": meeting.title, "body": meeting.body},
        "item": found.item,
    }
    data |= _about(record)
    if isinstance(record, Action):
        data |= {"status": found.status or record.status, "overdue_days": found.overdue_days}
        data["evidence"] = [quote(q) for q in found.evidence]
        data["ledger"] = [effect_export(e) for e in found.effects]
        data |= _standing(found.standing) if found.standing else {}
    data |= {
        "quotes": [quote(record.quote)],
        "lead_in": quote(record.lead_in) if record.lead_in else None,
        "note": found.note,
        "group": found.group,
    }
    return data


def _standing(told: Standing) -> Data:
    """Return what is worked out of an action for the day, by the minutes alone."""
    slips = [
        {
            "from": iso(s.before),
            "to": iso(s.after),
            "days": s.days,
            "meeting": s.mention.meeting,
            "agreed": s.agreed,
            "quotes": [quote(q) for q in s.quotes],
        }
        for s in told.slips
    ]
    return {
        "slips": slips,
        "slipped_days": told.slipped_days,
        "lapsed": {"searched": list(told.lapsed.searched)} if told.lapsed else None,
        "unevidenced": told.unevidenced,
        "reopened": [m.meeting for m in told.reopened],
        "possible": len(told.possible),
    }


def _about(record: AnyRecord) -> Data:
    """Return what a kind of record tells beyond its words."""
    if isinstance(record, Action):
        told = {
            "owners": parties(record.owners),
            "due": iso(record.due),
            "due_text": record.due_text,
            "due_rule": record.due_rule,
        }
        return told | {"reference": record.reference, "inferred_owner": any(p.inferred for p in record.owners)}
    if isinstance(record, Statement):
        people = [p.person for p in record.speakers if p.person]
        return {
            "speaker": _joined(record.speakers),
            "speakers": parties(record.speakers),
            "people": people,
            "nature": record.nature,
        }
    if isinstance(record, Question):
        asker, asked_of = record.asker, record.asked_of
        return {
            "speaker": asker.label if asker else None,
            "asker": asker.label if asker else None,
            "asked_of": asked_of.label if asked_of else None,
            "written": record.written,
            "replies": list(record.replies),
        }
    if isinstance(record, Decision):
        return {"outcome": record.outcome}
    if isinstance(record, Figure):
        measured: Data = {
            "value": record.value,
            "number": record.number,
            "unit": record.unit,
            "measures": record.measures,
        }
        return measured | {"speaker": _joined(record.speakers)}
    if isinstance(record, Fact):
        return {"fact": record.asked, "value": record.value, "role": record.role}
    if isinstance(record, Narrative):
        return {"speaker": None}
    return {
        "written": record.written,
        "start": iso(record.start),
        "end": iso(record.end),
        "to_meeting": record.to_meeting,
    }


def _joined(speakers: tuple[Party, ...]) -> str | None:
    return " / ".join(parties(speakers)) or None


def meeting_export(meeting: Meeting, records: Iterable[AnyRecord]) -> Data:
    """Return a meeting with all its records, as `export` prints it."""
    kept = list(records)
    people = [
        {"name": a.name, "role": a.role, "initials": a.initials, "presence": a.presence} for a in meeting.attendance
    ]

    def of(kind: type) -> list[Data]:
        return [_exported(meeting, r) for r in kept if isinstance(r, kind)]

    return {
        "id": meeting.id,
        "source": meeting.source,
        "title": meeting.title,
        "body": meeting.body,
        "series": meeting.series,
        "date": iso(meeting.date),
        "time": meeting.time,
        "venue": meeting.venue,
        "chair": meeting.chair,
        "minutes_by": meeting.minutes_by,
        "marking": meeting.marking,
        "next_meeting": meeting.next_meeting,
        "next_date": iso(meeting.next_date),
        "version": meeting.version,
        "attendance": people,
        "items": [{"number": i.number, "title": i.title} for i in meeting.items],
        "actions": of(Action),
        "statements": of(Statement),
        "questions": of(Question),
        "decisions": of(Decision),
        "figures": of(Figure),
        "references": of(Reference),
    }


def _exported(meeting: Meeting, record: AnyRecord) -> Data:
    data: Data = {"id": record.id, "text": record.text, "item": meeting.item_label(record.item)} | _about(record)
    if isinstance(record, Action):
        data |= {"status": record.status, "owners": [named(p) for p in record.owners]}
        data["offices"] = [p.role for p in record.owners if p.role]
    data["quotes"] = [quote(record.quote)]
    data["lead_in"] = quote(record.lead_in) if record.lead_in else None
    return data


def trail_export(
    trail: Trail, *, status: str, due: dt.date | None, owners: Iterable[Party], effects: Iterable[Effect]
) -> Data:
    """Return a trail with its mentions and its entries in the ledger; status, due date and owners are those of a day."""
    return {
        "id": trail.id,
        "title": trail.title,
        "owners": parties(owners),
        "status": status,
        "due": iso(due),
        "replaced_by": trail.replaced_by,
        "mentions": [mention_export(m) for m in trail.mentions],
        "ledger": [effect_export(e) for e in effects],
    }


def effect_export(effect: Effect) -> Data:
    """Return an entry of the ledger on a day: `holds` where nothing spoke after it."""
    return entry_export(effect.entry) | {"holds": effect.holds}


def entry_export(entry: Entry) -> Data:
    """Return an entry of the ledger; `at` is UTC."""
    return {
        "seq": entry.seq,
        "at": entry.at.astimezone(dt.UTC).isoformat(),
        "day": iso(entry.day),
        "who": entry.who,
        "via": entry.via,
        "action": entry.action,
        "what": entry.what,
        "value": list(entry.value),
        "why": entry.why,
        "words": entry.about.words,
    }


def mention_export(mention: Mention) -> Data:
    """Return one mention of an action in the minutes."""
    return {
        "meeting": mention.meeting,
        "date": iso(mention.date),
        "action": mention.action,
        "status": mention.status,
        "due": iso(mention.due),
        "link": mention.link,
        "certain": mention.certain,
        "quotes": [quote(q) for q in mention.quotes],
    }


def acronym_export(acronym: Acronym) -> Data:
    """Return an acronym with its source."""
    return {"acronym": acronym.acronym, "expansion": acronym.expansion, "source": f"{acronym.source}:{acronym.line}"}


def problem_export(problem: Problem) -> Data:
    """Return a problem with its place."""
    return {"source": problem.source, "line": problem.line, "message": problem.message, "words": problem.words}


COLUMNS = (
    "id",
    "owners",
    "status",
    "due",
    "due_text",
    "overdue_days",
    "text",
    "meeting_date",
    "meeting",
    "item",
    "page",
    "line",
    "source",
    "ledger",
)


def actions_csv(findings: Iterable[Finding]) -> str:
    """Return actions as CSV with a head row. A cell that a spreadsheet would take for a formula is led by an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for found in findings:
        record, at = found.record, found.record.locator
        if not isinstance(record, Action):
            continue
        row = (
            record.id,
            "; ".join(parties(record.owners)),
            found.status or record.status,
            iso(record.due) or "",
            record.due_text or "",
            "" if found.overdue_days is None else found.overdue_days,
            record.text,
            iso(found.meeting.date) or "",
            found.meeting.title,
            found.item,
            at.page or "",
            at.line,
            at.source,
            sentences(found.effects),
        )
        writer.writerow([_plain(cell) for cell in row])
    return out.getvalue()


def _plain(cell: object) -> str:
    words = str(cell)
    return f"'{words}" if words[:1] in ("=", "+", "-", "@", "\t", "\r") else words
