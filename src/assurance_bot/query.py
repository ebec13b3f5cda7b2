"""A person's words to a `Query`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Subject = Literal["commitments", "assurances", "challenges", "actions", "questions", "decisions", "figures", "said"]
Wanted = Literal["any", "open", "overdue", "due", "closed", "all"]


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of us.

    `subject` is the kind of record; `roles` and `people` who must have said, asked or owe it (any of them); `topic` the
    words it must be about and `also` what they stand for ("integrated victim management" for "IVM"); `between` the days,
    inclusive, None where open; `status` of actions; `unread` the words that could not be made out.
    """

    subject: Subject = "said"
    roles: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    topic: str = ""
    also: tuple[str, ...] = ()
    between: tuple[dt.date | None, dt.date | None] = (None, None)
    status: Wanted = "any"
    unread: tuple[str, ...] = ()
