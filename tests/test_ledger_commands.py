"""The ledger as people meet it: noting on the command line, and what answers, lists, exports and histories then say."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest

from assurance_bot import answer
from assurance_bot.cli import main, now
from assurance_bot.dates import in_words
from assurance_bot.generation import open_current
from assurance_bot.ledger import WHATS
from board_minutes import HOSES, STATION, build_board, write_board
from support.command import run

HOSES_ID, STATION_ID, CARRIED_ID = "A-QXSQSKH4M3", "A-GKOB5HZ5RL", "A-SULVSNO4QZ"  # a ledger relies on these
TODAY = now().date()
BY_HAND = f"by A. Smith on the command line on {in_words(TODAY)}"


@pytest.fixture(name="index")
def _index(tmp_path: Path) -> Path:
    build_board(write_board(tmp_path / "minutes"), tmp_path / "index")
    return tmp_path / "index"


@pytest.fixture(name="bot")
def _bot(index: Path, capsys: pytest.CaptureFixture[str]) -> Bot:
    return Bot(index, capsys)


class Bot:
    """The command line in this process, on one index."""

    def __init__(self, index: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.index, self._capsys = index, capsys

    def __call__(self, *args: str) -> str:
        """Run a command and return what it printed, what it said on standard error last."""
        with pytest.raises(SystemExit) as ended:
            main(["--index", str(self.index), *args])
        printed = self._capsys.readouterr()
        assert bool(ended.value.code) == bool(printed.err)
        return printed.out + printed.err

    def note(self, *args: str) -> str:
        """Note something with a reason, as A. Smith."""
        return self("note", *args, "--who", "A. Smith", "--why", "told so")

    def data(self, *args: str) -> Any:
        """Return what a command printed, read as JSON."""
        return json.loads(self(*args))


def listed(found: Any) -> list[str]:
    return [each["id"] for each in found["findings"]]


def test_a_note_says_what_was_written_and_what_is_odd_about_it(bot: Bot) -> None:
    assert bot.note(HOSES_ID, "close") == f"Entry 1 on {HOSES_ID}: Closed {BY_HAND}.\n"
    assert bot.note(HOSES_ID, "close") == (
        f"Entry 2 on {HOSES_ID}: Closed {BY_HAND}.\nIt was closed already: Closed {BY_HAND}.\n"
    )


def test_a_note_that_cannot_be_writes_nothing(bot: Bot) -> None:
    assert bot("note", HOSES_ID, "close") == "assurance-bot: Say why: the reason is kept with the entry.\n"
    assert bot.note("A-NONE", "close").startswith("assurance-bot: There is no action called “A-NONE”.")
    assert bot.note(HOSES_ID, "redate", "31 June 2024").startswith("assurance-bot: “31 June 2024” is not a date")
    assert not (bot.index / "ledger.db").exists()


def test_a_process_notes_in_the_name_of_its_user(index: Path) -> None:
    ran = run("--index", index, "note", HOSES_ID, "comment", "“Ŵ”", "--json")
    assert (ran.status, ran.err) == (0, "")
    assert (ran.data["seq"], ran.data["value"], ran.data["via"]) == (1, ["“Ŵ”"], "command line")
    assert ran.data["who"]


def test_lists_and_answers_consider_the_ledger_and_say_so(bot: Bot) -> None:
    assert listed(bot.data("actions", "overdue", "--json")) == [HOSES_ID, STATION_ID]
    bot.note(CARRIED_ID, "close")
    assert listed(bot.data("actions", "overdue", "--json")) == [STATION_ID]
    (found,) = bot.data("actions", "closed", "--json")["findings"]
    assert (found["id"], found["status"], found["overdue_days"]) == (HOSES_ID, "closed", None)
    assert found["note"].startswith(f"Closed {BY_HAND}, not in the minutes: “told so”.")
    assert [(each["what"], each["holds"], each["who"]) for each in found["ledger"]] == [("close", True, "A. Smith")]
    promised = bot.data("ask", "what did the CFO promise on hoses?", "--json")["findings"][0]
    assert (promised["id"], promised["status"]) == (HOSES_ID, "closed")
    printed = " ".join(bot("actions", "closed").split())
    assert f"Closed {BY_HAND}, not in the minutes: “told so”." in printed


def test_an_answer_as_of_a_day_before_an_entry_does_not_know_of_it(bot: Bot) -> None:
    bot.note(HOSES_ID, "close")
    yesterday = (TODAY - dt.timedelta(1)).isoformat()
    (found, _) = bot.data("actions", "open", "--as-of", yesterday, "--json")["findings"]
    assert (found["id"], found["ledger"], "not in the minutes" in found["note"]) == (HOSES_ID, [], False)


def test_a_new_owner_is_found_by_office_name_or_person(bot: Bot) -> None:
    bot.note(HOSES_ID, "reassign", "treasurer")
    assert listed(bot.data("actions", "open", "TR", "--json")) == [HOSES_ID, STATION_ID]
    assert listed(bot.data("actions", "open", "CFO", "--json")) == []
    bot.note(STATION_ID, "owner", "ada holt")
    (found,) = bot.data("actions", "open", "Ada", "Holt", "--json")["findings"]
    assert (found["id"], found["owners"]) == (STATION_ID, ["Ada Holt"])


def test_a_due_date_moved_by_hand_is_not_shown_with_the_words_of_the_minutes(bot: Bot) -> None:
    bot.note(STATION_ID, "redate", "1 July 2099")
    (found,) = bot.data("actions", "due", "--json")["findings"]
    assert (found["id"], found["due"], found["due_text"], found["overdue_days"]) == (
        STATION_ID,
        "2099-07-01",
        None,
        None,
    )
    assert "Due date moved to 1 July 2099" in found["note"]


def test_every_export_tells_the_ledger_from_the_minutes(bot: Bot) -> None:
    bot.note(HOSES_ID, "redate", "1 July 2099")
    trails = {each["id"]: each for each in bot.data("export")["trails"]}
    assert (trails[HOSES_ID]["due"], [e["what"] for e in trails[HOSES_ID]["ledger"]]) == ("2099-07-01", ["redate"])
    assert (trails[STATION_ID]["due"], trails[STATION_ID]["ledger"]) == ("2024-05-31", [])
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(bot("export", "--format", "csv")))}
    assert "not in the minutes" in rows[HOSES_ID]["ledger"]
    assert rows[STATION_ID]["ledger"] == ""
    calendar = bot("export", "--format", "ics").replace("\r\n ", "").replace("\n ", "")
    assert calendar.count("not in the minutes") == 1


def test_linked_actions_are_listed_once(bot: Bot) -> None:
    bot.note(STATION_ID, "link", HOSES_ID)
    assert len(listed(bot.data("actions", "all", "--json"))) == 1
    bot.note(STATION_ID, "unlink", HOSES_ID)
    assert listed(bot.data("actions", "all", "--json")) == [HOSES_ID, STATION_ID]
    bot.note(CARRIED_ID, "unlink")
    assert listed(bot.data("actions", "all", "--json")) == [HOSES_ID, STATION_ID, CARRIED_ID]


def test_a_history_has_every_mention_with_its_quote_and_every_entry_in_order_of_day(bot: Bot) -> None:
    bot.note(HOSES_ID, "close")
    bot.note(CARRIED_ID, "reopen")
    assert bot("history", CARRIED_ID.lower()) == bot("history", HOSES_ID)
    lines = bot("history", HOSES_ID).splitlines()
    assert lines[0].startswith(f"{HOSES_ID}  Action for CFO (Ben Crane) – open, due 30 April 2024, ")
    told = [line for line in lines if ", minutes: " in line or ", ledger, " in line]
    assert [line.partition(":")[0] for line in told] == [
        "5 March 2024, minutes",
        "4 June 2024, minutes",
        f"{in_words(TODAY)}, ledger, entry 1",
        f"{in_words(TODAY)}, ledger, entry 2",
    ]
    assert f"  “{HOSES}”" in lines
    assert "  Entry 2 spoke after it." in lines
    told_as_data = bot.data("history", HOSES_ID, "--json")
    assert [step["from"] for step in told_as_data["steps"]] == ["minutes", "minutes", "ledger", "ledger"]
    assert (told_as_data["status"], told_as_data["minutes"]["status"]) == ("open", "open")
    early = bot.data("history", HOSES_ID, "--as-of", "2024-05-01", "--json")["steps"]
    assert [step["from"] for step in early] == ["minutes"]
    assert bot("history", "A-NONE").startswith("assurance-bot: There is no action called “A-NONE”.")


def test_entries_survive_a_reindex_that_changes_the_words_or_drops_them(bot: Bot, tmp_path: Path) -> None:
    bot.note(STATION_ID, "close")
    minutes = write_board(
        tmp_path / "minutes", {STATION: "CD to publish the plans for the new station by 31 May 2024."}
    )
    assert build_board(minutes, bot.index).published
    (found,) = bot.data("actions", "closed", "--json")["findings"]
    assert found["id"] != STATION_ID
    assert f"it was noted of earlier words: “{STATION}”" in found["note"]
    assert f"The entries on {STATION_ID} count for {found['id']}" in bot("status")
    assert bot.data("status", "--json")["ledger"]["moved"] == {STATION_ID: found["id"]}
    assert bot("history", STATION_ID) == bot("history", found["id"])

    write_board(tmp_path / "minutes", {STATION: "AH to thank the architects."})
    build_board(minutes, bot.index)
    assert listed(bot.data("actions", "closed", "--json")) == []
    assert f"Entry 1 has lost its action {STATION_ID}: Closed {BY_HAND}. It read: “{STATION}”" in bot("status")
    assert [each["seq"] for each in bot.data("status", "--json")["ledger"]["orphans"]] == [1]
    assert f"{STATION_ID}  not in the minutes any more" in bot("history", STATION_ID)

    thanks = next(each["id"] for each in bot.data("actions", "AH", "--json")["findings"])
    assert bot.note(STATION_ID, "attach", thanks).startswith(
        f"Entry 2 on {STATION_ID}: Earlier entries attached to {thanks}"
    )
    assert listed(bot.data("actions", "closed", "--json")) == [thanks]
    assert bot.data("status", "--json")["ledger"]["orphans"] == []

    write_board(tmp_path / "minutes")
    build_board(minutes, bot.index)
    assert listed(bot.data("actions", "closed", "--json")) == [STATION_ID]


def test_an_open_generation_knows_of_an_entry_at_the_next_question(bot: Bot) -> None:
    with open_current(bot.index) as generation:
        before = answer.actions(generation, "open", today=TODAY)
        bot.note(HOSES_ID, "close")
        after = answer.actions(generation, "open", today=TODAY)
    assert [len(found.findings) for found in (before, after)] == [2, 1]


def test_an_index_without_a_ledger_is_none_the_worse(bot: Bot) -> None:
    assert "Ledger: 0 entries." in bot("status")
    bot("actions")
    bot("export")
    assert not list(bot.index.glob("ledger*"))


def test_a_damaged_ledger_is_owned_up_to_and_not_left_out_of_account(bot: Bot) -> None:
    (bot.index / "ledger.db").write_bytes(b"no ledger" * 1000)
    for args in (("actions",), ("history", HOSES_ID), ("export",), ("note", HOSES_ID, "comment", "x")):
        told = bot(*args)
        assert "assurance-bot: The ledger " in told
        assert "Restore it from a backup." in told


def test_noting_knows_the_office_or_person_by_any_name_a_question_would(index: Path) -> None:
    with open_current(index) as generation:
        known = {name: answer.book(generation, day=TODAY).party(name).label for name in NAMES}
    assert known == NAMES


NAMES = {
    "CFO": "CFO",
    "cfo": "CFO",
    "Chief Fire Officer": "CFO",
    "treasurer": "TR",
    "Ben Crane": "Ben Crane",
    "crane": "Ben Crane",
    "Zed": "Zed",
    "the Ministry of Works": "the Ministry of Works",
}


def test_all_that_can_be_noted_is_documented() -> None:
    page = (Path(__file__).parent.parent / "docs" / "ledger.md").read_text(encoding="utf-8")
    assert all(f"| `{what}` |" in page for what in WHATS)


def test_an_action_in_its_context_is_shown_with_what_was_noted_on_it(bot: Bot) -> None:
    assert "Noted by your office" not in bot("show", HOSES_ID)
    bot.note(HOSES_ID, "redate", "2031-02-14")
    assert (
        f"Noted by your office: Due date moved to 14 February 2031 {BY_HAND}, not in the minutes: “told so”. "
        f"See: assurance-bot history {HOSES_ID}"
    ) in bot("show", HOSES_ID)
    assert "Noted by your office" not in bot("show", STATION_ID)
