"""Which programs of the Prometheus family we need, and which versions of them will do."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bootstrap.ground import BIN, run, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Suite(NamedTuple):
    """Programs that come together, in one package or one archive."""

    package: str  # of Debian and Ubuntu
    programs: dict[str, str]  # our name -> the name in the distribution's package
    reads: dict[str, str]  # our name -> the folder the distribution's program reads when it runs
    oldest: tuple[int, ...]
    release: str  # of the archive, which is the last resort
    sha256: dict[str, str]  # of the archive, per architecture

    @property
    def project(self) -> str:
        """The name of the upstream project, which names the archive too."""
        return self.package.split("-")[-1]


PROMETHEUS = Suite(
    package="prometheus",
    programs={"promtool": "promtool", "prometheus": "prometheus"},
    reads={},
    oldest=(2, 42),
    release="3.5.0",
    sha256={
        "amd64": "e811827af26d822afb09a4f28314f61b618b12cff5369835a67f674d8b46f39a",
        "arm64": "173389cc42bf09c4e6e54cb53fa07a5a835d7c261e14775d2183181d6e385d1c",
    },
)
ALERTMANAGER = Suite(
    package="prometheus-alertmanager",
    programs={"alertmanager": "prometheus-alertmanager", "amtool": "amtool"},
    reads={"alertmanager": "/usr/share/prometheus/alertmanager"},
    oldest=(0, 25),
    release="0.28.1",
    sha256={
        "amd64": "5ac7ab5e4b8ee5ce4d8fb0988f9cb275efcc3f181b4b408179fafee121693311",
        "arm64": "d8832540e5b9f613d2fd759e31d603173b9c61cc7bb5e3bc7ae2f12038b1ce4f",
    },
)
SUITES = (PROMETHEUS, ALERTMANAGER)


def usable(suite: Suite, places: Mapping[str, Path | None], where: str) -> dict[str, Path]:
    """The programs of a suite that run and are new enough."""
    found = {}
    for name, place in places.items():
        version = version_of(place) if place else None
        if place is None or version is None:
            continue
        if version < suite.oldest:
            say(f"{name} {dotted(version)} {where} is older than {dotted(suite.oldest)} and is not used")
            continue
        found[name] = place
    return found


def version_of(program: Path) -> tuple[int, ...] | None:
    """What a program of the Prometheus family says of itself; None if it does not run."""
    try:
        answer = run([str(program), "--version"])
    except OSError:
        return None
    match = re.search(r"version (\d+(?:\.\d+)+)", answer.stdout)
    return tuple(map(int, match[1].split("."))) if match and answer.returncode == 0 else None


def dotted(version: tuple[int, ...]) -> str:
    """(2, 42) -> 2.42"""
    return ".".join(map(str, version))


def search_path(names: Iterable[str]) -> Path | None:
    """The first of some names on PATH, our own .tools/bin left out."""
    folders = [folder for folder in os.get_exec_path() if Path(folder).resolve() != BIN]
    found = (shutil.which(name, path=os.pathsep.join(folders)) for name in names)
    return next((Path(place) for place in found if place), None)
