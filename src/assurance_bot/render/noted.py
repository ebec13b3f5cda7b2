"""The ledger for people and programs: entries, the history of an action, and what of the ledger hangs loose.

Each line says where it comes from, the minutes or the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator

from assurance_bot.answer import History, Step
from assurance_bot.answer.wording import count
from assurance_bot.dates import in_words
from assurance_bot.ledger import Entry, Matched, done, sentence
from assurance_bot.render.data import Data, effect_export, entry_export, iso, mention_export, parties
from assurance_bot.render.phrases import mentioned, place, stands
from assurance_bot.render.phrases import parties as names


def history_lines(history: History) -> Iterator[str]:
    """Yield the lines of a history."""
    if history.trail is None or history.now is None:
        yield f"{history.id}  not in the minutes any more; attach its entries: assurance-bot note {history.id} attach ID"
        if history.steps and (first := history.steps[0].effect):
            yield f"It read: “{first.entry.about.words}”"
    else:
        now = history.now
        owner = names(now.owners) or "no owner named"
        yield f"{history.id}  Action for {owner} – {stands(now.status, now.due, now.overdue_days)}"
        yield f"“{history.trail.title}”"
    for step in history.steps:
        yield ""
        yield from _step(step)


def _step(step: Step) -> Iterator[str]:
    when = in_words(step.day) if step.day else "Date not known"
    if step.mention is not None:
        yield f"{when}, minutes: {mentioned(step.mention)}"
        for quote in step.mention.quotes:
            yield f"  “{quote.text}”"
            yield f"  {place(quote.locator)}"
    if step.effect is not None:
        yield f"{when}, ledger, entry {step.effect.entry.seq}: {sentence(step.effect)}"
        if isinstance(step.effect.over, Entry):
            yield f"  Entry {step.effect.over.seq} spoke after it."


def history_export(history: History) -> Data:
    """Return a history as the object that `history --json` prints."""
    now = history.now
    return {
        "id": history.id,
        "in_minutes": history.trail is not None,
        "title": history.trail.title if history.trail else None,
        "status": now.status if now else None,
        "due": iso(now.due) if now else None,
        "overdue_days": now.overdue_days if now else None,
        "owners": parties(now.owners) if now else [],
        "minutes": {"status": now.minutes.status, "due": iso(now.minutes.due)} if now else None,
        "steps": [_step_export(step) for step in history.steps],
        "as_of": iso(history.as_of),
        "generation": history.generation,
    }


def _step_export(step: Step) -> Data:
    if step.effect is not None:
        return {"from": "ledger", **effect_export(step.effect)}
    return {"from": "minutes", **(mention_export(step.mention) if step.mention else {})}


def ledger_lines(matched: Matched) -> Iterator[str]:
    """Yield how many entries the ledger has, which were tied to reworded actions, and which have lost their action."""
    entries = matched.entries.all
    yield f"Ledger: {count(len(entries), 'entry') if len(entries) == 1 else f'{len(entries):,} entries'}."
    for old, new in sorted(matched.moved.items()):
        yield f"The entries on {old} count for {new}, which is that action in other words."
    for entry in matched.orphans:
        yield f"Entry {entry.seq} has lost its action {entry.action}: {done(entry)}. It read: “{entry.about.words}”"
    if matched.orphans:
        yield "Where you know the action: assurance-bot note OLD-ID attach ID"


def ledger_export(matched: Matched) -> Data:
    """Return the same for programs."""
    return {
        "entries": len(matched.entries.all),
        "moved": dict(sorted(matched.moved.items())),
        "orphans": [entry_export(entry) for entry in matched.orphans],
    }
