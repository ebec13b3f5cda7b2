"""Is the set-up sound? Each thing looked at gives a line that says what was found, and what to do where it is wrong."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping, Sequence

from assurance_bot.access import plain
from assurance_bot.answer.wording import count
from assurance_bot.config import Config
from assurance_bot.document import fold
from assurance_bot.errors import AssuranceError
from assurance_bot.generation import open_current, sources
from assurance_bot.nightly.digest import actions_of
from assurance_bot.nightly.monitoring import run_line
from assurance_bot.read import tesseract
from assurance_bot.read.tesseract import INSTALL
from assurance_bot.records import Meeting
from assurance_bot.serving import slack_api
from assurance_bot.slack import read_tokens, web_client
from assurance_bot.slack.checking import check_slack

NAMED = 5
"""Bodies and markings of minutes that are named where a grant names none of them."""


def checkup(
    config: Config, environ: Mapping[str, str] = os.environ, *, now: dt.datetime | None = None
) -> Iterator[tuple[bool, str]]:
    """Yield (sound, line) for the minutes folders, OCR where it is asked for, the index and bodies, the Slack tokens.

    With `now`, of the nightly job too: whether it has run, and whether those who get digests own anything.
    """
    if not config.minutes:
        yield (
            False,
            "minutes: no folders are set. Set [minutes] folders in config.toml, or name them on the command line.",
        )
    for folder in config.minutes:
        if folder.is_dir():
            yield True, f"minutes: {folder}, {len(sources([folder], globs=config.globs, ignore=config.ignore)):,} files"
        else:
            yield False, f"minutes: there is no folder {folder}. Create it, or correct [minutes] folders."
    if config.ocr:
        yield _ocr(config.ocr_language)
    yield from _index(config, now)
    if now is not None:
        yield run_line(config, now=now)
    http = config.mode == "http"
    try:
        tokens = read_tokens(environ, http=http)
    except AssuranceError as error:
        yield False, f"Slack tokens: {error}"
        return
    yield True, "Slack tokens: set"
    client = web_client(tokens.bot, api=slack_api(environ))
    yield from check_slack(tokens, client, config.access, http=http)


def _ocr(language: str) -> tuple[bool, str]:
    if missing := tesseract.missing(language):
        return False, f"OCR: {missing} is not installed. {INSTALL}"
    return True, f"OCR: {tesseract.installed(language)}"


def _index(config: Config, now: dt.datetime | None) -> Iterator[tuple[bool, str]]:
    try:
        generation = open_current(config.index)
    except AssuranceError as error:
        yield False, f"index: {error}"
        return
    with generation:
        yield True, f"index: generation {generation.name}, {generation.register.counts()['meetings']:,} meetings"
        meetings = generation.register.meetings(drafts=True)
        owners = [owner for owner, _ in config.digest_owners]
        lost = [owner for owner in owners if now and not actions_of(generation, owner, day=now.date())]
    for body in config.bodies.of_use(meetings):
        concerned = sum(config.bodies.of(meeting) == body for meeting in meetings)
        yield True, f'bodies: "{body.name}", {count(concerned, "meeting")}'
    yield from ((False, f"bodies: {problem}") for problem in config.bodies.problems(meetings))
    yield from _access(config, meetings)
    for owner in lost:
        yield False, f'digest: no action has the owner "{owner}". `assurance-bot actions` shows how owners are called.'


def _access(config: Config, meetings: Sequence[Meeting]) -> Iterator[tuple[bool, str]]:
    """Yield what grants there are, and each body and marking that they name and no minutes bear."""
    bodies = {fold(meeting.body).casefold() for meeting in meetings}
    markings = {plain(meeting.marking) for meeting in meetings}
    for name, grant in config.access.all():
        for what, named, borne in (("body", grant.scope.bodies, bodies), ("marking", grant.scope.markings, markings)):
            for each in sorted((named or frozenset()) - borne):
                near = ", ".join(sorted(borne)[:NAMED]) or "none"
                yield False, f'access: no minutes have the {what} "{each}" of [access.{name}]. They have {near}.'
    unseen = sum(not any(g.scope.covers(m) for _, g in config.access.all()) for m in meetings)
    if unseen and any(True for _ in config.access.all()):
        yield True, f"access: {count(unseen, 'meeting')} of the index may be seen by nobody in Slack"
