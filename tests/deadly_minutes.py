"""Minutes that harm whoever reads them: a line says how. Read only in a process that may die."""

import ctypes
import os
import re
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import tiny_minutes
from assurance_bot.document import Document
from tiny_minutes import TINY


def _times(times: int, path: Path) -> None:
    """Die at the first tries only, as for want of memory that is there again later."""
    mark = path.with_name(f".{path.name}.tried")
    tried = len(mark.read_text()) if mark.exists() else 0
    if tried < times:
        mark.write_text("x" * (tried + 1))
        os.kill(os.getpid(), signal.SIGKILL)


HARM: dict[str, Callable[[Path], object]] = {
    "kills": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "reads memory that is not there": lambda _: ctypes.string_at(0),
    "stops": lambda _: os.kill(os.getpid(), signal.SIGSTOP),
    "sleeps": lambda _: time.sleep(3600),
    "lets no other thread run": lambda _: re.match(r"(a+)+$", "a" * 60 + "b"),
    "kills once": partial(_times, 1),
    "kills twice": partial(_times, 2),
}


def read(path: Path, *, source: str) -> Document:
    for line in path.read_text("utf-8").splitlines():
        if line in HARM:
            HARM[line](path)
    return tiny_minutes.read(path, source=source)


DEADLY = replace(TINY, read=read, code="deadly")
