"""System calls that fail: the nth call about an index fails with an error, or kills its process.

The calls are those by which Python opens, reads, writes, syncs, renames and removes. SQLite makes its own in C, which are
left alone here: a full disk and a kill reach those.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

CALLS = ("fsync", "rename", "replace", "symlink", "mkdir", "unlink", "rmdir", "open", "readlink", "scandir", "stat")
"""Calls of `os` that may fail."""


class Fault:
    """Counts the calls about an index, and fails at the one it is set to: with an errno, or with KILL."""

    def __init__(self, index: Path, nth: int, what: str) -> None:
        self._index, self._nth, self._what, self.count = os.fspath(index), nth, what, 0

    def at(self, *about: object) -> None:
        """Fail, or die, where this is the call."""
        if not any(isinstance(each, str | os.PathLike) and os.fspath(each).startswith(self._index) for each in about):
            return
        self.count += 1
        if self.count == self._nth:
            if self._what == "KILL":
                os.kill(os.getpid(), signal.SIGKILL)
            number = getattr(errno, self._what)
            raise OSError(number, os.strerror(number), *(each for each in about[:1] if isinstance(each, str)))

    def wrapped(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return a call that may fail; of a descriptor its path is looked up."""

        def calling(*args: Any, **more: Any) -> Any:
            self.at(*(_path(each) for each in args))
            return call(*args, **more)

        return calling


def _path(given: Any) -> object:
    """Return the path of a descriptor, a path as text, and anything else as it is."""
    if isinstance(given, int) and not isinstance(given, bool):
        return READLINK(f"/proc/self/fd/{given}") if EXISTS(f"/proc/self/fd/{given}") else given
    return FSPATH(given) if isinstance(given, os.PathLike) else given


READLINK, EXISTS, FSPATH = os.readlink, os.path.lexists, os.fspath


class Failing(io.FileIO):
    """A file whose reading and writing may fail."""

    fault: Fault

    def readinto(self, buffer: Any, /) -> int:
        """Read, or fail."""
        self.fault.at(self.name)
        return super().readinto(buffer)

    def readall(self) -> bytes:
        """Read all, or fail."""
        self.fault.at(self.name)
        return super().readall()

    def write(self, data: Any, /) -> int:
        """Write, or fail."""
        self.fault.at(self.name)
        return super().write(data)


def inject(fault: Fault) -> None:
    """Make the calls of this process go through a fault, from now on."""
    Failing.fault = fault

    def opened(file: Any, mode: str = "r", buffering: int = -1, encoding: Any = None, *more: Any, **named: Any) -> Any:
        path = _path(file)
        if not isinstance(path, str) or isinstance(file, int):
            return whole(file, mode, buffering, encoding, *more, **named)
        fault.at(path)
        raw = Failing(path, mode.replace("b", "").replace("t", ""))
        buffered: Any = io.BufferedReader(raw) if mode[0] == "r" and "+" not in mode else io.BufferedWriter(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, encoding or "utf-8")

    whole = io.open
    for name in CALLS:
        setattr(os, name, fault.wrapped(getattr(os, name)))
    builtins.open = io.open = opened
    shutil.rmtree = fault.wrapped(shutil.rmtree)  # type: ignore[assignment]  # its own calls go by descriptors
