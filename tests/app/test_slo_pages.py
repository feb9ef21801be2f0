"""The pages of `slo simulate` and `slo backfill`: their examples run, their picture is what is drawn."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from conftest import Golden
from tools import ROOT

APP = ROOT / "compiler" / "avionics" / "app"
TINY = ROOT / "tests" / "golden" / "tiny" / "in"
PAGES = (APP / "simulate" / "README.md", APP / "backfill" / "README.md")
PICTURE = APP / "simulate" / "detection.svg"
SVG = "{http://www.w3.org/2000/svg}"


def examples(page: Path) -> list[tuple[str, str]]:
    """Each command of a page, and what the page shows of its output."""
    blocks = re.findall(
        r"^```console\n\$ avionics (.*?)\n(.*?)^```$", page.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    assert blocks
    return blocks


def avionics(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "avionics", *arguments]
    environment = {"PYTHONPATH": str(ROOT / "compiler"), "PATH": ""}
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=TINY, env=environment)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_examples_print_what_the_page_shows(page: Path, update_golden: bool) -> None:
    for line, shown in examples(page):
        done = avionics(*shlex.split(line))
        assert done.returncode == 0, f"{line}: {done.stderr}"
        if update_golden:
            text = page.read_text("utf-8").replace(
                f"$ avionics {line}\n{shown}", f"$ avionics {line}\n{done.stdout}{done.stderr}"
            )
            page.write_text(text, "utf-8")
        else:
            assert done.stdout + done.stderr == shown


def test_the_picture_is_what_is_drawn(tmp_path: Path, golden: Golden) -> None:
    drawn = tmp_path / "detection.svg"
    assert avionics("slo", "simulate", "checkout/availability", "--svg", str(drawn)).returncode == 0
    golden(PICTURE, drawn.read_text("utf-8"))


def test_the_picture_can_be_read_aloud() -> None:
    root = ET.parse(PICTURE).getroot()
    named = {root.find(f"{SVG}title").get("id"), root.find(f"{SVG}desc").get("id")}
    assert root.get("role") == "img"
    assert set(root.get("aria-labelledby").split()) == named
    said = root.findtext(f"{SVG}desc")
    assert "While 100 % of events are bad, the 1h page alert fires after" in said
    texts = ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]
    for axis in ("Share of events that are bad", "Time until the alert fires, from the beginning of an outage"):
        assert axis in texts
    assert "prefers-color-scheme: dark" in root.findtext(f"{SVG}style")
