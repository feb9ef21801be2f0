"""An alerting rule of theirs."""

from __future__ import annotations

import re

from avionics.conventions.names import INTERNAL, OWN_LABELS, SEVERITY
from avionics.importers import labels, names
from avionics.importers.fields import CHANGED, INVALID, LOST, Fields, LeftOut
from avionics.importers.prometheus import expression, texts
from avionics.importers.prometheus.condition import condition
from avionics.importers.prometheus.group import Group, Labels
from avionics.importers.urgency import urgency
from avionics.importers.values import Alert
from avionics.importers.windows import DURATION
from avionics.promql.meaning.apart import fixed, labels_apart
from avionics.promql.meaning.examined import tree
from avionics.promql.meaning.filters import conditional
from avionics.promql.meaning.labels import may_carry
from avionics.promql.text.tokens import selectors

_APART_AT_MOST = 8
_LONGEST = 80
_RENAME = "aggregate it away, or under another name: sum by (kind) (label_replace(..., 'kind', '$1', '{}', '(.*)'))"
_OURS = re.compile(r"[A-Z].{2,}")
_PARTS = re.compile(r"[A-Za-z0-9]+")
_TYPES = {
    "page": ("symptom", "a guess, since it pages: a symptom is what users feel; a cause is a ticket"),
    "ticket": ("cause", "a guess, since it wakes nobody: a symptom is what users feel"),
}


def alert(rule: Fields, of: Group, recorded: expression.Recorded) -> Alert:
    """The alert in `rule`. What its labels, or those of its group, say is our severity, our service, or a label.

    Raises:
        LeftOut: its expression cannot be carried, or is no condition.
    """
    query, annotations = expression.read(rule, recorded), rule.pairs("annotations")
    if not conditional(tree(query), recorded.passing | {"ALERTS"}):
        raise LeftOut(rule.at("expr"), *_unconditional(query))
    found, name, guesses = condition(query), _name(rule), dict[str, str]()
    own = of.labelled(rule)
    service = of.service_of(own, rule.told)
    severity = _severity(own, guesses)
    kind, guesses["type"] = _TYPES[severity]
    carried = labels.held(own, rule.told)
    by = _by(query, annotations, carried, rule, recorded)
    page, said = labels.page(annotations), texts.description(annotations, found.expr)
    impact, guess = texts.impact(annotations, name, rule.peek("alert"))
    if guess:
        guesses["impact"] = guess
    return Alert(
        where=rule.where,
        service=service,
        name=name,
        expr=found.expr,
        bound=found.bound,
        unit=texts.unit(said),
        waits=_duration(rule, "for"),
        keeps_firing=_duration(rule, "keep_firing_for"),
        severity=severity,
        type=kind,
        impact=impact,
        description=said,
        by=by,
        labels=carried,
        guesses=guesses,
        page=page,
    )


def _unconditional(query: str) -> tuple[str, str]:
    """What to say of an alert that no comparison ends, and what to do."""
    always = "one that fires always stays where it is: it watches the watcher"
    if not selectors(query):
        return "it has no condition: it fires always", always
    help_ = (
        f"where they exist only while something is wrong, compare their value, as in '>= 0', and import again; {always}"
    )
    return "it has no condition: it fires for as long as its series exist", help_


def _name(rule: Fields) -> str:
    """Theirs, in CamelCase, of three to eighty characters."""
    theirs = rule.need("alert")
    camel = "".join(part[:1].upper() + part[1:] for part in _PARTS.findall(names.unaccented(theirs)))
    name = (camel if _OURS.match(camel) else f"Alert{camel}")[:_LONGEST]
    if name != theirs:
        message = f"the alert {theirs!r} is called {name!r} here"
        rule.told.say(CHANGED, "info", rule.at("alert"), message, names.SILENCES)
    return name


def _severity(written: Labels, guesses: dict[str, str]) -> str:
    """Whether somebody is woken, by the word that their label is; where that says nothing, nobody is."""
    word, _ = written.pop(SEVERITY, ("", None))
    found = urgency(word)
    if not found:
        guesses["severity"] = f"a guess: the label said {word!r}" if word else "a guess: no label said it"
    return found or "ticket"


def _by(
    query: str, annotations: Fields, carried: dict[str, str], rule: Fields, recorded: expression.Recorded
) -> tuple[str, ...]:
    """What tells its series apart: labels that aggregations keep, its own or those of what it reads, and those that its
    texts name and it can have.
    """
    parsed = tree(query)
    kept = [one.label for one in labels_apart(query) if not one.brought]
    kept += sorted(label for label in recorded.labels_in(query) if may_carry(parsed, label))
    for label in OWN_LABELS.intersection(kept):
        message = (
            f"series are kept apart by {label!r}, which the compiler sets: of two that differ in it alone Prometheus "
            "refuses the whole rule"
        )
        rule.told.say(LOST, "warning", rule.at("expr"), message, _RENAME.format(label))
    told = (label for label in texts.named(annotations) if may_carry(parsed, label) and not fixed(query, label))
    found = [label for label in dict.fromkeys((*kept, *told)) if not label.startswith(INTERNAL)]
    return tuple(label for label in found if label not in OWN_LABELS and label not in carried)[:_APART_AT_MOST]


def _duration(rule: Fields, name: str) -> str:
    """A duration; "" for none, or of no length."""
    text = rule.text(name)
    if not text.strip("0smhdwy"):
        return ""
    if not DURATION.match(text):
        rule.told.say(INVALID, "error", rule.at(name), f"{name} is {text!r}, expected a duration such as 5m")
        return ""
    return text
