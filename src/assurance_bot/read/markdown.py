"""Markdown: the text as a reader of the page sees it, marks removed, line for line that of the file.

Blocks and emphasis are understood by markdown-it; its tokens say which lines a block stands on, so the number of a line is
the line of the file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import tomllib
from dataclasses import dataclass, field

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from assurance_bot.document import Cell, Document, Form, Line, Problem, Span
from assurance_bot.read.clean import clean, decode
from assurance_bot.read.markup import TABLE, pieces

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n?(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>|<!--.*?-->")  # "<br/>"
_PARTING = re.compile(r"</?(?:li|p|div|br|td|th|tr|h[1-6])\b[^<>\n]*>", re.IGNORECASE)  # tags that part words
_PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_DEEPEST = 7  # the level of a short paragraph that is bold as a whole, below Markdown's own six


@dataclass
class _Row:
    """One line being written: its words, its form, and where cells and struck words stand in it."""

    words: str = ""
    form: Form = "text"
    level: int = 0
    cells: list[tuple[int, int, int, int, int]] = field(default_factory=list)  # table, row, column, start, end
    struck: list[tuple[int, int]] = field(default_factory=list)
    more: list[_Row] = field(default_factory=list)  # further lines that the file has on this one


def read(data: bytes, source: str) -> Document:
    """Return the Document of a Markdown file. Raises SourceError where the bytes are no text."""
    raw = clean(decode(data, source))
    meta, problems, first = _front_matter(raw, source)
    file_lines = raw.split("\n")
    rows = [_Row(words, "meta") if i < first else _Row() for i, words in enumerate(file_lines)]
    body = "\n" * first + "\n".join(file_lines[first:])
    _write(_PARSER.parse(body), rows)
    return _document(rows, source, hashlib.sha256(data).hexdigest(), meta, problems)


def _front_matter(raw: str, source: str) -> tuple[dict[str, str], tuple[Problem, ...], int]:
    """Return the front matter's values as written, problems, and the number of lines it takes."""
    found = _FRONT.match(raw) or _TOML.match(raw)
    if not found:
        return {}, (), 0
    kind = "TOML" if found[0].startswith("+") else "YAML"
    try:
        loaded = tomllib.loads(found[1]) if kind == "TOML" else _yaml(found[1])
    except (yaml.YAMLError, tomllib.TOMLDecodeError, RecursionError):
        problem = Problem(source, 1, f"the front matter is no {kind}; it was left out", found[1].split("\n")[0])
        return {}, (problem,), found[0].count("\n")
    pairs = loaded.items() if isinstance(loaded, dict) else ()
    return {str(k): words for k, v in pairs if (words := _as_words(v))}, (), found[0].count("\n")


