"""Texts that Grafana draws as HTML run nothing and load no page into the cockpit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Written, panels
from avionics.model.service import Service
from avionics.place import Where
from avionics.source.unchecked import inside

_NO_MARKUP = frozenset(("expr", "query", "definition", "url"))
"""Keys of queries, where `<` compares, and of addresses, which the rule unsafe-link looks at."""

_TAG = r"script|iframe|frame|frameset|object|embed|applet|form|base|meta|link|style|svg|math|template|portal"
_ACTIVE = re.compile(rf"<\s*(?:{_TAG})(?=[\s/>]|\Z)", re.IGNORECASE)
_OPENED = re.compile("<[a-z]", re.IGNORECASE)
_HANDLER = re.compile(r"""[\s"'/]on[a-z]+\s*=""", re.IGNORECASE)
_ADDRESS = re.compile(r"""(?:=["']?|\]\(<?|\]:<?|<)(?:javascript|vbscript|data):""", re.IGNORECASE)
_SKIPPED = re.compile(r"[\x00-\x20\x7f]")
"""What browsers skip in the scheme of an address, or Markdown before it."""
_ZEROS = re.compile(r"(&#x?)0+(?=[0-9a-f])", re.IGNORECASE)
_NO_CHARACTER = re.compile(r"&#(?:x[0-9a-f]{7,}|[0-9]{8,});?", re.IGNORECASE)
"""Numbers beyond Unicode, of any length."""


@rule("error", "texts in cockpits hold no markup that runs or loads something")
def check(service: Service) -> Iterator[Problem]:
    """Looks at text panels, descriptions, what panels say of alerts, and every text in raw panels and patches."""
    for written in _texts(service):
        if found := _found(written.text):
            message = f"{found[:40]!r} could run or load something in the session of whoever looks"
            at = written.text.find(found)
            span = (at, len(found)) if at >= 0 else None
            yield Problem(written.where, message, "write Markdown without it; links begin with https:// or /", span)


def _found(text: str) -> str:
    """What could run or load something; most texts hold none of its signs, and are not looked at again."""
    if "<" not in text and ":" not in text and "&" not in text:
        return ""
    found = _ACTIVE.search(text)
    return (found[0] if found else "") or _handler(text) or _address(text)


def _handler(text: str) -> str:
    """The beginning of a tag up to what it would run. A `<` within a tag opens no other: cut where tags end."""
    for part in text.split(">"):
        if (tag := _OPENED.search(part)) and (handler := _HANDLER.search(part, tag.end())):
            return part[tag.start() : handler.end()]
    return ""


def _address(text: str) -> str:
    found = _ADDRESS.search(_SKIPPED.sub("", _plain(text)))
    return found[0] if found else ""


def _plain(text: str) -> str:
    """The text with the characters that references stand for; Python reads no number of thousands of digits."""
    return unescape(_NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", _ZEROS.sub(r"\1", text)))


def _texts(service: Service) -> Iterator[Written]:
    yield Written(service.where.at("description"), service.description)
    for slo in service.slos:
        yield Written(slo.where.at("description"), slo.description)
    for alert in service.alerts:
        yield Written(alert.where.at("description"), alert.description)
        yield Written(alert.where.at("impact"), alert.impact)
    cockpit = service.cockpit
    if cockpit is None:
        return
    yield Written(cockpit.where.at("description"), cockpit.description)
    for panel in panels(service):
        yield from _below(panel.fields, panel.where)
    for index, change in enumerate(cockpit.patch):
        if change["op"] != "remove":
            last = change["path"].rpartition("/")[2]
            yield from _below(change.get("value"), cockpit.where.at("patch", index, "value"), last)


def _below(value: Any, where: Where, key: str = "") -> Iterator[Written]:
    """Every text in `value`, which itself stands below `key`, but queries."""
    for route, node in inside(value):
        if isinstance(node, str) and _NO_MARKUP.isdisjoint((key, *route)):
            yield Written(where.at(*route), node)
