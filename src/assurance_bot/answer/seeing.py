"""Answers from a part of the minutes: a generation as if it held only what may be seen.

This is the one place where access is brought to bear on answers. What is hidden is hidden from the register, the text index
and the ledger, below whatever counts, lists, ranks, corrects a spelling or suggests a question.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assurance_bot.access import Sight
from assurance_bot.answer.known import Generation, tracked
from assurance_bot.answer.noted import book
from assurance_bot.answer.shapes import Answer, Finding
from assurance_bot.answer.wording import NO_MINUTES
from assurance_bot.ledger import Entries, Entry, Ledger, abouts
from assurance_bot.records import Action
from assurance_bot.store import Register
from assurance_bot.textindex import TextIndex


@dataclass(frozen=True, eq=False)
class Seen:
    """A generation of which only some meetings are seen; close it while the whole one is open."""

    name: str
    register: Register
    textindex: TextIndex
    ledger: Ledger

    def close(self) -> None:
        """Close what is its own."""
        self.register.close()

    def told(self, answer: Answer, whole: Callable[[], Answer]) -> Answer:
        """Return an answer from here with what it does not tell: how many findings `whole`, the same of all, has besides.

        An action that is spoken of where nobody here may look says so, for it may stand otherwise.
        """
        seen = {meeting.id for meeting in self.register.meetings(drafts=True)}
        hidden = sum(finding.meeting.id not in seen for finding in whole().findings)
        said = [n.replace(NO_MINUTES, NO_SEEN) for n in answer.notes if not (hidden and n.endswith(LEFT_OUT))]
        notes = (_left_out(hidden), *said) if hidden else tuple(said)
        return replace(answer, notes=notes, findings=self.marked(answer.findings), beside=self.marked(answer.beside))

    def marked(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Return findings of which those say so that are spoken of where nobody here may look."""
        return tuple(
            replace(f, note=f"{f.note} {PARTLY}".strip())
            if PARTLY not in f.note and isinstance(f.record, Action) and self.remark(f.record.id)
            else f
            for f in findings
        )

    def remark(self, action: str) -> str:
        """Return what is to be said of an action of which a mention is not seen, "" of one that is seen whole."""
        partly = self.register.partly_seen
        trail = self.register.trail_of(action) if partly else None
        return PARTLY if trail is not None and trail.id in partly else ""


PARTLY = "It is spoken of in restricted minutes too, and may stand otherwise there."
"""What is said of an action of which a mention is not seen."""
LEFT_OUT = "of restricted minutes left out."
NO_SEEN, NO_SEEN_BY_ALL = "No minutes that you may see hold", "No minutes that everyone here may see hold"
"""What stands for `NO_MINUTES` where some are not seen, for one person and for a channel."""


def for_channel(answer: Answer) -> Answer:
    """Return an answer worded for a channel, where several read what all of them may see."""
    return replace(answer, notes=tuple(note.replace(NO_SEEN, NO_SEEN_BY_ALL) for note in answer.notes))


def _left_out(hidden: int) -> str:
    return f"{'1 item' if hidden == 1 else f'{hidden:,} items'} {LEFT_OUT}"


def seen_by(generation: Generation, sight: Sight) -> frozenset[int] | None:
    """Return the keys of the meetings that are seen; None where all are."""
    whole = generation.register.keys(lambda _: True)
    keys = generation.register.keys(sight.sees)
    return None if keys == whole else keys


def within(generation: Generation, keys: frozenset[int]) -> Seen:
    """Return a generation as if it held only the meetings of these keys."""
    register = generation.register.within(keys)
    index = generation.textindex.within(
        {meeting.id for meeting in register.meetings()},
        acronyms={acronym.acronym for acronym in register.acronyms()},
        texts=_Texts(register),
    )
    return Seen(generation.name, register, index, SeenLedger(generation, register))


@dataclass(frozen=True, slots=True)
class _Texts:
    """The words of all minutes of a register, read when they are asked for."""

    register: Register

    def __iter__(self) -> Iterator[str]:
        return (self.register.text(meeting.source) for meeting in self.register.meetings())


class SeenLedger(Ledger):
    """The ledger as far as it is of actions that are seen; what is noted through it goes into the whole one."""

    def __init__(self, whole: Generation, register: Register) -> None:
        super().__init__(whole.ledger.path.parent)
        self._whole, self._register = whole, register
        self._kept = lru_cache(maxsize=2)(self._of_seen)

    def entries(self) -> Entries:
        """Return the entries of which every action is seen. Raises LedgerError."""
        return self._kept(self._whole.ledger.entries())

    def append(self, entry: Entry) -> Entry:
        """Write an entry at the end of the whole ledger. Raises LedgerError."""
        return self._whole.ledger.append(entry)

    def close(self) -> None:
        """Do nothing: the file belongs to the whole ledger."""

    def _of_seen(self, entries: Entries) -> Entries:
        if not entries.all:
            return entries
        now = book(self._whole, day=dt.date.max).matched.now
        _, seen = tracked(self._register)
        return Entries(tuple(e for e in entries.all if all(now.get(a.action) in seen for a in abouts(e))))
