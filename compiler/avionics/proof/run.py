"""promtool's processes: test files in chunks, as many at once as there are processors."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

from avionics.proof.said import Said, read

CHUNK = 24
"""Files of one process: starting one costs as much as two of them."""

Heard = Callable[[int], None]
"""Hears how many files are done."""


def run(program: str, folder: str, files: Sequence[str], heard: Heard = lambda _: None) -> dict[str, Said]:
    """What promtool says of each test file in `folder`."""
    workers = os.cpu_count() or 1
    size = max(1, min(CHUNK, -(-len(files) // workers)))
    chunks = [files[at : at + size] for at in range(0, len(files), size)]
    found: dict[str, Said] = {}
    # Half of a test's time is spent waiting for the disk.
    with ThreadPoolExecutor(workers + 1) as pool:
        running = {pool.submit(_output, program, folder, chunk): chunk for chunk in chunks}
        for done in as_completed(running):
            said = read(done.result())
            found |= {file: said.get(file, _unheard(done.result())) for file in running[done]}
            heard(len(found))
    return found


def _unheard(output: str) -> Said:
    return Said(complaints=[output.strip()[-300:] or "promtool said nothing"])


def _output(program: str, folder: str, files: Sequence[str]) -> str:
    done = subprocess.run(
        [program, "test", "rules", *files],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        # One processor each, and few collections: a chunk is small and short.
        env={**os.environ, "GOMAXPROCS": "1", "GOGC": "800"},
    )
    return done.stdout
