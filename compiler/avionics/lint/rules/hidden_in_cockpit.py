"""What a raw panel or a patch shows is what it holds: whoever approves it sees what it does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import panels
from avionics.model.service import Service
from avionics.place import Where
from avionics.source.hidden import hidden, told
from avionics.source.unchecked import inside


@rule("error", "raw panels and patches hold no characters that hide what stands in them")
def check(service: Service) -> Iterator[Problem]:
    """Looks at all their texts and keys; other fields of specs are held to their schemas."""
    cockpit = service.cockpit
    if cockpit is None:
        return
    for panel in panels(service):
        if panel.kind == "raw":
            yield from _below(panel.fields["json"], panel.where.at("json"))
    for index, change in enumerate(cockpit.patch):
        where = cockpit.where.at("patch", index)
        yield from _found(change["path"], where.at("path"))
        yield from _below(change.get("value"), where.at("value"))


def _below(value: Any, where: Where) -> Iterator[Problem]:
    for route, node in inside(value):
        if isinstance(node, str):
            yield from _found(node, where.at(*route))
        for key in node if isinstance(node, dict) else ():
            yield from _found(key, where.at(*route, key), on_key=True)


def _found(text: str, where: Where, *, on_key: bool = False) -> Iterator[Problem]:
    """Lines may end as Windows ends them, in what was copied from a dashboard."""
    if found := hidden(text.replace("\r\n", " \n")):
        yield Problem(where, told(found), "remove it", (found.start(), 1), on_key)