def _yaml(words: str) -> object:
    return yaml.load(words, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes nothing but strings


def _as_words(value: object) -> str:
    """Return a value of front matter as words: the entries of a list by "; ", the values of named fields by commas."""
    if isinstance(value, list):
        return "; ".join(filter(None, (_as_words(v) for v in value)))
    if isinstance(value, dict):
        return ", ".join(str(v) for v in value.values() if isinstance(v, str))
    return str(value) if isinstance(value, (str, dt.date)) else ""


def _write(tokens: list[Token], rows: list[_Row]) -> None:
    """Fill `rows` from the block tokens."""
    marks: list[str] = []  # the mark each open list item still has to print
    counters: list[int | None] = []
    table = row = column = -1
    for i, token in enumerate(tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            counters.append(int(token.attrs.get("start", 1)) if token.type[0] == "o" else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            counters.pop()
        elif token.type == "list_item_open":
            number = counters[-1]
            marks.append("- " if number is None else f"{number}. ")
            counters[-1] = None if number is None else number + 1
        elif token.type == "list_item_close":
            marks.pop()
        elif token.type == "table_open":
            table, row = table + 1, -1
        elif token.type == "tr_open":
            row, column = row + 1, -1
        elif token.type in ("td_open", "th_open"):
            column += 1
        elif token.type == "inline" and token.map:
            if tokens[i - 1].type in ("td_open", "th_open"):
                _cell(token, rows[token.map[0]], (table, row, column))
            else:
                _paragraph(token, rows, tokens[i - 1], marks, len(counters))
                if marks:
                    marks[-1] = ""
        elif token.type == "html_block" and token.map and TABLE.search(token.content):
            table = _markup(token, rows, table)
        elif token.type in ("html_block", "code_block", "fence") and token.map:
            for offset, words in enumerate(_TAG.sub("", _PARTING.sub(" ", token.content)).split("\n")):
                if token.map[0] + offset < len(rows):
                    rows[token.map[0] + offset].words = words
        elif token.type == "hr" and token.map:
            rows[token.map[0]].form = "rule"


def _markup(token: Token, rows: list[_Row], table: int) -> int:
    """Write a table that is HTML to the lines it stands on; returns the number of the last table."""
    first = (token.map or [0])[0]
    row = 0
    for piece in pieces(token.content):
        place = rows[min(first + piece.line, len(rows) - 1)]
        if place.words:
            place.more.append(_Row())
            place = place.more[-1]
        if len(piece.cells) == 1:
            place.words = piece.cells[0]
            continue
        table, row = (table + 1, 0) if piece.begins or row == 0 else (table, row)
        for column, words in enumerate(piece.cells):
            place.words += " | " if column else ""
            place.cells.append((table, row, column, len(place.words), len(place.words) + len(words)))
            place.words += words
        row += 1
    return table


def _paragraph(token: Token, rows: list[_Row], opener: Token, marks: list[str], depth: int) -> None:
    """Write an inline token to the lines it stands on."""
    words, struck = _inline(token)
    first = (token.map or [0])[0]
    lines = words.split("\n")
    mark = marks[-1] if marks else ""
    form, level = _form(token, opener, mark, depth, lines)
    position = 0
    for offset, line in enumerate(lines):
        row = rows[min(first + offset, len(rows) - 1)]
        lead = mark if offset == 0 else ""
        row.words = lead + line
        row.form, row.level = (form, level) if offset == 0 or form == "heading" else ("text", 0)
        row.struck = [
            (max(s - position, 0) + len(lead), min(e - position, len(line)) + len(lead))
            for s, e in struck
            if s < position + len(line) and e > position
        ]
        position += len(line) + 1


def _form(token: Token, opener: Token, mark: str, depth: int, lines: list[str]) -> tuple[Form, int]:
    if opener.type == "heading_open":
        return "heading", int(opener.tag[1])
    if mark:
        return ("bullet" if mark == "- " else "numbered"), depth
    kinds = [c.type for c in token.children or () if c.type != "text" or c.content.strip()]
    bold = len(kinds) > 2 and kinds[0] == "strong_open" and kinds.index("strong_close") == len(kinds) - 1
    if bold and len(lines) == 1 and len(lines[0]) <= 80 and not lines[0].rstrip().endswith((".", ";", ",")):
        return "heading", _DEEPEST
    return "text", 0


def _cell(token: Token, row: _Row, place: tuple[int, int, int]) -> None:
    """Write a table cell: the cells of a row share its line, " | " between them."""
    words, struck = _inline(token)
    if place[2] > 0:
        row.words += " | "
    start = len(row.words)
    row.words += words.replace("\n", " ")
    row.cells.append((*place, start, len(row.words)))
    row.struck += [(s + start, e + start) for s, e in struck]


def _inline(token: Token) -> tuple[str, list[tuple[int, int]]]:
    """Return the words of an inline token, newlines kept, and which of them are struck out."""
    words = ""
    struck: list[tuple[int, int]] = []
    opened: list[int] = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            words += "\n"
        elif child.type in ("text", "code_inline", "image"):
            words += child.content
        elif child.type == "html_inline" and child.content.lower().startswith("<br"):
            words += " "
        elif child.type == "s_open":
            opened.append(len(words))
        elif child.type == "s_close" and opened:
            struck.append((opened.pop(), len(words)))
    return words, struck


def _document(
    rows: list[_Row], source: str, sha256: str, meta: dict[str, str], problems: tuple[Problem, ...]
) -> Document:
    lines: list[Line] = []
    cells: list[Cell] = []
    struck: list[Span] = []
    start = 0
    written = [(number, each) for number, row in enumerate(rows, start=1) for each in (row, *row.more)]
    for number, row in written:
        lines.append(Line(number, Span(start, start + len(row.words)), None, row.form, row.level))
        cells += [Cell(t, r, c, (Span(start + s, start + e),) if e > s else ()) for t, r, c, s, e in row.cells]
        struck += [Span(start + s, start + e) for s, e in row.struck if s < e]
        start += len(row.words) + 1
    text = "\n".join(row.words for _, row in written)
    return Document(source, text, tuple(lines), sha256, "markdown", meta, tuple(cells), tuple(struck), problems)
