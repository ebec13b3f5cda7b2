"""What is missing or mixed up in the environment is named; no secret is ever shown."""

from pathlib import Path

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


def test_over_http_the_signing_secret_is_needed_and_the_apps_token_is_not() -> None:
    bot = {"SLACK_BOT_TOKEN": GOOD["SLACK_BOT_TOKEN"]}
    assert read_tokens({**bot, "SLACK_SIGNING_SECRET": "s"}, http=True).signing_secret == "s"  # noqa: S105 - no secret
    with pytest.raises(ConfigError, match=r"SLACK_SIGNING_SECRET is not set; it is shown .* “Signing Secret”"):
        read_tokens(bot, http=True)


def test_a_secret_may_lie_in_a_file_that_the_environment_names(tmp_path: Path) -> None:
    (tmp_path / "bot").write_text("xoxb-2-secret\n", encoding="utf-8")
    tokens = read_tokens({"SLACK_APP_TOKEN": GOOD["SLACK_APP_TOKEN"], "SLACK_BOT_TOKEN_FILE": str(tmp_path / "bot")})
    assert tokens.bot == "xoxb-2-secret"


def test_a_file_of_a_secret_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"SLACK_BOT_TOKEN_FILE names .*gone, which cannot be read"):
        read_tokens({**GOOD, "SLACK_BOT_TOKEN": "", "SLACK_BOT_TOKEN_FILE": str(tmp_path / "gone")})
