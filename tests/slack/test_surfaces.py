"""Every surface and button over HTTP on the example minutes; each message and modal is checked as it is recorded."""

import csv
import io
import itertools
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from assurance_bot.access import Access, Grant, Scope
from assurance_bot.feedback import Feedback
from assurance_bot.generation import build
from slack.blockkit import nodes, words
from slack.conftest import AtWork
from slack.fronts import OPEN, morning
from slack.recorder import Call, Recorder
from slack.requests import command, mention, pressed, shortcut, submitted
from slack.signing import Door, Reply
from support.demo import BUILT, MINUTES

FORM = "application/x-www-form-urlencoded"
LOOKING = Access(members=(Grant(Scope(None, None), frozenset({"ask"})),), channels=OPEN.channels)
QUESTION = "what did the CC commit to on vetting?"


class Person:
    """Somebody in Slack: types, presses what was shown, and reads what comes."""

    def __init__(self, door: Door, slack: Recorder) -> None:
        self.door, self.slack, self.numbers = door, slack, itertools.count(1)

    def url(self) -> str:
        """Return an address for answers."""
        return f"{self.slack.url}/respond/{next(self.numbers)}"

    def types(self, text: str, *, name: str = "/actions") -> Call:
        """Give a command, and return the answer."""
        before = len(self.slack.messages())
        self.door.command(command(text, response_url=self.url(), name=name))
        return self.slack.wait_for_messages(before + 1)[before]

    def asks(self, text: str, **event: Any) -> Call:
        """Mention the bot, and return the answer."""
        before = len(self.slack.messages())
        self.door.event(mention(f"<@UBOT> {text}", **event))
        return self.slack.wait_for_messages(before + 1)[before]

    def presses(self, element: dict[str, Any], **more: Any) -> Reply:
        """Press a button or choose from a menu."""
        body = pressed(element, **{"response_url": self.url(), **more})
        return self.door.send(urlencode(body), kind=FORM)

    def turns(self, element: dict[str, Any], **more: Any) -> Call:
        """Press what ends in a message, and return that."""
        before = len(self.slack.messages())
        self.presses(element, **more)
        return self.slack.wait_for_messages(before + 1)[before]

    def opens(self, element: dict[str, Any], **more: Any) -> dict[str, Any]:
        """Press what opens a modal, and return what it holds in the end."""
        before = len(self.slack.views("views.update"))
        self.presses(element, **more)
        self.slack.wait(lambda all_: len(all_.views("views.update")) > before)
        return self.slack.views("views.update")[before]

    def sends(self, view: dict[str, Any], values: dict[str, dict[str, Any]]) -> dict[str, Any]:
        """Send a modal back, and return what the bot answered."""
        reply = self.door.send(urlencode(submitted(view, values)), kind=FORM)
        return dict(json.loads(reply.body))


@pytest.fixture
def person(at_work: AtWork, recorder: Recorder) -> Person:
    return Person(at_work(), recorder)


def told(call: Call) -> str:
    return "\n".join(words(call.payload["blocks"]))


def shown(view: dict[str, Any]) -> str:
    return "\n".join(words(view["blocks"]))


def found(where: Any, action: str) -> dict[str, Any]:
    """Return the first button or menu of a name; one of a menu's choices is taken."""
    element = next(node for node in nodes(where) if node.get("action_id") == action)
    return {**element, **({"selected_option": element["options"][0]} if "options" in element else {})}


def cells(call: Call) -> list[list[str]]:
    (table,) = [block for block in call.payload["blocks"] if block["type"] == "table"]
    return [[cell["text"] for cell in row] for row in table["rows"]]


# /actions


def test_a_list_is_a_table_that_pages_through_every_action(person: Person) -> None:
    call = person.types("all")
    pages = [cells(call)]
    assert pages[0][0] == ["No.", "Status and due date", "Action", "Owner"]
    while any(node.get("action_id") == "turn_page" for node in nodes(call.payload["blocks"])):
        call = person.turns(found(call.payload["blocks"], "turn_page"))
        assert call.payload["replace_original"] is True
        pages.append(cells(call))
    numbers = [row[0] for page in pages for row in page[1:]]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    assert f"of {len(numbers)}." in told(call)
    assert person.turns(found(call.payload["blocks"], "turn_back")).payload["text"] != call.payload["text"]


