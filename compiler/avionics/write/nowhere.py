"""A destination for artifacts that only looks at them, for those who ask whether everything compiles."""

from __future__ import annotations

from collections.abc import Iterable

from avionics.artifact import Artifact
from avionics.write.record import Entry
from avionics.write.stage import Staged, holds


class Nowhere:
    """Takes artifacts, keeps the digest of each, and knows the output folder `root` of an earlier run.

    What that run remembers is believed as long as its output is there: whoever forges the one does not know the times
    of the other.
    """

    def __init__(self, root: str) -> None:
        self._root = root

    def add(self, artifact: Artifact) -> Staged:
        """What the artifact would be on disk."""
        return Staged(Entry.of(artifact), False, len(artifact.content), 0)

    def holds(self, items: Iterable[Staged]) -> bool:
        """Whether the output of the earlier run is as it was written."""
        return holds(self._root, items)
