"""tools/bootstrap/programs.py: programs are found in whichever package of the distribution has them."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from tools import ROOT

DEBIAN_12 = {"prometheus": ("prometheus", "promtool")}
DEBIAN_13 = {"prometheus": ("prometheus",), "promtool": ("promtool",)}


@pytest.fixture
def programs(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "tools")
    return import_module("bootstrap.programs")


@pytest.fixture
def distribution(programs, monkeypatch, tmp_path: Path):
    """Makes a distribution of packages, each with its programs, and tells which of them were fetched."""

    def made(packages: dict[str, tuple[str, ...]]) -> list[str]:
        fetched: list[str] = []

        def unpack(package: str) -> Path | None:
            fetched.append(package)
            if package not in packages:
                return None
            for name in packages[package]:
                program = tmp_path / package / "usr" / "bin" / name
                program.parent.mkdir(parents=True, exist_ok=True)
                program.write_text(f"#!/bin/sh\necho {name}, version 2.53.3\n", "utf-8")
                program.chmod(0o755)
            return tmp_path / package

        monkeypatch.setattr(programs, "unpack_package", unpack)
        return fetched

    return made


def test_a_program_that_left_the_package_is_fetched_from_its_own(programs, distribution, tmp_path):
    distribution(DEBIAN_13)
    assert programs.from_packages(programs.PROMETHEUS) == {
        "promtool": tmp_path / "promtool" / "usr" / "bin" / "promtool",
        "prometheus": tmp_path / "prometheus" / "usr" / "bin" / "prometheus",
    }


def test_one_package_is_enough_where_it_has_all(programs, distribution):
    fetched = distribution(DEBIAN_12)
    assert set(programs.from_packages(programs.PROMETHEUS)) == {"promtool", "prometheus"}
    assert fetched == ["prometheus"], "a package was asked for that Debian 12 does not have"


def test_what_no_package_has_is_left_out(programs, distribution):
    distribution({"prometheus": ("prometheus",)})
    assert set(programs.from_packages(programs.PROMETHEUS)) == {"prometheus"}
