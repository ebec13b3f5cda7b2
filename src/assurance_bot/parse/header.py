"""The header of some minutes: title, labels with their values, attendance; also where extraction tore columns apart.

Labels that stand one under the other without values are a column; as many pieces after it are their values, in order. A
column of names followed by a column of capacities, as long, are the same people.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assurance_bot.attendees import first_names, is_list_of_people, read_people
from assurance_bot.dates import find_dates
from assurance_bot.document import Document, Line, Problem, fold
from assurance_bot.parse.agenda import is_heading
from assurance_bot.parse.blocks import Block
from assurance_bot.parse.labels import OF_MEETING, header_label, label_parts, structure_label
from assurance_bot.parse.legend import legend, rostered
from assurance_bot.parse.roll import is_roll, read_roll, rows_of_lines
from assurance_bot.parse.told import MINUTED, PEOPLE, chaired_by, is_group, label_of, people_of, told
from assurance_bot.people import NAME, looks_like_name
from assurance_bot.prose import sentences
from assurance_bot.records import Attendance, Presence

_HELD = re.compile(
    r"\bheld\s+(?:at|in)\s+(?P<venue>.+?)(?=\s+(?:at|on|from|commencing)\s+(?:\d|[A-Z][a-z]+day)|[.,;]?\s*$|\.\s)",
    re.IGNORECASE,
)
_BEGINS = re.compile(rf"{NAME.pattern}(?=\s*(?:[,(:;–—-]|$))")  # "Ann Roe, Clerk"
_PLACE_TAIL = re.compile(r"\s*(?:,|\bat\b|\bfrom\b|@)?\s*\d{1,2}[:.]?\d{0,2}\s*(?:am|pm|hrs|hours)?\.?$", re.IGNORECASE)


@dataclass
class Header:
    """What the header gave; `title` the pieces before any label, `rolls` tables of people, cells by row,
    `used` the blocks it is made of.
    """

    title: list[Block] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    attendance: list[Attendance] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rolls: list[list[list[str]]] = field(default_factory=list)
    used: set[int] = field(default_factory=set)


def preamble(blocks: Sequence[Block], *, formatted: bool) -> int:
    """Return the index of the first block of the minutes proper: the first heading or running prose after the header."""
    labelled = any(header_label(b.words) for b in blocks[:25])
    seen = False
    for i, block in enumerate(blocks):
        label = header_label(block.words)
        if _heads_record(blocks, i, label):
            return i
        if label and not block.number:
            if label[0] in PEOPLE and _heads_groups(blocks, i):
                return i
            seen = True
            continue
        if not seen and _of_title(blocks, i):
            continue
        if block.form == "label" or (block.form == "paragraph" and len(block.words) > 160 and not _peopled(blocks, i)):
            return i
        if is_heading(blocks, i, formatted=formatted) and not (block.form == "heading" and i == 0):
            if block.form == "heading" or block.number or (i and blocks[i - 1].form == "number"):
                return i
            if (
                block.words.upper() == block.words
                and (seen or not labelled)
                and i > 1
                and not looks_like_name(block.words.title())
            ):
                return i
    return len(blocks)


def read_front(meta: Mapping[str, str]) -> Header:
    """Return what front matter tells: people under keys that are labels of attendance, who chaired, and where it was."""
    header = Header()
    for key, value in meta.items():
        label = header_label(f"{re.sub(r'[-_]+', ' ', key)}: {value}")
        if label and label[0] in PEOPLE and value.lower() not in ("true", "false"):
            header.attendance += people_of(fold(value), PEOPLE[label[0]])
        elif label and label[0] in ("chair", "minutes_by", "venue", "time"):
            header.values.setdefault(label[0], value)
    return header


def _heads_record(blocks: Sequence[Block], i: int, label: tuple[str, str] | None) -> bool:
    """Say whether a heading "Minutes" stands over the minutes themselves, and not over who took them."""
    if i == 0 or label != ("minutes_by", "") or blocks[i].form != "heading" or i + 1 == len(blocks):
        return False
    return not is_list_of_people(blocks[i + 1].words)


def _heads_groups(blocks: Sequence[Block], i: int) -> bool:
    """Say whether a heading stands over headings of its own, of groups of people."""
    after = blocks[i + 1] if i + 1 < len(blocks) else None
    return bool(
        blocks[i].form == "heading" and after and after.form == "heading" and after.level >= blocks[i].level
        and not header_label(after.words)
    )  # fmt: skip


def _of_title(blocks: Sequence[Block], i: int) -> bool:
    """Say whether a heading belongs to the title: only headings stand before it, and it says when or what was held."""
    block = blocks[i]
    if (
        block.form != "heading"
        or block.number
        or (i and structure_label(block.words))
        or any(b.form != "heading" for b in blocks[:i])
    ):
        return False
    return i == 0 or bool(
        find_dates(block.words) or re.search(r"\b(?:minutes|meeting|notes)\b", block.words, re.IGNORECASE)
    )


def _peopled(blocks: Sequence[Block], i: int) -> bool:
    """Say whether a long block belongs to an attendance label: names in a row, with few verbs, or all that stands below it."""
    above = header_label(blocks[i - 1].words) if i else None
    if above and above[0] in PEOPLE and not above[1]:
        return True
    return (i > 0 and bool(header_label(blocks[i].words))) or len(read_people(blocks[i].words, presence="present")) >= 3


_TITLE_BLOCKS = 8  # a title is no longer


def _may_be_title(header: Header, block: Block) -> bool:
    """Say whether a block before any label may be part of the title: no entry of a list that says something."""
    listed = block.form in ("bullet", "numbered") and len(block.words.split()) > _TITLE_BLOCKS
    begun = header.values or header.attendance or header.problems or header.rolls
    return not begun and not listed and len(header.title) < _TITLE_BLOCKS


def read_header(document: Document, blocks: Sequence[Block], end: int) -> Header:
    """Return what the blocks before `end` tell."""
    header = Header()
    roster = rostered(blocks, end, legend(document))
    i = 0
    while i < end:
        if i in roster:
            if i < roster[-1]:
                header.attendance += people_of(blocks[i].words, "present", several=False, alone=False)
            header.used.add(i)
            i += 1
            continue
        label = (
            _row_label(document, blocks[i])
            or header_label(blocks[i].words)
            or _label_of(blocks[i], blocks[i + 1] if i + 1 < end else None)
        )
        if rows := _roll(document, blocks, i, end):
            header.rolls.append(rows_of_lines(rows))
            header.used.update(range(i, i + len(rows)))
            for block in blocks[i : i + len(rows)]:
                _held(header, block.words)
                if (beside := _row_label(document, block)) and beside[0] in OF_MEETING:
                    header.values.setdefault(*beside)
            i += len(rows)
        elif label is None:
            people = told(blocks[i].words, early=True)
            header.attendance += people
            if people:
                header.used.add(i)
            elif _may_be_title(header, blocks[i]):
                header.title.append(blocks[i])
                header.used.add(i)
            _held(header, blocks[i].words)
            i += 1
        elif label[1]:
            if not (label[0] == "next" and len(sentences(label[1])) > 1):  # it says more than when
                header.used.add(i)
            first, *others = label_parts(blocks[i].words)
            for name, value in filter(None, map(header_label, others)):
                if name in OF_MEETING:
                    header.values.setdefault(name, value)
            i = _inline(document, header, blocks, i, end, label if blocks[i].cells else header_label(first) or label)
        else:
            i = _column(document, header, blocks, i, end)
    return header


def _label_of(block: Block, after: Block | None) -> tuple[str, str] | None:
    """Return a label of people that only what follows it shows to be one: "Officers: Ann Roe", "Present – Ann Roe"."""
    found = label_of(block.words)
    head, colon, value = block.words.partition(":")
    value = value.lstrip(" -–—")
    if found or not colon or not is_group(head):
        return found
    if not value.strip() and after is not None and is_list_of_people(after.words):
        return "present", ""
    return ("present", block.words) if is_list_of_people(value) else None


def _row_label(document: Document, block: Block) -> tuple[str, str] | None:
    """Return the label of the meeting that stands in a cell, and the value in the one beside it: "Venue | Mill House"."""
    cells = [fold(" ".join(document.text[s.start : s.end] for s in cell)) for cell in block.cells]
    label = header_label(cells[0]) if len(cells) == 2 else None
    return (label[0], cells[1]) if label and not label[1] and (label[0] in OF_MEETING or label[0] in PEOPLE) else None


def _roll(document: Document, blocks: Sequence[Block], i: int, end: int) -> list[list[list[str]]]:
    """Return the rows of the table at `i` where it lists people, else nothing: the lines of each cell."""
    rows: list[list[list[str]]] = []
    while i < end and blocks[i].form == "row" and blocks[i].table is not None:
        if rows and blocks[i].table != blocks[i - 1].table:
            break
        rows.append([[fold(document.text[s.start : s.end]) for s in cell] for cell in blocks[i].cells])
        i += 1
    return rows if is_roll(rows_of_lines(rows)) else []


def _held(header: Header, words: str) -> None:
    """Take venue and chair from a sentence: "Held in the Hall at 7pm. Chaired by Ann Roe."""
    if "venue" not in header.values and (found := _HELD.search(words)):
        header.values["venue"] = _PLACE_TAIL.sub("", found["venue"]).strip(" .,")
    if "chair" not in header.values and (chair := chaired_by(words)):
        header.values["chair"] = chair
    if "minutes_by" not in header.values and (found := MINUTED.search(words)):
        header.values["minutes_by"] = next(filter(None, found.groupdict().values()), "").strip(" .")


