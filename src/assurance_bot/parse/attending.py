"""Who came and who sent apologies, as the minutes proper say it: under headings of attendance, labels, and in sentences.

Below a heading of attendance each group of people may have a heading of its own. Elsewhere only a list of people, and
nothing else, is read as one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assurance_bot.attendees import first_names, is_list_of_people
from assurance_bot.document import Document, fold
from assurance_bot.parse.labels import header_label, roll_title
from assurance_bot.parse.roll import read_roll
from assurance_bot.parse.told import PEOPLE, chaired_by, is_group, label_of, people_of, told
from assurance_bot.people import TITLE, begins_with_name
from assurance_bot.records import AgendaItem, Attendance, Passage, Presence

_WEAK = frozenset(
    (
        "members",
        "public",
        "the public",
        "members of the public",
        "others",
        "observer",
        "observers",
        "guest",
        "guests",
        "visitor",
        "visitors",
        "absent",
        "absence",
        "absences",
        "excused",
    )
)  # labels that elsewhere are headings of something else
_OTHERS = frozenset(("actions", "decisions", "questions", "arising"))  # labels below which nobody is listed as present
_OPENING = 3  # items among which a list of people without a label is of those who came
_FEWEST = 3  # people that make such a list
_WORDS_OF_ONE = 10  # of an entry that names one person
_FIRST = 15  # passages among which a sentence on who came is of this meeting


def merged(people: Sequence[Attendance]) -> tuple[Attendance, ...]:
    """Return the people once each; what a later entry adds to an earlier one is kept."""
    found: dict[str, Attendance] = {}
    for person in people:
        key = re.sub(rf"^(?:{TITLE})+(?=\S+\s)", "", f"{person.name} ").strip().lower()
        old = found.get(key)
        if old is None:
            found[key] = person
        else:
            found[key] = replace(old, role=old.role or person.role, initials=old.initials or person.initials)
    return tuple(found.values())


@dataclass
class Attending:
    """What the minutes proper say of who came: people, and the chair or minute taker in labels and sentences."""

    people: list[Attendance] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    passages: list[Passage] = field(default_factory=list)


def attending(
    document: Document, items: Sequence[AgendaItem], passages: Sequence[Passage], *, known: bool = False
) -> Attending:
    """Return who came by the minutes proper; passages that only list people are marked "attendance".

    `known`: the header lists them already, so that a list without a label is of something else.
    """
    found = Attending()
    words = [document.flow(p.spans).text for p in passages]
    kinds = _kinds(items, passages, words, known=known)
    for item in items:
        found.people += _in_title(item.title)
    i = 0
    while i < len(passages):
        end = _read(document, found, passages, words, kinds, i)
        found.passages += [replace(p, label="attendance") for p in passages[i:end]]
        if end == i:
            found.people += told(words[i], early=i < _FIRST)
            _chaired(found, words[i], early=i < _FIRST)
            found.passages.append(passages[i])
        i = max(end, i + 1)
    return found


def _in_title(title: str) -> list[Attendance]:
    """Return the people that a heading itself names: "Apologies: Ann Roe"."""
    label = label_of(title)
    if not label and roll_title(title):
        label = ("apologies", title.partition(":")[2]) if ":" in title and roll_title(title) == "apologies" else None
    if not label or not label[1] or not is_list_of_people(label[1]):
        return []
    return people_of(label[1], PEOPLE[label[0]])


def _kinds(
    items: Sequence[AgendaItem], passages: Sequence[Passage], words: Sequence[str], *, known: bool
) -> dict[int, tuple[Presence, bool]]:
    """Return the items that list people: what came of these, and whether only a list of people counts there."""
    kinds: dict[int, tuple[Presence, bool]] = {}
    before: AgendaItem | None = None
    for item in items:
        label = header_label(item.title)
        mixed = roll_title(item.title)
        own = [w for p, w in zip(passages, words, strict=True) if p.item == item.index]
        if label and label[0] in PEOPLE:
            kinds[item.index] = (PEOPLE[label[0]], item.title.strip(" :").lower() in _WEAK)
        elif mixed:
            kinds[item.index] = (PEOPLE[mixed], True)
        elif item.index < _OPENING and not kinds and _opens(passages, own, item, known=known):
            kinds[item.index] = ("present", True)
        elif before and before.index in kinds and (item.parent == before.index or is_group(item.title)):
            if own and (first_names(own) or all(is_list_of_people(w) for w in own)):
                kinds[item.index] = kinds[before.index]
        elif item.parent in kinds and own and all(is_list_of_people(w) for w in own):
            kinds[item.index] = kinds[item.parent]
        before = item if item.index in kinds or not before else before if item.parent == before.index else None
    return kinds


def _opens(passages: Sequence[Passage], own: Sequence[str], item: AgendaItem, *, known: bool) -> bool:
    """Say whether an item lists those who came, though no label says so: a group of people, or people one by one."""
    if is_group(item.title) and own and all(is_list_of_people(w) for w in own):
        return True
    forms = [p.form for p in passages if p.item == item.index][:_FEWEST]
    return (
        not known
        and len(forms) == _FEWEST
        and all(form in ("paragraph", "bullet", "numbered") for form in forms)
        and all(is_list_of_people(entry) and len(entry.split()) <= _WORDS_OF_ONE for entry in own[:_FEWEST])
    )


def _read(
    document: Document,
    found: Attending,
    passages: Sequence[Passage],
    words: Sequence[str],
    kinds: Mapping[int, tuple[Presence, bool]],
    i: int,
) -> int:
    """Read the people at passage `i`; return the end of the passages that list them, `i` where this one does not."""
    passage, item = passages[i], passages[i].item
    if passage.label in _OTHERS:
        return i
    kind = kinds.get(item) if item is not None else None
    label = label_of(words[i])
    if label and not (kind or words[i].partition(":")[0].strip().lower() not in _WEAK):
        label = None
    if label and label[1]:
        if kind is None and passage.form == "row":
            return i
        found.people += people_of(label[1], PEOPLE[label[0]])
        return _after(found, passages, words, i, PEOPLE[label[0]], strict=True)
    if label and (words[i].endswith(":") or passage.form in ("label", "paragraph", "bullet")):
        end = _after(found, passages, words, i, PEOPLE[label[0]], strict=kind is None)
        return end if end > i + 1 or kind else i
    if kind is None:
        return i
    presence, strict = kind
    if passage.form == "row":
        return _rows(document, found, passages, i, presence)
    return _run(found, passages, words, i, presence, strict=strict)


def _after(
    found: Attending, passages: Sequence[Passage], words: Sequence[str], i: int, presence: Presence, *, strict: bool
) -> int:
    """Read what goes on listing people after the label at passage `i`, in its item; return where that ends."""
    if i + 1 < len(passages) and passages[i + 1].item == passages[i].item:
        return _run(found, passages, words, i + 1, presence, strict=strict)
    return i + 1


def _run(
    found: Attending, passages: Sequence[Passage], words: Sequence[str], start: int, presence: Presence, *, strict: bool
) -> int:
    """Read passages that go on listing people, in the item of passage `start`; return where they end."""
    end = start
    while end < len(passages) and passages[end].item == passages[start].item and passages[end].form != "row":
        if (
            passages[end].label in _OTHERS
            or label_of(words[end])
            or (passages[end].form == "label" and not is_group(words[end]))
        ):
            break
        end += 1
    entries = list(words[start:end])
    short = first_names(entries)
    listed = sum(begins_with_name(w) or short for w in entries) > 2
    for nth, entry in enumerate(entries):
        form = passages[start + nth].form
        if is_group(entry) and entry.endswith(":"):
            continue
        if strict and not (is_list_of_people(entry) or (short and form != "paragraph")):
            return start + nth
        people = told(entry, early=True) if form == "paragraph" else []
        several = not (form != "paragraph" or listed) or entry.count(";") > 0 or entry.count(",") > 2
        found.people += people or people_of(entry, presence, several=several, alone=short or several)
    return end


def _rows(document: Document, found: Attending, passages: Sequence[Passage], i: int, presence: Presence) -> int:
    """Read the rows of a table below a heading of attendance."""
    places = {span.start: (cell.table, cell.row) for cell in document.cells for span in cell.spans}
    rows: list[list[str]] = []
    end = i
    while end < len(passages) and passages[end].form == "row" and passages[end].item == passages[i].item:
        place = places.get(passages[end].spans[0].start)
        cells = [c for c in document.cells if (c.table, c.row) == place]
        rows.append([fold(" ".join(document.text[s.start : s.end] for s in c.spans)) for c in cells])
        end += 1
    found.people += read_roll(rows, day=None, text=document.text, presence=presence)
    return end


def _chaired(found: Attending, words: str, *, early: bool) -> None:
    """Take who chaired, or took the minutes, from a label or a sentence early in the minutes."""
    if not early:
        return
    label = header_label(words)
    if (
        label
        and label[0] in ("chair", "minutes_by")
        and label[1]
        and (begins_with_name(label[1]) or is_list_of_people(label[1]))
    ):
        found.values.setdefault(label[0], label[1])
    if "chair" not in found.values and (chair := chaired_by(words)):
        found.values["chair"] = chair
