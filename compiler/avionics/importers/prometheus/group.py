"""A group of rules: ours are grouped by the compiler, so that what it says holds for each of its rules."""

from __future__ import annotations

from msgspec import Struct

from avionics.importers import names
from avionics.importers.fields import CHANGED, Fields
from avionics.importers.values import Choices

SERVICE = "service"
"""The label that says whose a rule is, where it says that."""

_LOST = {
    "interval": "all rules are evaluated alike: 'rules: {evaluationInterval: ...}' in avionics.yaml",
    "limit": "ours know no limit of series; aggregate in 'expr'",
    "query_offset": "say 'offset' in 'expr' where samples come late",
    "partial_response_strategy": "it is Thanos's; say it where that loads the files in build/",
}


class Group(Struct, frozen=True):
    """What a group says of its rules: `labels` on all of them, and the service of those that name none."""

    service: str
    labels: dict[str, str]
    chosen: bool


def group(fields: Fields, choices: Choices) -> Group:
    """The group in `fields`, whose rules stay to be read."""
    name = fields.need("name")
    for field, help_ in _LOST.items():
        fields.lose(field, f"the {field} of the group {name!r} was not carried", help_)
    written = fields.pairs("labels")
    labels = {label: written.text(label) for label in written.names()}
    service = choices.service or labels.get(SERVICE, "")
    if not service:
        message = f"the service is called {names.ours(name)!r}, after the group, where no label {SERVICE!r} names one"
        fields.told.say(CHANGED, "info", fields.at("name"), message, "say --service NAME to choose another")
    return Group(names.ours(service or name), labels, bool(choices.service))
