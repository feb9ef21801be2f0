"""Alert policies, conditions and targets: what they ask for stands in our tiers; what they mean is how urgent it is."""

from __future__ import annotations

from avionics.importers.fields import CHANGED, LOST, Fields, Told
from avionics.importers.openslo import objects
from avionics.importers.urgency import urgency

_COMPARE = "compare them by 'avionics explain', tune them by 'alerting'"
_ROUTES = "who is told stands in teams/<team>.yaml as 'receivers'"


class Policies:
    """The policies and conditions of a set of objects, by name; each is reported once."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._severities: dict[str, str] = {}
        self._policies: dict[str, tuple[str, ...]] = {}

    def add_condition(self, document: Fields) -> None:
        """An AlertCondition object."""
        name = objects.name(document)
        self._severities[name] = self._condition(document.child("spec"), name)

    def add_policy(self, document: Fields) -> None:
        """An AlertPolicy object; conditions must have been added before."""
        name = objects.name(document)
        self._policies[name] = self._policy(document.child("spec"), name)

    def add_target(self, document: Fields) -> None:
        """An AlertNotificationTarget object."""
        message = f"the notification target {objects.name(document)!r} was not carried"
        if spec := document.child("spec"):
            spec.drop("description", "target")
        self._told.say(LOST, "warning", document.where, message, _ROUTES)

    def stage(self, spec: Fields) -> str:
        """The stage of an objective with these policies: "" is page, and none there is none here."""
        severities: list[str] = []
        written = spec.mixed("alertPolicies")
        for each in written:
            if isinstance(each, str):
                severities += self._referenced(each, spec)
            elif "alertPolicyRef" in each:
                severities += self._referenced(each.text("alertPolicyRef"), each)
            else:
                each.drop("apiVersion", "kind")
                severities += self._policy(each.child("spec"), objects.name(each))
        if not written:
            return "shadow"
        return "" if not severities or any(urgency(one) == "page" for one in severities) else "ticket"

    def _referenced(self, name: str, fields: Fields) -> tuple[str, ...]:
        if name not in self._policies:
            message = f"the alert policy {name!r} is in none of the files: its severity is not known, so that it pages"
            self._told.say(
                LOST, "warning", fields.at("alertPolicies"), message, "name its file too, or say 'stage' by hand"
            )
        return self._policies.get(name, ())

    def _policy(self, spec: Fields | None, name: str) -> tuple[str, ...]:
        if spec is None:
            return ()
        spec.drop("description", "alertWhenBreaching")
        self._told.say(
            CHANGED, "info", spec.where, f"in the place of the alert policy {name!r} stand our tiers", _COMPARE
        )
        for flag, what in (("alertWhenResolved", "resolved"), ("alertWhenNoData", "without data")):
            if spec.flag(flag):
                message = f"the policy {name!r} alerts when {what}; that was not carried"
                self._told.say(LOST, "warning", spec.at(flag), message, _ROUTES)
        found = []
        for condition in spec.children("conditions"):
            condition.drop("kind", "apiVersion", "operator")
            found.append(self._one(condition))
        spec.lose("notificationTargets", f"the notification targets of {name!r} were not carried", _ROUTES)
        return tuple(filter(None, found))

    def _one(self, condition: Fields) -> str:
        """The severity of a condition in a policy, inlined or referenced."""
        reference = condition.text("conditionRef")
        if not reference:
            return self._condition(condition.child("spec"), objects.name(condition))
        if reference not in self._severities:
            message = f"the condition {reference!r} is in none of the files: its severity is not known"
            self._told.say(LOST, "warning", condition.where, message, "name its file too, or say 'stage' by hand")
        return self._severities.get(reference, "")

    def _condition(self, spec: Fields | None, name: str) -> str:
        if spec is None:
            return ""
        spec.drop("description")
        severity, condition = spec.text("severity"), spec.child("condition")
        if condition is not None:
            said = [condition.text(part) for part in ("kind", "op", "threshold", "lookbackWindow", "alertAfter")]
            message = f"the condition {name!r} ({' '.join(filter(None, said))}) was not carried"
            self._told.say(LOST, "warning", spec.at("condition"), message, f"burn-rate tiers stand for it; {_COMPARE}")
        return severity
