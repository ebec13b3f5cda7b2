"""An `Answer` as a Slack message: what was understood, then each finding with its words, its people and its place.

Nothing is cut in silence: what does not fit is counted, and the message says where to see it. Words of minutes pass
through `blockkit`, which keeps them literal.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from assurance_bot.answer import Answer, Finding
from assurance_bot.answer.wording import count
from assurance_bot.dates import in_words
from assurance_bot.render import phrases, pressing
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
    within,
)
from assurance_bot.render.cards import Card, card, lay, said
from assurance_bot.render.phone import SCREEN, height

POSTED = 11_000
"""Characters of blocks, as JSON, in a posted message: Slack has been reported to refuse a little more than that."""
ANSWERED = 40_000
"""The same in an answer to a command, where only the number of blocks was reported to count."""

PRESSED = 12
"""Actions or facts shown at once where each has its buttons."""
NOTES = 3
"""How many notes of an answer are shown."""

_ADVICE = {
    "list": "Narrow the list with an owner, or with “about” and a topic.",
    "found": "Narrow the question to see them.",
}
BESIDE = "Near to the question, but not an answer"
"""The title of what is beside the question, where the answer gives none."""

_UNSAID = "{} more in the message itself."


def answer_message(
    answer: Answer, *, shown: int = 3, room: int = POSTED, token: str = "", share: bool = False, note: str = ""
) -> Message:
    """Return the message for `answer`: where it lists actions or facts, as many as fit, else the first `shown` findings.

    With buttons to go on with, fewer than those where they are too tall together for the screen of a phone.

    A history, a brief or the like is whole too where there are no buttons to go on with. Of a brief the first of each
    group come first, each with how many its group has. Findings before `answer.start` were shown already. What is beside
    the question comes after, in the places left, one at least. `room` is how many characters of JSON the blocks may take.
    With a `token`, under which the answer is kept, there are buttons; `share` offers to post it in the channel, and `note`
    is a sentence said first.
    """
    answer = _firsts_first(answer) if token else answer
    cards = _cards(answer, shown, pressed=bool(token))
    frame = [*_head(answer, note), *_tail(answer, (), token=token, share=share)]
    dense = len(frame) + 2 * len(cards) + 2 > MAX_BLOCKS
    if token and not _whole(answer, pressed=True):
        cards = _on_a_phone(cards, frame)
    laid = [lay(one, dense=dense) for one in cards]
    fit = _fitting(laid, most=MAX_BLOCKS - len(frame), room=room - weight(frame))
    body = [block for blocks in laid[:fit] for block in blocks]
    tail = _tail(answer, cards[:fit], token=token, share=share)
    return Message(
        _spoken(answer, cards[:fit], note, pressed=bool(token)),
        [*_head(answer, note), *body, *tail],
        told=answer.start + sum(not one.beside for one in cards[:fit]),
    )


def _cards(answer: Answer, shown: int, *, pressed: bool) -> list[Card]:
    """Return what to lay out, in order; in a list or facts, and in a history without buttons, more than can fit."""
    listed = _listed(answer) and answer.query.shape == "found"
    most = shown if not _whole(answer, pressed=pressed) else PRESSED if pressed else MAX_BLOCKS
    found = answer.findings[answer.start : answer.start + most]
    near = answer.beside[: max(1, most - len(found))] if not answer.start else ()
    groups = ["", *(finding.group for finding in found)]
    cards = [
        card(
            f"{answer.start + n}. ",
            finding,
            listed=listed,
            group=label(_heading_of(finding.group, answer, answer.start + n)) if finding.group != groups[n - 1] else "",
            pressed=pressed,
        )
        for n, finding in enumerate(found, start=1)
    ]
    titles = [label(f"{answer.beside_title or BESIDE}:"), *[""] * len(near)]
    return cards + [
        card("– ", finding, listed=listed, title=title, pressed=pressed)
        for finding, title in zip(near, titles, strict=False)
    ]


def _whole(answer: Answer, *, pressed: bool) -> bool:
    """Say whether all is shown that fits: of actions and facts, and of a history where no button leads on."""
    found = answer.query.shape == "found"
    return (_listed(answer) and found) or answer.query.subject == "facts" or not (found or pressed)


def _on_a_phone(cards: list[Card], frame: Sequence[Block]) -> list[Card]:
    """Return the first of the cards that a phone shows at once with their frame; one of each kind at least."""
    found, near = [one for one in cards if not one.beside], [one for one in cards if one.beside]
    tall = {id(one): height(lay(one, dense=False)) for one in cards}
    while sum(tall[id(one)] for one in (*found, *near)) > SCREEN - height(frame):
        if max(len(found), len(near)) < 2:
            break
        (near if len(near) > 1 else found).pop()
    return [*found, *near]


def _firsts_first(answer: Answer) -> Answer:
    """Return a brief with the first finding of each group before all others; other answers as they are.

    It is the same order however often it is put so, and `start` counts in it.
    """
    if answer.query.shape != "brief":
        return answer
    groups = [finding.group for finding in answer.findings]
    firsts = [f for n, f in enumerate(answer.findings) if f.group not in groups[:n]]
    others = [f for n, f in enumerate(answer.findings) if f.group in groups[:n]]
    return replace(answer, findings=(*firsts, *others))


def _heading_of(group: str, answer: Answer, number: int) -> str:
    """Return the heading of a group above the finding of a number, counted from 1; of a brief with how many it has."""
    held = [n for n, finding in enumerate(answer.findings, start=1) if finding.group == group]
    if answer.query.shape != "brief" or len(held) == 1:
        return f"{group}:"
    return f"{group}, {'the first' if number == held[0] else f'number {held.index(number) + 1:,}'} of {len(held):,}:"


def _listed(answer: Answer) -> bool:
    return answer.query.subject == "actions"


def action_message(finding: Finding, *, rows: list[Block]) -> Message:
    """Return one action as a message: how it stands, its words and their place, then `rows` of buttons."""
    one = card("", finding, listed=False)
    return Message(within([escape(said(one))], MAX_TEXT), [*lay(one, dense=False), *rows])


def plain_message(*paragraphs: str) -> Message:
    """Return a message of sentences, a paragraph each; what they hold is shown literally."""
    lines = [label(words, 1_000) for words in paragraphs]
    return Message(within(map(escape, lines), MAX_TEXT), [rich_text(section(text("\n".join(lines))))])


def _head(answer: Answer, note: str = "") -> list[Block]:
    first, *second = [*heading(answer), *([label(note, 300)] if note else [])]
    return [rich_text(section(text(first, bold=True), *(text(f"\n{line}") for line in second))), divider()]


def heading(answer: Answer) -> list[str]:
    """Return what was understood and what was found; on one line where the second says the first."""
    none = "Nothing found." if not answer.findings else f"{len(answer.findings):,} found."
    understood, summary = label(answer.understood, 300), label(answer.summary, 400) or none
    return [summary] if not understood or understood in summary else [understood, summary]


def _tail(answer: Answer, shown: Sequence[Card], *, token: str = "", share: bool = False) -> list[Block]:
    """Return the closing blocks: what is not shown, the notes, the buttons, and what was searched."""
    lines = _closing(answer, shown, pressed=bool(token))
    closing = [rich_text(section(text("\n".join(lines))))] if lines else []
    told = sum(not one.beside for one in shown)
    left = len(answer.findings) - answer.start - told
    row = pressing.of_answer(token, left=left, start=answer.start + told, share=share) if token else []
    return [
        *([divider()] if answer.findings or answer.beside else []),
        *closing,
        *row,
        small(searched_line(answer)),
    ]


def _closing(answer: Answer, shown: Sequence[Card], *, pressed: bool = False) -> list[str]:
    told = sum(not one.beside for one in shown)
    more, beside = len(answer.findings) - answer.start - told, len(answer.beside) - (len(shown) - told)
    beside = 0 if answer.start else beside
    advice = "“Show more” goes on." if pressed else _ADVICE["list" if _listed(answer) else "found"]
    return [
        *([f"And {_left(answer, answer.start + told)}. {advice}"] if more else []),
        *([f"And {beside:,} more beside the question: {label(answer.beside_title or BESIDE)}."] if beside else []),
        *closing_notes(answer),
    ]


def _left(answer: Answer, start: int) -> str:
    """Return how many findings there are from a place on; of a brief those of each group: "4 more: 3 in “Decisions”, …"."""
    left = answer.findings[start:]
    more = f"{len(left):,} more"
    if answer.query.shape != "brief":
        return more
    groups = Counter(finding.group for finding in left)
    return f"{more}: {', '.join(f'{number:,} in “{group}”' for group, number in groups.items())}"


def closing_notes(answer: Answer) -> list[str]:
    """Return the first notes of an answer, and how many there are besides."""
    notes = [label(note, 300) for note in answer.notes[:NOTES]]
    over = len(answer.notes) - len(notes)
    return [*notes, *([f"And {count(over, 'further note')}."] if over else [])]


def searched_line(answer: Answer) -> str:
    """Return what was searched, and for a list the day it speaks of."""
    on = f" As things stood on {in_words(answer.as_of)}." if _listed(answer) else ""
    return phrases.searched_in(answer) + on


def _fitting(laid: Sequence[list[Block]], *, most: int, room: int) -> int:
    """Return how many of the cards fit in `most` blocks and in `room` characters."""
    for fit, blocks in enumerate(laid):
        most, room = most - len(blocks), room - weight(blocks)
        if most < 0 or room < 0:
            return fit
    return len(laid)


def _spoken(answer: Answer, cards: Sequence[Card], note: str = "", *, pressed: bool = False) -> str:
    """Return what a screen reader says: the message in sentences, as many findings as fit."""
    lines = (line.replace(" · ", ", ").rstrip(".") + "." for line in (*heading(answer), note) if line)
    first = [escape(line) for line in lines]
    last = [escape(line) for line in (*_closing(answer, cards, pressed=pressed), searched_line(answer))]
    told = [escape(said(one)) for one in cards]
    while told and len("\n".join([*first, *told, _UNSAID, *last])) > MAX_TEXT:
        told.pop()
    unsaid = [_UNSAID.format(len(cards) - len(told))] if len(told) < len(cards) else []
    return within([*first, *told, *unsaid, *last], MAX_TEXT)
