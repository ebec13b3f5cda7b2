"""Which action of the present minutes an entry is of: by id, by an attachment made by hand, else by the old words.

The words count only within the meeting of old, and only where one action alone is like them; nothing is guessed. An entry
whose action is gone is an orphan: kept, listed, and attached by hand where somebody knows better.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from rapidfuzz import fuzz, process

from assurance_bot.errors import NotFoundError
from assurance_bot.ledger.entries import About, Entries, Entry, labels
from assurance_bot.records import Action, Meeting, Mention, Trail

ALIKE = 90
"""How like (0 to 100) the words of an action must be to the old words to be the same action."""

_NEAR, _NEAR_LIKE = 3, 70
_LEAST = 3  # letters of an id that can name it
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, eq=False)
class Minutes:
    """What the minutes hold of actions: all trails, also of matters that are no actions; actions and meetings by id."""

    trails: tuple[Trail, ...]
    actions: Mapping[str, Action]
    meetings: Mapping[str, Meeting]

    @cached_property
    def homes(self) -> dict[str, Trail]:
        """The trail of each action: the one it began, else the one that surely mentions it, else may do so."""
        found: dict[str, Trail] = {}
        for certain in (True, False):
            for trail in self.trails:
                for told in trail.mentions:
                    if told.action in self.actions and told.certain is certain and not replacing(told, trail):
                        found.setdefault(str(told.action), trail)
        return found | {trail.id: trail for trail in self.trails if trail.id in self.actions}

    def first(self, trail: Trail) -> str:
        """Return the id of the first action of a trail, by which it is listed; the trail's own where it holds none."""
        return next((m.action for m in trail.mentions if m.action and m.action in self.actions), trail.id)

    def find(self, name: str) -> str:
        """Return the id of the action that `name`, or a unique beginning of its id, names. Raises NotFoundError."""
        wanted = name.strip().casefold()
        ids = [a for a in self.homes if a in self.actions and a.casefold().startswith(wanted)]
        ids = ids if len(wanted) >= _LEAST else []
        exact = [a for a in ids if a.casefold() == wanted]
        if len(exact or ids) != 1:
            near = ids or [n[0] for n in process.extract(name.upper(), list(self.homes), score_cutoff=_NEAR_LIKE)]
            raise NotFoundError("action", name, near=tuple(near[:_NEAR]))
        return (exact or ids)[0]

    def about(self, action: str) -> About:
        """Return what to keep of an action, to find it again."""
        held, trail = self.actions[action], self.homes[action]
        meeting = self.meetings.get(held.meeting)
        series, met = (meeting.series, meeting.date) if meeting else ("", None)
        about = About(action, held.text, held.meeting, series, met, labels(trail.owners), trail.due)
        return replace(about, beside=tuple(sorted(self._alike(about) - {action})))

    @cached_property
    def _by_meeting(self) -> dict[object, list[Action]]:
        found: dict[object, list[Action]] = defaultdict(list)
        for action in (self.actions[a] for a in self.homes):
            meeting = self.meetings.get(action.meeting)
            found[action.meeting].append(action)
            if meeting and meeting.date:
                found[meeting.series, meeting.date].append(action)
        return found

    def _alike(self, about: About) -> set[str]:
        """Return the ids of the actions of that meeting that are worded alike."""
        there = self._by_meeting.get(about.meeting, []) + self._by_meeting.get((about.series, about.met), [])
        words = _plain(about.words)
        return {a.id for a in there if fuzz.ratio(words, _plain(a.text)) >= ALIKE}

    def reworded(self, about: About) -> str | None:
        """Return the id of the one action that this is now; None where none is like it, or several are."""
        alike = self._alike(about) - set(about.beside)
        return alike.pop() if len(alike) == 1 else None


@dataclass(frozen=True, eq=False)
class Matched:
    """Minutes and entries brought together; `now` gives for each id that an entry names the action's present id."""

    minutes: Minutes
    entries: Entries
    now: Mapping[str, str]

    @cached_property
    def by_action(self) -> dict[str, list[Entry]]:
        """The entries of each action, by its present id."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries.all:
            if entry.action in self.now:
                found[self.now[entry.action]].append(entry)
        return found

    @cached_property
    def orphans(self) -> tuple[Entry, ...]:
        """The entries that name an action that is gone."""
        return tuple(e for e in self.entries.all if any(a.action not in self.now for a in abouts(e)))

    @cached_property
    def moved(self) -> dict[str, str]:
        """The present ids of the actions that are called otherwise now, by their old ids."""
        return {old: new for old, new in self.now.items() if old != new}


def replacing(told: Mention, trail: Trail) -> bool:
    """Tell whether a mention is that of the action that took the place of this trail's."""
    return told.status == "superseded" and told.action == trail.replaced_by


def abouts(entry: Entry) -> Iterator[About]:
    """Yield what an entry keeps of the actions it names."""
    yield entry.about
    if entry.other is not None:
        yield entry.other


def match(minutes: Minutes, entries: Entries) -> Matched:
    """Return the entries matched to the actions of the minutes."""
    last = {about.action: about for entry in entries.all for about in abouts(entry)}
    attached = {e.action: e.other.action for e in entries.all if e.what == "attach" and e.other is not None}
    found = {action: _present(action, minutes, last, attached) for action in last}
    return Matched(minutes, entries, {old: new for old, new in found.items() if new is not None})


def _present(action: str, minutes: Minutes, last: Mapping[str, About], attached: Mapping[str, str]) -> str | None:
    """Return the present id of an action; of attachments that lead round in a circle none."""
    seen: set[str] = set()
    while action not in seen:
        if action in minutes.homes:
            return action
        if action not in attached:
            return minutes.reworded(last[action])
        seen.add(action)
        action = attached[action]
    return None


def _plain(words: str) -> str:
    return " ".join(_WORD.findall(words.casefold()))
