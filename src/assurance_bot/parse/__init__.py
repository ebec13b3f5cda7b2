"""A Document to a Meeting: furniture, header, attendance, agenda tree, passages.

What cannot be made out is said in a Problem, and left empty: nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from assurance_bot.dates import WrittenDate, find_dates
from assurance_bot.document import Document, Problem
from assurance_bot.parse.agenda import has_headings, header_items, read_agenda
from assurance_bot.parse.blocks import Block, blocks, spans_of
from assurance_bot.parse.furniture import furniture, marking
from assurance_bot.parse.header import Header, merged, people_of, preamble, read_header
from assurance_bot.parse.labels import header_label
from assurance_bot.parse.tables import column_names, is_head
from assurance_bot.people import looks_like_name
from assurance_bot.records import AgendaItem, Attendance, Meeting, Passage, Presence

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATED = re.compile(
    rf"(?:\b(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)day)\b,?\s*)?(?:\b\d{{1,2}}(?:st|nd|rd|th)?\s+)?\b(?:{_MONTHS})\b,?(?:\s+(?:\d{{1,2}},\s*)?\d{{4}})?"
    r"|\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_MINUTES_OF = re.compile(
    r"\b(?:draft|approved|unconfirmed|confirmed|final|minutes?|meeting notes|notes|record|actions?)\b(?:\s+(?:of|for|from))?(?:\s+(?:the|a))?"
    r"|\b(?:held|on|at|taken|meeting held)\b\s*$|\bmeeting\s+held\b|^\W*meeting\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b[Nn]ext\s+(?:meeting of (?:the )?)?(?P<body>(?:[A-Z][\w’'&-]+\s+){0,5}(?:Council|Board|Panel|Committee|Forum|Group|Authority|Trust|Governors|Partnership|Commission))\b"
)
_TIME = re.compile(r"\b(?P<h>\d{1,2})(?:[:.](?P<m>\d{2}))?\s*(?P<half>[ap]\.?\s?m\b\.?|hrs|hours|noon)?", re.IGNORECASE)
_TIMED = re.compile(
    r"(?:@|\bat|\bfrom|\btime:?|\bcommenc\w+ at)\s*(?P<time>\d{1,2}(?:[:.]\d{2})?\s*(?:[ap]\.?\s?m\b|hrs|hours|noon)?)",
    re.IGNORECASE,
)
_DRAFT = re.compile(r"\b(?:DRAFT|UNCONFIRMED|[Dd]raft (?:minutes|notes)|[Uu]nconfirmed minutes)\b|\(draft\)")
_NEXT = re.compile(r"\bnext\b[^.]{0,80}\bmeeting\b|\bdate of (?:the )?next\b", re.IGNORECASE)
_PEOPLE: dict[str, Presence] = {"present": "present", "apologies": "apologies", "in attendance": "in attendance"}


def parse_meeting(document: Document) -> tuple[Meeting, list[Problem]]:
    """Return the meeting a document records, and what could not be made out."""
    pieces = blocks(document, furniture(document))
    formatted = has_headings(pieces)
    end = preamble(pieces, formatted=formatted)
    header = read_header(document, pieces, end)
    spare = [p for i, p in enumerate(pieces[:end]) if i not in header.used]
    body = [*spare, *pieces[end:]]
    columns = column_names(document, body)
    body = [b for b in body if not (b.form == "row" and _head_row(document, b))]
    stray = [b for i, b in enumerate(body) if _stray(body, i)]
    items, passages = read_agenda(document, [b for b in body if b not in stray], columns)
    attendance, passages = _attendance(document, header, items, passages)
    problems = [*header.problems, *_strays(document, stray)]
    date, dated = _date(document, header, pieces)
    problems += dated
    title = _title(document, header)
    meeting = _meeting(document, header, title, date, items, passages)
    meeting = replace(meeting, attendance=_chaired(attendance, meeting))
    return _with_next(document, header, meeting), problems + _missing(document, meeting)


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


def _meeting(
    document: Document,
    header: Header,
    title: str,
    date: dt.date | None,
    items: tuple[AgendaItem, ...],
    passages: tuple[Passage, ...],
) -> Meeting:
    body = _body(document, title)
    series = _bare_title(title) or body
    day = date.isoformat() if date else PurePosixPath(document.source).stem.lower()
    draft = bool(_DRAFT.search(document.text[:600]) or re.search(r"\bdraft\b", document.source, re.IGNORECASE))
    values = header.values
    return Meeting(
        id=f"{_slug(series)}-{day}",
        source=document.source,
        title=title,
        body=body,
        series=series,
        date=date,
        time=_time(document, header),
        venue=values.get("venue"),
        chair=_name_only(values.get("chair")) or _role_holder(header.attendance, "chair"),
        minutes_by=_name_only(values.get("minutes_by")),
        marking=values.get("marking") or marking(document),
        version="draft" if draft else "final",
        items=items,
        passages=passages,
    )


def _name_only(value: str | None) -> str | None:
    """Return the name that begins a header value: "Ann Roe, Policy Officer" → "Ann Roe"."""
    if not value:
        return None
    found = people_of(value, "present", several=False)
    return found[0].name if found else value


def _role_holder(people: Sequence[Attendance], role: str) -> str | None:
    """Return who holds a role that meetings have of themselves, where exactly one of those present does."""
    pattern = re.compile(rf"(?<!vice )(?<!vice-)(?<!deputy )\b{role}(?:man|person|woman)?\b(?! of the)", re.IGNORECASE)
    held = [p.name for p in people if p.role and pattern.search(p.role) and p.presence != "apologies"]
    return held[0] if len(held) == 1 else None


def _title(document: Document, header: Header) -> str:
    """Return the title as written: front matter, else the first heading or line."""
    if title := document.meta.get("title", "").strip():
        return title
    lines = [words for words in header.title if not header_label(words)][:4]
    kept: list[str] = []
    for words in lines:
        if kept and not (words.isupper() or re.search(r"\b(?:minutes|meeting|notes)\b", words, re.IGNORECASE)):
            break
        kept.append(words)
        if len(" ".join(kept)) > 120:
            break
    return " ".join(kept)[:200] if kept else PurePosixPath(document.source).stem


def _bare_title(title: str) -> str:
    """Return a title without dates and without the words that say it is minutes: what its series is called."""
    bare = _DATED.sub(" ", title)
    for _ in range(3):
        bare = _MINUTES_OF.sub(" ", bare)
    bare = re.sub(r"\(\s*\)", " ", bare)
    bare = " ".join(bare.split()).strip(" -–—:,.@/|")
    bare = re.sub(r"^(?:the|of)\s+", "", bare, flags=re.IGNORECASE)
    return bare if re.search(r"[A-Za-z]{3}", bare) else ""


def _body(document: Document, title: str) -> str:
    """Return the board that met: as the title names it, else as the text speaks of its next meeting, else the folder."""
    bare = re.sub(r"\s*\b[Mm]eetings?$", "", _bare_title(title)).strip(" -–—")
    named = re.search(
        r"\b(?:Council|Board|Panel|Committee|Forum|Authority|Trust|Governors|Commissioner|Police|Partnership)\b",
        bare,
        re.IGNORECASE,
    )
    if named:
        return bare.title() if bare.isupper() else bare
    if found := _BODY.search(document.text):
        return found["body"]
    folder = PurePosixPath(document.source).parent.name
    return folder.replace("-", " ").replace("_", " ").title() if folder else bare


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:60].strip("-") or "meeting"


def _date(document: Document, header: Header, pieces: Sequence[Block]) -> tuple[dt.date | None, list[Problem]]:
    """Return the day of the meeting: from its label, its title, its first lines, its front matter, its file name.

    The year, where the line lacks it, is that of the title or the file name. Where two of these disagree, the choice is
    a problem that names both.
    """
    hint = _year(_title(document, header)) or _year(document.source)
    named = find_dates(PurePosixPath(document.source).name.replace("_", "-"))
    near = named[0].resolve(near=None, year=None)[0] if named and named[0].year else None
    places = [
        ("date line", header.values.get("date", "")),
        ("title", document.meta.get("title", "")),
        ("heading", " ".join(header.title)),
        ("first lines", " ".join(p.words for p in pieces[:12] if not _NEXT.search(p.words))),
        ("front matter", document.meta.get("date", "") or document.meta.get("meeting_date", "")),
        ("file name", PurePosixPath(document.source).name.replace("_", "-")),
    ]
    found: list[tuple[str, dt.date]] = []
    problems: list[Problem] = []
    for place, words in places:
        for written in _days(words)[:1]:
            day, wrong = written.resolve(near=near, year=hint if written.year is None else None)
            if wrong:
                problems.append(Problem(document.source, _line(document, words), f"{place}: {wrong}", words[:120]))
            if day and (written.year or hint or near):
                found.append((place, day))
    if not found:
        return None, problems
    chosen_place, chosen = found[0]
    for place, day in found[1:]:
        if day != chosen and place != "first lines":
            message = f"the {chosen_place} says {chosen.isoformat()}, the {place} {day.isoformat()}; the {chosen_place} is taken"
            problems.append(Problem(document.source, None, message))
    return chosen, problems


def _days(words: str) -> list[WrittenDate]:
    return [d for d in find_dates(words) if isinstance(d, WrittenDate)]


def _year(words: str) -> int | None:
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", words)
    return int(years[0]) if len(set(years)) == 1 else None


def _line(document: Document, words: str) -> int | None:
    at = document.text.find(words[:40])
    return document.line_at(at).number if at >= 0 and words else None


def _time(document: Document, header: Header) -> str | None:
    """Return the time of the meeting as HH:MM, where a label or the first lines give one."""
    written = header.values.get("time") or ""
    if not written:
        first = " ".join([header.values.get("date", ""), *header.title, document.text[:800]])
        found = _TIMED.search(first)
        written = found["time"] if found else ""
    if not (found := _TIME.search(written)):
        return None
    hour, minute = int(found["h"]), int(found["m"] or 0)
    half = (found["half"] or "").lower()
    hour = hour + 12 if half.startswith("p") and hour < 12 else 0 if half.startswith("a") and hour == 12 else hour
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 and (half or found["m"]) else None


def _attendance(
    document: Document, header: Header, items: tuple[AgendaItem, ...], passages: tuple[Passage, ...]
) -> tuple[list[Attendance], tuple[Passage, ...]]:
    """Add the people of attendance sections that stand as items; their passages are marked "attendance"."""
    found = list(header.attendance)
    kinds = {item.index: header_items(item.title) for item in items}
    kept: list[Passage] = []
    for passage in passages:
        kind = kinds.get(passage.item) if passage.item is not None else None
        if kind in _PEOPLE:
            words = document.flow(passage.spans).text
            listed = passage.form != "paragraph"
            found += people_of(words, _PEOPLE[kind], several=not listed or words.count(";") > 0)
            passage = replace(passage, label="attendance")  # noqa: PLW2901 - the same passage, marked
        kept.append(passage)
    return [p for p in found if looks_like_name(p.name) or p.role], tuple(kept)


def _chaired(people: Sequence[Attendance], meeting: Meeting) -> tuple[Attendance, ...]:
    return merged(people)


def _with_next(document: Document, header: Header, meeting: Meeting) -> Meeting:
    """Add the next meeting: from its label, its item, or the last sentence that speaks of it."""
    words = header.values.get("next", "")
    if not words:
        for passage in reversed(meeting.passages):
            said = document.flow(passage.spans).text
            item = meeting.items[passage.item].title if passage.item is not None else ""
            if find_dates(said) and (_NEXT.search(said) or header_items(item) == "next"):
                words = said
                break
    if not words:
        return meeting
    days = [d for w in _days(words) if (d := w.resolve(near=_later(meeting.date), year=None)[0])]
    after = [d for d in days if meeting.date is None or d > meeting.date]
    return replace(meeting, next_meeting=words, next_date=after[0] if after else None)


def _later(day: dt.date | None) -> dt.date | None:
    return day + dt.timedelta(days=45) if day else None


def _missing(document: Document, meeting: Meeting) -> list[Problem]:
    """Say what a reader of minutes would expect and these do not give."""
    wanted = (
        (meeting.date, "no date of the meeting could be made out; write one in the header or the file name"),
        (meeting.items, "no agenda items could be made out"),
        (meeting.attendance, "nobody present could be made out"),
    )
    return [Problem(document.source, None, message) for value, message in wanted if not value]


__all__ = ["parse_meeting", "spans_of"]
