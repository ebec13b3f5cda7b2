"""How a trail stands on a day: worked out from its certain mentions, never stored.

Open, reported, closed or superseded by the last mention; overdue, slipped, lapsed, reopened and closed without evidence
follow from the mentions and, where they are given, from the meetings held since.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assurance_bot.document import Quote
from assurance_bot.records import Meeting, Mention, Status, Trail


@dataclass(frozen=True, slots=True)
class Change:
    """One change of status: from what (None where the trail begins) to what, by which mention, in which words."""

    before: Status | None
    after: Status
    mention: Mention
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """One move of the due date: `days` is negative where it was brought forward; `mention` is the meeting that tells of it.

    `agreed` are the words of its quotes that say who agreed to it, None where they do not.
    """

    before: dt.date
    after: dt.date
    days: int
    mention: Mention
    quotes: tuple[Quote, ...]
    agreed: str | None = None


@dataclass(frozen=True, slots=True)
class Lapse:
    """Overdue, and not mentioned in any of the meetings since, which were searched: their ids, in order of day."""

    last_mention: dt.date | None
    searched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How an action stands on a day: `since` is the mention that says so; `overdue_days` None where it is not overdue.

    `slipped_days` is how far the due date moved in all; `lapsed` is None where it was not looked for or is not so;
    `unevidenced`: said to be closed, by a bare word and nothing that shows it. `reopened` are the mentions that did so;
    `possible` are links below certainty, which count for nothing here.
    """

    status: Status
    due: dt.date | None
    overdue_days: int | None
    since: Mention
    evidence: tuple[Quote, ...]
    changes: tuple[Change, ...] = ()
    slips: tuple[Slip, ...] = ()
    slipped_days: int = 0
    lapsed: Lapse | None = None
    unevidenced: bool = False
    reopened: tuple[Mention, ...] = ()
    possible: tuple[Mention, ...] = ()


def until(trail: Trail, *, day: dt.date) -> list[Mention]:
    """Return the certain mentions on or before `day`, in order; those without a date among them."""
    return [m for m in trail.mentions if m.certain and _by(m, day)]


def standing(trail: Trail, *, day: dt.date, meetings: Iterable[Meeting] = ()) -> Standing | None:
    """Return how a trail stands on `day`, or None where it had not begun.

    The last certain mention on or before the day decides the status; the last due date given, the due date. An open
    action is overdue from the day after it was due; one that was reported on is not, its words say how far it came.
    `meetings` are those of the same body, in which a lapse is looked for.
    """
    told = until(trail, day=day)
    if not told:
        return None
    last = told[-1]
    dated = next((m for m in reversed(told) if m.due), None)
    due = dated.due if dated else None
    late = (day - due).days if due and last.status == "open" else 0
    possible = tuple(m for m in trail.mentions if not m.certain and _by(m, day))
    changes = _changes(told)
    slips = _slips(told)
    return Standing(
        last.status,
        due,
        late if late > 0 else None,
        last,
        _evidence(told, dated),
        changes=changes,
        slips=slips,
        slipped_days=sum(s.days for s in slips),
        lapsed=_lapse((last, *possible), due, day, meetings) if late > 0 else None,
        unevidenced=last.status == "closed" and _bare(last),
        reopened=tuple(c.mention for c in changes if c.before == "closed" and c.after in ("open", "reported")),
        possible=possible,
    )


def _by(mention: Mention, day: dt.date) -> bool:
    return mention.date is None or mention.date <= day


def _evidence(told: Sequence[Mention], dated: Mention | None) -> tuple[Quote, ...]:
    """Return the words, beyond those that set it, by which it stands as it does: of the last date, then of the end."""
    first, last = told[0], told[-1]
    moved = dated.quotes if dated is not None and dated not in (first, last) else ()
    if last is first:
        return (*moved, *last.quotes[1:]) if last.status != "open" else ()
    whole = last.action == first.action or len(last.quotes) == 1 or last.link.startswith("replaced")
    return tuple(dict.fromkeys((*moved, *(last.quotes if whole else last.quotes[1:]))))


def _saying(mention: Mention) -> tuple[Quote, ...]:
    """Return the words of a mention that say how the action stands: its evidence, else its own words."""
    return mention.quotes[1:] or mention.quotes


