"""A group of rules: ours are grouped by the compiler, so that what it says holds for each of its rules."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from avionics.conventions.names import SERVICE
from avionics.finding import Finding
from avionics.importers import names
from avionics.importers.fields import CHANGED, LOST, Fields, Told
from avionics.importers.values import Choices
from avionics.place import Where

Labels = dict[str, tuple[str, Where]]
"""Labels by name: the value, and where it is written."""

_ENDING = re.compile(r"[^a-zA-Z0-9](?:rules?|alerts?)\Z", re.IGNORECASE)
_LATE = "say 'offset' in 'expr' where samples come late"
_LOADED = "it is {} own: say it where that loads the files in build/"
_MIMIR, _VICTORIA = _LOADED.format("Mimir's"), _LOADED.format("VictoriaMetrics'")
_LOST = {
    "interval": "all rules are evaluated alike: 'rules: {evaluationInterval: ...}' in avionics.yaml",
    "limit": "ours know no limit of series; aggregate in 'expr'",
    "query_offset": _LATE,
    "evaluation_delay": _LATE,
    "eval_delay": _LATE,
    "partial_response_strategy": _LOADED.format("Thanos's"),
    "source_tenants": f"its rules read the series of these tenants; {_MIMIR}",
    **dict.fromkeys(("align_evaluation_time_on_interval", "remote_write"), _MIMIR),
    **dict.fromkeys(("concurrency", "eval_alignment", "eval_offset", "headers", "notifier_headers", "params", "tenant"),
                    _VICTORIA),
}  # fmt: skip
_LANGUAGE = "prometheus"


class Group(Struct, frozen=True):
    """What a group says of its rules: `labels` on all of them, and the service of those that name none."""

    service: str
    labels: Labels
    chosen: bool

    def labelled(self, rule: Fields) -> Labels:
        """The labels of a rule in it, the group's own included: the rule's win."""
        return {**self.labels, **_labels(rule)}

    def apart(self, notes: Iterable[Finding]) -> tuple[Finding, ...]:
        """Those of the `notes` on a rule that are about it alone: a label of the group would be told above each."""
        own = [where for _, where in self.labels.values()]
        return tuple(note for note in notes if note.where not in own)

    def service_of(self, labels: Labels, told: Told) -> str:
        """The service of a rule with these labels; what says it is taken out of them."""
        value, where = labels.pop(SERVICE, ("", None))
        if where and "{{" in value:
            message = f"the label {SERVICE}: {value!r} was not carried: an alert is of one service"
            told.say(LOST, "warning", where, message, "--service NAME says which; keep its series apart by 'by'")
        if self.chosen or not where or "{{" in value:
            return self.service
        return names.service(value, where, told)


def of_another_language(fields: Fields) -> str:
    """The language of the expressions in a group of VictoriaMetrics' that is not PromQL; "" for that."""
    language = fields.peek("type")
    return "" if language in ("", _LANGUAGE) else language


def group(fields: Fields, choices: Choices) -> Group:
    """The group in `fields`, whose rules stay to be read."""
    name = fields.need("name")
    for field, help_ in _LOST.items():
        fields.lose(field, f"the {field} of the group {name!r} was not carried", help_)
    fields.drop("type")
    labels = _labels(fields)
    ours = names.ours(choices.service or _ENDING.sub("", name))
    if not choices.service and SERVICE not in labels:
        message = f"the service is called {ours!r}, after the group, where no label {SERVICE!r} names one"
        fields.told.say(CHANGED, "info", fields.at("name"), message, "say --service NAME to choose another")
    return Group(ours, labels, bool(choices.service))


def _labels(fields: Fields) -> Labels:
    written = fields.pairs("labels")
    return {name: (written.text(name), written.at(name)) for name in written.names()}
