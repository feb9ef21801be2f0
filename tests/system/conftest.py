"""A project that is rendered again and again."""

from __future__ import annotations

import shutil

import pytest

from avionics.app import share
from avionics.source.files import stamp
from system.rendering import ALWAYS, NEVER, clean
from system.twin import AT_ONCE, EVERYTHING, Twin


@pytest.fixture(params=[(ALWAYS, stamp.YOUNG), (NEVER, AT_ONCE)], ids=["two processes", "stamps trusted"])
def twin(request, tmp_path, monkeypatch) -> Twin:
    """The golden project with every feature, rendered once.

    Two processes and files that are read again, or one and stamps that are trusted: what either does wrong shows.
    """
    monkeypatch.setattr(share, "WORTH_A_PROCESS", request.param[0])
    monkeypatch.setattr(stamp, "YOUNG", request.param[1])
    shutil.copytree(EVERYTHING, tmp_path / "root")
    clean(tmp_path / "root", tmp_path / "out")
    return Twin(tmp_path / "root", tmp_path / "out", tmp_path / "fresh")
