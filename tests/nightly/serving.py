"""`serve --with-nightly`, with its night a second after it starts: `python -m nightly.serving ARGS…`."""

from __future__ import annotations

import datetime as dt
import sys

import pytest
from apscheduler.triggers.date import DateTrigger

from assurance_bot.cli import main
from assurance_bot.nightly import scheduling

if __name__ == "__main__":
    soon = dt.datetime.now().astimezone() + dt.timedelta(seconds=1)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(scheduling, "every_night", lambda _: DateTrigger(soon))
        main(sys.argv[1:])