def _inline(
    document: Document, header: Header, blocks: Sequence[Block], i: int, end: int, label: tuple[str, str]
) -> int:
    """Take a label with its value on the line, and for people what follows it."""
    name, value = label
    if name not in PEOPLE:
        if name in OF_MEETING:
            header.values.setdefault(name, value)
        return i + 1
    for entry in entries(document, blocks[i], value):
        header.attendance += people_of(entry, PEOPLE[name], handles=_handles(header))
    i += 1
    while i < end and not header_label(blocks[i].words) and blocks[i].form != "heading":
        lines = entries(document, blocks[i], blocks[i].words)
        found = [person for words in lines for person in people_of(words, PEOPLE[name], alone=False)]
        if not found or (blocks[i].gap and not is_list_of_people(blocks[i].words)):
            break
        header.attendance += found
        header.used.add(i)
        i += 1
    return i


def _column(document: Document, header: Header, blocks: Sequence[Block], i: int, end: int) -> int:
    """Take one label, or a torn column of labels, with the values that follow."""
    labels: list[str] = []
    start = i
    if header_label(blocks[i].words) is None:  # the name of a group
        labels, i = ["present"], i + 1
        header.used.add(start)
    while (
        i < end
        and (label := header_label(blocks[i].words))
        and not label[1]
        and (not labels or blocks[i].form != "heading")
    ):
        if labels and label[0] in ("names", "roles"):
            break
        if len(labels) == 1 and blocks[i - 1].form == "heading":
            labels.clear()  # a heading over labels of its own
        labels.append(label[0])
        header.used.add(i)
        i += 1
    first, last = i, blocks[i - 1]
    while (
        i < end
        and not header_label(blocks[i].words)
        and blocks[i].form != "heading"
        and not _after_list(blocks, first, i)
        and not (labels[-1] in PEOPLE and len(labels) == 1 and _leaves_list(blocks, first, i))
    ):
        i += 1
    values = [b for b in blocks[first:i] if b.form != "number"]
    header.used.update(first + k for k, b in enumerate(blocks[first:i]) if b.form != "number")
    if labels == ["names"]:
        return _names_and_roles(document, header, blocks, [b.words for b in values], i, end)
    if len(labels) == 1:
        _give(document, header, labels[0], values)
    elif len(values) == len(labels):
        for name, block in zip(labels, values, strict=True):
            _give(document, header, name, [block])
    elif values and not values[0].gap and last.gap:
        _give(document, header, labels[-1], values)
    elif values:
        line = document.lines[blocks[start].first].number
        words = ", ".join(labels)
        message = f"{len(labels)} labels ({words}) are followed by {len(values)} values; which is whose cannot be told"
        header.problems.append(Problem(document.source, line, message, blocks[start].words))
    else:
        for name in labels:
            header.values.setdefault(f"empty {name}", "")
    return i


