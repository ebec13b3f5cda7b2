"""What comes twice is done once: modals sent again, requests replayed, answers shared; and what is not Slack's is refused.

All goes to the unmodified app over HTTP; a second process is a second app with the same index.
"""

import io
import json
import logging
import multiprocessing
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from assurance_bot.slack.signed import BETWEEN, NOT_SLACKS, Refusals
from assurance_bot.slack.web import web_app
from slack.conftest import AtWork, Opener
from slack.fronts import DIED, note_and_die
from slack.recorder import Call, Recorder
from slack.requests import command, mention, shortcut, submitted
from slack.signing import SECRET, Door
from slack.test_surfaces import FORM, Person, found, shown, told

WHY = {"why": {"type": "plain_text_input", "value": "The letter came"}}
DAY = {"value": {"type": "datepicker", "selected_date": "2025-03-01"}}


@pytest.fixture
def person(at_work: AtWork, recorder: Recorder) -> Person:
    return Person(at_work(), recorder)


def an_action(person: Person) -> str:
    value = found(person.types("open").payload["blocks"], "open_one")["selected_option"]["value"]
    assert isinstance(value, str)
    return value


def form_of(what: str, action: str, person: Person) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the modal that notes something, as Slack shows it, and what is filled in."""
    view = person.opens({"action_id": f"note_{what}", "value": action})
    return {**view, "id": "VFORM", "root_view_id": "VFORM", "hash": "1.a"}, {**(DAY if what == "redate" else {}), **WHY}


def noted(action: str, person: Person) -> int:
    """Return how often the history of an action says that the office noted something."""
    return shown(person.opens({"action_id": "show_history", "value": action})).count("noted by your office")


def sent(door: Door, body: dict[str, str], *, age: float) -> str:
    """Send a modal back, signed as if some seconds ago; return the words of what it shows then."""
    reply = door.send(urlencode(body), kind=FORM, age=age)
    assert reply.status == 200
    return shown(json.loads(reply.body)["view"])


# Modals sent again.


@pytest.mark.parametrize("what", ["close", "redate", "comment"])
def test_a_modal_sent_again_writes_one_entry_in_whichever_process(what: str, at_work: AtWork, person: Person) -> None:
    action = an_action(person)
    body = submitted(*form_of(what, action, person))
    other = at_work()
    assert "Entry 1" in sent(person.door, body, age=3)
    assert "nothing was written a second time" in sent(person.door, body, age=2)
    assert "nothing was written a second time" in sent(other, body, age=1)
    assert noted(action, person) == 1


@pytest.mark.parametrize("what", ["close", "comment"])
def test_a_modal_whose_process_died_once_it_had_noted_is_not_noted_again(
    what: str, at_work: AtWork, person: Person, tmp_path: Path
) -> None:
    action = an_action(person)
    view, values = form_of(what, action, person)
    dying = multiprocessing.get_context("spawn").Process(
        target=note_and_die, args=(tmp_path / "index", view["id"], action, what)
    )
    dying.start()
    dying.join(60)
    assert dying.exitcode == DIED
    assert noted(action, person) == 1
    assert "nothing was written a second time" in sent(person.door, submitted(view, values), age=1)
    assert "nothing was written a second time" in sent(at_work(), submitted(view, values), age=2)
    assert noted(action, person) == 1


def test_a_modal_opened_anew_with_the_same_words_writes_another_entry(person: Person) -> None:
    action = an_action(person)
    view, values = form_of("comment", action, person)
    assert "Entry 1" in sent(person.door, submitted(view, values), age=2)
    assert "Entry 2" in sent(person.door, submitted({**view, "id": "VANEW"}, values), age=1)
    assert noted(action, person) == 2


def test_a_modal_that_was_refused_at_a_field_can_be_sent_again(person: Person) -> None:
    action = an_action(person)
    view, values = form_of("close", action, person)
    assert person.sends(view, {"why": {"type": "plain_text_input", "value": " "}})["response_action"] == "errors"
    assert "Entry 1" in sent(person.door, submitted(view, values), age=1)


def test_a_modal_sent_to_two_processes_at_once_writes_one_entry(at_work: AtWork, person: Person) -> None:
    action = an_action(person)
    body = submitted(*form_of("close", action, person))
    doors = [person.door, at_work()]
    with ThreadPoolExecutor(8) as senders:
        told_of = list(senders.map(lambda n: sent(doors[n % 2], body, age=n + 1), range(8)))
    assert sum("Entry 1" in each for each in told_of) == 1
    assert sum("nothing was written a second time" in each for each in told_of) == 7
    assert noted(action, person) == 1


# Requests replayed.


def answers(recorder: Recorder) -> list[Call]:
    time.sleep(0.5)
    return recorder.messages()


def test_a_command_replayed_with_its_signature_is_refused(open_door: Opener, recorder: Recorder) -> None:
    door = open_door()
    body = command("overdue", response_url=f"{recorder.url}/respond/1")
    assert [door.command(body, age=100).status for _ in range(2)] == [200, 401]
    assert len(answers(recorder)) == 1


def test_a_command_replayed_to_another_process_is_not_answered_there(open_door: Opener, recorder: Recorder) -> None:
    doors = [open_door(), open_door()]
    body = command("overdue", response_url=f"{recorder.url}/respond/1")
    doors[0].command(body, age=100)
    recorder.wait_for_messages(1)
    doors[1].command(body, age=100)
    assert len(answers(recorder)) == 1


def test_a_command_given_again_is_answered_again(open_door: Opener, recorder: Recorder) -> None:
    door = open_door()
    for number in (1, 2):
        assert door.command(command("overdue", response_url=f"{recorder.url}/respond/{number}"), age=100).status == 200
    assert len(recorder.wait_for_messages(2)) == 2


# Requests that are not Slack's.

ODD = {
    "no number": {"x-slack-request-timestamp": "abc"},
    "an empty timestamp": {"x-slack-request-timestamp": ""},
    "no number of a clock": {"x-slack-request-timestamp": "9" * 400},
    "more digits than are read": {"x-slack-request-timestamp": "9" * 5_000},
    "a signature of other letters": {"x-slack-signature": "v0=\xe9"},
}


@pytest.mark.parametrize("headers", ODD.values(), ids=ODD)
def test_headers_that_slack_never_sends_are_refused_in_one_line(
    headers: dict[str, str], open_door: Opener, recorder: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    assert open_door().event(mention(), headers=headers).status == 401
    (line,) = caplog.records
    assert (line.levelname, line.exc_info) == ("WARNING", None)
    assert len(line.getMessage().splitlines()) == 1
    assert answers(recorder) == []


def test_a_wrong_secret_is_warned_of_once_a_minute_without_body_or_signature(
    open_door: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    door = open_door()
    for _ in range(3):
        assert door.event(mention("<@UBOT> what became of the pump?"), secret=SECRET + "!").status == 401
    (line,) = caplog.records
    assert line.levelno == logging.WARNING
    assert "SLACK_SIGNING_SECRET" in line.getMessage()
    assert "pump" not in caplog.text
    assert "v0=" not in caplog.text


def test_after_a_minute_it_is_warned_of_again(caplog: pytest.LogCaptureFixture) -> None:
    now = [0.0]
    refusals = Refusals(clock=lambda: now[0])
    for now[0] in (0.0, BETWEEN - 1, BETWEEN, BETWEEN + 1):
        assert refusals.refuse(NOT_SLACKS).status == 401
    assert len(caplog.records) == 2


@pytest.mark.parametrize("body", [b"\xff\xfe", b"{", b'"words"', b"payload=%7B"])
def test_a_body_that_slack_never_sends_is_refused_in_one_line(
    body: bytes, open_door: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    statuses: list[str] = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/slack/events",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": "application/x-www-form-urlencoded" if b"=" in body else "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }
    list(web_app(open_door().app, ready=lambda: "")(environ, lambda status, _: statuses.append(status)))
    assert statuses[0][:3] in ("400", "401")
    assert [(r.levelname, r.exc_info) for r in caplog.records] == [("WARNING", None)]


# Somebody named by their Slack account.


@pytest.mark.parametrize("where", ["mention", "direct message", "edited", "/assurance"])
def test_a_question_that_names_a_slack_account_says_so(where: str, person: Person) -> None:
    question = "what did <@U1> commit to on vetting?"
    if where == "mention":
        call = person.asks(question)
    elif where == "direct message":
        person.door.event(mention(question, type="message", channel_type="im", channel="D1"))
        (call,) = person.slack.wait_for_messages(1)
    elif where == "edited":
        first = person.asks("what did the CC commit to on vetting?", ts="5.1")
        message = {"user": "U1", "ts": "5.1", "text": f"<@UBOT> {question}"}
        before = {**message, "text": "<@UBOT> what did the CC commit to on vetting?"}
        told_of: dict[str, Any] = {"message": message, "previous_message": before}
        person.door.event(mention(type="message", subtype="message_changed", channel_type="channel", **told_of))
        call = person.slack.wait_for_messages(2)[1]
        assert call.payload["ts"] != first.payload.get("ts")
    else:
        call = person.types(question, name="/assurance")
    assert "not by their Slack accounts, so I looked for nothing" in told(call)


def test_the_shortcut_on_a_message_that_names_a_slack_account_says_so(person: Person) -> None:
    def finds(words: str) -> str:
        person.door.send(urlencode(shortcut(words, response_url=person.url())), kind=FORM)
        return told(person.slack.wait_for_messages(len(before) + 1)[-1])

    before = person.slack.messages()
    assert "so I looked for nothing in that message" in finds("what did <@U1> commit to on vetting?")
    before = person.slack.messages()
    assert "Slack accounts" not in finds("<@UBOT> what did the CC commit to on vetting?")


@pytest.mark.parametrize("text", ["what did the CC commit to, <@UBOT>?", "<@UBOT|minutes> what did the CC commit to?"])
def test_the_bots_own_account_may_be_named_anywhere(text: str, person: Person) -> None:
    assert "Slack accounts" not in told(person.asks(text))


# What was noted is shown.


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("close", "Noted by your office: Closed by Tobias Wren"),
        ("redate", "Noted by your office: Due date moved to 1 March 2025 by Tobias Wren"),
        ("comment", "Noted by your office: A comment in the ledger"),
    ],
)
def test_the_context_of_an_action_says_what_was_noted_since(what: str, says: str, person: Person) -> None:
    action = an_action(person)
    context = {"action_id": "show_context", "value": action}
    assert "Noted by your office" not in shown(person.opens(context))
    sent(person.door, submitted(*form_of(what, action, person)), age=1)
    after = shown(person.opens(context))
    assert says in after
    assert "not in the minutes" in after
    assert "See History." in after


@pytest.mark.parametrize(
    ("what", "says", "not_said"),
    [
        ("close", "Lists say so from now on.", "Its history"),
        ("redate", "Lists say so from now on.", "Its history"),
        ("comment", "Its history shows it from now on.", "Lists"),
    ],
)
def test_after_a_note_it_is_said_where_it_is_shown(what: str, says: str, not_said: str, person: Person) -> None:
    answer = sent(person.door, submitted(*form_of(what, an_action(person), person)), age=1)
    assert says in answer
    assert not_said not in answer


# Sharing.


def test_what_was_shared_is_not_shared_again_and_that_is_said(person: Person) -> None:
    call = person.types("all")
    share = found(call.payload["blocks"], "share")
    person.presses(share)
    person.slack.wait(lambda all_: "Shared in the channel." in told(all_.messages()[-1]))
    before = len(person.slack.messages())
    assert "was shared in the channel before" in told(person.turns(share))
    assert len(answers(person.slack)) == before + 1


def test_what_could_not_be_shared_can_be_shared_later(person: Person) -> None:
    share = found(person.types("all").payload["blocks"], "share")
    person.slack.replies["chat.postMessage"].extend([(200, {}, {"ok": False, "error": "not_in_channel"})] * 2)
    person.presses(share)
    person.slack.wait(lambda all_: "Invite me" in told(all_.messages()[-1]))
    person.presses(share)
    person.slack.wait(lambda all_: "Shared in the channel." in told(all_.messages()[-1]))
