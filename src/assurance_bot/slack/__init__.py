"""The bot in Slack: `make_app` is the whole of it, `serve` runs it, over a socket or HTTP, until it is told to stop."""

import logging
import re
import secrets
import signal
import sqlite3
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from types import FrameType
from typing import Any

from slack_bolt import Ack, App, BoltRequest, BoltResponse
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.lazy_listener import ThreadLazyListenerRunner
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.client import BaseSocketModeClient

from assurance_bot.errors import ConfigError
from assurance_bot.render import pressing
from assurance_bot.slack import homes, listeners, presses
from assurance_bot.slack.desk import Desk
from assurance_bot.slack.front import Front
from assurance_bot.slack.gate import Gate
from assurance_bot.slack.handling import PATIENCE, note
from assurance_bot.slack.logs import bolt_log
from assurance_bot.slack.once import Seen, Shared
from assurance_bot.slack.posting import patient
from assurance_bot.slack.signed import only_slacks, signature_of
from assurance_bot.slack.tokens import Tokens, read_tokens
from assurance_bot.slack.web import SOCKET, Door, Place

__all__ = [
    "SOCKET",
    "Desk",
    "Front",
    "Gate",
    "Place",
    "Shared",
    "Tokens",
    "finish",
    "make_app",
    "read_tokens",
    "register",
    "serve",
    "until_told",
    "web_client",
]

LOG = logging.getLogger(__name__)

ANSWERING = 20
"""Answers worked on at a time; further ones wait their turn."""
ACKNOWLEDGING = 10
"""Threads kept for acknowledgements, so that no answer, however slow, holds one up."""


PING = 3.0
"""Seconds between the pings by which a connection that died in silence is noticed; the library gives it up after five."""


def register(app: App, front: Front, *, patience: float = PATIENCE) -> None:
    """Tie every listener to what it listens for; those of buttons, modals and the home only where there is a shelf."""

    def told(listener: Callable[..., None]) -> Callable[..., None]:
        def run(request: BoltRequest, body: Mapping[str, Any], client: WebClient) -> None:
            if _first(front.shared, request):
                listener(body, client, front=front, patience=patience)

        return run

    def noted(ack: Ack, body: Mapping[str, Any], client: WebClient) -> None:
        presses.noted(ack, body, client, front=front)

    def judged(ack: Ack, body: Mapping[str, Any], client: WebClient) -> None:
        presses.judged(ack, body, client, front=front)

    app.use(_once(Seen()))
    app.event("app_mention")(ack=listeners.acknowledge, lazy=[told(listeners.mention)])
    app.event("message")(ack=listeners.acknowledge, lazy=[told(listeners.message)])
    app.command("/actions")(ack=listeners.acknowledge, lazy=[told(listeners.actions)])
    app.command("/assurance")(ack=listeners.acknowledge, lazy=[told(listeners.assurance)])
    if front.desk.shelf is None:
        return
    app.event("app_home_opened")(ack=listeners.acknowledge, lazy=[told(homes.opened)])
    app.message_shortcut(pressing.FIND)(ack=listeners.acknowledge, lazy=[told(listeners.find)])
    app.action(re.compile(".*"))(ack=listeners.acknowledge, lazy=[told(presses.pressed)])
    app.view(pressing.NOTING)(noted)
    app.view(pressing.JUDGING)(judged)


def web_client(token: str, *, api: str = WebClient.BASE_URL) -> WebClient:
    """Return a client that waits when Slack asks it to and tries again when Slack is broken."""
    return WebClient(token=token, base_url=api, logger=bolt_log(), retry_handlers=patient())


def make_app(front: Front, *, client: WebClient, signing_secret: str = "", patience: float = PATIENCE) -> App:
    """Return the app; without `signing_secret` it refuses all requests over HTTP and serves Socket Mode alone."""
    app = App(
        name="assurance-bot",
        client=client,
        request_verification_enabled=False,  # Bolt's own logs bodies, and breaks on a timestamp that is no number
        before_authorize=only_slacks(signing_secret or secrets.token_hex()),
        logger=bolt_log(),
        listener_executor=ThreadPoolExecutor(ACKNOWLEDGING, "acknowledging"),
    )
    answering = ThreadPoolExecutor(ANSWERING, "answering")
    app.listener_runner.lazy_listener_runner = ThreadLazyListenerRunner(app.logger, answering)
    register(app, front, patience=patience)
    return app


def serve(
    front: Front,
    tokens: Tokens,
    *,
    place: Place = SOCKET,
    ready: Callable[[], str] = lambda: "",
    api: str = WebClient.BASE_URL,
    stop: Event | None = None,
    ping: float = PING,
) -> None:
    """Answer in Slack until `stop` is set (without one, until SIGTERM or SIGINT); answers in flight are finished first.

    `place` is where requests are taken over HTTP; `ready` says what keeps answers from being given, "" where nothing does.
    Raises ConfigError where Slack refuses the tokens or cannot be reached, or where the port cannot be opened.
    """
    stop = until_told() if stop is None else stop
    client = web_client(tokens.bot, api=api)
    try:
        me = client.auth_test()
        app = make_app(front, client=client, signing_secret=tokens.signing_secret)
        socket = None if place.http else _connected(app, tokens.app, front.shared, ping=ping)
    except (SlackApiError, OSError) as error:
        raise ConfigError(_refusal(error)) from error
    door = None
    try:
        if place.port is not None:
            door = Door(app if place.http else None, place, ready=lambda: _unready(stop, socket) or ready())
        LOG.info("answering in Slack as %s in %s", me.get("user"), me.get("team"))
        stop.wait()
    finally:
        if socket is not None:
            socket.close()
        if door is not None:
            door.close()
        finish(app)


def _unready(stop: Event, socket: BaseSocketModeClient | None) -> str:
    """Return why no answer can be given now, "" where nothing keeps it."""
    if stop.is_set():
        return "stopping"
    return "" if socket is None or socket.is_connected() else "the connection to Slack is down"


def finish(app: App) -> None:
    """Wait until what was acknowledged is answered; the app takes nothing more."""
    app.listener_runner.listener_executor.shutdown()
    lazy = app.listener_runner.lazy_listener_runner
    if isinstance(lazy, ThreadLazyListenerRunner):
        lazy.executor.shutdown()


def _connected(app: App, token: str, shared: Shared, *, ping: float) -> BaseSocketModeClient:
    socket = SocketModeHandler(app, token, ping_interval=ping).client
    socket.message_listeners.append(lambda *_: shared.heard())
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


def _first(shared: Shared, request: BoltRequest) -> bool:
    """Say whether no other process took this; asked once Slack has its acknowledgement, which waits for no disk.

    An event is known by its id, all else over HTTP by its signature. Where what is shared cannot be written, each process
    answers by itself.
    """
    try:
        shared.heard()
        name = str(request.body.get("event_id") or signature_of(request))
        return not name or shared.first(name)
    except (sqlite3.Error, OSError) as error:
        note(error)
        return True


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