def entries(document: Document, block: Block, words: str) -> list[str]:
    """Return the entries of an attendance label: a line each where each begins with a name, else all words as one."""
    lines = [
        fold(document.text[line.span.start : line.span.end]) for line in document.lines[block.first : block.last + 1]
    ]
    across = [name for line in document.lines[block.first : block.last + 1] for name in _across(document, line)]
    if len(across) > 1:
        return across
    lines = [words[: len(words) - len(" ".join(lines[1:]))].strip() if len(lines) > 1 else words, *lines[1:]]
    if ";" in words:
        return [words]
    found = lines[:1]
    for before, line in pairwise(lines):
        if _BEGINS.match(line) and not re.search(r"(?:,|\band|&|\bof|\bfor)$", before) and not _torn_name(before):
            found.append(line)
        else:
            found[-1] = f"{found[-1]} {line}"
    return found


def _torn_name(line: str) -> bool:
    """Say whether a line of a list by commas ends within a name: "…, Cy Loe, Dee"."""
    *before, last = re.split(r",\s*", line.strip())
    return len(before) > 1 and bool(re.fullmatch(r"[A-Z][\w’'-]+", last)) and looks_like_name(before[-1])


def _handles(header: Header) -> bool:
    """Say whether people are called here by the names they have on a screen."""
    return any(p.name.islower() or (p.name.isupper() and " " not in p.name) for p in header.attendance)


