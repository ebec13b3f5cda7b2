"""Due dates as iCalendar: an all-day event for each action that has one and is not closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from icalendar import Calendar, Event

from assurance_bot.answer import Finding
from assurance_bot.dates import in_words
from assurance_bot.ledger import sentences
from assurance_bot.records import Action
from assurance_bot.render.phrases import owners, place, standing


def actions_ics(findings: Iterable[Finding], *, stamp: dt.datetime) -> str:
    """Return the calendar; `stamp` is when it is made, as the format wants of every event."""
    calendar = Calendar()
    calendar.add("prodid", "-//assurance-bot//actions//EN")
    calendar.add("version", "2.0")
    for finding in findings:
        record = finding.record
        if isinstance(record, Action) and record.due and finding.status in ("open", "reported"):
            calendar.add_component(_event(finding, record, record.due, stamp))
    return str(calendar.to_ical(), "utf-8")


def _event(finding: Finding, record: Action, due: dt.date, stamp: dt.datetime) -> Event:
    event = Event()
    event.add("uid", f"{record.id}@assurance-bot")
    event.add("dtstamp", stamp)
    event.add("dtstart", due)
    event.add("dtend", due + dt.timedelta(days=1))
    event.add("summary", f"Due: {owners(record.owners)} – {record.text}")
    met = (
        f"{finding.meeting.title}, {in_words(finding.meeting.date)}" if finding.meeting.date else finding.meeting.title
    )
    event.add(
        "description",
        f"{standing(finding)}\n{met}\n{finding.item}\n{place(record.locator)}\n{sentences(finding.effects)}".rstrip(),
    )
    event.add("transp", "TRANSPARENT")
    return event
