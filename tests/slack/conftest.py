"""The bot, unmodified, between two ends that play Slack: what it sends is recorded and checked, whatever the test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from slack_bolt import App

from assurance_bot.access import Access
from assurance_bot.answer import Answer
from assurance_bot.config import Config
from assurance_bot.serving import front as front_of
from assurance_bot.slack import Desk, finish, make_app, web_client
from slack import sample
from slack.fronts import OPEN, front, morning
from slack.recorder import Recorder
from slack.signing import SECRET, Door
from slack.wire import Wire
from support.demo import a_copy_of_demo

ENVIRONMENT = ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"]
FILES = [f"{name}_FILE" for name in ENVIRONMENT]
PROXIES = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"]

Opener = Callable[..., Door]
AtWork = Callable[..., Door]


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [*ENVIRONMENT, *FILES, *PROXIES, "SLACK_API_URL"]:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    """Slack's Web API; at the end of the test everything that was sent must have been valid and inert."""
    slack = Recorder()
    yield slack
    slack.close()
    assert slack.faults == []


@pytest.fixture
def wire() -> Iterator[Wire]:
    """Slack's end of Socket Mode."""
    slack = Wire()
    yield slack
    slack.close()


@pytest.fixture
def open_door(recorder: Recorder, tmp_path: Path) -> Iterator[Opener]:
    """Start the bot behind HTTP, given what its desk does; it says that it is looking after `patience` seconds."""
    apps: list[App] = []
    doors: list[Door] = []

    def start(
        ask: Callable[[str], Answer] = lambda _: sample.answer(sample.OVERDUE, sample.SAID),
        actions: Callable[[str], Answer] = lambda _: sample.actions(sample.OVERDUE),
        *,
        patience: float = 5,
    ) -> Door:
        client = web_client("xoxb-test", api=recorder.api)
        whole = front(Desk(ask, actions), tmp_path / "index")
        apps.append(make_app(whole, client=client, signing_secret=SECRET, patience=patience))
        doors.append(Door(apps[-1]))
        return doors[-1]

    yield start
    for door in doors:
        door.close()
    for app in apps:
        finish(app)


@pytest.fixture
def at_work(recorder: Recorder, tmp_path: Path) -> Iterator[AtWork]:
    """The whole bot behind HTTP on a copy of the example index, after its last meeting; all may see and note all."""
    bots: list[tuple[Door, App]] = []

    def start(access: Access = OPEN) -> Door:
        index = tmp_path / "index"
        whole = front_of(
            Config(index=index if index.exists() else a_copy_of_demo(tmp_path), access=access), now=morning
        )
        app = make_app(whole, client=web_client("xoxb-test", api=recorder.api), signing_secret=SECRET, patience=5)
        bots.append((Door(app), app))
        return bots[-1][0]

    yield start
    for door, app in bots:
        door.close()
        finish(app)
