"""Rules as `PrometheusRule` (monitoring.coreos.com/v1), where an operator hands them to Prometheus.

The groups are those of the rule file, byte for byte but for their indentation. Drafts are for tests, and not here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avionics.artifact import Artifact
from avionics.conventions import names
from avionics.model.project import Kubernetes
from avionics.plan.values import EnvironmentPlan, Group, Plan
from avionics.targets.prometheus import groups_text
from avionics.targets.prometheus.scalar import scalar

READS = "Plan"

_HOLDS = 200_000
"""Bytes of rules in an object. `kubectl apply` keeps it a second time, as JSON in an annotation, and annotations hold
256 KiB; the rules of Dynamo's services are as long as JSON as they are here, to 1 %."""


def emit(plan: Plan) -> Iterator[Artifact]:
    """A file for each environment that is run by an operator: one object, or several where one would be too large."""
    service = plan.service
    head = f"# Compiled by avionics from the specs of {service.name}; edits are lost.\n"
    for planned in plan.environments:
        environment = planned.environment
        if environment.kubernetes is not None and planned.groups:
            text = head + "---\n".join(_objects(environment.kubernetes, planned, service.name))
            path = names.kubernetes_file(environment.name, service.name)
            yield Artifact(path, text.encode(), service.where, service.line)


def _objects(kubernetes: Kubernetes, planned: EnvironmentPlan, service: str) -> Iterator[str]:
    labels = "".join([f"    {key}: {scalar(value)}\n" for key, value in kubernetes.labels])
    selected = f"  labels:\n{labels}" if labels else ""
    for part, groups in enumerate(_parts(planned.groups), 1):
        yield (
            "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n"
            f"  name: {names.kubernetes_object(planned.environment.name, service, part)}\n"
            f"  namespace: {scalar(kubernetes.namespace)}\n{selected}"
            f"spec:\n  groups:\n{_indented(groups)}"
        )


def _indented(text: str) -> str:
    return "".join([f"  {line}\n" if line else "\n" for line in text.split("\n")[:-1]])


def _parts(groups: Iterable[Group]) -> Iterator[str]:
    """The text of groups, in as few parts as hold them; a group is never divided, since its rules are run in order."""
    part = ""
    for group in groups:
        text = groups_text((group,)).removeprefix("groups:\n")
        if part and len(part.encode()) + len(text.encode()) > _HOLDS:
            yield part
            part = ""
        part += text
    yield part
