"""Prometheus' own rule files, those of its kin, and the custom resources around them: alerts and recording rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, count

from msgspec.structs import replace

from avionics.conventions.names import camel
from avionics.importers import kubernetes, names
from avionics.importers.fields import CHANGED, LEFT_OUT, Fields, Told
from avionics.importers.prometheus.alert import alert
from avionics.importers.prometheus.expression import Recorded
from avionics.importers.prometheus.group import Group, group, of_another_language
from avionics.importers.prometheus.joins import labels_of
from avionics.importers.prometheus.recording import may_be_called, recording
from avionics.importers.values import Alert, Choices, Imported, Recording, Service
from avionics.promql.meaning.examined import tree
from avionics.promql.meaning.filters import conditional

TITLE = "Prometheus"
KINDS = ("PrometheusRule", "VMRule", "AlertingRule", "Rules", "ClusterRules", "GlobalRules")
"""Of the operators of Prometheus and VictoriaMetrics, of OpenShift, and of Google's managed Prometheus."""
BEGINS = ("groups:", *(f"kind: {kind}" for kind in KINDS[:2]))

Rule = tuple[Fields, Group]
"""A rule, and the group it is in."""
Numbers = defaultdict[str, Iterator[int]]
"""By the name in front of them, those that are left."""
_LONGEST = 72
"""How much of a name stays in front of what makes it new: ours have eighty characters."""

_NAMESPACE = "where a ruler keeps its groups; nothing to carry"
_NAMED_AT_MOST = 5
"""How many alerts of one name their report lists."""


def claims(document: Fields) -> bool:
    """Whether a document is a rule file, or a resource with one in it."""
    return document.peek("kind") in KINDS or (
        "kind" not in document and ("groups" in document or document.only_lists_of("rules"))
    )


def read(documents: Iterable[Fields], told: Told, choices: Choices) -> Imported:
    """The alerts and recording rules in the documents, which `claims` took for Prometheus'.

    Alerts come last: they may read what is recorded, or what was to be.
    """
    rules = [each for document in documents for each in _rules(_file(document), choices)]
    recordings = _recordings(rules, told, choices)
    alerts = _alerts(rules, recordings, told, choices)
    services = tuple(map(Service, sorted({one.service for one in recordings} | {one.service for one in alerts})))
    return Imported(services=services, alerts=_apart(alerts, choices.alerts, told), recordings=tuple(recordings))


def _file(document: Fields) -> Fields | None:
    """The part of a document that is a rule file."""
    if document.peek("kind") not in KINDS:
        document.skip("namespace", f"the namespace is {_NAMESPACE}")
        return document
    document.drop("apiVersion", "kind")
    kubernetes.skip_status(document)
    if metadata := document.child("metadata"):
        metadata.skip("name", "the name of the object is for the cluster; nothing to carry")
        kubernetes.skip_metadata(metadata)
    return document.child("spec")


def _groups(file: Fields) -> Iterator[Fields]:
    """Those of a rule file; of what Mimir and Cortex print, those of each namespace."""
    if "groups" in file or not file.only_lists_of("rules"):
        yield from file.children("groups")
        return
    for namespace in file.names():
        file.told.say(CHANGED, "info", file.at(namespace), f"the namespace {namespace!r} is {_NAMESPACE}")
        yield from file.children(namespace)


def _rules(file: Fields | None, choices: Choices) -> Iterator[Rule]:
    for fields in _groups(file) if file else ():
        if language := of_another_language(fields):
            fields.settle()
            message = f"the group {fields.peek('name')!r} was left out: its rules are written in {language!r}"
            fields.told.say(LEFT_OUT, "warning", fields.at("type"), message, "say the same in PromQL")
            continue
        of = group(fields, choices)
        for rule in fields.children("rules"):
            if ("alert" in rule) != ("record" in rule):
                yield rule, of
            else:
                rule.settle()
                message = "a rule was left out: it has not one of 'alert' and 'record'"
                rule.told.say(LEFT_OUT, "warning", rule.where, message, "Prometheus asks for one of the two")


