"""The secrets of the bot, from the environment or from files it names; no message here ever shows one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assurance_bot.errors import ConfigError

NAMES = {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-"}
"""What must be set, and how Slack begins each."""

SECRET = "SLACK_SIGNING_SECRET"  # noqa: S105 - a name, no secret

WHERE = {
    "SLACK_BOT_TOKEN": "OAuth & Permissions, “Bot User OAuth Token”",
    "SLACK_APP_TOKEN": "Basic Information, “App-Level Tokens”, with the scope connections:write",
    SECRET: "Basic Information, “Signing Secret”",
}
"""Where they are found on the pages of the app at api.slack.com/apps."""

_INSTALLING = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The bot's token, the app's token for Socket Mode, and the secret that signs requests over HTTP ("" if unused)."""

    bot: str = field(repr=False)
    app: str = field(repr=False)
    signing_secret: str = field(default="", repr=False)


def read_tokens(environ: Mapping[str, str], *, http: bool = False) -> Tokens:
    """Return the tokens in `environ`; raises ConfigError naming each that is missing or is of the wrong kind.

    Each may lie in a file that `…_FILE` names. Over HTTP the signing secret is needed, and the app's token is not.
    """
    given = {name: _given(environ, name) for name in (*NAMES, SECRET)}
    needed = {name: begins for name, begins in NAMES.items() if not (http and name == "SLACK_APP_TOKEN")}
    wrong = [_fault(name, given[name]) for name, begins in needed.items() if not given[name].startswith(begins)]
    if http and not given[SECRET]:
        wrong.append(_fault(SECRET, ""))
    if all(environ.get(name) for name in _INSTALLING):
        wrong.append(
            f"{' and '.join(_INSTALLING)} must not be set: with them the Slack library ignores the bot's token."
        )
    if wrong:
        raise ConfigError("The bot cannot start. " + " ".join(wrong))
    return Tokens(given["SLACK_BOT_TOKEN"], given["SLACK_APP_TOKEN"], given[SECRET])


def _given(environ: Mapping[str, str], name: str) -> str:
    path = environ.get(f"{name}_FILE", "").strip()
    if not path or environ.get(name, "").strip():
        return environ.get(name, "").strip()
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        raise ConfigError(f"The bot cannot start. {name}_FILE names {path}, which cannot be read ({why}).") from error


def bot_token(environ: Mapping[str, str]) -> str:
    """Return the bot's token, all that is needed to post; raises ConfigError where it is missing or of the wrong kind."""
    value = _given(environ, "SLACK_BOT_TOKEN")
    if not value.startswith(NAMES["SLACK_BOT_TOKEN"]):
        raise ConfigError(_fault("SLACK_BOT_TOKEN", value))
    return value


def _fault(name: str, value: str) -> str:
    state = f"{name} does not begin with {NAMES[name]}" if value else f"{name} is not set"
    return f"{state}; it is shown on the app's page at api.slack.com/apps under {WHERE[name]}."
