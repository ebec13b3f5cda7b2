"""Slack as the nightly job sees it: a server that keeps, and checks, whatever is posted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from slack.recorder import Recorder

NAMES = ["SLACK_BOT_TOKEN", "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"]


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    """Slack's Web API; at the end of the test everything that was sent must have been valid and inert."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    slack = Recorder()
    yield slack
    slack.close()
    assert slack.faults == []
