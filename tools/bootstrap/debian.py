"""Packages of Debian and Ubuntu, unpacked below .tools: no root, no installation, no service started."""

from __future__ import annotations

import os
import shutil
from functools import lru_cache
from typing import TYPE_CHECKING

from bootstrap.ground import TOOLS, run, say

if TYPE_CHECKING:
    from pathlib import Path


def unpack_package(package: str) -> Path | None:
    """Download a Debian package and unpack it below .tools; the folder, or None where that is impossible."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return None
    target = TOOLS / "packages" / package
    downloads = TOOLS / "downloads"
    downloads.mkdir(parents=True, exist_ok=True)
    archive = download_package(package, downloads)
    if archive is None:
        return None
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    unpacked = run(["dpkg-deb", "-x", str(archive), str(target)])
    archive.unlink()
    return target if unpacked.returncode == 0 else None


def download_package(package: str, downloads: Path) -> Path | None:
    """Fetch with the machine's package lists; where these are missing or outdated, with lists of our own."""
    for options in (apt_options, own_lists):
        run(["apt-get", *options(), "--quiet", "download", package], folder=downloads)
        found = sorted(downloads.glob(f"{package}_*.deb"))
        if found:
            return found[-1]
    return None


def apt_options() -> list[str]:
    """Fail soon when there is no network, and stay the user who called."""
    settings = ["Acquire::Retries=1", "Acquire::http::Timeout=20", "Acquire::https::Timeout=20"]
    if os.geteuid() == 0:
        settings.append("APT::Sandbox::User=root")
    return [part for setting in settings for part in ("-o", setting)]


@lru_cache
def own_lists() -> list[str]:
    """Package lists below .tools: they need no root and leave the machine's own as they are."""
    state, cache = TOOLS / "apt" / "state", TOOLS / "apt" / "cache"
    (state / "lists" / "partial").mkdir(parents=True, exist_ok=True)
    (cache / "archives" / "partial").mkdir(parents=True, exist_ok=True)
    settings = [f"Dir::State={state}", "Dir::State::status=/var/lib/dpkg/status", f"Dir::Cache={cache}"]
    options = apt_options() + [part for setting in settings for part in ("-o", setting)]
    say("reading the distribution's package lists")
    # One unreachable third-party source makes this fail, and need not matter: the download decides.
    run(["apt-get", *options, "-o", "Acquire::Languages=none", "--quiet", "update"])
    return options
