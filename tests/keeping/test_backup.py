"""A backup stands for the index: what is restored from it answers the same, and no changed byte gets through."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assurance_bot.answer import ask
from assurance_bot.audit import Audit
from assurance_bot.errors import BackupError, DamagedError, LedgerError, NoGenerationError
from assurance_bot.feedback import Feedback
from assurance_bot.generation import build, open_current
from assurance_bot.keeping import backup, faults_of_backup, faults_of_index, restore
from assurance_bot.keeping.backup import BackedUp
from assurance_bot.keeping.secrets import LEFT_OUT, SECRETS, without_secrets
from assurance_bot.ledger import Ledger
from ledger_making import MARCH, action, entry
from support.command import Ran, inside, run
from support.demo import LAST, a_copy_of_demo
from tiny_minutes import NOW, TINY, write_minutes

LETTER = action("A-LETTER", MARCH, "CC to write to the PCC")
DAY = f"--as-of={LAST}"
QUESTIONS = (
    ("ask", "what did the CC commit to on 101 call answering?", DAY, "--json"),
    ("actions", "all", "--json", DAY),
    ("ask", "who chaired in March 2024?", DAY, "--json"),
    ("export", DAY),
)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index of three small meetings with an archive and a ledger."""
    write_minutes(tmp_path / "minutes", meetings=3)
    build([tmp_path / "minutes"], tmp_path / "index", now=NOW, pipeline=TINY)
    archive = tmp_path / "index" / "archive"
    for path in (tmp_path / "minutes").iterdir():
        name = hashlib.sha256(path.read_bytes()).hexdigest()
        (archive / name[:2]).mkdir(parents=True, exist_ok=True)
        shutil.copy(path, archive / name[:2] / f"{name}{path.suffix}")
    with closing(Ledger(tmp_path / "index")) as ledger:
        for _ in range(3):
            ledger.append(entry(LETTER, "comment", "so it was"))
    return tmp_path / "index"


def backed_up(index: Path, name: str = "backup", settings: Path | None = None) -> BackedUp:
    return backup(index, index.parent / name, settings=settings, now=NOW)


def files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


def flip(path: Path, at: float) -> None:
    """Change one byte of a file; of an empty one, add one."""
    data = bytearray(path.read_bytes() or b"\0")
    data[int((len(data) - 1) * at)] ^= 0x01
    path.write_bytes(data)


def test_what_is_restored_answers_as_what_was_backed_up(tmp_path: Path) -> None:
    index = a_copy_of_demo(tmp_path)
    (first, *_) = inside("--index", index, "actions", "open", "--json", DAY).data["findings"]
    noted = run("--index", index, "note", first["id"], "close", "--why", "told so", "--who", "A. Smith")
    assert noted.status == 0
    before = [inside("--index", index, *words) for words in QUESTIONS]
    done = run("--index", index, "backup", tmp_path / "kept")
    assert (done.status, done.err) == (0, "")
    assert "1 entry of the ledger" in done.out
    shutil.rmtree(index)
    back = run("--index", index, "restore", tmp_path / "kept")
    assert (back.status, back.err) == (0, "")
    assert [inside("--index", index, *words) for words in QUESTIONS] == before
    assert inside("--index", index, "history", first["id"]).status == 0


def test_a_restored_index_goes_on_growing(index: Path, tmp_path: Path) -> None:
    backed_up(index)
    shutil.rmtree(index)
    restore(tmp_path / "backup", index)
    with closing(Ledger(index)) as ledger:
        assert ledger.append(entry(LETTER, "close")).seq == 4
    with closing(sqlite3.connect(index / "ledger.db")) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    write_minutes(tmp_path / "minutes", meetings=5)
    assert build([tmp_path / "minutes"], index, now=NOW, pipeline=TINY).name.startswith("000002-")
    assert list(faults_of_index(index)) == []


