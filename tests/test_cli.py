"""The command line as people and other programs use it: real processes, their output, errors and exit status."""

from __future__ import annotations

import csv
import fcntl
import io
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from icalendar import Calendar

from assurance_bot.cli import cli
from assurance_bot.slack.checking import SCOPES
from slack.recorder import Recorder
from support.command import Ran, environment, inside, run
from support.demo import LAST, TRUTH, demo, demo_index, scratch
from support.quotes import not_verbatim, quotes_in

DAY = f"--as-of={LAST}"

COMMANDS: dict[str, tuple[str, ...]] = {
    "ask": ("ask", "what did the CC commit to on 101 call answering?", DAY, "--limit", "2"),
    "ask json": ("ask", "--json", "what was said about vetting", DAY),
    "ask overdue": ("ask", "what is open?", "--as-of", "30 June 2024"),
    "actions json": ("actions", "all", "--json", DAY),
    "actions": ("actions", "open", "CC", DAY),
    "export json": ("export", DAY),
    "export csv": ("export", "--format", "csv", DAY),
    "export ics": ("export", "--format=ics", DAY),
    "status": ("status",),
}
PROCESSES = ("ask", "actions json", "status")
"""Those that are run as processes of their own."""


@cache
def ran(name: str) -> Ran:
    """Run a command over the example minutes, once, and return what it came to."""
    return (run if name in PROCESSES else inside)("--index", demo_index(), *COMMANDS[name])


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_answers_ends_with_status_0_and_no_complaint(name: str) -> None:
    assert (ran(name).status, ran(name).err) == (0, "")


def test_a_process_prints_what_the_same_command_prints_in_this_one() -> None:
    assert inside("--index", demo_index(), *COMMANDS["ask"]) == ran("ask")


def test_an_answer_in_the_terminal_shows_quote_speaker_meeting_item_page_and_lines() -> None:
    out = ran("ask").out
    assert re.search(r"\n1\. (?:Commitment by|Action for) CC \(", out)
    assert re.search(r"\n   │ “[^\n]+\n", out)
    assert re.search(
        r"\n   Monthly Assurance Meeting[^\n]*, \d+ \w+ 202[34]\n   Item [^\n]+\n   (?:page \d+, )?lines? \d", out
    )
    assert re.search(r"… and \d+ more: --limit \d+ shows them all\.", out)
    assert out.endswith("Searched 24 meetings, 25 January 2023 to 18 December 2024.\n")


def test_a_list_of_actions_is_shown_whole_however_it_is_asked_for() -> None:
    out = ran("ask overdue").out
    ((going, told),) = re.findall(r"Found (\d+) open actions, (\d+) reported actions? as at 30 June 2024\.", out)
    assert len(re.findall(r"^\d+\. Action", out, re.MULTILINE)) == int(going) + int(told)
    assert "more:" not in out


def test_the_data_of_an_answer_has_the_keys_that_others_rely_on() -> None:
    given = ran("ask json").data
    assert set(given) >= {"asked", "query", "searched", "found", "findings", "generation"}
    assert set(given["query"]) >= {"subject", "roles", "people", "topic", "between", "status"}
    assert given["searched"] == {"meetings": 24, "from": "2023-01-25", "to": "2024-12-18"}
    assert given["found"] == len(given["findings"]) > 20
    for finding in given["findings"]:
        assert set(finding) >= {"id", "kind", "meeting", "item", "quotes"}
        assert set(finding["meeting"]) >= {"id", "date", "title", "body"}
        assert "speaker" in finding or finding["kind"] in ("decision", "action")
        assert "nature" in finding or finding["kind"] != "statement"
        assert set(finding["quotes"][0]) >= {"text", "source", "page", "line", "last_line", "spans"}


def test_the_data_of_a_list_of_actions_has_the_keys_that_others_rely_on() -> None:
    given = ran("actions json").data
    assert (given["found"], len(given["findings"])) == (len(TRUTH["trails"]), len(TRUTH["trails"]))
    for finding in given["findings"]:
        assert set(finding) >= {"owners", "status", "due", "due_text", "overdue_days"}


