"""What a run keeps in its output: killed, forged, made endless or led elsewhere, it costs time and no more."""

from __future__ import annotations

import os
import shutil

import pytest

from avionics.app import share
from avionics.source.files import own
from edits import swap
from system.rendering import NEVER, checked, clean
from system.twin import ONE_PROCESS


def test_output_that_was_deleted_comes_back(twin):
    changed, _ = twin.step((twin.out / "prometheus" / "P" / "till.yaml").unlink)
    assert changed == {"prometheus/P/till.yaml"}
    twin.step(lambda: shutil.rmtree(twin.out / "grafana"))
    twin.step(lambda: shutil.rmtree(twin.out))


def test_output_that_was_edited_by_hand_is_made_again(twin):
    rules = twin.out / "prometheus" / "P" / "till.yaml"
    changed, _ = twin.step(lambda: swap(rules, "600", "900"))
    assert changed == {"prometheus/P/till.yaml"}
    routes = twin.out / "alertmanager" / "alertmanager.yml"
    changed, _ = twin.step(lambda: routes.write_text("route: {}\n", "utf-8"))
    assert changed == {"alertmanager/alertmanager.yml"}


def test_output_that_was_edited_to_the_same_size_is_made_again(twin):
    rules = twin.out / "prometheus" / "P" / "till.yaml"
    changed, _ = twin.step(lambda: rules.write_bytes(rules.read_bytes()[::-1]))
    assert changed == {"prometheus/P/till.yaml"}


def test_owners_that_were_deleted_or_edited_come_back(twin):
    owners = twin.out / "CODEOWNERS"
    assert twin.step(owners.unlink) == ({"CODEOWNERS"}, set())
    assert twin.step(lambda: owners.write_bytes(owners.read_bytes()[::-1])) == ({"CODEOWNERS"}, set())


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"{",
        b'{"version":1,"project":"sh',
        b'{"version":1,"files":[{"path":"../../etc/passwd"}]}',
        b'{"version":1,"deep":' + b"[" * 100_000,
    ],
    ids=["gone", "empty", "torn at once", "torn", "elsewhere", "deep"],
)
def test_a_manifest_that_was_killed_comes_back(twin, content):
    manifest = twin.out / "manifest.json"
    twin.step(manifest.unlink if content is None else lambda: manifest.write_bytes(content))


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b'{"compiler": "", "units": [[]]}'])
def test_a_memory_that_was_killed_costs_time_only(twin, content):
    """What the memory is called is its own business: every file a run keeps for itself is killed."""
    own = [file for file in twin.out.iterdir() if file.name.startswith(".")]
    assert own
    twin.step(lambda: [file.unlink() if content is None else file.write_bytes(content) for file in own])


@pytest.mark.parametrize("name", [".memory", ".folders"])
def test_a_byte_of_a_memory_that_is_another_costs_time_only(twin, name):
    """In a path, or in what was found: no run fails for it, or says what is not so."""

    def flip() -> None:
        kept = twin.out / name
        content = bytearray(kept.read_bytes())
        content[content.index(b"till.yaml") if b"till.yaml" in content else len(content) // 2] ^= 1
        kept.write_bytes(content)

    twin.step()
    assert twin.step(flip) == (set(), set())


@ONE_PROCESS
@pytest.mark.parametrize(
    ("name", "begins"),
    [(".memory", b"\x93\xa1x\x91\x96\xa1a\x80\x90\x90\x90"), (".folders", b"\x92\xa1x\x81\xa1a\x94\xa0\x90\x90")],
)
def test_a_memory_that_is_nested_deep_costs_time_only(twin, name, begins):
    """Up to where what it holds is not looked at; the sum of its bytes can be counted by anybody."""
    twin.step(lambda: own.keep(str(twin.out / name), begins + b"\x91" * 100_000))


def test_a_memory_that_comes_with_the_tree_is_not_believed(twin, monkeypatch):
    """Sizes, times and all: a pull request can hold an output folder too, and say in it that nothing is wrong."""
    root, out = twin.fresh / "checkout", twin.fresh / "its-output"
    shutil.copytree(twin.root, root)
    shutil.copytree(twin.out, out)
    monkeypatch.setattr(share, "WORTH_A_PROCESS", NEVER)
    compiled = twin.compiles(monkeypatch)
    checked(twin.root, twin.out)
    assert compiled == [], "ours is believed"
    checked(root, out)
    assert {"cellar", "shelf", "till"} <= set(compiled)


OWN = (".memory", ".folders", ".promtool", ".amtool", "manifest.json")
"""What a run keeps for itself in its output."""


@ONE_PROCESS
def test_what_a_run_keeps_for_itself_is_never_written_through_a_link(twin, tmp_path):
    """A pull request can hold an output folder in which such files, or those beside them, lead to others' files."""
    names = [*OWN, *(f".{name.removeprefix('.')}.new" for name in OWN), ".manifest.json"]
    precious = [tmp_path / f"precious{name}" for name in names]

    def link() -> None:
        for name, target in zip(names, precious, strict=True):
            target.write_text("precious", "utf-8")
            (twin.out / name).unlink(missing_ok=True)
            (twin.out / name).symlink_to(target)

    twin.step(link)
    clean(twin.root, twin.out, promtool="if there is one")
    assert [target.name for target in precious if target.read_text("utf-8") != "precious"] == []


@ONE_PROCESS
@pytest.mark.parametrize("make", [lambda path: path.symlink_to("/dev/zero"), os.mkfifo], ids=["/dev/zero", "a fifo"])
def test_what_has_no_end_is_not_read(twin, make):
    """The run would wait, or fill its memory."""

    def endless() -> None:
        for name in OWN:
            (twin.out / name).unlink(missing_ok=True)
            make(twin.out / name)

    twin.step(endless)
