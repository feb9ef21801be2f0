"""What tests share: the golden files' option, and the repository's own specs, compiled once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer

from processes import avionics
from shared import Shared, longest_first, step_back
from tools import ROOT, find

Golden = Callable[[Path, "str | bytes"], None]

# What is drawn may take as long as it takes: other tests run beside it.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files instead of comparing with them"
    )


def pytest_xdist_auto_num_workers() -> int:
    """How many processes share the tests with `-n auto`: one for each core, and one that waits for servers.

    It waits for longer than four cores need for all the rest.
    """
    return min(os.cpu_count() or 1, 4) + 1


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Shared:
    return Shared(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: longest_first(item.nodeid))


def pytest_runtest_setup(item: pytest.Item) -> None:
    step_back(item.nodeid)


def pytest_report_header() -> str:
    """Which servers the tests run on: without a Prometheus 3 they say nothing about it."""
    names = ("promtool", "promtool3", "prometheus", "prometheus3", "alertmanager", "amtool")
    return ", ".join(f"{name}: {find(name) or 'none'}" for name in names)


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written instead of compared."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def golden(update_golden: bool) -> Golden:
    """Compares output with a golden file, or writes it with --update-golden: `golden(path, output)`."""

    def compare(path: Path, output: str | bytes) -> None:
        actual = output.encode() if isinstance(output, str) else output
        if update_golden:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(actual)
            return
        assert path.is_file(), f"no golden file {path}: run `make golden`"
        assert actual.decode() == path.read_bytes().decode(), f"{path} is another: `make golden` accepts it"

    return compare


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the repository's own specs compile to."""
    out = tmp_path_factory.mktemp("compiled") / "build"
    done = avionics("render", "--project", ROOT, "--out", out)
    assert done.returncode == 0, f"render exits {done.returncode}\n{done.stdout}{done.stderr}"
    return out
