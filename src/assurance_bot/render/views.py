"""The other modals and the App Home: an action's history, notes for the ledger, a judgement, what changed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assurance_bot.answer import Answer, History, Step
from assurance_bot.answer.wording import count
from assurance_bot.dates import in_words
from assurance_bot.ledger import Entry, sentence
from assurance_bot.render import pressing
from assurance_bot.render.blockkit import (
    Block,
    button,
    buttons,
    cut,
    divider,
    header,
    label,
    menu,
    modal,
    option,
    plain,
    quote,
    rich_text,
    section,
    small,
    text,
    visible,
)
from assurance_bot.render.phrases import mentioned, place, stands
from assurance_bot.render.phrases import parties as names
from assurance_bot.render.slack import heading, plain_message, searched_line
from assurance_bot.render.tables import below, on_page, pages, table

STEPS = 20
"""Steps of a history shown in one modal."""

WHY, VALUE, VERDICT, WORDS = "why", "value", "verdict", "words"
"""The blocks of modals that are sent back; each holds one element of the same name."""

ASKED = {
    "close": ("Close an action", "Close action", "Why is it closed? The reason is kept with it."),
    "redate": ("Re-date an action", "Re-date", "Why is the date moved?"),
    "comment": ("Comment on an action", "Comment", "Comment"),
}
VERDICTS = {"right": "Yes", "partly": "In part", "wrong": "No"}


@dataclass(frozen=True, slots=True)
class State:
    """The index as it is: its generation, when it was built, its meetings with the first and last day, its problems."""

    generation: str
    built: dt.datetime
    meetings: int
    first: dt.date | None
    last: dt.date | None
    problems: int


def sentence_view(title: str, *sentences: str) -> Block:
    """Return a modal of sentences."""
    return modal(title, plain_message(*sentences).blocks)


def history_view(found: History, *, rows: list[Block], start: int = 0, remark: str = "") -> Block:
    """Return the modal of an action's history: each step with its day, where it stands and its words; `remark` ends it."""
    if found.now is None or found.trail is None:
        title = "This action is not in the minutes any more; what was noted on it is kept."
    else:
        owner = names(found.now.owners) or "no owner named"
        title = f"Action for {owner}: {stands(found.now.status, found.now.due, found.now.overdue_days)}"
    steps = found.steps[start : start + STEPS]
    left = len(found.steps) - start - len(steps)
    more = [buttons(button(f"Later steps ({left:,})", pressing.HISTORY, pressing.value_of(found.id, start + STEPS)))]
    blocks = [rich_text(section(text(label(title, 300), bold=True)))]
    for step in steps:
        blocks += _step(step)
    said = [small(label(remark, 300))] if remark else []
    return modal("History", [*blocks, *(more if left > 0 else []), *said, *rows])


def _step(step: Step) -> list[Block]:
    when = in_words(step.day) if step.day else "Date not known"
    elements: list[Block] = []
    below: list[str] = []
    if step.mention is not None:
        told = mentioned(replace(step.mention, link=label(step.mention.link)))
        elements.append(section(text(f"{when}, minutes: {told}")))
        for said in step.mention.quotes[:2]:
            words, left = cut(visible(said.text), 400)
            elements.append(quote(words))
            below.append(label(place(said.locator)) + (f"; {count(left, 'more word')} in the minutes" if left else ""))
        if len(step.mention.quotes) > 2:
            below.append(f"{count(len(step.mention.quotes) - 2, 'more quote')} in the minutes")
    if step.effect is not None:
        entry = step.effect.entry
        elements.append(section(text(f"{when}, noted by your office: {label(sentence(step.effect), 300)}")))
        if isinstance(step.effect.over, Entry):
            below.append(f"Entry {step.effect.over.seq} spoke after entry {entry.seq}.")
    return [rich_text(*elements), *([small(*below)] if below else [])]


