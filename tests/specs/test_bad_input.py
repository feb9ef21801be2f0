"""Bad input: what is said of it, that all of it is said, and that nothing is written.

A case is a folder under err/ that is laid over the good project in ok/. Its output.txt is the exact report.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from avionics.app.check import check
from avionics.app.render import Options, render
from avionics.finding import fails
from avionics.report import text
from avionics.source.files.project_files import MAX_BYTES

HERE = Path(__file__).parent
OUTPUT = "output.txt"
TODAY = "2026-11-23"


def huge(root: Path) -> None:
    (root / "slos/checkout.yaml").write_bytes(b"#" * (MAX_BYTES + 1))


def nul_in_a_page(root: Path) -> None:
    with (root / "playbooks/checkout/availability.md").open("a") as file:
        file.write("Restart it.\n\nThen \0 call.\n")


def link_to_a_file(root: Path) -> None:
    (root / "secret.yaml").write_text("password: hunter2\n")
    for spec in ("slos/checkout.yaml", "playbooks/checkout/availability.md"):
        (root / spec).unlink()
        (root / spec).symlink_to(root / "secret.yaml")


def link_to_a_folder(root: Path) -> None:
    (root / "teams").rename(root / "elsewhere")
    (root / "teams").symlink_to("/etc")
    (root / "playbooks/loop").symlink_to(".")


def link_to_the_project(root: Path) -> None:
    (root / "avionics.yaml").rename(root / "real.yaml")
    (root / "avionics.yaml").symlink_to("real.yaml")


def link_as_alertmanager_base(root: Path) -> None:
    with (root / "avionics.yaml").open("a") as file:
        file.write("alertmanager: {base: base.yaml}\n")
    (root / "base.yaml").symlink_to("/etc/passwd")


MADE: dict[str, Callable[[Path], None]] = {
    "huge-file": huge,
    "nul-in-a-page": nul_in_a_page,
    "symlink-file": link_to_a_file,
    "symlink-folder": link_to_a_folder,
    "symlink-project": link_to_the_project,
    "symlink-alertmanager-base": link_as_alertmanager_base,
}
"""Cases that a checkout should not hold: made on the spot."""

CASES = sorted({path.name for path in (HERE / "err").iterdir()} | MADE.keys())


@pytest.fixture
def project(request, tmp_path):
    """The good project with the case laid over it."""
    root = tmp_path / "project"
    shutil.copytree(HERE / "ok", root)
    overlay = HERE / "err" / request.param
    if overlay.is_dir():
        shutil.copytree(overlay, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns(OUTPUT))
    MADE.get(request.param, lambda _: None)(root)
    return root


def test_the_good_project_is_good(tmp_path):
    shutil.copytree(HERE / "ok", tmp_path / "project")
    assert check(str(tmp_path / "project"), today=TODAY).findings == ()
    rendered = render(str(tmp_path / "project"), Options(today=TODAY))
    assert rendered.findings == ()
    assert rendered.written is not None
    assert rendered.written.changed


@pytest.mark.parametrize(("project", "case"), [(case, case) for case in CASES], indirect=["project"], ids=CASES)
def test_what_is_said(project, case, golden):
    checked = check(str(project), today=TODAY)
    assert fails(checked.findings)
    golden(HERE / "err" / case / OUTPUT, text.render(checked.findings, checked.files))


def contents(folder: Path) -> dict[Path, tuple[int, int, int]]:
    """What says that a file was touched: which it is, its length, its time."""
    found = ((path, path.stat()) for path in folder.rglob("*"))
    return {path: (status.st_ino, status.st_size, status.st_mtime_ns) for path, status in found}


@pytest.mark.parametrize("project", CASES, indirect=True)
def test_render_says_the_same_and_writes_nothing(project):
    shutil.copytree(HERE / "ok", project.parent / "good")
    render(str(project.parent / "good"), Options(today=TODAY, out=str(project / "build"), promtool="skip"))
    before = contents(project / "build")
    assert before
    rendered = render(str(project), Options(today=TODAY))
    assert rendered.failed
    assert rendered.written is None
    assert contents(project / "build") == before
    checked = check(str(project), today=TODAY)
    of_both = [one for one in checked.findings if one.rule != "alert-untested"]  # keeps nothing from being compiled
    assert text.render(rendered.findings, rendered.files) == text.render(of_both, checked.files)


def test_links_are_not_followed(tmp_path):
    shutil.copytree(HERE / "ok", tmp_path / "project")
    link_to_a_file(tmp_path / "project")
    checked = check(str(tmp_path / "project"), today=TODAY)
    assert not any(b"hunter2" in content for content in checked.files.values())