def test_the_whole_export_has_the_keys_that_others_rely_on_and_every_quote_in_it_is_verbatim() -> None:
    given = ran("export json").data
    assert set(given) >= {"generation", "meetings", "trails", "glossary", "problems"}
    assert len(given["meetings"]) == 24
    meeting = set(given["meetings"][0])
    assert meeting >= {
        "id",
        "source",
        "title",
        "body",
        "series",
        "date",
        "time",
        "venue",
        "chair",
        "minutes_by",
        "marking",
    }
    assert meeting >= {"next_meeting", "attendance", "items", "actions", "statements", "questions", "decisions"}
    kinds = {
        "attendance": {"name", "role", "initials", "presence"},
        "items": {"number", "title"},
        "actions": {"id", "text", "owners", "due", "due_text", "status", "item", "quotes"},
        "statements": {"id", "speaker", "nature", "text", "item", "quotes"},
        "questions": {"id", "asker", "asked_of", "text", "item", "replies", "quotes"},
        "decisions": {"id", "outcome", "text", "item", "quotes"},
    }
    for kind, keys in kinds.items():
        assert all(set(each) >= keys for held in given["meetings"] for each in held[kind]), kind
    for trail in given["trails"]:
        assert set(trail) >= {"id", "title", "owners", "status", "due", "mentions"}
        assert all(set(m) >= {"meeting", "date", "status", "due", "quotes"} for m in trail["mentions"])
    assert all(set(entry) == {"acronym", "expansion", "source"} for entry in given["glossary"])
    assert all(set(each) >= {"source", "line", "message"} for each in given["problems"])
    assert len(list(quotes_in(given))) > 1000
    assert not_verbatim(given, demo().register.text) == []


def test_the_export_of_actions_as_a_table_has_a_row_for_each_action() -> None:
    rows = list(csv.DictReader(io.StringIO(ran("export csv").out)))
    listed = ran("actions json").data["findings"]
    assert sorted((r["id"], r["due"]) for r in rows) == sorted((f["id"], f["due"] or "") for f in listed)


def test_the_export_as_a_calendar_has_the_due_dates_of_what_is_not_closed() -> None:
    calendar = Calendar.from_ical(ran("export ics").out)
    listed = ran("actions json").data["findings"]
    wanted = {f["id"]: f["due"] for f in listed if f["due"] and f["status"] in ("open", "reported")}
    days = {str(e["UID"]).split("@")[0]: str(e.decoded("DTSTART")) for e in calendar.walk("VEVENT")}
    assert days == wanted


def test_status_says_which_generation_and_what_it_holds() -> None:
    out = ran("status").out
    assert out.startswith(f"Generation {demo().name}, built ")
    assert f"{demo().register.counts()['actions']:,} actions" in out


def test_a_quote_is_what_show_prints_at_its_spans() -> None:
    finding = ran("ask json").data["findings"][0]
    name, index = finding["quotes"][0]["source"], ("--index", demo_index())
    text = run(*index, "show", "--text", name)
    assert text.out == demo().register.text(name)
    assert not_verbatim(finding, lambda source: text.out if source == name else demo().register.text(source)) == []
    record, sitting = (
        inside(*index, "show", finding["id"][:8].lower()),
        inside(*index, "show", finding["meeting"]["id"]),
    )
    assert record.out.startswith(finding["id"])
    assert re.search(r"^> +\d+  ", record.out, re.MULTILINE)
    assert sitting.out.startswith(finding["meeting"]["id"])
    assert name in sitting.out


