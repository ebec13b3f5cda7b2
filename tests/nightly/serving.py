"""`serve --with-nightly`, with its night a second after it starts and Slack at the address given:
`python -m nightly.serving URL ARGS…`.
"""

from __future__ import annotations

import datetime as dt
import sys
from functools import partial

import pytest
from apscheduler.triggers.date import DateTrigger

from assurance_bot import serving
from assurance_bot.cli import main
from assurance_bot.nightly import scheduling
from assurance_bot.slack import serve

if __name__ == "__main__":
    soon = dt.datetime.now().astimezone() + dt.timedelta(seconds=1)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(scheduling, "every_night", lambda _: DateTrigger(soon))
        patched.setattr(serving, "serve_slack", partial(serve, api=sys.argv[1]))
        main(sys.argv[2:])
