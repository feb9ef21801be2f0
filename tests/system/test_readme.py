"""README and CONTRIBUTING keep their promises: the example compiles, commands, paths and exit codes are as said."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from edits import swap
from processes import avionics, python
from system.rendering import artifacts
from tools import ROOT

README = (ROOT / "README.md").read_text("utf-8")
PAGES = ("README.md", "CONTRIBUTING.md")
MOVING = (ROOT / "compiler" / "avionics" / "importers" / "README.md").read_text("utf-8")
TINY = ROOT / "tests" / "golden" / "tiny" / "in"
SPEC = re.compile(r"^```yaml title=(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)")
CODE = re.compile(r"`([^`\n]+)`")
BLOCK = re.compile(r"(?:^ {4}.*\S.*\n)+", re.MULTILINE)

MADE_BY_MAKE = ("build/", ".venv", ".tools")
"""Paths that the pages name and that a fresh checkout does not have."""

EXITS = {
    "clean": (["check"], 0),
    "an error finding": (["check"], 1),
    "a warning": (["check"], 0),
    "a warning that counts": (["check", "--fail-on", "warning"], 1),
    "an unknown option": (["check", "--unknown"], 2),
    "an unknown command": (["chekc"], 2),
    "no project": (["check", "--project", "nowhere"], 2),
}


def test_the_example_is_a_whole_file(tmp_path):
    """With its playbook it compiles to what the README says: eight windows, six alerts, a cockpit."""
    path, text = SPEC.findall(README)[0]
    shutil.copytree(TINY, tmp_path, dirs_exist_ok=True)
    (tmp_path / path).write_text(text, "utf-8")
    made = artifacts(tmp_path)
    rules = made["prometheus/P/checkout.yaml"].decode()
    windows = re.findall(r"record: slo:sli_error:ratio_rate(\w+)\n", rules)
    assert windows == ["5m", "30m", "1h", "6h", "2h", "1d", "3d", "30d"]
    assert rules.count("- alert: ") == 6
    assert "Customers cannot pay" in rules
    assert "grafana/functional/checkout.json" in made
    assert "alertmanager/alertmanager.yml" in made
    for link in ("playbook_url", "dashboard_url", "logs_url"):
        assert rules.count(f"{link}: ") == 6


def test_an_alert_that_was_moved_says_which_series_fired(tmp_path):
    """The example beside what was written by hand; its page is begun by `new playbook`."""
    path, text = SPEC.findall(MOVING)[0]
    shutil.copytree(TINY, tmp_path, dirs_exist_ok=True)
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).write_text(text, "utf-8")
    page = tmp_path / "playbooks" / "checkout" / "CheckoutDiskFills.md"
    shutil.copy(page.with_name("availability.md"), page)
    found = re.findall(r"^\w+\[([a-z-]+)\]", avionics("check", cwd=tmp_path).stderr, re.MULTILINE)
    assert found == ["alert-untested"], "all that the page says is still to do"
    rules = artifacts(tmp_path)["prometheus/P/checkout.yaml"].decode()
    apart = ", ".join(f"{name} {{{{ or $labels.{name} `none` }}}}" for name in ("instance", "mountpoint"))
    assert f"Disk fills ({apart})" in rules
    assert re.search(r"node_filesystem_size_bytes\{[^}]*\}\)? < 0\.1'", rules)
    assert "severity: 'none'" in rules, "it begins in shadow"


def test_a_panel_that_was_pasted_asks_the_environment_in_the_place_it_gets(tmp_path):
    """The JSON stands as Grafana shows it, closing bracket and all; what was the old dashboard's is replaced."""
    path, text = SPEC.findall(MOVING)[1]
    shutil.copytree(TINY, tmp_path, dirs_exist_ok=True)
    (tmp_path / path).parent.mkdir()
    (tmp_path / path).write_text(text, "utf-8")
    assert avionics("check", cwd=tmp_path).stdout == "6 files, nothing found\n"
    cockpit = json.loads(artifacts(tmp_path)["grafana/functional/checkout.json"])
    (panel,) = [panel for panel in cockpit["panels"] if panel["type"] == "heatmap"]
    assert panel["title"] == "Time to answer"
    assert panel["datasource"]["uid"] == "${datasource}"
    assert panel["gridPos"]["y"] > 0, "below the standard rows"
    assert 'environment="$environment"' in panel["targets"][0]["expr"]


