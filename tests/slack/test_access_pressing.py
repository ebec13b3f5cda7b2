"""Who is shown what by all that is pressed: home, shortcut, buttons, menus, modals, pages, files and shares.

As with questions, each case is asserted on all that went over the wire, and on what the audit log says of it.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from assurance_bot import answer
from assurance_bot.access import EVERYTHING, Access, plain
from assurance_bot.answer.seeing import within
from assurance_bot.records import Action
from assurance_bot.serving import Reader, seeing
from assurance_bot.slack import Front, Gate, finish, make_app, web_client
from slack.blockkit import nodes, words
from slack.fronts import front, morning
from slack.recorder import Call, Recorder
from slack.requests import command, mention, pressed, shortcut, submitted
from slack.signing import SECRET, Door
from slack.test_access import (
    ACCESS,
    CHANNELS,
    EVERY,
    GROUPS,
    GUEST,
    NO_CHANNEL,
    NONE,
    NOT_GIVEN,
    OFFICIAL,
    OPEN,
    PEOPLE,
    QUESTION,
    SHARED,
    STRANGER,
    bytes_of,
)
from support.demo import LAST, a_copy_of_demo, demo

FORM = "application/x-www-form-urlencoded"
LISTING = "what are all actions?"
SHOWING = {"chat.postMessage", "response_url", "views.update", "views.publish"}
UNSURE = "Slack did not tell me who is asking or where"


@dataclass
class Workspace:
    """People who press things in a bot over the example minutes; its front, so that the audit log can be read."""

    front: Front
    door: Door
    slack: Recorder

    def __post_init__(self) -> None:
        self._urls = itertools.count(1)

    def does(self, body: Any, *, form: bool = True) -> Call:
        """Send something, and return what is shown for it first (of a modal, what it is filled with)."""
        before = len(self.shown())
        reply = self.door.send(urlencode(body), kind=FORM) if form else self.door.event(body)
        assert reply.status == 200
        self.slack.wait(lambda _: len(self.shown()) > before, seconds=30)
        return self.shown()[before]

    def shown(self) -> list[Call]:
        """Return all messages, homes and filled modals."""
        with self.slack.changed:
            return [call for call in self.slack.calls if call.method in SHOWING]

    def url(self) -> str:
        """Return an address for answers."""
        return f"{self.slack.url}/respond/{next(self._urls)}"

    def types(self, text: str, *, user: str, channel: str, name: str = "/actions") -> Call:
        """Give a command."""
        told = command(text, response_url=self.url(), name=name)
        return self.does({**told, "user_id": user, "channel_id": channel})

    def asks(self, text: str, *, user: str, channel: str) -> Call:
        """Mention the bot."""
        return self.does(mention(f"<@UBOT> {text}", user=user, channel=channel), form=False)

    def presses(self, element: dict[str, Any], *, user: str, channel: str, alone: bool = True) -> Call:
        """Press a button of a message, which only one person sees or all of the channel."""
        container = {"type": "message", "channel_id": channel, "is_ephemeral": alone}
        more = {"channel": {"id": channel}, "container": container, "message": {"ts": "9.1"}}
        return self.does(pressed(element, response_url=self.url(), user=_person(user), **more))

    def presses_in(self, view: dict[str, Any], element: dict[str, Any], *, user: str) -> Call:
        """Press a button of a modal or a home."""
        return self.does(pressed(element, user=_person(user), channel=None, container={"type": "view"}, view=view))

    def sends(self, view: dict[str, Any], values: dict[str, dict[str, Any]], *, user: str) -> dict[str, Any]:
        """Send a modal back, and return what the bot answers."""
        body = json.loads(submitted(view, values)["payload"])
        reply = self.door.send(urlencode({"payload": json.dumps({**body, "user": _person(user)})}), kind=FORM)
        return dict(json.loads(reply.body))

    def forgets(self) -> None:
        """Forget what was sent up to now."""
        with self.slack.changed:
            self.slack.calls.clear()

    def leaked(self, seen: frozenset[str], *, named: str = "") -> list[str]:
        """Return what was sent that stands only in minutes of other markings, but the id that the person named."""
        with self.slack.changed:
            sent = json.dumps([call.payload for call in self.slack.calls], ensure_ascii=False)
        return [each for each in bytes_of(seen) if each in sent and each != named]

    def log(self) -> list[tuple[str, str, str]]:
        """Return what was done by whom on which surface."""
        return [(line.what, line.user, line.surface) for line in self.front.audit.lines()]


def _person(user: str) -> dict[str, Any]:
    return {"id": user, "name": user, "team_id": PEOPLE.get(user, {}).get("team_id", "T1")}


Opener = Callable[..., Workspace]


@pytest.fixture
def workspace(recorder: Recorder, tmp_path: Path) -> Iterator[Opener]:
    """Start the bot over a copy of the example minutes; it asks Slack about everybody each time where `held` is 0."""
    recorder.people, recorder.channels = PEOPLE, CHANNELS
    recorder.groups = {name: [*users] for name, users in GROUPS.items()}
    opened: list[tuple[Any, Door]] = []

    def start(access: Access = ACCESS, *, held: float = 300) -> Workspace:
        desk = seeing(Reader(a_copy_of_demo(tmp_path)), morning, EVERYTHING)
        whole = replace(front(desk, tmp_path / "kept"), gate=Gate(access, held=held))
        app = make_app(whole, client=web_client("xoxb-test", api=recorder.api), signing_secret=SECRET, patience=20)
        opened.append((app, Door(app)))
        return Workspace(whole, opened[-1][1], recorder)

    yield start
    for app, each in opened:
        each.close()
        finish(app)


def content(call: Call) -> Any:
    return json.loads(call.payload["view"]) if isinstance(call.payload.get("view"), str) else (
        call.payload.get("view") or call.payload
    )  # fmt: skip


def told(call: Call) -> str:
    return "\n".join(words(content(call)["blocks"]))


def names(call: Call) -> list[str]:
    return [str(node["action_id"]) for node in nodes(content(call)["blocks"]) if "action_id" in node]


def found(call: Call, action: str) -> dict[str, Any]:
    """Return the first button or menu of a name, the first of a menu's choices taken."""
    element = next(node for node in nodes(content(call)["blocks"]) if node.get("action_id") == action)
    return {**element, **({"selected_option": element["options"][0]} if "options" in element else {})}


