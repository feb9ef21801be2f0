"""What to look at where a server has nothing of an objective: a past without a sample is no past."""

from __future__ import annotations

from collections.abc import Iterable
from time import gmtime, strftime

from avionics.app.backfill.pairs import Question
from avionics.app.backfill.server import known
from avionics.conventions import names
from avionics.promql.syntax.parse import parse, walk
from avionics.promql.text.tokens import selectors
from avionics.replay.rulebook import MOST_OPERATORS


class NothingFound(Exception):
    """The server has nothing to make a past of; the lines of the message say what to look at (exit code 1)."""


def parts_are_there(name: str, questions: tuple[Question, ...], server: str) -> None:
    """See to it that the server has something recorded of each objective that the objective `name` is made of.

    Raises:
        NothingFound: of one it has not; the rest alone would be another objective.
        ServerFault: the server cannot be reached, or refuses the question.
    """
    recorded: dict[str, bool] = {}
    for selector in _selectors(questions):
        part = _part(selector)
        if part and not recorded.get(part):
            recorded[part] = known(server, selector, *_stretch(questions))
    missing = [part for part, found in recorded.items() if not found]
    if missing:
        first = (f"  backfill {part} first, and load it: its recorded pairs are read" for part in missing)
        raise NothingFound("\n".join((f"{_nothing(name, questions)}; of its parts nothing is recorded:", *first)))


def nothing(name: str, questions: tuple[Question, ...], server: str) -> NothingFound:
    """Why no pair was found: each selector that finds no series on the server, as the rules have it.

    Raises:
        ServerFault: the server cannot be reached, or refuses the question.
    """
    said = _nothing(name, questions)
    missing = [one for one in _selectors(questions) if not known(server, one, *_stretch(questions))]
    if not missing:
        return NothingFound(f"{said}: every selector finds series, but too few samples for an increase")
    shown = (f"  {one}" for one in missing)
    asks = "is each name and label as the server has it, and does it keep data for so long?"
    return NothingFound("\n".join((f"{said}: no series of", *shown, asks)))


def _nothing(name: str, questions: tuple[Question, ...]) -> str:
    begin, end = (strftime("%Y-%m-%dT%H:%M:%SZ", gmtime(at)) for at in _stretch(questions))
    return f"nothing found for {name} from {begin} to {end}"


def _stretch(questions: tuple[Question, ...]) -> tuple[int, int]:
    return min(one.start for one in questions), max(one.end for one in questions)


def _selectors(questions: Iterable[Question]) -> Iterable[str]:
    """Each selector that is asked for, once."""
    asked = dict.fromkeys(question.expr for question in questions)
    return dict.fromkeys(expr[one.start : one.end] for expr in asked for one in selectors(expr))


def _part(selector: str) -> str:
    """The objective that records what is selected, "" for a series that is scraped."""
    (node,) = (node for node in walk(parse(selector, MOST_OPERATORS)) if type(node).__name__ == "VectorSelector")
    labels = {matcher.name: matcher.value for matcher in node.matchers.matchers}
    return f"{labels[names.SERVICE]}/{labels[names.SLO]}" if names.SLO in labels and ":" in (node.name or "") else ""
