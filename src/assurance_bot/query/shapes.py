"""What is asked of us, as a value, and what the minutes know that a question is read with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from assurance_bot.dates.reckoning import Quarters
from assurance_bot.records import Outcome

Subject = Literal[
    "commitments",
    "assurances",
    "challenges",
    "actions",
    "questions",
    "decisions",
    "figures",
    "handover",
    "facts",
    "said",
    "none",
]
Wanted = Literal["any", "open", "reported", "overdue", "due", "closed", "superseded", "all"]
Shape = Literal["found", "history", "last", "first", "often", "done", "changed", "brief"]
"""What is to be made of what is found: itself, a history (oldest first), when it was last or first raised, in how many
meetings, when it was done, what changed since, or what there is on it for the next meeting."""

Days = tuple[dt.date | None, dt.date | None]
"""First and last, inclusive, None where open."""

FactName = Literal[
    "present",
    "last present",
    "attendance",
    "apologies",
    "chair",
    "other chair",
    "minutes",
    "venue",
    "time",
    "sitting",
    "marking",
    "next",
    "last meeting",
    "meetings",
    "holder",
    "takeover",
]
"""What may be asked of meetings themselves; `query.facts` tells each with an example."""

LONGEST = 2000
"""The characters of a question that are read; the rest is left out, and said to be."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What else a list must fulfil, and its order; what is "", False or () asks for nothing.

    Of actions: `by` is what happened on the days asked for (it was set, fell due or was closed), `owners` how many are
    named, `ever` that who is asked for owned it at any time, `reference` that of the minutes ("AP 3/18"), `lapsed` that
    it is overdue and was not mentioned since, `moved` that its due date was (`twice`: more than once), `undated` that it
    has none, `reopened` that it was closed before, `unproven` that it was closed and no words show what was done. Of
    commitments: `spoken`, that no actions are meant. Of decisions: `outcomes`. Of questions: `unanswered` and `written`.
    `late_by` is how many days an overdue action must at least be overdue. Of figures: `money`, that a sum of money is meant.
    """

    by: Literal["", "set", "due", "closed"] = ""
    owners: Literal["", "none", "several"] = ""
    order: Literal["", "late", "oldest", "newest", "owner"] = ""
    ever: bool = False
    reference: str = ""
    lapsed: bool = False
    moved: bool = False
    twice: bool = False
    undated: bool = False
    reopened: bool = False
    unproven: bool = False
    spoken: bool = False
    outcomes: tuple[Outcome, ...] = ()
    unanswered: bool = False
    written: bool = False
    money: bool = False
    late_by: int = 0


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of us.

    `subject` is the kind of record; `roles` and `people` who must have said, asked or owe it (any of them); `topic` the
    words it must be about, `also` the topic with acronyms spelt out or put in ("integrated victim management" for "IVM"),
    `exact` the phrases of it that must stand as worded; `between` the days, inclusive, None where open, `when` the words
    for them; `status` of actions; `unread` the words that could not be used; `without` the words that must not be held;
    `besides` the offices and people whose words and tasks are left out. The subject "none" is that of what is none of our
    business. `shape` is what is made of what is found, and `choice` what else a list must fulfil.
    `implied` says that nothing was said of how the actions stand, and that `status` is what is mostly meant.
    `asker` is who of them put the questions asked for, where it is said to whom they were put.
    `as_at` is the day past on which actions are to have stood so ("open on 30 April"), None for the day of asking.
    `body` is the name of the body, or of the series, whose actions are asked for, "" for those of all.
    `fact` is what is asked of meetings themselves, "" where the subject is another; its `people` may be words that name
    nobody known, its `topic` is part of the name of a body, its `exact` part of that of a venue, and its `status` is "all"
    where no single meeting is meant.
    """

    subject: Subject = "said"
    roles: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    topic: str = ""
    also: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    between: tuple[dt.date | None, dt.date | None] = (None, None)
    when: str = ""
    status: Wanted = "any"
    unread: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    shape: Shape = "found"
    choice: Choice = Choice()
    implied: bool = field(default=False, compare=False)
    asker: tuple[str, ...] = ()
    as_at: dt.date | None = None
    body: str = ""
    fact: FactName | Literal[""] = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was asked that could be looked for."""
        told = self.roles or self.people or self.topic or self.when or self.without or self.besides
        whole = self.shape in ("changed", "brief") or self.choice.reference
        return not told and not whole and self.subject == "said" and self.status == "any"

    @property
    def by(self) -> Literal["set", "due", "closed"]:
        """What happened to an action on the days asked for."""
        return self.choice.by or (
            "due" if self.status == "due" else "closed" if self.status in ("closed", "superseded") else "set"
        )


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What the minutes know: offices by abbreviation with their titles, names of people, acronyms with expansions.

    It stays as it is, and each is like itself alone, so that what follows from it is worked out once.

    `handed` tells by office when another took it over, and who, in order of day; `began` who held it before the first such
    day. `quarters` says of which year a bare "Q2" is.
    """

    offices: Mapping[str, str] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    acronyms: Mapping[str, str] = field(default_factory=dict)
    handed: Mapping[str, tuple[tuple[dt.date, str], ...]] = field(default_factory=dict)
    began: Mapping[str, str] = field(default_factory=dict)
    bodies: tuple[str, ...] = ()
    quarters: Quarters = "calendar"
