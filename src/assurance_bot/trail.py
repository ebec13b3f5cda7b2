"""Links an action's mentions across meetings, and works out its status on a given day.

Links are made by explicit reference first (a number, a meeting named), then by owner, item and wording. A link below
certainty is kept as a possible one: shown as such, never counted in the status. What holds on a day is never stored.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from assurance_bot.document import Quote
from assurance_bot.records import Action, Extract, Mention, Party, Reference, Status, Trail

SAME_WORDS = 88  # from this likeness of wording (0 to 100), with an owner in common, two actions are one
SAME_MATTER = 55  # under "Action arising from the March meeting", among the actions of that meeting
POSSIBLE = 75  # below certainty, from here on worth showing
_SMALL = re.compile(
    r"\b(?:the|a|an|to|of|for|and|on|in|by|with|at|from|this|that|be|is|are|within|weeks?|meeting|next|before|end)\b"
)
_NOT_WORDS = re.compile(r"[^a-z0-9 ]+")
_REFERENCE = re.compile(r"[^a-z0-9/]")
_REPLACED = re.compile(
    r"\b(?:in place of|replac(?:es|ing|e)|supersed(?:es|ing)|superseded by|replaced by|instead of)"
    r"\s+(?:action\s+)?(?P<ref>[A-Z]{0,3}\s?\d{1,3}/\d{2,4})",
    re.IGNORECASE,
)  # "in place of AP 3/23"


@dataclass
class _Growing:
    """A trail being put together; `words` are those of its last wording."""

    first: Action
    item: str
    mentions: list[Mention] = field(default_factory=list)
    owners: tuple[Party, ...] = ()
    references: set[str] = field(default_factory=set)
    wordings: list[str] = field(default_factory=list)
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
    for extract in extracts:
        actions = [r for r in extract.records if isinstance(r, Action)]
        references = [r for r in extract.records if isinstance(r, Reference)]
        for action in actions:
            _place(action, extract, growing, references)
    return [_finished(g) for g in growing]


def _place(action: Action, extract: Extract, growing: list[_Growing], references: Sequence[Reference]) -> None:
    """Add an action to the trail it goes on with, or let it begin one."""
    home, why, certain = _home(action, extract, growing, references)
    if home is None:
        home = _Growing(action, extract.meeting.item_label(action.item))
        growing.append(home)
    home.mentions.append(_mention(action, extract, why, certain=certain))
    if certain:
        home.owners = action.owners or home.owners
        home.wordings.append(_bare(action.text))
        if action.reference:
            home.references.add(_reference(action.reference))
    replaced = _REPLACED.search(action.text)
    if replaced:
        _replace(replaced["ref"], action, extract, growing)


def _home(
    action: Action, extract: Extract, growing: list[_Growing], references: Sequence[Reference]
) -> tuple[_Growing | None, str, bool]:
    """Return the trail an action belongs to, by what that was told, and whether it is certain."""
    day = extract.meeting.date
    if action.reference:
        key = _reference(action.reference)
        known = [g for g in growing if key in g.references]
        if known:
            return known[-1], f"by its reference {action.reference}", True
    earlier = [g for g in growing if g.mentions[-1].date != day and (action.arising or not g.done)]
    if action.arising:
        return _arising(action, extract, earlier, references)
    scored = [(likeness(action.text, g), g) for g in earlier if _share_owner(action.owners, g.owners)]
    best = max(scored, key=lambda s: s[0], default=None)
    if best and best[0] >= SAME_WORDS:
        return best[1], "by its owner and wording", True
    return None, "set here", True


def _arising(
    action: Action, extract: Extract, earlier: list[_Growing], references: Sequence[Reference]
) -> tuple[_Growing | None, str, bool]:
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
        score = likeness(action.text, g) + (20 if from_there else 0) + (15 if _same_item(item, g.item) else 0)
        scored.append((score, from_there, g))
    best = max(scored, key=lambda s: s[0], default=None)
    if best and (best[0] >= SAME_MATTER + 20 if best[1] else best[0] >= SAME_WORDS):
        return best[2], f"brought forward: “{opener.text if opener else ''}”", True
    return None, "brought forward from minutes that are not here", True


def _replace(reference: str, action: Action, extract: Extract, growing: list[_Growing]) -> None:
    """Mark the trail that an action says it replaces."""
    key = _reference(reference)
    for g in growing:
        if key in g.references and g.first.id != action.id:
            g.replaced_by = action.id
            if g.mentions[-1].status != "superseded":
                g.mentions.append(
                    _mention(action, extract, f"replaced by {action.id}", certain=True, status="superseded")
                )


def _mention(action: Action, extract: Extract, why: str, *, certain: bool, status: Status | None = None) -> Mention:
    return Mention(
        action=action.id,
        meeting=extract.meeting.id,
        date=extract.meeting.date,
        status=status or action.status,
        due=None if status == "superseded" else action.due,
        quotes=(action.quote, *action.evidence),
        link=why,
        certain=certain,
    )


def _finished(g: _Growing) -> Trail:
    return Trail(g.first.id, g.first.text, g.owners or g.first.owners, tuple(g.mentions), g.replaced_by)


def likeness(words: str, g: _Growing) -> float:
    """Return how alike words and the wordings of a trail are, 0 to 100."""
    bare = _bare(words)
    return max(
        (fuzz.token_set_ratio(bare, w) * 0.5 + fuzz.token_sort_ratio(bare, w) * 0.5 for w in g.wordings), default=0.0
    )


def _bare(words: str) -> str:
    return " ".join(_SMALL.sub(" ", _NOT_WORDS.sub(" ", words.lower())).split())


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
