"""The files of suites in a folder: written for promtool, and once more for people, with the texts it rendered."""

from __future__ import annotations

import os

from avionics.proof.running import promtool
from avionics.proof.running.said import Said
from avionics.proof.values import Suite

ENDING = ".test.yaml"


def test_file(suite: Suite) -> str:
    """The path of a suite's test file."""
    return f"{suite.environment}/{suite.path}{ENDING}"


def write(folder: str, suite: Suite) -> None:
    """Write the rule file and the test file of a suite."""
    for path, text in written(suite).items():
        put(folder, path, text.encode())


def written(suite: Suite, said: Said | None = None) -> dict[str, str]:
    """The rule file and the test file of a suite by their paths, with the texts of `said`, if anything is."""
    name = f"{os.path.basename(suite.path)}.rules.yaml"
    rules = f"{suite.environment}/{os.path.dirname(suite.path)}/{name}"
    return {rules: promtool.rules(suite), test_file(suite): promtool.tests(suite, name, said)}


def put(folder: str, path: str, content: bytes) -> None:
    """Write a file below a folder, and the folders on the way."""
    full = os.path.join(folder, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, "wb") as file:
        file.write(content)
