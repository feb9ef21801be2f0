"""Alert policies, conditions and targets: those we exported come back; of others, how urgent they are.

What others ask for stands in our tiers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from avionics.importers.fields import CHANGED, LOST, Fields, Told
from avionics.importers.openslo import objects
from avionics.importers.openslo.tiers import Alerts, Condition, tiers
from avionics.importers.urgency import urgency
from avionics.importers.values import Window
from avionics.place import Where

_COMPARE = "compare them by 'avionics explain', tune them by 'alerting'"
_NOT_THERE = "name its file too, or say 'stage' by hand"
_ROUTES = "who is told stands in teams/<team>.yaml as 'receivers'"
_OUR_RECEIVER = re.compile(r"The receiver (\S{1,100}/(?:page|ticket)) in Alertmanager\Z")
_BURN = ("kind", "op", "threshold", "lookbackWindow", "alertAfter")


class _Policy(Struct, frozen=True):
    """An alert policy: its name, where its spec is, and its conditions."""

    name: str
    where: Where
    conditions: tuple[Condition, ...]


class Policies:
    """The policies and conditions of a set of objects, by name; each is reported once."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._conditions: dict[str, Condition] = {}
        self._policies: dict[str, _Policy] = {}
        self._receivers: set[str] = set()
        self._said: set[Where] = set()
        self._carried: set[Where] = set()

    def add_condition(self, document: Fields) -> None:
        """An AlertCondition object."""
        name = objects.name(document)
        if condition := self._condition(document.child("spec"), name):
            self._conditions[name] = condition

    def add_policy(self, document: Fields) -> None:
        """An AlertPolicy object; conditions and targets must have been added before."""
        name = objects.name(document)
        if policy := self._policy(document.child("spec"), name):
            self._policies[name] = policy

    def add_target(self, document: Fields) -> None:
        """An AlertNotificationTarget object."""
        name, spec = objects.name(document), document.child("spec")
        ours = _OUR_RECEIVER.match(spec.text("description")) if spec else None
        if spec:
            spec.drop("target")
        if ours:
            self._receivers.add(name)
            message = f"the notification target {name!r} is our receiver {ours[1]}: owners decide who is told"
            self._told.say(CHANGED, "info", document.where, message, "say them in services/<service>.yaml as 'owners'")
        else:
            message = f"the notification target {name!r} was not carried"
            self._told.say(LOST, "warning", document.where, message, _ROUTES)

    def alerts(self, spec: Fields, window: Window) -> Alerts:
        """What the policies of an objective with this period mean: stage "" is page, and none there is none here."""
        written = spec.mixed("alertPolicies")
        policies = [found for each in written if (found := self._found(each, spec))]
        conditions = [one for policy in policies for one in policy.conditions]
        ours = tiers(conditions, window)
        if len(policies) < len(written) or len(ours) < len(conditions):
            self._not_carried(policies)
            ours = {}
        self._carried |= {one.where for one in conditions if ours}
        if not written:
            return Alerts("shadow", ours)
        severities = [one.severity for one in conditions if one.severity]
        pages = not severities or any(urgency(one) == "page" for one in severities)
        return Alerts("" if pages else "ticket", ours)

    def report_unused(self) -> None:
        """Say which policies and conditions no objective asked for."""
        policies = self._policies.values()
        self._not_carried(one for one in policies if self._carried.isdisjoint(each.where for each in one.conditions))
        self._lost(one for one in self._conditions.values() if one.where not in self._carried)

    def _found(self, each: Fields | str, spec: Fields) -> _Policy | None:
        """The policy that stands or is named there."""
        if isinstance(each, str):
            return self._referenced(each, spec)
        if "alertPolicyRef" in each:
            return self._referenced(each.text("alertPolicyRef"), each)
        each.drop("apiVersion", "kind")
        return self._policy(each.child("spec"), objects.name(each))

    def _referenced(self, name: str, fields: Fields) -> _Policy | None:
        if name not in self._policies:
            message = f"the alert policy {name!r} is in none of the files: its severity is not known, so that it pages"
            self._told.say(LOST, "warning", fields.at("alertPolicies"), message, _NOT_THERE)
        return self._policies.get(name)

    def _policy(self, spec: Fields | None, name: str) -> _Policy | None:
        if spec is None:
            return None
        spec.drop("description", "alertWhenBreaching")
        for flag, what in (("alertWhenResolved", "resolved"), ("alertWhenNoData", "without data")):
            if spec.flag(flag):
                message = f"the policy {name!r} alerts when {what}; that was not carried"
                self._told.say(LOST, "warning", spec.at(flag), message, _ROUTES)
        found = [self._one(condition) for condition in spec.children("conditions")]
        self._targets(spec, name)
        return _Policy(name, spec.where, tuple(filter(None, found)))

    def _targets(self, spec: Fields, name: str) -> None:
        """Who a policy tells, which is lost unless they are all receivers of ours."""
        where, targets = spec.at("notificationTargets"), spec.mixed("notificationTargets")
        names = {one if isinstance(one, str) else one.text("targetRef") for one in targets}
        for one in targets:
            if not isinstance(one, str):
                one.settle()
        if not names <= self._receivers:
            self._told.say(LOST, "warning", where, f"the notification targets of {name!r} were not carried", _ROUTES)

    def _one(self, condition: Fields) -> Condition | None:
        """A condition in a policy, inlined or referenced."""
        condition.drop("kind", "apiVersion", "operator")
        reference = condition.text("conditionRef")
        if not reference:
            return self._condition(condition.child("spec"), objects.name(condition))
        if reference not in self._conditions:
            message = f"the condition {reference!r} is in none of the files: its severity is not known"
            self._told.say(LOST, "warning", condition.where, message, _NOT_THERE)
        return self._conditions.get(reference)

    @staticmethod
    def _condition(spec: Fields | None, name: str) -> Condition | None:
        if spec is None:
            return None
        spec.drop("description")
        where, severity, condition = spec.at("condition"), spec.text("severity"), spec.child("condition")
        return Condition(name, where, severity, tuple(condition.text(part) for part in _BURN) if condition else ())

    def _not_carried(self, policies: Iterable[_Policy]) -> None:
        for policy in policies:
            message = f"in the place of the alert policy {policy.name!r} stand our tiers"
            if policy.where not in self._said:
                self._told.say(CHANGED, "info", policy.where, message, _COMPARE)
            self._said.add(policy.where)
            self._lost(policy.conditions)

    def _lost(self, conditions: Iterable[Condition]) -> None:
        for one in conditions:
            if one.burn and one.where not in self._said:
                message = f"the condition {one.name!r} ({' '.join(filter(None, one.burn))}) was not carried"
                self._told.say(LOST, "warning", one.where, message, f"burn-rate tiers stand for it; {_COMPARE}")
            self._said.add(one.where)
