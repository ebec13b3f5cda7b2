"""An `Answer` as a Slack message: what was understood, then each finding with its words, its people and its place.

Nothing is cut in silence: what does not fit is counted, and the message says where to see it. Words of minutes pass
through `blockkit`, which keeps them literal.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assurance_bot.answer import Answer, Finding
from assurance_bot.records import Action
from assurance_bot.render import phrases
from assurance_bot.render.blockkit import (
    MAX_BLOCKS,
    MAX_TEXT,
    Block,
    Message,
    cut,
    divider,
    escape,
    label,
    quote,
    rich_text,
    section,
    small,
    text,
    visible,
    weight,
)

POSTED = 11_000
"""Characters of blocks, as JSON, in a posted message: Slack has been reported to refuse a little more than that."""
ANSWERED = 40_000
"""The same in an answer to a command, where only the number of blocks was reported to count."""

WHOLE = 400
"""Characters up to which a quote is shown whole."""

NOTES = 3
"""How many notes of an answer are shown."""

_ADVICE = {
    "list": "Narrow the list with an owner, or with “about” and a topic, or list them all in the terminal.",
    "found": "Narrow the question, or ask it in the terminal to see them all.",
}
_UNSAID = "{} more in the message itself."


@dataclass(frozen=True, slots=True)
class _Entry:
    """One finding, ready to be laid out: our line above the quote, the minutes' words, our lines below."""

    head: str
    lead_in: str
    words: str
    proof: str
    below: tuple[str, ...]


def answer_message(answer: Answer, *, shown: int = 3, room: int = POSTED) -> Message:
    """Return the message for `answer`: where it lists actions, as many as fit, else the first `shown` findings.

    `room` is how many characters of JSON the blocks may take.
    """
    listed = answer.query.subject == "actions"
    findings = answer.findings[: MAX_BLOCKS if listed else shown]
    entries = [_entry(n, finding, listed=listed) for n, finding in enumerate(findings, start=1)]
    frame = [*_head(answer), *_tail(answer, len(answer.findings))]
    dense = len(frame) + 2 * len(entries) > MAX_BLOCKS
    laid = [_lay(entry, dense=dense) for entry in entries]
    fit = _fitting(laid, most=MAX_BLOCKS - len(frame), room=room - weight(frame))
    body = [block for blocks in laid[:fit] for block in blocks]
    blocks = [*_head(answer), *body, *_tail(answer, len(answer.findings) - fit)]
    return Message(_spoken(answer, entries[:fit]), blocks)


def plain_message(*paragraphs: str) -> Message:
    """Return a message of sentences, a paragraph each; what they hold is shown literally."""
    lines = [label(words, 1_000) for words in paragraphs]
    return Message(_within(map(escape, lines), MAX_TEXT), [rich_text(section(text("\n".join(lines))))])


def _entry(number: int, finding: Finding, *, listed: bool) -> _Entry:
    record = finding.record
    words, left_out = cut(visible(record.text), WHOLE)
    proof, proof_below = _proof(finding)
    sitting, item = phrases.sitting(finding.meeting), f"item {finding.item}" if finding.item else ""
    where = [label(line) for line in (sitting, item, phrases.place(record.locator))]
    below = [_cut_note("Quote", left_out), *where, *proof_below, label(finding.note, 200)]
    return _Entry(
        head=f"{number}. {label(_title(finding, listed=listed), 300)}",
        lead_in=label(record.lead_in.text, 200) if record.lead_in else "",
        words=words,
        proof=proof,
        below=tuple(line for line in below if line),
    )


def _proof(finding: Finding) -> tuple[str, list[str]]:
    """Return the words that give an action its status, where they are other words than its own, and their place."""
    proofs = [quote for quote in finding.evidence if quote.text != finding.record.text]
    if not proofs:
        return "", []
    words, left_out = cut(visible(proofs[0].text), WHOLE)
    more = f", and {phrases.count(len(proofs) - 1, 'more place')}" if len(proofs) > 1 else ""
    return words, [_cut_note("Evidence", left_out), f"Evidence: {label(phrases.place(proofs[0].locator))}{more}"]


