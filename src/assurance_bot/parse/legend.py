"""Marks beside names whose meaning the minutes themselves tell: "* = regrets" under a list of people.

A list with such a legend is one of attendance, though no label stands over it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assurance_bot.attendees import is_list_of_people
from assurance_bot.document import Document
from assurance_bot.parse.blocks import Block
from assurance_bot.people import begins_with_name
from assurance_bot.records import Attendance, Presence

_MARKS = r"[*†‡#^§+°]{1,3}"
_LEGEND = re.compile(
    rf"^\W{{0,3}}?[(\[]?\s*(?P<mark>{_MARKS})\s*[)\]]?\s*(?:=|:|–|—|-|→|(?:is|are|an?|by|those|members|people|who|have|has)\b|(?:denot|indicat|mark|signif|show)\w*|means)"
    r"(?:\s*(?:=|:|–|—|-|an?|the|by|those|members|people|who|were|was|have|has|sent|gave|given|received))*\s+"
    r"(?:(?P<away>apolog(?:y|ies)|regrets?|excused|unable to attend)|(?P<absent>absen(?:t|ces?)|not (?:present|attending|in attendance)|did not attend)|(?P<here>present|in attendance|attend(?:ed|ing|ance)))\b[^.\n]{0,30}[.)\]]?\s*$",
    re.IGNORECASE,
)  # "* = regrets", "† denotes apologies", "(*) those present"
_FEWEST = 3  # entries that make a list of people by themselves


def legend(document: Document) -> dict[str, tuple[Presence, int]]:
    """Return what marks mean of those who bear them, and the line that says so."""
    found: dict[str, tuple[Presence, int]] = {}
    for nth, line in enumerate(document.lines):
        told = _LEGEND.match(document.text[line.span.start : line.span.end].strip())
        if told:
            means: Presence = "apologies" if told["away"] else "absent" if told["absent"] else "present"
            found.setdefault(told["mark"], (means, nth))
    return found


def rostered(blocks: Sequence[Block], end: int, marks: Mapping[str, tuple[Presence, int]]) -> range:
    """Return the blocks before `end` of the list of people that a legend ends, the legend last; an empty range for none."""
    for _, line in marks.values():
        at = next((i for i, b in enumerate(blocks[:end]) if b.first <= line <= b.last), None)
        if at is None:
            continue
        first = at
        while first and _entry(blocks[first - 1]):
            first -= 1
        if at - first >= _FEWEST:
            return range(first, at + 1)
    return range(0)


def by_mark(
    document: Document, people: Sequence[Attendance], marks: Mapping[str, tuple[Presence, int]]
) -> list[Attendance]:
    """Return the people as the marks beside their names say they came; where a mark means present, the others are left out."""
    if not marks:
        return list(people)
    found = []
    for person in people:
        others = [p.name for p in people if p.name != person.name]
        borne = [means for mark, (means, _) in marks.items() if _bears(document.text, person.name, mark, others)]
        if borne:
            found.append(replace(person, presence=borne[0], role=_unmarked(person.role)))
        elif all(means != "present" for means, _ in marks.values()) or person.presence != "present":
            found.append(person)
    return found


def _entry(block: Block) -> bool:
    """Say whether a block is an entry of a list of people: short, and it begins with a name."""
    return (
        block.form in ("bullet", "numbered", "paragraph")
        and len(block.words) < 160
        and (begins_with_name(block.words) or is_list_of_people(block.words))
        and ("(" in block.words or "," in block.words or block.form != "paragraph" or len(block.words.split()) < 5)
    )


def _bears(text: str, name: str, mark: str, others: Sequence[str]) -> bool:
    """Say whether the entry that names somebody has the mark, before the name or after it and what is in brackets."""
    spelt = r"(?:\s+\([^()]*\))?\s+".join(map(re.escape, name.split()))
    m = rf"(?<![*†‡#^§+°]){re.escape(mark)}(?![*†‡#^§+°])"
    line = re.search(rf"(?m)\b{spelt}(?P<between>[^;\n]*?)\s*{m}\s*$", text)
    if line and not any(other in line["between"] for other in others):
        return True
    return bool(re.search(rf"(?m)^\W{{0,2}}{m}\s?{spelt}\b|\b{spelt}(?:[^,;\n()]*\([^()]*\))*[^,;\n()]*?{m}", text))


def _unmarked(role: str | None) -> str | None:
    return (re.sub(rf"\s*{_MARKS}", "", role).strip(" ,") or None) if role else None
