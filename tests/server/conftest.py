"""The servers, started once for all tests here: one set of them for each Prometheus there is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from server.history import remember
from server.processes import until
from server.world import ENVIRONMENT, World, world
from tools import ROOT, find, tool

PROMETHEUS = ("prometheus", "prometheus3")
SECONDS_UNTIL_FIRST_EVALUATION = 60
SECONDS_TO_SETTLE = 90
"""Then what `rate` guesses, at most 1.6 scrapes, is below 1 % of what it counts."""


@pytest.fixture(scope="session")
def worlds(compiled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, World]]:
    """Running servers by the name of their Prometheus. All start at once, so that their waiting overlaps."""
    alertmanager, promtool, _ = tool("alertmanager"), tool("promtool"), tool("prometheus")
    started = {}
    with ExitStack() as stack:
        for name, program in [(name, find(name)) for name in PROMETHEUS]:
            if program:
                folder = tmp_path_factory.mktemp(name)
                remember(spec("slos")["slos"], ENVIRONMENT, promtool, folder)
                started[name] = stack.enter_context(world(name, compiled, folder, program, alertmanager))
        yield started


@pytest.fixture(params=[name for name in PROMETHEUS if find(name)] or PROMETHEUS[:1])
def servers(request: pytest.FixtureRequest, worlds: dict[str, World]) -> World:
    """One set of servers."""
    return worlds[request.param]


@pytest.fixture(scope="session")
def broken(worlds: dict[str, World]) -> dict[str, float]:
    """When each set of servers was broken, after the objectives had been recorded on all of them."""
    until(lambda: all_recording(worlds), "not every objective is recorded", SECONDS_UNTIL_FIRST_EVALUATION)
    return {name: each.break_things() for name, each in worlds.items()}


@pytest.fixture(scope="session")
def settled(worlds: dict[str, World], broken: dict[str, float]) -> dict[str, float]:
    """The time from which what `rate` guesses is small, once every rule was evaluated after it."""
    since = {name: at + SECONDS_TO_SETTLE for name, at in broken.items()}
    for name, each in worlds.items():
        until(
            partial(recording, each, since[name]),
            "not every objective is recorded again",
            SECONDS_TO_SETTLE + SECONDS_UNTIL_FIRST_EVALUATION,
        )
    return since


def all_recording(worlds: dict[str, World]) -> bool:
    """Whether every objective has a value on all of them; each of them is asked."""
    found = [recording(each) for each in worlds.values()]
    return all(found)


def recording(world: World, since: float = 0) -> bool:
    """Whether every objective has a value since then, and by then one of a whole month.

    Looking makes the server answer queries, which one of the objectives counts.
    """
    fresh = f"count by (slo) (timestamp(slo:current_burn_rate:ratio) > {since})"
    month = "count by (slo) (slo:period_burn_rate:ratio)"
    asked = (fresh, month) if since else (fresh,)
    return all(len(world.prometheus.instant(query)) == len(spec("slos")["slos"]) for query in asked)


def spec(folder: str, name: str = "monitoring") -> dict[str, Any]:
    """A spec of the repository, as written."""
    return dict(yaml.safe_load((ROOT / folder / f"{name}.yaml").read_text("utf-8")))


@pytest.fixture(scope="session")
def project() -> dict[str, Any]:
    """The repository's avionics.yaml."""
    return spec(".", "avionics")


@pytest.fixture(scope="session")
def environment(project: dict[str, Any]) -> dict[str, Any]:
    """The environment that the servers stand for, as avionics.yaml has it."""
    (found,) = [each for each in project["environments"] if each["name"] == ENVIRONMENT]
    return dict(found)
