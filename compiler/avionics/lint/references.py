"""Do the pages that specs name exist, and the headings in them?"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from avionics.finding import did_you_mean
from avionics.lint.engine import Problem
from avionics.model.catalog import Catalog
from avionics.place import Where


def missing(where: Where, what: str, reference: str, catalog: Catalog) -> Iterator[Problem]:
    """The problem that `reference` (a page below playbooks/, with or without a heading) leads nowhere."""
    path, _, anchor = reference.partition("#")
    anchors = catalog.pages.get(path)
    if anchors is None:
        yield Problem(where, f"the {what} playbooks/{path} does not exist", _help(what, path, catalog))
    elif anchor and anchor not in anchors:
        yield Problem(where, f"playbooks/{path} has no heading {anchor!r}", did_you_mean(anchor, anchors))


def _help(what: str, path: str, catalog: Catalog) -> str:
    """The page of nearly this name in the same folder; else how to write it."""
    folder, _, name = path.rpartition("/")
    beside = sorted(page.rpartition("/")[2] for page in catalog.pages if page.rpartition("/")[0] == folder)
    for near in difflib.get_close_matches(name, beside, n=1, cutoff=0.6):
        return f"did you mean {f'{folder}/{near}'!r}?"
    return f"write it: avionics new playbook {path}" if what == "playbook" else "write it"
