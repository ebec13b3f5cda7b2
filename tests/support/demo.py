"""The index of the example minutes, built once a session and opened once; and what a careful reader finds in them."""

from __future__ import annotations

import atexit
import datetime as dt
import json
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from assurance_bot.generation import Generation, build, open_current

REPOSITORY = Path(__file__).resolve().parents[2]
EXAMPLES = REPOSITORY / "examples"
MINUTES = EXAMPLES / "minutes"
TRUTH: dict[str, Any] = json.loads((EXAMPLES / "truth.json").read_text(encoding="utf-8"))
BUILT = dt.datetime(2025, 1, 6, 2, 30, tzinfo=dt.UTC)
LAST = dt.date(2024, 12, 31)
"""A day after all example meetings."""


@cache
def scratch() -> Path:
    """Return a folder that lasts as long as the tests."""
    folder = Path(tempfile.mkdtemp(prefix="assurance-bot-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def demo_index() -> Path:
    """Return the folder of an index of the example minutes; nobody may build in it."""
    index = scratch() / "demo-index"
    build([MINUTES], index, now=BUILT)
    return index


@cache
def demo() -> Generation:
    """Return the example minutes opened for answers; it stays open as long as the tests."""
    generation = open_current(demo_index())
    atexit.register(generation.close)
    return generation


def a_copy_of_demo(folder: Path) -> Path:
    """Return a copy of the index in which a test may build and publish."""
    return Path(shutil.copytree(demo_index(), folder / "index", symlinks=True))
