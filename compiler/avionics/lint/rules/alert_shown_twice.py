"""An alert is shown by one panel: the one that its links open."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import panels
from avionics.model.service import Service
from avionics.place import Where


@rule("warning", "one panel of a cockpit shows an alert")
def check(service: Service) -> Iterator[Problem]:
    """Looks at `alert` of written panels."""
    first: dict[str, Where] = {}
    for panel in panels(service):
        if panel.alert:
            where = panel.where.at("alert")
            earlier = first.setdefault(panel.alert, where)
            if earlier is not where:
                message = f"links of {panel.alert} never open this panel: one before it shows the alert, too"
                help_ = "keep 'alert' on the panel that they are to open"
                yield Problem(where, message, help_, also=(Label(earlier, "this one"),))
