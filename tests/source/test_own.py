"""Files that a run keeps for itself: the old one or the new one, and never a half."""

from __future__ import annotations

import errno
import os
import resource
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from avionics.source.files import own


@pytest.fixture
def full() -> Iterator[None]:
    """A limit on the size of files stops a writer as a full disk does, in the middle of a file."""
    limits, heard = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, limits[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    signal.signal(signal.SIGXFSZ, heard)


def test_a_disk_that_is_full_leaves_the_old_and_no_half(tmp_path: Path, full: None) -> None:
    path = tmp_path / "manifest.json"
    own.replace(str(path), b"old")
    with pytest.raises(OSError, match="large") as caught:
        own.replace(str(path), b"new" * 1000)
    assert (caught.value.errno, caught.value.filename) == (errno.EFBIG, str(path)), "whoever asked is told the name"
    assert {one: (tmp_path / one).read_bytes() for one in os.listdir(tmp_path)} == {"manifest.json": b"old"}


def test_a_folder_in_its_place_leaves_no_half(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").mkdir()
    with pytest.raises(OSError, match="manifest"):
        own.replace(str(tmp_path / "manifest.json"), b"new")
    assert os.listdir(tmp_path) == ["manifest.json"]