def an_action(marking: frozenset[str]) -> str:
    """Return an action of minutes of a marking that is spoken of in no others."""
    whole = demo().register
    for finding in answer.actions(demo(), "open", today=LAST).findings:
        trail = whole.trail_of(finding.record.id)
        meetings = {finding.meeting.id, *((m.meeting for m in trail.mentions) if trail else ())}
        if {plain(whole.meeting(each).marking) for each in meetings} <= marking:
            assert isinstance(finding.record, Action)
            return finding.record.id
    raise LookupError(marking)


def button(name: str, value: str) -> dict[str, Any]:
    return {"type": "button", "action_id": name, "value": value}


# Who is refused, is refused everywhere.


Act = Callable[[str], Call]
"""What a user does, and what is shown for it first."""


def home(place: Workspace) -> Act:
    return lambda user: place.does(mention(type="app_home_opened", tab="home", channel="D1", user=user), form=False)


def office(place: Workspace) -> Act:
    choice = {"action_id": "choose_office", "selected_option": {"value": "CC"}}
    return lambda user: place.presses_in({"type": "home", "id": "VH"}, choice, user=user)


def chosen(place: Workspace, channel: str = "CALL") -> Act:
    body = {**json.loads(shortcut(QUESTION, response_url=place.url())["payload"]), "channel": {"id": channel}}
    return lambda user: place.does({"payload": json.dumps({**body, "user": _person(user)})})


def typed(text: str, name: str = "/actions") -> Callable[[Workspace], Act]:
    return lambda place: lambda user: place.types(text, user=user, channel="CALL", name=name)


def by_value(name: str, value: str) -> Callable[[Workspace], Act]:
    return lambda place: lambda user: place.presses(button(name, value), user=user, channel="CALL")


def by_token(name: str, question: str = LISTING) -> Callable[[Workspace], Act]:
    """Return how somebody presses a button of an answer that all of a channel saw."""

    def stage(place: Workspace) -> Act:
        element = found(place.asks(question, user="UBOSS", channel="CALL"), name)
        place.forgets()
        return lambda user: place.presses(element, user=user, channel="CALL", alone=False)

    return stage


