"""The writer: all or nothing, only what changed, and never anywhere else."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import threading
import time

import pytest

from avionics.artifact import Artifact
from avionics.place import Where
from avionics.write import record
from avionics.write.commit import commit
from avionics.write.failed import WriteFailed
from avionics.write.stage import Stage, turn


def write(root, artifacts, partial=False):
    root = os.path.normpath(root)
    with turn(root):
        previous = record.read(root, "shop")
        stage = Stage(root, previous)
        return commit(root, "shop", [stage.add(artifact) for artifact in artifacts], previous, keep_others=partial)


FILES = {"prometheus/P/a.yaml": "a", "prometheus/P/b.yaml": "b", "grafana/x/a.json": "{}", "CODEOWNERS": "*"}


def artifacts(files=FILES):
    return [Artifact(path, text.encode(), Where("slos/a.yaml"), 7) for path, text in files.items()]


def tree(root):
    """Every file below a folder with its bytes, the manifest left out; nothing else may be there, no empty folder."""
    found = {path.relative_to(root).as_posix(): path for path in root.rglob("*")}
    files = {name: path.read_text() for name, path in found.items() if path.is_symlink() or not path.is_dir()}
    folders = {name for name, path in found.items() if path.is_dir() and not path.is_symlink()}
    folders = {name for name in folders if not name.startswith(".staging")}
    assert all(any(file.startswith(f"{name}/") for file in files) for name in folders), folders
    files.pop("manifest.json", None)
    return files


@pytest.fixture
def root(tmp_path):
    return tmp_path / "build"


def test_the_bytes_do_not_depend_on_the_order(root, tmp_path):
    write(str(root), artifacts())
    write(str(tmp_path / "other"), artifacts()[::-1])
    assert (root / "manifest.json").read_bytes() == (tmp_path / "other" / "manifest.json").read_bytes()


def test_only_what_changed_is_touched(root):
    write(str(root), artifacts())
    before = {path: path.stat() for path in root.rglob("*") if path.is_file()}
    written = write(f"{root}/", artifacts())
    assert (written.changed, written.removed, written.unchanged) == ((), (), 4)
    assert {path: path.stat() for path in before} == before, "not even the manifest"
    written = write(str(root), artifacts(FILES | {"CODEOWNERS": "other"}))
    assert (written.changed, written.unchanged) == (("CODEOWNERS",), 3)
    kept = [path for path in before if path.name not in ("CODEOWNERS", "manifest.json")]
    assert all(path.stat() == before[path] for path in kept)


def test_stale_files_and_the_folders_they_leave_empty_are_removed(root):
    write(str(root), artifacts())
    (root / "grafana" / "mine.txt").write_text("by hand")
    written = write(str(root), artifacts({"CODEOWNERS": "*"}))
    assert written.removed == ("grafana/x/a.json", "prometheus/P/a.yaml", "prometheus/P/b.yaml")
    assert tree(root) == {"CODEOWNERS": "*", "grafana/mine.txt": "by hand"}


def test_a_file_of_ours_that_was_edited_by_hand_is_written_again(root):
    write(str(root), artifacts())
    for text in ("A", "longer", ""):
        (root / "prometheus/P/a.yaml").write_text(text)
        assert write(str(root), artifacts()).changed == ("prometheus/P/a.yaml",)
        assert tree(root) == FILES


def test_a_file_of_somebody_else_stops_the_run_and_stays(root):
    root.mkdir()
    (root / "CODEOWNERS").write_text("by hand")
    with pytest.raises(WriteFailed, match=r"build/CODEOWNERS: .*in no manifest") as caught:
        write(str(root), artifacts())
    assert caught.value.path.endswith("build/CODEOWNERS")
    assert tree(root) == {"CODEOWNERS": "by hand"}
    (root / "CODEOWNERS").write_text("*")
    assert "CODEOWNERS" not in write(str(root), artifacts()).changed, "the very bytes are adopted"


def test_a_folder_in_the_place_of_a_file_is_named(root):
    (root / "CODEOWNERS").mkdir(parents=True)
    with pytest.raises(WriteFailed, match="a folder is in its place"):
        write(str(root), artifacts())
    assert os.listdir(root) == ["CODEOWNERS"]


def test_a_run_that_waited_for_one_that_wrote_nothing_holds_the_folder_that_is_there(root):
    waiting, done = threading.Event(), []

    def waits():
        waiting.set()
        with turn(str(root)):
            done.append(root.is_dir())

    second = threading.Thread(target=waits)
    with turn(str(root)):
        second.start()
        waiting.wait()
        time.sleep(0.2)
    second.join()
    assert done == [True], "the first run made the folder and removed it"


@pytest.mark.parametrize("dies_at", range(8))
def test_a_run_that_is_killed_is_ended_by_the_next(root, monkeypatch, dies_at):
    write(str(root), artifacts())
    wanted = {"prometheus/P/a.yaml": "new", "CODEOWNERS": "new", "new/P/c.yaml": "c", "new/P/d.yaml": "d"}
    real, calls = os.replace, []

    def killed(*arguments, **named):
        calls.append(arguments)
        if len(calls) > dies_at:
            raise KeyboardInterrupt
        real(*arguments, **named)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", killed)
        patched.setattr("avionics.write.stage.discard", lambda _: None)  # who is killed tidies nothing up
        try:
            write(str(root), artifacts(wanted))
        except KeyboardInterrupt:
            left = {path for path in tree(root) if not path.startswith((".staging/", ".manifest"))}
            assert left <= {*FILES, *wanted}, "nothing but old and new files"
    wanted |= {"new/P/c.yaml": "changed since"}
    write(str(root), artifacts(wanted))
    assert tree(root) == wanted


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_ended_while_files_move_moves_them_all(root, monkeypatch, by):
    """Ctrl-C between two of them would leave rules of today beside a cockpit of yesterday."""
    write(str(root), artifacts())
    newer = {path: f"{text} newer" for path, text in FILES.items() if path != "CODEOWNERS"}
    replace = os.replace

    def interrupted(*arguments):
        signal.pthread_kill(threading.get_ident(), by)  # a process of pytest's has threads that would take it
        replace(*arguments)

    def ends(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    before = signal.signal(by, ends)
    try:
        with pytest.raises(KeyboardInterrupt):
            write(str(root), artifacts(newer))
    finally:
        signal.signal(by, before)
    assert tree(root) == newer


@pytest.mark.parametrize("depth", [1, 1_100], ids=["of ours", "deeper than Python calls, as a pull request may"])
def test_what_a_killed_run_left_behind_is_swept(depth, root, tmp_path):
    inside = root / ".staging"
    inside.mkdir(parents=True)
    for _ in range(depth):
        inside = f"{inside}/d"
        os.mkdir(inside)
    (tmp_path / "theirs").write_text("theirs")
    os.symlink(tmp_path, f"{inside}/link")
    with open(f"{inside}/x", "w", encoding="utf-8") as file:
        file.write("half")
    try:
        write(str(root), artifacts())
        assert tree(root) == FILES
        assert (tmp_path / "theirs").read_text() == "theirs", "a link was followed"
    finally:  # too deep for whoever tidies up
        subprocess.run(["rm", "-rf", root / ".staging"], check=True)


def test_what_cannot_be_swept_is_not_written_through(root, tmp_path, monkeypatch):
    (root / ".staging").mkdir(parents=True)
    (root / ".staging" / "prometheus").symlink_to(tmp_path / "outside")

    def refused(path):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", refused)
        with pytest.raises(WriteFailed, match=r"\.staging: Permission denied"):
            write(str(root), artifacts())
    assert not (tmp_path / "outside").exists()


@pytest.fixture
def closed(root, monkeypatch):
    """A folder of the output that may not be written, for root too."""
    allowed = os.access
    write(str(root), artifacts())
    folder = root / "prometheus/P"
    folder.chmod(0o555)
    monkeypatch.setattr(os, "access", lambda path, mode: os.fspath(path) != str(folder) and allowed(path, mode))
    yield folder
    folder.chmod(0o755)


@pytest.mark.parametrize(
    "files",
    [
        {"CODEOWNERS": "other", "prometheus/P/a.yaml": "other"},
        {"CODEOWNERS": "other", "prometheus/P/c.yaml": "new"},
        {"CODEOWNERS": "other", "prometheus/P/c/c.yaml": "new"},
        {"CODEOWNERS": "other"},
    ],
    ids=["changed", "new", "in a new folder", "removed"],
)
def test_a_folder_that_may_not_be_written_changes_nothing(root, closed, files):
    with pytest.raises(WriteFailed, match=r"build/prometheus/P.*: Permission denied"):
        write(str(root), artifacts(files))
    assert tree(root) == FILES


def test_a_folder_in_which_nothing_changes_may_be_closed(root, closed):
    write(str(root), artifacts({**FILES, "CODEOWNERS": "other"}))
    assert tree(root) == {**FILES, "CODEOWNERS": "other"}


def test_a_place_that_cannot_be_a_folder_is_named(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(WriteFailed, match="file"):
        write(str(tmp_path / "file"), artifacts())
    with pytest.raises(WriteFailed, match="file/build"):
        write(str(tmp_path / "file" / "build"), artifacts())


@pytest.mark.parametrize(
    "link", ["", "prometheus", "prometheus/P", ".staging"], ids=["the output", "outer", "inner", "staging"]
)
def test_nothing_is_written_through_a_link(root, tmp_path, link):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.yaml").write_text("theirs")
    place = root / link
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(outside)
    if link == ".staging":
        write(str(root), artifacts())
        assert tree(outside) == {"a.yaml": "theirs"}
        assert tree(root) == FILES
    else:
        with pytest.raises(WriteFailed, match=r"link|in no manifest"):
            write(f"{root}/", artifacts())
    assert tree(outside) == {"a.yaml": "theirs"}


def test_a_link_in_the_place_of_a_file_of_ours_is_replaced_and_not_followed(root, tmp_path):
    write(str(root), artifacts())
    (tmp_path / "outside").write_text("theirs")
    (root / "CODEOWNERS").unlink()
    (root / "CODEOWNERS").symlink_to(tmp_path / "outside")
    write(str(root), artifacts())
    assert not (root / "CODEOWNERS").is_symlink()
    assert tree(root) == FILES
    assert (tmp_path / "outside").read_text() == "theirs"


@pytest.mark.parametrize("code", [errno.EACCES, errno.EIO])
def test_a_manifest_that_cannot_be_read_is_no_lost_one(code, root, monkeypatch):
    """Taken for lost, all that was written would be called stale, or not ours."""
    write(str(root), artifacts())

    def refused(path, flags):
        raise OSError(code, os.strerror(code), path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refused)
        with pytest.raises(WriteFailed) as caught:
            record.read(str(root), "shop")
    assert str(caught.value) == f"{root}/manifest.json: {os.strerror(code)}"


def test_what_another_project_was_compiled_to_stays(root):
    """Two projects that share a folder would remove each other's files, and whoever loads them lose the alerts."""
    write(str(root), artifacts())
    with pytest.raises(WriteFailed, match="holds what the project 'shop' was compiled to; choose another folder"):
        record.read(str(root), "bank")
    manifest = root / record.NAME
    assert record.read(str(root), "shop").keys() == FILES.keys()
    manifest.write_text(manifest.read_text("utf-8").replace('"project":"shop",', ""), "utf-8")
    assert record.read(str(root), "bank").keys() == FILES.keys(), "of one that does not say it nobody knows"


