"""Links an action's mentions across meetings, and works out its status on a given day.

Links are made by explicit reference first (a number, a meeting named), then by owner, item and wording. A link below
certainty is kept as a possible one: shown as such, never counted in the status. What holds on a day is never stored.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from assurance_bot.document import Quote
from assurance_bot.records import Action, Extract, Mention, Party, Reference, Status, Trail

SAME_WORDS = (
    0.8  # from this share of the shorter wording's words (0 to 1), with an owner in common, two actions are one
)
SAME_TASK = 0.9  # and from this share, whoever owns it now
ENOUGH_WORDS = 3  # fewer words than this are no wording to go by
SAME_MATTER = 0.5  # under "Action arising from the March meeting", among the actions of that meeting
_SMALL = frozenset(
    (
        "the", "a", "an", "to", "of", "for", "and", "on", "in", "by", "with", "at", "from", "this", "that", "be", "is", "are",
        "as", "it", "its", "within", "week", "weeks", "meeting", "next", "before", "end", "after", "will", "would", "action",
        "update", "ongoing", "which",
    )
)  # fmt: skip
_STEM = 6  # letters of a word that count: "measure", "measures", "measuring"
_REFERENCE = re.compile(r"[^a-z0-9/]")
_REPLACED = re.compile(
    r"\b(?:in place of|replac(?:es|ing|e)|supersed(?:es|ing)|superseded by|replaced by|instead of)"
    r"\s+(?:action\s+)?(?P<ref>[A-Z]{0,3}\s?\d{1,3}/\d{2,4})",
    re.IGNORECASE,
)  # "in place of AP 3/23"
_AGAIN = re.compile(r"\bre-?open|\brepeat\b|\bagain\b", re.IGNORECASE)  # a closed action taken up anew


@dataclass
class _Growing:
    """A trail being put together; `words` are those of its last wording."""

    first: Action
    item: str
    mentions: list[Mention] = field(default_factory=list)
    owners: tuple[Party, ...] = ()
    references: set[str] = field(default_factory=set)
    wordings: list[frozenset[str]] = field(default_factory=list)
    replaced_by: str | None = None

    @property
    def done(self) -> bool:
        return self.mentions[-1].status in ("closed", "superseded")


def link(extracts: Iterable[Extract]) -> list[Trail]:
    """Return the trails of all actions, each body by itself, in order of their first mention."""
    bodies: dict[str, list[Extract]] = defaultdict(list)
    for extract in extracts:
        if extract.meeting.date is not None:
            bodies[extract.meeting.body].append(extract)
    trails: list[Trail] = []
    for body in sorted(bodies):
        trails += _link_body(sorted(bodies[body], key=lambda e: (e.meeting.date or dt.date.min, e.meeting.id)))
    return trails


def _link_body(extracts: Sequence[Extract]) -> list[Trail]:
    growing: list[_Growing] = []
    acronyms: dict[str, str] = {}
    for extract in extracts:
        actions = [r for r in extract.records if isinstance(r, Action)]
        references = [r for r in extract.records if isinstance(r, Reference)]
        acronyms |= {a.acronym.lower(): a.expansion.lower() for a in extract.acronyms}
        for action in actions:
            _place(action, extract, growing, references, acronyms)
    return [_finished(g) for g in growing]


def _place(
    action: Action,
    extract: Extract,
    growing: list[_Growing],
    references: Sequence[Reference],
    acronyms: Mapping[str, str],
) -> None:
    """Add an action to the trail it goes on with, or let it begin one."""
    words = _words(action, acronyms)
    replaced = _REPLACED.search(action.text)
    home, why = (None, "set here") if replaced else _home(action, words, extract, growing, references)
    if home is None:
        home = _Growing(action, extract.meeting.item_label(action.item))
        growing.append(home)
    home.mentions.append(_mention(action, extract, why))
    home.owners = action.owners or home.owners
    home.wordings.append(words)
    if action.reference:
        home.references.add(_reference(action.reference))
    number = extract.meeting.items[action.item].number if action.item is not None else ""
    if "/" in number and not action.arising:
        home.references.add(_reference(number))
    if replaced:
        _replace(replaced["ref"], action, extract, growing)


def _home(
    action: Action, words: frozenset[str], extract: Extract, growing: list[_Growing], references: Sequence[Reference]
) -> tuple[_Growing | None, str]:
    """Return the trail an action belongs to, and by what that was told; None where it begins one."""
    again = bool(_AGAIN.search(action.text))
    earlier = [
        g for g in growing if g.mentions[-1].meeting != extract.meeting.id and (again or action.arising or not g.done)
    ]
    if action.reference:
        known = [
            g
            for g in growing
            if _reference(action.reference) in g.references and g.mentions[-1].meeting != extract.meeting.id
        ]
        if known:
            best = max(known, key=lambda g: (not g.done, likeness(words, g), _share_owner(action.owners, g.owners)))
            return best, f"by its reference {action.reference}"
    if action.arising:
        return _arising(action, words, extract, earlier, references)
    if len(words) < ENOUGH_WORDS:
        return None, "set here"
    scored = [(likeness(words, g), _share_owner(action.owners, g.owners), g) for g in earlier]
    best_of = max(scored, key=lambda s: s[:2], default=None)
    if best_of and best_of[0] >= (SAME_WORDS if best_of[1] else SAME_TASK):
        return best_of[2], "by its owner and wording" if best_of[1] else "by its wording"
    return None, "set here"


def _arising(
    action: Action, words: frozenset[str], extract: Extract, earlier: list[_Growing], references: Sequence[Reference]
) -> tuple[_Growing | None, str]:
    """Link a matter brought forward to an action of the meeting it names, by wording and item."""
    opener = action.arising
    named = [
        r
        for r in references
        if opener and r.locator.line <= opener.locator.last_line and r.locator.last_line >= opener.locator.line
    ]
    item = extract.meeting.item_label(action.item)
    scored = []
    for g in earlier:
        from_there = any(r.start <= m.date <= r.end for r in named for m in g.mentions if m.date)
        score = likeness(words, g) + (0.2 if from_there else 0) + (0.15 if _same_item(item, g.item) else 0)
        scored.append((score, from_there, g))
    best = max(scored, key=lambda s: s[0], default=None)
    if best and best[0] >= (SAME_MATTER + 0.2 if best[1] else SAME_WORDS):
        return best[2], f"brought forward: “{opener.text if opener else ''}”"
    return None, "brought forward from minutes that are not here"


def _replace(reference: str, action: Action, extract: Extract, growing: list[_Growing]) -> None:
    """Mark the trail that an action says it replaces."""
    key = _reference(reference)
    for g in growing:
        if key in g.references and g.first.id != action.id:
            g.replaced_by = action.id
            if g.mentions[-1].status != "superseded":
                g.mentions.append(_mention(action, extract, f"replaced by {action.id}", status="superseded"))


def _mention(action: Action, extract: Extract, why: str, *, status: Status | None = None) -> Mention:
    return Mention(
        action=action.id,
        meeting=extract.meeting.id,
        date=extract.meeting.date,
        status=status or action.status,
        due=None if status == "superseded" else action.due,
        quotes=(action.quote, *action.evidence),
        link=why,
    )


def _finished(g: _Growing) -> Trail:
    return Trail(g.first.id, g.first.text, g.owners or g.first.owners, tuple(g.mentions), g.replaced_by)


def likeness(words: frozenset[str], g: _Growing) -> float:
    """Return the greatest share (0 to 1) of words in common with a wording of a trail, of the shorter of the two.

    Where one is more than three times as long as the other, it is of a third of the longer: a few words prove little.
    """
    return max(
        (len(words & w) / max(min(len(words), len(w)), len(words) / 3, len(w) / 3) for w in g.wordings if words and w),
        default=0.0,
    )


def _words(action: Action, acronyms: Mapping[str, str]) -> frozenset[str]:
    """Return the words of a task that tell it from others: acronyms spelt out, owners and due words left out."""
    text = action.text.lower().replace("’", "")
    for written in filter(None, (action.due_text, *(p.written for p in action.owners))):
        text = text.replace(written.lower().replace("’", ""), " ")
    found = re.findall(r"[a-z0-9]+", text)
    spelt = [part for word in found for part in re.findall(r"[a-z0-9]+", acronyms.get(word, word).replace("’", ""))]
    return frozenset(w[:_STEM] for w in spelt if w not in _SMALL)


def _reference(written: str) -> str:
    return _REFERENCE.sub("", written.lower())


def _share_owner(some: Sequence[Party], others: Sequence[Party]) -> bool:
    return bool({p.label for p in some} & {p.label for p in others}) or (not some and not others)


def _same_item(one: str, other: str) -> bool:
    return (
        fuzz.token_set_ratio(one.rsplit(" › ", maxsplit=1)[-1].lower(), other.rsplit(" › ", maxsplit=1)[-1].lower())
        >= 90
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How an action stands on a day: `since` is the mention that says so; `overdue_days` None where it is not overdue."""

    status: Status
    due: dt.date | None
    overdue_days: int | None
    since: Mention
    evidence: tuple[Quote, ...]


def standing(trail: Trail, *, day: dt.date) -> Standing | None:
    """Return how a trail stands on `day`, or None where it had not begun.

    The last certain mention on or before the day decides the status; the last due date given, the due date. An open
    action is overdue from the day after it was due; one that was reported on is not, its words say how far it came.
    """
    told = [m for m in trail.mentions if m.certain and (m.date is None or m.date <= day)]
    if not told:
        return None
    last = told[-1]
    due = next((m.due for m in reversed(told) if m.due), None)
    late = (day - due).days if due and last.status == "open" else 0
    evidence = last.quotes[1:] if last.status != "open" or len(told) > 1 else ()
    return Standing(last.status, due, late if late > 0 else None, last, evidence)