def test_options_may_stand_before_or_after_the_command(tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text(f'[index]\nfolder = "{demo_index()}"\n[answers]\nlimit = 1\n', encoding="utf-8")
    before = run("--config", settings, "ask", "vetting", DAY)
    after = inside("ask", "vetting", DAY, "--config", settings, "--index", demo_index())
    assert (before.status, before.out) == (0, after.out)
    assert "\n1. " in before.out
    assert "\n2. " not in before.out


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Go to an empty folder, with nothing of Slack in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("SLACK_")]:
        monkeypatch.delenv(name)


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('[index]\ncolour = "red"', "[index] knows no 'colour'. Known are engine, folder."),
        ("[index\n", "is no valid TOML"),
        (None, "cannot be read"),
    ],
)
def test_settings_that_cannot_be_used_end_with_status_1(settings: str | None, said: str) -> None:
    if settings is not None:
        Path("settings.toml").write_text(settings, encoding="utf-8")
    done = inside("ask", "vetting", "--config", "settings.toml")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("assurance-bot: ")
    assert said in done.err


@pytest.mark.usefixtures("elsewhere")
def test_the_index_of_the_command_line_goes_before_that_of_the_settings() -> None:
    Path("config.toml").write_text('[index]\nfolder = "nothing-here"\n', encoding="utf-8")
    alone = inside("status")
    assert alone.status == 1
    assert f"Nothing has been indexed in {Path('nothing-here').absolute()} yet. Run: " in alone.err
    assert inside("status", "--index", demo_index()).status == 0


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (("ask", "vetting", "--limit", "0"), 2, "0 is not in the range"),
        (("show", "--text", "no-such-minutes.txt"), 1, "There is no source called “no-such-minutes.txt”."),
        (("show", "A-"), 1, "There is no record called “A-”."),
        (("export", "--format", "xml"), 2, "'xml' is not one of 'json', 'csv', 'ics'"),
        (("reindex",), 1, "No minutes to read. Name a folder"),
        (("surmise",), 2, "No such command 'surmise'"),
        (("ask", "vetting", "--no-such-option"), 2, "--no-such-option"),
        (
            ("ask", "x", "--as-of", "some day"),
            1,
            "“some day” is not a date I can read. Write it as 2019-03-01 or 1 March",
        ),
        (("show", "A-0000000000"), 1, "There is no record called “A-0000000000”."),
        (("serve",), 1, "SLACK_BOT_TOKEN is not set"),
    ],
)
def test_arguments_that_cannot_be_used_are_named(args: tuple[str, ...], status: int, said: str) -> None:
    done = inside("--index", demo_index(), *args)
    assert (done.status, done.out) == (status, "")
    assert said in done.err


def test_an_index_that_is_a_file_or_lies_among_the_minutes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert "file is no folder." in inside("--index", tmp_path / "file", "reindex", small()).err
    assert "lies among the minutes" in inside("--index", small() / "index", "reindex", small()).err
    assert not (small() / "index").exists()


def test_an_index_that_another_job_builds_is_left_to_it(tmp_path: Path) -> None:
    with (tmp_path / "reindex.lock").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = inside("--index", tmp_path, "reindex", small())
    assert (done.status, done.err) == (0, "")
    assert "Another job is building" in done.out


@pytest.fixture
def slack() -> Iterator[Recorder]:
    """Slack's Web API, as far as `check` asks it."""
    recorder = Recorder(scopes=",".join(SCOPES), socket_url="ws://127.0.0.1:9/link")
    yield recorder
    recorder.close()


def test_check_says_what_is_missing_and_ends_with_status_1_until_nothing_is(
    monkeypatch: pytest.MonkeyPatch, slack: Recorder
) -> None:
    settings = f'[minutes]\nfolders = ["{small()}"]\n[index]\nfolder = "{demo_index()}"\n'
    settings += '[access.members]\nbodies = ["*"]\nmarkings = ["*"]\n'
    Path("config.toml").write_text(settings, encoding="utf-8")
    without = inside("check")
    assert without.status == 1
    assert "MISSING Slack tokens: " in without.out
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1-a")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1-a")
    monkeypatch.setenv("SLACK_API_URL", slack.api)
    whole = inside("check")
    assert "xoxb-1-a" not in whole.out
    assert whole.status == 0
    assert {line.split()[0] for line in whole.out.splitlines()} == {"ok"}


