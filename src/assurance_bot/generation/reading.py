"""Each file parsed, or found in the cache: here, or by workers that hand over nothing but heads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assurance_bot.document import Problem
from assurance_bot.errors import AssuranceError, ConfigError, SourceError
from assurance_bot.generation.cache import Cache, Head
from assurance_bot.generation.inputs import Input
from assurance_bot.generation.pipeline import Pipeline
from assurance_bot.generation.workers import Crew, Executors, Quarantined, cores


@dataclass(frozen=True)
class _Reading:
    """Reads one file and keeps it in the cache; it goes to other processes, and so does what it returns."""

    folder: Path
    pipeline: Pipeline

    def __call__(self, file: Input) -> Head | Problem:
        pipeline = self.pipeline
        try:
            made = pipeline.parsed(file)
            return pipeline.cache(self.folder).save(file, made, faults=pipeline.faults(made.extract))
        except SourceError as error:
            return Problem(file.source, None, f"{error.wrong}. {error.remedy}")
        except AssuranceError as error:
            raise ConfigError(str(error)) from None  # of one argument, as what goes between processes has to be


def all_read(
    files: Sequence[Input], pipeline: Pipeline, cache: Cache, executor: Executors | None, *, seconds: float
) -> Iterator[tuple[Input, Head | Problem | Quarantined]]:
    """Yield the head of each file, or the problem for which it is left out: first what is kept, then what is read anew.

    Each file that is read anew has `seconds`, where an executor does it.
    """
    missing = []
    for file in files:
        if (head := cache.head(file)) is None:
            missing.append(file)
        else:
            yield file, head
    read = _Reading(cache.folder, pipeline.fixed())
    if executor is None:
        yield from ((file, read(file)) for file in missing)
    elif missing:
        yield from Crew(read, executor=executor, workers=min(cores(), len(missing)), seconds=seconds).done(missing)
