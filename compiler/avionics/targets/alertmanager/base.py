"""Whether the platform team's part of alertmanager.yml and ours can be one file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avionics.finding import Finding, did_you_mean
from avionics.place import Route
from avionics.plan.values import Routing
from avionics.targets.alertmanager.receivers import existing

RULE = "alertmanager-base"

_MAIL = ("smtp_smarthost", "smtp_from")
_BASE = "the platform team's base file"
_NEW_BASE = "a file of the project, and name it in avionics.yaml: 'alertmanager: {base: FILE}'"


_WRAPPERS = {
    "kind": "on Kubernetes they stand in its Secret, below alertmanager.yaml",
    "alertmanager": "in the values of a chart they stand below alertmanager.config",
}


class MergeError(Exception):
    """The base file and ours do not fit. `route` leads to the place in the base file, `help` says what to do."""

    def __init__(self, route: Route, message: str, help: str) -> None:  # noqa: A002  as in Finding
        super().__init__(message)
        self.route = route
        self.help = help


def checked(base: dict[str, Any] | None, routing: Routing) -> dict[str, Any]:
    """The base without empty keys; empty where there is none.

    Raises:
        MergeError: it is another file, a receiver is defined on both sides, a part has the wrong shape, or mail lacks
            a server.
    """
    theirs = {key: value for key, value in (base or {}).items() if value is not None}
    _check_wrapped(theirs)
    _check_shapes(theirs)
    _check_receivers(theirs, routing)
    _check_mail(theirs, routing, named=base is not None)
    return theirs


def lacking(base: dict[str, Any] | None, routing: Routing) -> Iterator[Finding]:
    """The receivers that teams say exist in the base, and do not, or tell nobody."""
    named = {written["name"]: written for written in (base or {}).get("receivers") or ()}
    missing, help_ = f"{_BASE} has no receiver", f"write it in {_BASE}"
    if base is None:
        missing, help_ = "avionics.yaml names no base file that could have the receiver", f"write it in {_NEW_BASE}"
    for planned in routing.receivers:
        name = existing(planned)
        where = planned.where.at("existing", "receiver")
        if name and name not in named:
            yield Finding(RULE, f"{missing} {name!r}", where, help=did_you_mean(name, named) if named else help_)
        elif name and not any(written for key, written in named[name].items() if key != "name"):
            message = f"nobody is told by the receiver {name!r}: in {_BASE} it has nothing but a name"
            yield Finding(RULE, message, where, "warning", "name one that has a configuration, or write it there")


def _check_wrapped(theirs: dict[str, Any]) -> None:
    """On Kubernetes it lies in a Secret, or below a key of a chart's values; its own keys are others."""
    for key, in_it in _WRAPPERS.items():
        if key in theirs and "route" not in theirs:
            message = f"a file with the key {key!r} is none that Alertmanager itself reads"
            raise MergeError((key,), message, f"name one with its settings (global, route, receivers): {in_it}")


def _check_shapes(theirs: dict[str, Any]) -> None:
    for key, shape in (("global", dict), ("route", dict), ("receivers", list), ("inhibit_rules", list)):
        if key in theirs and not isinstance(theirs[key], shape):
            kind = "a mapping" if shape is dict else "a list"
            raise MergeError((key,), f"{key} is not {kind}", f"write {key} as Alertmanager expects it")
    route = theirs.get("route", {"receiver": "-"})
    if not isinstance(route.get("receiver"), str):
        raise MergeError(("route",), "route names no receiver", "give the root route a receiver")
    if not isinstance(route.get("routes") or [], list):
        help_ = "write routes as Alertmanager expects them"
        raise MergeError(("route", "routes"), "the routes below route are not a list", help_)


def _check_receivers(theirs: dict[str, Any], routing: Routing) -> None:
    ours = {receiver.name for receiver in routing.receivers}
    for index, written in enumerate(theirs.get("receivers", ())):
        name = written.get("name") if isinstance(written, dict) else None
        if not isinstance(name, str):
            raise MergeError(("receivers", index), "a receiver has no name", "give each receiver a name")
        if name in ours:
            message, help_ = f"the receiver {name!r} is compiled, too", "rename the platform team's receiver"
            raise MergeError(("receivers", index, "name"), message, help_)


def _check_mail(theirs: dict[str, Any], routing: Routing, *, named: bool) -> None:
    mailing = next((receiver for receiver in routing.receivers if "email" in receiver.settings), None)
    missing = [key for key in _MAIL if not theirs.get("global", {}).get(key)]
    if mailing and missing:
        keys = " and ".join(f"global.{key}" for key in missing)
        help_ = f"set {keys} in {_BASE if named else _NEW_BASE}"
        raise MergeError(("global",), f"the receiver {mailing.name!r} sends mail, but nothing sets {keys}", help_)