def test_a_question_may_come_through_a_pipe_and_is_utf_8_whatever_the_locale() -> None:
    posix = {"LC_ALL": "C", "LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    words = "what was said about “vetting”? £".encode() + b"\xff\x00"
    done = run("ask", DAY, "--limit=1", "--index", demo_index(), typed=words, env=posix)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("what was said · “vetting” · all meetings\nFound ")
    assert "│ “" in done.out


def test_an_answer_cut_off_by_the_reader_of_a_pipe_ends_quietly() -> None:
    command = [sys.executable, "-m", "assurance_bot", "--index", str(demo_index()), "export"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""


def test_in_a_terminal_one_question_follows_the_other_until_an_empty_line() -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "assurance_bot", "--index", str(demo_index()), "ask", DAY, "--limit=1"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment()) as process:
        os.close(theirs)
        os.write(ours, b"what is overdue?\nwhat did the PCC ask about custody?\n\n")
        out = b""
        while chunk := _read(ours):
            out += chunk
        assert process.wait() == 0
    os.close(ours)
    assert out.count(b"Searched 24 meetings") == 2
    assert b"overdue actions" in out


def test_in_a_terminal_a_question_goes_on_from_the_one_before() -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "assurance_bot", "--index", str(demo_index()), "ask", DAY, "--limit=2"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment()) as process:
        os.close(theirs)
        os.write(ours, b"what was said about custody?\nmore\nshow the rest\nand the DCC?\nnew\n\n")
        out = b""
        while chunk := _read(ours):
            out += chunk
        assert process.wait() == 0
    os.close(ours)
    told = out.decode()
    assert "as before, from the 3rd of " in told
    assert "as before, from the 5th of " in told
    assert "as before, but for the DCC: what was said · Deputy Chief Constable (DCC)" in told
    assert "“more” shows the next, “show the rest” all." in told
    assert "A new question." in told


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end is closed
        return b""


@cache
def small() -> Path:
    """Return a folder of minutes with everything wrong that can be, and one file that is right."""
    folder = scratch() / "odd-minutes"
    folder.mkdir()
    source = next(m["source"] for m in TRUTH["meetings"] if m["date"] == "2023-02-22")
    good = demo().register.text(source)
    shutil.copy(Path(__file__).parents[1] / "examples" / "minutes" / source, folder / source)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_bytes(b" \n\t\n")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 64)
    (folder / "letter.xyz").write_text("Dear Sir", encoding="utf-8")
    undated = re.sub(r"(?:January|February|March|April|2023)\b", "", good)
    (folder / "undated.txt").write_text(undated, encoding="utf-8")
    again = good.replace("22 February", "29 March").replace("February 2023", "March 2023")
    (folder / "two-meetings.txt").write_text(f"{again}\n\n{good}", encoding="utf-8")
    return folder


@cache
def reindexed() -> Ran:
    return run("--index", scratch() / "odd-index", "reindex", small())


def test_reindex_ends_with_status_3_where_a_file_is_left_out_and_indexes_the_rest() -> None:
    assert reindexed().status == 3
    assert {"stage", "event"} >= {next(iter(json.loads(line))) for line in reindexed().err.splitlines()}
    assert reindexed().out.startswith("Published generation 000001-")
    told = inside("--index", scratch() / "odd-index", "status", "--json").data
    assert set(told) >= {"generation", "built_at", "counts", "problems"}
    assert told["counts"]["documents"] == 3


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("empty.txt", "the file is empty. Put the minutes into it, or remove it."),
        ("blank.txt", "the file is empty. Put the minutes into it, or remove it."),
        ("binary.txt", "this is no text file, whatever its name says. Give it the suffix of what it is."),
        ("letter.xyz", "files ending in '.xyz' are not read. Use one of "),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_what_is_wrong_and_what_to_do(file: str, said: str) -> None:
    assert f"LEFT OUT {file}: {said}" in reindexed().out


def test_a_file_without_a_date_is_indexed_and_named() -> None:
    assert "undated.txt: no date of the meeting could be made out; write one in the header" in reindexed().out


