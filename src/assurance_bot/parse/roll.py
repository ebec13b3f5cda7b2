"""Attendance in a table: names with initials or capacities beside them, or a matrix of people and the days of meetings.

A label in a row ("Present", "Apologies") holds for the rows below it. In a matrix the column of this meeting's day is read;
its marks mean what a legend says, else P is present, A sent apologies, S sent a substitute.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assurance_bot.attendees import first_names, read_people
from assurance_bot.dates import find_dates, find_months
from assurance_bot.parse.labels import OF_MEETING, header_label
from assurance_bot.parse.told import PEOPLE, people_of
from assurance_bot.people import begins_with_name, initials_of, looks_like_name
from assurance_bot.records import Attendance, Presence

_MARKS: tuple[tuple[Presence, re.Pattern[str]], ...] = (
    ("present", re.compile(r"(?:p|✓|✔|√|y|yes|present|attended|in person|online|remote)", re.IGNORECASE)),
    ("apologies", re.compile(r"(?:a|ap|apol(?:s|ogies)?|apologies (?:sent|received)|apologised)", re.IGNORECASE)),
    ("absent", re.compile(r"(?:x|✗|✘|n|no|ab|abs(?:ent)?|s|sub(?:stitute)?|-|–)", re.IGNORECASE)),
)
_LEGEND = re.compile(
    r"\b(?P<mark>[A-Z]{1,2})\s*(?:=|:|–|-|\bfor\b)\s*(?P<word>present|attended|apolog\w+|absent|substitut\w+|sent apologies)",
    re.IGNORECASE,
)  # "P = present"
_INITIALS = re.compile(r"^[A-Z][A-Za-z]{0,3}[A-Z]?[a-z]?$")
_LISTED = re.compile(r"\w[^,;]*(?:[,;]\s|\band\s)[^,;]*\w")  # a cell that holds several people
_NO_ROLE = re.compile(r"^(?:n/?a|-+|–|name|initials?|role|capacity|present|apologies|attendance)?$", re.IGNORECASE)

_HEADS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"^(?:{pattern})$", re.IGNORECASE))
    for name, pattern in (
        ("name", r"(?:full )?names?|attendees?|members?(?: name)?|councillors?|governors?|trustees?|participants?|who"),
        ("initials", r"initials?|abbr(?:eviation)?\.?"),
        ("came", r"present\??|attended\??|attendance|attending\??|in attendance|attend\?|here\??|status"),
        ("away", r"apologies|apols\.?|absent|regrets|apologies received"),
        ("role", r"(?:role|capacity|position|title|job title|organi[sz]ation|affiliation|company|representing|department|category|term.*)s?"),
    )
)  # fmt: skip

Row = Sequence[str]


def rows_of_lines(rows: Sequence[Sequence[Sequence[str]]]) -> list[list[str]]:
    """Return rows of cells; where a reader made one row of several people, whose cells hold a line each, a row a person."""
    found: list[list[str]] = []
    for row in rows:
        if any(len(cell) > 1 and all(_name(line) for line in cell) for cell in row):
            height = max(len(cell) for cell in row)
            found += [[cell[i] if i < len(cell) else "" for cell in row] for i in range(height)]
        else:
            found.append([" ".join(cell) for cell in row])
    return found


def is_roll(rows: Sequence[Row]) -> bool:
    """Say whether a table lists people: a label of attendance leads it, or most rows begin with a name."""
    if not rows:
        return False
    if any(_label(row) for row in rows) or len(_heads(rows)) > 1:
        return True
    if sum(_says_of_meeting(row) for row in rows) * 2 >= len(rows):
        return False
    named = sum(any(_name(cell) for cell in row[:2]) for row in rows)
    return named * 3 >= len(rows) * 2 and named >= 2 and all(len(c) <= 80 for row in rows for c in row)


def read_roll(
    rows: Sequence[Row], *, day: dt.date | None, text: str, presence: Presence = "present"
) -> list[Attendance]:
    """Return the people of a table, in order; `text` is searched for a legend of its marks."""
    days = _matrix(rows)
    if days:
        return _of_matrix(rows, days, day, _legend(text))
    if across := _across(rows):
        return across
    heads = _heads(rows)
    if heads:
        rows = [row for row in rows[1:] if any(c.strip() for c in row)]
        if {"came", "away"} & set(heads):
            return _of_marks(rows, heads, _legend(text), presence)
    found: list[Attendance] = []
    short = first_names([row[0] for row in rows if row and not _label(row)])
    for row in rows:
        label = _label(row)
        cells = list(row)
        if label:
            presence = PEOPLE[label[0]]
            cells = [label[1], *(c for c in row[1:])]
            if any(_LISTED.search(c) and people_of(c, presence) for c in cells):
                found += [person for cell in cells for person in people_of(cell, presence)]
                continue
        found += _of_row(cells, presence, alone=short)
    return found


def _label(row: Row) -> tuple[str, str] | None:
    """Return the label that leads a row and what stands in the cell after it."""
    first = next((c for c in row if c.strip()), "")
    found = header_label(first)
    return found if found and found[0] in PEOPLE else None


def _heads(rows: Sequence[Row]) -> list[str]:
    """Return what the columns of a table of people hold, by its head row, "" for the unknown; nothing where it has none."""
    if len(rows) < 2:
        return []
    names = [next((n for n, p in _HEADS if p.match(cell.strip(" :*"))), "") for cell in rows[0]]
    return names if "name" in names and sum(bool(n) for n in names) >= 2 and len(set(names) - {""}) >= 2 else []


def _across(rows: Sequence[Row]) -> list[Attendance]:
    """Return the people of a table whose columns are those present and those away: labels side by side, lists below."""
    head = [header_label(cell) if cell.strip() else None for cell in rows[0]] if len(rows) > 1 else []
    labels = {c: PEOPLE[found[0]] for c, found in enumerate(head) if found and found[0] in PEOPLE and not found[1]}
    if len(labels) < 2 or len(labels) < sum(bool(cell.strip()) for cell in rows[0]):
        return []
    return [p for c, kind in labels.items() for row in rows[1:] if c < len(row) for p in people_of(row[c], kind)]


def _of_marks(
    rows: Sequence[Row], heads: Sequence[str], legend: Mapping[str, Presence], presence: Presence
) -> list[Attendance]:
    """Read a table with a column in which those who came are marked, or those who sent apologies."""
    found: list[Attendance] = []
    for row in rows:
        cells = dict(zip(range(len(heads)), row, strict=False))
        person = _of_row([cells.get(heads.index("name"), "")], presence, alone=True)
        marks = {heads[c]: words.strip() for c, words in cells.items() if heads[c] in ("came", "away")}
        if not person:
            continue
        came, away = marks.get("came", ""), marks.get("away", "")
        mark = _mark(came, legend) if came.lower() != "x" else "present"
        if away and not re.fullmatch(r"(?:no?|n/a|-|–)", away, re.IGNORECASE):
            mark = "apologies"
        elif "came" not in marks:
            mark = "present"
        roles = [w.strip() for c, w in cells.items() if heads[c] in ("role", "") and w.strip() and not _mark(w, legend)]
        short = next((w.strip() for c, w in cells.items() if heads[c] == "initials" and w.strip()), None)
        if mark:
            found += [
                replace(p, presence=mark, role=p.role or ", ".join(roles) or None, initials=p.initials or short)
                for p in person
            ]
    return found


def _says_of_meeting(row: Row) -> bool:
    """Say whether a row is a label of the meeting and its value: "Chair: | Ann Roe"."""
    found = header_label(row[0]) if row else None
    return bool(found and found[0] in OF_MEETING and not found[1])


def _name(cell: str) -> bool:
    return looks_like_name(re.sub(r"\s*\([^()]*\)", "", cell).strip(" *")) or begins_with_name(cell)


def _of_row(cells: Sequence[str], presence: Presence, *, alone: bool = False) -> list[Attendance]:
    """Read a row from left to right: a name begins a person, initials, a mark or a capacity after it are that person's."""
    found: list[Attendance] = []
    for cell in cells:
        words = cell.strip(" *•-–")
        if not words:
            continue
        last = found[-1] if found else None
        mark = _mark(words, {})
        if last and _INITIALS.match(words) and last.initials is None and words[0] == initials_of(last.name)[:1]:
            found[-1] = replace(last, initials=words)
        elif last and mark and len(words) > 2:
            found[-1] = replace(last, presence=mark)
        elif (_name(words) or (alone and not last)) and (people := read_people(words, presence=presence, alone=alone)):
            found += people
        elif last and not _NO_ROLE.match(words):
            found[-1] = replace(last, role=", ".join(filter(None, (last.role, words))))
    return found