def test_the_override_holds_in_its_environment_alone(tmp_path):
    """The second example, in the place of the repository's own objectives of that service."""
    path, text = [(path, text) for path, text in SPEC.findall(README) if path.startswith("slos/")][1]
    for name in ("teams", "services", "slos", "alerts", "cockpits", "playbooks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("avionics.yaml", "alertmanager.base.yaml"):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / path).write_text(text, "utf-8")
    made = {name: content.decode() for name, content in artifacts(tmp_path, targets=("prometheus",)).items()}
    assert "vector(0.999)" in made["prometheus/P/checkout.yaml"]
    assert "vector(0.995)" in made["prometheus/D-P/checkout.yaml"]
    burns = re.findall(
        r"alert: CheckoutAvailabilityBudgetBurn\n(?s:.*?)severity: '(\w+)'", made["prometheus/D-P/checkout.yaml"]
    )
    assert burns == ["ticket"] * 4


def test_a_review_shows_the_pages_of_a_new_file_and_of_one_that_went(tmp_path):
    """The reviewer's `diff`, on a service that moved from one file to another: both are read, and once."""
    (command,) = re.findall(r"^    (diff .*)$", README, re.MULTILINE)
    for file in ("base/build/prometheus/P/old.yaml", "head/build/prometheus/P/new.yaml"):
        for path in (tmp_path / file, tmp_path / file.replace("prometheus", "kubernetes")):
            path.parent.mkdir(parents=True)
            path.write_text(f"severity: page # of {path.stem}\n")
    shown = subprocess.run(shlex.split(command), cwd=tmp_path / "head", capture_output=True, text=True, check=False)
    changed = [line for line in shown.stdout.splitlines() if re.match(r"[-+]severity", line)]
    assert changed == ["+severity: page # of new", "-severity: page # of old"], shown.stdout + shown.stderr


def test_links_lead_to_files():
    """Of all pages but those of rules, whose examples lead into projects of their own."""
    rules = ROOT / "compiler" / "avionics" / "lint" / "rules"
    pages = [page for page in (*ROOT.glob("*.md"), *(ROOT / "compiler").rglob("*.md")) if page.parent != rules]
    links = [(page, link) for page in pages for link in LINK.findall(page.read_text("utf-8")) if "://" not in link]
    assert links
    assert [(page.name, link) for page, link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_paths_exist(page):
    """Paths in code are of the repository, or of a room of the compiler; those with a placeholder are not paths.

    What lies beside the repository (`../base`) is the reader's: on one machine it is there, on the next it is not.
    """
    text = (ROOT / page).read_text("utf-8")
    named = [code for code in CODE.findall(text) if re.fullmatch(r"(?!\.\./)[A-Za-z0-9_.-]+/[A-Za-z0-9_./-]*", code)]
    places = (ROOT, ROOT / "compiler" / "avionics", TINY)
    missing = [code for code in named if not code.startswith(MADE_BY_MAKE)
               and not any((place / code).exists() for place in places)]  # fmt: skip
    assert [code for code in missing if code not in _planned(text)] == []


def _planned(text: str) -> str:
    """What stands under a heading about things to come."""
    return text.partition("\n## Where things will go\n")[2]


def test_make_targets_exist():
    targets = set(re.findall(r"^([a-z0-9]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {target for page in PAGES for target in re.findall(r"\bmake ([a-z0-9]+)", _commands(ROOT / page))}
    assert named
    assert named <= targets


def test_commands_and_options_exist(tmp_path):
    named = {line for page in PAGES for line in re.findall(r"\bavionics ([a-z]+)", _commands(ROOT / page))}
    listed = avionics("--help", cwd=tmp_path).stdout.partition("Commands:")[2]
    assert named == set(re.findall(r"^  ([a-z]+)", listed, re.MULTILINE)), "the README names each command"
    for command, option in re.findall(r"`avionics (\w+)[^`]*` \|[^|]*?`(--[a-z-]+)", README):
        assert option in avionics(command, "--help", cwd=tmp_path).stdout


def _commands(page: Path) -> str:
    """What stands in code: inline, or indented."""
    text = page.read_text("utf-8")
    return "\n".join([*CODE.findall(text), *BLOCK.findall(text)])


def test_what_the_readme_lists_comes_out(compiled):
    """Each path below build/, its placeholders filled, and nothing else but what a run keeps for itself."""
    (listed,) = (block for block in BLOCK.findall(README) if block.startswith("    build/"))
    patterns = [re.sub(r"<[a-z]+>", "[A-Za-z0-9-]+", line.split()[0]) for line in listed.splitlines()[1:]]
    files = [file.relative_to(compiled).as_posix() for file in compiled.rglob("*") if file.is_file()]
    shown = [path for path in files if not path.startswith(".")]
    assert [path for path in shown if not any(re.fullmatch(pattern, path) for pattern in patterns)] == []
    assert [pattern for pattern in patterns if not any(re.fullmatch(pattern, path) for path in shown)] == []


@pytest.mark.parametrize("case", EXITS, ids=str)
def test_exit_codes(tmp_path, case):
    shutil.copytree(TINY, tmp_path, dirs_exist_ok=True)
    slos, base = tmp_path / "slos" / "checkout.yaml", "objective: 99.9"
    assert base in slos.read_text("utf-8")
    objective = {
        "an error finding": "objective: 101",
        "a warning": "objective: 90",
        "a warning that counts": "objective: 90",
    }
    swap(slos, base, objective.get(case, base))
    arguments, code = EXITS[case]
    done = avionics(*arguments, cwd=tmp_path)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_fault_of_ours_prints_a_report(tmp_path):
    """Brought about from outside: a module of the compiler that cannot be imported."""
    program = (
        "import sys; sys.modules['avionics.app.check'] = None; sys.argv = ['avionics', 'check']\n"
        "from avionics.__main__ import main; main()"
    )
    done = python("-c", program, cwd=TINY)
    assert done.returncode == 3
    assert "report" in done.stderr
    assert "Traceback" in done.stderr
