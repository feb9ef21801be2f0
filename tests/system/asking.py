"""Asks the router of Alertmanager, through amtool, whom an alert reaches."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import yaml

Labels = tuple[tuple[str, str], ...]

_NAME = re.compile(r"^\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*(?:=~|!=|!~|=)")


def named_labels(config: Path) -> frozenset[str]:
    """The labels that any matcher of any route names: the router looks at no other."""
    route = yaml.safe_load(config.read_text("utf-8"))["route"]
    return frozenset(_names(route))


def _names(route: dict[str, Any]) -> Iterator[str]:
    for matcher in route.get("matchers", ()):
        found = _NAME.match(matcher)
        assert found, matcher
        yield found[1]
    for inner in route.get("routes", ()):
        yield from _names(inner)


def receivers(amtool: Path, config: Path, asked: Iterable[Labels]) -> dict[Labels, str]:
    """Whom each label set reaches, as amtool says it."""

    def ask(labels: Labels) -> str:
        pairs = [f"{name}={value}" for name, value in labels]
        command = [amtool, "config", "routes", "test", f"--config.file={config}", *pairs]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    once = sorted(set(asked))
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(once, pool.map(ask, once), strict=True))
