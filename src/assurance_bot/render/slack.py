"""An `Answer` as a Slack message: what was understood, then each finding with its words, its people and its place.

Nothing is cut in silence: what does not fit is counted, and the message says where to see it. Words of minutes pass
through `blockkit`, which keeps them literal.
"""

from collections.abc import Iterable, Sequence

from assurance_bot.answer import Answer
from assurance_bot.answer.wording import count
from assurance_bot.dates import in_words
from assurance_bot.render import phrases
from assurance_bot.render.blockkit import (
    MAX_BLOCKS,
    MAX_TEXT,
    Block,
    Message,
    divider,
    escape,
    label,
    rich_text,
    section,
    small,
    text,
    weight,
)
from assurance_bot.render.cards import Card, card, lay, said

POSTED = 11_000
"""Characters of blocks, as JSON, in a posted message: Slack has been reported to refuse a little more than that."""
ANSWERED = 40_000
"""The same in an answer to a command, where only the number of blocks was reported to count."""

NOTES = 3
"""How many notes of an answer are shown."""

_ADVICE = {
    "list": "Narrow the list with an owner, or with “about” and a topic, or list them all in the terminal.",
    "found": "Narrow the question, or ask it in the terminal to see them all.",
}
BESIDE = "Near to the question, but not an answer"
"""The title of what is beside the question, where the answer gives none."""

_UNSAID = "{} more in the message itself."


def answer_message(answer: Answer, *, shown: int = 3, room: int = POSTED) -> Message:
    """Return the message for `answer`: where it lists actions or facts, as many as fit, else the first `shown` findings.

    What is beside the question comes after, in the places left, one at least. `room` is how many characters of JSON the
    blocks may take.
    """
    cards = _cards(answer, shown)
    frame = [*_head(answer), *_tail(answer, ())]
    dense = len(frame) + 2 * len(cards) + 2 > MAX_BLOCKS
    laid = [lay(one, dense=dense) for one in cards]
    fit = _fitting(laid, most=MAX_BLOCKS - len(frame), room=room - weight(frame))
    body = [block for blocks in laid[:fit] for block in blocks]
    return Message(_spoken(answer, cards[:fit]), [*_head(answer), *body, *_tail(answer, cards[:fit])])


def _cards(answer: Answer, shown: int) -> list[Card]:
    """Return what to lay out, in order; in a list, a history or facts, more than can fit."""
    listed = _listed(answer) and answer.query.shape == "found"
    whole = listed or answer.query.shape != "found" or answer.query.subject == "facts"
    most = MAX_BLOCKS if whole else shown
    found = answer.findings[:most]
    near = answer.beside[: max(1, most - len(found))]
    groups = ["", *(finding.group for finding in found)]
    cards = [
        card(
            f"{n}. ", finding, listed=listed, group=label(f"{finding.group}:") if finding.group != groups[n - 1] else ""
        )
        for n, finding in enumerate(found, start=1)
    ]
    titles = [label(f"{answer.beside_title or BESIDE}:"), *[""] * len(near)]
    return cards + [
        card("– ", finding, listed=listed, title=title) for finding, title in zip(near, titles, strict=False)
    ]


def _listed(answer: Answer) -> bool:
    return answer.query.subject == "actions"


def plain_message(*paragraphs: str) -> Message:
    """Return a message of sentences, a paragraph each; what they hold is shown literally."""
    lines = [label(words, 1_000) for words in paragraphs]
    return Message(_within(map(escape, lines), MAX_TEXT), [rich_text(section(text("\n".join(lines))))])


def _head(answer: Answer) -> list[Block]:
    first, *second = _heading(answer)
    return [rich_text(section(text(first, bold=True), *(text(f"\n{line}") for line in second))), divider()]


def _heading(answer: Answer) -> list[str]:
    """Return what was understood and what was found; on one line where the second says the first."""
    none = "Nothing found." if not answer.findings else f"{len(answer.findings):,} found."
    understood, summary = label(answer.understood, 300), label(answer.summary, 400) or none
    return [summary] if not understood or understood in summary else [understood, summary]


def _tail(answer: Answer, shown: Sequence[Card]) -> list[Block]:
    """Return the closing blocks: what is not shown, the notes, and what was searched."""
    lines = _closing(answer, shown)
    closing = [rich_text(section(text("\n".join(lines))))] if lines else []
    return [*([divider()] if answer.findings or answer.beside else []), *closing, small(_searched(answer))]


def _closing(answer: Answer, shown: Sequence[Card]) -> list[str]:
    near = next((n for n, one in enumerate(shown) if one.title), len(shown))
    more, beside = len(answer.findings) - near, len(answer.beside) - (len(shown) - near)
    notes = [label(note, 300) for note in answer.notes[:NOTES]]
    over = len(answer.notes) - len(notes)
    return [
        *([f"And {more:,} more. {_ADVICE['list' if _listed(answer) else 'found']}"] if more else []),
        *([f"And {beside:,} more beside the question: {label(answer.beside_title or BESIDE)}."] if beside else []),
        *notes,
        *([f"And {count(over, 'further note')}."] if over else []),
    ]


def _searched(answer: Answer) -> str:
    on = f" As things stood on {in_words(answer.as_of)}." if _listed(answer) else ""
    return phrases.searched_in(answer) + on


def _fitting(laid: Sequence[list[Block]], *, most: int, room: int) -> int:
    """Return how many of the cards fit in `most` blocks and in `room` characters."""
    for fit, blocks in enumerate(laid):
        most, room = most - len(blocks), room - weight(blocks)
        if most < 0 or room < 0:
            return fit
    return len(laid)


def _spoken(answer: Answer, cards: Sequence[Card]) -> str:
    """Return what a screen reader says: the message in sentences, as many findings as fit."""
    heading = (line.replace(" · ", ", ").rstrip(".") + "." for line in _heading(answer))
    first = [escape(line) for line in heading]
    last = [escape(line) for line in (*_closing(answer, cards), _searched(answer))]
    told = [escape(said(one)) for one in cards]
    while told and len("\n".join([*first, *told, _UNSAID, *last])) > MAX_TEXT:
        told.pop()
    unsaid = [_UNSAID.format(len(cards) - len(told))] if len(told) < len(cards) else []
    return _within([*first, *told, *unsaid, *last], MAX_TEXT)


def _within(lines: Iterable[str], limit: int) -> str:
    """Return the lines that fit whole in `limit` characters, with "…" where some did not."""
    kept = ""
    for line in lines:
        if len(kept) + len(line) + 3 > limit:
            return f"{kept}…"
        kept += f"{line}\n"
    return kept.rstrip("\n")
