"""`assurance-bot serve` as a process: over HTTP and over a socket, watched, stopped, and run twice over one index."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from assurance_bot.answer import Answer
from assurance_bot.errors import ConfigError
from assurance_bot.slack import Desk, Place, Tokens, serve
from slack import sample
from slack.blockkit import words
from slack.fronts import front, settings
from slack.recorder import Recorder
from slack.requests import command, mention
from slack.signing import SECRET, Knocker
from slack.wire import Wire
from support.command import environment
from support.demo import REPOSITORY, a_copy_of_demo

QUESTION = "what did the CC commit to on vetting?"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def get(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as reply:
            return reply.status, reply.read().decode().strip()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode().strip()


def until(holds: Callable[[], bool], *, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came to hold"
        time.sleep(0.05)


def ready(port: int) -> bool:
    try:
        return get(port, "/readyz")[0] == 200
    except OSError:
        return False


Start = Callable[..., tuple["subprocess.Popen[str]", int]]


@pytest.fixture
def start(recorder: Recorder, tmp_path: Path) -> Iterator[Start]:
    """Run the command over a copy of the demo index; return the process and the port it listens on."""
    a_copy_of_demo(tmp_path)
    with ExitStack() as stack:

        def run(mode: str = "http", *, wait: bool = True) -> tuple[subprocess.Popen[str], int]:
            port = free_port()
            config = tmp_path / f"config-{port}.toml"
            config.write_text(settings(mode=mode, port=port), encoding="utf-8")
            env = {
                **environment(),
                "SLACK_BOT_TOKEN": "xoxb-test",
                "SLACK_APP_TOKEN": "xapp-test",
                "SLACK_SIGNING_SECRET": SECRET,
                "SLACK_API_URL": recorder.api,
            }
            process = stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", "assurance_bot", "--config", str(config), "serve"],
                    env=env,
                    stderr=subprocess.PIPE,
                    text=True,
                )
            )
            stack.callback(process.kill)
            if wait:
                until(lambda: ready(port))
            return process, port

        yield run


def stopped(process: subprocess.Popen[str], told: signal.Signals = signal.SIGTERM) -> str:
    process.send_signal(told)
    _, complaints = process.communicate(timeout=30)
    assert process.returncode == 0, complaints
    return complaints


def test_over_http_it_answers_tells_how_it_is_and_stops_when_told(start: Start, recorder: Recorder) -> None:
    process, port = start()
    assert get(port, "/healthz") == (200, "ok")
    assert get(port, "/elsewhere")[0] == 404
    assert get(port, "/slack/events")[0] == 405
    door = Knocker(f"http://127.0.0.1:{port}/slack/events")
    assert door.event(mention(f"<@UBOT> {QUESTION}")).status == 200
    assert door.command(command("overdue", response_url=f"{recorder.url}/respond/1")).status == 200
    assert door.event(mention(), secret="somebody else's").status == 401  # noqa: S106 - a wrong one, on purpose
    assert door.event(mention(), age=400).status == 401
    told = ["\n".join(words(call.payload["blocks"])) for call in recorder.wait_for_messages(2, seconds=30)]
    assert any("vetting" in each for each in told)
    (line,) = stopped(process).splitlines()
    assert line.startswith("A request was refused: its signature is not Slack's"), (
        "told once, and nothing else is printed"
    )


def test_told_to_stop_it_finishes_what_it_acknowledged(start: Start, recorder: Recorder) -> None:
    process, port = start()
    door = Knocker(f"http://127.0.0.1:{port}/slack/events")
    for n in range(30):
        assert door.event(mention(f"<@UBOT> {QUESTION}", ts=f"{n}.1")).status == 200
    stopped(process)
    posted = {call.payload["thread_ts"] for call in recorder.messages() if call.method == "chat.postMessage"}
    assert posted == {f"{n}.1" for n in range(30)}
    assert sum("Looking in the minutes" not in call.payload["text"] for call in recorder.messages()) == 30


def test_an_event_that_reaches_two_processes_is_answered_once(start: Start, recorder: Recorder) -> None:
    ports = [start()[1] for _ in range(2)]
    doors = [Knocker(f"http://127.0.0.1:{port}/slack/events") for port in ports]
    events = [mention(f"<@UBOT> {QUESTION}", ts=f"{n}.1", event_id=f"EvBoth{n}") for n in range(20)]

    def send(door: Knocker) -> None:
        for event in events:
            assert door.event(event).status == 200

    senders = [threading.Thread(target=send, args=(door,)) for door in doors]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    recorder.wait_for_messages(20, seconds=30)
    time.sleep(0.5)
    threads = [call.payload["thread_ts"] for call in recorder.messages() if call.method == "chat.postMessage"]
    assert sorted(threads) == sorted(event["event"]["ts"] for event in events)


def test_over_a_socket_it_tells_how_it_is_too_and_that_the_connection_is_down(
    start: Start, recorder: Recorder, wire: Wire
) -> None:
    recorder.socket_url = wire.url
    process, port = start("socket")
    assert get(port, "/healthz") == (200, "ok")
    wire.wait_for_ack(wire.deliver("events_api", mention(f"<@UBOT> {QUESTION}")))
    recorder.wait_for_messages(1, seconds=30)
    assert get(port, "/slack/events")[0] == 404
    recorder.always["apps.connections.open"] = (200, {}, {"ok": False, "error": "internal_error"})
    wire.drop()
    until(lambda: get(port, "/readyz") == (503, "the connection to Slack is down"))
    assert get(port, "/healthz")[0] == 200
    process.kill()


def test_without_an_index_it_lives_but_is_not_ready(start: Start, tmp_path: Path) -> None:
    (tmp_path / "index" / "current").unlink()
    _, port = start(wait=False)
    until(lambda: _told(port) is not None)
    assert _told(port) == (503, "NoGenerationError")
    assert get(port, "/healthz")[0] == 200


def _told(port: int) -> tuple[int, str] | None:
    try:
        return get(port, "/readyz")
    except OSError:
        return None


def test_a_port_that_is_taken_is_said_in_a_sentence(recorder: Recorder, tmp_path: Path) -> None:
    whole = front(Desk(_sample, _sample), tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        place = Place(http=True, port=int(taken.getsockname()[1]))
        with pytest.raises(ConfigError, match=r"cannot listen on 127\.0\.0\.1 port \d+ \(Address already in use"):
            serve(whole, Tokens("xoxb-test", "", SECRET), place=place, api=recorder.api, stop=threading.Event())


def _sample(_: str) -> Answer:
    return sample.answer()


def test_a_wsgi_server_of_ones_own_serves_the_same_app(recorder: Recorder, tmp_path: Path) -> None:
    a_copy_of_demo(tmp_path)
    port = free_port()
    config = tmp_path / "config.toml"
    config.write_text(settings(port=port), encoding="utf-8")
    env = {
        **environment(),
        "SLACK_BOT_TOKEN": "xoxb-test",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": recorder.api,
        "ASSURANCE_BOT_CONFIG": str(config),
    }
    server = [sys.executable, "-m", "waitress", f"--listen=127.0.0.1:{port}", "wsgi:app"]
    with subprocess.Popen(server, env=env, cwd=REPOSITORY / "bot", stderr=subprocess.DEVNULL) as process:
        try:
            until(lambda: ready(port))
            door = Knocker(f"http://127.0.0.1:{port}/slack/events")
            assert door.event(mention(f"<@UBOT> {QUESTION}")).status == 200
            recorder.wait_for_messages(1, seconds=30)
        finally:
            process.terminate()
