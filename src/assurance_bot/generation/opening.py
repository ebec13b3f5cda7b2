"""A published generation, opened for answers; and what changes which one is published."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from assurance_bot.errors import DamagedError
from assurance_bot.generation import folders as places
from assurance_bot.ledger import Ledger
from assurance_bot.store import Register
from assurance_bot.textindex import TextIndex

_TRIES = 5  # a generation can be published and removed between reading the link and opening what it names


@dataclass(frozen=True)
class Generation:
    """One generation, opened. It stays as it is, and is kept from being removed, until it is closed.

    `ledger` is that of the index: what is noted there counts from the next question on.
    """

    name: str
    folder: Path
    manifest: dict[str, Any]
    register: Register
    textindex: TextIndex
    ledger: Ledger
    _pin: int

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close its files; call it once, when nobody is asking."""
        self.register.close()
        self.textindex.close()
        self.ledger.close()
        os.close(self._pin)


def current_name(index: Path) -> str:
    """Return the name of the published generation. Raises NoGenerationError."""
    return places.current(index).name


def open_current(index: Path) -> Generation:
    """Open the published generation. Raises NoGenerationError where there is none, DamagedError where it is not whole."""
    for _ in range(_TRIES):
        folder = places.current(index)
        pin = places.pin(folder)
        if pin is not None:
            try:
                return _opened(folder, pin, Ledger(index))
            except BaseException:
                os.close(pin)
                raise
    raise DamagedError(folder, f"it has no {places.MANIFEST}")


def _opened(folder: Path, pin: int, ledger: Ledger) -> Generation:
    manifest = places.read_manifest(folder)
    register = Register(folder / places.RECORDS)
    try:
        return Generation(folder.name, folder, manifest, register, TextIndex.open(folder / places.TEXT), ledger, pin)
    except BaseException:
        register.close()
        raise


def publish(index: Path, name: str) -> None:
    """Make a generation that is there the published one. Raises NotFoundError, or BusyError where a job is building."""
    with places.locked(index):
        places.point(index, name)


def prune(index: Path, *, keep: int = places.KEPT) -> list[str]:
    """Remove all but the last `keep` generations, the published one and those in use; return the names of those removed.

    Raises BusyError where a job is building.
    """
    with places.locked(index):
        places.clear_temporaries(index)
        return places.remove_old(index, keep=keep)