def test_what_the_bot_wrote_down_and_was_told_of_its_answers_is_backed_up_and_restored(tmp_path: Path) -> None:
    index = a_copy_of_demo(tmp_path)
    with open_current(index) as generation:
        found = ask(generation, "what was decided?", today=LAST)
    Audit(index, lambda: NOW).write("asked", "U1", surface="message")
    Feedback(index, lambda: NOW).keep("U1", found, "wrong", "that was another year")
    backed_up(index)
    shutil.rmtree(index)
    restore(tmp_path / "backup", index)
    Audit(index, lambda: NOW).write("asked", "U2", surface="message")
    assert [line.user for line in Audit(index, lambda: NOW).lines()] == ["U1", "U2"]
    assert [said.comment for said in Feedback(index, lambda: NOW).all()] == ["that was another year"]


def test_a_backup_holds_ledger_generation_archive_and_settings_with_the_hash_of_each(
    index: Path, tmp_path: Path
) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text("[answers]\nlimit = 3\n", encoding="utf-8")
    made = backed_up(index, settings=settings)
    held = json.loads((made.folder / "manifest.json").read_text("utf-8"))
    names = {path.relative_to(made.folder).as_posix() for path in files(made.folder)}
    assert set(held["files"]) == names - {"manifest.json"}
    assert {name.split("/")[0] for name in names} == {
        "archive",
        "config.toml",
        "generations",
        "ledger.db",
        "manifest.json",
    }
    assert (made.files, made.entries, held["generation"]) == (len(names), 3, made.generation)
    for name, wanted in held["files"].items():
        assert hashlib.sha256((made.folder / name).read_bytes()).hexdigest() == wanted


@pytest.mark.parametrize("at", [0, 0.37, 0.5, 1])
def test_a_changed_byte_in_any_file_of_a_backup_is_named_and_nothing_is_restored(index: Path, at: float) -> None:
    made = backed_up(index)
    for path in list(files(made.folder)):
        whole = path.read_bytes()
        flip(path, at)
        name = path.relative_to(made.folder).as_posix()
        assert [fault.file for fault in faults_of_backup(made.folder)] == [name]
        with pytest.raises(BackupError, match=name.replace(".", r"\.")):
            restore(made.folder, index.parent / "anew")
        path.write_bytes(whole)
    assert list(faults_of_backup(made.folder)) == []
    assert not (index.parent / "anew").exists()


def test_every_single_byte_of_the_manifest_counts(index: Path) -> None:
    made = backed_up(index)
    path = made.folder / "manifest.json"
    whole = path.read_bytes()
    for nth in range(0, len(whole), 7):
        for other in (whole[nth] ^ 0xFF, 0x20 if whole[nth] != 0x20 else 0x0A):
            path.write_bytes(whole[:nth] + bytes([other]) + whole[nth + 1 :])
            assert [fault.file for fault in faults_of_backup(made.folder)] == ["manifest.json"]


@pytest.mark.parametrize("at", [0, 0.61, 1])
def test_a_changed_byte_in_any_file_of_a_generation_or_the_archive_is_named(index: Path, at: float) -> None:
    looked_at = [*files(index / "generations"), *files(index / "archive")]
    assert len(looked_at) > 6
    for path in looked_at:
        whole = path.read_bytes()
        flip(path, at)
        assert [fault.file for fault in faults_of_index(index)] == [path.relative_to(index).as_posix()]
        path.write_bytes(whole)
    assert list(faults_of_index(index)) == []


def test_a_file_that_is_missing_or_does_not_belong_is_named(index: Path) -> None:
    made = backed_up(index)
    (made.folder / "ledger.db").unlink()
    (made.folder / "more.txt").write_text("more", encoding="utf-8")
    told = [str(fault) for fault in faults_of_backup(made.folder)]
    assert told == [
        "ledger.db: it cannot be read (No such file or directory)",
        "more.txt: it is in no manifest, so it does not belong there",
    ]