def test_where_slack_takes_no_tables_the_list_comes_in_paragraphs(person: Person) -> None:
    person.slack.replies["response_url"].append((400, {}, "invalid_blocks"))
    before = len(person.slack.messages())
    person.door.command(command("all", response_url=person.url()))
    refused, taken = person.slack.wait_for_messages(before + 2)[before:]
    assert cells(refused)[1][1] in told(taken)
    assert [block for block in taken.payload["blocks"] if block["type"] == "table"] == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("due week", "this week"),
        ("due month", "this month"),
        ("due 14", "in the next 14 days"),
        ("reported", "reported on and not closed"),
        ("superseded since 2023", "replaced actions"),
        ("closed CC about vetting set in 2023 newest first", "newest first"),
        ("overdue CC", "Chief Constable"),
        ("all about custody", "custody"),
        ("closed since March 2024", "since March 2024"),
        ("all in Monthly Assurance Meeting since March 2024", "since March 2024"),
    ],
)
def test_a_list_says_how_it_was_understood(typed: str, says: str, person: Person) -> None:
    assert says in told(person.types(typed))


def test_a_body_narrows_a_list_to_its_own_actions(person: Person) -> None:
    assert len(cells(person.types("all in Brackenshire"))) == len(cells(person.types("all")))


def test_one_action_is_shown_by_its_id_with_all_that_may_be_done(person: Person) -> None:
    name = found(person.types("all").payload["blocks"], "open_one")["selected_option"]["value"]
    call = person.types(name)
    actions = [node["action_id"] for node in nodes(call.payload["blocks"]) if "action_id" in node]
    assert actions == ["show_context", "show_history", "note_close", "note_redate", "note_comment"]


def test_an_unknown_action_is_said_in_a_sentence(person: Person) -> None:
    assert "There is no" in told(person.types("A-ZZZZZZZZ"))


def test_a_list_as_a_file_goes_to_its_asker_alone_and_holds_every_action(person: Person) -> None:
    call = person.types("all")
    whole = person.turns(found(call.payload["blocks"], "as_file"))
    person.slack.wait(lambda all_: any(c.method == "files.completeUploadExternal" for c in all_.calls))
    assert whole.payload["channel"] == "U1"
    (sent,) = [c for c in person.slack.calls if c.method == "upload"]
    rows = list(csv.DictReader(io.StringIO(sent.payload["content"].removeprefix("\ufeff"))))
    assert f"of {len(rows)}." in told(call)


def test_a_list_is_shared_in_the_channel_without_the_button_to_share(person: Person) -> None:
    call = person.types("all")
    shared = person.turns(found(call.payload["blocks"], "share"))
    assert shared.payload["channel"] == "C1"
    assert cells(shared) == cells(call)
    assert [n for n in nodes(shared.payload["blocks"]) if n.get("action_id") == "share"] == []
    person.slack.wait(lambda all_: "Shared in the channel." in told(all_.messages()[-1]))


def test_where_the_bot_is_not_in_the_channel_sharing_says_so(person: Person) -> None:
    call = person.types("all")
    person.slack.replies["chat.postMessage"].extend([(200, {}, {"ok": False, "error": "not_in_channel"})] * 2)
    person.presses(found(call.payload["blocks"], "share"))
    person.slack.wait(lambda all_: "Invite me" in told(all_.messages()[-1]))


# /assurance, the shortcut, conversations


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (QUESTION, "commitments"),
        ("history vetting", "history, oldest first · vetting"),
        ("brief vetting", "all that a meeting needs · vetting"),
        ("status", "24 meetings indexed"),
        ("help", "/assurance"),
        ("brief", "Say on what"),
    ],
)
def test_assurance_answers_its_asker_alone(typed: str, says: str, person: Person) -> None:
    call = person.types(typed, name="/assurance")
    assert call.payload["response_type"] == "ephemeral"
    assert says in told(call)


def test_the_shortcut_takes_the_words_of_a_message_as_the_question(person: Person) -> None:
    person.door.send(urlencode(shortcut("what was said about custody?", response_url=person.url())), kind=FORM)
    (call,) = person.slack.wait_for_messages(1)
    assert "custody" in told(call)