def note_view(what: str, action: str, *, words: str, standing: str, remark: str = "") -> Block:
    """Return the modal in which an action is closed, given another date, or commented on; `remark` is said of it besides."""
    title, submit, asked = ASKED[what]
    shown, left = cut(visible(words), 400)
    note = [small(f"Quote cut: {count(left, 'more word')} in the minutes")] if left else []
    date = {
        "type": "input",
        "block_id": VALUE,
        "label": plain("New due date", 150),
        "element": {"type": "datepicker", "action_id": VALUE, "placeholder": plain("Choose a day", 150)},
    }
    reason = {
        "type": "input",
        "block_id": WHY,
        "label": plain(asked, 150),
        "element": {"type": "plain_text_input", "action_id": WHY, "multiline": True, "max_length": 2_000},
        "hint": plain("It goes into the ledger under your name; nothing there is changed or taken back.", 150),
    }
    return modal(
        title,
        [
            rich_text(section(text(label(standing, 200), bold=True)), quote(shown)),
            *note,
            *([small(label(remark, 300))] if remark else []),
            *([date] if what == "redate" else []),
            reason,
        ],
        submit=submit,
        callback=pressing.NOTING,
        metadata=json.dumps({"what": what, "action": action}),
    )


def judging_view(token: str) -> Block:
    """Return the modal that asks whether an answer was right."""
    options = [option(said, verdict) for verdict, said in VERDICTS.items()]
    chosen = {"type": "radio_buttons", "action_id": VERDICT, "options": options}
    words = {"type": "plain_text_input", "action_id": WORDS, "multiline": True, "max_length": 2_000}
    return modal(
        "Was this right?",
        [
            {"type": "input", "block_id": VERDICT, "label": plain("Was the answer right?", 150), "element": chosen},
            {
                "type": "input",
                "block_id": WORDS,
                "label": plain("What should it have said?", 150),
                "optional": True,
                "element": words,
                "hint": plain("Kept with your question and what was found, for those who look after this bot.", 150),
            },
        ],
        submit="Send",
        callback=pressing.JUDGING,
        metadata=json.dumps({"token": token}),
    )


def state_lines(state: State, *, now: dt.datetime) -> list[str]:
    """Return the state of the index in sentences."""
    age = now - state.built
    days = " to ".join(dict.fromkeys(in_words(d) for d in (state.first, state.last) if d))
    old = "today" if age.days < 1 else f"{count(age.days, 'day')} ago"
    return [
        f"{count(state.meetings, 'meeting')} indexed" + (f", {days}." if days else "."),
        f"The minutes were last read on {in_words(state.built.date())}, {old}.",
        "1 oddity was noticed in them."
        if state.problems == 1
        else f"{state.problems:,} oddities were noticed in them.",
    ]


def home_view(
    *, offices: Sequence[tuple[str, str]], office: str, actions: Answer | None, changed: Answer, state: State,
    token: str, page: int, now: dt.datetime,
) -> Block:  # fmt: skip
    """Return the App Home: an office's open and overdue actions, what changed at the last meeting, the index.

    `actions` are those of the office, the overdue ones first, None while no office is chosen; kept under `token`.
    """
    told = [option(f"{short}, {title}" if short != title else title, short) for short, title in offices[:100]]
    row = [buttons(menu("Choose your office …", pressing.OFFICE, told, chosen=office))] if told else []
    over = f"The first 100 of {len(offices):,} offices are offered." if len(offices) > 100 else ""
    return {
        "type": "home",
        "blocks": [
            header("My office’s actions"),
            *row,
            *([small(over)] if over else []),
            *_actions(actions, token=token, page=page),
            divider(),
            header("Since the last meeting"),
            *_changed(changed),
            divider(),
            header("The index"),
            rich_text(section(text("\n".join(state_lines(state, now=now))))),
            small(
                "I find and quote what the minutes say; I never reword it. Mention me, or use /actions and /assurance."
            ),
        ],
    }


def _actions(found: Answer | None, *, token: str, page: int) -> list[Block]:
    if found is None:
        return [rich_text(section(text("Choose your office above, and its open actions stand here.")))]
    page = min(max(page, 0), pages(found) - 1)
    late = sum(bool(f.overdue_days) for f in found.findings)
    told = f"{count(len(found.findings), 'open action')}, {f'{late:,}' if late else 'none'} of them overdue."
    shown = on_page(found, page)
    body = [table(shown)] if shown else []
    return [rich_text(section(text(told, bold=True))), *body, *below(found, token=token, page=page, share=False)]


def _changed(changed: Answer) -> list[Block]:
    lines = [label(line, 300) for line in heading(changed)[-1:]]
    near = len(changed.beside)
    title = label(changed.beside_title)
    told = [*lines, *([f"{title}: {near:,}."] if near and title else [])]
    row = [buttons(button("Show what changed", pressing.CHANGED, "changed"))] if changed.findings or near else []
    return [rich_text(section(text("\n".join(told)))), small(searched_line(changed)), *row]
