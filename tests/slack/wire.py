"""A web socket server that plays Slack's end of Socket Mode: hello, envelopes, acknowledgements, disconnect.

Only as much of RFC 6455 as the SDK's own client uses: whole frames, pings answered, the client's masks undone.
"""

import base64
import hashlib
import itertools
import json
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass, field
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Condition, Thread
from typing import Any

_MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_TEXT, _CLOSE, _PING, _PONG = 0x1, 0x8, 0x9, 0xA


class _Server(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@dataclass
class Wire:
    """Slack's end. `links` are the sockets opened so far, the last being the one in use; `acks` what came back."""

    links: list[socket.socket] = field(default_factory=list)
    acks: list[dict[str, Any]] = field(default_factory=list)
    changed: Condition = field(default_factory=Condition)

    def __post_init__(self) -> None:
        self._numbers = itertools.count(1)
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        self.url = f"ws://127.0.0.1:{self._server.server_address[1]}/link?ticket=1"

    def close(self) -> None:
        """Stop serving and drop every link."""
        self._server.shutdown()
        self._server.server_close()
        for link in self.links:
            with suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)

    def wait_for_links(self, number: int, *, seconds: float = 15) -> None:
        """Wait until the bot has connected `number` times."""
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.links) >= number, seconds), "the bot never connected"

    def wait_for_ack(self, envelope: str, *, seconds: float = 5) -> None:
        """Wait until the bot has acknowledged `envelope`."""
        with self.changed:
            came = self.changed.wait_for(lambda: any(a.get("envelope_id") == envelope for a in self.acks), seconds)
        assert came, f"{envelope} was never acknowledged"

    def deliver(self, kind: str, payload: dict[str, Any], **more: Any) -> str:
        """Send an envelope ("events_api", "slash_commands") down the newest link; return its id."""
        envelope = f"envelope-{next(self._numbers)}"
        self.say({"envelope_id": envelope, "type": kind, "payload": payload, "accepts_response_payload": True, **more})
        return envelope

    def say(self, message: dict[str, Any]) -> None:
        """Send a message down the newest link."""
        self.links[-1].sendall(_frame(_TEXT, json.dumps(message).encode()))

    def drop(self) -> None:
        """Cut the newest link without a word."""
        self.links[-1].shutdown(socket.SHUT_RDWR)


def _handler(wire: Wire) -> type[BaseRequestHandler]:
    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            with suppress(ConnectionError, OSError):
                self._shake_hands()
                self._listen()

        def _shake_hands(self) -> None:
            asked = b""
            while b"\r\n\r\n" not in asked:
                asked += self._exactly(1)
            key = next(line.split(b": ")[1] for line in asked.split(b"\r\n") if line.startswith(b"Sec-WebSocket-Key"))
            accept = base64.b64encode(hashlib.sha1(key + _MAGIC.encode()).digest()).decode()  # noqa: S324 - RFC 6455
            self.request.sendall(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                f"Sec-WebSocket-Accept: {accept}\r\n\r\n".encode()
            )
            self.request.sendall(_frame(_TEXT, json.dumps({"type": "hello", "num_connections": 1}).encode()))
            with wire.changed:
                wire.links.append(self.request)
                wire.changed.notify_all()

        def _listen(self) -> None:
            while True:
                first, second = self._exactly(2)
                size = second & 0x7F
                if size == 126:
                    (size,) = struct.unpack("!H", self._exactly(2))
                mask, masked = self._exactly(4), self._exactly(size)
                data = bytes(byte ^ mask[i % 4] for i, byte in enumerate(masked))
                if first & 0xF == _PING:
                    self.request.sendall(_frame(_PONG, data))
                elif first & 0xF == _TEXT:
                    self._keep(json.loads(data))
                elif first & 0xF == _CLOSE:
                    return

        def _keep(self, ack: dict[str, Any]) -> None:
            with wire.changed:
                wire.acks.append(ack)
                wire.changed.notify_all()

        def _exactly(self, size: int) -> bytes:
            data = b""
            while len(data) < size:
                more = self.request.recv(size - len(data))
                if not more:
                    raise ConnectionError
                data += more
            return data

    return Handler


def _frame(opcode: int, data: bytes) -> bytes:
    if len(data) < 126:
        head = struct.pack("!BB", 0x80 | opcode, len(data))
    elif len(data) < 65_536:
        head = struct.pack("!BBH", 0x80 | opcode, 126, len(data))
    else:
        head = struct.pack("!BBQ", 0x80 | opcode, 127, len(data))
    return head + data
