"""`assurance-bot serve --local`: the bot without Slack, on a page of this machine that only this machine can reach.

The app is the one that serves Slack; what plays Slack is a `Stage`, and the page draws what the app sent to it.
"""

from assurance_bot.local.door import PORT, serve_local, start
from assurance_bot.local.stage import CHANNEL, Stage

__all__ = ["CHANNEL", "PORT", "Stage", "serve_local", "start"]
