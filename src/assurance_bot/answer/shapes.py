"""The shapes of an answer: what was asked, how it was understood, what was found, what was searched."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assurance_bot.document import Quote
from assurance_bot.ledger import Effect
from assurance_bot.query import Query
from assurance_bot.records import AnyRecord, Meeting, Nature, Status
from assurance_bot.store import Kind
from assurance_bot.trail import Standing

KIND_OF: dict[str, Kind] = {"decisions": "decision", "figures": "figure"}
NATURE_OF: dict[str, Nature] = {"commitments": "commitment", "assurances": "assurance", "challenges": "challenge"}
"""What kind of record, and of statement, each subject of a question asks for."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One record that answers, with what people need to cite it.

    `record` is an action as it stands on the day asked about (its due date the last given; in a list of actions
    its present owners, elsewhere those on whom it was set);
    in a history, as one meeting speaks of it, by that meeting's words.
    `item` is the label of its agenda item; `status`, `evidence` and `overdue_days` are those of an action on the day
    asked about (None for other kinds; `overdue_days` is None where it is not overdue); `note` is a sentence of ours about
    it ("replaced by A-…", "owner not written: the CC answered"), never a paraphrase. `effects` are the entries of the ledger
    on it, which `note` tells too; `standing` is how an action stands by the minutes alone. `group` is the heading it stands
    under with others ("Actions closed"), "" for none.
    """

    record: AnyRecord
    meeting: Meeting
    item: str
    status: Status | None = None
    overdue_days: int | None = None
    evidence: tuple[Quote, ...] = ()
    note: str = ""
    effects: tuple[Effect, ...] = ()
    standing: Standing | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Searched:
    """The meetings an answer looked through: how many, and the days of the first and the last."""

    meetings: int
    start: dt.date | None
    end: dt.date | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked, how it was understood, and all that was found, in order.

    `understood` is the reading in words ("commitments · Chief Constable · IVM · all meetings"); `summary` one sentence of
    counts and dates; `beside` are findings near to the question that do not answer it (`beside_title` says what they
    are); `notes` further sentences (what was not understood, what would work). `start` is the place in `findings` from
    which to show: in a conversation, those before it were shown already.
    """

    asked: str
    query: Query
    understood: str
    summary: str
    searched: Searched
    findings: tuple[Finding, ...]
    generation: str
    as_of: dt.date
    notes: tuple[str, ...] = ()
    beside: tuple[Finding, ...] = ()
    beside_title: str = ""
    start: int = 0
