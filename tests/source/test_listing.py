"""A folder in which something came, went or changed its type is listed again; one that is as it was is not."""

from __future__ import annotations

import os
import time

import pytest

from avionics.source.files import listing, project_files, stamp

TICK = 0.02


@pytest.fixture
def root(tmp_path):
    """A small project; what it holds counts for no specs, only for paths."""
    for path in (
        "avionics.yaml",
        "services/shop.yaml",
        "slos/shop.yaml",
        "playbooks/shop/late.md",
        "playbooks/bar/a.md",
    ):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")
    return tmp_path


@pytest.fixture
def listed(monkeypatch):
    """The folders that are listed, as they are."""
    seen: list[str] = []
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: seen.append(str(path)) or scandir(path))
    return seen


@pytest.fixture
def at_once(monkeypatch):
    """No folder is so young that its stamp could not be trusted."""
    monkeypatch.setattr(stamp, "YOUNG", -(10**12))


def find(root, known=None):
    paths, findings, folders = project_files.find(str(root), known)
    return paths, [finding.rule for finding in findings], folders


def test_folders_that_are_as_they_were_are_not_listed(root, at_once, listed):
    paths, _, folders = find(root)
    listed.clear()
    (root / "slos" / "shop.yaml").write_text("an edit in place")
    assert find(root, folders) == (paths, [], folders)
    assert listed == [str(root)], "only for folders that are misspelt"


def test_folders_that_changed_just_now_are_listed_again(root, listed):
    """Something could be added in the same tick of the clock."""
    paths, _, folders = find(root)
    listed.clear()
    assert find(root, folders)[0] == paths
    assert f"{root}/playbooks/shop" in listed


def test_folders_from_the_future_are_listed_again(root, monkeypatch):
    now = time.time_ns() - 3_600_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: now)
    assert {folder.stamp for folder in find(root)[2].values()} == {""}


def added(root):
    (root / "playbooks" / "shop" / "new.md").write_text("x")


def added_in_a_new_folder(root):
    (root / "playbooks" / "shop" / "deep" / "deeper").mkdir(parents=True)
    (root / "playbooks" / "shop" / "deep" / "deeper" / "new.md").write_text("x")


def added_where_no_folder_was(root):
    (root / "alerts").mkdir()
    (root / "alerts" / "shop.yaml").write_text("x")


def removed(root):
    (root / "playbooks" / "shop" / "late.md").unlink()


def renamed(root):
    (root / "services" / "shop.yaml").rename(root / "services" / "shed.yaml")


def folder_renamed(root):
    (root / "playbooks" / "shop").rename(root / "playbooks" / "shed")


def folders_exchanged(root):
    (root / "playbooks" / "shop").rename(root / "playbooks" / "x")
    (root / "playbooks" / "bar").rename(root / "playbooks" / "shop")
    (root / "playbooks" / "x").rename(root / "playbooks" / "bar")


def replaced_by_a_link(root):
    (root / "playbooks" / "shop" / "late.md").unlink()
    (root / "playbooks" / "shop" / "late.md").symlink_to(root / "slos" / "shop.yaml")


def folder_replaced_by_a_link(root):
    (root / "playbooks" / "shop").rename(root / "away")
    (root / "playbooks" / "shop").symlink_to(root / "away")


def top_folder_replaced_by_a_link(root):
    (root / "playbooks").rename(root / "away")
    (root / "playbooks").symlink_to(root / "away")


def replaced_by_a_folder(root):
    (root / "slos" / "shop.yaml").unlink()
    (root / "slos" / "shop").mkdir()


def something_else_added(root):
    (root / "slos" / "notes.txt").write_text("x")


def time_set_back(root):
    added(root)
    os.utime(root / "playbooks" / "shop", ns=(0, 0))


CHANGES = (
    added, added_in_a_new_folder, added_where_no_folder_was, removed, renamed, folder_renamed, folders_exchanged,
    replaced_by_a_link, folder_replaced_by_a_link, top_folder_replaced_by_a_link, replaced_by_a_folder,
    something_else_added, time_set_back,
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_every_change_is_seen(root, at_once, change):
    before = find(root)
    time.sleep(TICK)  # longer than a tick of the clock that times come from
    change(root)
    now = find(root)
    assert now[:2] != before[:2]
    assert find(root, before[2])[:2] == now[:2]
    assert find(root, find(root, before[2])[2])[:2] == now[:2], "what there is to say is said each time"


def test_a_listing_is_kept(root, at_once, tmp_path):
    folders = find(root)[2]
    listing.save(str(tmp_path / "kept"), "one compiler", folders)
    assert listing.load(str(tmp_path / "kept"), "one compiler") == folders
    assert listing.load(str(tmp_path / "kept"), "another") == {}
    (tmp_path / "kept").write_bytes(b"\xff")
    assert listing.load(str(tmp_path / "kept"), "one compiler") == {}
    assert listing.load(str(tmp_path / "none"), "one compiler") == {}
    listing.save(str(tmp_path / "nowhere" / "kept"), "one compiler", folders)


def test_a_listing_of_which_a_byte_is_another_is_none(tmp_path):
    """A path of it would lead to no file, and the run would fail each time until somebody deleted it."""
    kept = tmp_path / ".folders"
    folders = {"slos": listing.Folder("stamp", ("slos/shop.yaml",), ("slos/more",))}
    listing.save(str(kept), "compiler", folders)
    assert listing.load(str(kept), "compiler") == folders
    sound = kept.read_bytes()
    for at, byte in enumerate(sound):
        kept.write_bytes(bytes([*sound[:at], byte ^ 1, *sound[at + 1 :]]))
        assert listing.load(str(kept), "compiler") == {}, f"byte {at}"
        kept.write_bytes(sound[:at])
        assert listing.load(str(kept), "compiler") == {}, f"cut at {at}"