def test_a_thread_keeps_the_conversation(person: Person) -> None:
    person.asks(QUESTION)
    assert "as before, but for the DCC" in told(person.asks("and the DCC?", ts="2.1", thread_ts="1699999999.000100"))


def test_show_more_goes_on_below_the_answer_until_nothing_is_left(person: Person) -> None:
    call = person.asks("what was said about vetting?")
    seen = [told(call)]
    thread = {"container": {"type": "message"}, "message": {"ts": "2.0", "thread_ts": "1699999999.000100"}}
    while any(node.get("action_id") == "show_more" for node in nodes(call.payload["blocks"])):
        call = person.turns(found(call.payload["blocks"], "show_more"), **thread)
        assert call.payload["thread_ts"] == "1699999999.000100"
        seen.append(told(call))
    assert len(seen) > 2
    assert len(set(seen)) == len(seen)
    assert " more. “Show more”" not in seen[-1]


# modals


def test_context_shows_the_words_marked_in_their_surroundings_with_page_and_line(person: Person) -> None:
    call = person.asks(QUESTION)
    (quoted, *_) = [
        n["elements"][0]["text"] for n in nodes(call.payload["blocks"]) if n.get("type") == "rich_text_quote"
    ]
    view = person.opens(found(call.payload["blocks"], "show_context"))
    bold = [n["text"] for n in nodes(view) if n.get("style", {}).get("bold")]
    assert any(quoted.split()[0] in each and each.startswith("»") and each.endswith("«") for each in bold)
    assert "page " in shown(view)
    assert "line" in shown(view)


def test_a_trigger_that_is_too_old_is_said_in_a_sentence(person: Person) -> None:
    call = person.asks(QUESTION)
    person.slack.replies["views.open"].append((200, {}, {"ok": False, "error": "expired_trigger_id"}))
    assert "press it again" in told(person.turns(found(call.payload["blocks"], "show_context")))


def test_closing_an_action_is_noted_and_lists_and_history_say_so(person: Person) -> None:
    before = person.types("open")
    action = found(before.payload["blocks"], "open_one")
    context = person.opens(action)
    form = person.opens(found(context, "note_close"), view={"type": "modal", "id": "V1"})
    answer = person.sends(form, {"why": {"type": "plain_text_input", "value": "The letter came"}})
    assert answer["response_action"] == "update"
    assert "Noted: Closed by Tobias Wren" in shown(answer["view"])
    after = person.types("open")
    assert told(after) != told(before)
    history = person.opens({"action_id": "show_history", "value": action["selected_option"]["value"]})
    assert "noted by your office" in shown(history)


def test_another_due_date_and_a_comment_are_noted(person: Person) -> None:
    name = found(person.types("open").payload["blocks"], "open_one")["selected_option"]["value"]
    redate = person.opens({"action_id": "note_redate", "value": name})
    when = {"value": {"type": "datepicker", "selected_date": "2025-03-01"}}
    why = {"why": {"type": "plain_text_input", "value": "Agreed on the telephone"}}
    assert "1 March 2025" in shown(person.sends(redate, {**when, **why})["view"])
    comment = person.opens({"action_id": "note_comment", "value": name})
    assert "Noted" in shown(person.sends(comment, why)["view"])


def test_an_empty_reason_is_refused_at_its_field(person: Person) -> None:
    name = found(person.types("open").payload["blocks"], "open_one")["selected_option"]["value"]
    form = person.opens({"action_id": "note_close", "value": name})
    answer = person.sends(form, {"why": {"type": "plain_text_input", "value": "  "}})
    assert answer["response_action"] == "errors"
    assert "Say why" in answer["errors"]["why"]


def test_who_may_not_note_sees_no_such_buttons_and_is_refused_when_trying(at_work: AtWork, recorder: Recorder) -> None:
    person = Person(at_work(LOOKING), recorder)
    action = found(person.types("open").payload["blocks"], "open_one")
    view = person.opens(action)
    assert [n for n in nodes(view) if str(n.get("action_id")).startswith("note_")] == []
    name = action["selected_option"]["value"]
    assert "You may look, but not change" in shown(person.opens({"action_id": "note_close", "value": name}))
    form = {"private_metadata": json.dumps({"what": "close", "action": name}), "callback_id": "noting", "blocks": []}
    answer = person.sends({"type": "modal", **form}, {"why": {"value": "because"}})
    assert "You may look, but not change" in shown(answer["view"])


