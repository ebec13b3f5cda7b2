"""One run of the nightly job: the index is built, that it ran is noted, and what is new and due is posted in Slack.

Where the build fails, that is noted and posted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from assurance_bot.config import Config
from assurance_bot.generation import configured
from assurance_bot.indexing import reindex
from assurance_bot.nightly.exits import Exit
from assurance_bot.nightly.lastrun import Run, note
from assurance_bot.nightly.steps import StepLines


def run_night(
    config: Config,
    folders: Sequence[Path],
    *,
    console: Console,
    steps: StepLines | None,
    environ: Mapping[str, str],
    now: Callable[[], dt.datetime],
    accept: bool = False,
    archived: str = "",
) -> int:
    """Build, note that the job ran, post, tell all on `console`, and return the exit status: 0, 3 or 4.

    Whatever stops the build is noted as a run that failed, posted as that where there is an index, and raised. Where another
    job runs, it does all that.
    """
    pipeline = configured(ocr=config.reads_pictures_as, bodies=config.bodies)
    done: list[str] = []

    def ended(name: str, status: int) -> None:
        note(config.index, Run(now().isoformat(), status, name))
        done.append(name)

    try:
        status = reindex(
            folders,
            config.index,
            engine=config.engine,
            console=console,
            now=now(),
            pipeline=pipeline,
            rules=replace(config.rules, accept=accept),
            archived=archived,
            steps=steps,
            ended=ended,
        )
    except BaseException as error:
        if not done:
            said = str(error) or type(error).__name__
            with suppress(OSError):  # it must not hide why the run failed
                note(config.index, Run(now().isoformat(), Exit.ERROR, error=said))
            if isinstance(error, Exception) and config.reindex_channel and config.index.is_dir():
                from assurance_bot import posting  # noqa: PLC0415 - Slack is imported only where something is posted

                posting.tell(posting.failure(config, environ, now(), said), console, steps)
        raise
    if not done or not config.posts:
        return int(status)
    from assurance_bot import posting  # noqa: PLC0415 - as above

    posted = posting.tell(posting.news(config, environ, now()), console, steps)
    if any(each.error for each in posted) and status == Exit.DONE:
        status = Exit.UNTOLD
    return int(status)
