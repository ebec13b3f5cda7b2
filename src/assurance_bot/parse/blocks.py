"""Lines to blocks: the paragraphs, bullets, numbered entries, headings and table rows that the author wrote.

Text taken from a page is broken at its right edge, and a break there means nothing. A break is deliberate where the next
word would still have fit on the line. A sentence that a page's furniture or a blank line cuts in two is one block.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from assurance_bot.dates.words import MONTH
from assurance_bot.document import Document, Line, Span, fold
from assurance_bot.parse.edges import PAGE, edges_of, width_of
from assurance_bot.parse.labels import RUN_IN, begins_label, begins_task, is_lone_label, structure_label
from assurance_bot.parse.margins import is_margin_head, main_columns
from assurance_bot.parse.runin import parted
from assurance_bot.prose import FINISHED

BlockForm = Literal["paragraph", "bullet", "numbered", "heading", "row", "number", "label", "topic"]

BULLET = re.compile(r"^(?:[•▪◦‣●○■□➢➤✓·\uf0a7\uf0b7\uf0d8\uf0fc]|[o*\-–—](?=\s))\s*")  # "• "
NUMBER = re.compile(
    r"^(?P<number>\(?(?:\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,3}/\d{2,4}(?=[\s.:)])\.?|\d{2,4}/\d(?=[.:)]?\s+[A-Z])\.?|\d{1,2}[.)]|[A-Za-z][.)]|\([a-z]\)"
    r"|[ivxIVX]{1,5}[.)])\)?)\s+(?=\S)"
)  # "2.1 ", "1. ", "14/24 ", "24/3 ", "a) ", "iv) "
_HEADING_NUMBER = re.compile(
    r"^(?P<number>\d{1,2}(?:\.\d{1,2})*)\s+(?=[A-Z])"
)  # "1 Police Report", where the type says heading
NUMBER_ALONE = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}\.?|\d{1,3}/\d{2,4}\.?)$")  # "2.1"
_CLOSED = re.compile(r"[.?!][\"'”’)\]]*$")
_WHOLE = re.compile(r"^[A-Z“‘\"'].{15,}[.?!]$")  # a line of whole sentences
_OPEN_END = re.compile(
    r"(?:\b(?:the|a|an|of|to|for|and|or|in|on|at|by|with|from|that|which|as|is|was|be)|,)$", re.IGNORECASE
)
_DAY_END = re.compile(r"(?<![\d/.:£])\d{1,2}(?:st|nd|rd|th)?(?: of)?$")
_MONTH_START = re.compile(rf"(?:{MONTH})\b(?=\s*(?:\d{{4}}|[,.;)a-z]|$))", re.IGNORECASE)
_MONTH_END = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{MONTH}),?$", re.IGNORECASE)
_YEAR_START = re.compile(r"(?:19|20)\d\d\b(?![/-]\d)")
_WEEKDAY_END = re.compile(r"\b(?:by|on|before|until|for|of)\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?$")
_DAY_START = re.compile(rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{MONTH})\b", re.IGNORECASE)
_DATE_BREAKS = ((_DAY_END, _MONTH_START), (_MONTH_END, _YEAR_START), (_WEEKDAY_END, _DAY_START))
_TO_DO = begins_task("to|will")  # "Policy Officer to circulate": a list of such lines needs no marks
_REFERRED = re.compile(
    r"^(?:ACTIONS?|Actions?|AP|AI|AL)(?: [Pp]oints?| [Ii]tems?)?\s?(?:[Nn]os?\.?\s*)?\d{1,4}/\d{2,4}\b"
    r"|^(?:AP|AI|AL)\s?\d{1,4}\b"
)  # "Action 4/24 was replaced": after a full stop it begins what is told of that action
_OPENS = re.compile(r"^(?:Draft |DRAFT )?(?:Minutes|MINUTES) (?:of|OF) .{0,80}\b(?:held|HELD) (?:on|at|ON|AT)\b")
_IN_A_LIST = 3  # so many lines in a row that each are a whole sentence are a list
_HEADER_LINES = 60  # a label with its value begins a piece of its own among so many first lines
_TAIL = 200  # characters that end a line, by which is told whether it goes on: a line may be as long as a document
_OUTDENT = 2.0  # points by which a line begins left of a list


@dataclass(frozen=True, slots=True)
class Block:
    """What the author wrote as one piece. `first` and `last` are indexes of lines; `spans` leave mark and furniture out.

    `number` is the list number as written; `level` the depth of a heading or list where the format tells, else 0;
    `cells` the cells of a table row by column; `beside` what stands in the margin beside it; `gap` whether a blank line or a rule stands before it.
    """

    form: BlockForm
    spans: tuple[Span, ...]
    words: str
    first: int
    last: int
    number: str = ""
    level: int = 0
    gap: bool = False
    table: int | None = None
    cells: tuple[tuple[Span, ...], ...] = ()
    beside: tuple[Span, ...] = ()


@dataclass
class _Open:
    """A block being read; `runs` are the stretches of lines it has so far, as [first line, last line, start, end]."""

    form: BlockForm
    number: str
    level: int
    gap: bool
    runs: list[list[int]] = field(default_factory=list)
    words: str = ""
    cut: bool = False  # furniture stands between its words and what comes next
    waiting: bool = False  # a mark stood alone on its line; the words follow


def blocks(document: Document, furniture: frozenset[int]) -> list[Block]:
    """Return the blocks of a document in order."""
    return _Reader(document, furniture).read()


_Row = tuple[int, int, int, tuple[tuple[Span, ...], ...]]  # table, first line, last line, cells by column


class _Reader:
    """Reads the lines once, keeping the one block that is open."""

    def __init__(self, document: Document, furniture: frozenset[int]) -> None:
        self.document = document
        self.furniture = furniture
        self.width = width_of(document, furniture)
        self.rows = _rows(document)
        self.places = {line.span.start: i for i, line in enumerate(document.lines)}
        self.mains = main_columns(document)
        self.heavy = _heavy(document)
        prose = {i: row[0] for i, found in self.rows.items() for row in found if row[0] in self.mains}
        self.edges = edges_of(document, prose)
        self.parts = parted(document, furniture | frozenset(self.rows))
        self.done: list[Block] = []
        self.open: _Open | None = None
        self.gap = False
        self.marked = ""  # a mark alone on its line, its words still to come

    def read(self) -> list[Block]:
        lines = self.document.lines
        for i, line in enumerate(lines):
            raw = self.document.text[line.span.start : line.span.end]
            if i in self.furniture or line.form == "meta":
                if self.open and raw.strip():
                    self.open.cut = True
            elif i in self.rows:
                for row in self.rows[i]:
                    if row[1] == i:
                        self._row(row)
            elif line.form == "rule":
                self._close()
                self.gap = True
            elif not raw.strip():
                self.gap = True
            else:
                for span in self.parts.get(i, [line.span]):
                    self._line(i, line, span)
        self._close()
        return self.done

    def _line(self, i: int, line: Line, span: Span) -> None:
        """Read a line, or the part of it that is a cell's."""
        raw = self.document.text[span.start : span.end]
        start = span.start + len(raw) - len(raw.lstrip())
        words = raw.strip()
        if line.form == "heading" or (line.form == "text" and self._set_as_heading(line, words)):
            number = NUMBER.match(words) or (_HEADING_NUMBER.match(words) if line.style else None)
            if (
                self.open
                and self.open.form == "heading"
                and not self.gap
                and self.open.level == self._level(line)
                and not number
                and self.open.words.isupper() == words.isupper()
                and self._goes_on(i - 1, words)
            ):
                self._extend(i, start, span.end)
                return
            skip = number.end() if number else 0
            self._begin(
                "heading",
                i,
                Span(start + skip, span.end),
                number["number"].strip("().: ") if number else "",
                self._level(line),
            )
        elif BULLET.fullmatch(words) or words in ("-", "–", "*", "o"):
            self._close()
            self.open = _Open("bullet", "", line.level, self.gap, waiting=True)
            self.gap = False
        elif alone := NUMBER_ALONE.match(words):
            self._close()
            self.done.append(Block("number", (line.span,), words, i, i, alone["number"].rstrip("."), gap=self.gap))
            self.gap = False
        elif bullet := _bullet(words):
            self._begin("bullet", i, Span(start + bullet, span.end), "", line.level)
        elif (number := NUMBER.match(words)) and not self._in_sentence(number["number"]):
            self._begin(
                "numbered", i, Span(start + number.end(), span.end), number["number"].strip("().: "), line.level
            )
        elif structure_label(words) and (words.endswith(":") or self._stands_alone(words)):
            self._begin("label", i, Span(start, span.end), "", 0)
            self._close()
        elif (
            self._continues(words, i)
            and not RUN_IN.match(words)
            and not self._heads(i, words)
            and not (i < _HEADER_LINES and self._parts_label(words))
        ):
            self._extend(i, start, span.end)
        else:
            self._begin("paragraph", i, Span(start, span.end), "", 0)

    def _parts_label(self, words: str) -> bool:
        """Say whether a label of the header parts a line from what stands before it."""
        before = self.open.words if self.open and self.open.form == "paragraph" else ""
        return begins_label(words) or is_lone_label(words) or is_lone_label(before)

    def _in_sentence(self, number: str) -> bool:
        """A wrapped line may begin with what looks like a number: "… between 37 to\n60. …"."""
        return bool(
            self.open and not self.gap and not self.open.waiting and self.open.form != "heading" and _OPEN_END.search(self.open.words)
            and number.rstrip(".)").isalnum()
        )  # fmt: skip

    def _continues(self, words: str, i: int | None = None) -> bool:
        """Say whether a line of these words, line `i`, goes on with the open block."""
        block = self.open
        if block is None or block.form == "heading":
            return False
        if block.waiting:
            return True
        unfinished = not FINISHED.search(block.words)
        if self.gap or block.cut:
            starts_low = words[:1].islower()
            if block.cut and unfinished and (starts_low or _OPEN_END.search(block.words)):
                return True
            return self.gap and unfinished and starts_low and len(block.words) > 20 and BULLET.match(words) is None
        before = block.runs[-1][1]
        if i is not None and (
            (_CLOSED.search(block.words) and _TO_DO.match(block.words) and _TO_DO.match(words))
            or (_REFERRED.match(block.words) and _REFERRED.match(words) and not _OPEN_END.search(block.words))
            or (_CLOSED.search(block.words) and (_REFERRED.match(words) or _OPENS.match(words)))
            or self._whole_sentences(before, i)
        ):
            return False
        return self._goes_on(before, words) and not (i is not None and self._left_of_list(block, before, i))

    def _whole_sentences(self, before: int, i: int) -> bool:
        """Say whether line `i` stands in a run of lines that each begin and end a sentence: lines of the author's."""
        run = [j for j in (before - 1, before, i, i + 1) if 0 <= j < len(self.document.lines)]
        whole = [bool(_WHOLE.match(self._words_at(j))) for j in run]
        return (
            before in run
            and i == before + 1
            and sum(whole) >= _IN_A_LIST
            and whole[run.index(before)]
            and whole[run.index(i)]
        )

    def _words_at(self, i: int) -> str:
        span = self.document.lines[i].span
        return self.document.text[span.start : span.end].strip()

    def _left_of_list(self, block: _Open, before: int, i: int) -> bool:
        """Say whether line `i` begins left of the mark of the list entry that is open, on the same page: it is no part of it."""
        mark, line = self.document.lines[block.runs[0][0]], self.document.lines[i]
        if block.form not in ("bullet", "numbered") or mark.style is None or line.style is None:
            return False
        return (
            mark.page == line.page == self.document.lines[before].page and line.style.left < mark.style.left - _OUTDENT
        )

    def _stands_alone(self, words: str) -> bool:
        """Say whether a line is a piece of its own: nothing before it runs into it, and it runs into nothing."""
        return not (self._continues(words) and not _CLOSED.search(self.open.words if self.open else "."))

    def _heads(self, i: int, words: str) -> bool:
        """Say whether line `i` is a heading among wrapped lines: it follows a full stop, has none, and ends early."""
        if self.open is None or self.open.waiting or self.open.cut or not _CLOSED.search(self.open.words):
            return False
        if FINISHED.search(words) or words.endswith(",") or not words[:1].isupper() or self.width is None:
            return False
        following = self._following(i)
        return (
            bool(following)
            and len(words) < self.width * 0.7
            and following[:1].isupper() | bool(NUMBER.match(following))
        )

    def _following(self, i: int) -> str:
        """Return the words of the next line, "" where it is blank or furniture."""
        if i + 1 >= len(self.document.lines) or i + 1 in self.furniture:
            return ""
        span = self.document.lines[i + 1].span
        return self.document.text[span.start : span.end].strip()

    def _goes_on(self, before: int, words: str) -> bool:
        """Say whether the break after line `before` is the page's and not the author's, which on a web page each is."""
        if self.document.format == "web":
            return False
        line = self.document.lines[before]
        length = len(self.document.text[line.span.start : line.span.end].rstrip())
        said = fold(self.document.text[max(line.span.start, line.span.end - _TAIL) : line.span.end])
        unfinished = not _CLOSED.search(said)
        if _within_date(said, words):
            return True
        if words[:1].islower() and unfinished and not said.endswith(":"):
            return True
        edges = self.edges.get(before, self.edges.get(PAGE))
        if line.style and edges:
            room = edges.room(line.style) - 0.45 * line.style.size * (1 + len(words.split(maxsplit=1)[0]))
            return room < (0.06 if unfinished and not said.endswith(":") else 0.02) * edges.right
        if self.width is None:
            return False
        room = self.width - length - 1 - len(words.split(maxsplit=1)[0])
        if unfinished and _OPEN_END.search(said):
            return room < self.width * 0.5
        # Type is proportional: a line may look as if a short word still fit. A full stop makes a break likelier.
        return room < self.width * (0.16 if unfinished and not said.endswith(":") else 0.08)

    def _set_as_heading(self, line: Line, words: str) -> bool:
        """Say whether a line is set in bold where most are not, and as short and unfinished as a heading."""
        return bool(
            self.heavy
            and line.style
            and line.style.bold
            and len(words) <= 90
            and not FINISHED.search(words)
            and not words.endswith(",")
            and re.search(r"[A-Za-z]{3}", words)
        )

    def _level(self, line: Line) -> int:
        """Return the depth of a heading: as the format says, else by the size of its type."""
        if line.form == "heading" or line.style is None:
            return line.level or 1
        return 1 + self.heavy.index(line.style.size) if line.style.size in self.heavy else 1

    def _begin(self, form: BlockForm, i: int, span: Span, number: str, level: int) -> None:
        self._close()
        self.open = _Open(form, number, level, self.gap)
        self._extend(i, span.start, span.end)

    def _extend(self, i: int, start: int, end: int) -> None:
        block = self.open
        assert block is not None  # noqa: S101 - callers open a block first
        if block.runs and not block.cut:
            block.runs[-1][1], block.runs[-1][3] = i, end
        else:
            block.runs.append([i, i, start, end])
        block.words = f"{block.words} {fold(self.document.text[start:end])}".strip()
        block.cut = block.waiting = False
        self.gap = False

    def _close(self) -> None:
        block, self.open = self.open, None
        if block is None or not block.runs:
            return
        spans = tuple(_trim(self.document.text, Span(start, end)) for _, _, start, end in block.runs)
        first, last = block.runs[0][0], block.runs[-1][1]
        self.done.append(Block(block.form, spans, block.words, first, last, block.number, block.level, block.gap))

    def _row(self, row: _Row) -> None:
        """Add a table row; where its table is a page with a side column, as prose with what stands beside it."""
        table, first, last, cells = row
        self._close()
        spans = tuple(span for cell in cells for span in cell)
        words = fold(" ".join(self.document.text[s.start : s.end] for s in spans))
        main = self.mains.get(table)
        if not words or (main is not None and is_margin_head([self._words(c) for c in cells])):
            return
        if main is None or main >= len(cells) or not cells[main]:
            self.done.append(Block("row", spans, words, first, last, gap=self.gap, table=table, cells=cells))
            self.gap = False
            return
        before = len(self.done)
        for span in cells[main]:
            i = self.places[self.document.line_at(span.start).span.start]
            self._line(i, self.document.lines[i], span)
        self._close()
        beside = tuple(s for c, cell in enumerate(cells) if c != main for s in cell)
        if beside and len(self.done) > before:
            self.done[-1] = replace(self.done[-1], beside=beside)

    def _words(self, cell: tuple[Span, ...]) -> str:
        return fold(" ".join(self.document.text[s.start : s.end] for s in cell))


