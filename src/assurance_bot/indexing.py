"""`reindex` for people: progress while it runs, then what was published, what was left out, and what looks odd."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from assurance_bot.answer.trying import try_answers
from assurance_bot.answer.wording import count
from assurance_bot.document import Problem
from assurance_bot.errors import BusyError, ConfigError
from assurance_bot.generation import Built, Change, Executors, Pipeline, Rules, Step, build, processes
from assurance_bot.generation.rules import DEFAULTS
from assurance_bot.render.phrases import harmless

LEFT_OUT = 3
"""The exit status where some file or folder had to be left out."""

SHOWN = 20
"""How many problems of the minutes are printed; `status` prints all."""


def reindex(
    folders: Sequence[Path],
    index: Path,
    *,
    engine: str,
    console: Console,
    now: dt.datetime,
    pipeline: Pipeline | None = None,
    rules: Rules = DEFAULTS,
    executor: Executors | None = processes,
    archived: str = "",
) -> int:
    """Build and publish, tell it on `console`, and return the exit status: 0, or 3 where something was left out.

    Where another job builds and is not to be waited for, that is said, and the status is 0. A folder that does not exist is
    left out while there is another. Raises ConfigError where there is nothing to read, and what `build` raises besides.
    """
    missing = [folder for folder in folders if not folder.exists()]
    if folders and len(missing) == len(folders):
        names = ", ".join(map(str, missing))
        raise ConfigError(f"There is no folder or file {names}. Give the folder that holds the minutes.")
    if index.exists() and not index.is_dir():
        raise ConfigError(f"The index {index} is no folder. Name a folder for it, or one that is not there yet.")
    if around := next((f for f in folders if index.resolve().is_relative_to(f.resolve())), None):
        raise ConfigError(f"The index {index} lies among the minutes in {around}. Keep it elsewhere.")
    try:
        with _progress(console) as progress:
            built = build(
                [f for f in folders if f.exists()],
                index,
                now=now,
                progress=progress,
                engine=engine,
                pipeline=pipeline,
                rules=rules,
                executor=executor,
                trial=partial(try_answers, today=now.date()),
                archived=archived,
            )
    except BusyError as error:
        console.print(str(error), markup=False, highlight=False, soft_wrap=True)
        return 0
    left_out = [
        Problem(str(f), None, "there is no such folder. Create it, or leave it out of the settings.") for f in missing
    ]
    left_out += built.left_out
    _tell(console, built, left_out)
    return LEFT_OUT if left_out else 0


@contextmanager
def _progress(console: Console) -> Iterator[Callable[[Step], None]]:
    """Show a bar for each stage in a terminal; elsewhere nothing, the summary says it all."""
    columns = (
        TextColumn("{task.description:18}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[source]}"),
    )
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:

        def told(step: Step) -> None:
            if step.stage not in tasks:
                tasks[step.stage] = bar.add_task(step.stage, total=step.total, source="")
            bar.update(tasks[step.stage], completed=step.done, total=step.total, source=step.source)

        yield told


def _happened(changes: Sequence[Change]) -> Iterator[str]:
    """Yield what happened to the files; new ones are counted, the others named."""
    new = [change for change in changes if change.what == "new"]
    if new:
        yield f"{count(len(new), 'new file')}."
    others = [change for change in changes if change.what != "new"]
    yield from (f"  {change}" for change in others[:SHOWN])
    if len(others) > SHOWN:
        yield f"  … and {len(others) - SHOWN:,} more files renamed, moved, replaced or withdrawn."


def _tell(console: Console, built: Built, left_out: Sequence[Problem]) -> None:
    """Print what was built."""

    def say(line: str) -> None:
        console.print(harmless(line), markup=False, emoji=False, highlight=False, soft_wrap=True)

    kinds = ("meeting", "action", "statement", "question", "decision", "figure")
    held = ", ".join(count(built.counts.get(f"{kind}s", 0), kind) for kind in kinds)
    done = "Published generation" if built.published else "Nothing has changed; still generation"
    say(f"{done} {built.name}: {held}.")
    for line in _happened(built.changes):
        say(line)
    odd = [p for p in built.problems if p not in left_out]
    if odd:
        say(f"{count(len(odd), 'thing')} in the minutes to look at:")
    for problem in odd[:SHOWN]:
        say(f"  {problem}")
    if len(odd) > SHOWN:
        say(f"  … and {len(odd) - SHOWN:,} more; `assurance-bot status` prints them all.")
    for problem in left_out:
        say(f"LEFT OUT {problem}")
