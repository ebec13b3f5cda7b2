"""Tables drawn with rules: the rules of a page to boxes in rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assurance_bot.read.pages.letters import Word
from assurance_bot.read.pages.sheets import Rule

_NEAR = 3.0  # points by which rules that meet may miss each other
_MOST = 4000  # rules of one page; more are a drawing


@dataclass(frozen=True, slots=True)
class Box:
    """One cell as drawn; it may reach over several rows or columns, of which it is counted in the first."""

    row: int
    column: int
    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, word: Word) -> bool:
        """Whether the middle of a word stands in the cell."""
        y = word.base - 0.3 * word.size
        return self.x0 <= (word.x0 + word.x1) / 2 < self.x1 and self.y0 <= y < self.y1


@dataclass(frozen=True, slots=True)
class Table:
    """The boxes of one table, and the places where its columns begin."""

    boxes: tuple[Box, ...]
    stops: tuple[float, ...]

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(box.y0 for box in self.boxes)

    def holds(self, word: Word) -> bool:
        """Whether a word stands in it."""
        return any(box.holds(word) for box in self.boxes)


def find_tables(rules: Sequence[Rule]) -> list[Table]:
    """Return the tables of a page, from top to bottom: two columns or more, drawn with rules that meet."""
    if len(rules) > _MOST:
        return []
    across = _merged([r for r in rules if r.across and r.x1 - r.x0 > 6])
    down = _merged([_turned(r) for r in rules if not r.across and r.y1 - r.y0 > 6])
    tables = [table for group in _connected(across, down) if (table := _table(*group))]
    return sorted(tables, key=lambda table: (table.top, table.stops[0]))


def _turned(rule: Rule) -> Rule:
    return Rule(rule.y0, rule.x0, rule.y1, rule.x1)


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Return level rules with those that go on one another made one, each on its middle."""
    out: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (round((r.y0 + r.y1) / 2), r.x0)):
        y = (rule.y0 + rule.y1) / 2
        last = next((r for r in reversed(out[-6:]) if abs(r.y0 - y) <= 1.5 and rule.x0 - r.x1 <= _NEAR), None)
        if last is not None and rule.x1 >= last.x0 - _NEAR:
            out.remove(last)
            out.append(Rule(min(last.x0, rule.x0), last.y0, max(last.x1, rule.x1), last.y0))
        else:
            out.append(Rule(rule.x0, y, rule.x1, y))
    return out


def _connected(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Return the groups of rules that meet. Rules that run down are given turned, x for y."""
    groups: list[tuple[list[Rule], list[Rule]]] = []
    for level in across:
        met = [rule for rule in down if _meets(level, rule)]
        joined: tuple[list[Rule], list[Rule]] = ([level], list(met))
        for group in [g for g in groups if any(rule in g[1] for rule in met)]:
            groups.remove(group)
            joined = (group[0] + joined[0], group[1] + [rule for rule in joined[1] if rule not in group[1]])
        groups.append(joined)
    return [group for group in groups if len(group[0]) >= 2 and len(group[1]) >= 3]


def _meets(level: Rule, down: Rule) -> bool:
    crosses = level.x0 - _NEAR <= down.y0 <= level.x1 + _NEAR
    return crosses and down.x0 - _NEAR <= level.y0 <= down.x1 + _NEAR


def _table(across: list[Rule], down: list[Rule]) -> Table | None:
    xs, ys = _places([rule.y0 for rule in down]), _places([rule.y0 for rule in across])
    if len(xs) < 3 or len(ys) < 2:
        return None
    boxes = tuple(_boxes(xs, ys, across, down))
    return Table(boxes, tuple(xs)) if any(box.column for box in boxes) else None


def _places(values: Sequence[float]) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _NEAR:
            out.append(value)
    return out


def _boxes(xs: Sequence[float], ys: Sequence[float], across: Sequence[Rule], down: Sequence[Rule]) -> list[Box]:
    """Return the cells: fields of the net of all rules, joined where no rule parts them."""
    done: set[tuple[int, int]] = set()
    boxes: list[Box] = []
    for j in range(len(ys) - 1):
        for i in range(len(xs) - 1):
            if (i, j) in done:
                continue
            right, low = i + 1, j + 1
            while right < len(xs) - 1 and not _drawn(down, xs[right], ys[j], ys[j + 1]):
                right += 1
            while low < len(ys) - 1 and not _drawn(across, ys[low], xs[i], xs[i + 1]):
                low += 1
            done |= {(a, b) for a in range(i, right) for b in range(j, low)}
            boxes.append(Box(j, i, xs[i], ys[j], xs[right], ys[low]))
    return boxes


def _drawn(rules: Sequence[Rule], at: float, start: float, end: float) -> bool:
    """Whether a rule at `at` runs along the middle of the way from `start` to `end`."""
    middle = (start + end) / 2
    return any(abs(rule.y0 - at) <= _NEAR and rule.x0 <= middle <= rule.x1 for rule in rules)
