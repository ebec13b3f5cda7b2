"""Who is shown what: forty cases, each asserted on all that went over the wire, over the invented minutes of three markings.

Two thirds of the example minutes are "OFFICIAL", the rest bear no marking or "Not Protectively Marked"; the real answers to
one question are known from the whole index, and none of what is not granted may be in any byte sent.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assurance_bot import answer
from assurance_bot.access import EVERYTHING, Access, Grant, Scope, Sight, plain
from assurance_bot.answer.seeing import Seen, seen_by, within
from assurance_bot.answer.trying import QUESTIONS
from assurance_bot.records import Action, Meeting
from assurance_bot.serving import Reader, seeing
from assurance_bot.slack import finish, make_app, web_client
from slack.blockkit import words
from slack.fronts import front, morning
from slack.recorder import Recorder
from slack.requests import command, mention
from slack.signing import SECRET, Door
from support.demo import LAST, demo, demo_index

OFFICIAL, OPEN = frozenset({"official"}), frozenset({"unmarked", "not protectively marked"})
EVERY = OFFICIAL | OPEN
NONE: frozenset[str] = frozenset()
QUESTION = "what did the PCC ask about custody?"
LIST = "all"


def grant(markings: frozenset[str], *, rights: str = "ask", shared: bool = False, body: str | None = None) -> Grant:
    bodies = None if body is None else frozenset({body})
    given: dict[str, frozenset[Any]] = {"ask": frozenset({"ask"}), "note": frozenset({"ask", "note"})}
    return Grant(Scope(bodies, markings), given[rights], shared)


ACCESS = Access(
    members=(grant(OPEN),),
    groups={"S1": (grant(OFFICIAL, rights="note"),), "S2": (grant(EVERY, body="some other body"),)},
    users={"UBOSS": (grant(EVERY, rights="note"),), "UGUESTNAMED": (grant(OFFICIAL),), "UFARNAMED": (grant(OPEN),)},
    channels={
        "COPEN": (grant(OPEN),),
        "COFFICIAL": (grant(OFFICIAL),),
        "CALL": (grant(EVERY),),
        "CPRIVATE": (grant(OFFICIAL),),
        "CCONNECT": (grant(EVERY),),
        "CCONNECTNAMED": (grant(OPEN, shared=True), grant(OFFICIAL)),
        "COTHER": (grant(EVERY, body="some other body"),),
    },
)
PEOPLE: dict[str, dict[str, Any]] = {
    "UMEMBER": {},
    "UGROUP": {},
    "UBOSS": {},
    "UOTHERGROUP": {},
    "UGUEST": {"is_restricted": True},
    "ULONEGUEST": {"is_ultra_restricted": True, "is_restricted": True},
    "UGUESTNAMED": {"is_restricted": True},
    "UFAR": {"team_id": "T9", "is_stranger": True},
    "UFARQUIET": {"team_id": "T9", "is_stranger": False},
    "UFARNAMED": {"team_id": "T9"},
    "UGONE": {"deleted": True},
    "UBOT2": {"is_bot": True},
    "UGRID": {"team_id": "T2", "enterprise_user": {"teams": ["T1", "T2"]}},
}
CHANNELS: dict[str, dict[str, Any]] = {
    "CCONNECT": {"is_shared": True, "is_ext_shared": True},
    "CCONNECTNAMED": {"is_shared": True, "is_ext_shared": True},
    "CPRIVATE": {"is_private": True},
}
GROUPS = {"S1": ["UGROUP"], "S2": ["UOTHERGROUP"]}


@dataclass(frozen=True)
class Case:
    """Who asks, on which surface and where; which markings the answer may show; what a refusal says."""

    user: str
    surface: str
    channel: str
    seen: frozenset[str]
    refusal: str = ""

    def __str__(self) -> str:
        return f"{self.user} {self.surface} {self.channel} sees {' '.join(sorted(self.seen)) or self.refusal}"


NOT_GIVEN, NO_CHANNEL, GUEST, STRANGER, SHARED = (
    "You have not been given any minutes",
    "This channel has not been given any minutes",
    "Guests of this workspace",
    "People of other workspaces",
    "This channel is shared with people outside",
)
CASES = [
    Case("UMEMBER", "message", "D1", OPEN),
    Case("UGROUP", "message", "D1", EVERY),
    Case("UBOSS", "message", "D1", EVERY),
    Case("UOTHERGROUP", "message", "D1", OPEN),
    Case("UGRID", "message", "D1", OPEN),
    Case("UGUEST", "message", "D1", NONE, GUEST),
    Case("ULONEGUEST", "message", "D1", NONE, GUEST),
    Case("UGUESTNAMED", "message", "D1", OFFICIAL),
    Case("UFAR", "message", "D1", NONE, STRANGER),
    Case("UFARQUIET", "message", "D1", NONE, STRANGER),
    Case("UFARNAMED", "message", "D1", OPEN),
    Case("UGONE", "message", "D1", NONE, NOT_GIVEN),
    Case("UBOT2", "message", "D1", NONE, NOT_GIVEN),
    Case("UMEMBER", "mention", "COPEN", OPEN),
    Case("UMEMBER", "mention", "COFFICIAL", OFFICIAL),
    Case("UMEMBER", "mention", "CALL", EVERY),
    Case("UMEMBER", "mention", "CPRIVATE", OFFICIAL),
    Case("UBOSS", "mention", "COPEN", OPEN),
    Case("UGROUP", "mention", "COPEN", OPEN),
    Case("UBOSS", "mention", "CNOWHERE", NONE, NO_CHANNEL),
    Case("UMEMBER", "mention", "CNOWHERE", NONE, NO_CHANNEL),
    Case("UBOSS", "mention", "CCONNECT", NONE, SHARED),
    Case("UMEMBER", "mention", "CCONNECTNAMED", OPEN),
    Case("UBOSS", "mention", "CCONNECTNAMED", OPEN),
    Case("UFAR", "mention", "CCONNECTNAMED", NONE, STRANGER),
    Case("UFARNAMED", "mention", "CCONNECTNAMED", OPEN),
    Case("UGUEST", "mention", "CALL", NONE, GUEST),
    Case("UGUESTNAMED", "mention", "COPEN", OPEN),
    Case("UGONE", "mention", "CALL", NONE, NOT_GIVEN),
    Case("UMEMBER", "/actions", "CNOWHERE", OPEN),
    Case("UGROUP", "/actions", "CNOWHERE", EVERY),
    Case("UMEMBER", "/actions", "COFFICIAL", EVERY),
    Case("UGUEST", "/actions", "CALL", NONE, GUEST),
    Case("UFAR", "/actions", "CCONNECT", NONE, STRANGER),
    Case("UMEMBER", "/actions", "CCONNECT", OPEN),
    Case("UBOSS", "/actions", "D1", EVERY),
    Case("UMEMBER", "/assurance", "CNOWHERE", OPEN),
    Case("UGROUP", "/assurance", "COPEN", EVERY),
    Case("ULONEGUEST", "/assurance", "COPEN", NONE, GUEST),
    Case("UFARNAMED", "/assurance", "CCONNECT", OPEN),
    Case("UMEMBER", "mention", "COTHER", NONE),
    Case("UOTHERGROUP", "/assurance", "COTHER", OPEN),
]


@pytest.fixture
def door(recorder: Recorder, tmp_path: Path) -> Iterator[Callable[[Access], Door]]:
    """Start the bot over the example minutes with some access."""
    recorder.people, recorder.groups, recorder.channels = PEOPLE, GROUPS, CHANNELS
    opened: list[tuple[Any, Door]] = []

    def start(access: Access = ACCESS) -> Door:
        desk = seeing(Reader(demo_index()), morning, EVERYTHING)
        whole = front(desk, tmp_path / "kept", access=access)
        app = make_app(whole, client=web_client("xoxb-test", api=recorder.api), signing_secret=SECRET, patience=20)
        opened.append((app, Door(app)))
        return opened[-1][1]

    yield start
    for app, each in opened:
        each.close()
        finish(app)


def put(door: Door, recorder: Recorder, *, user: str, surface: str, channel: str, text: str) -> None:
    """Ask on a surface as Slack tells it."""
    if surface == "mention":
        door.event(mention(f"<@UBOT> {text}", user=user, channel=channel))
    elif surface == "message":
        door.event(mention(text, type="message", channel_type="im", user=user, channel=channel))
    else:
        body = command(text, response_url=f"{recorder.url}/respond/1")
        door.command({**body, "command": surface, "user_id": user, "channel_id": channel})


@cache
def bytes_of(markings: frozenset[str]) -> frozenset[str]:
    """Return what only minutes of other markings hold: ids, quotes, days and sources that must be in no byte sent."""
    whole = demo().register
    found: set[str] = set()
    ids: set[str] = set()
    for kind in ("action", "question", "statement", "decision"):
        for record in whole.find(kind):
            meeting = whole.meeting(record.meeting)
            if plain(meeting.marking) not in markings:
                found |= {meeting.source, record.quote.text}
                ids.add(record.id)
    shown = {
        r.quote.text
        for k in ("action", "question", "statement", "decision")
        for r in whole.find(k)
        if plain(whole.meeting(r.meeting).marking) in markings
    }
    return frozenset(ids | {words for words in found if len(words) > 20 and not any(words in each for each in shown)})


def sent(recorder: Recorder) -> str:
    return json.dumps([call.payload for call in recorder.messages()], ensure_ascii=False)


def shown(recorder: Recorder) -> str:
    return "\n".join("\n".join(words(call.payload["blocks"])) for call in recorder.messages())


@pytest.mark.parametrize("case", CASES, ids=str)
def test_each_is_shown_what_is_granted_where_it_is_read_and_not_a_byte_more(
    case: Case, door: Callable[[], Door], recorder: Recorder
) -> None:
    text = LIST if case.surface == "/actions" else QUESTION
    put(door(), recorder, user=case.user, surface=case.surface, channel=case.channel, text=text)
    recorder.wait_for_messages(1, seconds=30)
    told, raw = shown(recorder), sent(recorder)
    assert [words for words in bytes_of(case.seen) if words in raw] == []
    if case.refusal:
        assert case.refusal in told
        assert "Searched" not in told
        return
    allowed = [m for m in demo().register.meetings() if plain(m.marking) in case.seen]
    assert f"Searched {len(allowed)} meetings" in told or not allowed
    whole = answer.actions(demo(), LIST, today=LAST) if text == LIST else answer.ask(demo(), QUESTION, today=LAST)
    hidden = sum(plain(f.meeting.marking) not in case.seen for f in whole.findings)
    if hidden:
        assert f"{hidden} item{'' if hidden == 1 else 's'} of restricted minutes left out." in told
    else:
        assert "restricted" not in told


@pytest.mark.parametrize("name", ["/actions", "/assurance"])
@pytest.mark.parametrize(
    ("user", "team", "let_in"), [("UMEMBER", "T9", False), ("UMEMBER", "T1", True), ("UGRID", "T2", True)]
)
def test_a_command_given_in_another_workspace_is_refused_whatever_slack_says_of_its_giver(
    name: str, user: str, team: str, let_in: bool, door: Callable[[], Door], recorder: Recorder
) -> None:
    body = command("status" if name == "/assurance" else LIST, response_url=f"{recorder.url}/respond/1", name=name)
    door().command({**body, "user_id": user, "team_id": team, "channel_id": "CNOWHERE"})
    recorder.wait_for_messages(1, seconds=30)
    assert (STRANGER in shown(recorder)) is not let_in


STRANGE = "what was said about unicorns?"


@pytest.mark.parametrize(
    ("user", "surface", "channel", "says"),
    [
        ("UMEMBER", "message", "D1", "No minutes that you may see hold “unicorns”."),
        ("UMEMBER", "mention", "COPEN", "No minutes that everyone here may see hold “unicorns”."),
        ("UGROUP", "message", "D1", "No minutes here hold “unicorns”."),
    ],
)
def test_where_some_minutes_are_restricted_only_those_seen_are_said_not_to_hold_a_word(
    user: str, surface: str, channel: str, says: str, door: Callable[[], Door], recorder: Recorder
) -> None:
    put(door(), recorder, user=user, surface=surface, channel=channel, text=STRANGE)
    recorder.wait_for_messages(1, seconds=30)
    assert says in shown(recorder)


def test_without_access_in_the_settings_nobody_is_shown_anything(
    door: Callable[[Access], Door], recorder: Recorder
) -> None:
    closed = door(Access())
    for user, surface, channel in (
        ("UBOSS", "message", "D1"),
        ("UBOSS", "mention", "CALL"),
        ("UGROUP", "/actions", "CALL"),
    ):
        put(closed, recorder, user=user, surface=surface, channel=channel, text=QUESTION)
    recorder.wait_for_messages(3)
    assert [words for words in bytes_of(NONE) if words in sent(recorder)] == []
    assert shown(recorder).count("not been given any minutes") == 3


@pytest.mark.parametrize(
    ("method", "error"),
    [
        ("users.info", "missing_scope"),
        ("usergroups.users.list", "missing_scope"),
        ("conversations.info", "not_in_channel"),
        ("auth.test", "account_inactive"),
    ],
)
def test_where_slack_does_not_tell_who_is_asking_nothing_is_shown(
    method: str, error: str, door: Callable[[], Door], recorder: Recorder
) -> None:
    opened = door()
    put(opened, recorder, user="UWARM", surface="/actions", channel="CNOWHERE", text="help")
    recorder.wait_for_messages(1)
    recorder.always[method] = (200, {}, {"ok": False, "error": error})
    put(opened, recorder, user="UGROUP", surface="mention", channel="COPEN", text=QUESTION)
    recorder.wait_for_messages(2)
    assert f"Slack did not tell me who is asking or where ({error})" in shown(recorder)
    assert [words for words in bytes_of(NONE) if words in sent(recorder)] == []


def test_an_event_that_says_its_channel_is_shared_is_believed_over_what_was_learnt_before(
    door: Callable[[], Door], recorder: Recorder
) -> None:
    door().event({**mention(f"<@UBOT> {QUESTION}", user="UBOSS", channel="CALL"), "is_ext_shared_channel": True})
    recorder.wait_for_messages(1)
    assert SHARED in shown(recorder)


def half(meeting: Meeting) -> bool:
    """Say whether a meeting is in every other month: so that trails are cut anywhere."""
    return meeting.date is not None and meeting.date.month % 2 == 0


@cache
def part() -> Seen:
    return within(demo(), demo().register.keys(half))


ASKED = [
    QUESTION,
    "actions overdue",
    "what did the CC commit to on vetting?",
    "history of vetting",
    "how often was burglary raised?",
    "what changed on custody?",
    "everything on custody for the next meeting",
    "who chaired the last meeting?",
    "attendance in 2024",
    "decisions in 2023",
    "actions by owner",
    "figures on response times",
    "what about custdy",
    "what did Nobody Atall say on zeppelins?",
    "meetings held in 2023",
    "what figures did the CC give on response times?",
    "latest decisions on the budget",
    "what was said about vehicles?",
    "which questions were asked again?",
    "which questions on custody were not answered?",
    "what has been done about vetting?",
    "what was handed over?",
    "what changed since the last meeting?",
    "which of the open actions have slipped?",
    *QUESTIONS,
]


def told(found: answer.Answer) -> str:
    """Return all words of ours and theirs in an answer."""
    return json.dumps(dataclasses.asdict(found), default=str, ensure_ascii=False)


@pytest.mark.parametrize("question", ASKED)
def test_no_shape_of_answer_tells_of_a_meeting_that_is_not_seen(question: str) -> None:
    found = answer.ask(part(), question, today=LAST)
    hidden = [m for m in demo().register.meetings() if not half(m)]
    words_told = told(found)
    assert [m.source for m in hidden if m.source in words_told or f'"{m.id}"' in words_told] == []
    assert found.searched.meetings <= len(part().register.meetings())


def test_of_the_register_nothing_of_a_hidden_meeting_can_be_read() -> None:
    seen, whole = part().register, demo().register
    ids = {m.id for m in seen.meetings(drafts=True)}
    for kind in ("action", "question", "statement", "decision", "figure", "reference"):
        assert {r.meeting for r in seen.find(kind, drafts=True)} <= ids
    hidden = next(r for r in whole.find("action") if r.meeting not in ids)
    with pytest.raises(Exception, match="There is no record called"):
        seen.record(hidden.id)
    with pytest.raises(Exception, match="There is no source called"):
        seen.text(hidden.quote.locator.source)
    assert seen.counts()["meetings"] == len(ids) < whole.counts()["meetings"]
    assert {p.source for p in seen.problems()} <= {m.source for m in seen.meetings(drafts=True)}
    assert {a.source for a in seen.acronyms()} <= {m.source for m in seen.meetings(drafts=True)}


def test_a_trail_is_told_by_the_mentions_that_are_seen_and_says_that_there_are_others() -> None:
    seen = part().register
    ids, records = {m.id for m in seen.meetings()}, {r.id for r in seen.find("action")}
    trails = seen.trails()
    assert trails
    assert {m.meeting for t in trails for m in t.mentions} <= ids
    assert {t.id for t in trails if any(m.action for m in t.mentions)} <= records
    assert len({t.id for t in trails}) == len(trails)
    assert seen.partly_seen
    found = part().told(answer.actions(part(), "all", today=LAST), lambda: answer.actions(demo(), "all", today=LAST))
    marked = {f.record.id for f in found.findings if "spoken of in restricted minutes" in f.note}
    assert marked == {f.record.id for f in found.findings} & seen.partly_seen != set()


def test_the_day_of_a_hidden_meeting_is_no_due_date_of_an_action_seen() -> None:
    whole = demo().register
    seen = whole.within(whole.keys(lambda meeting: plain(meeting.marking) in OFFICIAL))
    ids, days = {m.id for m in seen.meetings()}, {m.date for m in seen.meetings()}
    of_words = {r.due for r in seen.find("action") if isinstance(r, Action)}
    put = {m.due for t in whole.trails() for m in t.mentions if m.due and m.action and m.meeting in ids}
    assert put - days - of_words  # "the June meeting" was put on its day, and that meeting is hidden
    assert {m.due for t in seen.trails() for m in t.mentions if m.due and m.action} <= days | of_words


def test_initials_that_only_hidden_minutes_know_are_called_unknown() -> None:
    seen, whole = part().textindex, demo().textindex
    initials = sorted(
        a.acronym for a in demo().register.acronyms() if whole.knows(a.acronym) and not seen.knows(a.acronym)
    )
    only_hidden = next(a for a in initials if 2 <= len(a) <= 4 and a.isalpha() and a.isupper())
    found = answer.actions(part(), f"open {only_hidden} on custody", today=LAST)
    assert any(f"is called “{only_hidden}” in these minutes" in note for note in found.notes)


def test_words_that_only_hidden_minutes_use_correct_no_spelling() -> None:
    seen, whole = part().textindex, demo().textindex
    letters = "abcdefghijklmnopqrstuvwxyz"
    texts = " ".join(part().register.text(m.source) for m in part().register.meetings()).lower()
    only_hidden = [w for x in letters for w in whole.surfaces(x) if w not in texts]
    assert len(only_hidden) > 20
    assert [w for w in only_hidden if w in seen.surfaces(w[0])] == []
    assert {unit.partition("#")[0] for w in only_hidden for unit in seen.matching(w)} <= {
        m.id for m in part().register.meetings()
    }


def test_who_sees_all_minutes_is_answered_from_the_index_itself() -> None:
    assert seen_by(demo(), Sight(frozenset({Scope(None, EVERY)}))) is None
    assert seen_by(demo(), EVERYTHING) is None


MARKINGS: Mapping[str | None, str] = {
    "OFFICIAL – Sensitive": "official sensitive",
    "Official-Sensitive": "official sensitive",
    "OFFICIAL": "official",
    "Not Protectively Marked": "not protectively marked",
    None: "unmarked",
    " ": "unmarked",
}


@pytest.mark.parametrize(("written", "read"), MARKINGS.items())
def test_a_marking_is_one_however_it_is_written(written: str | None, read: str) -> None:
    assert plain(written) == read


def test_what_is_granted_of_one_marking_gives_no_other() -> None:
    meeting = Meeting(
        "m", "m.txt", "Board", "Fenmoor  Board", "board", dt.date(2024, 3, 1), marking="OFFICIAL-SENSITIVE"
    )
    assert not Scope(None, frozenset({"official"})).covers(meeting)
    assert Scope(frozenset({"fenmoor board"}), frozenset({"official sensitive"})).covers(meeting)
