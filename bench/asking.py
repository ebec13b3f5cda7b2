"""Asks one published generation in this process, warm, and a plain SQLite FTS5 table of the same passages beside it.

Prints one JSON object; times are milliseconds, one for each question and round, the first round left out: by the clock, and
under the name with "_cpu" of processor time, which other programs on the machine disturb less.

    python -m bench.asking INDEX [--rounds 5]
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import perf_counter, process_time

from bench.questions import LIST, QUESTIONS

from assurance_bot import answer
from assurance_bot.generation import Generation, open_current

TODAY = dt.date(2024, 12, 31)  # the day of the questions: the end of the examples
BEST = 10


def measured(index: Path, *, rounds: int) -> dict[str, object]:
    """Return the times of all that is asked of the generation published in `index`."""
    started = perf_counter()
    with open_current(index) as generation, tempfile.TemporaryDirectory() as folder:
        opened = perf_counter() - started
        plain, built = _plain(generation, Path(folder) / "plain.db")
        words = [words for _, words in QUESTIONS]
        found = [len(answer.ask(generation, question, today=TODAY).findings) for question, _ in QUESTIONS]
        times = {
            **timed("ask", lambda q: answer.ask(generation, q, today=TODAY), [q for q, _ in QUESTIONS], rounds=rounds),
            **timed("list", lambda q: answer.actions(generation, q, today=TODAY), [LIST], rounds=4 * rounds),
            **timed("matching", generation.textindex.matching, words, rounds=rounds),
            **timed("search", lambda w: generation.textindex.search(w, limit=BEST), words, rounds=rounds),
            **timed("fts5", lambda w: plain.execute(_BEST, (_any_of(w), BEST)).fetchall(), words, rounds=rounds),
        }
        plain.close()
        counts = generation.register.counts()
    return {"open_s": opened, "fts5_build_s": built, "counts": counts, "found": found, "ms": times}


def timed(name: str, ask: Callable[[str], object], words: Iterable[str], *, rounds: int) -> dict[str, list[float]]:
    """Return the milliseconds of each call under `name` and `name`_cpu, after a first round that is not counted."""
    asked = list(words)
    for each in asked:
        ask(each)
    took = [_took(ask, each) for _ in range(rounds) for each in asked]
    return {name: [clock for clock, _ in took], f"{name}_cpu": [cpu for _, cpu in took]}


def _took(ask: Callable[[str], object], words: str) -> tuple[float, float]:
    clock, cpu = perf_counter(), process_time()
    ask(words)
    return 1000 * (perf_counter() - clock), 1000 * (process_time() - cpu)


_BEST = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?"


def _plain(generation: Generation, path: Path) -> tuple[sqlite3.Connection, float]:
    """Return an FTS5 table of the passages, as SQLite comes, and the seconds of filling it."""
    rows = list(_passages(generation))
    started = perf_counter()
    plain = sqlite3.connect(path)
    plain.execute("CREATE VIRTUAL TABLE passages USING fts5(text, heading, tokenize='porter unicode61')")
    with plain:
        plain.executemany("INSERT INTO passages VALUES (?, ?)", rows)
    return plain, perf_counter() - started


def _passages(generation: Generation) -> Iterator[tuple[str, str]]:
    register = generation.register
    for head in register.meetings():
        meeting, document = register.meeting(head.id), register.document(head.source)
        for passage in meeting.passages:
            yield document.flow(passage.spans).text, meeting.item_label(passage.item)


def _any_of(words: str) -> str:
    """Return a MATCH expression for any of the words, each quoted."""
    return " OR ".join(f'"{word}"' for word in re.findall(r"\w+", words))


def main() -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(description="Time questions asked of a published index.")
    parser.add_argument("index", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    print(json.dumps(measured(asked.index, rounds=asked.rounds)))


if __name__ == "__main__":
    main()
