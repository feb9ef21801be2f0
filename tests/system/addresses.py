"""Takes the links of alerts and cockpits apart, with urllib and none of the compiler's code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from links.kibana_reader import labelled

HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
FENCED = re.compile(r"^ {0,3}(```|~~~).*?^ {0,3}\1[^\n]*$", re.MULTILINE | re.DOTALL)

_TEMPLATE = re.compile(r"\{\{ \$labels\.([a-zA-Z_][a-zA-Z0-9_]*)[^}]*\}\}")
_FILLED = re.compile(r"LABEL<([a-zA-Z_][a-zA-Z0-9_]*)>")
_DATA_VIEW = re.compile(r"\b(dataViewId|index):(?:'([^']*)'|([^,)]*))")


@dataclass(frozen=True, slots=True)
class Opened:
    """What a dashboard link opens. A variable's value is a constant, or `LABEL<name>` for what the alert fills in."""

    home: str
    uid: str
    panel: int
    variables: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Logs:
    """What a log link opens in Kibana's space at `home`; `labels` are what the alert fills in."""

    home: str
    kind: str
    id: str
    labels: frozenset[str]


def filled(url: str) -> str:
    """The address with a plain mark for each template, so that it can be taken apart."""
    url = labelled(url)
    assert "{{" not in _TEMPLATE.sub("", url), f"{url}: a template that fills in no label"
    return _TEMPLATE.sub(r"LABEL<\1>", url)


def label_of(value: str) -> str | None:
    """The label a value is filled from, None for a constant."""
    found = _FILLED.fullmatch(value)
    return found[1] if found else None


def dashboard(url: str) -> Opened:
    """The dashboard, the panel in view and the variables of a link."""
    address = urlsplit(filled(url))
    before, found, rest = address.path.rpartition("/d/")
    assert found, url
    given = parse_qsl(address.query, keep_blank_values=True)
    (panel,) = [value for name, value in given if name == "viewPanel"]
    variables = tuple((name.removeprefix("var-"), value) for name, value in given if name.startswith("var-"))
    home = f"{address.scheme}://{address.netloc}{before}"
    return Opened(home, unquote(rest.partition("/")[0]), int(panel.removeprefix("panel-")), variables)


def logs(url: str) -> Logs:
    """The data view, saved view or dashboard of a link to Kibana."""
    plain = filled(url)
    address = urlsplit(plain)
    home, found, app = address.path.partition("/app/")
    assert found, url
    route = address.fragment.partition("?")[0]
    where = f"{address.scheme}://{address.netloc}{home}"
    labels = frozenset(_FILLED.findall(unquote(plain)))
    if route.startswith("/view/"):
        return Logs(where, app, unquote(route.removeprefix("/view/")), labels)
    assert (app, route) == ("discover", "/"), url
    views = {name: quoted or bare for name, quoted, bare in _DATA_VIEW.findall(unquote(address.fragment))}
    assert views.keys() == {"dataViewId", "index"}, url
    assert len(set(views.values())) == 1, url
    return Logs(where, "data view", views["index"], labels)


def assert_page(url: str, published: str, playbooks: Path) -> None:
    """The page that a published address names is there, with the heading that its anchor names."""
    address, hash_, anchor = url.partition("#")
    before, _, after = published.replace("{path}", "{page}").partition("{page}")
    assert address.startswith(before), url
    assert address.endswith(after), url
    page = unquote(address[len(before) : len(address) - len(after)]).removesuffix(".md")
    file = playbooks / f"{page}.md"
    assert file.is_file(), f"{url}: no {file}"
    assert not hash_ or anchor in anchors(file), f"{url}: {file} has no such heading"


def anchors(file: Path) -> set[str]:
    """The anchors a code host gives to the headings of a page, those in fenced code left out."""
    body = FENCED.sub("", file.read_text("utf-8").split("\n---\n", 1)[1])
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in HEADING.findall(body)}
