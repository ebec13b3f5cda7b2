"""Places: one meeting's actions and matters in one form, as linking compares them.

A matter whose words an action holds already is no place of its own; it lends the action its heading.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assurance_bot.document import Quote
from assurance_bot.records import Action, Extract, Matter, Meeting, Party, Status
from assurance_bot.trail.wording import has_kind, name_words, reference, words_of


@dataclass(frozen=True)
class Place:
    """One place in one meeting that sets, restates or tells of something; `action` is None where it is no action.

    `heads`: the passage's heading names one matter, by which it can be followed; `marked`: its minutes mark
    their actions; `within`: the id of the place whose words hold it. `numbers` are those of its `references` that are of
    actions and not of items: two places with different ones are never of one trail. `number` is that of its own
    item, by which a later meeting may take it up. `named`: it is told by its reference.
    """

    id: str
    action: Action | None
    meeting: str
    date: dt.date
    item: str
    passage: int
    at: int
    text: str
    title: str
    titled: frozenset[str]
    heads: bool
    whole: bool
    names: frozenset[str]
    words: frozenset[str]
    owners: tuple[Party, ...]
    reference: str | None
    references: frozenset[str]
    numbers: frozenset[str]
    number: str
    status: Status
    due: dt.date | None
    quotes: tuple[Quote, ...]
    sets: bool
    refers: bool
    arising: bool
    marked: bool
    within: str = ""
    hangs: bool = False
    unaided: dt.date | None = None

    @property
    def named(self) -> bool:
        """Whether it is no action, and tells of one by its reference."""
        return self.action is None and bool(self.references)

    @property
    def rules(self) -> bool:
        """Whether it says how an action stands: it is one, or gives a verdict by its reference."""
        return self.action is not None or (self.named and self.status != "reported")


COVERED = 0.6
"""A matter of which actions hold this share of the words, or more, is no place of its own."""

_ITEM = "item "
"""What stands before the number of an item, as a reference."""

TOO_FEW = 4
"""An action of no more words than these is compared by the words of the sentence it stands in."""


def places(extract: Extract, *, acronyms: Mapping[str, str]) -> list[Place]:
    """Return the places of a meeting, in the order in which they are linked.

    Where minutes mark their actions, these come first: what else is said can only tell of them.
    """
    actions = [r for r in extract.records if isinstance(r, Action)]
    head = {m.passage: m for m in reversed(extract.matters)}
    count = Counter(m.passage for m in extract.matters)
    found = [_of_action(a, head.get(a.passage), extract, acronyms) for a in actions]
    quoted = [q for a in actions for q in (a.quote, *a.evidence, *_key(a))]
    for matter in extract.matters:
        inside = [q for q in quoted if _overlap(q, matter.quote)]
        if sum(_overlap(q, matter.quote) for q in inside) < COVERED * sum(map(len, matter.quote.spans)):
            found.append(_of_matter(matter, extract, acronyms, whole=count[matter.passage] == 1 and not inside))
    named = [p for p in found if p.named or (p.arising and p.numbers)]
    found = [_within(p, found) if p.action or p.named else _beside(p, named) for p in found]
    marked = any(p.marked for p in found)
    return sorted(found, key=lambda p: (marked and p.action is None, p.at, p.action is not None))


def _key(action: Action) -> tuple[Quote, ...]:
    """Return the words before a matter brought forward that name it."""
    return (action.arising,) if action.arising and action.arising.spans[0].start != action.quote.spans[0].start else ()


def _overlap(one: Quote, other: Quote) -> int:
    """Return how many characters two quotes share."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.spans for b in other.spans)


def _beside(place: Place, named: Sequence[Place]) -> Place:
    """Return a matter with the numbers of the actions that its words name, or that key its passage."""
    numbers = (
        n.numbers for n in named if (n.action and n.passage == place.passage) or _overlap(n.quotes[0], place.quotes[0])
    )
    found = frozenset[str]().union(*numbers)
    return place if found == place.numbers else replace(place, numbers=found)


_REOPENED = re.compile(r"\bre-?open(?:s|ed)?\b", re.IGNORECASE)


def _within(place: Place, others: Sequence[Place]) -> Place:
    """Return an action that is part of a longer sentence with the id of that; one of few words with its words too."""
    if place.action is None or place.arising or place.action.evidence:
        return place
    around = next(
        (p for p in others if p.action is None and not p.named and _overlap(p.quotes[0], place.quotes[0])), None
    )
    if around is None:
        return place
    if _REOPENED.search(around.text):  # "The action on the radios was reopened; JR to have them mended"
        return replace(place, within=around.id, words=place.words | around.words, text=around.text)
    if place.marked and not around.heads:
        return place
    words = place.words | around.words if len(place.words) <= TOO_FEW and not place.marked else place.words
    return replace(place, within=around.id, words=words)


