"""Of overlapping words the longest are meant: what every table of rules here does with what its rules have found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

Found = TypeVar("Found")


def apart(found: Iterable[Found], *, span: Callable[[Found], tuple[int, int]]) -> list[Found]:
    """Return those found that overlap no longer one, in order of their place; of equal ones the first is kept."""
    kept: list[Found] = []
    taken = bytearray()
    for each in sorted(found, key=lambda f: span(f)[0] - span(f)[1]):
        start, end = span(each)
        taken.extend(bytes(max(0, end - len(taken))))
        if 1 not in taken[start:end]:
            taken[start:end] = b"\1" * (end - start)
            kept.append(each)
    return sorted(kept, key=lambda f: span(f)[0])
