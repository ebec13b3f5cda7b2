"""The bot in Slack: `make_app` is the whole of it, `serve` runs it in Socket Mode until it is told to stop."""

import logging
import re
import secrets
import signal
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from types import FrameType
from typing import Any

from slack_bolt import Ack, App, BoltResponse
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.lazy_listener import ThreadLazyListenerRunner
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.client import BaseSocketModeClient

from assurance_bot.answer import Answer
from assurance_bot.errors import ConfigError
from assurance_bot.render import pressing
from assurance_bot.slack import homes, listeners, presses
from assurance_bot.slack.counter import Counter
from assurance_bot.slack.desk import Desk
from assurance_bot.slack.handling import PATIENCE
from assurance_bot.slack.logs import bolt_log
from assurance_bot.slack.once import Seen
from assurance_bot.slack.posting import patient
from assurance_bot.slack.tokens import Tokens, read_tokens

__all__ = ["Counter", "Desk", "Tokens", "make_app", "read_tokens", "register", "serve", "until_told", "web_client"]

LOG = logging.getLogger(__name__)

ANSWERING = 20
"""Answers worked on at a time; further ones wait their turn."""
ACKNOWLEDGING = 10
"""Threads kept for acknowledgements, so that no answer, however slow, holds one up."""


PING = 3.0
"""Seconds between the pings by which a connection that died in silence is noticed; the library gives it up after five."""


def register(app: App, counter: Counter, *, patience: float = PATIENCE) -> None:
    """Tie every listener to what it listens for; those of buttons, modals and the home only where there is a shelf."""

    def heard(listener: Callable[..., None]) -> Callable[..., None]:
        def run(event: Mapping[str, Any], client: WebClient) -> None:
            listener(event, client, counter=counter, patience=patience)

        return run

    def typed(listener: Callable[..., None]) -> Callable[..., None]:
        def run(command: Mapping[str, Any], client: WebClient) -> None:
            listener(command, client, counter=counter, patience=patience)

        return run

    def done(body: Mapping[str, Any], client: WebClient) -> None:
        listener = listeners.find if body["type"] == "message_action" else presses.pressed
        listener(body, client, counter=counter, patience=patience)

    def home(event: Mapping[str, Any], client: WebClient) -> None:
        homes.opened(event, client, counter=counter)

    def noted(ack: Ack, body: Mapping[str, Any], client: WebClient) -> None:
        presses.noted(ack, body, client, counter=counter)

    def judged(ack: Ack, body: Mapping[str, Any]) -> None:
        presses.judged(ack, body, counter=counter)

    app.use(_once(Seen()))
    app.event("app_mention")(ack=listeners.acknowledge, lazy=[heard(listeners.mention)])
    app.command("/actions")(ack=listeners.acknowledge, lazy=[typed(listeners.actions)])
    if counter.desk.shelf is None:
        return
    app.command("/assurance")(ack=listeners.acknowledge, lazy=[typed(listeners.assurance)])
    app.event("message")(ack=listeners.acknowledge, lazy=[heard(listeners.direct)])
    app.event("app_home_opened")(ack=listeners.acknowledge, lazy=[home])
    app.message_shortcut(pressing.FIND)(ack=listeners.acknowledge, lazy=[done])
    app.action(re.compile(".*"))(ack=listeners.acknowledge, lazy=[done])
    app.view(pressing.NOTING)(noted)
    app.view(pressing.JUDGING)(judged)


def web_client(token: str, *, api: str = WebClient.BASE_URL) -> WebClient:
    """Return a client that waits when Slack asks it to and tries again when Slack is broken."""
    return WebClient(token=token, base_url=api, logger=bolt_log(), retry_handlers=patient())


def make_app(desk: Desk | Counter, *, client: WebClient, signing_secret: str = "", patience: float = PATIENCE) -> App:
    """Return the app; without `signing_secret` it refuses all requests over HTTP and serves Socket Mode alone."""
    counter = desk if isinstance(desk, Counter) else Counter(desk, _unkept)
    app = App(
        name="assurance-bot",
        client=client,
        signing_secret=signing_secret or secrets.token_hex(),
        logger=bolt_log(),
        listener_executor=ThreadPoolExecutor(ACKNOWLEDGING, "acknowledging"),
    )
    answering = ThreadPoolExecutor(ANSWERING, "answering")
    app.listener_runner.lazy_listener_runner = ThreadLazyListenerRunner(app.logger, answering)
    register(app, counter, patience=patience)
    return app


def _unkept(_user: str, _answer: Answer, _verdict: str, _comment: str) -> None:
    """Keep nothing: a bare desk has no buttons, so that nothing is ever said of its answers."""


def serve(
    desk: Desk | Counter,
    tokens: Tokens,
    *,
    api: str = WebClient.BASE_URL,
    stop: Event | None = None,
    ping: float = PING,
) -> None:
    """Answer in Slack until `stop` is set (without one, until SIGTERM or SIGINT); answers in flight are finished first.

    Raises ConfigError where Slack refuses the tokens or cannot be reached.
    """
    stop = until_told() if stop is None else stop
    client = web_client(tokens.bot, api=api)
    try:
        me = client.auth_test()
        app = make_app(desk, client=client, signing_secret=tokens.signing_secret)
        socket = _connected(app, tokens.app, ping=ping)
    except (SlackApiError, OSError) as error:
        raise ConfigError(_refusal(error)) from error
    LOG.info("answering in Slack as %s in %s", me.get("user"), me.get("team"))
    stop.wait()
    socket.close()
    finish(app)


def finish(app: App) -> None:
    """Wait until what was acknowledged is answered; the app takes nothing more."""
    app.listener_runner.listener_executor.shutdown()
    lazy = app.listener_runner.lazy_listener_runner
    if isinstance(lazy, ThreadLazyListenerRunner):
        lazy.executor.shutdown()


def _connected(app: App, token: str, *, ping: float) -> BaseSocketModeClient:
    socket = SocketModeHandler(app, token, ping_interval=ping).client
    try:
        socket.connect()
    except BaseException:
        socket.close()
        raise
    return socket


def _once(seen: Seen) -> Callable[..., BoltResponse | None]:
    def once(body: Mapping[str, Any], next_: Callable[[], BoltResponse]) -> BoltResponse | None:
        event = body.get("event_id")
        return next_() if event is None or seen.first(str(event)) else BoltResponse(status=200)

    return once


def until_told() -> Event:
    """Return an event that is set when this process is told to stop, by SIGTERM or SIGINT."""
    told = Event()

    def tell(_signal: int, _frame: FrameType | None) -> None:
        told.set()

    signal.signal(signal.SIGTERM, tell)
    signal.signal(signal.SIGINT, tell)
    return told


def _refusal(error: SlackApiError | OSError) -> str:
    if isinstance(error, SlackApiError):
        return (
            f"Slack refused a token ({error.response.get('error')}). Look at SLACK_BOT_TOKEN and SLACK_APP_TOKEN, and "
            "whether the app is installed in the workspace."
        )
    return "Slack cannot be reached from this machine. Look at its network, and at HTTPS_PROXY if it needs a proxy."
