"""The command line as people run it, as a process of its own; and in this process, where that can make no difference."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assurance_bot.cli import main

PATIENCE = 60
"""Seconds after which a command has hung."""


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The output read as JSON."""
        return json.loads(self.out)


def run(
    *args: str | Path, typed: str | bytes = b"", env: Mapping[str, str] | None = None, folder: Path | None = None
) -> Ran:
    """Run `python -m assurance_bot` with `args`, give it `typed` on standard input, and return what it came to."""
    given = typed.encode() if isinstance(typed, str) else typed
    done = subprocess.run(
        [sys.executable, "-m", "assurance_bot", *map(str, args)],
        input=given,
        capture_output=True,
        timeout=PATIENCE,
        env={**environment(), **(env or {})},
        cwd=folder,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def inside(*args: str | Path) -> Ran:
    """Run a command in this process, without a process's second of starting up, and return what it came to."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    status: int | str | None = 0
    try:
        with redirect_stdout(out), redirect_stderr(err):
            main([str(arg) for arg in args])
    except SystemExit as ended:
        status = ended.code
    printed, complained = (_written(stream) for stream in (out, err))
    return Ran(int(status or 0), printed, complained)


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


def environment() -> dict[str, str]:
    """Return this process's environment without what would change how a command prints, or let it reach Slack."""
    left_out = ("SLACK_", "COLUMNS", "PYTHONUTF8", "PYTHONIOENCODING", "FORCE_COLOR", "NO_COLOR")
    return {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