SURFACES: dict[str, Callable[[Workspace], Act]] = {
    "home": home,
    "choosing an office": office,
    "shortcut": chosen,
    "list": typed("all"),
    "one action": typed(an_action(OFFICIAL)),
    "question": typed(QUESTION, "/assurance"),
    "status": typed("status", "/assurance"),
    "context": by_value("show_context", an_action(OFFICIAL)),
    "opening from a list": by_value("open_one", an_action(OFFICIAL)),
    "history": by_value("show_history", an_action(OFFICIAL)),
    "closing": by_value("note_close", an_action(OFFICIAL)),
    "re-dating": by_value("note_redate", an_action(OFFICIAL)),
    "commenting": by_value("note_comment", an_action(OFFICIAL)),
    "what changed": by_value("show_changed", "changed"),
    "an unknown button": by_value("some_button", "1"),
    "a button that is gone": by_value("show_more", "gone:3"),
    "next page": by_token("turn_page"),
    "show more": by_token("show_more", QUESTION),
    "a file": by_token("as_file"),
    "was this right": by_token("was_this_right"),
}
"""What can be done in Slack; each is staged first, and then done by somebody."""
REFUSED = {
    "UGUEST": GUEST,
    "ULONEGUEST": GUEST,
    "UFAR": STRANGER,
    "UFARQUIET": STRANGER,
    "UGONE": NOT_GIVEN,
    "UBOT2": NOT_GIVEN,
}


@pytest.mark.parametrize("user", REFUSED)
@pytest.mark.parametrize("surface", SURFACES)
def test_who_is_refused_is_refused_on_every_surface(surface: str, user: str, workspace: Opener) -> None:
    place = workspace()
    call = SURFACES[surface](place)(user)
    assert REFUSED[user] in told(call)
    assert place.leaked(NONE) == []
    assert call.payload.get("replace_original") is not True  # what the channel reads stays as it is
    assert call.method != "chat.postMessage" or call.payload["channel"] == user
    refused = [line for line in place.log() if line[1] == user]
    assert [what for what, *_ in refused] == ["refused"]
    assert place.front.shared.office(user) == ""


@pytest.mark.parametrize("method", ["users.info", "usergroups.users.list"])
@pytest.mark.parametrize("surface", SURFACES)
def test_where_slack_does_not_tell_who_presses_nothing_is_shown(surface: str, method: str, workspace: Opener) -> None:
    place = workspace(held=0)
    act = SURFACES[surface](place)
    place.slack.always[method] = (200, {}, {"ok": False, "error": "missing_scope"})
    assert UNSURE in told(act("UGROUP"))
    assert place.leaked(NONE) == []


def test_who_may_see_nothing_is_offered_no_questions(workspace: Opener) -> None:
    place = workspace()
    opened = {"type": "app_home_opened", "tab": "messages", "channel": "D1"}
    place.door.event(mention(**opened, user="UGUEST"))
    place.door.event(mention(**opened, user="UMEMBER"))
    place.slack.wait(lambda all_: any(c.method == "assistant.threads.setSuggestedPrompts" for c in all_.calls))
    assert [c.method for c in place.slack.calls].count("assistant.threads.setSuggestedPrompts") == 1
    assert place.leaked(OPEN) == []
    assert ("refused", "UGUEST", "prompts") in place.log()


def test_what_is_opened_is_written_down_with_its_id(workspace: Opener) -> None:
    place, action = workspace(), an_action(OFFICIAL)
    for name in ("show_context", "show_history", "note_close"):
        place.presses(button(name, action), user="UGROUP", channel="CALL")
    place.types(action[:7], user="UGROUP", channel="CALL")
    lines = place.front.audit.lines()
    assert [(line.what, line.user, line.channel, line.records) for line in lines] == [
        ("asked", "UGROUP", "CALL", (action,))
    ] * 4
    assert [line.detail for line in lines] == ["context", "history", "form to close", "action"]


# Who may see a part, is shown that part.

PARTS = [
    (home, "UMEMBER", OPEN),
    (home, "UGROUP", EVERY),
    (home, "UGUESTNAMED", OFFICIAL),
    (home, "UFARNAMED", OPEN),
    (office, "UMEMBER", OPEN),
    (office, "UGROUP", EVERY),
    (office, "UGUESTNAMED", OFFICIAL),
]


