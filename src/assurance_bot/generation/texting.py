"""The text index of a generation written, here or by a worker while the register is written."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass, replace
from pathlib import Path

from assurance_bot.generation.inputs import Input
from assurance_bot.generation.naming import Naming
from assurance_bot.generation.pipeline import Pipeline
from assurance_bot.generation.units import units
from assurance_bot.textindex import TextIndex, Unit

Wrote = tuple[int, int]
"""How many passages there are, and how many of them have words."""


@dataclass(frozen=True)
class Texting:
    """Writes the words of `files`, as they wait in the cache, to `text`; it goes to another process as it is."""

    text: Path
    files: Sequence[Input]
    naming: Naming
    acronyms: dict[str, str]
    engine: str
    folder: Path
    pipeline: Pipeline

    def __call__(self, told: Callable[[Input], None] = lambda _: None) -> Wrote:
        """Write, telling each file that is done."""
        counted = [0, 0]
        index = TextIndex.build(self.text, self._units(counted, told), acronyms=self.acronyms, engine=self.engine)
        index.close()
        return counted[0], counted[1]

    def _units(self, counted: list[int], told: Callable[[Input], None]) -> Iterator[Unit]:
        pipeline = self.pipeline
        cache = pipeline.cache(self.folder)
        for file in self.files:
            extract = self.naming.named(cache.extract(file, pipeline.parsed))
            counted[0] += len(extract.meeting.passages)
            for unit in units(cache.document(file, pipeline.parsed), extract):
                counted[1] += 1
                yield unit
            told(file)

    def fixed(self) -> Texting:
        """Return it as it goes to another process."""
        return replace(self, pipeline=self.pipeline.fixed())

    def result(self, under_way: Future[Wrote] | None, told: Callable[[Input], None]) -> Wrote:
        """Return what a worker wrote; where there is none, or it ended, write it here."""
        if under_way is not None:
            try:
                wrote = under_way.result()
            except BrokenExecutor:
                shutil.rmtree(self.text, ignore_errors=True)
            else:
                for file in self.files:
                    told(file)
                return wrote
        return self(told)
