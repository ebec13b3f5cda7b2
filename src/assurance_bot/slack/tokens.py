"""The secrets of the bot, from the environment; no message here ever shows one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assurance_bot.errors import ConfigError

NAMES = {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-"}
"""What must be set, and how Slack begins each."""

WHERE = {
    "SLACK_BOT_TOKEN": "OAuth & Permissions, “Bot User OAuth Token”",
    "SLACK_APP_TOKEN": "Basic Information, “App-Level Tokens”, with the scope connections:write",
}
"""Where they are found on the pages of the app at api.slack.com/apps."""

_INSTALLING = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The bot's token, the app's token for Socket Mode, and the secret that signs requests over HTTP ("" if unused)."""

    bot: str = field(repr=False)
    app: str = field(repr=False)
    signing_secret: str = field(default="", repr=False)


def read_tokens(environ: Mapping[str, str]) -> Tokens:
    """Return the tokens in `environ`; raises ConfigError naming each that is missing or is of the wrong kind."""
    given = {name: environ.get(name, "").strip() for name in NAMES}
    wrong = [_fault(name, value) for name, value in given.items() if not value.startswith(NAMES[name])]
    if all(environ.get(name) for name in _INSTALLING):
        wrong.append(
            f"{' and '.join(_INSTALLING)} must not be set: with them the Slack library ignores the bot's token."
        )
    if wrong:
        raise ConfigError("The bot cannot start. " + " ".join(wrong))
    return Tokens(given["SLACK_BOT_TOKEN"], given["SLACK_APP_TOKEN"], environ.get("SLACK_SIGNING_SECRET", "").strip())


def bot_token(environ: Mapping[str, str]) -> str:
    """Return the bot's token, all that is needed to post; raises ConfigError where it is missing or of the wrong kind."""
    value = environ.get("SLACK_BOT_TOKEN", "").strip()
    if not value.startswith(NAMES["SLACK_BOT_TOKEN"]):
        raise ConfigError(_fault("SLACK_BOT_TOKEN", value))
    return value


def _fault(name: str, value: str) -> str:
    state = f"{name} does not begin with {NAMES[name]}" if value else f"{name} is not set"
    return f"{state}; it is shown on the app's page at api.slack.com/apps under {WHERE[name]}."
