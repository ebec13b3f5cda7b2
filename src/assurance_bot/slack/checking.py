"""Is the bot set up in Slack as it needs to be? Slack is asked what the tokens may do, and what is missing is named."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from assurance_bot.access import Access
from assurance_bot.slack.tokens import WHERE, Tokens

SCOPES = {
    "app_mentions:read": "hears when it is mentioned",
    "assistant:write": "offers questions and shows that it is working in direct messages",
    "channels:history": "sees that a question in a channel was edited or deleted",
    "channels:read": "sees whether a channel is shared with people outside",
    "chat:write": "answers",
    "commands": "hears /actions and /assurance",
    "files:write": "sends lists as files",
    "groups:history": "sees that a question in a private channel was edited or deleted",
    "groups:read": "sees whether a private channel is shared with people outside",
    "im:history": "hears direct messages",
    "usergroups:read": "sees who is in the groups of [access]",
    "users:read": "sees who is a guest",
}
"""The scopes of the bot's token, and what the bot does with each."""

_INSTALL = "Add it under OAuth & Permissions, Scopes, and install the app again"


def check_slack(tokens: Tokens, client: WebClient, access: Access, *, http: bool) -> Iterator[tuple[bool, str]]:
    """Yield (sound, line) for the bot's token, each scope it lacks, the app's token, and the ids in `[access]`."""
    try:
        me = client.auth_test()
    except SlackApiError as error:
        yield False, f"Slack: SLACK_BOT_TOKEN is refused ({error.response.get('error')}). Copy it from {_page('BOT')}."
        return
    except (SlackClientError, OSError):
        yield (
            False,
            "Slack: it cannot be reached from this machine. Look at its network, and at HTTPS_PROXY if it needs one.",
        )
        return
    yield True, f"Slack: the bot is {me.get('user')} in {me.get('team')}"
    given = {scope.strip() for scope in _header(me.headers, "x-oauth-scopes").split(",")}
    missing = [scope for scope in SCOPES if scope not in given]
    for scope in missing:
        yield False, f"Slack: the scope {scope} is missing, by which the bot {SCOPES[scope]}. {_INSTALL}."
    if not missing:
        yield True, "Slack: the bot's token has every scope"
    if not http:
        yield _app_token(tokens, client)
    yield from _named(client, access)


def _app_token(tokens: Tokens, client: WebClient) -> tuple[bool, str]:
    try:
        client.apps_connections_open(app_token=tokens.app)
    except SlackApiError as error:
        wrong = str(error.response.get("error"))
        if wrong in ("missing_scope", "not_allowed_token_type", "no_permission"):
            return (
                False,
                f"Slack: SLACK_APP_TOKEN lacks the scope connections:write ({wrong}). Generate one: {_page('APP')}.",
            )
        if "socket" in wrong:
            return (
                False,
                f"Slack: Socket Mode is off ({wrong}). Turn it on under Settings, Socket Mode; or set mode = “http”.",
            )
        return False, f"Slack: SLACK_APP_TOKEN is refused ({wrong}). Copy it from {_page('APP')}."
    return True, "Slack: the app's token opens a connection"


def _named(client: WebClient, access: Access) -> Iterator[tuple[bool, str]]:
    """Yield a line for each group and channel of `[access]` that Slack does not know, or shows no bot."""
    if not any(True for _ in access.all()):
        yield False, "access: nobody is given anything to see. Set [access] in config.toml (docs/access.md)."
    for group in access.groups:
        if wrong := _refused(lambda g=group: client.usergroups_users_list(usergroup=g)):  # type: ignore[misc]
            yield False, f"access: the group {group} cannot be read ({wrong}). Correct [access.groups.{group}]."
    for channel in access.channels:
        if wrong := _refused(lambda c=channel: client.conversations_info(channel=c)):  # type: ignore[misc]
            yield (
                False,
                f"access: the channel {channel} cannot be read ({wrong}). Invite the bot to it, or correct its id.",
            )
    for user in access.users:
        if wrong := _refused(lambda u=user: client.users_info(user=u)):  # type: ignore[misc]
            yield False, f"access: the user {user} cannot be read ({wrong}). Correct [access.users.{user}]."


def _refused(call: Callable[[], object]) -> str:
    try:
        call()
    except SlackApiError as error:
        return str(error.response.get("error"))
    except (SlackClientError, OSError):
        return "Slack cannot be reached"
    return ""


def _page(which: str) -> str:
    return f"the app's page at api.slack.com/apps, {WHERE[f'SLACK_{which}_TOKEN']}"


def _header(headers: Mapping[str, Any], name: str) -> str:
    """Return a header of Slack's answer, whose names come in any case and whose values may come as lists."""
    value = next((value for key, value in headers.items() if key.lower() == name), "")
    return ",".join(value) if isinstance(value, list) else str(value)