def test_what_somebody_says_of_an_answer_is_kept_with_question_and_findings(person: Person, tmp_path: Path) -> None:
    form = person.opens(found(person.asks(QUESTION).payload["blocks"], "was_this_right"))
    verdict = {"type": "radio_buttons", "selected_option": {"value": "wrong"}}
    answer = person.sends(form, {"verdict": {**verdict}, "words": {"type": "plain_text_input", "value": "Not hers"}})
    assert "Kept" in shown(answer["view"])
    (kept,) = Feedback(tmp_path / "index", morning).all()
    assert (kept.user, kept.verdict, kept.comment, kept.question) == ("U1", "wrong", "Not hers", QUESTION)
    assert kept.findings


# old buttons


def test_a_button_of_an_answer_that_is_gone_says_to_ask_again(person: Person) -> None:
    assert "Ask again" in told(person.turns({"action_id": "turn_page", "value": "gone:2"}))
    assert "Ask again" in shown(person.opens({"action_id": "was_this_right", "value": "gone"}))


def test_what_one_person_alone_saw_is_nobody_elses(person: Person) -> None:
    button = found(person.types("all").payload["blocks"], "turn_page")
    other = person.turns(button, user={"id": "U2", "name": "x"})
    assert "Ask again" in told(other)


def test_a_button_of_an_older_version_is_said_to_be(person: Person) -> None:
    assert "older version" in told(person.turns({"action_id": "what_is_this", "value": "1"}))


def test_after_the_minutes_were_read_again_an_old_list_pages_on_and_says_so(person: Person, tmp_path: Path) -> None:
    call = person.types("all")
    build([MINUTES], tmp_path / "index", now=BUILT.replace(hour=5), engine="fts5")
    next_ = found(call.payload["blocks"], "turn_page")
    told_so = (page for page in (person.turns(next_) for _ in range(600)) if "were read again since" in told(page))
    assert cells(next(told_so))[1][0] == "11"  # the new generation is warmed aside, which takes a moment


# home and agent container


def opened(tab: str) -> dict[str, Any]:
    return mention(type="app_home_opened", tab=tab, channel="D1")


def test_the_home_shows_an_offices_actions_what_changed_and_the_index(person: Person) -> None:
    person.door.event(opened("home"))
    person.slack.wait(lambda all_: all_.views("views.publish"))
    (home,) = person.slack.views("views.publish")
    assert "24 meetings indexed" in shown(home)
    menu = found(home, "choose_office")
    chosen = next(each for each in menu["options"] if each["value"] == "CC")
    person.presses({**menu, "selected_option": chosen}, view={"type": "home", "id": "VH"}, response_url="")
    person.slack.wait(lambda all_: len(all_.views("views.publish")) == 2)
    home = person.slack.views("views.publish")[-1]
    assert "overdue" in shown(home)
    assert [n for n in nodes(home) if n.get("type") == "table"]
    changed = person.opens({"action_id": "show_changed", "value": "changed"}, view={"type": "home", "id": "VH"})
    assert "Since the last meeting" in changed["title"]["text"]


def test_the_agent_container_offers_questions_that_find_something(person: Person) -> None:
    person.door.event(opened("messages"))
    person.slack.wait(lambda all_: any(c.method == "assistant.threads.setSuggestedPrompts" for c in all_.calls))
    (call,) = [c for c in person.slack.calls if c.method == "assistant.threads.setSuggestedPrompts"]
    assert "thread_ts" not in call.payload
    for prompt in call.payload["prompts"]:
        assert "Nothing found" not in told(person.asks(prompt["message"]))


def test_a_direct_message_says_that_it_is_worked_on_and_is_answered(person: Person) -> None:
    person.door.event(mention(QUESTION, type="message", channel_type="im", channel="D1"))
    (call,) = person.slack.wait_for_messages(1)
    assert call.payload["channel"] == "D1"
    assert [c.payload["status"] for c in person.slack.calls if c.method == "assistant.threads.setStatus"]
