"""What is asked of us, as a value, and what the minutes know that a question is read with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

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
Wanted = Literal["any", "open", "overdue", "due", "closed", "all"]

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
class Query:
    """What is asked of us.

    `subject` is the kind of record; `roles` and `people` who must have said, asked or owe it (any of them); `topic` the
    words it must be about, `also` the topic with acronyms spelt out or put in ("integrated victim management" for "IVM"),
    `exact` the phrases of it that must stand as worded; `between` the days, inclusive, None where open, `when` the words
    for them; `status` of actions; `unread` the words that could not be used; `without` the words that must not be held;
    `besides` the offices and people whose words and tasks are left out. The subject "none" is that of what is none of our
    business.
    `fact` is what is asked of meetings themselves,
    "" where the subject is another; its `people` may be words that name nobody known, its `topic` is part of the name of a
    body, its `exact` part of that of a venue, and its `status` is "all" where no single meeting is meant.
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
    fact: FactName | Literal[""] = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was asked that could be looked for."""
        told = self.roles or self.people or self.topic or self.when or self.without or self.besides
        return not told and self.subject == "said" and self.status == "any"


@dataclass(frozen=True)
class Vocabulary:
    """What the minutes know: offices by abbreviation with their titles, names of people, acronyms with expansions.

    `handed` tells by office when another took it over, and who, in order of day.
    """

    offices: Mapping[str, str] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    acronyms: Mapping[str, str] = field(default_factory=dict)
    handed: Mapping[str, tuple[tuple[dt.date, str], ...]] = field(default_factory=dict)
    bodies: tuple[str, ...] = ()
