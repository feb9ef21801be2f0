"""Tests that people wrote: promtool's own files below rule-tests/, which name compiled rules as ../build/..."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Container, Mapping
from typing import Any

from avionics.app.prove.base import WRITTEN, Base
from avionics.finding import Finding, nearest
from avionics.place import Where
from avionics.promql.text.duration import milliseconds
from avionics.source import yaml
from avionics.source.files.project_files import BUILD, MAX_BYTES
from avionics.source.unchecked import mappings

RULE = "rule-test"
_BUILD = f"../{BUILD}/"
_RULES = re.compile(re.escape(_BUILD) + r"(prometheus|drafts)/[A-Za-z0-9-]+/([a-z0-9-]+)\.yaml")
_COMPILED = f"{_BUILD}prometheus/<environment>/<service>.yaml"
_VERY_NEAR = 0.9
"""Paths begin alike, and end alike."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.yaml")
"""What promtool takes for a file: it reads `-x` as an option, and from `@x` more arguments."""

_TIMES = re.compile(r"x([0-9]{1,9})")
"""How often a value is repeated, in promtool's notation; with more digits it is more than anybody needs."""
_MOST_VALUES = 2_000_000
"""In all series of a file: four months of samples every five seconds."""
_LOOKS = ("alert_rule_test", "promql_expr_test")
_USUAL_INTERVAL = 60_000
_MOST_EVALUATIONS = 200_000
"""Of each rule, in all tests of a file: four months, a minute apart. Five weeks of an objective's took five minutes."""


def chosen(files: Mapping[str, bytes], base: Base, tested: Container[str], named: Collection[str]) -> list[str]:
    """The paths of the `files` to run: of the services that were named (if any were) those that read their rules; with
    a base, those that are not as they were, and those that read rules of what is `tested`, which are not.
    """
    found = []
    for path, content in files.items():
        rules = services(content)
        asked = not named or any(name in named for name in rules)
        if asked and (base.contents.get(path) != content or not base.plans or any(name in tested for name in rules)):
            found.append(path)
    return found


def usable(files: Mapping[str, bytes], known: Collection[str], findings: list[Finding]) -> dict[str, bytes]:
    """Those of the `files` that promtool may be given, YAML as specs are, which read nothing but compiled rules.

    `known` are the paths of these below the output. What is wrong with others is a finding.
    """
    compiled = frozenset(f"{_BUILD}{path}" for path in known if _RULES.fullmatch(f"{_BUILD}{path}"))
    faults = {path: _fault(path, content, compiled) for path, content in files.items()}
    findings += [fault for fault in faults.values() if fault]
    return {path: content for path, content in files.items() if not faults[path]}


def rule_files(folder: str, path: str) -> list[str]:
    """The compiled rules that a test in `folder` reads, by their paths there."""
    with open(os.path.join(folder, path), "rb") as file:
        return [f"{BUILD}/{name.removeprefix(_BUILD)}" for name in _read_by(file.read())]


def services(content: bytes) -> list[str]:
    """The services whose rules a file reads."""
    return [found[2] for name in _read_by(content) if (found := _RULES.fullmatch(name))]


def _read_by(content: bytes) -> list[str]:
    read: list[str] = yaml.parse(content.decode())[0]["rule_files"]
    return read


def read(root: str, findings: list[Finding]) -> dict[str, bytes]:
    """The files, by their paths in the project. Links are not followed."""
    below = os.path.join(root, WRITTEN)
    if not os.path.isdir(below) or os.path.islink(below):
        return {}
    found = {}
    for entry in sorted(os.scandir(below), key=lambda entry: entry.name):
        path = f"{WRITTEN}/{entry.name}"
        if entry.is_symlink() or not entry.is_file() or not _NAME.fullmatch(entry.name):
            if entry.name != "README.md":
                help_ = "put the file itself here, named with letters, digits, '.', '_' and '-', with the ending .yaml"
                findings.append(Finding(RULE, f"{path} is not read", Where(path, line=1), "warning", help=help_))
        else:
            with open(entry.path, "rb") as file:
                found[path] = file.read(MAX_BYTES + 1)
    return found