def _within_date(before: str, after: str) -> bool:
    """Say whether a line breaks inside a day: "… by 30" and "April 2024, …", "30 April" and "2024."."""
    return any(end.search(before) and start.match(after) for end, start in _DATE_BREAKS)


def _bullet(words: str) -> int:
    """Return the length of the mark that begins an entry of a list, 0 where there is none."""
    found = BULLET.match(words)
    return found.end() if found and found.end() < len(words) else 0


def _trim(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _heavy(document: Document) -> tuple[float, ...]:
    """Return the sizes of bold lines, largest first, where bold lines are few enough to be headings; else nothing."""
    styled = [(line.style, len(line.span)) for line in document.lines if line.style]
    bold = sum(length for style, length in styled if style.bold)
    if not styled or bold * 5 > sum(length for _, length in styled) * 2:
        return ()
    return tuple(sorted({style.size for style, _ in styled if style.bold}, reverse=True))


_Rows = dict[int, list[_Row]]


def _rows(document: Document) -> _Rows:
    """Return the table rows by each line they stand on: (table, first line, last line, cells by column)."""
    by_row: dict[tuple[int, int], dict[int, tuple[Span, ...]]] = defaultdict(dict)
    for cell in document.cells:
        by_row[cell.table, cell.row][cell.column] = cell.spans
    starts = {line.span.start: i for i, line in enumerate(document.lines)}
    found: _Rows = defaultdict(list)
    for (table, _), columns in sorted(by_row.items()):
        spans = [s for cell in columns.values() for s in cell]
        if not spans:
            continue
        places = sorted(
            {starts[document.line_at(s.start).span.start] for s in spans}
            | {starts[document.line_at(s.end - 1).span.start] for s in spans}
        )
        cells = tuple(columns.get(c, ()) for c in range(max(columns) + 1))
        for place in range(places[0], places[-1] + 1):
            found[place].append((table, places[0], places[-1], cells))
    return found


def joined(first: Block, second: Block) -> Block:
    """Return two blocks as one, the form and the number those of the first."""
    return replace(
        first, spans=first.spans + second.spans, words=f"{first.words} {second.words}".strip(), last=second.last
    )


def spans_of(blocks_: Sequence[Block]) -> tuple[Span, ...]:
    """Return the spans of several blocks in order."""
    return tuple(span for block in blocks_ for span in block.spans)
