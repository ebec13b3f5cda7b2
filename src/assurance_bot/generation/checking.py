"""What must hold of a generation before it is published; RefusedError says what does not."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from assurance_bot.errors import AssuranceError, RefusedError
from assurance_bot.generation import folders as places
from assurance_bot.generation.opening import Generation, opened
from assurance_bot.generation.pipeline import Built
from assurance_bot.store import KINDS

QUOTES = 200
"""How many quotes of a generation are compared with the text they stand in, evenly spread."""
NAMED = 10
"""How many of what was lost are named."""
WORDED = "passages with words"
_REMEDY = "Please report it; the generation before answers on."

Trial = Callable[[Generation], None]
"""Asks a generation what people ask, and raises where that fails."""


def unasked(_: Generation) -> None:
    """Ask nothing."""


def check(building: Path, index: Path, *, expected: dict[str, int], units: int, trial: Trial) -> None:
    """Look whether a generation is whole: its database, its counts, a sample of its quotes, and what `trial` asks of
    it.
    """
    try:
        generation = opened(building, index)
    except AssuranceError as error:
        raise RefusedError(f"what was built cannot be opened ({error})", _REMEDY) from error
    if generation is None:
        raise RefusedError("what was built is gone", _REMEDY)
    with generation:
        try:
            _check_whole(generation, building / places.RECORDS, expected | {WORDED: units})
        except RefusedError:
            raise
        except Exception as error:
            raise RefusedError(f"what was built cannot be read ({type(error).__name__}: {error})", _REMEDY) from error
        try:
            trial(generation)
        except Exception as error:
            raise RefusedError(f"it cannot answer ({type(error).__name__}: {error})", _REMEDY) from error


def _check_whole(generation: Generation, records: Path, expected: Mapping[str, int]) -> None:
    _check_database(records)
    found = generation.register.counts() | {WORDED: len(generation.textindex)}
    for name, number in expected.items():
        if found[name] != number:
            raise RefusedError(f"what was built holds {found[name]:,} {name} of {number:,}", _REMEDY)
    _check_quotes(generation, records)


def _check_database(path: Path) -> None:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        for pragma in ("integrity_check", "foreign_key_check"):
            said = db.execute(f"PRAGMA {pragma}").fetchall()
            if said not in ([], [("ok",)]):
                raise RefusedError(f"its database is not whole ({said[0]})", _REMEDY)


def _check_quotes(generation: Generation, path: Path) -> None:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        (number,) = db.execute("SELECT count(*) FROM records").fetchone()
        every = max(1, number // QUOTES)
        ids = [row[0] for row in db.execute("SELECT id FROM records WHERE key % ? = 0 GROUP BY source, id", (every,))]
    for record in generation.register.records(ids):
        quote = record.quote
        if generation.register.document(quote.locator.source).quote(quote.spans) != quote:
            raise RefusedError(f"the quote of {record.id} is not in the text of {quote.locator.source}", _REMEDY)


def check_losses(before: Mapping[str, int], built: Built, *, max_shrink: float) -> None:
    """Raise RefusedError where more than the share `max_shrink` of the meetings, or of the records, is gone."""
    shrunk = []
    for name, kinds in (("meetings", ("meetings",)), ("records", tuple(f"{kind}s" for kind in KINDS))):
        had, has = (sum(counts.get(kind, 0) for kind in kinds) for counts in (before, built.counts))
        if has < had * (1 - max_shrink):
            shrunk.append(f"{has:,} {name} would be left of {had:,}")
    if shrunk:
        lost = [str(change) for change in built.changes if change.what == "withdrawn"]
        lost += [f"left out {problem.source}" for problem in built.left_out]
        more = [f"and {len(lost) - NAMED:,} more"] if len(lost) > NAMED else []
        why = f"{' and '.join(shrunk)} ({'; '.join([*lost[:NAMED], *more]) or 'no file was withdrawn or left out'})"
        remedy = "Look whether all folders are there; if it is meant, run again with --accept ([reindex] max_shrink)."
        raise RefusedError(why, remedy)
