"""A run that is ended from outside clears away what it began."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from tools import ROOT, tool


def test_a_test_run_that_is_ended_leaves_no_folder(tmp_path):
    """As CI ends a job. Ctrl-C is Python's own, and off in whatever a shell runs in the background."""
    path = os.pathsep.join((str(tool("promtool").parent), os.environ["PATH"]))
    environment = {**os.environ, "PATH": path, "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "avionics", "test", "--project", str(ROOT)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        deadline = time.monotonic() + 60
        while not list(tmp_path.iterdir()) and running.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        assert list(tmp_path.iterdir()), "it must have begun"
        running.terminate()
        code = running.wait(60)
    assert code == 130, "as after Ctrl-C in any program"
    assert not list(tmp_path.iterdir()), "what it began is still there"
