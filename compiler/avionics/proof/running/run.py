"""promtool's processes: test files in chunks, as many at once as there are processors."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from itertools import islice

from msgspec.structs import replace

from avionics.proof.running.processes import process_environment
from avionics.proof.running.said import Said, read

CHUNK = 20
"""Files of one process: starting one costs as much as two of them."""

_AGAIN = 2

_FULL = {
    os.strerror(number).lower(): number
    for number in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EMFILE, errno.ENOMEM)
}
"""What a machine says that can take no more, in Go's words."""

_LEAST = 4 * 2**20
"""Bytes without which promtool cannot be expected to hold samples."""

Heard = Callable[[int], None]
"""Hears how many files are done."""


def run(
    program: str, folder: str, files: Iterable[str], heard: Heard = lambda _: None, *, chunk: int = CHUNK
) -> dict[str, Said]:
    """What promtool says of each test file in `folder`, so many of them by one process.

    `files` may be written as they are asked for.

    Raises:
        OSError: promtool had no room for its samples, in `folder` too; of rules it says nothing then.
    """
    workers = os.cpu_count() or 1
    names = iter(files)
    found: dict[str, Said] = {}
    running: dict[Future[str], Sequence[str]] = {}
    # One more than processors: half of a test's time is spent waiting for the disk.
    pool = ThreadPoolExecutor(workers + 1)
    try:
        while several := tuple(islice(names, chunk)):
            running[pool.submit(_output, program, folder, several)] = several
            for done in [future for future in running if future.done()]:
                found |= _said(done.result(), running.pop(done))
            heard(len(found))
        for done in as_completed(running):
            found |= _said(done.result(), running[done])
            heard(len(found))
    finally:
        pool.shutdown(cancel_futures=True)  # whoever ends a run waits for no test that has not begun
    return found


def confirmed(program: str, folder: str, said: dict[str, Said]) -> dict[str, Said]:
    """What is said again when it is asked again: only that is a fault of the rules.

    Beyond 36 h of samples promtool 2.42 compacts while it reads, and misses a value in about one of thirty large files.
    """
    for _ in range(_AGAIN):
        doubtful = [file for file, one in said.items() if one.values]
        for file, one in run(program, folder, doubtful).items():
            lasting = {asked: got for asked, got in said[file].values.items() if asked in one.values}
            said = {**said, file: replace(said[file], values=lasting)}
    return said


def _said(output: str, files: Sequence[str]) -> dict[str, Said]:
    """What is said of each file; a file that is not mentioned was not run."""
    said = read(output, files)
    silent = Said(complaints=[output.strip()[-300:] or "promtool said nothing"])
    return {file: said.get(file, silent) for file in files}


def _output(program: str, folder: str, files: Sequence[str]) -> str:
    done = subprocess.run(
        [program, "test", "rules", *files],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        env=process_environment(TMPDIR=folder),
    )
    if done.returncode > 1:  # 1 says that tests fail; more, that promtool did
        _check_room(done.stdout, folder)
    return done.stdout


def _check_room(output: str, folder: str) -> None:
    """That promtool did not fail for want of room: no rule is to blame for that.

    Where it cannot even begin, promtool 2.42 panics and names no cause: then it is the disk, if little is left of it.
    """
    said = output.lower()
    told = next((number for words, number in _FULL.items() if words in said), 0)
    if number := told or (errno.ENOSPC if "panic" in said and shutil.disk_usage(folder).free < _LEAST else 0):
        raise OSError(number, os.strerror(number), folder)
