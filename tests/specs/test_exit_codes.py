"""Exit codes as a shell sees them: 1 findings, 2 wrong usage, an unreadable project, a failing disk, 3 our fault."""

from __future__ import annotations

import os
import resource
import shutil
from pathlib import Path

import pytest

from edits import swap
from processes import python

OK = Path(__file__).parent / "ok"
COMMANDS = ("check", "render")
RUN = "from avionics.cli.main import main; main()"


def run(*arguments, code=RUN, **options):
    """`avionics` in a process of its own."""
    return python("-c", code, *arguments, **options)


@pytest.fixture
def project(tmp_path):
    return Path(shutil.copytree(OK, tmp_path / "project"))


def fails(done, *said):
    """Exit code 2, one line that says it all, no traceback."""
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    for words in said:
        assert words in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_0_when_nothing_is_wrong(project, command):
    assert run(command, "--project", project).returncode == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_1_for_an_error_finding_and_nothing_is_written(project, command):
    (project / "slos/checkout.yaml").write_text("")
    done = run(command, "--project", project)
    assert done.returncode == 1
    assert "error[yaml]: the file is empty" in done.stderr
    assert not list((project / "build").rglob("*"))


def test_warnings_fail_only_when_asked(project):
    (project / "slos/notes.txt").write_text("buy milk")
    assert run("check", "--project", project).returncode == 0
    assert run("check", "--project", project, "--fail-on", "warning").returncode == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "did you mean 'check'"),
        (["check", "--formt", "json"], "--format"),
        (["check", "--format", "yaml"], "'yaml' is not one of"),
        (["check", "--today", "tomorrow"], "'tomorrow' is not a date"),
        (["render", "one", "too", "many"], "unexpected extra arguments"),
        (["check", "chekout"], "there is no service 'chekout'; did you mean 'checkout'?"),
        (["render", "--only", "promtheus"], "did you mean 'prometheus'"),
    ],
)
def test_2_for_wrong_usage(project, arguments, said):
    fails(run(*arguments, cwd=project), said)


@pytest.mark.parametrize("command", COMMANDS)
def test_2_for_a_wrong_directory(tmp_path, project, command):
    fails(run(command, "--project", tmp_path / "nowhere"), str(tmp_path / "nowhere"), "no such directory")
    fails(run(command, "--project", project / "avionics.yaml"), "is a file; name the folder of a project")
    fails(run(command, "--project", tmp_path), str(tmp_path), "no avionics.yaml here; run it from a project")


@pytest.mark.parametrize("command", COMMANDS)
def test_2_beside_the_project_says_where_it_is(project, command):
    beside = run(command, "--project", project / "slos", cwd=project.parent)
    fails(beside, "no avionics.yaml here; there is one above: --project project")
    (project / "avionics.yaml").rename(project / "avionics.yml")
    fails(run(command, cwd=project), "no avionics.yaml here; rename avionics.yml")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("path", ["avionics.yaml", "slos/checkout.yaml", "playbooks/checkout/availability.md"])
def test_2_for_what_is_no_file(project, command, path):
    (project / path).unlink()
    (project / path).mkdir()
    fails(run(command, "--project", project), str(project / path), "a folder")
    (project / path).rmdir()
    os.mkfifo(project / path)
    fails(run(command, "--project", project), str(project / path), "not a plain file")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("path", ["avionics.yaml", "slos", "slos/checkout.yaml"])
def test_2_for_an_unreadable_file(project, path):
    (project / path).chmod(0)
    try:
        fails(run("check", "--project", project), str(project / path), "Permission denied")
    finally:
        (project / path).chmod(0o755)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_2_for_an_unreadable_manifest(project):
    run("render", "--project", project)
    (project / "build/manifest.json").chmod(0)
    fails(run("render", "--check", "--project", project), str(project / "build/manifest.json"), "Permission denied")


def test_2_for_a_full_disk(project):
    """A limit on the size of files stops the writer as a full disk does, in the middle of a file."""
    run("render", "--project", project)
    (project / "build/manifest.json").write_text((project / "build/manifest.json").read_text())
    before = {path: path.read_bytes() for path in (project / "build").rglob("*") if path.is_file()}
    spec = project / "services/checkout.yaml"
    swap(spec, "title: Checkout", "title: The checkout")
    full = run(
        "render", "--project", project, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))
    )
    fails(full, str(project / "build"), "File too large")
    after = {path: path.read_bytes() for path in (project / "build").rglob("*") if path.is_file()}
    assert after == before
    assert run("render", "--project", project).returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("form", ["text", "json"])
def test_2_for_output_that_nobody_can_take(project, form):
    with open("/dev/full", "w") as full:
        fails(run("check", "--project", project, "--format", form, stdout=full), "No space left on device")


@pytest.mark.parametrize(
    "arguments", [["--help"], ["check", "--help"], ["render"], ["explain", "checkout"]], ids=" ".join
)
def test_141_as_a_shell_has_it_for_a_reader_who_has_gone(project, arguments):
    """`avionics explain NAME | head -1` found nothing wrong."""
    read, write = os.pipe()
    os.close(read)
    done = run(*arguments, cwd=project, stdout=write)
    os.close(write)
    assert (done.returncode, done.stderr) == (141, "")


def test_2_for_an_output_folder_that_is_a_file(project):
    (project / "build").write_text("mine")
    fails(run("render", "--project", project), str(project / "build"))
    assert (project / "build").read_text() == "mine"


def test_3_for_a_fault_of_ours_with_a_report_to_paste(project):
    code = """
import avionics.app.check
def boom(*_, **__): raise ValueError("a fault of ours")
avionics.app.check.check = boom
"""
    done = run("check", "--project", project, code=code + RUN)
    assert done.returncode == 3
    assert "not in your specs" in done.stderr
    assert "Please report this" in done.stderr
    assert f"avionics check --project {project}" in done.stderr
    assert done.stderr.rstrip().endswith("ValueError: a fault of ours")


def test_a_rule_that_crashes_is_a_finding_and_the_run_goes_on(project):
    code = """
from avionics.lint import engine
known = engine.rules()
engine.rules = lambda: (engine.Rule("broken", "error", "", "Service", lambda *_: 1 / 0), *known)
"""
    (project / "slos/notes.txt").write_text("buy milk")
    spec = project / "services/checkout.yaml"
    swap(spec, "service: ledger", "service: ledgr")
    done = run("check", "--project", project, code=code + RUN)
    assert done.returncode == 1
    assert "the rule broken crashed: ZeroDivisionError" in done.stderr
    assert "there is no service 'ledgr'" in done.stderr
    assert "slos/notes.txt is not read" in done.stderr
