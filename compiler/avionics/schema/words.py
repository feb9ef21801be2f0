"""What is said of a wrong value, keyword by keyword."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from avionics.conventions import names
from avionics.finding import Label, did_you_mean, quoted
from avionics.place import Where
from avionics.schema.advice import as_key, description, in_utc, listed, type_help
from avionics.schema.keys import Said, meant
from avionics.schema.lengths import lengths
from avionics.schema.respelt import respelt
from avionics.schema.validators import Violation
from avionics.source.hidden import hidden, told

_FOUND = {
    dict: "fields", list: "a list", int: "the number", float: "the number", str: "the text", type(None): "nothing",
}  # fmt: skip
_TYPES = {
    "object": "fields",
    "array": "a list",
    "string": "text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "null": "nothing",
}
_LONGEST = 60
_NONE = "none"
_NOTHING = frozenset({"false", "off", "no", "never", "disabled", "nobody"})
"""What is written by whoever wants none of the choices, where there is a word for it."""
_MATCHER = re.compile(r"""([A-Za-z_]\w*)\s*=\s*["']?([\w./-]+)["']?""")
"""A label and its value as PromQL has them."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def repeated(violation: Violation, where: Where) -> Iterator[tuple[int, str, tuple[Label, ...]]]:
    """The index of each item that is there already, what to say, and the first of its kind."""
    first: dict[str, int] = {}
    for index, item in enumerate(violation.instance):
        earlier = first.setdefault(json.dumps(item, sort_keys=True), index)
        if earlier != index:
            message = f"{_name(violation)}holds {shown(item) or 'the same'} twice"
            yield index, message, (Label(where.at(earlier), "the first"),)


def wrong_value(violation: Violation) -> Said:
    """Message and help for a value, or the key, at the violation's place."""
    return _WORDS[violation.keyword](violation)


def shown(value: Any) -> str:
    """A value as it could be written, shortened; "" for lists and fields."""
    if isinstance(value, dict | list) or value is None:
        return ""
    if isinstance(value, str):
        return quoted(value)
    text = json.dumps(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def _name(violation: Violation) -> str:
    """The field that is wrong, as `key: ` or `key[2]: `; "" for the document and for keys."""
    route = violation.route
    if not route or violation.on_key:
        return ""
    keys = [index for index, step in enumerate(route) if isinstance(step, str)]
    last = keys[-1] if keys else 0
    return str(route[last]) + "".join(f"[{step}]" for step in route[last + 1 :]) + ": "


def _instead(violation: Violation, expected: str) -> str:
    return f"{_name(violation)}expected {expected}, found {_found(violation.instance)}"


def _found(value: Any) -> str:
    return f"{_FOUND.get(type(value), '')} {shown(value)}".strip()


def _type(violation: Violation) -> Said:
    expected = violation.expected
    types = [expected] if isinstance(expected, str) else expected
    return _instead(violation, " or ".join(_TYPES[name] for name in types)), type_help(types, violation)


def _enum(violation: Violation) -> Said:
    choices = [str(choice) for choice in violation.expected]
    if _NONE in choices and str(violation.instance).lower() in _NOTHING:
        return _instead(violation, listed(choices)), f"write {_NONE}"
    near = did_you_mean(str(violation.instance), choices)
    return _instead(violation, listed(choices)), near if near.startswith("did") else description(violation.parent)


def _const(violation: Violation) -> Said:
    pair = as_key(str(violation.route[-1]), violation.expected)
    return _instead(violation, shown(violation.expected)), f"write '{pair}'"


def _pattern(violation: Violation) -> Said:
    if unseen := hidden(violation.instance):
        return f"{_name(violation)}{told(unseen)}", "remove it"
    asks_for_a_day = re.search(violation.expected, "2026-01-01")
    if asks_for_a_day and not violation.on_key and _DAY.fullmatch(violation.instance):
        return f"{_name(violation)}there is no day {violation.instance}", description(violation.parent)
    asks_for_an_instant = re.search(violation.expected, "2026-01-01T00:00:00Z")
    if asks_for_an_instant and not violation.on_key and (help_ := in_utc(violation.instance)):
        return _instead(violation, "an instant in UTC"), help_
    meant = () if violation.on_key else lengths(violation.instance)
    if fitting := next((one for one in meant if re.search(violation.expected, one)), ""):
        return _instead(violation, "a duration"), f"write {fitting}"
    what = f"the key {shown(violation.instance)}" if violation.on_key else shown(violation.instance)
    if violation.on_key and (matcher := _MATCHER.fullmatch(violation.instance)):
        return f"{what} does not have the expected form", f"write '{matcher[1]}: {matcher[2]}'"
    as_meant = "" if violation.on_key else respelt(violation.instance, violation.expected)
    written = f"write {as_meant!r}. " if as_meant else _as_name(violation)
    help_ = f"{written}{description(violation.parent) or f'expected {violation.expected}'}"
    return f"{_name(violation)}{what} does not have the expected form", help_


def _as_name(violation: Violation) -> str:
    """What to write of a name that is spelt in the manner of others; "" if that is none either."""
    if violation.route[-1:] != ("name",) or len(violation.instance) > _LONGEST:
        return ""
    alone = violation.instance.strip("-")
    hyphened = names.hyphened(alone)
    spelt = (alone, hyphened, names.camel(hyphened))
    return next((f"write {one}. " for one in spelt if re.search(violation.expected, one)), "")


def _range(violation: Violation) -> Said:
    parent = violation.parent
    what = _TYPES.get(parent.get("type", ""), "a number")
    if "minimum" in parent and "maximum" in parent:
        return _instead(violation, f"{what} from {parent['minimum']} to {parent['maximum']}"), description(parent)
    bounds = [f"{words} {parent[key]}" for key, words in _BOUNDS.items() if key in parent]
    return _instead(violation, f"{what} {' and '.join(bounds)}"), description(parent)


def _length(violation: Violation) -> Said:
    count, unit, bound = len(violation.instance), _UNITS[violation.keyword[3:]], violation.expected
    least = "at least" if violation.keyword.startswith("min") else "at most"
    units = unit if bound == 1 else f"{unit}s"
    none = violation.instance == []
    help_ = f"write one, or remove {violation.route[-1]!r}" if none else description(violation.parent)
    return f"{_name(violation)}expected {least} {bound} {units}, found {count or 'none'}", help_


def _properties(violation: Violation) -> Said:
    parent, written = violation.parent, list(violation.instance)
    known = parent.get("properties", {})
    if parent.get("minProperties") == parent.get("maxProperties") == 1:
        message = f"{_name(violation)}expected one of {listed(list(known))}, found {' and '.join(written) or 'none'}"
        return message, "keep one of them" if written else ""
    return _length(violation)


def _alternatives(violation: Violation) -> Said:
    keys = [" and ".join(branch.get("required", [])) for branch in violation.expected]
    written = violation.instance if isinstance(violation.instance, dict) else {}
    near = (meant(key, keys) for key in written)
    add = "write one of them" if violation.route else "write one of them, or remove the file"
    help_ = next((one for one in near if one.startswith("did")), add)
    return f"{_name(violation)}one of {', '.join(keys)} is missing", help_


_BOUNDS = {
    "exclusiveMinimum": "above",
    "minimum": "not below",
    "exclusiveMaximum": "below",
    "maximum": "not above",
}
_UNITS = {"Items": "item", "Length": "character", "Properties": "field"}
_WORDS: dict[str, Callable[[Violation], Said]] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "pattern": _pattern,
    **dict.fromkeys(_BOUNDS, _range),
    **dict.fromkeys(("minItems", "maxItems", "minLength", "maxLength"), _length),
    **dict.fromkeys(("minProperties", "maxProperties"), _properties),
    **dict.fromkeys(("oneOf", "anyOf"), _alternatives),
}
