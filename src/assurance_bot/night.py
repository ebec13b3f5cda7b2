"""One run of the nightly job: the index is built, that it ran is noted, and what is new and due is posted in Slack.

Where the build fails, that is noted and posted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from slack_sdk.errors import SlackClientError

from assurance_bot.config import Config
from assurance_bot.errors import AssuranceError, BusyError
from assurance_bot.generation import configured, open_current
from assurance_bot.generation.folders import locked
from assurance_bot.indexing import reindex
from assurance_bot.nightly.exits import Exit
from assurance_bot.nightly.lastrun import Run, note
from assurance_bot.nightly.posting import Posted, failed, post_all, post_failure, wanted
from assurance_bot.nightly.steps import StepLines
from assurance_bot.render.phrases import harmless
from assurance_bot.serving import slack_api
from assurance_bot.slack import web_client
from assurance_bot.slack.tokens import bot_token


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
                _tell(_failure_posted(config, environ, now(), said), console, steps)
        raise
    posted = _tell(_posted(config, environ, now()), console, steps) if done and wanted(config) else []
    if any(each.error for each in posted) and status == Exit.DONE:
        status = Exit.UNTOLD
    return int(status)


def _tell(posted: Iterator[Posted], console: Console, steps: StepLines | None) -> list[Posted]:
    """Say what became of each thing as it is posted, and return all."""
    told = []
    for each in posted:
        told.append(each)
        console.print(harmless(str(each)), markup=False, highlight=False, soft_wrap=True)
        if steps is not None:
            steps.event(event="posted", what=each.what, to=each.to, items=each.items, error=each.error)
    return told


def _failure_posted(config: Config, environ: Mapping[str, str], now: dt.datetime, said: str) -> Iterator[Posted]:
    """Post that the run failed; whatever stands in the way of that is told, and hides no reason of the failure."""
    try:
        client = web_client(bot_token(environ), api=slack_api(environ))
        yield from post_failure(config, client, error=said, now=now)
    except (AssuranceError, OSError, SlackClientError) as error:
        yield failed(error)


def _posted(config: Config, environ: Mapping[str, str], now: dt.datetime) -> Iterator[Posted]:
    """Post what is new and due; where another job has begun meanwhile, it does: two would tell a thing twice."""
    try:
        client = web_client(bot_token(environ), api=slack_api(environ))
        with locked(config.index, wait=config.rules.wait), open_current(config.index) as generation:
            yield from post_all(config, generation, client, now=now)
    except BusyError:
        return
    except AssuranceError as error:
        yield failed(error)