def _recordings(rules: Iterable[Rule], told: Told, choices: Choices) -> list[Recording]:
    written = [(rule, of) for rule, of in rules if "record" in rule]
    called = {rule.peek("record") for rule, _ in written}
    ours = frozenset(filter(may_be_called, called))
    recorded = Recorded(ours, left=frozenset(called - ours), certain=choices.certain)
    found: list[Recording] = []
    for rule, of in written:
        what = f"the recording rule {rule.peek('record')!r}"
        made, notes = told.attempt(what, rule, partial(recording, of=of, recorded=recorded, before=found))
        if made:
            found.append(replace(made, notes=notes))
    return found


def _alerts(rules: Iterable[Rule], recordings: Iterable[Recording], told: Told, choices: Choices) -> list[Alert]:
    called = frozenset(rule.peek("record") for rule, _ in rules if "record" in rule)
    ours = frozenset(one.record for one in recordings)
    passing = frozenset(one.record for one in recordings if conditional(tree(one.expr)))
    recorded = Recorded(ours, passing, called - ours, _labels(recordings, choices.labels), choices.certain)
    found: list[Alert] = []
    for rule, of in rules:
        if "alert" in rule:
            what = f"the alert {rule.peek('alert')!r}"
            made, notes = told.attempt(what, rule, partial(alert, of=of, recorded=recorded))
            if made:
                found.append(replace(made, notes=of.apart(notes)))
    return found


def _labels(recordings: Iterable[Recording], given: frozenset[str]) -> dict[str, frozenset[str]]:
    """The labels that series have by the name they are recorded under, where no others can be among them: neither the
    rule sets one, nor an environment one of these, and all that are recorded under it keep the same.
    """
    found: dict[str, set[frozenset[str] | None]] = defaultdict(set)
    for one in recordings:
        kept = labels_of(tree(one.expr))
        found[one.record].add(None if kept is None or one.labels or kept & given else kept)
    return {name: labels for name, (labels, *others) in found.items() if labels is not None and not others}


def _apart(alerts: list[Alert], there: Mapping[str, str], told: Told) -> tuple[Alert, ...]:
    """Alerts of one name, such as a warning and a page, with names of their own: ours are unique in a project.

    `there` are those of the project, with their services; one of the same service is the same alert, imported before.
    """
    taken: dict[str, Alert] = {}
    numbers: Numbers = defaultdict(lambda: count(2))
    alike: defaultdict[tuple[str, str], list[Alert]] = defaultdict(list)
    for one in alerts:
        first = taken[one.name].service if one.name in taken else there.get(one.name, one.service)
        called = _names(one, first, numbers)
        name = next(name for name in called if name not in taken and there.get(name, one.service) == one.service)
        taken[name] = replace(one, name=name)
        alike[one.service, one.name].append(taken[name])
    for (_, theirs), named in alike.items():
        _tell_names(theirs, named, told)
    return tuple(taken.values())


def _tell_names(theirs: str, named: list[Alert], told: Told) -> None:
    """Says what each of `named` is called, of which all were called alike. Of such a page and a ticket no spec of ours
    says that one silences the other.
    """
    pages, tickets = ([one.name for one in named if one.severity == kind] for kind in ("page", "ticket"))
    help_ = names.INHIBITIONS
    if pages and tickets and len(named) <= _NAMED_AT_MOST:
        help_ = f"{help_}: write one there for {' and '.join(pages)} over {' and '.join(tickets)}"
    for one in named:
        if one.name != theirs:
            message = f"there is an alert {theirs!r} already; this one is called {one.name!r}"
            told.say(CHANGED, "info", one.where, message, help_)


def _names(alert: Alert, first: str, numbers: Numbers) -> Iterator[str]:
    """What an alert may be called: its name, with its service in front where the `first` of that name is of another,
    and with its severity or one of the `numbers` behind that no other of the name has had.
    """
    yield alert.name
    begun = alert.name if first == alert.service else f"{camel(alert.service)}{alert.name}"
    for behind in chain(("", alert.severity.title()), numbers[begun]):
        yield f"{begun[:_LONGEST]}{behind}"