def _changes(told: Sequence[Mention]) -> tuple[Change, ...]:
    begun = Change(None, told[0].status, told[0], told[0].quotes)
    moved = (Change(a.status, b.status, b, _saying(b)) for a, b in pairwise(told) if a.status != b.status)
    return (begun, *moved)


def _slips(told: Sequence[Mention]) -> tuple[Slip, ...]:
    dated = [(m.due, m) for m in told if m.due]
    return tuple(
        Slip(before, after, (after - before).days, mention, _saying(mention), _agreed(_saying(mention)))
        for (before, _), (after, mention) in pairwise(dated)
        if before != after
    )


_BODIES = r"(?:[Tt]he\s+)?(?:[Mm]eeting|[Cc]ommittee|[Bb]oard|[Pp]anel|[Cc]ouncil|[Mm]embers|[Gg]overnors)"
_WHO = rf"(?:(?:[Tt]he\s+)?[A-Z][\w/’'.-]*(?:\s+[A-Z][\w/’'-]*){{0,3}}|{_BODIES})"
_AGREED = re.compile(
    rf"(?:{_WHO}|\b[Ii]t)\s+(?:(?:had|has|have|also|then|was|were|been)\s+)*"
    r"(?:agreed|approved|accepted|consented|authorised|allowed|granted|endorsed)\b"
    rf"|\b(?:agreed|approved|authorised|granted)\s+by\s+{_WHO}|\bwith\s+the\s+(?:agreement|approval|consent)\s+of\s+{_WHO}"
)  # "which the Chair agreed", "It was agreed", "with the consent of the Board"


def _agreed(quotes: Sequence[Quote]) -> str | None:
    """Return the words that say who agreed to what quotes tell, as they stand there."""
    return next((found[0] for q in quotes if (found := _AGREED.search(q.text))), None)


def _lapse(told: Sequence[Mention], due: dt.date | None, day: dt.date, meetings: Iterable[Meeting]) -> Lapse | None:
    """Return the meetings after the due date and the last mention, up to `day`, that say nothing of it.

    `told` is the last certain mention, then those that are possible: what may be of it is no silence.
    """
    last = told[0]
    from_day = max((d for d in (*(m.date for m in told), due) if d), default=None)
    mentioned = {m.meeting for m in told}
    if from_day is None:
        return None
    later = sorted((m.date, m.id) for m in meetings if m.date and from_day < m.date <= day and m.id not in mentioned)
    since = tuple(name for _, name in later)
    return Lapse(last.date, since) if since else None


_VERDICT = re.compile(
    r"\b(?:that\s+)?(?:the\s+)?(?:[A-Z/]{2,8}|[a-z’' ]{3,30}?)\s+(?:reported|said|advised|confirmed|stated)\s+that\b"
    r"|\b(?:evidence|details?|papers?|reports?|confirmation)\s+to\s+(?:follow|come|be\s+\w+)\b"
    r"|\b(?:the|this|that|actions?|items?|matters?|points?|is|was|are|were|has|have|been|be|can|could|now|it|they|and|also|all"
    r"|fully|noted|as|so|agreed|to|closed?|complete[d]?|done|finished|discharged|actioned|concluded|achieved|therefore|ap|ref"
    r"|no|minute|status|update|no further|considered|marked|recorded|signed off)\b|[\W\d_]+",
    re.IGNORECASE,
)  # "The action is now closed." leaves nothing


_DEED = re.compile(
    r"\b(?:was|were|has|have|had|been)\s+(?:now\s+)?[a-z]+(?:ed|en|ght|wn|nt|ut|ade|one|et|ld)\b|^[^.]{0,40}\b(?:sent|gave|received|replied|ordered|delivered|adopted)\b",
    re.IGNORECASE,
)  # "sent on 27 February and reply received"


def _bare(mention: Mention) -> bool:
    """Say whether a closing mention says no more than that it is closed: "Complete.", "The action was closed."."""
    if len(mention.quotes) > 1 and mention.link.startswith("by its reference") and _DEED.search(mention.quotes[0].text):
        return False
    return all(not _VERDICT.sub("", q.text) for q in _saying(mention))
