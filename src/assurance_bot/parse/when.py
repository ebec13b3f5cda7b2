"""When and where a meeting was held, and when the next one is.

The day is read from its label, the line that says when it was held, the title, the first lines, the front matter, the
file name, in this order; where two of them disagree, the choice is a problem that names both.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from assurance_bot.dates import WrittenDate, find_dates, find_months
from assurance_bot.document import Document, Problem
from assurance_bot.parse.agenda import header_items
from assurance_bot.parse.blocks import Block
from assurance_bot.parse.labels import header_label
from assurance_bot.records import Meeting

_CLOCK = (
    r"\d{1,2}[:.]\d{2}\s*(?:(?:[ap]\.?\s?m\b\.?)|hrs|hours)?|\d{1,2}\s*(?:[ap]\.?\s?m\b\.?|noon)|\d{4}\s*(?:hrs|hours)"
)
_TIME = re.compile(
    r"\b(?P<h>\d{1,2}?)(?:[:.]?(?P<m>\d{2}))?\s*(?P<half>[ap]\.?\s?m\b\.?|hrs|hours|noon)?(?!\d)", re.IGNORECASE
)  # "7.30 pm"
_TIMED = re.compile(
    rf"(?:@|\bat|\bfrom|\btime:?|\bcommenc\w+ at|\bstart\w* at)\s*(?P<time>{_CLOCK})", re.IGNORECASE
)  # "at 7.30 pm"
_BARE_CLOCK = re.compile(rf"(?<![\d./:-])(?P<time>{_CLOCK})", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:in|at|venue:?|via|by)\s+(?P<venue>(?:the\s+)?[A-Z][^.;]*?)(?=\s{2,}|\s*[.;]|\s*$)"
)  # "in the Hall"
_HEADER = frozenset({"date", "time", "venue", "chair", "minutes_by"})  # labels that stand together in a header only
_FRONT = (
    "meeting_date",
    "start",
    "date",
)  # what front matter calls the day; "start" is of an event, "date" may be of posting
_SITTING = re.compile(r"\b(?:held|meeting|minutes|met)\b", re.IGNORECASE)
_OTHER_DAY = re.compile(
    r"\b(?i:last|previous|preceding|earlier|prior)\s+(?:\w+\s+){0,2}(?i:meeting|minutes)\b"
    r"|\b(?i:approv\w+|agree|confirm|sign|receive|accept|adopt|consider|ratify)\b(?:\s+[\w,]+){0,6}\s+(?i:minutes)\b"
    r"|\b(?:was|were|be|been|as|is|are)\s+(?:\w+\s+){0,2}(?:approved|agreed|signed|accepted|confirmed|adopted|ratified|correct|true|accurate)\b"
    r"|\b(?:ACTIONS?|[Aa]ction|AP)\b[^.]{0,20}[:–-]\s|\b(?:by|before|until|since|due|deadline:?)\s+(?:the\s+)?(?:\w+day\s+)?\d",
)  # "Minutes of the last meeting held on 12 May were approved"
_SAT = re.compile(r"\b(?:held|met|sat)\b|^\W*(?:minutes|notes|meeting)\b", re.IGNORECASE)
_DRAFT = re.compile(
    r"[(\[][^()\[\]]*\b(?:approv\w+|draft|ratif\w+|confirm\w+|adopt\w+|sign\w+)\b[^()\[\]]*[)\]]", re.IGNORECASE
)  # "(until approved at the next meeting)"
_SHORT = 120
_OPENING = 400  # characters of a first paragraph that names the body, the meeting, its day and its place
_FEW = 6  # words beside a day that head the minutes, and tell nothing of it
NEXT = re.compile(
    r"\bnext\b[^.]{0,80}\bmeeting\b|\bdate of (?:the )?next\b|\bmeetings?\b[^.]{0,40}\bnext\b", re.IGNORECASE
)


def meeting_day(
    document: Document, *, label: str, lines: Sequence[str], pieces: Sequence[Block], end: int
) -> tuple[dt.date | None, list[Problem]]:
    """Return the day of the meeting, and what was odd about it.

    `label` is the value of "Date:", `lines` are the title's, `end` is the index of the first piece of the minutes proper.
    """
    lines = [_DRAFT.sub(" ", words) for words in lines]
    name = re.sub(r"(?<=\d)-(?=\d(?:-|\D|$))", "-0", PurePosixPath(document.source).stem.replace("_", "-"))
    title = document.meta.get("title", "") if document.format in ("markdown", "html") else ""
    hint = _year(" ".join([title, *lines[:3]])) or _year(name)
    named = find_dates(name)
    near = named[0].resolve()[0] if named and named[0].year else None
    places = [
        ("date line", label),
        ("line that says when it was held", _held_on([*lines[:6], *(p.words for p in pieces[:12])])),
        ("title", title),
        ("heading", " ".join(words for words in lines[:6] if not _OTHER_DAY.search(words))),
        (
            "first lines",
            " ".join(p.words for i, p in enumerate(pieces[:12]) if _may_date(p.words, header=i < end, first=i == 0)),
        ),
        ("front matter", next(filter(None, map(document.meta.get, _FRONT)), "").replace("T", " ")),
        ("file name", name),
    ]
    found: list[tuple[str, dt.date]] = []
    problems: list[Problem] = []
    for place, words in places:
        for written in _corroborated(_days(words), near):
            day, wrong = written.resolve(near=near, year=hint if written.year is None else None)
            if wrong and day != (found[0][1] if found else None):
                problems.append(Problem(document.source, _line(document, words), f"{place}: {wrong}", words[:120]))
            if day and (written.year or hint or near):
                found.append((place, day))
    if not found:
        return None, [*problems, *_month_only(document, places)]
    return found[0][1], problems + _conflicts(document, found)


_HELD_ON = re.compile(r"^\W*(?:draft\s+)?(?:the\s+)?(?:minutes|notes)\b.*\bheld\b.*\bon\b", re.IGNORECASE)


def _held_on(lines: Sequence[str]) -> str:
    """Return the line that says of what meeting these are the minutes, "" where none does: "Minutes of … held on 5 May"."""
    return next(
        (w for w in lines if len(w) < _SHORT and _HELD_ON.match(w) and not (_OTHER_DAY.search(w) or NEXT.search(w))), ""
    )


def _corroborated(days: Sequence[WrittenDate], near: dt.date | None) -> list[WrittenDate]:
    """Return the day of a place that tells several: the one that the file's name bears out, else the first."""
    same = [d for d in days if near and d.resolve(near=near)[0] == near]
    return same[:1] or list(days[:1])


