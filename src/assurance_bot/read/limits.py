"""A reader run in a process of its own, with a limit of time and memory: a file that hangs or kills it costs only itself.

The process is kept for the next file and renewed now and then. Names of readers and results go over its standard streams.
"""

from __future__ import annotations

import atexit
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Any

from assurance_bot.document import Document
from assurance_bot.errors import SourceError

SECONDS = 120.0
OCR_SECONDS = 900.0
"""The limit of a file whose pages are read by OCR, the reading before and after it included."""
MOST_BYTES = 100 * 2**20  # of one file
_FILES = 100  # read by one process before it is renewed

Reader = Callable[[bytes, str], Document]
Job = tuple[str, bytes, str, dict[str, str]]
Outcome = Document | tuple[str, str]


@dataclass
class _Process:
    """A reading process; used by one thread at a time."""

    popen: subprocess.Popen[bytes]
    files: int = 0

    def read(self, job: Job, *, seconds: float) -> Outcome | None:
        """Return the outcome of a reader, or None where the process died. Raises TimeoutError."""
        box: list[Outcome] = []
        talk = threading.Thread(target=self._talk, args=(job, box), daemon=True)
        talk.start()
        talk.join(seconds)
        if talk.is_alive():
            self.end()
            talk.join()
            raise TimeoutError
        self.files += 1
        return box[0] if box else None

    def _talk(self, job: Job, box: list[Outcome]) -> None:
        if self.popen.stdin is None or self.popen.stdout is None:
            return
        try:
            send(self.popen.stdin, job)
            box.append(receive(self.popen.stdout))
        except (OSError, EOFError, pickle.UnpicklingError):
            return  # the process died; no outcome says so

    def end(self) -> None:
        """Kill the process and wait for its end."""
        self.popen.kill()
        for stream in (self.popen.stdin, self.popen.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue  # what was to be written has no reader any more
        self.popen.wait()


@dataclass
class _Pool:
    """The processes that wait for a file; those of a parent process are kept apart after a fork, and never used."""

    idle: list[_Process] = field(default_factory=list)
    foreign: list[_Process] = field(default_factory=list)

    def take(self) -> _Process:
        """Return a waiting process, or a new one."""
        while True:
            try:
                process = self.idle.pop()
            except IndexError:
                return _Process(_started())
            if process.popen.poll() is None:
                return process
            process.end()

    def give(self, process: _Process) -> None:
        """Keep a process for the next file, unless it has read enough."""
        if process.files < _FILES and process.popen.poll() is None:
            self.idle.append(process)
        else:
            process.end()

    def close(self) -> None:
        """End all waiting processes."""
        while self.idle:
            self.idle.pop().end()

    def forked(self) -> None:
        """Forget the processes of the parent."""
        self.foreign += self.idle
        self.idle = []


_POOL = _Pool()
atexit.register(_POOL.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_POOL.forked)


def limited(name: str, *, seconds: float = SECONDS, **settings: str) -> Reader:
    """Return a reader that runs the one called `name`, "module:function", in another process, which alone loads it.

    `settings` are handed on to it. What the returned function raises is always a SourceError: for a file that is too large
    or takes too long too.
    """

    def read(data: bytes, source: str) -> Document:
        if len(data) > MOST_BYTES:
            size = f"{len(data) / 2**20:.0f} MB"
            raise SourceError(
                source, f"the file is {size}, more than {MOST_BYTES >> 20} MB", "Split it, or save it smaller."
            )
        outcome = _run((name, data, source, settings), seconds)
        if isinstance(outcome, Document):
            return outcome
        raise SourceError(source, *outcome)

    return read


def _run(job: Job, seconds: float) -> Outcome:
    process = _POOL.take()
    try:
        outcome = process.read(job, seconds=seconds)
    except TimeoutError:
        return f"reading took longer than {seconds:g} seconds", "Open it, save it anew or print it to a new PDF."
    if outcome is None:
        process.end()
        return "reading it broke the reader; it is damaged, or made to do harm", "Save it anew, or leave it out."
    _POOL.give(process)
    return outcome


def _started() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "assurance_bot.read"]
    return subprocess.Popen(  # noqa: S603 - our own module, no words of the user
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def send(stream: IO[bytes], value: Job | Outcome) -> None:
    """Write a value for the other side."""
    packed = pickle.dumps(value, protocol=5)
    stream.write(len(packed).to_bytes(8, "big") + packed)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Return what the other side wrote. Raises EOFError where it ended."""
    head = stream.read(8)
    packed = stream.read(int.from_bytes(head, "big"))
    if len(head) < 8 or len(packed) < int.from_bytes(head, "big"):
        raise EOFError
    return pickle.loads(packed)  # noqa: S301 - both sides are our own processes
