"""What the nightly job posts in Slack when it is done, or has failed, and what it says of that where it runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from rich.console import Console
from slack_sdk.errors import SlackClientError

from assurance_bot.config import Config
from assurance_bot.errors import AssuranceError, BusyError
from assurance_bot.generation import open_current
from assurance_bot.generation.folders import locked
from assurance_bot.nightly.posting import Posted, failed, post_all, post_failure
from assurance_bot.nightly.steps import StepLines
from assurance_bot.render.phrases import harmless
from assurance_bot.serving import slack_api
from assurance_bot.slack import web_client
from assurance_bot.slack.tokens import bot_token


def tell(posted: Iterator[Posted], console: Console, steps: StepLines | None) -> list[Posted]:
    """Say what became of each thing as it is posted, and return all."""
    told = []
    for each in posted:
        told.append(each)
        console.print(harmless(str(each)), markup=False, highlight=False, soft_wrap=True)
        if steps is not None:
            steps.event(event="posted", what=each.what, to=each.to, items=each.items, error=each.error)
    return told


def failure(config: Config, environ: Mapping[str, str], now: dt.datetime, said: str) -> Iterator[Posted]:
    """Post that the run failed; whatever stands in the way of that is told, and hides no reason of the failure."""
    try:
        client = web_client(bot_token(environ), api=slack_api(environ))
        yield from post_failure(config, client, error=said, now=now)
    except (AssuranceError, OSError, SlackClientError) as error:
        yield failed(error)


def news(config: Config, environ: Mapping[str, str], now: dt.datetime) -> Iterator[Posted]:
    """Post what is new and due; where another job has begun meanwhile, it does: two would tell a thing twice."""
    try:
        client = web_client(bot_token(environ), api=slack_api(environ))
        with locked(config.index, wait=config.rules.wait), open_current(config.index) as generation:
            yield from post_all(config, generation, client, now=now)
    except BusyError:
        return
    except AssuranceError as error:
        yield failed(error)
