"""Answers from minutes that never were: the Fenmoor Fire Authority holds its Chief Fire Officer (CFO) to account."""

import datetime as dt
from collections.abc import Iterable

from assurance_bot.answer import Answer, Finding, Searched
from assurance_bot.document import Locator, Quote, Span
from assurance_bot.query import Query, Subject
from assurance_bot.records import Action, AnyRecord, Meeting, Party, Statement, Status, record_id

CFO = Party("The CFO", role="CFO", person="Maren Oxley")
CHAIR = Party("The Chair", role="Chair", person="Tobias Wren")
MEETING = Meeting(
    id="fenmoor-2023-03-14",
    source="2023/2023-03-14 scrutiny.txt",
    title="Scrutiny and Performance Board",
    body="Fenmoor Fire Authority",
    series="scrutiny",
    date=dt.date(2023, 3, 14),
)
PLEDGE = "The CFO to bring a dated plan for replacing the breathing apparatus at all nine stations."
ASSURANCE = (
    "She said that every set in service had passed its annual test, that none was older than the maker allows, and that "
    "crews had been told whom to call when a gauge sticks."
)


def quote(words: str, *, line: int = 41, last_line: int | None = None, page: int | None = 3) -> Quote:
    locator = Locator(MEETING.source, page, line, last_line or line)
    return Quote(words, (Span(0, max(1, len(words))),), locator)


def action(
    words: str = PLEDGE,
    *,
    owners: tuple[Party, ...] = (CFO,),
    due: dt.date | None = dt.date(2023, 4, 4),
    due_text: str | None = "within three weeks",
    lead_in: str = "",
    nth: int = 0,
) -> Action:
    return Action(
        id=record_id("action", MEETING.id, words, nth),
        meeting=MEETING.id,
        item=0,
        passage=nth,
        quote=quote(words, last_line=43),
        lead_in=quote(lead_in) if lead_in else None,
        owners=owners,
        due=due,
        due_text=due_text,
    )


def statement(words: str = ASSURANCE, *, lead_in: str = "The CFO responded:") -> Statement:
    return Statement(
        id=record_id("statement", MEETING.id, words),
        meeting=MEETING.id,
        item=0,
        passage=7,
        quote=quote(words, line=52, last_line=55),
        lead_in=quote(lead_in) if lead_in else None,
        nature="assurance",
        speakers=(CFO,),
    )


def finding(
    record: AnyRecord,
    *,
    status: Status | None = None,
    overdue_days: int | None = None,
    evidence: tuple[Quote, ...] = (),
    note: str = "",
) -> Finding:
    item = "4.2 Equipment › Breathing apparatus"
    return Finding(record, MEETING, item, status=status, overdue_days=overdue_days, evidence=evidence, note=note)


OVERDUE = finding(action(), status="open", overdue_days=26)
SAID = finding(statement())


def answer(
    *findings: Finding,
    subject: Subject = "commitments",
    understood: str = "commitments · CFO · breathing apparatus · all meetings",
    summary: str | None = None,
    notes: Iterable[str] = (),
    asked: str = "what did the CFO promise on breathing apparatus?",
) -> Answer:
    return Answer(
        asked=asked,
        query=Query(subject=subject, roles=("CFO",), topic="breathing apparatus"),
        understood=understood,
        summary=f"{len(findings)} found." if summary is None else summary,
        searched=Searched(24, dt.date(2021, 4, 13), dt.date(2023, 3, 14)),
        findings=findings,
        generation="20230401T060000Z-1",
        as_of=dt.date(2023, 4, 30),
        notes=tuple(notes),
    )


def actions(*findings: Finding, notes: Iterable[str] = ()) -> Answer:
    understood = "actions · CFO · overdue · all meetings"
    return answer(*findings, subject="actions", understood=understood, asked="overdue CFO", notes=notes)