def _title(finding: Finding, *, listed: bool) -> str:
    record, standing = finding.record, phrases.standing(finding)
    who = phrases.owner(record) if listed and isinstance(record, Action) else phrases.who(record)
    return f"{who}: {standing}" if standing else who


def _cut_note(what: str, left_out: int) -> str:
    return f"{what} cut: {phrases.count(left_out, 'more word')} in the minutes" if left_out else ""


def _lay(entry: _Entry, *, dense: bool) -> list[Block]:
    """Return the blocks of an entry: the words, and a small block below; one block where room is short."""
    above = [text(entry.head, bold=True)] + ([text(f"\n{entry.lead_in}")] if entry.lead_in else [])
    elements = [section(*above), quote(entry.words)]
    if entry.proof:
        elements += [section(text("Evidence:")), quote(entry.proof)]
    if dense:
        return [rich_text(*elements, section(text("; ".join(entry.below), italic=True)))]
    return [rich_text(*elements), small(*entry.below)]


def _head(answer: Answer) -> list[Block]:
    understood = text(label(answer.understood, 300), bold=True)
    return [rich_text(section(understood, text(f"\n{_summary(answer)}"))), divider()]


def _summary(answer: Answer) -> str:
    return label(answer.summary, 400) or (f"{len(answer.findings)} found." if answer.findings else "Nothing found.")


def _tail(answer: Answer, more: int) -> list[Block]:
    """Return the closing blocks: how many findings are not shown, the notes, and what was searched."""
    lines = _closing(answer, more)
    closing = [rich_text(section(text("\n".join(lines))))] if lines else []
    return [*([divider()] if answer.findings else []), *closing, small(_searched(answer))]


def _closing(answer: Answer, more: int) -> list[str]:
    advice = _ADVICE["list" if answer.query.subject == "actions" else "found"]
    rest = [f"And {more:,} more. {advice}"] if more else []
    notes = [label(note, 300) for note in answer.notes[:NOTES]]
    over = len(answer.notes) - len(notes)
    return rest + notes + ([f"And {phrases.count(over, 'further note')}."] if over else [])


def _searched(answer: Answer) -> str:
    on = f" As things stood on {phrases.day(answer.as_of)}." if answer.query.subject == "actions" else ""
    return phrases.searched(answer.searched) + on


def _fitting(laid: Sequence[list[Block]], *, most: int, room: int) -> int:
    """Return how many of the entries fit in `most` blocks and in `room` characters."""
    for fit, blocks in enumerate(laid):
        most, room = most - len(blocks), room - weight(blocks)
        if most < 0 or room < 0:
            return fit
    return len(laid)


def _spoken(answer: Answer, entries: Sequence[_Entry]) -> str:
    """Return what a screen reader says: the message in sentences, as many findings as fit."""
    first = [f"{label(answer.understood, 300).replace(' · ', ', ')}.", _summary(answer)]
    last = [*_closing(answer, len(answer.findings) - len(entries)), _searched(answer)]
    first, last = [escape(line) for line in first], [escape(line) for line in last]
    said = [escape(_said(entry)) for entry in entries]
    while said and len("\n".join([*first, *said, _UNSAID, *last])) > MAX_TEXT:
        said.pop()
    unsaid = [_UNSAID.format(len(entries) - len(said))] if len(said) < len(entries) else []
    return _within([*first, *said, *unsaid, *last], MAX_TEXT)


def _said(entry: _Entry) -> str:
    proof = f"Evidence: “{entry.proof}”" if entry.proof else ""
    below = "; ".join(line.rstrip(".") for line in entry.below)
    return " ".join(filter(None, (f"{entry.head}.", entry.lead_in, f"“{entry.words}”", proof, f"{below}.")))


def _within(lines: Iterable[str], limit: int) -> str:
    """Return the lines that fit whole in `limit` characters, with "…" where some did not."""
    kept = ""
    for line in lines:
        if len(kept) + len(line) + 3 > limit:
            return f"{kept}…"
        kept += f"{line}\n"
    return kept.rstrip("\n")
