"""The reading process that `limits` starts: reads files as asked on standard input until it ends."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import replace
from importlib import import_module

from assurance_bot.document import Document
from assurance_bot.errors import SourceError
from assurance_bot.read.limits import Outcome, receive, send

MEMORY = 3 * 2**30  # bytes of address space


def serve() -> None:
    """Answer every job with a Document, or with what is wrong and what to do about it."""
    _limit_memory()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand between answers
    with suppress(EOFError, BrokenPipeError):
        while True:
            send(answers, _outcome(*receive(sys.stdin.buffer)))


def _outcome(name: str, data: bytes, source: str, settings: dict[str, str]) -> Outcome:
    module, function = name.split(":")
    try:
        document: Document = getattr(import_module(module), function)(data, source, **settings)
    except SourceError as error:
        return error.wrong, error.remedy
    except MemoryError:
        return "it needs more memory than one file may", "Split it, or save it smaller."
    except Exception as error:  # noqa: BLE001 - one bad file must not stop the others; it is named, with what went wrong
        return f"it cannot be read ({type(error).__name__})", "Save it anew, and tell us if that does not help."
    return replace(document, meta=dict(document.meta))  # a mapping that can be sent


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):  # not on Windows; or a lower limit is set already
        resource = import_module("resource")
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    serve()