def _of_action(action: Action, matter: Matter | None, extract: Extract, acronyms: Mapping[str, str]) -> Place:
    meeting = extract.meeting
    number = "" if action.arising else _item(action.item, meeting)
    leave_out = (action.due_text, *(p.written for p in action.owners))
    return Place(
        id=action.id,
        action=action,
        meeting=meeting.id,
        date=meeting.date or dt.date.min,
        item=meeting.item_label(action.item),
        passage=action.passage,
        at=action.quote.spans[0].start,
        text=action.text,
        title=matter.title if matter else "",
        titled=words_of(matter.title) if matter else frozenset(),
        heads=bool(matter and matter.title and (matter.run_in or matter.arising or not matter.marked)),
        whole=True,
        names=_names(matter.names if matter else (), meeting),
        words=words_of(action.text, leave_out=leave_out, acronyms=acronyms),
        owners=action.owners,
        reference=action.reference,
        references=frozenset((*_references(action.reference), *([number] if number else []))),
        numbers=_numbers(action.reference, meeting),
        number=number,
        status=action.status,
        due=action.due,
        quotes=(action.quote, *action.evidence),
        sets=action.status == "open",
        refers=False,
        arising=action.arising is not None,
        marked=matter.marked if matter else True,
    )


def _references(written: str | None) -> Iterator[str]:
    """Yield a reference as it is compared; one that does not say of what may be of an action or of an item."""
    if written:
        yield reference(written)
        if not has_kind(written):
            yield _ITEM + reference(written)


def _item(item: int | None, meeting: Meeting) -> str:
    """Return the number of an item as a reference, "" where it is no such number."""
    number = meeting.items[item].number if item is not None else ""
    return _ITEM + reference(number) if "/" in number else ""


def _numbers(written: str | None, meeting: Meeting) -> frozenset[str]:
    """Return a reference that is of an action: where items are numbered like it, one that says so."""
    if not written or (not has_kind(written) and any("/" in item.number for item in meeting.items)):
        return frozenset()
    return frozenset((reference(written),))


def _of_matter(matter: Matter, extract: Extract, acronyms: Mapping[str, str], *, whole: bool) -> Place:
    meeting = extract.meeting
    title = words_of(matter.title)
    earlier = _EARLIER.search(matter.quote.text)
    leave_out = (earlier[0] if earlier else None, *(p.written for p in matter.owners))
    spent = _DOING if matter.status == "closed" else frozenset[str]()
    return Place(
        id=matter.id,
        action=None,
        meeting=meeting.id,
        date=meeting.date or dt.date.min,
        item=meeting.item_label(matter.item),
        passage=matter.passage,
        at=matter.quote.spans[0].start,
        text=matter.quote.text,
        title=matter.title,
        titled=title,
        heads=bool(title) and (matter.run_in or matter.arising or not matter.marked),
        whole=whole,
        names=_names((matter.title, *matter.names), meeting),
        words=words_of(matter.quote.text, leave_out=leave_out, acronyms=acronyms) - title - spent,
        owners=matter.owners,
        reference=matter.reference,
        references=frozenset(_references(matter.reference)),
        numbers=_numbers(matter.reference, meeting),
        number=_item(matter.item, meeting),
        status=matter.status,
        due=matter.due,
        hangs=matter.unaided_rule is not None,
        unaided=matter.unaided,
        quotes=(matter.quote,),
        sets=matter.sets,
        refers=matter.refers,
        arising=matter.arising,
        marked=matter.marked,
    )


_EARLIER = re.compile(
    r"\b(?:from|at|of|in)\s+the\s+(?:minutes|meeting)\s+(?:of|held\s+on|on)\s+[^,.;:–—-]{4,30}", re.IGNORECASE
)
"""Words that say in which meeting it was set, and nothing of what: "From the minutes of 16 January 2024"."""
_DOING = words_of(
    "completed installed repaired replaced planted removed fixed erected purchased bought delivered finished resolved"
    " cleared painted cut filled repainted renewed mended fitted implemented concluded actioned approved refused settled"
    " working well"
)  # what is done tells one matter from another less than what it is done to
_MONTH = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b",
    re.IGNORECASE,
)


def _names(names: Sequence[str], meeting: Meeting) -> frozenset[str]:
    """Return names as they are compared; those of the body, of who attends, and dates tell no matter from another."""
    common = name_words(meeting.body)
    people = [name_words(a.name) for a in meeting.attendance]
    found = set()
    for name in names:
        words = name_words(name)
        if len(words) > 1 and not words <= common and not _MONTH.search(name) and not any(words <= p for p in people):
            found.add(" ".join(sorted(words)))
    return frozenset(found)
