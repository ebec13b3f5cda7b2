"""The bot over HTTP as a WSGI app, for a server of your own: `gunicorn --threads 16 bot.wsgi:app`, one process or several.

`assurance-bot serve` with `[slack] mode = "http"` serves the same app by itself. Settings come from ASSURANCE_BOT_CONFIG,
else from config.toml here; tokens from the environment.
"""

import atexit
import os
from pathlib import Path

from assurance_bot.cli import now
from assurance_bot.config import load
from assurance_bot.serving import front, slack_api, unready
from assurance_bot.slack import finish, make_app, read_tokens, web_client
from assurance_bot.slack.web import web_app

_named = os.environ.get("ASSURANCE_BOT_CONFIG", "")
_config = load(Path(_named) if _named else None)
_tokens = read_tokens(os.environ, http=True)
_bolt = make_app(
    front(_config, now=now),
    client=web_client(_tokens.bot, api=slack_api(os.environ)),
    signing_secret=_tokens.signing_secret,
)
app = web_app(_bolt, ready=lambda: unready(_config))
atexit.register(finish, _bolt)
