"""The minutes and the ledger read together on a day: what answers, histories and new entries are made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from assurance_bot.ledger.effects import Noted, apply
from assurance_bot.ledger.entries import Entry
from assurance_bot.ledger.linking import relink
from assurance_bot.ledger.matching import Matched, Minutes
from assurance_bot.records import Action, Meeting, Party, Trail
from assurance_bot.trail import standing, until


@dataclass(frozen=True, eq=False)
class Task:
    """A trail with how it stands and the actions that tell of it, in order; never none.

    What lists look at first is worked out once: the passages in which they stand, and all names that their owners go by.
    """

    trail: Trail
    now: Noted
    told: tuple[Action, ...]

    @cached_property
    def passages(self) -> frozenset[str]:
        """The passages of the actions, as "meeting#index"."""
        return frozenset(f"{action.meeting}#{action.passage}" for action in self.told)

    @cached_property
    def names(self) -> frozenset[str]:
        """The offices, people and wordings by which anybody is named who owes it or ever did."""
        owners = (*self.now.owners, *(party for action in self.told for party in action.owners))
        return frozenset(name for p in owners for name in (p.role, p.person, p.written) if name)


@dataclass(frozen=True, eq=False)
class Book:
    """Minutes and entries as they stand on `day`; `party` makes of a name the owner that the minutes know by it."""

    matched: Matched
    day: dt.date
    party: Callable[[str], Party] = Party

    @property
    def minutes(self) -> Minutes:
        """The minutes alone."""
        return self.matched.minutes

    @cached_property
    def counted(self) -> tuple[Entry, ...]:
        """The entries up to the day, in the order written."""
        return tuple(e for e in self.matched.entries.all if e.day <= self.day)

    @cached_property
    def trails(self) -> tuple[Trail, ...]:
        """All trails, linked and parted as the ledger says, begun by that day or not."""
        return relink(self.matched, self.counted)

    @cached_property
    def _homes(self) -> dict[str, Trail]:
        if self.trails is self.minutes.trails:
            return self.minutes.homes
        return Minutes(self.trails, self.minutes.actions, self.minutes.meetings).homes

    def trail_of(self, action: str) -> Trail | None:
        """Return the trail of an action, by its present id; None where it is in none."""
        return self._homes.get(action)

    def entries_of(self, trail: Trail) -> tuple[Entry, ...]:
        """Return the entries on any action of a trail, in the order written."""
        if not self.counted:
            return ()
        of = self.matched.by_action
        ids = {m.action for m in trail.mentions if m.action and self._homes.get(m.action) is trail} | {trail.id}
        return tuple(sorted((e for a in ids for e in of.get(a, ())), key=lambda e: e.seq))

    @cached_property
    def _held(self) -> dict[str, list[Meeting]]:
        """The meetings of each body, in which it is looked whether an action was mentioned since."""
        held: dict[str, list[Meeting]] = {}
        for meeting in self.minutes.meetings.values():
            held.setdefault(meeting.body, []).append(meeting)
        return held

    @cached_property
    def _noted(self) -> dict[int, tuple[Trail, Noted | None]]:
        """How trails stand, by identity, as far as it was asked; each is held, so that no other takes its identity."""
        return {}

    @cached_property
    def _told(self) -> dict[int, tuple[Trail, tuple[Action, ...]]]:
        """The actions that trails are told by, kept in the same way."""
        return {}

    def noted(self, trail: Trail) -> Noted | None:
        """Return how a trail stands, None where it had not begun."""
        found = self._noted.get(id(trail))
        if found is None:
            found = self._noted[id(trail)] = trail, self._worked_out(trail)
        return found[1]

    def _worked_out(self, trail: Trail) -> Noted | None:
        held = self._held.get(self.minutes.meetings[trail.mentions[0].meeting].body, ())
        alone = standing(trail, day=self.day, meetings=held)
        whole = replace(trail, owners=self._owners(trail))
        return apply(whole, alone, self.entries_of(trail), day=self.day, party=self.party)

    @cached_property
    def standings(self) -> tuple[tuple[Trail, Noted], ...]:
        """Each trail begun by that day with how it stands."""
        return tuple((trail, now) for trail in self.trails if (now := self.noted(trail)) is not None)

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """The trails begun by that day of which somebody was given an action; the others are matters that are followed."""
        return tuple(Task(trail, now, told) for trail, now in self.standings if (told := self.told(trail)))

    def told(self, trail: Trail) -> tuple[Action, ...]:
        """Return the actions that the certain mentions made by that day name."""
        found = self._told.get(id(trail))
        if found is None:
            actions = self.minutes.actions
            named = tuple(actions[m.action] for m in until(trail, day=self.day) if m.action and m.action in actions)
            found = self._told[id(trail)] = trail, named
        return found[1]

    def _owners(self, trail: Trail) -> tuple[Party, ...]:
        """Return the owners that the minutes last named by that day; of a matter without actions, whom it names."""
        actions = self.told(trail)
        named = (action.owners for action in reversed(actions) if action.owners)
        return next(named, ()) if actions else trail.owners