def test_a_file_with_two_meetings_in_it_is_indexed_and_named() -> None:
    assert re.search(r"two-meetings\.txt.*(?:two|second|another|more than one) (?:meeting|set)", reindexed().out)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_left_out_and_named(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(small(), tmp_path / "minutes"))
    (folder / "undated.txt").chmod(0)
    done = run("--index", tmp_path / "index", "reindex", folder)
    assert done.status == 3
    assert "LEFT OUT undated.txt: " in done.out


def test_a_folder_that_does_not_exist_is_an_error_alone_and_left_out_among_others(tmp_path: Path) -> None:
    gone, index = tmp_path / "gone", scratch() / "odd-index"
    reindexed()
    alone, among = inside("--index", index, "reindex", gone), inside("--index", index, "reindex", gone, small())
    assert (alone.status, alone.out) == (1, "")
    assert f"There is no folder or file {gone}. Give the folder that holds the minutes." in alone.err
    assert among.status == 3
    assert f"LEFT OUT {gone}: there is no such folder." in among.out
    assert "Nothing has changed; still generation 000001-" in among.out


MINUTES = """FENMOOR FIRE AUTHORITY
Minutes of the meeting held on {day} {month} 2024 at 10.00am in Mill House

Present: Ada Holt (AH), Chair; Ben Crane (BC), Chief Fire Officer (CFO)

1 Equipment
BC reported that {day} of the hoses were worn.
CFO to report on the hoses of {month} by 31 May 2025.
"""


def test_reindex_tells_what_was_lost_rollback_goes_back_and_the_archive_rebuilds(tmp_path: Path) -> None:
    minutes, index = tmp_path / "minutes", ("--index", tmp_path / "index")
    minutes.mkdir()
    for nth, month in enumerate(("March", "April", "May")):
        (minutes / f"{month}.txt").write_text(MINUTES.format(day=nth + 5, month=month), encoding="utf-8")
    first = inside(*index, "reindex", minutes).out.split()[2].rstrip(":")
    (minutes / "April.txt").rename(minutes / "April 2024.txt")
    (minutes / "May.txt").unlink()
    refused = inside(*index, "reindex", minutes)
    assert (refused.status, refused.out) == (1, "")
    assert "Nothing was published: 2 meetings would be left of 3 and " in refused.err
    assert (
        "(withdrawn May.txt). Look whether all folders are there; if it is meant, run again with --accept"
        in refused.err
    )
    accepted = inside(*index, "reindex", "--accept", minutes)
    assert accepted.out.splitlines()[1:5] == [
        f"Compared with {first}:",
        "Files renamed, moved, replaced or withdrawn (2):",
        "  renamed April.txt → April 2024.txt",
        "  withdrawn May.txt",
    ]
    second = accepted.out.split()[2].rstrip(":")
    assert inside(*index, "rollback").out == f"Published generation {first} again; it was {second}.\n"
    assert f"it would be {second} again, which was rolled back from" in inside(*index, "reindex", minutes).err
    assert f"Did you mean {first}, {second}?" in inside(*index, "rollback", "000007").err
    again = inside(*index, "reindex", "--accept", "--from-archive", second)
    assert again.out.startswith("Published generation 000003-")
    assert inside(*index, "status", "--json").data["counts"]["meetings"] == 2
    assert "not both" in inside(*index, "reindex", "--from-archive", second, minutes).err


def test_the_program_is_installed_under_its_name() -> None:
    program = Path(sys.executable).with_name("assurance-bot")
    if not program.exists():
        pytest.skip("it is not installed beside this Python")
    done = subprocess.run([program, "--version"], capture_output=True, timeout=60, check=True, env=environment())
    assert done.stdout.startswith(b"assurance-bot, version ")


@pytest.mark.parametrize("command", ["", *sorted(cli.commands)])
def test_every_command_explains_itself(command: str) -> None:
    done = CliRunner().invoke(cli, [*([command] if command else []), "--help"])
    assert done.exit_code == 0
    explained = done.output.split("Options:")[0].split("\n\n", maxsplit=1)[1]
    assert len(explained.split()) > 5
    assert all(option in done.output for option in ("--config", "--index"))
