"""A source: minutes in Markdown, and in its front matter how an office would have set them.

    format    pdf, docx or html
    author    who wrote the file
    header    what stands at the top of every page: left, middle, right; `{page}` and `{pages}` are put in
    footer    the same at the bottom
    font      Helvetica or Times, for a PDF
    beside    words in the Action column of a PDF, by how the paragraph begins beside which they stand
    changes   pairs (before, after): what Word keeps as a tracked change; `after` stands in the Markdown
    comments  a comment in Word's margin, by the words it is about
    struck    a word that was struck out, by the words after which it stands

The Markdown holds the words, and nothing else does: what is told of them here is found by them.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

_NUMBERED = re.compile(r"(\d+(?:\.\d+)*\.?|\d+/\d+) (.+)")  # "2.1 Vetting", "44/24 101 call answering"
_MARKDOWN = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True)
class Run:
    """Words that look alike; "\\n" is the end of a line."""

    text: str
    bold: bool = False


Words = tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `beside` is what the Action column holds level with it."""

    words: Words
    beside: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading; `number` is "" for the title and for parts without one. `level` counts from 1."""

    level: int
    number: str
    title: str


@dataclass(frozen=True)
class Entry:
    """An entry of a list: its paragraph, and the lists below it."""

    paragraph: Paragraph
    below: tuple[Block, ...]


@dataclass(frozen=True)
class Listing:
    """A list, counted or with bullets."""

    ordered: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Table:
    """A table; `head` is empty where its columns have no names: labels and their values."""

    head: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]


Block = Paragraph | Heading | Listing | Table


@dataclass(frozen=True)
class Source:
    """One source, read: `stem` is its file's name without the suffix, `title` the heading that names the meeting."""

    stem: str
    title: str
    body: str
    date: dt.date
    format: str
    blocks: tuple[Block, ...]
    header: tuple[str, str, str] = ("", "", "")
    footer: tuple[str, str, str] = ("", "", "")
    font: str = "Helvetica"
    changes: tuple[tuple[str, str], ...] = ()
    comments: dict[str, str] = field(default_factory=dict)
    struck: dict[str, str] = field(default_factory=dict)
    column: bool = False
    author: str = ""


def read_source(path: Path) -> Source:
    """Return a source; raises ValueError where what the front matter speaks of is not in the text."""
    _, front, text = path.read_text(encoding="utf-8").split("---\n", 2)
    said: dict[str, Any] = yaml.safe_load(front)
    beside: dict[str, str] = said.get("beside", {})
    blocks = _Reader(_MARKDOWN.parse(text), beside).blocks("")
    told = [*(after for _, after in said.get("changes", ())), *said.get("comments", ()), *said.get("struck", ())]
    if missing := [words for words in (*told, *beside) if words not in " ".join(text.split())]:
        raise ValueError(f"{path.name}: not in the text: {missing}")
    body, title = [block.title for block in blocks if isinstance(block, Heading)][:2]
    return Source(
        stem=path.stem,
        title=title,
        body=body,
        date=dt.date.fromisoformat(path.name[:10]),
        format=said["format"],
        blocks=blocks,
        header=tuple(said.get("header", ("", "", ""))),
        footer=tuple(said.get("footer", ("", "", ""))),
        font=said.get("font", "Helvetica"),
        changes=tuple((before, after) for before, after in said.get("changes", ())),
        comments=said.get("comments", {}),
        struck=said.get("struck", {}),
        column=bool(beside),
        author=said.get("author", body),
    )


@dataclass
class _Reader:
    """Goes through Markdown's tokens once, `at` the next to be read."""

    tokens: list[Token]
    beside: dict[str, str]
    at: int = 0

    def _next(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def blocks(self, closing: str) -> tuple[Block, ...]:
        """Return the blocks up to a token of the type `closing`, or the end."""
        out: list[Block] = []
        while self.at < len(self.tokens) and (token := self._next()).type != closing:
            if token.type == "heading_open":
                out.append(_heading(int(token.tag[1]), self._words()))
            elif token.type == "paragraph_open":
                out.append(self._paragraph())
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                out.append(self._listing(ordered=token.tag == "ol"))
            elif token.type == "table_open":
                out.append(self._table())
        return tuple(out)

    def _words(self) -> Words:
        """Return the words of an inline token, and pass the one that closes what is around it."""
        words = _runs(self._next())
        self.at += 1
        return words

    def _paragraph(self) -> Paragraph:
        words = self._words()
        text = plain(words)
        return Paragraph(words, next((owner for start, owner in self.beside.items() if text.startswith(start)), ""))

    def _listing(self, *, ordered: bool) -> Listing:
        entries = []
        while self._next().type == "list_item_open":
            self.at += 1
            entries.append(Entry(self._paragraph(), self.blocks("list_item_close")))
        return Listing(ordered, tuple(entries))

    def _table(self) -> Table:
        rows: list[list[Words]] = []
        while (token := self._next()).type != "table_close":
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                rows[-1].append(self._words())
        head, *body = (tuple(row) for row in rows)
        return Table(head if any(plain(cell) for cell in head) else (), tuple(body))


def _heading(level: int, words: Words) -> Heading:
    found = _NUMBERED.fullmatch(plain(words))
    return Heading(level, found[1], found[2]) if found else Heading(level, "", plain(words))


def _runs(inline: Token) -> Words:
    out: list[Run] = []
    bold = False
    for token in inline.children or ():
        if token.type in ("strong_open", "strong_close"):
            bold = token.type == "strong_open"
        else:
            text = {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)
            if out and out[-1].bold == bold:
                text = out.pop().text + text
            out.append(Run(text, bold))
    return tuple(run for run in out if run.text)


def plain(words: Words) -> str:
    """Return the words alone."""
    return "".join(run.text for run in words)


def is_label(block: Block) -> bool:
    """Whether a block is a paragraph in bold as a whole, which speaks of what follows."""
    return isinstance(block, Paragraph) and all(run.bold for run in block.words)
