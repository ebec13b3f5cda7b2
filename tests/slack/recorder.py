"""A small server that plays Slack's Web API and response addresses, and keeps every payload sent to it.

`people`, `groups` and `channels` are what it says of them: of people not named that they are members of the workspace, of
channels not named that they are the workspace's own.
"""

import itertools
import json
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from typing import Any
from urllib.parse import parse_qsl

from slack.blockkit import faults, read

Reply = tuple[int, dict[str, str], Any]
"""Status, headers, and a body that becomes JSON (or text where it is a string)."""

MESSAGES = {"chat.postMessage", "chat.update", "response_url"}
VIEWS = {"views.open", "views.push", "views.update", "views.publish"}
PERSON = {"team_id": "T1", "deleted": False, "is_bot": False, "is_restricted": False, "is_ultra_restricted": False}
PERSON |= {"real_name": "Tobias Wren"}
CHANNEL = {"is_channel": True, "is_private": False, "is_shared": False, "is_ext_shared": False, "is_org_shared": False}
BOT = {"ok": True, "user": "minutes", "team": "Fenmoor", "user_id": "UBOT", "team_id": "T1", "bot_id": "BBOT"}


@dataclass(frozen=True, slots=True)
class Call:
    """One request: the method ("response_url" for an answer to a command), its arguments, its headers."""

    method: str
    payload: Mapping[str, Any]
    headers: Mapping[str, str]
    path: str


@dataclass
class Recorder:
    """Slack as the bot sees it. `replies` holds, for a method, what it answers next instead, `always` each time."""

    calls: list[Call] = field(default_factory=list)
    replies: defaultdict[str, deque[Reply]] = field(default_factory=lambda: defaultdict(deque))
    always: dict[str, Reply] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    socket_url: str = ""
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    channels: dict[str, dict[str, Any]] = field(default_factory=dict)
    scopes: str = ""
    changed: Condition = field(default_factory=Condition)

    def __post_init__(self) -> None:
        self._ts = itertools.count(1)
        self.server = _Server(("127.0.0.1", 0), _handler(self))
        self.server.daemon_threads = True
        Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.api = f"{self.url}/api/"

    def close(self) -> None:
        """Stop serving."""
        self.server.shutdown()
        self.server.server_close()

    def messages(self) -> list[Call]:
        """Return what was posted, edited or answered, in order."""
        with self.changed:
            return [call for call in self.calls if call.method in MESSAGES]

    def views(self, method: str = "") -> list[dict[str, Any]]:
        """Return the modals and homes sent by a method (by any), in order."""
        with self.changed:
            sent = [call for call in self.calls if call.method in VIEWS and method in ("", call.method)]
        return [read(call.payload["view"]) for call in sent]

    def wait(self, enough: Callable[["Recorder"], object], *, seconds: float = 10) -> None:
        """Wait until `enough` holds of what was recorded; fail where it never does."""
        with self.changed:
            assert self.changed.wait_for(lambda: enough(self), seconds), f"never came: {self.calls}"

    def wait_for_messages(self, number: int, *, seconds: float = 10) -> list[Call]:
        """Wait for `number` messages and return all there are."""
        self.wait(lambda all_: len(all_.messages()) >= number, seconds=seconds)
        return self.messages()

    def answer(self, call: Call) -> Reply:
        """Keep the call and return what Slack would say to it."""
        with self.changed:
            self.calls.append(call)
            if call.method in MESSAGES | VIEWS:
                self.faults += [f"{call.method}: {fault}" for fault in faults(call.payload, method=call.method)]
            self.changed.notify_all()
            if call.method in self.always:
                return self.always[call.method]
            if self.replies[call.method]:
                return self.replies[call.method].popleft()
        return 200, {"x-oauth-scopes": self.scopes} if call.method == "auth.test" else {}, self._success(call)

    def _success(self, call: Call) -> Any:
        if call.method == "response_url":
            return "ok"
        if call.method == "auth.test":
            return BOT
        if call.method == "users.info":
            return {
                "ok": True,
                "user": {"id": call.payload["user"], **PERSON, **self.people.get(call.payload["user"], {})},
            }
        if call.method == "usergroups.users.list":
            return {"ok": True, "users": self.groups.get(call.payload["usergroup"], [])}
        if call.method == "conversations.info":
            return {"ok": True, "channel": {**CHANNEL, **self.channels.get(call.payload["channel"], {})}}
        if call.method == "chat.delete":
            return {"ok": True, "channel": call.payload["channel"], "ts": call.payload["ts"]}
        if call.method == "apps.connections.open":
            return {"ok": True, "url": self.socket_url}
        if call.method == "chat.postMessage":
            return {"ok": True, "channel": call.payload["channel"], "ts": f"1700000000.{next(self._ts):06d}"}
        if call.method in VIEWS:
            return {"ok": True, "view": {"id": call.payload.get("view_id") or f"V{next(self._ts)}"}}
        if call.method.startswith("assistant.threads."):
            return {"ok": True}
        if call.method == "files.getUploadURLExternal":
            return {"ok": True, "file_id": "F1", "upload_url": f"{self.url}/upload/F1"}
        if call.method == "files.completeUploadExternal":
            return {"ok": True, "files": [{"id": "F1"}]}
        if call.method == "chat.update":
            return {"ok": True, "channel": call.payload["channel"], "ts": call.payload["ts"]}
        return {"ok": False, "error": "unknown_method"}


class _Server(ThreadingHTTPServer):
    request_queue_size = 128  # as many as may knock at once: Slack turns nobody away


def _handler(recorder: Recorder) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, _, query = self.path.partition("?")
            method = path.removeprefix("/api/")
            self._send(*recorder.answer(Call(method, dict(parse_qsl(query)), dict(self.headers), path)))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            if self.path.startswith("/upload/"):
                recorder.answer(Call("upload", {"content": body}, dict(self.headers), self.path))
                self._send(200, {}, "ok")
                return
            form = "form-urlencoded" in (self.headers.get("Content-Type") or "")
            payload = dict(parse_qsl(body)) if form else json.loads(body or "{}")
            method = self.path.removeprefix("/api/") if self.path.startswith("/api/") else "response_url"
            status, headers, reply = recorder.answer(Call(method, payload, dict(self.headers), self.path))
            self._send(status, headers, reply)

        def _send(self, status: int, headers: dict[str, str], reply: Any) -> None:
            words = (reply if isinstance(reply, str) else json.dumps(reply)).encode()
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(words)))
            self.end_headers()
            self.wfile.write(words)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
            pass

    return Handler
