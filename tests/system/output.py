"""What a compile wrote, read back as Prometheus and Grafana would read it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

Json = dict[str, Any]

_STRING = r'"(?:[^"\\]|\\.)*"'
_READ = re.compile(rf"([a-zA-Z_][a-zA-Z0-9_]*(?::[a-zA-Z0-9_]+)+)(?:\{{((?:[^}}\"]|{_STRING})*)\}})?")
_MATCHER = re.compile(rf"([a-zA-Z_][a-zA-Z0-9_]*)(=~|!=|!~|=)({_STRING})")
_TEXT = re.compile(rf"([=~]?){_STRING}")
_RANGE = re.compile(r"\[[0-9a-z]+:?[0-9a-z]*\]")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and where it stands; `fields` are those of the rule file."""

    file: Path
    environment: str
    service: str
    draft: bool
    group: str
    fields: Json

    @property
    def name(self) -> str:
        return str(self.fields.get("alert") or self.fields["record"])

    @property
    def labels(self) -> dict[str, str]:
        return dict(self.fields.get("labels", {}))

    @property
    def annotations(self) -> dict[str, str]:
        return dict(self.fields.get("annotations", {}))

    @property
    def is_alert(self) -> bool:
        return "alert" in self.fields

    @property
    def expr(self) -> str:
        return str(self.fields["expr"])


@lru_cache(maxsize=4)
def rules(out: Path) -> tuple[Rule, ...]:
    """All rules in all rule files, drafts included."""
    return tuple(rule for file in rule_files(out) for rule in _rules(file))


def alerts(out: Path) -> list[Rule]:
    """All alerts that a server loads."""
    return [rule for rule in rules(out) if rule.is_alert and not rule.draft]


def rule_files(out: Path) -> list[Path]:
    """Every rule file, drafts included."""
    return sorted([*out.glob("prometheus/*/*.yaml"), *out.glob("drafts/*/*.yaml")])


def groups(file: Path) -> list[Json]:
    """The groups of a rule file."""
    return list(yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)["groups"])


def _rules(file: Path) -> Iterator[Rule]:
    environment, draft = file.parent.name, file.parent.parent.name == "drafts"
    for group in groups(file):
        for fields in group["rules"]:
            yield Rule(file, environment, file.stem, draft, group["name"], fields)


@lru_cache(maxsize=4)
def cockpits(out: Path) -> dict[str, Json]:
    """Every compiled dashboard by its uid."""
    found = [json.loads(file.read_text("utf-8")) for file in sorted(out.glob("grafana/*/*.json"))]
    assert len({each["uid"] for each in found}) == len(found), "two dashboards have one uid"
    return {each["uid"]: each for each in found}


def panels(cockpit: Json) -> list[Json]:
    """Every panel, also those inside rows."""
    return [one for each in cockpit["panels"] for one in (each, *each.get("panels", ()))]


def queries(cockpit: Json) -> Iterator[str]:
    """Every PromQL text of a dashboard: of panels, of annotations, of variables."""
    for panel in panels(cockpit):
        yield from (target["expr"] for target in panel.get("targets", ()) if "expr" in target)
    for mark in cockpit["annotations"]["list"]:
        if "expr" in mark.get("target", {}):
            yield mark["target"]["expr"]
    for variable in cockpit["templating"]["list"]:
        if variable["type"] == "query":
            asked = variable["query"]["query"]
            if asked.startswith("label_values("):
                yield asked.removeprefix("label_values(").rpartition(",")[0]
            else:
                yield asked.removeprefix("query_result(").removesuffix(")")


def texts(value: Any) -> Iterator[str]:
    """Every string below a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def recorded_reads(expr: str) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """The recorded series an expression reads (their names have a colon) and their matchers; texts are passed over."""
    bare = _TEXT.sub(lambda found: found[0] if found[1] else '""', expr)
    for name, matchers in _READ.findall(_RANGE.sub("", bare)):
        yield name, [(label, operator, json.loads(value)) for label, operator, value in _MATCHER.findall(matchers)]
