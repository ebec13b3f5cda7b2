"""Frozen dataclasses to the values of SQL columns and back, by their type hints.

A scalar is a column as it is, a date its ISO form; all else is compact JSON, a dataclass there being the list of its fields.
So a field added to a record is stored without a change here, and reading gives back exactly what was written.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import types
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

_SCALARS: dict[Any, type] = {str: str, int: int, bool: int, float: float, dt.date: str}


_HINTS: dict[Any, dict[str, Any]] = {}


def hints(kind: Any) -> dict[str, Any]:
    """Return the type of each field of a dataclass, in order."""
    if kind not in _HINTS:
        held = get_type_hints(kind)
        _HINTS[kind] = {field.name: held[field.name] for field in dataclasses.fields(kind)}
    return _HINTS[kind]


def sql_type(hint: Any) -> type:
    """Return the type of the column that holds such values: str, int or float."""
    return _SCALARS.get(_bare(hint), str)


def writer(hint: Any) -> Callable[[Any], Any] | None:
    """Return the function from a value that is not None to its column; None where the value is the column."""
    bare = _bare(hint)
    if bare in (bool, dt.date):
        return int if bare is bool else dt.date.isoformat
    return None if bare in _SCALARS else to_json


def reader(hint: Any) -> Callable[[Any], Any] | None:
    """Return the function from a column that is not NULL to its value; None where the column is the value."""
    bare = _bare(hint)
    if bare in (bool, dt.date):
        return bool if bare is bool else dt.date.fromisoformat
    if bare in _SCALARS:
        return None
    decode = decoder(bare)
    return lambda value: decode(json.loads(value))


def to_json(value: Any) -> str:
    """Return a value as compact JSON, the same for equal values."""
    return _ENCODER.encode(value)


def _plain(value: Any) -> Any:
    """Return what JSON has for a value that it does not know: its fields, by their order, of a dataclass."""
    kind = type(value)
    if kind is dt.date:
        return value.isoformat()
    if dataclasses.is_dataclass(kind):
        return [getattr(value, name) for name in hints(kind)]
    return dict(value)


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_plain)


def _bare(hint: Any) -> Any:
    """Return the type without "or None", a Literal as the type of its values."""
    if get_origin(hint) in (Union, types.UnionType):
        (hint,) = (arg for arg in get_args(hint) if arg is not types.NoneType)
    return type(get_args(hint)[0]) if get_origin(hint) is Literal else hint


@cache
def decoder(hint: Any) -> Callable[[Any], Any]:
    """Return the function from what JSON holds to a value of that type."""
    bare = _bare(hint)
    if bare is not hint and get_origin(hint) is not Literal:
        inner = decoder(bare)
        return _as_it_is if inner is _as_it_is else lambda value: None if value is None else inner(value)
    if dataclasses.is_dataclass(bare) and isinstance(bare, type):
        return _record_decoder(bare)
    if get_origin(bare) is tuple:
        return _tuple_decoder(get_args(bare))
    if get_origin(bare) is not None and issubclass(get_origin(bare), Mapping):
        return lambda value: types.MappingProxyType(dict(value))
    return dt.date.fromisoformat if bare is dt.date else _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _record_decoder(kind: type) -> Callable[[Any], Any]:
    """Return how a dataclass is made of the list of its fields; of the many small ones most fields are as JSON has them."""
    fields = [decoder(hint) for hint in hints(kind).values()]
    decoded = [(i, decode) for i, decode in enumerate(fields) if decode is not _as_it_is]

    def made(values: list[Any]) -> Any:
        if len(values) != len(fields):
            raise ValueError(f"{len(values)} values for the {len(fields)} fields of {kind.__name__}")
        for i, decode in decoded:
            values[i] = decode(values[i])
        return kind(*values)

    return made


def _tuple_decoder(args: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(args) == 2 and args[1] is Ellipsis:
        each = decoder(args[0])
        return lambda values: tuple(each(value) for value in values)
    decoders = [decoder(arg) for arg in args]
    return lambda values: tuple(decode(value) for decode, value in zip(decoders, values, strict=True))
