"""Upstream release archives, held to the checksums in suites.py."""

from __future__ import annotations

import hashlib
import platform
import shutil
import tarfile
import urllib.request
from typing import TYPE_CHECKING

from bootstrap.ground import TOOLS, say
from bootstrap.suites import usable

if TYPE_CHECKING:
    from pathlib import Path

    from bootstrap.suites import Suite

RELEASES = "https://github.com/prometheus"
ARCHITECTURES = {"x86_64": "amd64", "amd64": "amd64", "aarch64": "arm64", "arm64": "arm64"}


def from_archive(suite: Suite) -> dict[str, Path]:
    """The programs of the upstream release, held to the checksum above."""
    architecture = ARCHITECTURES.get(platform.machine().lower(), "")
    checksum = suite.sha256.get(architecture)
    if checksum is None or platform.system() != "Linux":
        return {}
    stem = f"{suite.project}-{suite.release}.linux-{architecture}"
    say(f"fetching {stem} from the upstream releases")
    archive = fetch(f"{RELEASES}/{suite.project}/releases/download/v{suite.release}/{stem}.tar.gz", checksum)
    if archive is None:
        return {}
    places = {name: extract(archive, f"{stem}/{name}", TOOLS / "releases" / name) for name in suite.programs}
    archive.unlink()
    return usable(suite, places, "in the release")


def fetch(url: str, sha256: str) -> Path | None:
    """Download a file and keep it only if it is the one that was meant."""
    target = TOOLS / "downloads" / url.rsplit("/", 1)[-1]
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with urllib.request.urlopen(url, timeout=60) as answer, target.open("wb") as file:  # noqa: S310  https above
            shutil.copyfileobj(answer, file)
    except OSError as error:
        say(f"no answer from the release server: {error}")
        return None
    actual = hashlib.sha256(target.read_bytes()).hexdigest()
    if actual != sha256:
        target.unlink()
        say(f"{url} has sha256 {actual}, expected {sha256}: thrown away")
        return None
    return target


def extract(archive: Path, member: str, target: Path) -> Path | None:
    """Take one regular file out of an archive, and nothing else."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive) as tar:
        content = tar.extractfile(member)
        if content is None:
            return None
        with target.open("wb") as file:
            shutil.copyfileobj(content, file)
    target.chmod(0o755)
    return target
