"""The command line as people run it: a process of its own, its output taken as bytes and read as UTF-8."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


def run_each(commands: Sequence[Sequence[str | Path]]) -> list[Ran]:
    """Run several commands, two at a time, and return what each came to, in order."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(pool.map(lambda args: run(*args), commands))


def environment() -> dict[str, str]:
    """Return this process's environment without what would change how a command prints, or let it reach Slack."""
    left_out = ("SLACK_", "COLUMNS", "PYTHONUTF8", "PYTHONIOENCODING", "FORCE_COLOR", "NO_COLOR")
    return {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
