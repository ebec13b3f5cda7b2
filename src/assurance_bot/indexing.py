"""`reindex` for people: progress while it runs, then what was published, what was left out, and what looks odd."""

from __future__ import annotations

import datetime as dt
import time
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
from assurance_bot.generation.folders import GENERATIONS
from assurance_bot.generation.rules import DEFAULTS
from assurance_bot.nightly import summary as summaries
from assurance_bot.nightly.exits import Exit
from assurance_bot.nightly.steps import StepLines
from assurance_bot.nightly.summary import Summary
from assurance_bot.nightly.words import SHOWN, groups_of, lines_of
from assurance_bot.render.phrases import harmless

LEFT_OUT = Exit.LEFT_OUT
"""The exit status where some file or folder had to be left out."""


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
    steps: StepLines | None = None,
    ended: Callable[[str, int], None] = lambda _name, _status: None,
) -> int:
    """Build and publish, tell it on `console`, and return the exit status: 0, or 3 where something was left out.

    The steps are told in `steps` where that is given, else by a bar where `console` is a terminal. `ended` is given the name
    of the generation and the status before anything is told: whoever reads that may be gone. Where another job builds and is
    not to be waited for, that is said, the status is 0, and `ended` is not called. A folder that does not exist is left out
    while there is another. Raises ConfigError where there is nothing to read, and what `build` raises besides.
    """
    missing = [folder for folder in folders if not folder.exists()]
    if folders and len(missing) == len(folders):
        names = ", ".join(map(str, missing))
        raise ConfigError(f"There is no folder or file {names}. Give the folder that holds the minutes.")
    if index.exists() and not index.is_dir():
        raise ConfigError(f"The index {index} is no folder. Name a folder for it, or one that is not there yet.")
    if around := next((f for f in folders if index.resolve().is_relative_to(f.resolve())), None):
        raise ConfigError(f"The index {index} lies among the minutes in {around}. Keep it elsewhere.")
    began = time.monotonic()

    def describe(folder: Path, left_out: tuple[Problem, ...], changes: tuple[Change, ...]) -> None:
        seconds = time.monotonic() - began
        told = summaries.summarise(folder, index, today=now.date(), left_out=left_out, changes=changes, seconds=seconds)
        summaries.write(folder, told)

    try:
        with _progress(console, steps) as progress:
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
                describe=describe,
                archived=archived,
            )
    except BusyError as error:
        console.print(str(error), markup=False, highlight=False, soft_wrap=True)
        return Exit.DONE
    left_out = [
        Problem(str(f), None, "there is no such folder. Create it, or leave it out of the settings.") for f in missing
    ]
    left_out += built.left_out
    ended(built.name, LEFT_OUT if left_out else Exit.DONE)
    if steps is not None:
        steps.event(
            event="published" if built.published else "unchanged",
            generation=built.name,
            counts=built.counts,
            problems=len(built.problems),
            left_out=[problem.source for problem in left_out],
        )
    _tell(console, built, left_out, summaries.read(index / GENERATIONS / built.name) if built.published else None)
    return LEFT_OUT if left_out else Exit.DONE


@contextmanager
def _progress(console: Console, steps: StepLines | None) -> Iterator[Callable[[Step], None]]:
    """Tell the steps a line each where that is asked for; else show a bar for each stage in a terminal."""
    if steps is not None:
        yield steps.step
        return
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


def _tell(console: Console, built: Built, left_out: Sequence[Problem], summary: Summary | None) -> None:
    """Print what was built, and what is new in it."""

    def say(line: str) -> None:
        console.print(harmless(line), markup=False, emoji=False, highlight=False, soft_wrap=True)

    kinds = ("meeting", "action", "statement", "question", "decision", "figure")
    held = ", ".join(count(built.counts.get(f"{kind}s", 0), kind) for kind in kinds)
    done = "Published generation" if built.published else "Nothing has changed; still generation"
    say(f"{done} {built.name}: {held}.")
    new = sum(change.what == "new" for change in built.changes)
    if new:
        say(f"{count(new, 'new file')}.")
    for line in _news(summary):
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


def _news(summary: Summary | None) -> Iterator[str]:
    """Yield what is new since the generation before, which of the first is not said, and what it took."""
    if summary is None:
        return
    if summary.unread:
        yield f"{summary.unread} All was built anew; what is new is not known."
    elif summary.before:
        yield f"Compared with {summary.before}:"
        yield from lines_of(groups_of(summary))
        if not groups_of(summary):
            yield "  nothing is new in meetings or actions."
    yield f"It took {summary.seconds:,.1f} seconds, and holds {summary.size / 1e6:,.1f} MB."
