"""Each Prometheus there is, and one server of it for a file's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.prometheus import Prometheus, running

from tools import tool


@pytest.fixture(scope="module", params=["prometheus", "prometheus3"])
def program(request: pytest.FixtureRequest) -> Path:
    return tool(request.param)


@pytest.fixture(scope="module")
def server(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prometheus]:
    """For all that is drawn; each drawing has days of its own."""
    with running(program, tmp_path_factory.mktemp("server")) as started:
        yield started
