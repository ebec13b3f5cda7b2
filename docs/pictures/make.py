"""Draw real messages from the real builders on the example minutes: `python docs/pictures/make.py [FOLDER]`.

Needs chromium, and the page that web/build.mjs builds. Each picture is as wide as a phone, and as long as what it shows.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image, ImageChops
from slack_sdk import WebClient

from assurance_bot import local
from assurance_bot.access import EVERYTHING, NOBODY, Right, Scope, Sight
from assurance_bot.answer import Answer
from assurance_bot.config import Config
from assurance_bot.generation import build
from assurance_bot.render.blockkit import Block, Message
from assurance_bot.render.slack import plain_message
from assurance_bot.serving import front
from assurance_bot.slack import Desk, Front, Gate
from assurance_bot.slack.gate import NO_CHANNEL, Admitted, Asker
from assurance_bot.slack.homes import home_of
from assurance_bot.slack.presses import view_of
from assurance_bot.slack.visits import Visit
from assurance_bot.slack.words import help_message, trouble_message, unready_message

HERE = Path(__file__).resolve().parent
STATIC = Path(local.__file__).parent / "static"
DAY = dt.datetime(2024, 9, 10, 9, tzinfo=dt.UTC)
WIDTH, LONGEST = 390, 3_600


@dataclass(frozen=True)
class Picture:
    """What one picture shows: a message, a modal or a home, and what was asked before it."""

    name: str
    kind: str
    payload: Block
    asked: str = ""
    theme: str = "light"


class Lets(Gate):
    """A gate that lets anybody see some minutes and note on them, and asks nobody."""

    def __init__(self, sight: Sight) -> None:
        super().__init__(NOBODY)
        self._sight = sight

    def admit(self, asker: Asker, client: WebClient, *, right: Right = "ask", fresh: bool = False) -> Admitted:  # noqa: ARG002
        """Let them in."""
        return Admitted(self._sight, self._sight)


def pictures(whole: Front) -> Iterator[Picture]:
    """Yield the pictures."""
    client, alone, channel = WebClient(), Asker("U1"), Asker("U1", public=True)
    visit = whole.enter(channel, client)

    def said(message: Message, *, alone: bool = False) -> Block:
        return {"text": message.text, "blocks": message.blocks, **({"ephemeral": True} if alone else {})}

    def answer(asked: str, visit: Visit = visit) -> Block:
        return said(visit.message(visit.desk.ask(asked)))

    def listed(desk: Desk) -> Answer:
        return desk.actions("overdue")

    question = "what did the CC commit to on workforce?"
    overdue = said(whole.enter(alone, client).message(listed(visit.desk), again=listed), alone=True)
    first = visit.desk.actions("open").findings[0].record.id
    quoted = visit.desk.ask(question).findings[0].record.id
    yield Picture("answer", "message", answer(question), question)
    yield Picture("answer-dark", "message", answer(question), question, "dark")
    yield Picture("overdue", "message", overdue, "/actions overdue")
    yield Picture("open-dark", "message", said(visit.message(visit.desk.actions("open"))), "/actions open", "dark")
    yield Picture("context", "modal", view_of("show_context", quoted, alone, client, whole))
    yield Picture("history", "modal", view_of("show_history", first, alone, client, whole))
    yield Picture("close-dark", "modal", view_of("note_close", first, alone, client, whole), theme="dark")
    yield Picture("home", "home", home_of(whole.enter(alone, client), "CC"))
    yield Picture("help", "message", said(help_message(), alone=True), "/assurance help")
    nothing = "what did the CC commit to on submarines?"
    yield Picture("nothing-found", "message", answer(nothing), nothing)
    custody = "what did the PCC ask about custody?"
    official = Sight(frozenset({Scope(None, frozenset({"official"}))}))
    yield Picture(
        "left-out", "message", answer(custody, replace(whole, gate=Lets(official)).enter(channel, client)), custody
    )
    yield Picture("refused", "message", said(plain_message(NO_CHANNEL.format("C0123ABC"))), question)
    yield Picture("trouble-dark", "message", said(trouble_message("7F3K")), question, "dark")
    yield Picture("no-index", "message", said(unready_message("9QTM")), question)


def draw(picture: Picture, to: Path, scratch: Path) -> None:
    """Take one picture, and cut it where nothing more is shown."""
    page = scratch / f"{picture.name}.html"
    told = json.dumps(
        {"kind": picture.kind, "payload": picture.payload, "asked": picture.asked, "theme": picture.theme}
    ).replace("<", "\\u003c")
    script = f'<script src="{STATIC.as_uri()}/page.js"></script>'
    page.write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><link rel="stylesheet" href="{STATIC.as_uri()}/page.css">'
        f'<body style="width:{WIDTH}px"><div id="root"></div>{script}<script>window.draw({told})</script></body></html>',
        encoding="utf-8",
    )
    shot = to / f"{picture.name}.png"
    chromium = shutil.which("chromium") or sys.exit("chromium is not installed: apt-get install chromium")
    subprocess.run(  # noqa: S603 - our own page
        [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--allow-file-access-from-files",
         "--disable-background-networking", f"--user-data-dir={scratch / 'browser'}", "--force-device-scale-factor=1.5",
         "--virtual-time-budget=3000", f"--window-size={max(WIDTH, 500)},{LONGEST}", f"--screenshot={shot}", page.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    _trim(shot)


def _trim(shot: Path) -> None:
    with Image.open(shot) as opened:
        picture = opened.convert("RGB").crop((0, 0, int(WIDTH * 1.5), opened.height))
    paper = Image.new("RGB", picture.size, picture.getpixel((2, picture.height - 2)))
    used = ImageChops.difference(picture, paper).getbbox()
    picture.crop((0, 0, picture.width, min(picture.height, (used[3] if used else 0) + 20))).quantize(64).save(
        shot, optimize=True
    )


def main(to: Path) -> None:
    """Draw all pictures into a folder."""
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        build([HERE.parents[1] / "examples" / "minutes"], scratch / "index", now=DAY)
        clock: Callable[[], dt.datetime] = lambda: DAY  # noqa: E731 - a clock that stands
        whole = replace(front(Config(index=scratch / "index"), now=clock), gate=Lets(EVERYTHING))
        for picture in pictures(whole):
            draw(picture, to, scratch)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
