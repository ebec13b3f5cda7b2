"""The app in Socket Mode, over a real web socket to a server that plays Slack's end."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assurance_bot.answer import Answer
from assurance_bot.errors import ConfigError
from assurance_bot.slack import Desk, Tokens, serve
from slack import sample
from slack.blockkit import words
from slack.fronts import front
from slack.recorder import Call, Recorder
from slack.requests import command, mention
from slack.wire import Wire

TOKENS = Tokens("xoxb-test", "xapp-test")

Starter = Callable[..., Callable[[], None]]


@pytest.fixture
def start(recorder: Recorder, wire: Wire, tmp_path: Path) -> Iterator[Starter]:
    """Serve in a thread, given what the desk does; return how to stop it and wait until it has."""
    recorder.socket_url = wire.url
    stops: list[Callable[[], None]] = []

    def starter(ask: Callable[[str], Answer] = lambda _: sample.answer(sample.OVERDUE)) -> Callable[[], None]:
        told = threading.Event()
        whole = front(Desk(ask, lambda _: sample.actions(sample.OVERDUE)), tmp_path)
        thread = threading.Thread(
            target=serve, args=(whole, TOKENS), kwargs={"api": recorder.api, "stop": told, "ping": 0.5}
        )
        thread.start()

        def stop() -> None:
            told.set()
            thread.join(20)
            assert not thread.is_alive()

        stops.append(stop)
        wire.wait_for_links(1)
        return stop

    yield starter
    for stop in stops:
        stop()


def shown(call: Call) -> str:
    return "\n".join(words(call.payload["blocks"]))


def test_mentions_and_commands_are_acknowledged_and_answered_and_retries_answered_once(
    start: Starter, recorder: Recorder, wire: Wire
) -> None:
    start()
    event = mention(event_id="EvOne")
    wire.wait_for_ack(wire.deliver("events_api", event))
    wire.wait_for_ack(wire.deliver("events_api", event, retry_attempt=1, retry_reason="timeout"))
    body = command("overdue", response_url=f"{recorder.url}/respond/1")
    wire.wait_for_ack(wire.deliver("slash_commands", body))
    answers = recorder.wait_for_messages(2)
    assert sorted(call.method for call in answers) == ["chat.postMessage", "response_url"]
    assert all(sample.PLEDGE in shown(call) for call in answers)


def test_the_bot_comes_back_when_slack_refreshes_the_connection_or_loses_it(
    start: Starter, recorder: Recorder, wire: Wire
) -> None:
    start()
    wire.say({"type": "disconnect", "reason": "refresh_requested"})
    wire.wait_for_links(2)
    wire.wait_for_ack(wire.deliver("events_api", mention("<@UBOT> after the refresh")))
    wire.drop()
    wire.wait_for_links(3)
    wire.wait_for_ack(wire.deliver("events_api", mention("<@UBOT> after the loss")))
    assert len(recorder.wait_for_messages(2)) == 2


def test_an_answer_in_flight_is_finished_before_the_bot_stops(start: Starter, recorder: Recorder, wire: Wire) -> None:
    begun, gate = threading.Event(), threading.Event()

    def ask(_: str) -> Answer:
        begun.set()
        assert gate.wait(10)
        return sample.answer(sample.OVERDUE)

    stop = start(ask)
    wire.deliver("events_api", mention())
    assert begun.wait(5)
    threading.Timer(4.5, gate.set).start()  # the library itself takes 3 seconds to close
    stop()
    assert sample.PLEDGE in shown(recorder.messages()[-1])


@pytest.mark.parametrize(("method", "error"), [("auth.test", "invalid_auth"), ("apps.connections.open", "not_allowed")])
def test_a_token_that_slack_refuses_is_said_in_a_sentence(
    method: str, error: str, recorder: Recorder, wire: Wire, tmp_path: Path
) -> None:
    recorder.socket_url = wire.url
    recorder.replies[method].append((200, {}, {"ok": False, "error": error}))
    with pytest.raises(ConfigError, match=rf"^Slack refused a token \({error}\)\. Look at SLACK_BOT_TOKEN"):
        serve(front(Desk(sample_answer, sample_answer), tmp_path), TOKENS, api=recorder.api, stop=threading.Event())


def test_a_slack_that_cannot_be_reached_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"^Slack cannot be reached"):
        serve(
            front(Desk(sample_answer, sample_answer), tmp_path),
            TOKENS,
            api="http://127.0.0.1:9/api/",
            stop=threading.Event(),
        )


def sample_answer(_: str) -> Answer:
    return sample.answer()
