"""Terms in SQLite's FTS5: the same postings as the Whoosh engine keeps, for archives that outgrow it.

Postings are read through fts5vocab by equality, so that no query of a person meets the language of MATCH. The tokenizer
splits at spaces alone: what arrives is terms already.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from assurance_bot.lending import Lender
from assurance_bot.textindex.ranking import Field

FILE = "terms.db"
_SCHEMA = """
CREATE VIRTUAL TABLE terms USING fts5(text, heading, content='', tokenize="ascii tokenchars '@&%$.'");
CREATE VIRTUAL TABLE places USING fts5vocab(terms, instance);
CREATE VIRTUAL TABLE totals USING fts5vocab(terms, col);
CREATE TABLE frequencies (field TEXT, term TEXT, units INTEGER, PRIMARY KEY (field, term)) STRICT, WITHOUT ROWID;
"""


def build(folder: Path, rows: Iterable[tuple[list[str], list[str]]]) -> None:
    """Write an index of rows of (terms of the text, terms of the heading), numbered from 0."""
    db = sqlite3.connect(folder / FILE)
    try:
        db.executescript("PRAGMA journal_mode = off; PRAGMA synchronous = off;" + _SCHEMA)
        with db:
            db.executemany("INSERT INTO terms (rowid, text, heading) VALUES (?, ?, ?)", _numbered(rows))
            db.execute("INSERT INTO terms (terms) VALUES ('optimize')")
            db.execute("INSERT INTO frequencies SELECT col, term, doc FROM totals ORDER BY col, term")
        db.execute("VACUUM")
    finally:
        db.close()


def _numbered(rows: Iterable[tuple[list[str], list[str]]]) -> Iterator[tuple[int, str, str]]:
    for number, (text, heading) in enumerate(rows):
        yield number, " ".join(text), " ".join(heading)


class Fts5Engine:
    """Reads postings; a connection serves one thread at a time."""

    def __init__(self, folder: Path) -> None:
        uri = f"{(folder / FILE).resolve().as_uri()}?mode=ro&immutable=1"
        self._connections = Lender(
            lambda: sqlite3.connect(uri, uri=True, check_same_thread=False), close=sqlite3.Connection.close
        )
        try:
            self.frequency("text", "")  # a file that is no database says so on opening, not on asking
        except BaseException:
            self.close()
            raise

    def frequency(self, field: Field, term: str, /) -> int:
        """Return in how many units the term stands."""
        with self._connections.lend() as db:
            found = db.execute("SELECT units FROM frequencies WHERE field = ? AND term = ?", (field, term)).fetchone()
        return int(found[0]) if found else 0

    def postings(self, field: Field, term: str, /) -> Iterable[tuple[int, float]]:
        """Return (number of the unit, times), by number."""
        with self._connections.lend() as db:
            rows = db.execute("SELECT doc FROM places WHERE term = ? AND col = ?", (term, field))
            return list(Counter(number for (number,) in rows).items())

    def close(self) -> None:
        """Close the connections."""
        self._connections.close()
