"""A published generation, opened for answers; and what changes which one is published."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from assurance_bot.errors import DamagedError, NotFoundError
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
        if (found := opened(folder, index)) is not None:
            return found
    raise DamagedError(folder, f"it has no {places.MANIFEST}")


def opened(folder: Path, index: Path) -> Generation | None:
    """Open a generation of an index, None where it is gone. Raises DamagedError where it is not whole."""
    pin = places.pin(folder)
    if pin is None:
        return None
    try:
        manifest = places.read_manifest(folder)
        register = Register(folder / places.RECORDS)
        try:
            text = TextIndex.open(folder / places.TEXT)
            return Generation(folder.name, folder, manifest, register, text, Ledger(index), pin)
        except BaseException:
            register.close()
            raise
    except BaseException:
        os.close(pin)
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


def rollback(index: Path, name: str = "") -> str:
    """Publish an earlier generation again, the last before the published one unless one is named; return its name.

    It is verified first. What the folders hold is as it was: the next run publishes nothing while it would build what was
    rolled back from once more. Raises NotFoundError, DamagedError, NoGenerationError, or BusyError where a job is
    building.
    """
    with places.locked(index):
        published = places.current(index).name
        earlier = [each for each in places.names(index) if each < published]
        if not name and not earlier:
            raise NotFoundError("generation before", published)
        folder = places.named(index, name or earlier[-1])
        places.verify(folder)
        places.point(index, folder.name)
        return folder.name
