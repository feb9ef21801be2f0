"""A project that is rendered again and again."""

from __future__ import annotations

import shutil

import pytest

from avionics.app import share
from avionics.source.files import stamp
from system.rendering import ALWAYS, NEVER, clean
from system.twin import AT_ONCE, EVERYTHING, Twin


@pytest.fixture(
    params=[(NEVER, stamp.YOUNG), (ALWAYS, stamp.YOUNG), (NEVER, AT_ONCE)],
    ids=["one process", "two processes", "stamps trusted"],
)
def twin(request, tmp_path, monkeypatch) -> Twin:
    """The golden project with every feature, rendered once."""
    monkeypatch.setattr(share, "WORTH_A_PROCESS", request.param[0])
    monkeypatch.setattr(stamp, "YOUNG", request.param[1])
    shutil.copytree(EVERYTHING, tmp_path / "root")
    clean(tmp_path / "root", tmp_path / "out")
    return Twin(tmp_path / "root", tmp_path / "out", tmp_path / "fresh")