def _fault(path: str, content: bytes, compiled: frozenset[str]) -> Finding | None:
    """Why promtool may not be given a file; None where it may."""
    if len(content) > MAX_BYTES:
        return Finding(RULE, f"{path} has more than {MAX_BYTES:,} bytes", Where(path, line=1), help="split it")
    try:
        data: Any = yaml.parse(content.decode())[0]
    except UnicodeDecodeError as error:
        return Finding(RULE, f"{path} cannot be read: {error}", Where(path, line=1), help="save the file as UTF-8")
    except yaml.YamlError as error:
        return Finding(
            RULE, f"{path} cannot be read: {error}", Where(path, (), error.line, error.column), help=error.help
        )
    listed = data.get("rule_files") if isinstance(data, dict) else None
    if not isinstance(listed, list) or not listed:
        help_ = f"write rule_files: [{_COMPILED}]"
        return Finding(RULE, f"{path} names no rule files", Where(path, ("rule_files",)), help=help_)
    strays = (at for at, name in enumerate(listed) if not isinstance(name, str) or name not in compiled)
    return (
        next((_stray(path, at, listed[at], compiled) for at in strays), None) or _vast(path, data) or _long(path, data)
    )


def _vast(path: str, data: Any) -> Finding | None:
    """That a file asks promtool for more values than it needs: it would fill the memory of the machine."""
    count = 0
    for test, one in mappings(data, "tests"):
        for at, series in mappings(one, "input_series"):
            count += sum(map(int, _TIMES.findall(str(series.get("values")))))
            if count > _MOST_VALUES:
                where = Where(path, ("tests", test, "input_series", at, "values"))
                message = f"{path} holds more than {_MOST_VALUES:,} values"
                return Finding(RULE, message, where, help="make 'interval' longer, or split the file")
    return None


def _long(path: str, data: dict[str, Any]) -> Finding | None:
    """That a file asks for the rules to be evaluated more often than in the time that anybody waits."""
    every, count = milliseconds(str(data.get("evaluation_interval"))) or _USUAL_INTERVAL, 0
    for test, one in mappings(data, "tests"):
        looks = [
            (milliseconds(str(look.get("eval_time"))), key, at) for key in _LOOKS for at, look in mappings(one, key)
        ]
        last, key, at = max(looks, default=(0, "", 0))
        count += last // every
        if count > _MOST_EVALUATIONS:
            where = Where(path, ("tests", test, key, at, "eval_time"))
            message = f"{path} evaluates rules more than {_MOST_EVALUATIONS:,} times"
            return Finding(RULE, message, where, help="make 'evaluation_interval' longer, or look earlier")
    return None


def _stray(path: str, at: int, name: Any, compiled: frozenset[str]) -> Finding:
    """That a file reads what are no compiled rules."""
    why = ", which is not compiled" if _RULES.fullmatch(str(name)) else ""
    near = _near(str(name), sorted(compiled))
    help_ = f"did you mean {near!r}?" if near else f"it may read compiled rules: {_COMPILED}"
    return Finding(RULE, f"{path} reads {name!r}{why}", Where(path, ("rule_files", at)), help=help_)


def _near(name: str, compiled: list[str]) -> str:
    """The compiled rules that are meant: by the service where the folder is right, else by the path; "" for none."""
    folder, _, file = name.rpartition("/")
    beside = [one.removeprefix(f"{folder}/") for one in compiled if one.startswith(f"{folder}/")]
    service = nearest(file.partition(".")[0], [one.removesuffix(".yaml") for one in beside])
    return f"{folder}/{service}.yaml" if service else nearest(name, compiled, _VERY_NEAR)