def _may_date(words: str, *, header: bool, first: bool) -> bool:
    """Say whether a piece may tell the day of its meeting; below the header only a day all but alone or words of a sitting do.

    `first`: it opens the minutes, and may say more than when.
    """
    words = _DRAFT.sub(" ", words)
    if NEXT.search(words) or _OTHER_DAY.search(words):
        return False
    bare = not words.endswith(".") and len(_blanked(words).split()) <= _FEW
    return header or bare or (len(words) < (_OPENING if first else _SHORT) and bool(_SAT.search(words)))


_CAME = re.compile(r"\W*(?:(?:members |those )?present|(?:in )?attendance|attendees|apologies)\b", re.IGNORECASE)
_DEALT_WITH = re.compile(
    r"\b(?:approved|agreed|confirmed|signed|taken|accepted|adopted|circulated|noted|were|was|be)\b|\.$", re.IGNORECASE
)


def _opens_minutes(words: str) -> bool:
    """Say whether words are what minutes open with, and not what a meeting says of those of another: "Minutes of the … held on"."""
    return bool(_MINUTES_OF.match(words)) and len(words) < _SHORT and not _DEALT_WITH.search(words)


_MINUTES_OF = re.compile(
    r"\W*(?:draft )?(?:(?:minutes|notes|record) of\b.*\b(?:meeting|held)\b|meeting (?:of|on|held on)\b)", re.IGNORECASE
)


def second_meeting(document: Document, pieces: Sequence[Block], *, after: int, day: dt.date | None) -> list[Problem]:
    """Say where a second meeting seems to begin: after block `after`, several labels of a header, and another day.

    `day` is that of the first. The words of both are read as one meeting; only a person can split the file.
    """
    for i in range(max(after, 1), len(pieces)):
        window = pieces[i : i + 12]
        labels = {found[0] for b in window[:8] if (found := header_label(b.words))} & _HEADER
        label = header_label(pieces[i].words)
        opens = _opens_minutes(pieces[i].words) or bool(
            label and _days(pieces[i].words) and not NEXT.search(pieces[i].words)
        )
        if not (label and len(labels) > 1) and not (opens and any(_CAME.match(b.words) for b in window[1:6])):
            continue
        days = [d for b in window if not NEXT.search(b.words) for d in _days(b.words)]
        others = [d for d in days if day is None or (d.day, d.month) != (day.day, day.month)]
        if others:
            line = document.lines[pieces[i].first].number
            message = "a second meeting seems to begin here, and is read as part of the first; split the file in two"
            return [Problem(document.source, line, message, pieces[i].words[:120])]
    return []


