"""Texts that Grafana draws as HTML run nothing and load no page into the cockpit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Written, panels
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.place import Where

_NO_MARKUP = frozenset(("expr", "query", "definition", "url"))
"""Keys of queries, where `<` compares, and of addresses, which the rule unsafe-link looks at."""

_TAG = r"script|iframe|frame|frameset|object|embed|applet|form|base|meta|link|style|svg|math|template|portal"
_ACTIVE = re.compile(rf"""<\s*(?:{_TAG})(?=[\s/>]|\Z)|<[a-z][^>]*[\s"'/]on[a-z]+\s*=""", re.IGNORECASE)
_ADDRESS = re.compile(r"""(?:=["']?|\]\(<?|\]:<?|<)(?:javascript|vbscript|data):""", re.IGNORECASE)
_SKIPPED = re.compile(r"[\x00-\x20\x7f]")
"""What browsers skip in the scheme of an address, or Markdown before it."""


@rule("error", "texts in cockpits hold no markup that runs or loads something")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at text panels and descriptions, and at every text in raw panels and patches."""
    del catalog
    for written in _texts(service):
        if found := _found(written.text):
            message = f"{found[0][:40]!r} could run or load something in the session of whoever looks"
            at = written.text.find(found[0])
            span = (at, len(found[0])) if at >= 0 else None
            yield Problem(written.where, message, "write Markdown without it; links begin with https:// or /", span)


def _found(text: str) -> re.Match[str] | None:
    """What could run or load something; most texts hold none of its signs, and are not looked at again."""
    if "<" not in text and ":" not in text and "&" not in text:
        return None
    return _ACTIVE.search(text) or _ADDRESS.search(_SKIPPED.sub("", unescape(text)))


def _texts(service: Service) -> Iterator[Written]:
    cockpit = service.cockpit
    if cockpit is None:
        return
    yield Written(cockpit.where.at("description"), cockpit.description)
    for panel in panels(service):
        yield from _below(panel.fields, panel.where)
    for index, change in enumerate(cockpit.patch):
        if change["op"] != "remove":
            last = change["path"].rpartition("/")[2]
            yield from _below({last: change.get("value")}, cockpit.where.at("patch", index, "value"), patch=True)


def _below(value: Any, where: Where, *, patch: bool = False) -> Iterator[Written]:
    """Every text in `value`, but queries. A patch's value stands where it is, whatever key it is put under."""
    if isinstance(value, str):
        yield Written(where, value)
    elif isinstance(value, dict):
        for key, below in value.items():
            if key not in _NO_MARKUP:
                yield from _below(below, where if patch else where.at(key))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from _below(below, where.at(index))
