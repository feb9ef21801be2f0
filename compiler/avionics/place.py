"""Where something was written: first as a route of keys, later as a line and a column."""

from __future__ import annotations

from msgspec import Struct

Step = str | int
Route = tuple[Step, ...]


class Where(Struct, frozen=True):
    """A symbolic place: a file of the project and the keys that lead to a node in it.

    Cheap to make and to keep; `source.locate` turns it into a `Place` for the few that are printed. Where there are no
    keys to follow (text that did not parse, the body of a page), `line` and `column` say the place, counted from 1.
    """

    path: str
    route: Route = ()
    line: int = 0
    column: int = 1

    def at(self, *steps: Step) -> Where:
        """The place of a node below this one."""
        return Where(self.path, self.route + steps)


class Place(Struct, frozen=True, order=True):
    """A concrete place. `line` and `column` count characters from 1; `length` is how many to underline."""

    path: str
    line: int = 1
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"
