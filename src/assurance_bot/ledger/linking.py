"""Trails as the ledger links and parts them, entry by entry in the order written.

A link joins two trails whole. Unlinking takes back what was linked by hand between the two actions; where the minutes' own
reading had joined them, it parts the trail before the later of the two.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assurance_bot.ledger.entries import Entry
from assurance_bot.ledger.matching import Matched, Minutes, replacing
from assurance_bot.ledger.wording import signed
from assurance_bot.records import Mention, Party, Trail


def relink(matched: Matched, entries: Iterable[Entry]) -> tuple[Trail, ...]:
    """Return the trails with the links and partings among `entries` made; those that none names are the same objects."""
    named = [e for e in entries if e.what in ("link", "unlink") and e.other is not None]
    if not named:
        return matched.minutes.trails
    pieces = _Pieces(matched.minutes)
    for entry in named:
        one, other = (matched.now.get(a) for a in (entry.action, entry.other.action if entry.other else ""))
        if one is None or other is None:
            continue
        if entry.what == "link":
            pieces.join(one, other, entry)
        else:
            pieces.part(one, other, entry)
    return pieces.trails()


class _Pieces:
    """Trails or parts of trails, by the action that begins each, and the links by hand between them."""

    def __init__(self, minutes: Minutes) -> None:
        self._pieces = {trail.id: trail for trail in minutes.trails}
        self._actions = minutes.actions
        self._links: list[tuple[str, str, Entry]] = []
        self._home = {action: trail.id for action, trail in minutes.homes.items()}

    def join(self, one: str, other: str, entry: Entry) -> None:
        self._links.append((one, other, entry))

    def part(self, one: str, other: str, entry: Entry) -> None:
        """See to it that two actions are of different trails."""
        if self._home[one] == self._home[other]:
            self._split(one, other, entry)
        here, there = self._home[one], self._home[other]
        self._links = [k for k in self._links if self._ends(k) != {here, there}]
        if there in self._joined(here):
            self._links = [k for k in self._links if here not in self._ends(k)]
        self._forget_possible(one, there)
        self._forget_possible(other, here)

    def _ends(self, link: tuple[str, str, Entry]) -> set[str]:
        return {self._home[link[0]], self._home[link[1]]}

    def _split(self, one: str, other: str, entry: Entry) -> None:
        whole = self._pieces[self._home[one]]
        places = [next((i for i, m in enumerate(whole.mentions) if m.action == a), 0) for a in (one, other)]
        at = max(places)
        first = whole.mentions[at].action if at else None
        if first is None or places[0] == places[1]:
            return
        before, after = whole.mentions[:at], whole.mentions[at:]
        told = replace(after[0], link=f"parted from {whole.id} {signed(entry)}")
        ending = whole.replaced_by if any(replacing(m, whole) for m in after) else None
        self._pieces[first] = Trail(first, self._actions[first].text, whole.owners, (told, *after[1:]), ending)
        left = whole.replaced_by if ending is None else None
        self._pieces[whole.id] = replace(whole, mentions=before, owners=self._owners(before, whole), replaced_by=left)
        self._home |= {m.action: first for m in after if m.action and self._home.get(m.action) == whole.id}

    def _owners(self, mentions: Sequence[Mention], whole: Trail) -> tuple[Party, ...]:
        named = (self._actions[m.action].owners for m in reversed(mentions) if m.action and m.action in self._actions)
        return next(filter(None, named), whole.owners)

    def _forget_possible(self, action: str, piece: str) -> None:
        """Drop what was only possibly a mention of this action from the trail it was said not to belong to."""
        held = self._pieces[piece]
        kept = tuple(m for m in held.mentions if m.certain or m.action != action)
        self._pieces[piece] = replace(held, mentions=kept) if kept else held

    def _joined(self, piece: str) -> dict[str, Entry | None]:
        """Return the pieces of one trail, this among them, each with the entry that links it to those before."""
        found: dict[str, Entry | None] = {piece: None}
        ends = [(self._home[a], self._home[b], e) for a, b, e in self._links]
        while new := next(((a, b, e) for a, b, e in ends if (a in found) != (b in found)), None):
            found[new[0] if new[1] in found else new[1]] = new[2]
        return found

    def trails(self) -> tuple[Trail, ...]:
        """Return the trails: those joined at the place of the one that began first."""
        linked = {piece for link in self._links for piece in self._ends(link)}
        done: set[str] = set()
        found: list[Trail] = []
        for piece in sorted(self._pieces.values(), key=_began) if linked else self._pieces.values():
            if piece.id not in linked:
                found.append(piece)
            elif piece.id not in done:
                joined = self._joined(piece.id)
                done |= joined.keys()
                found.append(_merged([self._pieces[p] for p in joined], list(joined.values())))
        return tuple(found)


def _merged(pieces: Sequence[Trail], links: Sequence[Entry | None]) -> Trail:
    """Return pieces as one trail, in the order of their mentions; a mention made certain by hand stands once."""
    told = [m for piece, link in zip(pieces, links, strict=True) for m in _linked(piece.mentions, link)]
    certain = {m.action for m in told if m.certain and m.action}
    mentions = sorted((m for m in told if m.certain or m.action not in certain), key=lambda m: m.date or dt.date.min)
    last = max(pieces, key=lambda p: p.mentions[-1].date or dt.date.min)
    return replace(pieces[0], mentions=tuple(mentions), owners=last.owners, replaced_by=last.replaced_by)


def _linked(mentions: Sequence[Mention], link: Entry | None) -> tuple[Mention, ...]:
    if link is None:
        return tuple(mentions)
    return (replace(mentions[0], link=f"linked {signed(link)}"), *mentions[1:])


def _began(trail: Trail) -> tuple[dt.date, str]:
    return trail.mentions[0].date or dt.date.min, trail.id