def test_verify_says_that_all_is_well_or_names_each_file_with_status_1(index: Path, tmp_path: Path) -> None:
    made = backed_up(index)
    assert verified(index) == verified(index, made.folder) == 0
    flip(next(files(index / "archive")), 0.5)
    flip(made.folder / "ledger.db", 0.5)
    assert "DAMAGED archive/" in inside("--index", index, "verify").out
    assert inside("verify", made.folder).out.startswith("DAMAGED ledger.db: it is not what was written")
    assert verified(index) == verified(index, made.folder) == 1
    assert "There is no backup" in inside("verify", tmp_path / "gone").err


def verified(index: Path, *folder: Path) -> int:
    return inside("--index", index, "verify", *folder).status


def test_what_is_damaged_is_never_backed_up(index: Path, tmp_path: Path) -> None:
    damaged = next(files(index / "archive"))
    whole = damaged.read_bytes()
    flip(damaged, 0.5)
    with pytest.raises(BackupError, match=damaged.name):
        backed_up(index)
    damaged.write_bytes(whole)
    records = next(path for path in files(index / "generations") if path.name == "records.db")
    flip(records, 0.5)
    with pytest.raises(DamagedError, match=r"records\.db is not what was written"):
        backed_up(index)
    assert not list(tmp_path.glob("*backup*"))


def test_a_damaged_ledger_is_never_backed_up(index: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(index / "ledger.db")) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (index / "ledger.db").write_bytes(b"SQLite format 3\x00" + b"\x01" * 4080)
    with pytest.raises((BackupError, LedgerError, sqlite3.DatabaseError)):
        backed_up(index)
    assert not list(tmp_path.glob("*backup*"))


def test_neither_a_backup_nor_an_index_is_laid_over_another(index: Path, tmp_path: Path) -> None:
    made = backed_up(index)
    with pytest.raises(BackupError, match="is there already and not empty"):
        backed_up(index)
    with pytest.raises(BackupError, match="lies in the index"):
        backed_up(index, "index/backup")
    with pytest.raises(BackupError, match="is not empty, and a backup is never laid over one"):
        restore(made.folder, index)
    (tmp_path / "bare").mkdir()
    assert restore(made.folder, tmp_path / "bare").entries == 3


def test_without_an_index_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(NoGenerationError):
        backup(tmp_path / "index", tmp_path / "backup", settings=None, now=NOW)
    assert not (tmp_path / "backup").exists()


def test_an_index_without_a_ledger_or_an_archive_is_restored_without(tmp_path: Path) -> None:
    write_minutes(tmp_path / "minutes", meetings=1)
    build([tmp_path / "minutes"], tmp_path / "index", now=NOW, pipeline=TINY)
    shutil.rmtree(tmp_path / "index" / "archive")
    made = backup(tmp_path / "index", tmp_path / "kept", settings=None, now=NOW)
    restored = restore(made.folder, tmp_path / "anew")
    assert (restored.entries, restored.settings) == (0, None)
    assert {path.name for path in (tmp_path / "anew").iterdir()} == {"current", "generations"}


@pytest.mark.parametrize("name", ["../outside.txt", "/etc/passwd"])
def test_a_manifest_that_leads_out_of_the_backup_is_refused(index: Path, name: str) -> None:
    from assurance_bot.keeping import manifest

    made = backed_up(index)
    held = manifest.read(made.folder)
    (made.folder / manifest.FILE).unlink()
    manifest.write(made.folder, manifest.Manifest(NOW.isoformat(), "0", held.generation, 0, {name: "0" * 64}))
    with pytest.raises(BackupError, match="lies outside the backup"):
        restore(made.folder, index.parent / "anew")


def test_a_backup_of_a_newer_form_is_refused_with_what_to_do(index: Path) -> None:
    from assurance_bot.keeping import manifest

    made = backed_up(index)
    (made.folder / manifest.FILE).unlink()
    manifest.write(made.folder, manifest.Manifest(NOW.isoformat(), "9", made.generation, 0, {}, form=manifest.FORM + 1))
    with pytest.raises(BackupError, match="newer version of this program"):
        restore(made.folder, index.parent / "anew")


