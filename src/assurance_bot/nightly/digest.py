"""What an owner, or the office, is to be told of its actions since it was last told: each thing once.

Told are actions set, a date moved, one overdue or due soon, one closed, taken up again or replaced, one that passed to or
from the owner. What was closed before a recipient ever heard of it is not told.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass, replace

from assurance_bot import answer
from assurance_bot.answer.known import Generation
from assurance_bot.answer.seeing import PARTLY
from assurance_bot.config import WEEKDAYS
from assurance_bot.dates.written import in_words
from assurance_bot.ledger import STATUSES, Book, Noted
from assurance_bot.nightly.sent import Key
from assurance_bot.nightly.words import Group, Line
from assurance_bot.records import ENDED, Trail
from assurance_bot.render.phrases import owners
from assurance_bot.render.phrases import stands as standing

TITLES = {
    "overdue": "Overdue",
    "soon": "Due soon",
    "set": "Set",
    "moved": "With a new date",
    "reopened": "Open again",
    "reported": "Reported on",
    "closed": "Closed",
    "superseded": "Replaced",
    "passed on": "Passed to somebody else",
    "passed back": "Passed back to them",
}
"""What may be told of an action, and the title it stands under, in this order."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to tell: its key, what is said, and the words of the minutes that set the action.

    `also` are the keys that are told with it, without words of their own: they arrive, or do not, with the same message.
    """

    key: Key
    said: str
    words: str
    also: tuple[Key, ...] = ()

    @property
    def keys(self) -> tuple[Key, ...]:
        """All that counts as told once this is."""
        return (self.key, *self.also)


@dataclass(frozen=True, slots=True)
class Digest:
    """What somebody is to be told; `silent` are keys of actions of which nothing is said."""

    items: tuple[Item, ...]
    silent: tuple[Key, ...]

    def groups(self) -> tuple[Group, ...]:
        """Return the items by kind."""
        found = []
        for what, title in TITLES.items():
            lines = tuple(Line(item.said, item.words, item) for item in self.items if item.key.what == what)
            if lines:
                found.append(Group(title, lines))
        return tuple(found)


def actions_of(generation: Generation, owner: str, *, day: dt.date) -> Set[str]:
    """Return the ids of an owner's actions: those that `actions all OWNER` lists; of one not known, those so written."""
    found = answer.actions(generation, f"all {owner}", today=day)
    if found.query.roles or found.query.people:
        return {each.record.id for each in found.findings}
    written = owner.casefold()
    standings = answer.book(generation, day=day).standings
    return {trail.id for trail, noted in standings if any(p.label.casefold() == written for p in noted.owners)}


def digest(
    book: Book,
    *,
    of: Set[str] | None,
    told: Collection[Key],
    ahead: int,
    doubtful: Collection[Key] = (),
    partly: Collection[str] = (),
) -> Digest:
    """Return what is to be told, on the day of the book, of the actions of an owner (`of`), or with None of all.

    `told` is what has been told already, `doubtful` what may have been: it is told again while it holds, and what has come
    of such an action meanwhile is told too. `ahead` are the days within which an action is due soon; `partly` are the trails
    of which a mention may not be seen, which is said.
    """
    reached, unsure = _by_action(told), _by_action(doubtful)
    items: list[Item] = []
    silent: list[Key] = []
    for trail, noted in book.standings:
        if not any(m.action in book.minutes.actions for m in trail.mentions):
            continue
        before, perhaps = _of(trail, reached), _of(trail, unsure)
        theirs = of is None or not of.isdisjoint(_names(trail))
        first = not before and not (perhaps and (noted.status in ENDED or not theirs))
        if not theirs:
            keys = [_nth(trail, "passed on", after="passed back", known=before | perhaps)] if not first else []
        elif first:
            keys = list(_first(trail, noted, perhaps, day=book.day, ahead=ahead))
        else:
            keys = list(_since(trail, noted, before, perhaps, day=book.day, ahead=ahead))
        fresh = [key for key in keys if key not in before]
        shown = _once(fresh, first=first)
        unsaid = tuple(key for key in fresh if key not in shown)
        for nth, key in enumerate(shown):
            said = _said(trail, noted, again=key in perhaps, partly=trail.id in partly)
            items.append(Item(key, said, trail.title, () if nth else unsaid))
        silent += () if shown else unsaid
    return Digest(tuple(items), tuple(silent))


def _by_action(keys: Collection[Key]) -> Mapping[str, list[Key]]:
    found = defaultdict(list)
    for key in keys:
        found[key.action].append(key)
    return found


