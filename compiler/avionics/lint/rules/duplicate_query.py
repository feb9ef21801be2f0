"""Letters tell the queries of a panel apart."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import panels
from avionics.lint.named_twice import named_twice
from avionics.model.cockpit import WrittenPanel
from avionics.model.service import Service
from avionics.place import Where


@rule("error", "queries of a raw panel have different letters")
def check(service: Service) -> Iterator[Problem]:
    """Looks at the targets of raw panels: those of other kinds get their letters from the compiler."""
    for panel in panels(service):
        if panel.kind == "raw":
            yield from named_twice("query", _lettered(panel), "give it another refId, or leave refId out")


def _lettered(panel: WrittenPanel) -> Iterator[tuple[str, Where]]:
    for index, target in enumerate(panel.fields["json"].get("targets", ())):
        if letter := target.get("refId"):
            yield letter, panel.where.at("json", "targets", index, "refId")