WRITING = """
import sys
from pathlib import Path
from assurance_bot.ledger import Ledger
from ledger_making import MARCH, action, entry

letter = action("A-LETTER", MARCH, "CC to write to the PCC")
ledger = Ledger(Path(sys.argv[1]))
for nth in range(100_000):
    print(ledger.append(entry(letter, "comment", f"number {nth} " * (1 + nth % 150))).seq, flush=True)
"""
"""Notes one thing after the other and tells the number of each once it is on disk, until killed."""


def writer(index: Path, told: Path) -> subprocess.Popen[bytes]:
    with told.open("wb") as out:
        paths = os.pathsep.join([str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
        return subprocess.Popen(
            [sys.executable, "-c", WRITING, str(index)], stdout=out, env={**os.environ, "PYTHONPATH": paths}
        )


def acknowledged(*told: Path) -> int:
    """Return the highest number told so far, 0 where there is none."""
    lines = [line for path in told for line in path.read_bytes().split(b"\n")[:-1]]
    return max(map(int, lines), default=0)


def test_a_backup_in_the_middle_of_writing_is_whole(index: Path, tmp_path: Path) -> None:
    """Two other processes write all the while, and generations are published between."""
    told = [tmp_path / "told-1", tmp_path / "told-2"]
    writers = [writer(index, path) for path in told]
    kept: list[tuple[int, BackedUp]] = []
    try:
        until = time.monotonic() + 30
        while not acknowledged(*told) and time.monotonic() < until:
            time.sleep(0.02)
        for nth in range(5):
            kept.append((acknowledged(*told), backed_up(index, f"backup-{nth}")))
            write_minutes(tmp_path / "minutes", meetings=4 + nth)
            build([tmp_path / "minutes"], index, now=NOW, pipeline=TINY)
            assert all(each.poll() is None for each in writers)
    finally:
        for each in writers:
            each.kill()
            each.wait()
    assert kept[-1][0] > kept[0][0] > 0
    for least, made in kept:
        assert list(faults_of_backup(made.folder)) == []
        anew = tmp_path / f"anew-{made.folder.name}"
        restore(made.folder, anew)
        with closing(Ledger(anew)) as ledger:
            numbers = [each.seq for each in ledger.entries().all]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) == made.entries >= least
        with open_current(anew) as generation:
            assert generation.name == made.generation
        assert list(faults_of_index(anew)) == []


@pytest.mark.parametrize("name", SECRETS)
def test_whatever_may_be_a_secret_is_left_out_of_the_settings(name: str) -> None:
    _, example = SECRETS[name]
    text = f"[answers]\nlimit = 3  # as agreed\n{example}\n"
    kept = without_secrets(text)
    assert LEFT_OUT in kept
    assert kept.startswith("[answers]\nlimit = 3  # as agreed\n")
    for part in ("xoxb-1234", "T0/B0", "me:pass", '"abc"'):
        assert part not in kept


def test_settings_without_secrets_are_kept_as_they_are(tmp_path: Path, index: Path) -> None:
    example = Path(__file__).parents[2] / "config.example.toml"
    assert without_secrets(example.read_text("utf-8")) == example.read_text("utf-8")
    made = backed_up(index, settings=example)
    assert (made.folder / "config.toml").read_bytes() == example.read_bytes()
    restored = restore(made.folder, tmp_path / "anew")
    assert restored.settings == made.folder / "config.toml"
    assert dt.datetime.fromisoformat(restored.made_at) == NOW


def test_the_settings_of_the_command_line_are_in_the_backup(index: Path, tmp_path: Path) -> None:
    settings = tmp_path / "mine.toml"
    settings.write_text(f'# xoxb-12-ab\n[index]\nfolder = "{index}"\n', encoding="utf-8")
    done: Ran = inside("--config", settings, "backup", tmp_path / "kept")
    assert (done.status, done.err) == (0, "")
    kept = (tmp_path / "kept" / "config.toml").read_text("utf-8")
    assert "xoxb" not in kept
    assert f'folder = "{index}"' in kept
