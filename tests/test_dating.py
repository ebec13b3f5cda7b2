"""Due dates that hang on meetings, nations and quarters: from settings and register to what is exported."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from assurance_bot import answer
from assurance_bot.bodies import NO_BODIES, Bodies, Body
from assurance_bot.generation import build, configured, open_current
from assurance_bot.records import Action
from assurance_bot.render.exporting import export
from support.command import inside
from support.demo import BUILT, demo, demo_index

HEAD = """Northwold Scrutiny Committee
Minutes of the meeting held on {day}

Present: Ann Roe (AR), Chair; Ben Poe (BP), Clerk

1. Hall
"""
TASKS = {
    "5 March 2024": """Action: BP to bring prices for the kitchen by the June meeting.
Action: BP to list the keys by the meeting after next.
Action: BP to test the alarm by the next meeting.
Action: BP to lend the ladder one week before the June meeting.
Action: BP to count the chairs in Q2.
Action: BP to book the painter by the summer bank holiday.
""",
    "16 April 2024": "Action: BP to mend the gate by the July meeting.\n",
    "11 June 2024": "Nothing was said.\n\n2. Next meeting\nThe next meeting will be held on 9 July 2024.\n",
}
DAY = dt.date(2024, 6, 30)


def exported(folder: Path, bodies: Bodies = NO_BODIES, *, days: int = 3) -> dict[str, Any]:
    """Build the first so many meetings and return what is exported."""
    minutes, index = folder / "minutes", folder / f"index-{days}-{len(str(bodies))}"
    minutes.mkdir(exist_ok=True)
    for nth, (day, tasks) in enumerate(list(TASKS.items())[:days]):
        (minutes / f"{nth}.txt").write_text(HEAD.format(day=day) + tasks, encoding="utf-8")
    build([minutes], index, now=BUILT, pipeline=configured(bodies=bodies), engine="fts5")
    with open_current(index) as generation:
        return export(generation, today=DAY)


def dues(found: dict[str, Any]) -> dict[str, str | None]:
    """Return the due date of each action, by a word of it."""
    actions = [action for meeting in found["meetings"] for action in meeting["actions"]]
    words = ("kitchen", "keys", "alarm", "ladder", "chairs", "painter", "gate")
    return {word: action["due"] for word in words for action in actions if word in action["text"]}


def test_a_date_that_hangs_on_a_meeting_is_looked_up_and_is_the_same_in_the_record_and_in_its_trail(
    tmp_path: Path,
) -> None:
    found = exported(tmp_path)
    assert dues(found) == {
        "kitchen": "2024-06-11",
        "keys": "2024-06-11",
        "alarm": "2024-04-16",
        "ladder": "2024-06-04",
        "chairs": "2024-06-30",
        "painter": "2024-08-26",
        "gate": "2024-07-09",  # announced by the last minutes, not yet held
    }
    of_record = {action["id"]: action["due"] for meeting in found["meetings"] for action in meeting["actions"]}
    for trail in found["trails"]:
        assert {trail["due"], trail["mentions"][0]["due"]} == {of_record[trail["id"]]}, trail["title"]


def test_without_later_meetings_the_minutes_alone_decide(tmp_path: Path) -> None:
    found = dues(exported(tmp_path, days=1))
    assert (found["kitchen"], found["keys"], found["alarm"]) == ("2024-06-30", None, None)


def test_who_may_not_see_the_later_meetings_is_not_told_their_days(tmp_path: Path) -> None:
    exported(tmp_path)
    index = next(tmp_path.glob("index-*"))
    with open_current(index) as generation:
        whole = generation.register
        seen = whole.within(whole.keys(lambda meeting: meeting.date == dt.date(2024, 3, 5)))
        found = {r.text.split()[-1]: str(r.due) for r in seen.find("action") if isinstance(r, Action)}
        seen.close()
    told = " ".join(f"{word} {due}" for word, due in found.items())
    assert "2024-06-11" not in told
    assert "2024-04-16" not in told
    assert "2024-06-30" in told


def test_nation_and_quarters_are_settings_of_all_bodies_or_of_one(tmp_path: Path) -> None:
    scots = Body("Northwold Scrutiny Committee", nation="SCT", quarters="financial")
    for bodies in (Bodies((scots,)), Bodies((), "SCT", "financial"), Bodies((scots,), "WLS", "calendar")):
        found = dues(exported(tmp_path, bodies))
        assert (found["chairs"], found["painter"]) == ("2024-09-30", "2024-08-05")


def test_a_question_about_a_quarter_means_the_year_that_is_set(tmp_path: Path) -> None:
    exported(tmp_path, Bodies((), "", "financial"))
    with open_current(next(tmp_path.glob("index-*"))) as generation:
        found = answer.ask(generation, "what was said in Q1?", today=DAY)
    assert json.loads(json.dumps([str(day) for day in found.query.between])) == ["2024-04-01", "2024-06-30"]


def test_an_export_as_of_a_day_holds_nothing_of_later_meetings() -> None:
    last = "2024-03-31"
    ran = inside("--index", demo_index(), "export", f"--as-of={last}")
    found, whole = json.loads(ran.out), export(demo(), today=dt.date(2024, 12, 31))
    assert [m["id"] for m in found["meetings"]] == [m["id"] for m in whole["meetings"] if m["date"] <= last]
    assert 0 < len(found["meetings"]) < len(whole["meetings"])
    told = {trail["id"]: trail for trail in found["trails"]}
    for trail in whole["trails"]:
        by_then = [mention for mention in trail["mentions"] if mention["date"] <= last]
        assert told.get(trail["id"], {"mentions": []})["mentions"] == by_then
    later = {m["source"] for m in whole["meetings"] if m["date"] > last}
    assert not later & {each["source"] for each in (*found["problems"], *found["glossary"])}
    ids = {action["id"] for meeting in found["meetings"] for action in meeting["actions"]}
    assert {trail["replaced_by"] for trail in found["trails"]} <= ids | {None}
