"""Names of ours from theirs: lower case, hyphens, at most 32 characters, unique; and texts that fit our fields."""

from __future__ import annotations

import re
from collections.abc import Container
from unicodedata import combining, normalize

from avionics.conventions import names as conventions
from avionics.importers.fields import CHANGED, Told
from avionics.place import Where
from avionics.source import hidden

LONGEST = 32
_TITLE, _LINE, _TEXT = 80, 300, 2000
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_OTHERS = re.compile(r"[^a-z0-9]+")
_OURS = re.compile(r"[a-z]([a-z0-9-]*[a-z0-9])?\Z")
_LABEL = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]{0,62}\Z")
_VALUE = re.compile(r"[^\t\n{}]{0,200}\Z")
SILENCES = "change it in silences and routes"
INHIBITIONS = f"{SILENCES}, and in 'inhibit_rules' of the file that 'alertmanager.base' names"
_CARRIED = "recorded series carry it as 'slo': change it in dashboards that look for the old one"
_ONE = "names of services have the letters a to z alone: where these are two, give each such a name before the import"
_BLANKS = re.compile(r"[\x00-\x20\x7f]+")


def ours(theirs: str) -> str:
    """`TheServiceName`, `The_service name` and `the.service-name` as `the-service-name`; cut between words.

    A name that does not begin with a letter gets an `x-` before it.
    """
    return _cut(_spelt(theirs), LONGEST)


def service(theirs: str, where: Where, told: Told) -> str:
    """The name of a service; a change is said, and where letters that ours cannot have made one of two."""
    name = ours(theirs) if theirs else "unnamed"
    first = told.services.setdefault(name, theirs)
    if first != theirs and not (first + theirs).isascii():
        message = f"the service {theirs!r} is called {name!r} here, as {first!r} is: both became one"
        told.say(CHANGED, "warning", where, message, _ONE)
    elif theirs not in ("", name):
        told.say(CHANGED, "info", where, f"the service {theirs!r} is called {name!r} here")
    return name


def objective(theirs: str, service: str, where: Where, told: Told) -> str:
    """The name of an objective in its service; a change is said, since recorded series and alerts carry it."""
    name = _cut(within(_spelt(theirs), service), LONGEST)
    if theirs not in ("", name):
        told.say(CHANGED, "info", where, f"the objective {theirs!r} is called {name!r} here", _CARRIED)
    return name


def title_of(theirs: str) -> str:
    """A title that keeps a name of theirs, where ours does not say it in full."""
    return "" if ours(theirs) == theirs else title(_HUMP.sub(" ", re.sub(r"[-_.]+", " ", theirs)).capitalize())


def unique(name: str, taken: Container[str]) -> str:
    """`name`, or with the first number behind it that makes it new."""
    if name not in taken:
        return name
    number = 2
    while (numbered := f"{_cut(name, LONGEST - len(str(number)) - 1)}-{number}") in taken:
        number += 1
    return numbered


def within(name: str, service: str) -> str:
    """An objective's name without the service's in front, which says nothing new."""
    rest = name.removeprefix(f"{service}-")
    return rest if rest[:1].isalpha() and rest not in ("slo", "sli") else name


def _spelt(theirs: str) -> str:
    if _OURS.match(theirs):  # `web--shop` too, which is another than `web-shop`
        return theirs
    name = _OTHERS.sub("-", _HUMP.sub("-", unaccented(theirs)).lower()).strip("-")
    return name if name[:1].isalpha() else f"x-{name}".rstrip("-")


def unaccented(theirs: str) -> str:
    """`Über` as `Uber`: not `-ber`, which a name cannot begin with."""
    return theirs if theirs.isascii() else "".join(one for one in normalize("NFKD", theirs) if not combining(one))


def _cut(name: str, length: int) -> str:
    if len(name) <= length:
        return name
    whole = name[: length + 1].rpartition("-")[0]
    return (whole if len(whole) > length // 2 else name[:length]).rstrip("-")


def title(text: str) -> str:
    """One line of at most 80 characters that can be seen."""
    return _line(text, _TITLE)


def line(text: str) -> str:
    """One line of at most 300 characters that can be seen."""
    return _line(text, _LINE)


def paragraph(text: str) -> str:
    """At most 2000 characters that can be seen, without blanks around."""
    stripped = hidden.without(text).strip()
    return stripped if len(stripped) <= _TEXT else f"{stripped[: _TEXT - 3]}..."


def _line(text: str, length: int) -> str:
    joined = hidden.without(_BLANKS.sub(" ", text)).strip()
    return joined if len(joined) <= length else f"{joined[: length - 3]}..."


def label_fault(name: str, value: str, taken: Container[str] = conventions.OWN_LABELS) -> str:
    """Why an alert of ours cannot carry this label, "" where it can. The labels `taken` are set by the compiler."""
    if name in taken:
        return f"the label {name!r} is set by the compiler"
    if not _LABEL.match(name):
        return f"{name!r} is no name of a label"
    if "{{" in value:
        return "templates in labels are not carried"
    if found := hidden.hidden(value):
        return hidden.told(found)
    return "" if value and _VALUE.match(value) else f"the value of {name!r} is empty, too long, or holds braces"