def _across(document: Document, line: Line) -> list[str]:
    """Return the names that stand beside one another on a line, wide blanks between them; nothing where other words do."""
    pieces = [p.strip() for p in re.split(r"\t+|\s{3,}", document.text[line.span.start : line.span.end].strip())]
    names = pieces[1:] if pieces and header_label(pieces[0]) else pieces
    bare = [re.sub(r"\s*\([^()]*\)", "", name).strip(" ,") for name in names]
    return names if names and all(looks_like_name(name) for name in bare) else []


def _after_list(blocks: Sequence[Block], first: int, i: int) -> bool:
    """Say whether a paragraph follows the entries of a list of values: it is none of them."""
    return i > first and blocks[i].form == "paragraph" and blocks[i - 1].form == "bullet" and blocks[i].gap


def _leaves_list(blocks: Sequence[Block], first: int, i: int) -> bool:
    """Say whether a paragraph set apart from a list of people is none of them: no list itself, where the one before is."""
    return (
        i > first
        and blocks[i].form == "paragraph"
        and blocks[i].gap
        and not (blocks[i].words.endswith(":") and is_group(blocks[i].words))
        and is_list_of_people(blocks[i - 1].words)
        and not is_list_of_people(blocks[i].words)
        and not read_people(blocks[i].words, presence="present", several=False)
    )


def _give(document: Document, header: Header, label: str, values: Sequence[Block]) -> None:
    if label in PEOPLE:
        rows = [[document.flow(cell).text for cell in b.cells] for b in values if b.cells]
        header.attendance += read_roll(rows, day=None, text=document.text, presence=PEOPLE[label])
        short = first_names([b.words for b in values if not b.cells])
        for nth, block in enumerate(values):
            if is_group(block.words) and block.words.endswith(":"):
                continue
            if block.cells:
                continue
            listed = block.form in ("bullet", "numbered", "row") or len(values) > 2
            for entry in entries(document, block, block.words):
                header.attendance += people_of(
                    entry,
                    PEOPLE[label],
                    several=not listed or ";" in entry,
                    alone=short or len(values) == 1 or (not listed and not (nth and block.gap)),
                    handles=_handles(header),
                )
    elif values and label in OF_MEETING:
        header.values.setdefault(label, values[0].words)


def _names_and_roles(
    document: Document, header: Header, blocks: Sequence[Block], names: list[str], i: int, end: int
) -> int:
    """Join a column of names with the column of capacities after it, by position."""
    roles: list[str] = []
    label = header_label(blocks[i].words) if i < end else None
    if label == ("roles", ""):
        header.used.add(i)
        i += 1
        while i < end and not header_label(blocks[i].words) and blocks[i].form not in ("heading", "number"):
            roles.append(blocks[i].words)
            header.used.add(i)
            i += 1
    presence: Presence = "present"
    if len(roles) == len(names):
        joined = [f"{name}, {re.sub(r'[)]{2,}$', ')', role)}" for name, role in zip(names, roles, strict=True)]
    else:
        joined = names
        if roles:
            line = document.lines[blocks[i - 1].first].number
            message = f"{len(names)} names stand beside {len(roles)} capacities; which is whose cannot be told"
            header.problems.append(Problem(document.source, line, message))
    header.attendance += [p for words in joined for p in read_people(words, presence=presence, several=False)]
    if "empty apologies" in header.values and "empty present" in header.values:
        message = (
            "the labels for attendance and apologies stand together before one list of names: all are taken as present"
        )
        header.problems.append(Problem(document.source, document.lines[blocks[i - 1].first].number, message))
    return i
