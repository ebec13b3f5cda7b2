"""How an action stands on a day, the ledger considered beside the minutes.

Whoever speaks last counts: an entry speaks over the minutes of its day and before, the minutes of a later meeting speak
over it. What does not count any more is still told. An entry counts from its own day on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from assurance_bot.document import Quote
from assurance_bot.ledger.entries import Entry, What, labels
from assurance_bot.records import Mention, Party, Status, Trail
from assurance_bot.trail import Standing

SETS: dict[What, Status] = {"close": "closed", "reopen": "open"}
"""The status that an entry gives."""


@dataclass(frozen=True, slots=True)
class Effect:
    """An entry on the day asked about. `over` is what spoke after it and counts in its place, None while it holds.

    `moved`: it was written of an action that re-issued minutes call by another id.
    """

    entry: Entry
    over: Mention | Entry | None = None
    moved: bool = False

    @property
    def holds(self) -> bool:
        """Whether nothing spoke after it."""
        return self.over is None


@dataclass(frozen=True, slots=True)
class Noted:
    """How an action stands with minutes and ledger together; `minutes` is what the minutes alone say.

    The first fields are those of a `Standing`; `effects` are the entries up to the day, in the order written.
    """

    status: Status
    due: dt.date | None
    overdue_days: int | None
    since: Mention
    evidence: tuple[Quote, ...]
    owners: tuple[Party, ...]
    minutes: Standing
    effects: tuple[Effect, ...] = ()

    def by_hand(self, *whats: What) -> Entry | None:
        """Return the entry of one of these kinds that holds, None where the minutes alone tell."""
        return next((e.entry for e in reversed(self.effects) if e.holds and e.entry.what in whats), None)


def apply(
    trail: Trail,
    standing: Standing | None,
    entries: Iterable[Entry],
    *,
    day: dt.date,
    party: Callable[[str], Party] = Party,
) -> Noted | None:
    """Return how a trail stands on `day`; None where it had not begun. `party` makes an owner of a name."""
    if standing is None:
        return None
    alone = Noted(
        status=standing.status,
        due=standing.due,
        overdue_days=standing.overdue_days,
        since=standing.since,
        evidence=standing.evidence,
        owners=trail.owners,
        minutes=standing,
    )
    counted = [e for e in entries if e.day <= day]
    if not counted:
        return alone
    return _with(alone, trail, sorted(counted, key=lambda e: e.seq), day, party)


def _with(alone: Noted, trail: Trail, entries: Sequence[Entry], day: dt.date, party: Callable[[str], Party]) -> Noted:
    told = [m for m in trail.mentions if m.certain and (m.date is None or m.date <= day)]
    dated = next((m for m in reversed(told) if m.due), None)
    owned = labels(trail.owners)

    def unlike(entry: Entry) -> Mention | None:
        return alone.since if owned != entry.about.owners else None

    after = {
        **_spoken(entries, ("close", "reopen"), lambda _: alone.since),
        **_spoken(entries, ("redate",), lambda _: dated),
        **_spoken(entries, ("reassign", "owner"), unlike),
    }
    ids = {m.action for m in trail.mentions}
    noted = replace(alone, effects=tuple(Effect(e, after.get(e.seq), e.action not in ids) for e in entries))
    if (mark := noted.by_hand("close", "reopen")) is not None:
        noted = replace(noted, status=SETS[mark.what])
    if (moved := noted.by_hand("redate")) is not None:
        noted = replace(noted, due=moved.due)
    if (given := noted.by_hand("reassign", "owner")) is not None:
        noted = replace(noted, owners=tuple(map(party, given.value)))
    return _late(noted, day)


def _spoken(
    entries: Iterable[Entry], whats: tuple[What, ...], minutes: Callable[[Entry], Mention | None]
) -> dict[int, Mention | Entry | None]:
    """Return by its number what spoke after each entry of these kinds: the minutes of a later day, or the next entry."""
    mine = [e for e in entries if e.what in whats]
    found: dict[int, Mention | Entry | None] = {}
    for entry, following in zip(mine, [*mine, None][1:], strict=True):
        told = minutes(entry)
        later = told is not None and told.date is not None and told.date > entry.day
        found[entry.seq] = told if later else following
    return found


def _late(noted: Noted, day: dt.date) -> Noted:
    """Work out the days overdue where the ledger changed what they follow from; from the day after it was due."""
    if (noted.status, noted.due) == (noted.minutes.status, noted.minutes.due):
        return noted
    late = (day - noted.due).days if noted.due and noted.status == "open" else 0
    return replace(noted, overdue_days=late if late > 0 else None)