def _of(trail: Trail, keys: Mapping[str, list[Key]]) -> Set[Key]:
    """Return what was told of an action, under whichever of its mentions it went by: one found later may come first."""
    return {replace(key, action=trail.id) for name in _names(trail) for key in keys.get(name, ())}


def _names(trail: Trail) -> Set[str]:
    """Return the ids by which an action goes: a mention whose link is not certain may be another's."""
    return {trail.id, *(mention.action for mention in trail.mentions if mention.action and mention.certain)}


def _once(keys: list[Key], *, first: bool) -> list[Key]:
    """Return the keys that are shown: of an action told for the first time one, that it is overdue above all."""
    shown = [key for key in keys if key.what in TITLES]
    if not first:
        return shown
    return [key for key in shown if key.what == "overdue"] or [key for key in shown if key.what == "set"]


def _first(trail: Trail, noted: Noted, perhaps: Set[Key], *, day: dt.date, ahead: int) -> Iterator[Key]:
    """Yield what there is to tell of an action not told before; how it stands, and for when, comes with it."""
    if noted.status in ENDED:
        return
    dated = _date(trail, noted, perhaps)
    yield Key(trail.id, "set")
    yield dated
    yield _status(trail, noted, perhaps)
    yield from _urgent(noted, dated, day=day, ahead=ahead)


def _since(
    trail: Trail, noted: Noted, before: Set[Key], perhaps: Set[Key], *, day: dt.date, ahead: int
) -> Iterator[Key]:
    """Yield what there is to tell of an action of which something was told before, or perhaps was."""
    known = before | perhaps
    dated = _date(trail, noted, known)
    yield dated
    if dated not in (before or perhaps):
        yield Key(trail.id, "moved", dated.value)
    if any(key.what == "passed on" for key in known):
        yield _nth(trail, "passed back", after="passed on", known=known)
    stands = _status(trail, noted, known)
    yield stands
    if noted.status == "open" and _ended_before(stands, known):
        yield replace(stands, what="reopened")
    yield from _urgent(noted, dated, day=day, ahead=ahead)


def _urgent(noted: Noted, dated: Key, *, day: dt.date, ahead: int) -> Iterator[Key]:
    if noted.status == "open" and noted.due:
        if noted.overdue_days:
            yield replace(dated, what="overdue")
        elif (noted.due - day).days <= ahead:
            yield replace(dated, what="soon")


def _nth(trail: Trail, what: str, *, after: str, known: Collection[Key]) -> Key:
    """Return the key of what happens by turns with something else, told so often."""
    return Key(trail.id, what, str(sum(key.what == after for key in known)))


def _status(trail: Trail, noted: Noted, known: Set[Key]) -> Key:
    """Return the key of a status: that of the last one told where it is the same, else the next."""
    nth, last = max(((int(key.value), key.what) for key in known if key.what in STATUSES), default=(-1, ""))
    return Key(trail.id, noted.status, str(nth if last == noted.status else nth + 1))


def _ended_before(now: Key, known: Set[Key]) -> bool:
    """Tell whether the last status told before this one was that the action had ended."""
    told = ((int(key.value), key.what) for key in known if key.what in STATUSES and int(key.value) < int(now.value))
    return max(told, default=(-1, ""))[1] in ENDED


def _date(trail: Trail, noted: Noted, known: Set[Key]) -> Key:
    """Return the key of a due date: that of the last one told where it is the same, else the next."""
    due = str(noted.due or "no date")
    dates = (key.value.rpartition(", ") for key in known if key.what == "date")
    nth, last = max(((int(n), told) for told, _, n in dates), default=(-1, ""))
    return Key(trail.id, "date", f"{due}, {nth if last == due else nth + 1}")


def _said(trail: Trail, noted: Noted, *, again: bool, partly: bool) -> str:
    said = f"{trail.id}  {owners(noted.owners)}: {standing(noted.status, noted.due, noted.overdue_days)}"
    return (f"{said}. {PARTLY}" if partly else said) + (" (perhaps told before)" if again else "")


def is_due(*, every: str, weekday: str, today: dt.date, last: dt.date | None) -> bool:
    """Tell whether a digest is to go out: none has since the day on which this week's, or today's, was to."""
    if every == "never":
        return False
    back = (today.weekday() - WEEKDAYS.index(weekday)) % 7 if every == "week" else 0
    return last is None or last < today - dt.timedelta(days=back)


def title(owner: str, day: dt.date) -> str:
    """Return the first line of a digest."""
    return f"Actions of {owner or 'all owners'}, {in_words(day)}."
