"""The gate and the log: what Slack says is believed for minutes and asked anew before a write; all is written down."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from assurance_bot import answer
from assurance_bot.access import EVERYTHING, Access, Scope, Sight, plain
from assurance_bot.answer.seeing import within
from assurance_bot.errors import AccessError, NotFoundError
from assurance_bot.generation import open_current
from assurance_bot.ledger import Wish
from assurance_bot.slack import Desk, Gate, finish, make_app, web_client
from assurance_bot.slack.front import asker_of
from assurance_bot.slack.gate import Asker
from slack import sample
from slack.fronts import OPEN, WHOLE, front
from slack.recorder import Recorder
from slack.requests import command, mention
from slack.signing import SECRET, Door
from slack.test_access import grant
from support.demo import LAST, a_copy_of_demo

ANN = Asker("UANN", "D1", "message")
NOTING = Access(groups={"S1": (grant(frozenset({"official"}), rights="note"),)})


def test_what_slack_says_of_a_group_is_believed_for_minutes_and_asked_anew_before_a_write(recorder: Recorder) -> None:
    clock = [0.0]
    gate, client = Gate(NOTING, clock=lambda: clock[0], held=300), web_client("xoxb-test", api=recorder.api)
    recorder.groups["S1"] = ["UANN"]
    assert gate.admit(ANN, client).note.scopes
    recorder.groups["S1"] = []
    clock[0] = 299
    assert gate.admit(ANN, client).see.scopes
    with pytest.raises(AccessError, match="You have not been given any minutes"):
        gate.admit(ANN, client, right="note", fresh=True)
    with pytest.raises(AccessError):
        gate.admit(ANN, client)
    assert [call.method for call in recorder.calls].count("usergroups.users.list") == 2


def test_what_slack_said_is_asked_again_when_it_is_old(recorder: Recorder) -> None:
    clock = [0.0]
    gate, client = Gate(NOTING, clock=lambda: clock[0], held=300), web_client("xoxb-test", api=recorder.api)
    recorder.groups["S1"] = ["UANN"]
    gate.admit(ANN, client)
    recorder.groups["S1"] = []
    clock[0] = 301
    with pytest.raises(AccessError):
        gate.admit(ANN, client)


def test_who_may_only_ask_may_not_note(recorder: Recorder) -> None:
    gate = Gate(Access(members=(grant(frozenset({"official"})),)))
    with pytest.raises(AccessError, match="You may look, but not change anything"):
        gate.admit(ANN, web_client("xoxb-test", api=recorder.api), right="note", fresh=True)


def test_a_group_that_gives_nothing_to_ask_about_is_not_asked_for_a_channel(recorder: Recorder) -> None:
    gate = Gate(OPEN)
    gate.admit(Asker("UANN", "C1", "mention", public=True), web_client("xoxb-test", api=recorder.api))
    assert {call.method for call in recorder.calls} == {"users.info", "auth.test", "conversations.info"}


BODIES = {
    "an event": ({**mention(user="U5", channel="C5"), "is_ext_shared_channel": True}, ("U5", "C5", "", True)),
    "an event from elsewhere": (mention(user="U5", channel="C5", user_team="T9"), ("U5", "C5", "T9", False)),
    "a command": (command("x", response_url=""), ("U1", "C1", "T1", False)),
    "a command from elsewhere": ({**command("x", response_url=""), "team_id": "T9"}, ("U1", "C1", "T9", False)),
    "a button": (
        {"user": {"id": "U5", "team_id": "T9"}, "channel": {"id": "C5"}, "team": {"id": "T1"}},
        ("U5", "C5", "T9", False),
    ),
    "nothing known": ({}, ("", "", "", False)),
}


@pytest.mark.parametrize(("body", "read"), BODIES.values(), ids=BODIES)
def test_who_asks_is_read_from_whatever_slack_sends(body: dict[str, object], read: tuple[object, ...]) -> None:
    asker = asker_of(body, surface="s", public=False)
    assert (asker.user, asker.channel, asker.team, asker.shared) == read


def test_all_that_is_asked_and_refused_is_written_down_without_its_words(recorder: Recorder, tmp_path: Path) -> None:
    desk = Desk(lambda _: sample.answer(sample.OVERDUE, sample.SAID), lambda _: 1 / 0)  # type: ignore[arg-type, return-value]
    whole = front(desk, tmp_path, access=Access(members=(WHOLE,), channels={"C1": (WHOLE,)}))
    app = make_app(whole, client=web_client("xoxb-test", api=recorder.api), signing_secret=SECRET)
    door = Door(app)
    door.event(mention("<@UBOT> what was promised?"))
    recorder.wait_for_messages(1)
    door.event(mention("<@UBOT> what was promised?", channel="C2"))
    recorder.wait_for_messages(2)
    door.command(command("overdue", response_url=f"{recorder.url}/respond/1"))
    recorder.wait_for_messages(3)
    door.close()
    finish(app)
    asked, refused, failed = whole.audit.lines()
    assert (asked.what, asked.user, asked.surface, asked.channel) == ("asked", "U1", "mention", "C1")
    assert asked.records == (sample.OVERDUE.record.id, sample.SAID.record.id)
    assert (refused.what, refused.channel, refused.records) == ("refused", "C2", ())
    assert refused.detail.startswith("This channel has not been given any minutes to see")
    assert (failed.what, failed.surface) == ("failed", "/actions")
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"promised" not in held


def test_a_change_is_made_by_who_may_and_written_down_and_not_by_another(recorder: Recorder, tmp_path: Path) -> None:
    recorder.groups["S1"] = ["UANN"]
    whole = front(Desk(lambda _: sample.answer(), lambda _: sample.answer()), tmp_path, access=NOTING)
    client = web_client("xoxb-test", api=recorder.api)
    assert whole.change(ANN, client, lambda _: ("A-1", "close, entry 3")) == ("A-1", "close, entry 3")
    with pytest.raises(AccessError):
        whole.change(Asker("UBEN", "D2", "button"), client, lambda _: ("A-1", "close, entry 4"))
    changed, refused = whole.audit.lines()
    assert (changed.what, changed.user, changed.records, changed.detail) == (
        "changed",
        "UANN",
        ("A-1",),
        "close, entry 3",
    )
    assert (refused.what, refused.user, refused.records) == ("refused", "UBEN", ())


def wish(action: str, *, what: str = "close", value: tuple[str, ...] = (), why: str = "seen to") -> Wish:
    return Wish(
        action=action,
        what=what,
        value=value,
        why=why,
        who="UANN",
        via="Slack",
        at=dt.datetime(2024, 12, 30, tzinfo=dt.UTC),
    )


def test_what_is_noted_of_a_hidden_action_is_hidden_and_on_it_nothing_can_be_noted(tmp_path: Path) -> None:
    with open_current(a_copy_of_demo(tmp_path)) as whole:
        official = Sight(frozenset({Scope(None, frozenset({"official"}))}))
        part = within(whole, whole.register.keys(official.sees))
        found = answer.actions(whole, "all", today=LAST).findings
        hidden = next(f.record for f in found if plain(f.meeting.marking) != "official")
        seen_ids = {f.record.id for f in answer.actions(part, "open", today=LAST).findings}
        seen = next(f.record for f in found if f.record.id in seen_ids and plain(f.meeting.marking) == "official")
        answer.note(whole, wish(hidden.id, what="comment", value=("a word of the hidden one",), why=""))
        answer.note(whole, wish(hidden.id, what="link", value=(seen.id,)))
        assert part.ledger.entries().all == ()
        with pytest.raises(NotFoundError):
            answer.note(part, wish(hidden.id))
        with pytest.raises(NotFoundError):
            answer.note(part, wish(seen.id, what="link", value=(hidden.id,)))
        noted = answer.note(part, wish(seen.id))
        assert noted.entry.seq == 3
        assert [entry.seq for entry in part.ledger.entries().all] == [3]
        assert [entry.seq for entry in whole.ledger.entries().all] == [1, 2, 3]
        closed = {f.record.id for f in answer.actions(part, "closed", today=LAST).findings}
        assert seen.id in closed
        part.close()


def test_nothing_is_seen_by_no_sight_and_everything_by_the_whole() -> None:
    assert not Sight()
    assert Sight() | EVERYTHING == EVERYTHING
