"""What happened to the files since the last generation, told by their names and the hashes of their bytes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any, Literal

from assurance_bot.generation.inputs import UNREADABLE

What = Literal["new", "renamed", "moved", "replaced", "withdrawn"]

File = tuple[str, str]
"""The name of a file, and the sha256 of its bytes."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one file.

    `source` is its name now, or of a withdrawn one the name it had; `was` the name before of one renamed or moved;
    `sha256` are its bytes now, or of a withdrawn one those it had; `sha256_was` those that were replaced.
    """

    what: What
    source: str
    was: str = ""
    sha256: str = ""
    sha256_was: str = ""

    def __str__(self) -> str:
        return f"{self.what} {self.was} → {self.source}" if self.was else f"{self.what} {self.source}"


def changes(before: Iterable[File], now: Iterable[File]) -> list[Change]:
    """Return what happened between two lists of files, by name.

    A file that cannot be read at present is neither replaced nor withdrawn: it is left out, which is told elsewhere.
    """
    old, new = dict(before), dict(now)
    gone: defaultdict[str, list[str]] = defaultdict(list)
    for source, sha256 in sorted(old.items()):
        if new.get(source) not in (sha256, UNREADABLE):
            gone[sha256].append(source)
    found: list[Change] = []
    went: set[str] = set()
    for source, sha256 in sorted(new.items()):
        if sha256 not in (old.get(source), UNREADABLE) and gone[sha256]:
            was = gone[sha256].pop(0)
            went.add(was)
            same_folder = PurePosixPath(was).parent == PurePosixPath(source).parent
            found.append(Change("renamed" if same_folder else "moved", source, was, sha256))
    arrived = {change.source for change in found}
    for source, sha256 in sorted(new.items()):
        if sha256 in (old.get(source), UNREADABLE) or source in arrived:
            continue
        if source in old and source not in went:
            found.append(Change("replaced", source, sha256=sha256, sha256_was=old[source]))
        else:
            found.append(Change("new", source, sha256=sha256))
    withdrawn = sorted(old.keys() - new.keys() - went)
    found += [Change("withdrawn", source, sha256=old[source]) for source in withdrawn]
    return sorted(found, key=lambda change: (change.source, change.what))


def written(found: Iterable[Change]) -> list[dict[str, Any]]:
    """Return changes as a manifest holds them, what is empty left out."""
    return [{name: value for name, value in asdict(change).items() if value} for change in found]


def read(held: Iterable[dict[str, Any]]) -> tuple[Change, ...]:
    """Return the changes that a manifest holds."""
    return tuple(Change(**each) for each in held)
