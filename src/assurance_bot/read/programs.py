"""Other programs at work for a reader: each with all that it starts is ended when its time is up, and when it is done."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_MOST_SAID = 10_000  # bytes of what a program complains of


def run(command: Sequence[str], *, seconds: float, folder: Path) -> tuple[int, str]:
    """Run a program and return its exit status and what it wrote on standard error. Raises TimeoutError.

    What it keeps for a time goes to `folder`, where whoever runs it clears up: a program that is ended does not.
    """
    with tempfile.TemporaryFile() as said:  # no pipe: whatever the program leaves running could hold it open
        process = subprocess.Popen(  # noqa: S603 - commands are this package's own; the settings in them were checked
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
            env=os.environ | {"TMPDIR": str(folder)},
            start_new_session=True,
        )
        try:
            status = process.wait(seconds)
        except subprocess.TimeoutExpired as error:
            raise TimeoutError from error
        finally:
            _end(process)
        said.seek(0)
        return status, said.read(_MOST_SAID).decode("utf-8", "replace").strip()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program with all it started."""
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