@pytest.mark.parametrize(("surface", "user", "seen"), PARTS)
def test_a_home_shows_what_its_user_may_see(
    surface: Callable[[Workspace], Act], user: str, seen: frozenset[str], workspace: Opener
) -> None:
    place = workspace()
    call = surface(place)(user)
    allowed = sum(plain(meeting.marking) in seen for meeting in demo().register.meetings())
    assert f"{allowed} meetings indexed" in told(call)
    assert place.leaked(seen) == []
    assert {line.surface for line in place.front.audit.lines()} == {"home"}


@pytest.mark.parametrize(
    ("user", "channel", "seen"),
    [
        ("UMEMBER", "CNOWHERE", OPEN),
        ("UMEMBER", "COFFICIAL", EVERY),
        ("UGROUP", "CNOWHERE", EVERY),
        ("UGUESTNAMED", "CNOWHERE", OFFICIAL),
        ("UMEMBER", "CCONNECT", OPEN),
    ],
)
def test_the_shortcut_shows_what_its_user_and_the_channel_may_see(
    user: str, channel: str, seen: frozenset[str], workspace: Opener
) -> None:
    place = workspace()
    call = chosen(place, channel)(user)
    allowed = sum(plain(meeting.marking) in seen for meeting in demo().register.meetings())
    assert f"Searched {allowed} meetings" in told(call)
    assert place.leaked(seen) == []


LOOKS = [
    ("UMEMBER", "CNOWHERE", OPEN),
    ("UMEMBER", "COPEN", OPEN),
    ("UMEMBER", "COFFICIAL", EVERY),
    ("UGROUP", "CNOWHERE", EVERY),
    ("UGUESTNAMED", "CNOWHERE", OFFICIAL),
    ("UFARNAMED", "CNOWHERE", OPEN),
]


@pytest.mark.parametrize(("user", "channel", "seen"), LOOKS)
@pytest.mark.parametrize("name", ["show_context", "open_one", "show_history"])
def test_a_record_is_opened_by_who_may_see_it_and_to_others_there_is_none(
    name: str, user: str, channel: str, seen: frozenset[str], workspace: Opener
) -> None:
    place = workspace()
    for marking in (OFFICIAL, OPEN):
        action = an_action(marking)
        call = place.presses(button(name, action), user=user, channel=channel)
        if marking <= seen:
            assert action in json.dumps(content(call)) or name == "show_history"
            assert "There is no" not in told(call)
        else:
            assert "There is no" in told(call)
            assert place.leaked(seen, named=action) == []


def test_one_action_by_its_id_is_shown_to_who_may_see_it(workspace: Opener) -> None:
    place = workspace()
    assert "There is no" in told(place.types(an_action(OFFICIAL), user="UMEMBER", channel="CNOWHERE"))
    assert place.leaked(OPEN, named=an_action(OFFICIAL)) == []
    assert "note_close" in names(place.types(an_action(OFFICIAL), user="UGROUP", channel="CNOWHERE"))


def test_what_is_pressed_in_a_modal_is_let_in_as_in_the_channel_it_was_opened_in(workspace: Opener) -> None:
    place, action = workspace(), an_action(OFFICIAL)
    context = content(place.presses(button("show_context", action), user="UMEMBER", channel="COFFICIAL"))
    view = {**context, "type": "modal", "id": "V1"}
    assert "There is no" not in told(place.presses_in(view, button("show_history", action), user="UMEMBER"))
    elsewhere = {**view, "private_metadata": ""}
    assert "There is no" in told(place.presses_in(elsewhere, button("show_history", action), user="UMEMBER"))


# Kept answers.


@pytest.mark.parametrize(("name", "question"), [("turn_page", LISTING), ("show_more", "what was said about vetting?")])
def test_pages_and_further_findings_in_a_channel_show_what_the_channel_may_see(
    name: str, question: str, workspace: Opener
) -> None:
    place = workspace()
    call = place.asks(question, user="UBOSS", channel="COPEN")
    for user in ("UBOSS", "UMEMBER", "UGROUP"):
        page = place.presses(found(call, name), user=user, channel="COPEN", alone=False)
        assert "Ask again" not in told(page)
    assert place.leaked(OPEN) == []
    assert {user for _, user, surface in place.log() if surface == "button"} == {"UBOSS", "UMEMBER", "UGROUP"}