def _conflicts(document: Document, found: Sequence[tuple[str, dt.date]]) -> list[Problem]:
    """Say where two places give two days; the first place is taken."""
    place, chosen = found[0]
    return [
        Problem(
            document.source,
            None,
            f"the {place} says {chosen.isoformat()}, the {other} {day.isoformat()}; the {place} is taken",
        )
        for other, day in found[1:]
        if day != chosen and other != "first lines"
    ]


def _month_only(document: Document, places: Sequence[tuple[str, str]]) -> list[Problem]:
    """Name the month where that is all the minutes tell: no day is made of it."""
    for place, words in places:
        for month in find_months(words)[:1]:
            written = words[month.start : month.end]
            message = (
                f"the {place} gives only the month ({written}), no day; write the day in the header or the file name"
            )
            return [Problem(document.source, _line(document, words), message, words[:120])]
    return []


def _days(words: str) -> list[WrittenDate]:
    return [d for d in find_dates(words) if isinstance(d, WrittenDate)]


def _year(words: str) -> int | None:
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", words)
    return int(years[0]) if len(set(years)) == 1 else None


def _line(document: Document, words: str) -> int | None:
    at = document.text.find(words[:40])
    return document.line_at(at).number if at >= 0 and words else None


def _blanked(words: str) -> str:
    """Return words with the days in them blanked out, as long as before."""
    for day in _days(words):
        words = words[: day.start] + " " * (day.end - day.start) + words[day.end :]
    return words


def clock(label: str, date_label: str, lines: Sequence[str]) -> str | None:
    """Return the time as HH:MM: of the label "Time:", of what stands beside the date, else of the first lines."""
    for words, pattern in ((label, _BARE_CLOCK), (date_label, _BARE_CLOCK), (" ".join(lines), _TIMED)):
        found = pattern.search(_blanked(words))
        if found and (time := _read_clock(found["time"])):
            return time
    return _read_clock(label)


def _read_clock(written: str) -> str | None:
    found = _TIME.search(written)
    if not found:
        return None
    hour, minute = int(found["h"]), int(found["m"] or 0)
    half = (found["half"] or "").lower()
    hour = hour + 12 if half.startswith("p") and hour < 12 else 0 if half.startswith("a") and hour == 12 else hour
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 and (half or found["m"]) else None


def place_of(lines: Sequence[str]) -> str | None:
    """Return the venue that a line tells beside the day or the word held: "held on 3 May at 7pm in the Hall"."""
    for words in lines:
        blanked = _blanked(words)
        if blanked == words and not re.search(r"\bheld\b", words, re.IGNORECASE):
            continue
        if not _SITTING.search(words):
            continue
        bare = _TIMED.sub(lambda m: " " * len(m[0]), blanked)
        bare = _BARE_CLOCK.sub(lambda m: " " * len(m[0]), bare)
        bare = re.sub(r"\b(?:on|at|from|commencing)(?=\s{2,})", lambda m: " " * len(m[0]), bare)
        found = _PLACE.search(bare)
        if found:
            return " ".join(found["venue"].split()).strip(" ,@-–")
    return None


def next_meeting(document: Document, meeting: Meeting, label: str) -> tuple[str | None, dt.date | None]:
    """Return the next meeting as written and its day: from its label, its item, or the last words that speak of it."""
    words = label or _said_of_next(document, meeting)
    if not words:
        return None, None
    near = meeting.date + dt.timedelta(days=45) if meeting.date else None
    days = [d for w in _days(words) if (d := w.resolve(near=near)[0])]
    after = [d for d in days if meeting.date is None or d > meeting.date]
    return words, after[0] if after else None


def _said_of_next(document: Document, meeting: Meeting) -> str:
    for passage in reversed(meeting.passages):
        said = document.flow(passage.spans).text
        title = meeting.items[passage.item].title if passage.item is not None else ""
        if find_dates(said) and (NEXT.search(said) or header_items(title) == "next"):
            return said
    for item in reversed(meeting.items):
        if NEXT.search(item.title) and find_dates(item.title):
            return item.title
    return ""
