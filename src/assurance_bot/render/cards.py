"""One finding as Slack shows it: our line above, the minutes' own words in a quotation, and their place in small below.

Words are cut only at the end of a sentence or word, and the cut is counted.
"""

from dataclasses import dataclass

from assurance_bot.answer import Finding
from assurance_bot.answer.seeing import PARTLY
from assurance_bot.answer.wording import count
from assurance_bot.records import Action
from assurance_bot.render import phrases, pressing
from assurance_bot.render.blockkit import Block, cut, divider, label, quote, rich_text, section, small, text, visible

WHOLE = 400
"""Characters up to which a quote is shown whole."""
LEAD_IN = 200
"""The same of the words that introduce it."""
NOTE = 160
"""Characters of what we say of a finding, where a button leads to the rest."""


@dataclass(frozen=True, slots=True)
class Card:
    """One finding, ready to be laid out: our line above, the minutes' words with those that introduce them, our lines below.

    `title` stands above the first of those that are beside the question, and is "" elsewhere; so does `group` above the
    first of a group. `row` are the buttons below.
    """

    head: str
    lead_in: str
    words: str
    proof: str
    below: tuple[str, ...]
    title: str = ""
    group: str = ""
    beside: bool = False
    row: tuple[Block, ...] = ()


def card(mark: str, finding: Finding, *, listed: bool, title: str = "", group: str = "", pressed: bool = False) -> Card:
    """Return `finding` ready to be laid out, `mark` before its first line; in a list every finding is an action."""
    record = finding.record
    words, left_out = cut(visible(record.text), WHOLE)
    lead_in, unled = cut(visible(record.lead_in.text), LEAD_IN) if record.lead_in else ("", 0)
    proof, proof_below = _proof(finding)
    sitting, item = phrases.sitting(finding.meeting), finding.item
    item = f"item {item}" if item[:1].isdigit() else item
    where = [label(line) for line in (sitting, item, phrases.place(record.locator))]
    note = _note(finding, brief=pressed and isinstance(record, Action))
    below = [_cut_note("Lead-in", unled), _cut_note("Quote", left_out), *where, *proof_below, note]
    return Card(
        head=mark + label(_title(finding, listed=listed), 300),
        lead_in=lead_in,
        words=words,
        proof=proof,
        below=tuple(line for line in below if line),
        title=title,
        group=group,
        beside=mark == "– ",
        row=tuple(pressing.of_finding(finding)) if pressed else (),
    )


def _note(finding: Finding, *, brief: bool) -> str:
    """Return what we say of a finding; `brief` where a button leads to the rest, but never without what is restricted."""
    if not brief or len(finding.note) <= NOTE:
        return label(finding.note, 400)
    said, restricted, _ = finding.note.partition(PARTLY)
    return " ".join(filter(None, (label(cut(said, NOTE)[0], NOTE + 1), "Its history has the rest.", restricted)))


def _proof(finding: Finding) -> tuple[str, list[str]]:
    """Return the words that give an action its status, where they are other words than its own, and their place."""
    proofs = [proof for proof in finding.evidence if proof.text != finding.record.text]
    if not proofs:
        return "", []
    words, left_out = cut(visible(proofs[0].text), WHOLE)
    more = f", and {count(len(proofs) - 1, 'more place')}" if len(proofs) > 1 else ""
    return words, [_cut_note("Evidence", left_out), f"Evidence: {label(phrases.place(proofs[0].locator))}{more}"]


def _title(finding: Finding, *, listed: bool) -> str:
    record, standing = finding.record, phrases.standing(finding)
    who = phrases.owner(record) if listed and isinstance(record, Action) else phrases.who(record)
    return f"{who}: {standing}" if standing else who


def _cut_note(what: str, left_out: int) -> str:
    return f"{what} cut: {count(left_out, 'more word')} in the minutes" if left_out else ""


def lay(of: Card, *, dense: bool) -> list[Block]:
    """Return the blocks of a card: the words, and a small block below; one block where room is short."""
    led = [quote(of.lead_in)] if of.lead_in else []
    elements = [section(text(of.head, bold=True)), *led, quote(of.words)]
    if of.proof:
        elements += [section(text("Evidence:")), quote(of.proof)]
    if of.group:
        elements = [section(text(of.group, bold=True)), *elements]
    title = [divider(), rich_text(section(text(of.title, bold=True)))] if of.title else []
    if dense:
        return [*title, rich_text(*elements, section(text("; ".join(of.below), italic=True))), *of.row]
    return [*title, rich_text(*elements), small(*of.below), *of.row]


def said(of: Card) -> str:
    """Return the card as sentences to be read aloud."""
    lead_in = f"“{of.lead_in}”" if of.lead_in else ""
    proof = f"Evidence: “{of.proof}”" if of.proof else ""
    below = "; ".join(line.rstrip(".") for line in of.below)
    return " ".join(filter(None, (of.title, of.group, f"{of.head}.", lead_in, f"“{of.words}”", proof, f"{below}.")))
