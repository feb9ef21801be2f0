"""An alerting rule of theirs."""

from __future__ import annotations

import re

from avionics.conventions.names import OWN_LABELS
from avionics.importers import labels, names, queries
from avionics.importers.fields import CHANGED, Fields
from avionics.importers.prometheus import texts
from avionics.importers.prometheus.condition import condition
from avionics.importers.prometheus.group import SERVICE, Group
from avionics.importers.urgency import urgency
from avionics.importers.values import Alert
from avionics.promql.apart import labels_apart
from avionics.promql.examined import tree
from avionics.promql.labels import may_carry

_APART_AT_MOST = 8
_LONGEST = 80
_OURS = re.compile(r"[A-Z].{2,}")
_PARTS = re.compile(r"[A-Za-z0-9]+")
_TYPES = {
    "page": ("symptom", "a guess, since it pages: a symptom is what users feel; a cause is a ticket"),
    "ticket": ("cause", "a guess, since it wakes nobody: a symptom is what users feel"),
}


def alert(rule: Fields, of: Group) -> Alert:
    """The alert in `rule`. What its labels, or those of its group, say is our severity, our service, or a label.

    Raises:
        LeftOut: its expression is no PromQL.
    """
    query, written, annotations = queries.read(rule, "expr"), rule.pairs("labels"), rule.pairs("annotations")
    found, name, guesses = condition(query), _name(rule), dict[str, str]()
    service = _service(written, of)
    severity = _severity(written, of, guesses)
    kind, guesses["type"] = _TYPES[severity]
    own = {name: value for name, value in of.labels.items() if name not in OWN_LABELS}
    carried = {**own, **labels.carried(written)}
    by = _by(query, annotations, carried)
    said = texts.description(annotations, found.expr)
    impact, guess = texts.impact(annotations, name)
    if guess:
        guesses["impact"] = guess
    return Alert(
        where=rule.where,
        service=service,
        name=name,
        expr=found.expr,
        bound=found.bound,
        waits=_duration(rule, "for"),
        keeps_firing=_duration(rule, "keep_firing_for"),
        severity=severity,
        type=kind,
        impact=impact,
        description=said,
        by=by,
        labels=carried,
        guesses=guesses,
    )


def _name(rule: Fields) -> str:
    """Theirs, in CamelCase, of three to eighty characters."""
    theirs = rule.need("alert")
    camel = "".join(part[:1].upper() + part[1:] for part in _PARTS.findall(theirs))
    name = (camel if _OURS.match(camel) else f"Alert{camel}")[:_LONGEST]
    if name != theirs:
        message = f"the alert {theirs!r} is called {name!r} here"
        rule.told.say(CHANGED, "info", rule.at("alert"), message, names.SILENCES)
    return name


def _service(written: Fields, of: Group) -> str:
    labelled = written.peek(SERVICE)
    if of.chosen or not labelled or "{{" in labelled:
        return of.service
    written.drop(SERVICE)
    return names.service(labelled, written.at(SERVICE), written.told)


def _severity(written: Fields, of: Group, guesses: dict[str, str]) -> str:
    """Whether somebody is woken, by the word that their label is; where that says nothing, nobody is."""
    word = written.text("severity") or of.labels.get("severity", "")
    found = urgency(word)
    if not found:
        guesses["severity"] = f"a guess: the label said {word!r}" if word else "a guess: no label said it"
    return found or "ticket"


def _by(query: str, annotations: Fields, carried: dict[str, str]) -> tuple[str, ...]:
    """What tells its series apart: labels that aggregations keep, and those that its texts name and it can have."""
    parsed = tree(query)
    told = (label for label in texts.named(annotations) if may_carry(parsed, label))
    kept = dict.fromkeys((*(one.label for one in labels_apart(query)), *told))
    return tuple(label for label in kept if label not in OWN_LABELS and label not in carried)[:_APART_AT_MOST]


def _duration(rule: Fields, name: str) -> str:
    """A duration; "" for none, or of no length."""
    text = rule.text(name)
    return text if text.strip("0smhdwy") else ""
