"""Each step of a build as one line of JSON, for where no terminal shows a bar; on standard error, as progress is."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import IO, Any

from assurance_bot.generation import Step


class StepLines:
    """Writes a line a step to `out`; `clock` gives seconds, which are told from the first line on."""

    def __init__(self, out: IO[str], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._out, self._clock, self._began = out, clock, clock()

    def step(self, step: Step) -> None:
        """Tell how far a stage is: `{"stage", "done", "total", "source", "seconds"}`."""
        self.event(stage=step.stage, done=step.done, total=step.total, source=step.source)

    def event(self, **told: Any) -> None:
        """Tell anything else, such as what came of it all."""
        line = told | {"seconds": round(self._clock() - self._began, 3)}
        print(json.dumps(line, ensure_ascii=True), file=self._out, flush=True)
