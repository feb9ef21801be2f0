"""`avionics explain` on the command line."""

from __future__ import annotations

import json

from processes import PROJECT, avionics


def test_for_people():
    done = avionics("explain", "shop/availability", "--project", str(PROJECT))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("shop/availability: Availability\n")
    assert "\x1b" not in done.stdout, "colour is for terminals"
    assert "the project has errors" in done.stderr, "a playbook is missing in this project"


def test_for_machines():
    done = avionics("explain", "ShopPaperLow", "--environment", "live", "--format", "json", "--project", str(PROJECT))
    found = json.loads(done.stdout)
    assert (done.returncode, found["kind"], found["name"]) == (0, "alert", "ShopPaperLow")


def test_wrong_names_are_wrong_usage():
    for arguments, says in (
        (("ShopPaperLaw",), "did you mean 'ShopPaperLow'"),
        (("availability",), "shop/availability, stock/availability"),
        (("shop", "--environment", "trail"), "did you mean 'trial'"),
    ):
        done = avionics("explain", *arguments, "--project", str(PROJECT))
        assert (done.returncode, done.stdout) == (2, ""), done.stderr
        assert says in done.stderr


def test_what_a_finding_is_about(tmp_path):
    for where, name in ((PROJECT, "cause-pages"), (tmp_path, "cause-pages"), (tmp_path, "error[cause-pages]")):
        done = avionics("explain", name, cwd=where)
        assert (done.returncode, done.stderr) == (0, ""), "a rule is the same in any project, and without one"
        assert done.stdout.startswith("# cause-pages\n\nAn alert on a cause is a ticket, not a page.\n\n## Why\n")
    done = avionics("explain", "alert-untested", cwd=tmp_path)
    assert done.stdout.startswith("alert-untested (error): `check`, `test`: an alert lacks a case"), "it has no page"
    done = avionics("explain", "cause-page", cwd=PROJECT)
    assert (done.returncode, done.stderr) == (
        2,
        "avionics: nothing is called 'cause-page'; did you mean 'cause-pages'?\n",
    )
    for no_finding in ("README", "finding", "../engine", "cause_pages"):
        assert avionics("explain", no_finding, cwd=tmp_path).returncode == 2, no_finding
    done = avionics("explain", "a" * 5_000, cwd=PROJECT)
    assert (done.returncode, done.stderr[:34]) == (2, "avionics: nothing here is called '"), "longer than a file's name"


def test_no_project(tmp_path):
    done = avionics("explain", "shop", cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert "avionics init" in done.stderr


def test_a_project_whose_own_file_is_broken(tmp_path):
    (tmp_path / "avionics.yaml").write_text("apiVersion: avionics/v1\nkind: Project\n")
    done = avionics("explain", "shop", cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert "avionics.yaml cannot be used yet: run 'avionics check'" in done.stderr