def _matrix(rows: Sequence[Row]) -> dict[int, str]:
    """Return the columns whose head is a day or a month, where there are at least two."""
    for row in rows[:3]:
        found = {
            c: words
            for c, words in enumerate(row)
            if c and (find_dates(words) or find_months(words) or _day_month(words))
        }
        if len(found) >= 2:
            return found
    return {}


def _day_month(words: str) -> tuple[int, int] | None:
    found = re.fullmatch(r"\s*(\d{1,2})[./](\d{1,2})(?:[./]\d{2,4})?\s*", words)
    return (int(found[1]), int(found[2])) if found else None


def _of_matrix(
    rows: Sequence[Row], days: Mapping[int, str], day: dt.date | None, legend: Mapping[str, Presence]
) -> list[Attendance]:
    column = next((c for c, words in days.items() if day and _is_day(words, day)), None)
    if column is None:
        return []
    found: list[Attendance] = []
    for row in rows:
        mark = _mark(row[column], legend) if column < len(row) else None
        if not mark or not _name(row[0]):
            continue
        roles = [c for i, c in enumerate(row[1:], start=1) if i not in days and c.strip() and not _mark(c, legend)]
        people = read_people(row[0], presence=mark)
        found += [replace(person, role=person.role or ", ".join(roles) or None) for person in people]
    return found


def _is_day(words: str, day: dt.date) -> bool:
    pair = _day_month(words)
    if pair:
        return pair == (day.day, day.month)
    written = find_dates(words)
    if written:
        return (written[0].day, written[0].month) == (day.day, day.month)
    return any(m.month == day.month for m in find_months(words))


def _mark(words: str, legend: Mapping[str, Presence]) -> Presence | None:
    bare = words.strip(" .()*")
    if bare.upper() in legend:
        return legend[bare.upper()]
    return next((presence for presence, pattern in _MARKS if pattern.fullmatch(bare)), None)


def _legend(text: str) -> dict[str, Presence]:
    """Return what the marks mean by the legend of the minutes: "P = present, A = absent"."""
    found: dict[str, Presence] = {}
    for entry in _LEGEND.finditer(text):
        word = entry["word"].lower()
        present, away = word.startswith(("present", "attended")), "apolog" in word
        found.setdefault(entry["mark"].upper(), "present" if present else "apologies" if away else "absent")
    return found
