"""Is what is shown as a quote really there? Each fault in a sentence, for answers as data."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any


def fold(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def quotes_in(data: Any) -> Iterator[dict[str, Any]]:
    """Yield every quote below `data`, wherever it stands: findings, what is beside, evidence, lead-ins, mentions."""
    if isinstance(data, dict):
        if "spans" in data and "text" in data:
            yield data
        else:
            for value in data.values():
                yield from quotes_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from quotes_in(value)


def not_verbatim(data: Any, text_of: Callable[[str], str]) -> list[str]:
    """Return the quotes that are not the words at their spans, as `show --text` prints them; all of them read."""
    wrong = []
    for quote in quotes_in(data):
        text = text_of(quote["source"])
        pieces = [text[start:end] for start, end in quote["spans"]]
        if fold(" ".join(pieces)) != quote["text"] or not all(map(fold, pieces)):
            wrong.append(f"{quote['source']} {quote['spans']}: {quote['text']!r}")
    return wrong


def not_on_its_lines(data: Any, text_of: Callable[[str], str], minutes: Path) -> list[str]:
    """Return the quotes from text files whose words do not stand on the lines given, counted in the file itself.

    What Markdown writes around words to make them bold or a link is left out on both sides.
    """
    wrong = []
    for quote in quotes_in(data):
        path = minutes / quote["source"]
        if path.suffix in (".txt", ".md"):
            lines = [re.sub(r"[*_\\`]", "", line) for line in _lines(path)[quote["line"] - 1 : quote["last_line"]]]
            text = text_of(quote["source"])
            pieces = [re.sub(r"[*_\\`]", "", fold(text[start:end])) for start, end in quote["spans"]]
            held, first, last = fold(" ".join(lines)), lines[0], lines[-1]
            there = pieces[0].split()[0] in first and pieces[-1].split()[-1] in last
            if not there or not all(piece in held for piece in pieces):
                wrong.append(f"{quote['source']}:{quote['line']}-{quote['last_line']}: {quote['text']!r}")
    return wrong


@cache
def _lines(path: Path) -> list[str]:
    """Return the lines of a text file: by its byte order mark, else as UTF-8, else as Windows-1252."""
    data = path.read_bytes()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16").split("\n")
    try:
        return data.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        return data.decode("cp1252").split("\n")
