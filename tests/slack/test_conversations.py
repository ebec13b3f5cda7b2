"""Conversations in threads and direct messages; questions that are edited or deleted after they were answered."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assurance_bot import answer
from assurance_bot.access import EVERYTHING, NOTHING
from assurance_bot.answer import Answer
from assurance_bot.serving import Reader, seeing
from assurance_bot.slack import Desk, finish, make_app, web_client
from assurance_bot.slack.threads import Threads, Turn
from slack import sample
from slack.blockkit import words
from slack.conftest import Opener
from slack.fronts import front, morning
from slack.recorder import Call, Recorder
from slack.requests import mention
from slack.signing import SECRET, Door
from support.demo import LAST, demo, demo_index


@pytest.fixture
def door(recorder: Recorder, tmp_path: Path) -> Iterator[Door]:
    """The bot over the example minutes."""
    desk = seeing(Reader(demo_index()), morning, EVERYTHING)
    client = web_client("xoxb-test", api=recorder.api)
    app = make_app(front(desk, tmp_path), client=client, signing_secret=SECRET, patience=20)
    opened = Door(app)
    yield opened
    opened.close()
    finish(app)


def shown(call: Call) -> str:
    return "\n".join(words(call.payload["blocks"]))


def direct(text: str, ts: str, **event: Any) -> dict[str, Any]:
    return mention(text, type="message", channel_type="im", channel="D1", ts=ts, **event)


def edited(text: str, ts: str, *, before: str = "before", channel: str = "C1", **more: Any) -> dict[str, Any]:
    now = {"type": "message", "user": "U1", "text": text, "ts": ts, "edited": {"user": "U1", "ts": "9"}, **more}
    old = {"type": "message", "user": "U1", "text": before, "ts": ts}
    return mention("", type="message", subtype="message_changed", channel=channel, message=now, previous_message=old)


def deleted(ts: str, *, channel: str = "C1") -> dict[str, Any]:
    old = {"type": "message", "user": "U1", "text": "x", "ts": ts}
    return mention("", type="message", subtype="message_deleted", channel=channel, deleted_ts=ts, previous_message=old)


def test_a_question_in_the_thread_of_an_answer_is_read_against_it(door: Door, recorder: Recorder) -> None:
    door.event(mention("<@UBOT> what did the CC commit to on vetting?", ts="1.1"))
    recorder.wait_for_messages(1)
    door.event(mention("<@UBOT> and the DCC?", ts="1.2", thread_ts="1.1"))
    assert "as before, but for the DCC" in shown(recorder.wait_for_messages(2)[-1])
    assert recorder.messages()[-1].payload["thread_ts"] == "1.1"


def test_a_question_in_another_thread_is_read_by_itself(door: Door, recorder: Recorder) -> None:
    door.event(mention("<@UBOT> what did the CC commit to on vetting?", ts="1.1"))
    recorder.wait_for_messages(1)
    door.event(mention("<@UBOT> and the DCC?", ts="2.1"))
    assert "as before" not in shown(recorder.wait_for_messages(2)[-1])


def test_in_direct_messages_one_question_follows_the_other_and_more_shows_the_next(
    door: Door, recorder: Recorder
) -> None:
    question = "what did the PCC ask about custody?"
    door.event(direct(question, "1.1"))
    (first,) = recorder.wait_for_messages(1)
    door.event(direct("more", "1.2"))
    second = recorder.wait_for_messages(2)[-1]
    found = [f.record.text for f in answer.ask(demo(), question, today=LAST).findings]
    told = [sum(words_ in shown(each) for words_ in found) for each in (first, second)]
    assert 1 <= min(told) <= max(told) <= 3
    assert f"as before, from the {('2nd', '3rd', '4th')[told[0] - 1]} of" in shown(second)
    assert [words_ in shown(first) for words_ in found] == [n < told[0] for n in range(len(found))]
    assert [words_ in shown(second) for words_ in found] == [told[0] <= n < sum(told) for n in range(len(found))]
    assert "thread_ts" not in first.payload


def test_of_a_list_that_was_shown_whole_there_is_no_more(door: Door, recorder: Recorder) -> None:
    door.event(direct("actions overdue", "1.1"))
    recorder.wait_for_messages(1)
    door.event(direct("more", "1.2"))
    assert "were shown" in shown(recorder.wait_for_messages(2)[-1])


def test_a_conversation_begins_anew_when_asked_to(door: Door, recorder: Recorder) -> None:
    door.event(direct("what did the CC commit to on vetting?", "1.1"))
    recorder.wait_for_messages(1)
    door.event(direct("new", "1.2"))
    assert "A new question." in shown(recorder.wait_for_messages(2)[-1])
    door.event(direct("and the DCC?", "1.3"))
    assert "as before" not in shown(recorder.wait_for_messages(3)[-1])


def test_an_edited_question_changes_its_answer_in_place(door: Door, recorder: Recorder) -> None:
    door.event(mention("<@UBOT> what did the CC commit to on vetting?", ts="1.1"))
    (first,) = recorder.wait_for_messages(1)
    door.event(edited("<@UBOT> what did the CC commit to on custody?", "1.1"))
    second = recorder.wait_for_messages(2)[-1]
    assert (second.method, second.payload["ts"]) == ("chat.update", "1700000000.000001")
    assert "custody" in shown(second)
    assert "vetting" in shown(first)


def test_what_follows_an_edited_question_leans_on_what_it_says_now(door: Door, recorder: Recorder) -> None:
    door.event(mention("<@UBOT> what did the CC commit to on vetting?", ts="1.1"))
    recorder.wait_for_messages(1)
    door.event(edited("<@UBOT> what did the CC commit to on custody?", "1.1"))
    recorder.wait_for_messages(2)
    door.event(mention("<@UBOT> and the DCC?", ts="1.2", thread_ts="1.1"))
    told = shown(recorder.wait_for_messages(3)[-1])
    assert "custody" in told
    assert "vetting" not in told.split("\n")[0]


@pytest.mark.parametrize(
    "left_alone",
    [
        pytest.param(edited("same", "1.1", before="same"), id="a preview was added"),
        pytest.param(edited("<@UBOT> custody?", "7.7"), id="a message that was no question"),
        pytest.param(edited("answer", "1.1", bot_id="BBOT"), id="a bot's own message"),
        pytest.param(deleted("7.7"), id="a message that was no question, deleted"),
        pytest.param(mention("idle talk", type="message", channel_type="channel"), id="talk in a channel"),
        pytest.param(direct("hello", "1.9", bot_id="BOTHER"), id="another bot"),
        pytest.param(mention("", type="message", subtype="channel_join"), id="somebody joins"),
    ],
)
def test_other_messages_are_left_alone(left_alone: dict[str, Any], open_door: Opener, recorder: Recorder) -> None:
    door = open_door()
    door.event(mention("<@UBOT> what was promised?", ts="1.1"))
    recorder.wait_for_messages(1)
    assert door.event(left_alone).status == 200
    door.event(mention("<@UBOT> last", ts="1.8"))
    assert [call.method for call in recorder.wait_for_messages(2)] == ["chat.postMessage"] * 2
    assert [call for call in recorder.calls if call.method == "chat.delete"] == []


@pytest.mark.parametrize("tombstone", [False, True])
def test_the_answer_to_a_deleted_question_is_removed(tombstone: bool, open_door: Opener, recorder: Recorder) -> None:
    door = open_door()
    door.event(mention("<@UBOT> what was promised?", ts="1.1"))
    recorder.wait_for_messages(1)
    door.event(edited("This message was deleted.", "1.1", subtype="tombstone") if tombstone else deleted("1.1"))
    recorder.wait(lambda all_: any(c.method == "chat.delete" for c in all_.calls))
    (call,) = [c for c in recorder.calls if c.method == "chat.delete"]
    assert (call.payload["channel"], call.payload["ts"]) == ("C1", "1700000000.000001")
    door.event(edited("<@UBOT> and now?", "1.1"))
    door.event(mention("<@UBOT> another", ts="2.1"))
    assert [c.method for c in recorder.wait_for_messages(2)] == ["chat.postMessage"] * 2


def test_an_edit_while_the_answer_is_made_is_answered_after_it_and_in_its_place(
    open_door: Opener, recorder: Recorder
) -> None:
    begun, gate = threading.Event(), threading.Event()

    def ask(question: str) -> Answer:
        begun.set()
        assert gate.wait(10)
        return sample.answer(sample.OVERDUE, understood=question)

    door = open_door(ask, patience=20)
    door.event(mention("<@UBOT> first", ts="1.1"))
    assert begun.wait(10)
    door.event(edited("<@UBOT> second", "1.1", before="<@UBOT> first"))
    gate.set()
    calls = recorder.wait_for_messages(2)
    assert [call.method for call in calls] == ["chat.postMessage", "chat.update"]
    assert "second" in shown(calls[1])


def test_an_answer_is_found_by_another_process_when_its_question_is_edited(recorder: Recorder, tmp_path: Path) -> None:
    for event in (mention("<@UBOT> first", ts="1.1"), edited("<@UBOT> second", "1.1")):
        desk = Desk(lambda words_: sample.answer(sample.OVERDUE, understood=words_), lambda _: sample.actions())
        app = make_app(front(desk, tmp_path), client=web_client("xoxb-test", api=recorder.api), signing_secret=SECRET)
        opened = Door(app)
        opened.event(event)
        opened.close()
        finish(app)
    first, second = recorder.messages()
    assert (first.method, second.method) == ("chat.postMessage", "chat.update")


def test_only_the_threads_talked_in_last_are_remembered_and_those_in_use_always() -> None:
    threads, turn = Threads(limit=2), Turn(sample.answer(), 3, EVERYTHING)
    with threads.hold("C", "kept") as kept:
        kept.keep("1", Turn(), turn)
        for name in "abcd":
            with threads.hold("C", name) as other:
                other.keep("1", Turn(), turn)
    with threads.hold("C", "a") as first, threads.hold("C", "d") as last:
        assert first.before("2", EVERYTHING) == Turn()
        assert last.before("2", EVERYTHING) == turn


def test_what_was_seen_with_other_eyes_is_not_leant_on() -> None:
    with Threads().hold("C", "1") as thread:
        thread.keep("1", Turn(), Turn(sample.answer(), 3, EVERYTHING))
        assert thread.before("2", NOTHING) == Turn()
