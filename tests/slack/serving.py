"""Run the bot as a process against a Slack at an address, over invented minutes: `python -m slack.serving URL INDEX`."""

import os
import sys
import time
from pathlib import Path

from assurance_bot.answer import Answer
from assurance_bot.errors import AssuranceError
from assurance_bot.slack import Desk, read_tokens, serve
from slack import sample
from slack.fronts import front


def slowly(_: str) -> Answer:
    """Answer after a second."""
    time.sleep(1)
    return sample.answer(sample.OVERDUE)


if __name__ == "__main__":
    try:
        serve(front(Desk(slowly, slowly), Path(sys.argv[2])), read_tokens(os.environ), api=sys.argv[1])
    except AssuranceError as error:
        sys.exit(str(error))
