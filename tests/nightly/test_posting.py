"""Posting to Slack: the summary and digests as they arrive at a server that plays Slack, each thing once."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from slack_sdk import WebClient

from assurance_bot import answer
from assurance_bot.access import Access, Grant, Grants, Scope
from assurance_bot.config import Config
from assurance_bot.errors import AssuranceError
from assurance_bot.generation import build, open_current
from assurance_bot.generation.folders import locked
from assurance_bot.ledger import Wish
from assurance_bot.night import run_night
from assurance_bot.nightly.lastrun import last_runs
from assurance_bot.nightly.posting import Posted, post_all
from assurance_bot.nightly.sent import Sent
from assurance_bot.slack import web_client
from slack.blockkit import words
from slack.recorder import Recorder, Reply
from support.demo import a_copy_of_demo
from support.disks import fill, small_disk
from tiny_minutes import NOW, TINY, write_minutes

TOKEN = {"SLACK_BOT_TOKEN": "xoxb-test"}
MONDAY = dt.datetime(2025, 1, 6, 3, tzinfo=dt.UTC)
MEETING = """Fenmoor Fire Authority
Minutes of the meeting held on {day} {month} 2024

1. Fleet
Action: CFO to report on {what} by 30 June 2024.
"""


GRANTS: Grants = (Grant(Scope(None, None), frozenset({"ask"})),)
UNMARKED: Grants = (Grant(Scope(None, frozenset({"unmarked"})), frozenset({"ask"})),)


def settings(index: Path, **given: Any) -> Config:
    """Return settings by which each channel of these tests may see all minutes."""
    access = Access(channels=dict.fromkeys(("C1", "C2", "C9"), GRANTS))
    return replace(Config(index=index, access=access), **given)


def index_of(folder: Path, *, meetings: int) -> Path:
    write_minutes(folder / "minutes", meetings=meetings)
    build([folder / "minutes"], folder / "index", now=NOW, pipeline=TINY)
    return folder / "index"


def posted(config: Config, client: WebClient, *, now: dt.datetime = MONDAY) -> list[Posted]:
    with open_current(config.index) as generation:
        return list(post_all(config, generation, client, now=now))


def told(recorder: Recorder, channel: str) -> list[str]:
    """Return every line that a channel was told, in order."""
    calls = [call.payload for call in recorder.messages() if call.payload["channel"] == channel]
    return [line for payload in calls for line in words(payload["blocks"])]


def lines_of_actions(recorder: Recorder, channel: str) -> list[str]:
    return [line for line in told(recorder, channel) if line.startswith("A-")]


def test_the_office_and_each_owner_are_told_each_thing_once(tmp_path: Path, recorder: Recorder) -> None:
    config = settings(a_copy_of_demo(tmp_path), digest_every="day", digest_channel="C1", digest_owners=(("CC", "C2"),))
    client = web_client("xoxb-test", api=recorder.api)
    first = posted(config, client)
    assert [each.error for each in first] == [""] * len(first)
    office, owner = (lines_of_actions(recorder, channel) for channel in ("C1", "C2"))
    assert len(office) == sum(each.items for each in first if each.to == "C1") > len(owner) > 0
    assert len(set(office)) == len(office)
    assert {*owner} <= {*office}
    number = len(recorder.messages())
    assert posted(config, client, now=MONDAY + dt.timedelta(1)) == []
    assert len(recorder.messages()) == number


def test_what_one_message_cannot_hold_goes_on_in_the_next_and_after_a_fault_from_there(
    tmp_path: Path, recorder: Recorder
) -> None:
    config = settings(index_of(tmp_path, meetings=120), digest_channel="C1")
    client = web_client("xoxb-test", api=recorder.api)
    recorder.replies["chat.postMessage"] += [
        (200, {}, {"ok": True, "channel": "C1", "ts": "1.1"}),
        (200, {}, {"ok": False, "error": "msg_too_long"}),
    ]
    arrived, refused = posted(config, client)
    assert (arrived.error, refused.error != "") == ("", True)
    lost = lines_of_actions(recorder, "C1")[arrived.items :]
    rest = posted(config, client)
    lines = lines_of_actions(recorder, "C1")
    assert lines[arrived.items + len(lost) :][: len(lost)] == lost
    assert arrived.items + sum(each.items for each in rest) == 120
    assert posted(config, client, now=MONDAY + dt.timedelta(7)) == []


def test_a_digest_goes_out_once_a_week_on_its_day_or_when_that_was_missed(tmp_path: Path, recorder: Recorder) -> None:
    config = settings(index_of(tmp_path, meetings=1), digest_channel="C1")
    client = web_client("xoxb-test", api=recorder.api)
    assert len(posted(config, client)) == 1
    write_minutes(tmp_path / "minutes", meetings=2)
    build([tmp_path / "minutes"], config.index, now=NOW, pipeline=TINY)
    assert posted(config, client, now=MONDAY + dt.timedelta(6)) == []
    assert len(posted(config, client, now=MONDAY + dt.timedelta(8))) == 1
    assert len(lines_of_actions(recorder, "C1")) == 2


def test_what_slack_refuses_is_told_in_words_and_told_anew_the_next_time(tmp_path: Path, recorder: Recorder) -> None:
    config = settings(index_of(tmp_path, meetings=2), digest_channel="C1")
    client = web_client("xoxb-test", api=recorder.api)
    recorder.replies["chat.postMessage"].append((200, {}, {"ok": False, "error": "not_in_channel"}))
    (refused,) = posted(config, client)
    assert str(refused).startswith(
        "NOT POSTED the digest of the office to C1: Slack refused it (not_in_channel). Invite"
    )
    (arrived,) = posted(config, client)
    assert (arrived.error, arrived.items) == ("", 2)
    assert not any("perhaps" in line for line in told(recorder, "C1"))


BUSY = (429, {"Retry-After": "0"}, {"ok": False, "error": "ratelimited"})


def test_a_slack_that_is_busy_is_tried_again_at_once(tmp_path: Path, recorder: Recorder) -> None:
    config = settings(index_of(tmp_path, meetings=1), digest_channel="C1")
    recorder.replies["chat.postMessage"].append(BUSY)
    (arrived,) = posted(config, web_client("xoxb-test", api=recorder.api))
    assert (arrived.error, arrived.items) == ("", 1)
    assert not any("perhaps" in line for line in told(recorder, "C1"))


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ((200, {}, {"ok": False, "error": "fatal_error"}), "Slack failed (fatal_error), and may have posted it."),
        ((502, {}, {"ok": False, "error": "bad gateway"}), "Slack failed (bad gateway), and may have posted it."),
        ((200, {"Content-Length": "9999"}, {"ok": True}), "Slack cannot be reached"),  # it hangs up in mid-answer
    ],
)
def test_what_a_broken_slack_may_have_posted_is_told_by_the_next_run_as_perhaps_known(
    tmp_path: Path, recorder: Recorder, reply: Reply, said: str
) -> None:
    config = settings(index_of(tmp_path, meetings=1), digest_channel="C1")
    recorder.replies["chat.postMessage"].append(reply)
    client = WebClient("xoxb-test", base_url=recorder.api)  # without those who try again at once
    (broken,) = posted(config, client)
    assert broken.error.startswith(said)
    assert [each.error for each in posted(config, client)] == [""]
    lines = lines_of_actions(recorder, "C1")
    assert [line.endswith("(perhaps told before)") for line in lines] == [False, True]
    assert posted(config, client, now=MONDAY + dt.timedelta(7)) == []


def test_what_came_of_an_action_that_was_perhaps_told_is_told_once(tmp_path: Path, recorder: Recorder) -> None:
    """It is closed before the digest that would tell it again: whoever got the first must hear that."""
    config = settings(index_of(tmp_path, meetings=1), digest_channel="C1")
    client = web_client("xoxb-test", api=recorder.api)
    with killed_before("arrived"):
        posted(config, client)
    with open_current(config.index) as generation:
        (found,) = answer.actions(generation, "all", today=MONDAY.date()).findings
        wish = Wish(action=found.record.id, what="close", why="done", who="clerk", via="test", at=MONDAY)
        answer.note(generation, wish)
    for week in range(3):
        posted(config, client, now=MONDAY + dt.timedelta(7 * week))
    first, then = (list(words(call.payload["blocks"])) for call in recorder.messages())
    assert (first[1], then[1]) == ("Set (1)", "Closed (1)")


@contextmanager
def killed_before(method: str) -> Iterator[None]:
    """Stop, as a kill does, before the record of what was told notes that it arrived."""

    class KilledError(BaseException):
        pass

    def killed(*_: object, **__: object) -> None:
        raise KilledError

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Sent, method, killed)
        with pytest.raises(KilledError):
            yield


def test_a_job_killed_between_posting_and_noting_tells_again_and_says_so(tmp_path: Path, recorder: Recorder) -> None:
    config = settings(index_of(tmp_path, meetings=2), digest_channel="C1")
    client = web_client("xoxb-test", api=recorder.api)
    with killed_before("arrived"):
        posted(config, client)
    posted(config, client)
    posted(config, client, now=MONDAY + dt.timedelta(7))
    lines = lines_of_actions(recorder, "C1")
    assert [line.endswith("(perhaps told before)") for line in lines] == [False, False, True, True]


def test_a_job_killed_before_it_posted_says_perhaps_and_leaves_nothing_out(tmp_path: Path, recorder: Recorder) -> None:
    config = settings(index_of(tmp_path, meetings=1), digest_channel="C1")
    client = web_client("xoxb-test", api=recorder.api)
    with killed_before("done"):
        posted(config, client)
    posted(config, client)
    assert len(lines_of_actions(recorder, "C1")) == 1  # it had arrived, and was noted


def night(
    config: Config, minutes: Path, recorder: Recorder, *, environ: Mapping[str, str] = TOKEN, day: int = 0
) -> int:
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        return run_night(
            config,
            [minutes],
            console=Console(file=nowhere),
            steps=None,
            environ={**environ, "SLACK_API_URL": recorder.api},
            now=lambda: MONDAY + dt.timedelta(day),
        )


def write(folder: Path, *months: str) -> None:
    folder.mkdir(exist_ok=True)
    for nth, month in enumerate(months):
        (folder / f"{month}.txt").write_text(MEETING.format(day=nth + 5, month=month, what=f"pump {month}"), "utf-8")


def test_a_night_posts_what_is_new_in_its_generation_once(tmp_path: Path, recorder: Recorder) -> None:
    config = settings(tmp_path / "index", reindex_channel="C9")
    write(tmp_path / "minutes", "March")
    assert night(config, tmp_path / "minutes", recorder) == 0
    write(tmp_path / "minutes", "March", "April")
    assert night(config, tmp_path / "minutes", recorder, day=1) == 0
    assert night(config, tmp_path / "minutes", recorder, day=2) == 0  # nothing has changed: nothing is posted
    first, second = recorder.messages()
    assert "compared with" not in next(words(first.payload["blocks"]))
    lines = list(words(second.payload["blocks"]))
    assert lines[0].startswith("The index was rebuilt: generation 000002-")
    assert "New meetings (1)" in lines
    assert "New actions (1)" in lines
    assert any("pump April" in line for line in lines)
    assert "perhaps" not in lines[0]


def test_a_summary_that_was_perhaps_posted_says_so(tmp_path: Path, recorder: Recorder) -> None:
    config = settings(tmp_path / "index", reindex_channel="C9")
    write(tmp_path / "minutes", "March")
    with killed_before("arrived"):
        night(config, tmp_path / "minutes", recorder)
    assert night(config, tmp_path / "minutes", recorder) == 0
    heads = [next(words(call.payload["blocks"])) for call in recorder.messages()]
    assert [head.endswith("(Perhaps posted before.)") for head in heads] == [False, True]


def test_a_night_that_cannot_post_ends_with_status_4_and_has_published(tmp_path: Path, recorder: Recorder) -> None:
    config = settings(tmp_path / "index", reindex_channel="C9")
    write(tmp_path / "minutes", "March")
    assert night(config, tmp_path / "minutes", recorder, environ={}) == 4
    assert recorder.messages() == []
    with open_current(config.index) as generation:
        assert generation.name.startswith("000001-")
    assert night(config, tmp_path / "minutes", recorder) == 0
    assert len(recorder.messages()) == 1


def test_a_night_that_finds_another_job_at_work_posts_nothing(tmp_path: Path, recorder: Recorder) -> None:
    config = settings(tmp_path / "index", reindex_channel="C9")
    write(tmp_path / "minutes", "March")
    with locked(config.index):
        assert night(config, tmp_path / "minutes", recorder) == 0
    assert recorder.messages() == []


def test_a_night_that_waits_for_another_posts_after_it(tmp_path: Path, recorder: Recorder) -> None:
    config = replace(settings(tmp_path / "index", reindex_channel="C9"), when_busy="wait")
    write(tmp_path / "minutes", "March")
    assert night(config, tmp_path / "minutes", recorder) == 0
    assert len(recorder.messages()) == 1


def test_a_build_that_fails_before_there_is_an_index_is_raised_and_posts_nothing(
    tmp_path: Path, recorder: Recorder
) -> None:
    config = settings(tmp_path / "index", reindex_channel="C9")
    with pytest.raises(AssuranceError):
        night(config, tmp_path / "none", recorder)
    assert recorder.messages() == []


@pytest.mark.parametrize(
    ("grants", "why"), [(GRANTS, "There is no folder or file"), (UNMARKED, "`assurance-bot status` tells why.")]
)
def test_a_night_that_fails_says_so_in_the_channel_and_why_where_all_may_be_seen(
    tmp_path: Path, recorder: Recorder, grants: Grants, why: str
) -> None:
    config = replace(settings(tmp_path / "index", reindex_channel="C9"), access=Access(channels={"C9": grants}))
    write(tmp_path / "minutes", "March")
    assert night(config, tmp_path / "minutes", recorder) == 0
    with pytest.raises(AssuranceError, match="There is no folder or file"):
        night(config, tmp_path / "none", recorder, day=1)
    _, said = (list(words(call.payload["blocks"])) for call in recorder.messages())
    assert said[0].startswith("The index could not be rebuilt on 7 January 2025. Answers come from generation 000001-")
    assert said[1].startswith(why)


def test_a_failure_that_cannot_be_posted_is_still_the_failure(tmp_path: Path, recorder: Recorder) -> None:
    config = settings(tmp_path / "index", reindex_channel="C9")
    write(tmp_path / "minutes", "March")
    assert night(config, tmp_path / "minutes", recorder) == 0
    with pytest.raises(AssuranceError, match="There is no folder or file"):
        night(config, tmp_path / "none", recorder, environ={}, day=1)
    assert len(recorder.messages()) == 1


def test_a_summary_that_could_not_be_posted_comes_before_that_of_the_next_generation(
    tmp_path: Path, recorder: Recorder
) -> None:
    config = settings(tmp_path / "index", reindex_channel="C9")
    for nth, months in enumerate((["March"], ["March", "April"], ["March", "April", "May"])):
        write(tmp_path / "minutes", *months)
        assert night(config, tmp_path / "minutes", recorder, environ=TOKEN if nth != 1 else {}, day=nth) == 4 * (
            nth == 1
        )
    lines = [list(words(call.payload["blocks"])) for call in recorder.messages()]
    assert [said[0].partition("-")[0][-6:] for said in lines] == ["000001", "000002", "000003"]
    assert ["pump April" in "".join(said) for said in lines] == [False, True, False]


def test_a_channel_that_is_named_later_is_told_of_no_earlier_generation(tmp_path: Path, recorder: Recorder) -> None:
    config = settings(tmp_path / "index", reindex_channel="C9")
    for nth, months in enumerate((["March"], ["March", "April"])):
        write(tmp_path / "minutes", *months)
        night(replace(config, reindex_channel="" if nth == 0 else "C9"), tmp_path / "minutes", recorder, day=nth)
    (only,) = recorder.messages()
    assert next(words(only.payload["blocks"])).startswith("The index was rebuilt: generation 000002-")


def test_a_channel_is_told_only_what_it_may_see_and_how_much_was_left_out(tmp_path: Path, recorder: Recorder) -> None:
    write(tmp_path / "minutes", "March")
    (tmp_path / "minutes" / "April.txt").write_text(
        "OFFICIAL-SENSITIVE\n\n" + MEETING.format(day=9, month="April", what="the secret pump"), "utf-8"
    )
    config = replace(
        settings(tmp_path / "index", reindex_channel="C9", digest_channel="C1", digest_owners=(("CFO", "C2"),)),
        access=Access(channels={"C1": UNMARKED, "C2": GRANTS, "C9": UNMARKED}),
    )
    assert night(config, tmp_path / "minutes", recorder) == 0
    assert len(lines_of_actions(recorder, "C2")) == 2
    assert len(lines_of_actions(recorder, "C1")) == 1
    said = "".join([*told(recorder, "C1"), *told(recorder, "C9")])
    assert "secret" not in said
    assert "April" not in said
    assert "pump March" in said
    assert "of restricted minutes left out. Took" in told(recorder, "C9")[-1]
    (tmp_path / "minutes" / "April.txt").unlink()
    assert night(replace(config, max_shrink=1.0), tmp_path / "minutes", recorder, day=1) == 0
    assert "April" not in "".join(told(recorder, "C9"))


@pytest.mark.parametrize("channel", ["C1", "U404"])
def test_one_who_is_given_no_minutes_is_told_nothing_and_the_job_says_so(
    tmp_path: Path, recorder: Recorder, channel: str
) -> None:
    config = Config(index=tmp_path / "index", reindex_channel=channel)
    write(tmp_path / "minutes", "March")
    assert night(config, tmp_path / "minutes", recorder) == 4
    assert recorder.messages() == []


@pytest.fixture(name="small_disk")
def _small_disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", "4m") as disk:
        yield disk


def test_a_run_that_a_full_disk_ends_is_said_noted_and_posted(
    small_disk: Path, tmp_path: Path, recorder: Recorder
) -> None:
    config = settings(small_disk / "index", reindex_channel="C9")
    write(tmp_path / "minutes", "March")
    assert night(config, tmp_path / "minutes", recorder) == 0
    write(tmp_path / "minutes", "March", "April")
    filling = fill(small_disk)
    with pytest.raises(AssuranceError, match=r"Nothing was published.*(no room|cannot be written)"):
        night(config, tmp_path / "minutes", recorder, day=1)
    failed = last_runs(config.index).failed
    assert failed is not None
    assert "the disk" in failed.error
    assert not (config.index / ".last-run").exists()
    assert any("could not be rebuilt" in line for line in told(recorder, "C9"))
    filling.unlink()
    assert night(config, tmp_path / "minutes", recorder, day=2) == 0
    assert last_runs(config.index).failed is None
