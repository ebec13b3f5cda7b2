"""`[bodies]` in the settings: what may be stated of a body, and what cannot be used is refused by file and key."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from assurance_bot.bodies import Body, Holder
from assurance_bot.config import load
from assurance_bot.errors import ConfigError

FIRE = '[bodies."Fenmoor Fire Authority"]\n'


def stated(folder: Path, text: str) -> tuple[Body, ...]:
    path = folder / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return load(path).bodies.bodies


def test_offices_people_and_holders_are_stated_of_a_body(tmp_path: Path) -> None:
    text = (
        FIRE + 'folder = "./fire/"\noffices = { CFO = "Chief  Fire Officer" }\npeople = { QM = "Quentin Marsh" }\n'
        'holders = { CFO = [{ name = "Ben Poe", until = 2024-03-31 }, { name = "Rita Vale", from = 2024-04-01 }] }'
    )
    holders = (Holder("Ben Poe", None, dt.date(2024, 3, 31)), Holder("Rita Vale", dt.date(2024, 4, 1)))
    assert stated(tmp_path, text) == (
        Body(
            "Fenmoor Fire Authority",
            "fire",
            {"CFO": "Chief Fire Officer"},
            {"Chief Fire Officer": holders},
            {"QM": (Holder("Quentin Marsh"),)},
        ),
    )


def test_nation_and_quarters_are_stated_of_all_bodies_and_of_one(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('[bodies]\nnation = "Scotland"\nquarters = "financial"\n' + FIRE + 'nation = "Northern Ireland"')
    found = load(path).bodies
    assert (found.nation, found.quarters, found.bodies) == (
        "SCT",
        "financial",
        (Body("Fenmoor Fire Authority", nation="NIR"),),
    )


@pytest.mark.parametrize("office", ["CFO", "Chief Fire Officer", "chief fire officer", "Clerk"])
def test_an_office_that_is_held_is_named_by_abbreviation_or_title(tmp_path: Path, office: str) -> None:
    text = FIRE + f'offices = {{ CFO = "Chief Fire Officer" }}\nholders = {{ "{office}" = "Ben Poe" }}'
    (body,) = stated(tmp_path, text)
    assert list(body.holders) == ["Clerk" if office == "Clerk" else "Chief Fire Officer"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bodies = 3", "there is no section [bodies]"),
        (
            "[bodies]\nfolder = 'fire'",
            '[bodies."folder"] is to be a section of its own, with folder, holders, nation, ',
        ),
        ('[bodies." "]\nfolder = "fire"', "has no name. Name the body as its minutes do."),
        (FIRE + "office = {}", "Fire Authority\"] knows no 'office'. Known are folder, holders, nation, offices,"),
        (FIRE + 'nation = "Britain"', "nation is 'Britain'. It is to be one of England, Wales, Scotland, Northern Ire"),
        ("[bodies]\nquarters = 4", "[bodies] quarters is 4. It is to be one of calendar, financial, in quotes."),
        (FIRE + 'offices = "CFO"', "offices is to be a table, such as { AB = \"…\" }, not 'CFO'."),
        (FIRE + "offices.CFO = 3", "offices.CFO is to be words in quotes, not 3."),
        (FIRE + 'offices.CFO = " "', "offices.CFO is to be words in quotes, not ' '."),
        (
            FIRE + 'offices."the chief" = "Chief"',
            "offices has 'the chief'. An abbreviation is to be one word that begins",
        ),
        (FIRE + 'offices = { CC = "Clerk", CL = "clerk" }', "offices has 'clerk' twice. Give it once."),
        (FIRE + 'offices.CC = "Clerk"\npeople.CC = "Cy Crane"', "CC is both an office and a person. Leave one out."),
        (
            FIRE + "people.QM = 3",
            'people.QM is to be a name in quotes, or a list such as [{ name = "…", from = 2024-01',
        ),
        (FIRE + "people.QM = []", "people.QM is to be a name in quotes, or a list such as"),
        (FIRE + "people.QM = [{ from = 2024-01-01 }]", "people.QM name is to be words in quotes, not ''."),
        (
            FIRE + 'people.QM = [{ name = "Q M", to = 2024-01-01 }]',
            "people.QM knows no 'to'. Known are from, name, until.",
        ),
        (
            FIRE + 'people.QM = [{ name = "Q M", from = "May" }]',
            "people.QM from is to be a day without quotes, such as",
        ),
        (FIRE + 'people.QM = [{ name = "Q M", from = 2024-01-01T09:00:00 }]', "people.QM from is to be a day"),
        (
            FIRE + 'holders.CFO = [{ name = "A B", from = 2024-02-01, until = 2024-01-01 }]',
            "holders.CFO until is 2024-01-01, before from, 2024-02-01.",
        ),
        (
            FIRE + 'holders.CFO = [{ name = "A B", until = 2024-02-01 }, { name = "C D", from = 2024-02-01 }]',
            "holders.CFO has A B and C D at one time. Give them days apart.",
        ),
        (FIRE + 'offices.CC = "Clerk"\nholders = { CC = "A B", clerk = "C D" }', "holders has 'Clerk' twice."),
        (FIRE + "folder = 3", "folder is 3. It is to be a folder below the minutes folder, in quotes."),
        (FIRE + 'folder = "/srv/fire"', "folder is '/srv/fire'."),
        (FIRE + 'folder = "../fire"', "folder is '../fire'."),
        (FIRE + 'folder = "."', "folder is '.'."),
        (FIRE + '[bodies."fenmoor fire  authority"]', 'is the same body as [bodies."Fenmoor Fire Authority"].'),
        (
            FIRE + 'folder = "fire"\n[bodies.Other]\nfolder = "fire/"',
            'folder is that of [bodies."Fenmoor Fire Authority"]',
        ),
    ],
)
def test_what_cannot_be_used_is_named_with_the_file_and_the_key(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as raised:
        stated(tmp_path, text)
    assert str(raised.value).startswith(str(tmp_path / "settings.toml"))
    assert said in str(raised.value)
