"""Is the set-up sound? Each thing looked at gives a line that says what was found, and what to do where it is wrong."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from assurance_bot.config import Config
from assurance_bot.errors import AssuranceError
from assurance_bot.generation import open_current, sources
from assurance_bot.slack import read_tokens


def checkup(config: Config, environ: Mapping[str, str] = os.environ) -> Iterator[tuple[bool, str]]:
    """Yield (sound, line) for the minutes folders, the index and the Slack tokens."""
    if not config.minutes:
        yield (
            False,
            "minutes: no folders are set. Set [minutes] folders in config.toml, or name them on the command line.",
        )
    for folder in config.minutes:
        if folder.is_dir():
            yield True, f"minutes: {folder}, {len(sources([folder])):,} files"
        else:
            yield False, f"minutes: there is no folder {folder}. Create it, or correct [minutes] folders."
    yield _index(config)
    try:
        read_tokens(environ)
        yield True, "Slack tokens: set"
    except AssuranceError as error:
        yield False, f"Slack tokens: {error}"


def _index(config: Config) -> tuple[bool, str]:
    try:
        generation = open_current(config.index)
    except AssuranceError as error:
        return False, f"index: {error}"
    try:
        return True, f"index: generation {generation.name}, {generation.register.counts()['meetings']:,} meetings"
    finally:
        generation.close()
