"""What the ledger says, in sentences: always by whom, which way and when, and that it does not stand in the minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assurance_bot.dates import in_words
from assurance_bot.ledger.effects import SETS, Effect
from assurance_bot.ledger.entries import Entry, What
from assurance_bot.records import Mention, Status

STATUSES: dict[Status, str] = {
    "open": "open",
    "reported": "reported on, not closed",
    "closed": "closed",
    "superseded": "replaced",
}
_WAYS = {"command line": "on the command line", "Slack": "in Slack"}
_DONE: dict[What, str] = {
    "close": "Closed",
    "reopen": "Reopened",
    "redate": "Due date moved to {value}",
    "reassign": "Reassigned to {value}",
    "owner": "Owner corrected to {value}",
    "link": "Linked with {value}",
    "unlink": "Parted from {value}",
    "evidence": "Evidence “{value}” added",
    "comment": "Comment “{value}”",
    "attach": "Earlier entries attached to {value}",
}
NOT_MINUTED = "not in the minutes"
"""What tells the ledger from the minutes wherever both are shown."""


def signed(entry: Entry) -> str:
    """Return "by A. Smith on the command line on 3 May 2024"."""
    return f"by {entry.who} {_WAYS.get(entry.via, f'through {entry.via}')} on {in_words(entry.day)}"


def done(entry: Entry) -> str:
    """Return "Due date moved to 30 June 2024 by A. Smith in Slack on 3 May 2024"."""
    if entry.what == "redate":
        moved = f"Due date moved to {in_words(entry.due)}" if entry.due else "Due date taken away"
        return f"{moved} {signed(entry)}"
    return f"{_DONE[entry.what].format(value=_listed(entry.value))} {signed(entry)}"


def sentence(effect: Effect) -> str:
    """Return an entry in whole: what, who, when and why, and what the minutes said after it, if they did."""
    entry = effect.entry
    said = f"{done(entry)}, {NOT_MINUTED}"
    if entry.what == "owner" and entry.about.owners:
        said += f", which were read as {_listed(entry.about.owners)}"
    if effect.moved:
        said += f"; it was noted of earlier words: “{entry.about.words}”"
    if entry.why:
        said += f": “{entry.why}”"
    return f"{said}. {_after(entry, effect.over)}".rstrip()


def _after(entry: Entry, over: Mention | Entry | None) -> str:
    """Return what came after an entry and now counts in its place."""
    if not isinstance(over, Mention) or over.date is None:
        return ""
    minuted = f"The minutes of {in_words(over.date)}, later,"
    if entry.what == "redate":
        return f"{minuted} give {in_words(over.due)}." if over.due else ""
    return f"{minuted} have it {STATUSES[over.status]}." if entry.what in SETS else f"{minuted} name the owner."


def sentences(effects: Iterable[Effect]) -> str:
    """Return what an answer should say of an action's entries: those that count, and those the minutes spoke over.

    Comments are counted; the history of the action shows them.
    """
    told = [e for e in effects if not isinstance(e.over, Entry)]
    comments = [e for e in told if e.entry.what == "comment"]
    said = [sentence(e) for e in told if e.entry.what not in ("comment", "attach")]
    if comments:
        many = "A comment" if len(comments) == 1 else f"{len(comments):,} comments"
        said.append(f"{many} in the ledger, {NOT_MINUTED}: see its history.")
    return " ".join(said)


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""
