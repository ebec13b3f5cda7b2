"""What is missing or mixed up in the environment is named; no secret is ever shown."""

import pytest

from assurance_bot.errors import ConfigError
from assurance_bot.slack import read_tokens

GOOD = {"SLACK_BOT_TOKEN": "xoxb-1-secret", "SLACK_APP_TOKEN": "xapp-1-secret"}


def test_tokens_are_read_with_blanks_at_their_ends_forgiven_and_never_shown() -> None:
    tokens = read_tokens({**GOOD, "SLACK_BOT_TOKEN": " xoxb-1-secret\n", "SLACK_SIGNING_SECRET": "s"})
    assert (tokens.bot, tokens.app, tokens.signing_secret) == ("xoxb-1-secret", "xapp-1-secret", "s")
    assert repr(tokens) == "Tokens()"


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({}, ["SLACK_BOT_TOKEN is not set", "SLACK_APP_TOKEN is not set", "OAuth & Permissions", "connections:write"]),
        ({**GOOD, "SLACK_APP_TOKEN": " "}, ["SLACK_APP_TOKEN is not set"]),
        (
            {"SLACK_BOT_TOKEN": "xapp-1-secret", "SLACK_APP_TOKEN": "xoxb-1-secret"},
            ["SLACK_BOT_TOKEN does not begin with xoxb-", "SLACK_APP_TOKEN does not begin with xapp-"],
        ),
        (
            {**GOOD, "SLACK_CLIENT_ID": "1", "SLACK_CLIENT_SECRET": "secret"},
            ["SLACK_CLIENT_ID and SLACK_CLIENT_SECRET must not be set"],
        ),
    ],
)
def test_what_is_missing_or_mixed_up_is_named(environ: dict[str, str], says: list[str]) -> None:
    with pytest.raises(ConfigError) as raised:
        read_tokens(environ)
    assert [words for words in says if words not in str(raised.value)] == []
    assert "secret" not in str(raised.value)