def test_in_direct_messages_an_answer_goes_on_for_its_asker_alone(workspace: Opener) -> None:
    place = workspace()
    told_to = {"type": "message", "channel_type": "im", "channel": "D1", "user": "UGROUP"}
    call = place.does(mention("what was said about vetting?", **told_to), form=False)
    page = place.presses(found(call, "show_more"), user="UGROUP", channel="D1", alone=False)
    assert (page.method, page.payload["channel"]) == ("chat.postMessage", "D1")
    assert "Ask again" not in told(page)
    other = place.presses(found(call, "show_more"), user="UBOSS", channel="D1", alone=False)
    assert (other.method, "Ask again" in told(other)) == ("response_url", True)


@pytest.mark.parametrize("name", ["turn_page", "as_file", "share", "was_this_right"])
def test_what_one_person_alone_was_shown_no_other_can_turn_file_share_or_judge(name: str, workspace: Opener) -> None:
    place = workspace()
    call = place.types("all", user="UBOSS", channel="COPEN")
    place.forgets()
    assert "Ask again" in told(place.presses(found(call, name), user="UMEMBER", channel="COPEN"))
    assert place.leaked(NONE) == []


@pytest.mark.parametrize("name", ["turn_page", "as_file", "share", "was_this_right"])
def test_who_may_see_less_than_when_they_asked_is_told_to_ask_again(name: str, workspace: Opener) -> None:
    place = workspace(held=0)
    call = place.types("all", user="UGROUP", channel="CNOWHERE")
    place.slack.groups["S1"] = []
    place.forgets()
    assert "what you may see has changed" in told(place.presses(found(call, name), user="UGROUP", channel="CNOWHERE"))
    assert place.leaked(NONE) == []


def test_a_file_holds_what_its_asker_may_see(workspace: Opener) -> None:
    place = workspace()
    call = place.types("all", user="UMEMBER", channel="CNOWHERE")
    place.presses(found(call, "as_file"), user="UMEMBER", channel="CNOWHERE")
    place.slack.wait(lambda all_: any(c.method == "files.completeUploadExternal" for c in all_.calls))
    (sent,) = [c for c in place.slack.calls if c.method == "upload"]
    seen = [f for f in answer.actions(demo(), "all", today=LAST).findings if plain(f.meeting.marking) in OPEN]
    assert seen
    assert all(f.record.id in sent.payload["content"] for f in seen)
    assert place.leaked(OPEN) == []


SHARES = [
    ("UGROUP", "COPEN", OPEN, ""),
    ("UMEMBER", "COFFICIAL", OFFICIAL, ""),
    ("UBOSS", "CALL", EVERY, ""),
    ("UGROUP", "CCONNECTNAMED", OPEN, ""),
    ("UGROUP", "CNOWHERE", NONE, NO_CHANNEL),
    ("UBOSS", "CCONNECT", NONE, SHARED),
    ("UGROUP", "COTHER", NONE, ""),
]


@pytest.mark.parametrize(("user", "channel", "seen", "refusal"), SHARES)
@pytest.mark.parametrize("surface", ["/actions", "/assurance", "shortcut"])
def test_what_is_shared_is_what_everybody_in_the_channel_may_see(
    surface: str, user: str, channel: str, seen: frozenset[str], refusal: str, workspace: Opener
) -> None:
    place = workspace()
    text = "all" if surface == "/actions" else QUESTION
    by_command = surface != "shortcut"
    call = place.types(text, user=user, channel=channel, name=surface) if by_command else chosen(place, channel)(user)
    place.forgets()
    shared = place.presses(found(call, "share"), user=user, channel=channel)
    assert place.leaked(seen) == []
    if refusal:
        assert (shared.method, refusal in told(shared)) == ("response_url", True)
        assert [c for c in place.shown() if c.method == "chat.postMessage"] == []
        return
    assert (shared.method, shared.payload["channel"]) == ("chat.postMessage", channel)
    whole = answer.actions(demo(), "all", today=LAST) if text == "all" else answer.ask(demo(), QUESTION, today=LAST)
    hidden = sum(plain(f.meeting.marking) not in seen for f in whole.findings)
    assert (f"{hidden} item{'' if hidden == 1 else 's'} of restricted minutes left out." in told(shared)) is bool(
        hidden
    )
    assert "share" not in names(shared)


# Notes.


