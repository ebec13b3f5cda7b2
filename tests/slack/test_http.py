"""The app over HTTP: real requests with real signatures in, everything it sends recorded."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from assurance_bot.answer import Answer
from assurance_bot.errors import NotFoundError
from slack import sample
from slack.blockkit import words
from slack.conftest import Opener
from slack.recorder import Call, Recorder
from slack.requests import command, mention

QUESTION = "what became of the breathing apparatus?"


def shown(call: Call) -> str:
    return "\n".join(words(call.payload["blocks"]))


def settled(recorder: Recorder, number: int) -> list[Call]:
    """Return the messages once `number` have come and a moment has passed in which another could have."""
    recorder.wait_for_messages(number)
    time.sleep(0.3)
    return recorder.messages()


def test_a_mention_is_answered_in_its_thread_with_the_words_of_the_minutes(
    open_door: Opener, recorder: Recorder
) -> None:
    asked: list[str] = []

    def ask(question: str) -> Answer:
        asked.append(question)
        return sample.answer(sample.OVERDUE)

    reply = open_door(ask).event(mention(f"<@UBOT> {QUESTION}"))
    (call,) = settled(recorder, 1)
    assert reply.status == 200
    assert asked == [QUESTION]
    assert call.method == "chat.postMessage"
    assert (call.payload["channel"], call.payload["thread_ts"]) == ("C1", "1699999999.000100")
    assert sample.PLEDGE in shown(call)
    assert sample.PLEDGE in call.payload["text"]


def test_a_mention_inside_a_thread_is_answered_in_that_thread(open_door: Opener, recorder: Recorder) -> None:
    open_door().event(mention(thread_ts="1699990000.000001"))
    (call,) = recorder.wait_for_messages(1)
    assert call.payload["thread_ts"] == "1699990000.000001"


@pytest.mark.parametrize("text", ["<@UBOT>", "<@UBOT>   ", "<@UBOT> help", "<@UBOT> Help"])
def test_a_mention_without_a_question_gets_the_help(text: str, open_door: Opener, recorder: Recorder) -> None:
    open_door(refuse).event(mention(text))
    (call,) = recorder.wait_for_messages(1)
    assert "/actions overdue" in shown(call)


def refuse(_: str) -> Answer:
    raise AssertionError("the desk was asked")


def test_what_was_typed_reaches_the_desk_without_slacks_markup(open_door: Opener, recorder: Recorder) -> None:
    asked: list[str] = []

    def ask(question: str) -> Answer:
        asked.append(question)
        return sample.answer()

    text = "<@UBOT> was  <https://example.org/plan|the plan> &lt;3 weeks &amp; agreed in <#C9|scrutiny>?"
    open_door(ask).event(mention(text))
    recorder.wait_for_messages(1)
    assert asked == ["was the plan <3 weeks & agreed in scrutiny?"]


@pytest.mark.parametrize("typed", ["overdue", "open CC", "due", "closed CFO about pumps", "all", ""])
def test_a_command_is_answered_to_its_giver_alone(typed: str, open_door: Opener, recorder: Recorder) -> None:
    asked: list[str] = []

    def actions(wanted: str) -> Answer:
        asked.append(wanted)
        return sample.actions(sample.OVERDUE)

    reply = open_door(refuse, actions).command(command(typed, response_url=f"{recorder.url}/respond/1"))
    (call,) = settled(recorder, 1)
    assert (reply.status, reply.body) == (200, "")
    assert asked == [typed]
    assert (call.method, call.path) == ("response_url", "/respond/1")
    assert call.payload["response_type"] == "ephemeral"
    assert "26 days overdue" in shown(call)


def test_the_command_tells_how_it_is_used(open_door: Opener, recorder: Recorder) -> None:
    open_door(refuse, refuse).command(command(" Help ", response_url=f"{recorder.url}/respond/1"))
    (call,) = recorder.wait_for_messages(1)
    assert "/actions open CC" in shown(call)
    assert call.payload["response_type"] == "ephemeral"


def test_an_event_sent_again_is_answered_once(open_door: Opener, recorder: Recorder) -> None:
    door, event = open_door(), mention(event_id="EvAgain")
    first = door.event(event)
    again = [
        door.event(event, headers={"x-slack-retry-num": str(n), "x-slack-retry-reason": "http_timeout"})
        for n in (1, 2, 3)
    ]
    assert [reply.status for reply in [first, *again]] == [200] * 4
    assert len(settled(recorder, 1)) == 1


def test_an_event_first_seen_as_a_retry_is_answered(open_door: Opener, recorder: Recorder) -> None:
    open_door().event(mention(), headers={"x-slack-retry-num": "1", "x-slack-retry-reason": "timeout"})
    assert len(recorder.wait_for_messages(1)) == 1


@pytest.mark.parametrize(
    "unanswered",
    [
        pytest.param({"user": "UBOT"}, id="the bot itself"),
        pytest.param({"bot_id": "BBOT"}, id="the bot by its other id"),
        pytest.param({"bot_id": "BOTHER"}, id="another bot"),
        pytest.param({"bot_id": "BOTHER", "subtype": "bot_message"}, id="a bot's message"),
        pytest.param({"edited": {"user": "U1", "ts": "1699999999.5"}}, id="an edited mention"),
    ],
)
def test_bots_and_edits_are_not_answered(unanswered: dict[str, Any], open_door: Opener, recorder: Recorder) -> None:
    door = open_door()
    assert door.event(mention("<@UBOT> said a bot", **unanswered)).status == 200
    door.event(mention("<@UBOT> said a person", ts="1699999999.000200"))
    assert [call.payload["thread_ts"] for call in settled(recorder, 1)] == ["1699999999.000200"]


def test_a_bad_signature_is_refused_and_what_was_asked_is_not_logged(
    open_door: Opener, recorder: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    reply = open_door(refuse).event(mention(QUESTION), secret="somebody else's")  # noqa: S106 - a wrong one, on purpose
    assert reply.status == 401
    assert "signature is not Slack's" in caplog.text
    assert QUESTION not in caplog.text
    assert settled(recorder, 0) == []


def test_a_request_changed_on_its_way_is_refused(open_door: Opener) -> None:
    reply = open_door(refuse).event(mention(), headers={"x-slack-signature": "v0=00"})
    assert reply.status == 401


@pytest.mark.parametrize("age", [301, -301])
def test_a_request_signed_too_long_ago_or_ahead_is_refused(age: float, open_door: Opener) -> None:
    assert open_door(refuse).event(mention(), age=age).status == 401


@pytest.mark.parametrize("surface", ["mention", "command"])
def test_a_fault_of_ours_is_owned_up_to_with_a_reference_that_the_log_holds(
    surface: str, open_door: Opener, recorder: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(question: str) -> Answer:
        raise ValueError(f"cannot read {question!r} in /srv/index/records.db")

    door = open_door(broken, broken)
    if surface == "mention":
        door.event(mention(f"<@UBOT> {QUESTION}"))
    else:
        door.command(command(QUESTION, response_url=f"{recorder.url}/respond/1"))
    (call,) = settled(recorder, 1)
    before, _, after = shown(call).partition("(reference ")
    reference = after[:4]
    assert before == "Something went wrong here "
    assert after == f"{reference}). The people who run this bot can find it in the log."
    assert f"reference {reference}: builtins.ValueError" in caplog.text
    assert 'raise ValueError(f"cannot read' in caplog.text
    assert QUESTION not in caplog.text


def test_an_error_of_use_is_shown_as_its_sentence_literally(open_door: Opener, recorder: Recorder) -> None:
    def ask(_: str) -> Answer:
        raise NotFoundError("meeting", "<!here>")

    open_door(ask).event(mention())
    (call,) = recorder.wait_for_messages(1)
    assert shown(call) == "There is no meeting called “<!here>”."
    assert call.payload["text"] == "There is no meeting called “&lt;!here&gt;”."


def slowly(gate: threading.Event) -> Callable[[str], Answer]:
    def ask(_: str) -> Answer:
        assert gate.wait(10)
        return sample.actions(sample.OVERDUE)

    return ask


def test_a_slow_mention_says_at_once_that_it_looks_and_the_answer_takes_that_place(
    open_door: Opener, recorder: Recorder
) -> None:
    gate = threading.Event()
    reply = open_door(slowly(gate), patience=0.05).event(mention())
    (looking,) = recorder.wait_for_messages(1)
    gate.set()
    _, answer = settled(recorder, 2)
    assert reply.seconds < 1
    assert looking.payload["text"] == "Looking in the minutes …"
    assert answer.method == "chat.update"
    assert answer.payload["ts"] == "1700000000.000001"
    assert sample.PLEDGE in shown(answer)


def test_an_answer_that_cannot_take_the_place_of_the_working_note_is_posted_below_it(
    open_door: Opener, recorder: Recorder
) -> None:
    gate = threading.Event()
    recorder.replies["chat.update"].append((200, {}, {"ok": False, "error": "message_not_found"}))
    open_door(slowly(gate), patience=0.05).event(mention())
    recorder.wait_for_messages(1)
    gate.set()
    assert [call.method for call in recorder.wait_for_messages(3)] == [
        "chat.postMessage",
        "chat.update",
        "chat.postMessage",
    ]
    assert sample.PLEDGE in shown(recorder.messages()[-1])


def test_a_slow_command_says_at_once_that_it_looks(open_door: Opener, recorder: Recorder) -> None:
    gate = threading.Event()
    door = open_door(refuse, slowly(gate), patience=0.05)
    reply = door.command(command("overdue", response_url=f"{recorder.url}/respond/1"))
    (looking,) = recorder.wait_for_messages(1)
    gate.set()
    _, answer = recorder.wait_for_messages(2)
    assert reply.seconds < 1
    assert shown(looking) == "Looking in the minutes …"
    assert "26 days overdue" in shown(answer)


def test_slow_answers_to_more_people_than_it_can_serve_hold_up_no_acknowledgement(
    open_door: Opener, recorder: Recorder
) -> None:
    gate = threading.Event()
    door = open_door(refuse, slowly(gate))
    replies = [door.command(command("all", response_url=f"{recorder.url}/respond/{n}")) for n in range(30)]
    assert max(reply.seconds for reply in replies) < 1
    assert {reply.status for reply in replies} == {200}
    gate.set()
    calls = recorder.wait_for_messages(30)
    assert {call.path for call in calls} == {f"/respond/{n}" for n in range(30)}


def test_the_bot_waits_when_slack_says_so_and_then_answers(open_door: Opener, recorder: Recorder) -> None:
    recorder.replies["chat.postMessage"].append((429, {"Retry-After": "1"}, {"ok": False, "error": "ratelimited"}))
    started = time.monotonic()
    open_door().event(mention())
    _, answer = recorder.wait_for_messages(2)
    assert time.monotonic() - started >= 1
    assert sample.PLEDGE in shown(answer)


def test_an_answer_to_a_command_is_tried_again_when_slack_is_busy(open_door: Opener, recorder: Recorder) -> None:
    recorder.replies["response_url"].append((429, {"Retry-After": "1"}, "too_many_requests"))
    open_door().command(command("overdue", response_url=f"{recorder.url}/respond/1"))
    _, answer = recorder.wait_for_messages(2)
    assert "26 days overdue" in shown(answer)


def test_an_answer_is_tried_again_when_slack_is_broken(open_door: Opener, recorder: Recorder) -> None:
    recorder.replies["chat.postMessage"].append((503, {}, {"ok": False}))
    open_door().event(mention())
    assert sample.PLEDGE in shown(recorder.wait_for_messages(2)[-1])


@pytest.mark.parametrize("surface", ["mention", "command"])
def test_an_answer_that_slack_refuses_becomes_a_plain_error_with_a_reference(
    surface: str, open_door: Opener, recorder: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    recorder.replies["chat.postMessage"].append((200, {}, {"ok": False, "error": "invalid_blocks"}))
    recorder.replies["response_url"].append((400, {}, "invalid_blocks"))
    if surface == "mention":
        open_door().event(mention())
    else:
        open_door().command(command("overdue", response_url=f"{recorder.url}/respond/1"))
    _, excuse = recorder.wait_for_messages(2)
    assert shown(excuse).startswith("Something went wrong here (reference ")
    assert "invalid_blocks" in caplog.text


def test_a_channel_that_takes_no_message_leaves_its_reference_in_the_log(
    open_door: Opener, recorder: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    recorder.replies["chat.postMessage"].extend([(200, {}, {"ok": False, "error": "not_in_channel"})] * 2)
    door = open_door()
    door.event(mention())
    recorder.wait_for_messages(2)
    door.event(mention())
    recorder.wait_for_messages(3)
    assert "could not be told to anybody" in caplog.text
    assert "not_in_channel" in caplog.text


def test_nothing_asked_or_answered_is_logged_even_at_debug(
    open_door: Opener, recorder: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    door = open_door()
    door.event(mention(f"<@UBOT> {QUESTION}"))
    door.command(command(QUESTION, response_url=f"{recorder.url}/respond/1"))
    settled(recorder, 2)
    assert QUESTION not in caplog.text
    assert sample.PLEDGE not in caplog.text


HOSTILE = {
    "a broadcast": "All to note <!here> and <!channel>.",
    "a mention": "Thanks to <@U1> and <@UBOT>.",
    "a link": "See <https://example.org|the plan> at https://example.org/x.",
    "code and stars": "`code` ```block``` *bold* _slanted_ ~struck~ > quoted :tada:",
    "entities": "Fire & Rescue &lt;!here&gt; <b>",
    "marks that turn the direction": "\u202egniht gnorw eht\u202c and \u2067more",
    "20,000 characters": "The CFO said that the pumps were sound. " * 500,
    "20,000 characters without a blank": "x" * 20_000,
    "control characters": "bell\x07 and escape\x1b[31m",
    "a web page": "<script>alert(1)</script>" * 20,
}


@pytest.mark.parametrize("words_of_minutes", HOSTILE.values(), ids=HOSTILE)
def test_hostile_minutes_reach_slack_inert_on_every_surface(
    words_of_minutes: str, open_door: Opener, recorder: Recorder
) -> None:
    """The recorder's checker fails the test where anything sent is live or invalid."""
    record = sample.statement(words_of_minutes, lead_in=words_of_minutes)
    answer = sample.answer(
        sample.finding(record, note=words_of_minutes, evidence=(sample.quote(words_of_minutes + "!"),)),
        understood=words_of_minutes,
        summary=words_of_minutes,
        notes=[words_of_minutes] * 5,
    )
    door = open_door(lambda _: answer, lambda _: answer)
    door.event(mention())
    door.command(command("all", response_url=f"{recorder.url}/respond/1"))
    for call in recorder.wait_for_messages(2):
        assert "\u202e" not in call.payload["text"]
        assert "Searched 24 meetings" in shown(call)


def test_500_actions_are_listed_as_far_as_they_fit_and_the_rest_are_counted(
    open_door: Opener, recorder: Recorder
) -> None:
    all_of_them = [sample.finding(sample.action(f"Do thing {n}.", nth=n), status="open") for n in range(500)]
    open_door(refuse, lambda _: sample.actions(*all_of_them)).command(
        command("all", response_url=f"{recorder.url}/respond/1")
    )
    (call,) = recorder.wait_for_messages(1)
    listed = sum(f"Do thing {n}." in shown(call) for n in range(500))
    assert listed >= 40
    assert f"And {500 - listed} more." in shown(call)


def test_a_list_asked_of_a_slack_account_lists_nobodys_and_says_why(open_door: Opener, recorder: Recorder) -> None:
    open_door(refuse, refuse).command(command("open <@U024BE7LH>", response_url=f"{recorder.url}/respond/1"))
    (call,) = recorder.wait_for_messages(1)
    assert "not by their Slack accounts" in shown(call)
