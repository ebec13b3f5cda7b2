"""`check` asks Slack what the tokens may do, and names what is missing with what to do about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assurance_bot.access import Access, Grant, Scope
from assurance_bot.checkup import checkup
from assurance_bot.config import Config
from assurance_bot.slack.checking import SCOPES
from slack.fronts import OPEN
from slack.recorder import Recorder
from slack.wire import Wire
from support.demo import demo_index

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-test", "SLACK_APP_TOKEN": "xapp-test", "SLACK_SIGNING_SECRET": "s"}


def lines(recorder: Recorder, access: Access = OPEN, *, mode: str = "socket", index: Path | None = None) -> list[Any]:
    """Return what is said of Slack and access, wrong things first."""
    config = Config(index=index or Path("nowhere"), access=access, mode=mode)
    told = checkup(config, {**TOKENS, "SLACK_API_URL": recorder.api})
    return sorted((sound, line) for sound, line in told if line.startswith(("Slack: ", "access: ")))


def test_where_all_is_well_it_says_who_the_bot_is(recorder: Recorder, wire: Wire) -> None:
    recorder.scopes, recorder.socket_url = ",".join(SCOPES), wire.url
    assert lines(recorder) == [
        (True, "Slack: the app's token opens a connection"),
        (True, "Slack: the bot is minutes in Fenmoor"),
        (True, "Slack: the bot's token has every scope"),
    ]


@pytest.mark.parametrize("scope", SCOPES)
def test_each_scope_that_is_missing_is_named_with_what_it_is_for(scope: str, recorder: Recorder, wire: Wire) -> None:
    recorder.scopes, recorder.socket_url = ",".join(each for each in SCOPES if each != scope), wire.url
    (wrong,) = [line for sound, line in lines(recorder) if not sound]
    assert wrong == (
        f"Slack: the scope {scope} is missing, by which the bot {SCOPES[scope]}. "
        "Add it under OAuth & Permissions, Scopes, and install the app again."
    )


@pytest.mark.parametrize(
    ("method", "error", "says"),
    [
        ("auth.test", "invalid_auth", "SLACK_BOT_TOKEN is refused (invalid_auth). Copy it from the app's page"),
        ("apps.connections.open", "missing_scope", "SLACK_APP_TOKEN lacks the scope connections:write (missing_scope)"),
        (
            "apps.connections.open",
            "socket_mode_not_enabled",
            "Socket Mode is off (socket_mode_not_enabled). Turn it on",
        ),
        ("apps.connections.open", "invalid_auth", "SLACK_APP_TOKEN is refused (invalid_auth). Copy it from"),
    ],
)
def test_a_token_or_setting_that_slack_refuses_is_named(method: str, error: str, says: str, recorder: Recorder) -> None:
    recorder.scopes = ",".join(SCOPES)
    recorder.replies[method].append((200, {}, {"ok": False, "error": error}))
    (wrong,) = [line for sound, line in lines(recorder) if not sound]
    assert says in wrong


def test_over_http_no_connection_is_opened(recorder: Recorder) -> None:
    recorder.scopes = ",".join(SCOPES)
    assert [line for sound, line in lines(recorder, mode="http") if not sound] == []
    assert "apps.connections.open" not in {call.method for call in recorder.calls}


def test_a_slack_that_cannot_be_reached_is_said() -> None:
    told = checkup(Config(index=Path("nowhere")), {**TOKENS, "SLACK_API_URL": "http://127.0.0.1:9/api"})
    assert [line for sound, line in told if line.startswith("Slack: ")] == [
        "Slack: it cannot be reached from this machine. Look at its network, and at HTTPS_PROXY if it needs one."
    ]


@pytest.mark.parametrize(
    ("table", "method", "error"),
    [
        ("group S9", "usergroups.users.list", "no_such_subteam"),
        ("channel C9", "conversations.info", "channel_not_found"),
        ("user U9", "users.info", "user_not_found"),
    ],
)
def test_an_id_of_access_that_slack_does_not_know_is_named(
    table: str, method: str, error: str, recorder: Recorder, wire: Wire
) -> None:
    recorder.scopes, recorder.socket_url = ",".join(SCOPES), wire.url
    recorder.replies[method].append((200, {}, {"ok": False, "error": error}))
    grant = (Grant(Scope(None, None), frozenset({"ask"})),)
    (wrong,) = [
        line
        for sound, line in lines(recorder, Access(groups={"S9": grant}, channels={"C9": grant}, users={"U9": grant}))
        if not sound
    ]
    assert wrong.startswith(f"access: the {table} cannot be read ({error}).")


def test_that_nobody_is_given_anything_is_said(recorder: Recorder, wire: Wire) -> None:
    recorder.scopes, recorder.socket_url = ",".join(SCOPES), wire.url
    assert (False, "access: nobody is given anything to see. Set [access] in config.toml (docs/access.md).") in lines(
        recorder, Access()
    )


def test_bodies_and_markings_that_no_minutes_bear_and_meetings_that_nobody_sees_are_told(
    recorder: Recorder, wire: Wire
) -> None:
    recorder.scopes, recorder.socket_url = ",".join(SCOPES), wire.url
    scope = Scope(frozenset({"fenmoor fire authority"}), frozenset({"official", "top secret"}))
    told = lines(recorder, Access(members=(Grant(scope, frozenset({"ask"})),)), index=demo_index())
    said = [line for _, line in told if line.startswith("access: ")]
    assert any('the body "fenmoor fire authority" of [access.members]' in line for line in said)
    assert any('the marking "top secret" of [access.members]' in line for line in said)
    assert "access: 25 meetings of the index may be seen by nobody in Slack" in said
