"""Blocks of Prometheus, made of OpenMetrics text by promtool."""

from __future__ import annotations

import os
import shutil

from avionics.failure import Failure

BLOCKS = "blocks"


def made(file: str, out: str) -> bool:
    """Make blocks of `file` below `out`/blocks, and remove it; False where there is no promtool.

    Raises:
        Failure: promtool refuses it.
    """
    program = shutil.which("promtool")
    if program is None:
        return False
    import subprocess  # noqa: PLC0415

    command = [program, "tsdb", "create-blocks-from", "openmetrics", "--max-block-duration=24h", "--quiet"]
    done = subprocess.run([*command, file, os.path.join(out, BLOCKS)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failure(f"promtool makes no blocks of {file}: {(done.stderr or done.stdout).strip()[-500:]}")
    os.unlink(file)
    return True
