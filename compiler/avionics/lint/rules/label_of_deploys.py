"""Groups that end with every deploy would be told of as vanished."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.service import Service

_OF_ONE_DEPLOY = frozenset({
    "build", "commit", "container_id", "git_commit", "image", "image_id", "pod", "pod_name",
    "pod_template_hash", "pod_uid", "replicaset", "revision", "sha", "version",
})  # fmt: skip
"""Labels whose values live as long as one deploy, as Kubernetes, Istio and build metrics name them.

Not `instance`: of machines and of what is probed it is a name that stays.
"""


@rule("warning", "no objective is kept apart by a label that changes with every deploy, or tells when a group vanishes")
def check(service: Service) -> Iterator[Problem]:
    """Looks at the labels in `by` of objectives that tell of what vanished."""
    for slo in service.slos:
        if slo.absence.vanished == "none":
            continue
        for index, label in enumerate(slo.by):
            if label in _OF_ONE_DEPLOY:
                message = (
                    f"{label} may change with every deploy, and what ends so of {slo.name!r} is told of as vanished"
                )
                help_ = f"take {label} out of 'by', or say 'alerting: {{absence: {{vanished: none}}}}'"
                yield Problem(slo.where.at("by", index), message, help_)
