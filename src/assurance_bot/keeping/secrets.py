"""A settings file without what may be a secret: settings hold none, but a comment or a line of somebody's may."""

from __future__ import annotations

import re

LEFT_OUT = "(left out of the backup)"

SECRETS: dict[str, tuple[str, str]] = {
    "a token of Slack": (r"\b(?:xox[a-z]|xapp)-[\w-]+", "xoxb-1234-abc"),
    "a response address of Slack": (r"https://hooks\.slack\.com/[^\s\"']+", "https://hooks.slack.com/services/T0/B0/x"),
    "a password in an address": (r"(?<=://)[^\s/\"'@]+:[^\s/\"'@]+(?=@)", "https://me:pass@proxy"),
    "a value called a secret": (
        r"(?i)(?P<key>\b[\w-]*(?:secret|token|password|passphrase|api_?key)[\w-]*\"?\s*[=:]\s*)(?P<value>\S.*)",
        'signing_secret = "abc"',
    ),
}
"""What is taken out of settings, each with an example it matches."""


def without_secrets(text: str) -> str:
    """Return the text of a settings file with each thing that may be a secret replaced by a remark."""
    for expression, _ in SECRETS.values():
        text = re.sub(expression, _replaced, text)
    return text


def _replaced(found: re.Match[str]) -> str:
    kept = found.groupdict().get("key") or ""
    return f'{kept}"{LEFT_OUT}"' if kept else LEFT_OUT
