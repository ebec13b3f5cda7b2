"""The bot over HTTP: one WSGI app with Slack's address, `/healthz` (the process lives) and `/readyz` (it can answer)."""

import logging
import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from waitress import wasyncore
from waitress.server import create_server

from assurance_bot.errors import ConfigError
from assurance_bot.slack.signed import Refusals

THREADS = 16
"""Requests taken at a time: each is only acknowledged, and answered elsewhere."""
LARGEST = 1_000_000
"""Bytes of a request that are read: Slack's are far smaller."""

LAST = 10.0
"""Seconds that requests already taken are given to be acknowledged when the door closes."""

UNREADABLE = "its body cannot be read"
"""Why a request is refused of which nobody can tell whether it is Slack's."""

logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that requests wait for a moment is no news

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where requests are taken: a port of None opens none, 0 takes a free one; `http` says whether Slack's come there."""

    http: bool
    host: str = "127.0.0.1"
    port: int | None = None


SOCKET = Place(http=False)


def web_app(app: App | None, *, ready: Callable[[], str]) -> Wsgi:
    """Return the WSGI app; without an `app` only the two addresses that tell how it is. `ready` returns what is wrong."""
    slack = None if app is None else SlackRequestHandler(app)
    refusals = Refusals()

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path, method = environ.get("PATH_INFO", ""), environ.get("REQUEST_METHOD", "")
        if path == "/healthz":
            return _plain(start, "200 OK", "ok")
        if path == "/readyz":
            wrong = _checked(ready)
            return _plain(start, "503 Service Unavailable" if wrong else "200 OK", wrong or "ok")
        if path == "/slack/events" and slack is not None:
            if method != "POST":
                return _plain(start, "405 Method Not Allowed", "Slack posts here.")
            try:
                told: Iterable[bytes] = slack(environ, start)
            except Exception:  # noqa: BLE001 - a body that Slack never sends breaks Bolt before it looks who signed it
                refusals.refuse(UNREADABLE)
                return _plain(start, "400 Bad Request", "That cannot be read.")
            return told
        return _plain(start, "404 Not Found", "There is nothing here.")

    return answer


def _checked(ready: Callable[[], str]) -> str:
    try:
        return ready()
    except Exception as error:  # noqa: BLE001 - whatever is wrong, it is not ready
        return type(error).__name__


def _plain(start: Callable[..., Any], status: str, words: str) -> Iterable[bytes]:
    body = f"{words}\n".encode()
    start(status, [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]


class Door:
    """The WSGI app served in threads of its own, by waitress. Raises ConfigError where the port cannot be opened."""

    def __init__(self, app: App | None, place: Place, *, ready: Callable[[], str]) -> None:
        self._map: dict[int, Any] = {}
        self._closing = Event()
        listening = _listening(place)
        self.port = int(listening.getsockname()[1])
        self._server: Any = create_server(
            web_app(app, ready=ready),
            map=self._map,
            sockets=[listening],
            threads=THREADS,
            ident=None,
            max_request_body_size=LARGEST,
            clear_untrusted_proxy_headers=True,
        )
        self._thread = Thread(target=self._run, name="door")
        self._thread.start()

    def close(self) -> None:
        """Take no more requests, and finish those that were taken."""
        self._closing.set()
        self._server.pull_trigger()
        self._thread.join()

    def _run(self) -> None:
        while not self._closing.is_set():
            self._turn(1.0)
        wasyncore.dispatcher.close(self._server)
        until = time.monotonic() + LAST
        while any(_busy(each) for each in self._map.values()) and time.monotonic() < until:
            self._turn(0.05)
        self._server.task_dispatcher.shutdown()
        wasyncore.close_all(self._map)

    def _turn(self, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._map, count=1)


def _busy(channel: Any) -> bool:
    """Say whether a request is being read, taken or answered on a connection."""
    return bool(getattr(channel, "requests", ()) or getattr(channel, "total_outbufs_len", 0))


def _listening(place: Place) -> socket.socket:
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    try:
        return socket.create_server((place.host, place.port or 0), family=family)
    except OSError as error:
        raise ConfigError(
            f"The bot cannot listen on {place.host} port {place.port} ({error.strerror or error}). Set another [slack] host "
            "or port."
        ) from error