def test_buttons_to_note_stand_where_their_reader_may_note(workspace: Opener) -> None:
    place = workspace()
    closes = {
        (user, marking): "note_close" in names(place.presses(button("show_context", action), user=user, channel="CALL"))
        for user in ("UMEMBER", "UGROUP", "UBOSS")
        for marking, action in (("official", an_action(OFFICIAL)), ("open", an_action(OPEN)))
    }
    may = {("UGROUP", "official"), ("UBOSS", "official"), ("UBOSS", "open")}
    assert {each for each, stands in closes.items() if stands} == may


def test_of_an_action_that_restricted_minutes_speak_of_too_history_and_form_say_so(workspace: Opener) -> None:
    place, whole = workspace(), demo().register
    partly = within(demo(), whole.keys(lambda meeting: plain(meeting.marking) in OFFICIAL)).register.partly_seen
    for action, says in ((min(partly), True), (an_action(OFFICIAL), False)):
        for name, user in (("show_history", "UGUESTNAMED"), ("note_close", "UGROUP")):
            shown = told(place.presses(button(name, action), user=user, channel="CNOWHERE"))
            assert ("spoken of in restricted minutes too" in shown) is says
    assert place.leaked(OFFICIAL) == []


WHY = {"why": {"type": "plain_text_input", "value": "The letter came"}}


def form(action: str, *, what: str = "close") -> dict[str, Any]:
    told = json.dumps({"what": what, "action": action, "channel": "CALL"})
    return {"type": "modal", "callback_id": "noting", "private_metadata": told, "blocks": []}


def entries(place: Workspace) -> int:
    return sum(what == "changed" for what, *_ in place.log())


@pytest.mark.parametrize(
    ("user", "marking", "says"),
    [
        ("UMEMBER", OPEN, "You may look, but not change"),
        ("UMEMBER", OFFICIAL, "You may look, but not change"),
        ("UGROUP", OPEN, "There is no"),
        ("UGROUP", OFFICIAL, "Noted: Closed by UGROUP"),
        ("UBOSS", OPEN, "Noted: Closed by UBOSS"),
        ("UGUESTNAMED", OFFICIAL, "You may look, but not change"),
        ("UGUEST", OPEN, GUEST),
        ("UFAR", OPEN, STRANGER),
        ("UGONE", OPEN, NOT_GIVEN),
    ],
)
def test_a_note_is_written_by_who_may_and_by_nobody_else(
    user: str, marking: frozenset[str], says: str, workspace: Opener, tmp_path: Path
) -> None:
    place = workspace()
    place.slack.people = {name: {**told, "real_name": name} for name, told in PEOPLE.items()}
    reply = place.sends(form(an_action(marking)), WHY, user=user)
    assert says in "\n".join(words(reply["view"]["blocks"]))
    written = says.startswith("Noted")
    ledger = [path for path in tmp_path.rglob("*") if path.is_file() and b"The letter came" in path.read_bytes()]
    assert bool(ledger) is written
    assert [line.detail for line in place.front.audit.lines() if line.what == "changed"] == ["close, entry 1"] * written


def test_who_lost_the_right_since_the_form_was_opened_writes_nothing(workspace: Opener) -> None:
    place, action = workspace(), an_action(OFFICIAL)
    view = content(place.presses(button("note_close", action), user="UGROUP", channel="CALL"))
    assert view["callback_id"] == "noting"
    place.slack.groups["S1"] = []
    reply = place.sends(view, WHY, user="UGROUP")
    assert "You may look, but not change" in "\n".join(words(reply["view"]["blocks"]))
    assert entries(place) == 0


# Judgements.


def test_a_judgement_is_kept_of_who_may_see_the_answer_and_of_nobody_else(workspace: Opener) -> None:
    place = workspace()
    call = place.asks(QUESTION, user="UBOSS", channel="COPEN")
    view = content(place.presses(found(call, "was_this_right"), user="UMEMBER", channel="COPEN", alone=False))
    verdict = {"verdict": {"type": "radio_buttons", "selected_option": {"value": "right"}}}
    for user, said in (("UGUEST", GUEST), ("UFAR", STRANGER), ("UMEMBER", "Kept with your question")):
        assert said in "\n".join(words(place.sends(view, verdict, user=user)["view"]["blocks"]))
    assert [kept.user for kept in place.front.feedback.all()] == ["UMEMBER"]
