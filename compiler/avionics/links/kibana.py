r"""Links to logs in Kibana, 7.x to 9.x: a Discover view of a query, a saved Discover view, a dashboard.

An alert's label values are not known when a link is compiled; Prometheus fills them in when the alert fires. What it
puts into `region : "<value>"` passes three readers, so the template escapes it three times: `"` and `\` for KQL, `'`
and `!` for rison, and everything else that matters for the address (`urlquery`, always last). A value with quotes,
brackets or ampersands stays a value: it can neither end the text it stands in nor add a clause or a parameter.

An alert whose series have no such label is led to the logs of all: `region : ""` finds none. What a template cannot do
is to know when the alert fired (see `url.Timeless`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from avionics.links import rison, url

Fields = tuple[tuple[str, str], ...]
"""Pairs of a log field and the alert's label whose value it must have."""

_KQL_ESCAPE = r'reReplaceAll `(["\\])` `\$1`'
_PLAIN_FIELD = re.compile(r"[A-Za-z0-9_@][A-Za-z0-9_.@/-]*\Z")
_KQL_WORDS = frozenset(("and", "or", "not"))
_VIEW = "#/view/"
DISCOVERS = "/app/discover#/?_a="
"""What stands before the state of Discover, where it is no saved view."""
_NEWEST_FIRST = rison.encode([["@timestamp", "desc"]])
_DISCOVER = re.compile(
    r"(?P<base>https?://[^?#]+?)(?:/s/(?P<space>[^/?#]+))?"
    + re.escape(DISCOVERS)
    + r"\(columns:!\([^()]*\),dataSource:\(dataViewId:(?P<view>[^,()]+),type:dataView\),filters:!\(\),index:(?P=view),"
)
"""As `discover` writes it. Kibana itself never names a data view twice, so that no other link looks so."""


class DiscoverLink(Struct, frozen=True):
    """What a link of `discover` opens, in the Kibana at `base`. The space called `default` has no name here."""

    base: str
    space: str
    data_view: str


@lru_cache(maxsize=1024)  # all alerts of an objective share a link
def discover(
    base: str, space: str, data_view: str, query: str, columns: tuple[str, ...], fields: Fields = ()
) -> url.Timeless:
    """Discover on a data view, narrowed by KQL and by the values of the alert's labels, newest first.

    Kibana from 8.15 on reads the data view from `dataSource`, older ones from `index`; both are given, and newer ones
    look at `index` only where `dataSource` is absent.
    """
    view, asked = rison.encode(data_view), rison.encode(_kql(query, fields))
    return _opened(
        f"{home(base, space)}{DISCOVERS}(columns:{rison.encode(columns)},dataSource:(dataViewId:{view},type:dataView),"
        f"filters:!(),index:{view},interval:auto,query:(language:kuery,query:{asked}),sort:{_NEWEST_FIRST})&_g="
    )


def saved_view(base: str, space: str, view: str, fields: Fields = ()) -> url.Timeless:
    """A saved Discover view, narrowed by the values of the alert's labels."""
    return _opened(f"{home(base, space)}/app/discover{_VIEW}{url.encode(view)}?_g=", fields)


def dashboard(base: str, space: str, dashboard: str, fields: Fields = ()) -> url.Timeless:
    """A Kibana dashboard, narrowed by the values of the alert's labels."""
    return _opened(f"{home(base, space)}/app/dashboards{_VIEW}{url.encode(dashboard)}?_g=", fields)


def parse(link: str) -> DiscoverLink:
    """What a link opens that `discover` wrote, whoever changed its query since.

    Raises:
        ValueError: it is none.
    """
    found = _DISCOVER.match(link)
    if not found:
        raise ValueError(f"{link!r} is no link of ours to Discover")
    space = url.decode(found["space"] or "")
    return DiscoverLink(found["base"], space, rison.text(found["view"]))


def home(base: str, space: str) -> str:
    """The address of a space; the one called `default` has none of its own."""
    return base.rstrip("/") + (f"/s/{url.encode(space)}" if space not in ("", "default") else "")


def _opened(before: str, fields: Fields = ()) -> url.Timeless:
    """`before` with the state that all apps share: the time, and filters above what a saved view asks for by itself."""
    return url.Timeless(f"{before}{_shared(fields).removesuffix(')')},time:(from:now-", ",to:now))")


@lru_cache(maxsize=64)
def _shared(fields: Fields) -> str:
    """The filters are pinned, because a query in the link would replace the saved one instead of narrowing it."""
    pinned: list[rison.Rison] = [
        {
            "$state": {"store": "globalState"},
            "meta": {
                "alias": None, "disabled": _missing(label), "key": field, "negate": False,
                "params": {"query": _value(label)}, "type": "phrase",
            },
            "query": {"match_phrase": {field: _value(label)}},
        }
        for field, label in fields
    ]  # fmt: skip
    refresh: rison.Rison = {"pause": True, "value": 60_000}
    return rison.encode({"filters": pinned, "refreshInterval": refresh})


def _missing(label: str) -> rison.Filled:
    return rison.Filled((("", url.given(label, "!f", "!t")),), quote="")


def _value(label: str) -> rison.Filled:
    return rison.Filled((("", url.label(label, rison.ESCAPE)),))


def _kql(query: str, fields: Fields) -> rison.Rison:
    """`query` and a clause for each field; in brackets, since `a or b and c` means another thing."""
    if not fields:
        return query
    before = f"({query}) and " if query.strip() else ""
    parts: list[tuple[str, str]] = []
    for field, label in fields:
        parts.append((before, _clause(field, label)))
        before = " and "
    return rison.Filled(tuple(parts))


def _clause(field: str, label: str) -> str:
    """That the field has the label's value, or what all lines meet: `*` alone asks the fields of the index' default."""
    value = url.label(label, _KQL_ESCAPE, rison.ESCAPE)
    asked = rison.escape(f'{_field(field)} : "') + value + rison.escape('"')
    return url.given(label, asked, rison.escape("*:*"))


def _field(name: str) -> str:
    """A field's name as KQL reads it."""
    if _PLAIN_FIELD.match(name) and name.lower() not in _KQL_WORDS:
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
