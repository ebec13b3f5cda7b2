"""Each module imports only from those before it, in rows and from left to right, as the design draws them."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import assurance_bot

ROWS = """
__init__
errors
document
records
bodies access people attendees dates glossary prose numbering
read
parse
extract
trail checks tenures replies
ledger
lending notebook
store textindex
generation
query answer
render
audit feedback
slack
stating config keeping nightly whoami indexing shelving local serving posting night checkup noting accounting cli
__main__
"""
PLACE = {module: place for place, module in enumerate(ROWS.split())}
PACKAGE = Path(assurance_bot.__file__).parent


def imports(path: Path) -> Iterator[str]:
    """Yield the modules of this package, of its first level, that a file imports anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports are written whole"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            package, _, rest = name.partition(".")
            if package == "assurance_bot" and rest not in ("", "__version__"):
                yield rest.partition(".")[0]


def edges() -> Iterator[tuple[Path, str, str]]:
    """Yield (file, its module, a module it imports) for the whole package."""
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE)
        yield from ((inside, inside.parts[0].removesuffix(".py"), imported) for imported in imports(path))


def test_each_module_imports_only_from_those_before_it() -> None:
    wrong = [f"{file} imports {imported}" for file, module, imported in edges() if PLACE[imported] > PLACE[module]]
    assert wrong == []


def test_what_answers_loads_nothing_that_reads_minutes() -> None:
    """The stages of a build cost half a second to load, which nobody who asks should wait for."""
    loaded = "import sys, assurance_bot.cli; print('assurance_bot.extract' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
