"""Blocks to the agenda tree and its passages.

A heading is told by the format, else by its number, its capitals, or its shape: short, unfinished, followed by something.
Numbered lists restart under each topic and look like topics; a list follows a colon or holds sentences, a topic does not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assurance_bot.attendees import is_list_of_people
from assurance_bot.document import Span
from assurance_bot.parse.blocks import Block
from assurance_bot.parse.labels import RUN_IN, header_label, structure_label
from assurance_bot.records import AgendaItem, Passage, PassageForm

_CAPITALS = re.compile(r"^[^a-z]*[A-Z]{2}[^a-z]*$")  # "HOLDING TO ACCOUNT"
_SENTENCE_END = re.compile(r"[.?!;,][\"'”’)\]]*$")
_ACTIONS_HEADING = re.compile(
    r"^(?:agreed )?actions? (?:relating|arising|agreed|from|points?|items?|log|to be taken|required|register)\b",
    re.IGNORECASE,
)  # "Actions relating to publishing"
_WITH_INITIALS = re.compile(r"\([A-Z]{2,4}\)")  # "Ann Roe (AR)": of who came, and no heading
_OF_ACTION = re.compile(r"(?:AP|AI|ACT)\s?\d")  # "AP 3/24 Ann Roe to write [closed]"
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|should|could|can|to be|asked|agreed|noted|reported|advised|said|shows?|confirmed)\b"
)
_LEADS = re.compile(
    r"[:\-–]$|\b(?:resolved|agreed|decided)\W{0,2}\s*that$|\b(?:these|the following)\b[^.]*\.?$|\bquestions\b[^.]*\.?$",
    re.IGNORECASE,
)  # "… put these questions."
_AFTER_ALL = re.compile(
    r"^(?:\W*(?:date (?:and time )?of )?(?:the )?next (?:\w+ )?meetings?\b|(?:the )?(?:meeting|chair\w*)\b.{0,40}\b(?:closed|ended|finished|concluded|adjourned)\b|there being no (?:further|other)\b|signed\b.{0,40}(?:[_.…]{3}|:))",
    re.IGNORECASE,
)  # "Next meeting: 9 April": it ends whatever list stands before it
_LONGEST_TITLE = 110  # characters
_LONGEST_ITEM = 220  # of a numbered item in the words of its agenda: "To receive …"
_NAME_WORDS = 4  # of an entry that names the owners of the deeper ones below it
_RUN_IN = 99  # the depth of a topic run in to its paragraph, which it does not outlast
_MATTER, _TOPIC = 80, 90  # depths of an unnumbered heading: the matter a label opened, a topic below anything numbered
_RETURNING = frozenset({"update", "actions", "response", "findings", "decisions"})


_FORMS: dict[str, PassageForm] = {"row": "row", "bullet": "bullet", "numbered": "numbered"}


@dataclass
class _Agenda:
    """The tree being grown: items so far and the path of those still open, as (depth, index of item)."""

    items: list[AgendaItem] = field(default_factory=list)
    path: list[tuple[int, int]] = field(default_factory=list)
    counts: dict[int, int] = field(default_factory=dict)  # the last plain number at each depth
    label: str = ""
    matter: bool = False  # an opener ("Action arising from the … meeting") has just been read
    people: frozenset[str] = frozenset()  # what those present are called, in small letters
    zone: bool = False  # matters brought forward go on until the next item of the agenda proper
    topic: int = 0  # the level of the headings that name matters brought forward, where the format marks them

    def add(self, depth: int, number: str, title: str, span: Span) -> None:
        """Close what is as deep or deeper, and open an item."""
        while self.path and self.path[-1][0] >= depth:
            self.path.pop()
        for old in [d for d in self.counts if d > depth]:
            del self.counts[old]
        parent = self.path[-1][1] if self.path else None
        self.items.append(AgendaItem(len(self.items), number, title, parent, span))
        self.path.append((depth, len(self.items) - 1))
        self.label = ""

    @property
    def current(self) -> int | None:
        return self.path[-1][1] if self.path else None


def has_headings(blocks: Sequence[Block]) -> bool:
    """Say whether the format itself marks the headings, so that shape need not be consulted."""
    return sum(b.form == "heading" for b in blocks) >= 2


def is_heading(blocks: Sequence[Block], i: int, *, formatted: bool) -> bool:
    """Say whether block `i` is a heading of the agenda."""
    block = blocks[i]
    if block.form == "heading":
        return True
    if RUN_IN.match(block.words):
        return False
    if formatted or block.form not in ("paragraph", "numbered") or not _titled(block):
        return False
    before = blocks[i - 1] if i else None
    after = blocks[i + 1] if i + 1 < len(blocks) else None
    if before is not None and before.form == "number":
        return True
    if block.form == "numbered":
        return _numbered_heading(blocks, i)
    if (
        _CAPITALS.match(block.words)
        and len(block.words) > 3
        and (" " in block.words or block.gap)
        and after is not None
    ):
        return " " in block.words or block.words in ("AOB", "AOCB") or len(block.words) > 5
    if after is None or block.first != block.last or len(block.words) > 70 or block.words.endswith(":"):
        return False
    if (_WITH_INITIALS.search(block.words) and is_list_of_people(block.words)) or _OF_ACTION.match(block.words):
        return False
    finished = (
        before is None or bool(re.search(r"[.?!;,:]$", before.words)) or before.form in ("label", "number") or block.gap
    )
    follows = after.form in ("paragraph", "bullet", "numbered", "label", "row") and after.words[:1].isalnum()
    return finished and follows and not _VERB.search(block.words) and not _titled(after, strict=True)


def _topic_of_matter(blocks: Sequence[Block], i: int) -> bool:
    """Say whether a block is the topic of a matter brought forward: short, then the task, then the label of its update."""
    block, after = blocks[i], blocks[i + 1 : i + 3]
    return (
        block.form == "paragraph"
        and _titled(block, strict=True)
        and len(after) == 2
        and after[0].form != "label"
        and after[1].form == "label"
    )


def _titled(block: Block, *, strict: bool = False) -> bool:
    """Say whether a block is as short and unfinished as a title; strictly: on one line, and short enough for one."""
    words = block.words
    longest = _LONGEST_ITEM if block.number and words.startswith("To ") else _LONGEST_TITLE
    if len(words) > longest or _SENTENCE_END.search(words) or not re.match(r"[A-Z0-9“‘\"']", words):
        return False
    if block.last - block.first > 1 or (strict and (len(words) > 70 or block.form in ("bullet", "numbered", "row"))):
        return False
    return not strict or not _VERB.search(words)


def _numbered_heading(blocks: Sequence[Block], i: int) -> bool:
    """Tell a numbered topic from an entry of a list: a list follows a colon, or its neighbours are its entries."""
    block = blocks[i]
    if "/" in block.number or "." in block.number:
        return not _VERB.search(block.words) or bool(_CAPITALS.match(block.words))
    before = blocks[i - 1] if i else None
    after = blocks[i + 1] if i + 1 < len(blocks) else None
    if not block.number.isdigit() or after is None:
        return bool(_CAPITALS.match(block.words)) and after is not None
    if _CAPITALS.match(block.words):
        return True
    if before is not None and before.words.endswith(":") and not is_heading(blocks, i - 1, formatted=False):
        return False
    if not _VERB.search(block.words) and _goes_on(blocks, i):
        return True
    if after.form == "numbered" and after.number.isdigit() and int(after.number) == int(block.number) + 1:
        return False
    if (
        before is not None
        and before.form == "numbered"
        and before.number.isdigit()
        and int(before.number) == int(block.number) - 1
    ):
        return not _titled(before) and not _VERB.search(block.words)
    return (not _VERB.search(block.words) and after.form != "bullet") or (not _VERB.search(block.words) and after.gap)


def _goes_on(blocks: Sequence[Block], i: int) -> bool:
    """Say whether a number goes on with those of the headings: the numbered block before it is a heading, one less."""
    before = next((j for j in range(i - 1, -1, -1) if blocks[j].form == "numbered"), None)
    if before is None or blocks[before].number != str(int(blocks[i].number) - 1):
        return False
    return is_heading(blocks, before, formatted=False)


def read_agenda(
    blocks: Sequence[Block], columns: dict[int, tuple[str, ...]], people: frozenset[str] = frozenset()
) -> tuple[tuple[AgendaItem, ...], tuple[Passage, ...]]:
    """Return the agenda items and the passages under them. `columns` names the columns of each table.

    `people` are the names of those present: a heading that is one, below a heading of actions, goes on with the actions.

    Headings that only name a part of the record ("Notes", "Discussion") are labels, unless there are no others.
    """
    found = _read(blocks, columns, people, parts=False)
    if found[0] or not any(b.form == "heading" for b in blocks):
        return found
    return _read(blocks, columns, people, parts=True)


def _read(
    blocks: Sequence[Block], columns: dict[int, tuple[str, ...]], people: frozenset[str], *, parts: bool
) -> tuple[tuple[AgendaItem, ...], tuple[Passage, ...]]:
    """Read the blocks in order; `parts`: a heading is an item though its words are those of a label."""
    agenda = _Agenda(people=people)
    passages: list[Passage] = []
    formatted = has_headings(blocks)
    number: Block | None = None
    lead: int | None = None
    above: tuple[int, int] | None = None  # the level and the passage of an entry that leads in the deeper ones below it
    for i, block in enumerate(blocks):
        if block.form == "number":
            number = block
            continue
        if block.form == "topic":
            under = agenda.label
            agenda.add(_RUN_IN, "", block.words, block.spans[0])
            agenda.label = under
            continue
        label = structure_label(block.words)
        numbered = number.number if number else block.number
        if (
            label
            and (numbered or (block.form == "heading" and (label == "arising" or parts)))
            and (is_heading(blocks, i, formatted=formatted) or (number and not block.words.endswith(":")))
        ):
            _open_item(agenda, block, numbered)
            agenda.label = label
            lead = None
        elif block.form == "label" or (
            label and (block.form == "heading" or (block.words.endswith(":") and block.form == "paragraph"))
        ):
            _open_label(agenda, label or "", block)
            passages.append(_passage(len(passages), block, agenda, "label", ""))
            lead = None
        elif is_heading(blocks, i, formatted=formatted) or (agenda.zone and _topic_of_matter(blocks, i)):
            opened = agenda.matter and blocks[i - 1].form in ("label", "heading")
            _open_item(agenda, block, numbered, opened=opened, topic=agenda.matter or _topic_of_matter(blocks, i))
            lead = None
        else:
            form = _FORMS.get(block.form, "paragraph")
            if agenda.label == "actions" and form == "paragraph" and _AFTER_ALL.match(block.words):
                agenda.label = ""
            kept = number.number if number and not block.number else block.number
            if form == "row":
                passages.append(_row(len(passages), block, agenda, columns.get(block.table or 0, ())))
                lead = None
            else:
                listed = form in ("bullet", "numbered")
                if above and (not listed or block.level <= above[0]):
                    above = None
                led = above[1] if above else lead
                passages.append(_passage(len(passages), block, agenda, form, kept, led if listed else None))
                heads = block.words.endswith(":") or structure_label(block.words) == "decisions"
                heads = heads or (agenda.label == "actions" and len(block.words.split()) <= _NAME_WORDS)
                if listed and block.level and heads and _deeper(block, blocks[i + 1 : i + 2]):
                    above = (block.level, len(passages) - 1)
                if not listed:
                    lead = len(passages) - 1 if _LEADS.search(block.words) else None
        number = None
        if agenda.path and agenda.path[-1][0] == _RUN_IN:
            agenda.path.pop()
    items = tuple(agenda.items)
    return items, tuple(_collected(passages, items, formatted=formatted))


def _collected(passages: Sequence[Passage], items: Sequence[AgendaItem], *, formatted: bool) -> Iterator[Passage]:
    """Put the tasks of a list that ends a whole section under that section, not under the last topic in it.

    It is such a list where it holds several tasks and the next passage stands outside the topics before it; where the
    format shows headings, only one that is alone in a section of several topics.
    """
    lists = Counter(_top(items, p.item) for p in passages if p.label == "actions" and p.form == "label")
    topics = Counter(_top(items, i.index) for i in items if i.parent is not None)
    i = 0
    while i < len(passages):
        end = i
        while end < len(passages) and passages[end].label == "actions" and passages[end].item == passages[i].item:
            end += 1
        run = passages[i:end]
        tasks = [p for p in run if p.form != "label"]
        top = _top(items, passages[i].item)
        closes = end == len(passages) or _top(items, passages[end].item) != top
        alone = not formatted or (lists[top] == 1 and topics[top] > 2)
        if len(tasks) > 1 and run[0].form == "label" and closes and alone:
            run = [replace(p, item=top) for p in run]
        yield from run or passages[i : i + 1]
        i = max(end, i + 1)


def _top(items: Sequence[AgendaItem], item: int | None) -> int | None:
    """Return the outermost item around an item."""
    while item is not None and (parent := items[item].parent) is not None:
        item = parent
    return item


def _deeper(block: Block, after: Sequence[Block]) -> bool:
    """Say whether the block after an entry of a list is an entry of a list below it."""
    return any(b.form in ("bullet", "numbered") and b.level > block.level for b in after)


def _passage(
    index: int, block: Block, agenda: _Agenda, form: PassageForm, number: str, lead: int | None = None
) -> Passage:
    columns = (("owner", block.beside),) if block.beside else ()
    return Passage(index, block.spans, form, agenda.current, number, lead, agenda.label, columns)


def _row(index: int, block: Block, agenda: _Agenda, names: tuple[str, ...]) -> Passage:
    """Return a table row: its words are those of the "text" column, the other columns stand beside them."""
    named = [(names[c] if c < len(names) else "", cell) for c, cell in enumerate(block.cells)]
    text = tuple(s for name, cell in named if name == "text" for s in cell)
    others = tuple((name, cell) for name, cell in named if name and name != "text" and cell)
    return Passage(index, text or block.spans, "row", agenda.current, "", None, agenda.label, others)


def _open_label(agenda: _Agenda, label: str, block: Block) -> None:
    if label in _RETURNING:
        while agenda.path and agenda.path[-1][0] >= _TOPIC and any(d < _TOPIC for d, _ in agenda.path):
            agenda.path.pop()
    if block.form == "heading":
        while agenda.path and agenda.path[-1][0] > block.level:
            agenda.path.pop()
    agenda.matter = label == "arising"
    if agenda.matter:
        agenda.topic = agenda.topic if agenda.zone else 0
        agenda.zone = True
        while agenda.path and agenda.path[-1][0] >= _MATTER:
            agenda.path.pop()
    agenda.label = label


def _open_item(agenda: _Agenda, block: Block, number: str, *, opened: bool = False, topic: bool = True) -> None:
    """Open an item; `opened` says that the words just before it opened a matter, whose name it therefore is."""
    title = block.words.rstrip(":").strip()
    if opened and block.form == "heading" and not number:
        agenda.topic = block.level
    depth = _depth(agenda, block, number, topic=topic)
    agenda.zone = agenda.zone and depth >= _MATTER
    theirs = agenda.label == "actions" and not number and _names_only(title, agenda.people)
    keep = "arising" if agenda.zone else "actions" if theirs else ""
    agenda.add(depth, number, title, Span(block.spans[0].start, block.spans[-1].end))
    agenda.label = "actions" if _ACTIONS_HEADING.match(title) else keep
    agenda.matter = False


def _names_only(title: str, people: frozenset[str]) -> bool:
    """Say whether a heading is the names of some of those present and nothing else: "Jane and Tom"."""
    parts = re.split(r"\s*(?:,|/|&|\+|\band\b)\s*", title.strip(" *@"))
    return all(re.sub(r"^the\s+", "", part.lower()) in people for part in parts)


def _depth(agenda: _Agenda, block: Block, number: str, *, topic: bool) -> int:
    """Return how deep a heading stands: by the format, by its number, or below whatever is numbered."""
    if block.form == "heading" and not number:
        return _MATTER if agenda.zone and block.level >= agenda.topic > 0 else block.level
    if "." in number:
        return number.count(".") + 1
    if number.isdigit():
        return _counted(agenda, int(number))
    if number:
        return 1 if "/" in number else _TOPIC - 1
    if _CAPITALS.match(block.words):
        return 1
    return _MATTER if agenda.zone and topic else _TOPIC


def _counted(agenda: _Agenda, number: int) -> int:
    """A plain number goes on with the innermost list it fits; a 1 opens a list of its own below what is numbered."""
    numbered = [d for d, _ in agenda.path if d < _MATTER]
    for depth in sorted(agenda.counts, reverse=True):
        if agenda.counts[depth] == number - 1:
            agenda.counts[depth] = number
            return depth
    depth = 1 if number > 1 or not numbered else numbered[-1] + 1
    agenda.counts[depth] = number
    return depth


def header_items(title: str) -> str | None:
    """Return the header label an agenda heading stands for: "Apologies for absence" → "apologies"."""
    found = header_label(title)
    return found[0] if found and found[0] in ("present", "apologies", "in attendance", "next") else None
