"""Reading foreign documents so that no field is ever ignored: what nobody took is reported, with its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final, TypeVar

from avionics.finding import Finding, Severity, did_you_mean
from avionics.place import Where
from avionics.source.yaml.foreign import Node, Spot

T = TypeVar("T")

LOST: Final = "import-lost"
CHANGED: Final = "import-changed"
LEFT_OUT: Final = "import-left-out"
INVALID: Final = "import-invalid"
UNKNOWN: Final = "import-unknown"

_KINDS = {dict: "fields", list: "a list", str: "text", bool: "true or false", int: "a number", float: "a number"}
_NUMBER = re.compile(r"[-+]?([0-9]{1,30}\.?[0-9]{0,30}|\.[0-9]{1,30})([eE][-+]?[0-9]{1,3})?\Z")
_DIGITS = 18
"""No figure of an objective has more places before or behind its point."""

_SHOWN = 60
_INDICATOR = re.compile(r"indicator|metric|\Asli\Z|\AserviceLevel", re.IGNORECASE)
"""How fields are called that were meant for the indicator of an objective."""


class LeftOut(Exception):
    """Why something cannot be carried at all, and where; what it is, `Told.attempt` says before it."""

    def __init__(self, where: Where, message: str, help: str) -> None:  # noqa: A002
        super().__init__(message)
        self.where, self.message, self.help = where, message, help


class Told:
    """The report of one import, in the making: findings, the mappings that were opened for reading, and for the names
    of our `services` how theirs were called. `playbooks`: those that are missing are begun."""

    def __init__(self, *, playbooks: bool = False) -> None:
        self.playbooks = playbooks
        self.findings: list[Finding] = []
        self.services: dict[str, str] = {}
        self._opened: list[Fields] = []

    def say(self, rule: str, severity: Severity, where: Where, message: str, help: str = "") -> None:  # noqa: A002
        """Add a finding."""
        self.findings.append(Finding(rule, message, where, severity, help))

    def open(self, path: str, node: Node, spot: Spot, name: str) -> Fields:
        """The fields of a mapping; of anything else none, and an error is said."""
        fields = Fields(self, path, node, spot, name)
        self._opened.append(fields)
        return fields

    def attempt(self, what: str, fields: Fields, make: Callable[[Fields], T]) -> tuple[T | None, tuple[Finding, ...]]:
        """What `make` makes of `fields`, None where it is left out, and the warnings of what was lost on the way.

        `what` names all that is lost if it is left out: `the SLO 'checkout' with its 2 objectives`.
        """
        opened, said = len(self._opened), len(self.findings)
        try:
            made: T | None = make(fields)
        except LeftOut as reason:
            made = None
            fields.settle()
            del self._opened[opened:]
            self.say(LEFT_OUT, "warning", reason.where, f"{what} was left out: {reason.message}", reason.help)
        for each in (fields, *self._opened[opened:]):
            each.report_unread()
        return made, tuple(found for found in self.findings[said:] if found.severity == "warning")

    def finish(self) -> None:
        """Report every field of every mapping that nobody took."""
        for fields in self._opened:
            fields.report_unread()


class Fields:
    """The fields of one mapping. Each method takes the field it names; `name` is what people call the mapping."""

    def __init__(self, told: Told, path: str, node: Node, spot: Spot, name: str) -> None:
        self.told, self.path, self.name, self.where = told, path, name, _where(path, spot)
        self._spot, self._keys = spot, node.keys
        self._written: dict[str, Node] = node.value if isinstance(node.value, dict) else {}
        self._left = dict(self._written)
        self._asked: list[str] = []
        if node.value is not None and not isinstance(node.value, dict):
            self._wrong(node, self.where, "fields", name)

    def __contains__(self, name: str) -> bool:
        return name in self._written

    def at(self, name: str) -> Where:
        """Where the field `name` is written; the mapping itself where there is none."""
        return _where(self.path, self._keys.get(name, self._spot))

    def peek(self, name: str) -> str:
        """The scalar in the field, which stays to be taken; "" where there is none."""
        return _scalar(self._written.get(name))

    def peek_in(self, child: str, name: str) -> str:
        """As `peek`, of a field in the mapping `child`."""
        node = self._written.get(child)
        return _scalar(node.value.get(name) if node is not None and isinstance(node.value, dict) else None)

    def count_in(self, child: str, name: str) -> int:
        """How long the list `name` in the mapping `child` is, which stays to be taken."""
        node = self._written.get(child)
        items = node.value.get(name) if node is not None and isinstance(node.value, dict) else None
        return len(items.value) if items is not None and isinstance(items.value, list) else 0

    def only_lists_of(self, name: str) -> bool:
        """Whether every field is a list of mappings with the field `name`."""
        lists = [node.value for node in self._written.values() if isinstance(node.value, list) and node.value]
        items = [one.value for each in lists for one in each]
        return 0 < len(lists) == len(self._written) and all(isinstance(one, dict) and name in one for one in items)

    def text(self, name: str) -> str:
        """A scalar as text, "" where there is none."""
        node = self._take(name)
        if node is None or node.value is None:
            return ""
        if isinstance(node.value, dict | list):
            self._wrong(node, self.at(name), "text", name)
            return ""
        return _text(node.value)

    def need(self, name: str) -> str:
        """As `text`; an error where it is missing."""
        value = self.text(name)
        if not value:
            self.told.say(INVALID, "error", self.where, f"{self.name} has no {name!r}", "it is required there")
        return value

    def number(self, name: str) -> Decimal | None:
        """An exact number, also from text as custom resources have it; None where there is none."""
        text = self.text(name)
        if not text:
            return None
        if _NUMBER.match(text) and abs((number := Decimal(text)).adjusted()) <= _DIGITS:
            return number
        self.told.say(INVALID, "error", self.at(name), f"{name} is {_shown(text)}, expected a number")
        return None

    def flag(self, name: str) -> bool | None:
        """True, false, or None where nothing is said."""
        node = self._take(name)
        if node is None or node.value is None:
            return None
        if not isinstance(node.value, bool):
            self._wrong(node, self.at(name), "true or false", name)
            return None
        return node.value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(filter(None, (self._listed(node, name) for node in self._items(name))))

    def pairs(self, name: str) -> Fields:
        """A mapping of names to texts, as fields of its own; empty where there is none."""
        return self.child(name) or Fields(self.told, self.path, Node({}, self._spot), self._spot, name)

    def child(self, name: str) -> Fields | None:
        """The mapping in the field `name`."""
        node = self._take(name)
        if node is None or node.value is None:
            return None
        return self.told.open(self.path, node, self._keys[name], name)

    def children(self, name: str) -> list[Fields]:
        """The mappings in the list `name`."""
        return [self.told.open(self.path, node, node.spot, f"{name}[{index}]")
                for index, node in enumerate(self._items(name))]  # fmt: skip

    def mixed(self, name: str) -> list[Fields | str]:
        """What stands in a list of texts and mappings."""
        nodes = enumerate(self._items(name))
        found = [self.told.open(self.path, node, node.spot, f"{name}[{index}]") if isinstance(node.value, dict)
                 else self._listed(node, name) for index, node in nodes]  # fmt: skip
        return [one for one in found if one != ""]

    def names(self) -> list[str]:
        """The fields that nobody took yet, in the order they were written."""
        return list(self._left)

    def not_indicator(self) -> str:
        """What to add to "say 'indicator'" where a field nobody took yet is called nearly so; "" for none."""
        near = next(filter(_INDICATOR.search, self._left), "")
        return f", not {near!r}" if near else ""

    def lose(self, name: str, message: str, help: str) -> None:  # noqa: A002
        """Take the field, whatever it holds, and say that it could not be carried; nothing where there is none."""
        if self._take(name) is not None:
            self.told.say(LOST, "warning", self.at(name), message, help)

    def skip(self, name: str, message: str, help: str = "") -> None:  # noqa: A002
        """Take the field and say, for information, why nothing is lost without it."""
        if self._take(name) is not None:
            self.told.say(CHANGED, "info", self.at(name), message, help)

    def drop(self, *names: str) -> None:
        """Take fields that have been read otherwise."""
        for name in names:
            self._take(name)

    def settle(self) -> None:
        """Ask for no account of the rest: the whole was reported."""
        self._left.clear()

    def report_unread(self) -> None:
        """Say which fields nobody took; each once."""
        for name in list(self._left):
            message = f"{name!r} is no field of {self.name} that is known here; it was not carried"
            near = did_you_mean(name, self._asked)
            help_ = near if near.startswith("did") else "look up what it does, and say it in the imported file by hand"
            self.told.say(UNKNOWN, "warning", self.at(name), message, help_)
        self.settle()

    def _take(self, name: str) -> Node | None:
        self._asked.append(name)
        return self._left.pop(name, None)

    def _items(self, name: str) -> list[Node]:
        node = self._take(name)
        if node is None or node.value is None:
            return []
        if not isinstance(node.value, list):
            self._wrong(node, self.at(name), "a list", name)
            return []
        return list(node.value)

    def _listed(self, node: Node, name: str) -> str:
        """A text in a list."""
        if isinstance(node.value, dict | list):
            self._wrong(node, _where(self.path, node.spot), "text", name)
            return ""
        return _text(node.value)

    def _wrong(self, node: Node, where: Where, expected: str, name: str) -> None:
        found = _KINDS.get(type(node.value), "nothing")
        self.told.say(INVALID, "error", where, f"{name}: expected {expected}, found {found}")


def _where(path: str, spot: Spot) -> Where:
    return Where(path, line=spot[0], column=spot[1])


def _scalar(node: Node | None) -> str:
    return "" if node is None or isinstance(node.value, dict | list) else _text(node.value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value)


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}...")
