"""The page and the stand-in for Slack over HTTP on the loopback address.

Whatever is not asked for by the page itself is refused: its requests carry a token that only the page holds, those of the
app its own, and the Host must be this machine, so that no web page elsewhere can speak for the person.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from assurance_bot.errors import ConfigError
from assurance_bot.local.acting import Acting
from assurance_bot.local.stage import Stage
from assurance_bot.slack import Front, finish, make_app, web_client

HOST = "127.0.0.1"
PORT = 8765
STATIC = {"/page.js": "text/javascript", "/page.css": "text/css", "/LICENCES.txt": "text/plain"}
POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"
LONGEST = 2_000_000
WAIT = 20.0
"""Seconds for which the page waits for something new before it asks again."""

Deed = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Running:
    """A page that is served; `close` finishes the answers in flight and stops it."""

    url: str
    stage: Stage
    close: Callable[[], None]


def start(front: Front, *, name: str, port: int = PORT) -> Running:
    """Serve the page at a port of the loopback address (0: any that is free). Raises ConfigError where it is taken."""
    stage, deeds = Stage(name=name), dict[str, Deed]()
    secret, bot, page = secrets.token_hex(), f"xoxb-{secrets.token_hex()}", secrets.token_hex()
    try:
        server = ThreadingHTTPServer((HOST, port), _handler(stage, deeds, bot=bot, page=page))
    except OSError as error:
        raise ConfigError(f"Port {port} is taken ({error.strerror}). Choose another with --port.") from error
    server.daemon_threads = True
    stage.url = f"http://{HOST}:{server.server_port}"
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    app = make_app(front, client=web_client(bot, api=f"{stage.url}/api/"), signing_secret=secret)
    deeds.update(_deeds(Acting(app, stage, secret)))

    def close() -> None:
        finish(app)
        server.shutdown()
        server.server_close()

    return Running(stage.url, stage, close)


def serve_local(front: Front, *, name: str, port: int, say: Callable[[str], None], stop: Event) -> None:
    """Serve the page until `stop` is set; `say` is told where it is. Raises ConfigError."""
    running = start(front, name=name, port=port)
    say(f"The bot answers on this machine at {running.url} (Ctrl-C ends it).")
    stop.wait()
    running.close()


def _index(token: str) -> bytes:
    page = files("assurance_bot.local").joinpath("static/index.html").read_text(encoding="utf-8")
    return page.replace("{token}", token).encode()


def _deeds(acting: Acting) -> dict[str, Deed]:
    """Return what can be done on the page, by name."""
    return {
        "type": lambda told: acting.type(str(told["channel"]), str(told["text"]), str(told.get("thread") or "")),
        "open": lambda told: acting.open(str(told["tab"])),
        "press": lambda told: acting.press(
            told["element"],
            ts=str(told.get("ts") or ""),
            view=str(told.get("view") or ""),
            home=bool(told.get("home")),
        ),
        "submit": lambda told: acting.submit(str(told["view"]), told["values"]),
        "close": lambda told: acting.stage.close(str(told["view"])),
        "shortcut": lambda told: acting.shortcut(str(told["ts"])),
    }


def _handler(stage: Stage, deeds: dict[str, Deed], *, bot: str, page: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            at = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(at.query).items()}
            if not self._here():
                self._send(403, b"")
            elif at.path == "/":
                self._send(200, _index(page), kind="text/html")
            elif at.path in STATIC:
                path = files("assurance_bot.local").joinpath(f"static{at.path}")
                self._send(200, path.read_bytes(), kind=STATIC[at.path])
            elif at.path == "/local/state" and self.headers.get("X-Local-Token") == page:
                told = stage.state(int(asked.get("since") or -1), seconds=WAIT)
                self._send(200 if told else 204, json.dumps(told).encode() if told else b"")
            elif at.path.startswith("/local/file/") and asked.get("token") == page:
                name, content = stage.files.get(at.path.removeprefix("/local/file/"), ("", b""))
                self._send(200 if name else 404, content, kind="text/csv", name=name)
            else:
                self._send(404, b"")

        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            if not self._here() or size > LONGEST:
                self._send(403, b"")
                return
            body = self.rfile.read(size)
            where, _, what = self.path.removeprefix("/").partition("/")
            if where == "local" and what in deeds and self.headers.get("X-Local-Token") == page:
                self._do(deeds[what], json.loads(body))
            elif where == "api" and self.headers.get("Authorization") == f"Bearer {bot}":
                self._send(200, json.dumps(stage.call(what, self._given(body))).encode())
            elif where == "respond":
                self._send(200 if stage.respond(what, self._given(body)) else 404, b"ok", kind="text/plain")
            elif where == "upload":
                self._send(200 if stage.upload(what, body) else 404, b"ok", kind="text/plain")
            else:
                self._send(404, b"")

        def _here(self) -> bool:
            port = urlsplit(stage.url).port
            return self.headers.get("Host") in (f"{HOST}:{port}", f"localhost:{port}")

        def _given(self, body: bytes) -> dict[str, Any]:
            """Return the arguments of a call; the library sends some of them as JSON within a form."""
            if "json" in (self.headers.get("Content-Type") or ""):
                return dict(json.loads(body or b"{}"))
            told: dict[str, Any] = dict(parse_qsl(body.decode()))
            for name in ("blocks", "view", "files", "prompts"):
                if isinstance(told.get(name), str):
                    told[name] = json.loads(told[name])
            return told

        def _do(self, deed: Deed, told: dict[str, Any]) -> None:
            try:
                deed(told)
            except KeyError:  # what was pressed has gone since the page drew it
                self._send(410, b"")
            else:
                self._send(200, b"{}")

        def _send(self, status: int, body: bytes, *, kind: str = "application/json", name: str = "") -> None:
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("X-Content-Type-Options", "nosniff")
            if name:
                self.send_header("Content-Disposition", f'attachment; filename="{name}"')
            self.end_headers()
            if status != 204:
                self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
            pass

    return Handler
