"""A file that changed is read again, however it changed."""

from __future__ import annotations

import os
import time

import pytest

from avionics.source.files import stamp
from avionics.source.files.stamp import YOUNG, trusted
from avionics.source.files.tree import Files

LONG_AGO = 10**18
NOW = time.time_ns


@pytest.fixture
def old(tmp_path):
    """A file whose times are in the past, as far as a program can set them."""
    file = tmp_path / "spec.yaml"
    file.write_text("objective: 99.9\n")
    os.utime(file, ns=(LONG_AGO, LONG_AGO))
    return file


def test_a_file_that_changed_just_now_has_no_stamp_to_trust(old):
    """Not even with its time set back: the inode's own cannot be."""
    assert trusted(old.stat(), NOW()) == ""


def test_a_file_has_a_stamp_once_it_is_older_than_the_coarsest_clock(old):
    assert trusted(old.stat(), old.stat().st_ctime_ns + YOUNG) == stamp.stamp(old.stat())
    assert trusted(old.stat(), old.stat().st_ctime_ns + YOUNG - 1) == ""


def test_a_file_from_the_future_has_no_stamp_to_trust(old):
    assert trusted(old.stat(), old.stat().st_ctime_ns - YOUNG) == "", "a clock that was set back"


def changed_in_place(file):
    file.write_text("objective: 99.8\n")


def changed_and_time_set_back(file):
    file.write_text("objective: 99.8\n")
    os.utime(file, ns=(LONG_AGO, LONG_AGO))


def replaced_by_another(file):
    other = file.with_name("other")
    other.write_text("objective: 99.8\n")
    os.utime(other, ns=(LONG_AGO, LONG_AGO))
    os.replace(other, file)


def removed(file):
    file.unlink()


@pytest.mark.parametrize("change", [changed_in_place, changed_and_time_set_back, replaced_by_another, removed])
def test_every_change_is_another_stamp(old, tmp_path, change):
    files = Files(str(tmp_path), [old.name])
    before = files.stamps([old.name])
    assert files.stamps([old.name]) == before
    time.sleep(0.02)  # longer than a tick of the clock that times come from
    change(old)
    assert files.stamps([old.name]) != before