def test_a_file_is_no_output_folder(root):
    root.write_text("theirs")
    with pytest.raises(WriteFailed, match="build: is a link or a file; output is written to real folders only"):
        write(str(root), artifacts())
    assert root.read_text() == "theirs"


@pytest.mark.parametrize("theirs", ['{"name": "Our web site", "icons": []}', "[]", '{"files":'])
def test_the_manifest_of_something_else_stays(root, theirs):
    root.mkdir()
    (root / record.NAME).write_text(theirs)
    with pytest.raises(WriteFailed, match=r"build/manifest.json: avionics did not write it; choose another folder"):
        write(str(root), artifacts())
    assert [path.name for path in root.iterdir()] == [record.NAME]
    assert (root / record.NAME).read_text() == theirs


@pytest.mark.parametrize("left", [0.0, 0.005, 0.5, None])
def test_a_manifest_of_ours_that_was_torn_is_written_anew(root, left):
    """By a disk that lost power: some of it, or as many bytes of nothing."""
    write(str(root), artifacts())
    manifest = root / record.NAME
    whole = manifest.read_bytes()
    manifest.write_bytes(bytes(len(whole)) if left is None else whole[: int(len(whole) * left)])
    write(str(root), artifacts())
    assert manifest.read_bytes() == whole


def test_a_manifest_from_elsewhere_removes_nothing_outside(root, tmp_path):
    write(str(root), artifacts())
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x").write_text("theirs")
    (tmp_path / "y").write_text("theirs")
    (root / "linked").symlink_to(outside)
    listed = json.loads((root / "manifest.json").read_text())
    for path in ("../y", f"{tmp_path}/y", "linked/x", "prometheus/../../y", ".git/config", "manifest.json"):
        listed["files"].append(listed["files"][0] | {"path": path})
    (root / "manifest.json").write_text(json.dumps(listed))
    write(str(root), artifacts())
    assert (outside / "x").read_text() == (tmp_path / "y").read_text() == "theirs"


def test_a_full_disk_leaves_everything_as_it_was(root, monkeypatch):
    write(str(root), artifacts())
    before, recorded = tree(root), (root / "manifest.json").read_bytes()
    real = Stage._write

    def full(self, artifact):
        if artifact.path == "new/d/file":
            raise WriteFailed(artifact.path, os.strerror(errno.ENOSPC))
        return real(self, artifact)

    monkeypatch.setattr(Stage, "_write", full)
    with pytest.raises(WriteFailed, match=r"new/d/file: No space left on device"):
        write(str(root), artifacts({"CODEOWNERS": "other", "new/d/file": "x"}))
    assert tree(root) == before
    assert (root / "manifest.json").read_bytes() == recorded
