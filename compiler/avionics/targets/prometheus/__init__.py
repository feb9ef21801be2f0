"""Rules as Prometheus reads them, one file per service and environment.

Written by f-strings (a YAML dumper takes 40 times as long), with one quoting function.
"""

from __future__ import annotations

from collections.abc import Iterator

from avionics.artifact import Artifact
from avionics.model.project import Pairs
from avionics.model.service import Service
from avionics.plan.values import Group, Plan, PlannedAlert, Recording
from avionics.promql.text.duration import text
from avionics.targets.prometheus.scalar import is_plain, scalar

READS = "Plan"


def emit(plan: Plan) -> Iterator[Artifact]:
    """The rule files of a service; its drafts apart, where no server looks."""
    service = plan.service
    for environment in plan.environments:
        for path, groups in environment.files(service.name):
            if groups:
                yield Artifact(path, rule_file(service, groups).encode(), service.where, service.line)


def rule_file(service: Service, groups: tuple[Group, ...]) -> str:
    """The text of a rule file."""
    return f"# Compiled by avionics from the specs of {service.name}; edits are lost.\n{groups_text(groups)}"


def groups_text(groups: tuple[Group, ...]) -> str:
    """Groups of rules, as a rule file holds them.

    Nearly never does a character ask for escapes. So they are looked for once, in all that was written as if there were
    none, and not in each of a hundred texts.
    """
    written = _groups(groups, plain=True)
    return written if is_plain(written) else _groups(groups, plain=False)


def _groups(groups: tuple[Group, ...], *, plain: bool) -> str:
    return "".join(["groups:\n", *[piece for group in groups for piece in _group(group, plain)]])


def _group(group: Group, plain: bool) -> Iterator[str]:
    yield f"- name: {scalar(group.name)}\n  interval: {text(group.interval)}\n  rules:\n"
    labels: dict[int, str] = {}  # the recordings of an objective share one tuple: write it once
    for rule in group.rules:
        yield _recording(rule, labels, plain) if isinstance(rule, Recording) else _alert(rule, plain)


def _recording(rule: Recording, written: dict[int, str], plain: bool) -> str:
    labels = written.get(id(rule.labels)) or written.setdefault(id(rule.labels), _pairs("labels", rule.labels, plain))
    # what ends with an empty operation reads as a key to YAML
    name = scalar(rule.record) if rule.record[-1] == ":" else rule.record
    return f"  - record: {name}\n    expr: {_expr(rule.expr, plain)}\n{labels}"


def _alert(rule: PlannedAlert, plain: bool) -> str:
    for_ = f"    for: {rule.for_}\n" if rule.for_ else ""
    keep = f"    keep_firing_for: {rule.keep_firing_for}\n" if rule.keep_firing_for else ""
    return (
        f"  - alert: {rule.name}\n    expr: {_expr(rule.expr, plain)}\n{for_}{keep}"
        f"{_pairs('labels', rule.labels, plain)}{_pairs('annotations', rule.annotations, plain)}"
    )


def _expr(expr: str, plain: bool) -> str:
    """One line quoted, several as a block that reads well in review where YAML can hold it so."""
    if "\n" not in expr:
        return f"'{expr}'" if plain and "'" not in expr else scalar(expr)
    if expr[0] in " \n" or not (plain or expr.replace("\n", "").isprintable()):
        return scalar(expr)
    if "\n\n" in expr or expr[-1] == "\n":  # an empty line stays one
        return "|-\n" + "\n".join([f"      {line}" if line else "" for line in expr.split("\n")])
    return "|-\n      " + expr.replace("\n", "\n      ")


def _pairs(key: str, pairs: Pairs, plain: bool) -> str:
    """The pairs below a key, without a call for each where they are plain."""
    if not pairs:
        return ""
    lines = [
        f"      {name}: '{value}'\n"
        if plain and "'" not in value and "\n" not in value
        else f"      {name}: {scalar(value)}\n"
        for name, value in pairs
    ]
    return f"    {key}:\n{''.join(lines)}"
