"""Requests as Slack sends them over HTTP: signed, form or JSON, to the app served by a real WSGI server."""

import hashlib
import hmac
import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from urllib.parse import urlencode
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler

SECRET = "the signing secret of a test"  # noqa: S105 - signs requests between two ends of a test


@dataclass(frozen=True, slots=True)
class Reply:
    """What the app answered to Slack, and how many seconds that took."""

    status: int
    body: str
    seconds: float


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        pass


class Knocker:
    """Knocks at an address as Slack does."""

    def __init__(self, url: str) -> None:
        self.url = url

    def event(self, body: Mapping[str, Any], **given: Any) -> Reply:
        """Send an event, as JSON."""
        return self.send(json.dumps(body), kind="application/json", **given)

    def command(self, body: Mapping[str, str], **given: Any) -> Reply:
        """Send a slash command, as a form."""
        return self.send(urlencode(body), kind="application/x-www-form-urlencoded", **given)

    def send(
        self,
        body: str,
        *,
        kind: str,
        secret: str = SECRET,
        age: float = 0,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Send `body` signed with `secret` as if `age` seconds ago."""
        sent = str(int(time.time() - age))
        signature = hmac.new(secret.encode(), f"v0:{sent}:{body}".encode(), hashlib.sha256).hexdigest()
        signed = {"x-slack-request-timestamp": sent, "x-slack-signature": f"v0={signature}", "content-type": kind}
        return self._sent(urllib.request.Request(self.url, body.encode(), {**signed, **(headers or {})}))  # noqa: S310

    def _sent(self, request: urllib.request.Request) -> Reply:
        start = time.monotonic()
        try:
            with urllib.request.urlopen(request, timeout=10) as reply:  # noqa: S310 - our own loopback address
                return Reply(reply.status, reply.read().decode(), time.monotonic() - start)
        except urllib.error.HTTPError as error:
            with error:
                return Reply(error.code, error.read().decode(), time.monotonic() - start)


class Door(Knocker):
    """The app behind HTTP, and the way to knock as Slack does."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._server = make_server("127.0.0.1", 0, SlackRequestHandler(app), _Server, _Quiet)
        Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        super().__init__(f"http://127.0.0.1:{self._server.server_port}/slack/events")

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
