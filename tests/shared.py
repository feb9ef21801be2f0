"""How processes share the tests: the tests of a file stay together, and so do all that ask the same servers."""

from __future__ import annotations

import os
from functools import cache

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

SERVER = "tests/server"
"""They wait for minutes and calculate little, so that they begin first: the others fill the time."""

LONGEST_FIRST = (SERVER, "tests/rules", "tests/proof", "tests/replay", "tests/system", "tests/app")
"""Whoever begins with what takes long is not waited for at the end."""


class Shared(LoadScopeScheduling):
    """A process gets another group when it has done one."""

    def __init__(self, config: pytest.Config, log: Producer) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)


def group(nodeid: str) -> str:
    """What runs in one process: a file's tests, for what they make once; all of a server's, for it is started once."""
    file = nodeid.partition("::")[0]
    return SERVER if file.startswith(f"{SERVER}/") else file


def longest_first(nodeid: str) -> int:
    """The place of a test's folder in the order in which tests begin."""
    places = (place for place, folder in enumerate(LONGEST_FIRST) if nodeid.startswith(f"{folder}/"))
    return next(places, len(LONGEST_FIRST))


def step_back(nodeid: str) -> None:
    """Let servers go first where tests run beside them: one that gets no processor scrapes late."""
    if "PYTEST_XDIST_WORKER" in os.environ and group(nodeid) != SERVER:
        _step_back()


@cache
def _step_back() -> None:
    """Once for a process, and for all that it starts."""
    os.nice(10)
