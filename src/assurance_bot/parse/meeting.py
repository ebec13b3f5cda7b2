"""A Document to a Meeting: furniture, header, attendance, agenda tree, passages.

What cannot be made out is said in a Problem, and left empty: nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from assurance_bot.document import Document, Problem
from assurance_bot.parse.agenda import has_headings, read_agenda
from assurance_bot.parse.attending import attending, merged
from assurance_bot.parse.blocks import Block, blocks, spans_of
from assurance_bot.parse.furniture import furniture, marking
from assurance_bot.parse.header import Header, preamble, read_front, read_header
from assurance_bot.parse.legend import by_mark, legend
from assurance_bot.parse.roll import read_roll
from assurance_bot.parse.tables import column_names, is_head
from assurance_bot.parse.titles import DRAFT, Title, read_title, title_lines
from assurance_bot.parse.told import people_of, signed_on
from assurance_bot.parse.topics import with_topics
from assurance_bot.parse.when import clock, meeting_day, next_meeting, place_of, second_meeting
from assurance_bot.people import Directory, initials_of, looks_like_name
from assurance_bot.records import AgendaItem, Attendance, Meeting, Passage

_CHAIR = re.compile(
    r"(?<!vice )(?<!vice-)(?<!deputy )\b(?:in the )?chair(?:man|person|woman)?\b(?! of the)", re.IGNORECASE
)  # "Chair", "in the chair"
_MINUTES = re.compile(
    r"^\W*(?:taking (?:the )?)?(?:minutes?|notes?|minute[- ]?taker)\b|,\s*(?:minutes?|minute[- ]?taker)\b",
    re.IGNORECASE,
)


def parse_meeting(document: Document, *, called: str = "") -> tuple[Meeting, list[Problem]]:
    """Return the meeting a document records, and what could not be made out.

    `called` is the name of the body that met, where its minutes name none.
    """
    pieces = blocks(document, furniture(document))
    formatted = has_headings(pieces)
    end = preamble(pieces, formatted=formatted)
    header = read_header(document, pieces, end)
    spare = [p for i, p in enumerate(pieces[:end]) if i not in header.used]
    body = [*spare, *pieces[end:]]
    columns = column_names(document, body)
    body = [b for b in body if not (b.form == "row" and _head_row(document, b))]
    stray = [b for i, b in enumerate(body) if _stray(body, i)]
    pieces_ = with_topics(document, [b for b in body if b not in stray])
    items, passages = read_agenda(pieces_, columns, _names_of(header.attendance))
    problems = [*header.problems, *_strays(document, stray)]
    lines = title_lines(document, header.title)
    date, dated = meeting_day(document, label=header.values.get("date", ""), lines=lines, pieces=pieces, end=end)
    problems += dated + second_meeting(document, pieces, after=end, day=date)
    rolled = [p for rows in header.rolls for p in read_roll(rows, day=date, text=document.text)]
    header = replace(header, attendance=[*header.attendance, *rolled])
    header, passages = _attendance(document, header, items, passages)
    named = read_title(document, lines, header.values.get("title", ""), called=called)
    meeting = _meeting(document, header, named, date, lines)
    people = merged([*header.attendance, *_in_the_chair(meeting.chair, header.attendance, document.text)])
    meeting = replace(meeting, items=items, passages=passages, attendance=people)
    following, next_date = next_meeting(document, meeting, header.values.get("next", ""))
    meeting = replace(meeting, next_meeting=following, next_date=next_date)
    return meeting, problems + _missing(document, meeting)


def _names_of(people: Sequence[Attendance]) -> frozenset[str]:
    """Return what people may be called by in a heading of their tasks: whole names, parts of them, initials, offices."""
    whole = {word for p in people for word in (p.name, p.role, p.initials) if word}
    return frozenset(w.lower() for w in whole | {part for p in people for part in p.name.split() if len(part) > 2})


def _head_row(document: Document, block: Block) -> bool:
    return is_head([" ".join(document.text[s.start : s.end] for s in cell) for cell in block.cells])


def _stray(blocks_: Sequence[Block], i: int) -> bool:
    """Say whether a block is a cell torn from a side column: initials alone between blank lines, in no list."""
    block = blocks_[i]
    if (
        block.form != "paragraph"
        or not re.fullmatch(r"(?:[A-Z]{2,5}(?:\s*[/,&]\s*|\s+)?){1,4}", block.words)
        or not block.gap
    ):
        return False
    return (
        (i == 0 or blocks_[i - 1].form != "number")
        and (i + 1 == len(blocks_) or blocks_[i + 1].gap)
        and block.words not in ("AOB", "AOCB")
    )


def _strays(document: Document, stray: Sequence[Block]) -> list[Problem]:
    return [
        Problem(
            document.source,
            document.lines[b.first].number,
            "a cell of a side column whose row is lost; it was left out",
            b.words,
        )
        for b in stray
    ]


def _meeting(document: Document, header: Header, named: Title, date: dt.date | None, lines: Sequence[str]) -> Meeting:
    values = header.values
    day = date.isoformat() if date else PurePosixPath(document.source).stem.lower()
    draft = DRAFT.search(document.text[:600]) or re.search(r"\bdraft\b", document.source, re.IGNORECASE)
    return Meeting(
        id=named.meeting_id(day),
        source=document.source,
        title=named.title,
        body=named.body,
        series=named.series,
        date=date,
        time=clock(values.get("time", ""), values.get("date", ""), lines),
        venue=values.get("venue") or place_of([values.get("date", ""), *lines]),
        chair=_name_only(values.get("chair"), header.attendance) or _role_holder(header.attendance, _CHAIR),
        minutes_by=_name_only(values.get("minutes_by"), header.attendance) or _role_holder(header.attendance, _MINUTES),
        marking=values.get("marking") or marking(document),
        version="draft" if draft else "final",
    )


def _name_only(value: str | None, people: Sequence[Attendance]) -> str | None:
    """Return the name that begins a header value: "Ann Roe, Policy Officer" and, of one present, "AR" give "Ann Roe"."""
    if not value:
        return None
    meant = [p.name for p in people if value in (p.initials, initials_of(p.name))]
    if len(meant) == 1:
        return meant[0]
    found = people_of(value, "present", several=False)
    return found[0].name if found else value


def _in_the_chair(chair: str | None, people: Sequence[Attendance], text: str) -> list[Attendance]:
    """Return who chaired, where others are listed as present and nobody in the list can be meant."""
    if not chair or not any(p.presence == "present" for p in people):
        return []
    known = Directory(people, text).resolve(chair)
    surname = re.split(r"\s+", chair)[-1].lower()
    if known or any(surname in p.name.lower().split() for p in people) or not looks_like_name(chair):
        return []
    return [Attendance(chair, "Chair", None, "present")]


def _role_holder(people: Sequence[Attendance], role: re.Pattern[str]) -> str | None:
    """Return who holds a role that meetings have of themselves, where exactly one of those present does."""
    held = [p.name for p in people if p.role and role.search(p.role) and p.presence != "apologies"]
    return held[0] if len(held) == 1 else None


def _attendance(
    document: Document, header: Header, items: tuple[AgendaItem, ...], passages: tuple[Passage, ...]
) -> tuple[Header, tuple[Passage, ...]]:
    """Add what the minutes proper say of who came, and who chaired where the header does not say."""
    said = attending(document, items, passages, known=bool(header.attendance))
    front = read_front(document.meta)
    people = [*front.attendance, *header.attendance, *said.people] or signed_on(document.text)
    people = [p for p in people if looks_like_name(p.name) or p.role or " " not in p.name or len(p.name.split()) > 4]
    people = by_mark(document, people, legend(document))
    return replace(header, attendance=people, values={**said.values, **front.values, **header.values}), tuple(
        said.passages
    )


def _missing(document: Document, meeting: Meeting) -> list[Problem]:
    """Say what a reader of minutes would expect and these do not give."""
    wanted = (
        (meeting.date, "no date of the meeting could be made out; write one in the header or the file name"),
        (meeting.items, "no agenda items could be made out"),
        (meeting.attendance, "nobody present could be made out"),
    )
    return [Problem(document.source, None, message) for value, message in wanted if not value]


__all__ = ["parse_meeting", "spans_of"]
