"""The one percent encoder, and the templates that stand unescaped in an address until an alert fires."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, unquote_plus

from msgspec import Struct

TEMPLATE = re.compile(r"(\{\{.*?\}\})")
"""A Prometheus template in an address. Braces of any other origin are percent-encoded, so this finds nothing else.

No template of ours contains `#`, `?`, `&` or `=`, so an address can be taken apart before templates are looked for.
"""

_LABEL = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*\Z")


@lru_cache(maxsize=4096)  # the same names of labels and data sources are in every address
def encode(text: str) -> str:
    """`text` as one part of an address: all but letters, digits and `-._~` is percent-encoded, as UTF-8."""
    return quote(text, safe="", errors="replace")


def label(name: str, *escapes: str) -> str:
    """The value of an alert's label as a template, for a part of an address; `escapes` are applied to it first.

    `urlquery` leaves letters, digits and `-._~` and writes a blank as `+`, so no value can end the part it stands in.

    Raises:
        ValueError: `name` is not the name of a label.
    """
    return "{{ " + " | ".join((_label(name), *escapes, "urlquery")) + " }}"


def given(name: str, then: str, otherwise: str) -> str:
    """`then` where the alert has the label, and `otherwise` where its series has none, as templates."""
    return f"{{{{ if {_label(name)} }}}}{then}{{{{ else }}}}{otherwise}{{{{ end }}}}"


def _label(name: str) -> str:
    if not _LABEL.match(name):
        raise ValueError(f"{name!r} is not the name of a label")
    return f"$labels.{name}"


class Timeless(Struct, frozen=True):
    """An address that lacks only how far back it looks.

    Rule templates do not know when an alert fired, so the time is relative to when somebody follows the link.
    """

    before: str
    after: str

    def back(self, length: str) -> str:
        """The address that shows the last `length`, a duration of one unit such as `6h`: Grafana reads no others."""
        return f"{self.before}{length}{self.after}"


class Address(Struct, frozen=True):
    """An address taken apart: as it stands, but for the parameters, which are decoded. Templates survive as written."""

    base: str
    path: str
    parameters: tuple[tuple[str, str], ...]


def split(url: str) -> Address:
    """Takes an absolute address apart; the inverse of building one from encoded parts.

    Raises:
        ValueError: it is not an absolute http(s) address.
    """
    address, _, query = url.partition("#")[0].partition("?")
    scheme, separator, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    if scheme not in ("http", "https") or not separator or not host:
        raise ValueError(f"{url!r} is not an absolute address")
    return Address(f"{scheme}://{host}", f"{slash}{path}", parameters(query))


def parameters(query: str) -> tuple[tuple[str, str], ...]:
    """The decoded names and values of `a=1&b=2`, as browsers read them: `+` is a blank."""
    pairs = (part.partition("=") for part in query.split("&") if part)
    return tuple((decode(name), decode(value)) for name, _, value in pairs)


def decode(text: str) -> str:
    """The text of an encoded part of an address; templates in it survive as written."""
    pieces = TEMPLATE.split(text)
    return "".join(piece if at % 2 else unquote_plus(piece, errors="strict") for at, piece in enumerate(pieces))
