"""A report for people as groups of lines, for the terminal and for Slack. What does not fit is counted."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from assurance_bot.nightly.summary import Summary, Told
from assurance_bot.render.blockkit import (
    MAX_TEXT,
    Block,
    Message,
    escape,
    label,
    quote,
    rich_text,
    section,
    text,
    weight,
)
from assurance_bot.render.slack import POSTED

SHOWN = 20
"""How many lines of a group the terminal shows; `status --summary` prints all."""

_ROOM = POSTED - 1_500
"""Characters of JSON for the groups of a message, beside its first and last lines."""
_FRAME = 60
"""What a block takes besides its elements."""
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One thing told: what is said of it, and the words of the minutes, "" for none; `name` is for whoever made it."""

    said: str
    words: str = ""
    name: Hashable = None


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind under a title."""

    title: str
    lines: tuple[Line, ...]


def groups_of(summary: Summary) -> tuple[Group, ...]:
    """Return what a summary tells, by kind; none where nothing is new."""
    kinds = {
        "Files renamed, moved, replaced or withdrawn": _lines(summary.files),
        "New meetings": _lines(summary.meetings),
        "Meetings no longer there": _lines(summary.withdrawn),
        "New actions": _lines(summary.new),
        "Changed actions": _lines(summary.changed),
        "Newly overdue": _lines(summary.overdue),
        "Actions no longer there": _lines(summary.gone),
    }
    return tuple(Group(title, lines) for title, lines in kinds.items() if lines)


def faults_of(summary: Summary) -> tuple[Group, ...]:
    """Return what of a summary is to be looked into: files left out, and problems with file and line."""
    kinds = {"Left out": _lines(summary.left_out), "Things in the minutes to look at": _lines(summary.problems)}
    return tuple(Group(title, lines) for title, lines in kinds.items() if lines)


def _lines(told: Sequence[Told]) -> tuple[Line, ...]:
    return tuple(Line(each.said, each.words) for each in told)


def lines_of(groups: Sequence[Group], *, most: int | None = SHOWN) -> Iterator[str]:
    """Yield the lines for a terminal; of each group at most so many, the others counted."""
    for group in groups:
        yield f"{group.title} ({len(group.lines):,}):"
        for line in group.lines[:most]:
            yield f"  {line.said}" + (f": “{line.words}”" if line.words else "")
        if most is not None and len(group.lines) > most:
            yield f"  … and {len(group.lines) - most:,} more; `assurance-bot status --summary` prints them all."


def messages(head: str, groups: Sequence[Group], *, tail: str = "") -> list[tuple[Message, tuple[Line, ...]]]:
    """Return as many messages for Slack as it takes to tell everything, each with the lines that it tells."""
    parts = _parts(groups)
    counted = "; ".join(f"{len(g.lines):,} {g.title[0].lower()}{g.title[1:]}" for g in groups)
    found = []
    for nth, part in enumerate(parts, start=1):
        whole = head if len(parts) == 1 else f"{head} ({nth} of {len(parts)})"
        blocks = [rich_text(section(text(label(whole, 400), bold=True)))]
        blocks += [
            rich_text(_title(group, groups), *(e for line in group.lines for e in _shown(line))) for group in part
        ]
        if tail and nth == len(parts):
            blocks.append(rich_text(section(text(label(tail, 400)))))
        lines = tuple(line for group in part for line in group.lines)
        found.append((Message(escape(label(f"{whole} {counted}".strip(), MAX_TEXT // 5)), blocks), lines))
    return found


def _parts(groups: Sequence[Group]) -> list[list[Group]]:
    """Return the groups in as many parts as there are messages; a group may go on in the next."""
    parts: list[list[Group]] = [[]]
    room = _ROOM
    for group in groups:
        begun = False
        for line in group.lines:
            needed = weight(_shown(line)) + (0 if begun else weight([_title(group, groups)]) + _FRAME)
            if needed > room and parts[-1]:
                parts.append([])
                room, begun = _ROOM, False
                needed = weight(_shown(line)) + weight([_title(group, groups)]) + _FRAME
            if begun:
                parts[-1][-1] = Group(group.title, (*parts[-1][-1].lines, line))
            else:
                parts[-1].append(Group(group.title, (line,)))
                begun = True
            room -= needed
    return parts


def _title(group: Group, groups: Sequence[Group]) -> Block:
    whole = sum(len(g.lines) for g in groups if g.title == group.title)
    return section(text(f"{group.title} ({whole:,})", bold=True))


def _shown(line: Line) -> list[Block]:
    said = section(text(label(line.said, _LONGEST)))
    return [said, quote(label(line.words, _LONGEST))] if line.words else [said]
