"""Finds the rules, runs each on what it declares to read, and survives a rule that crashes.

A rule is a module in `rules/` with one function decorated by `rule`. Its first parameter's type says what it reads:
`Page`, `Service`, `Promql` (all that was written for a service), `PromqlAtHand` (the same, as far as it can be read),
`Plan`, `Addressed` (a page that links to cockpits or logs), `Opened` (a cockpit that pages link to), `Catalog` (once
for the whole project), or `Watches` (of services that may watch the same); a second one, where it needs it, is the
catalog. Its id is the module's name with hyphens; its page and test is `<module>.md` beside it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any

from msgspec import Struct

from avionics.finding import Finding, Label, Severity, did_you_mean
from avionics.model.catalog import Catalog
from avionics.place import Where

RULES = os.path.join(os.path.dirname(__file__), "rules")


SUGGESTED = 1_000
"""Unknown names that are compared with the known ones, in a whole project, but at least one a service and kind of
subject: as many as anybody reads. Each may cost thousands of comparisons, and a hostile spec can hold any number."""


class Meant(Struct, frozen=True):
    """Help that looks for what `word` may have meant: `ask`, or `otherwise` where too many were asked before."""

    word: str
    ask: Callable[[], str]
    otherwise: str


def meant(word: str, known: Iterable[str], otherwise: str = "") -> Meant:
    """Help for a name nobody knows: what it may have meant, or all that are known, and what to do `otherwise`."""

    def ask() -> str:
        near = did_you_mean(word, known)
        return near if near.startswith("did") else "; ".join(filter(None, (near, otherwise)))

    return Meant(word, ask, otherwise)


class Problem(Struct, frozen=True):
    """What a rule yields: where, what is wrong, what to do. The engine adds the rule's id and severity."""

    where: Where
    message: str
    help: str | Meant = ""
    span: tuple[int, int] | None = None
    on_key: bool = False
    also: tuple[Label, ...] = ()


Check = Callable[[Any], Iterator[Problem]] | Callable[[Any, Catalog], Iterator[Problem]]


class Rule(Struct, frozen=True):
    """A lint rule. `reads` is the name of the type it is run on; `alone`, that it needs no catalog beside it."""

    id: str
    severity: Severity
    summary: str
    reads: str
    check: Callable[..., Iterator[Problem]]
    alone: bool = False


def rule(severity: Severity, summary: str) -> Callable[[Check], Rule]:
    """Makes a rule of a function: `@rule("error", "every alert has a playbook")`."""

    def decorate(check: Check) -> Rule:
        reads, *more, _ = check.__annotations__.values()
        identity = check.__module__.rsplit(".", 1)[-1].replace("_", "-")
        return Rule(identity, severity, summary, reads, check, alone=not more)

    return decorate


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Every rule there is, by id."""
    modules = sorted(name[:-3] for name in os.listdir(RULES) if name.endswith(".py") and name != "__init__.py")
    found = (import_module(f"avionics.lint.rules.{name}") for name in modules)
    return tuple(next(value for value in vars(module).values() if isinstance(value, Rule)) for module in found)


@lru_cache(maxsize=8)
def reading(reads: str) -> tuple[Rule, ...]:
    """The rules that are run on a type."""
    return tuple(one for one in rules() if one.reads == reads)


def run(reads: str, subjects: Iterable[Any], catalog: Catalog) -> list[Finding]:
    """The findings of every rule that reads `reads`, on each of `subjects`: those of the project."""
    return run_each(reads, [tuple(subjects)], catalog)[0]


def run_each(reads: str, units: Sequence[Sequence[Any]], catalog: Catalog) -> list[list[Finding]]:
    """The same of each unit, whose subjects stand together. A rule looks at all units before the next one does: what it
    needed just now is at hand, so that all take three tenths less time.

    A unit's share of suggestions depends on nothing that other units hold, so that it is the same in any process.
    """
    most = max(1, SUGGESTED // max(1, len(catalog.services)))
    asked = [_Asked(most) for _ in units]
    found: list[list[Finding]] = [[] for _ in units]
    of_units = zip(units, asked, found, strict=True)
    each = [(subject, words, into) for subjects, words, into in of_units for subject in subjects]
    for one in reading(reads):
        for subject, words, into in each:
            before = len(into)
            try:
                for problem in one.check(subject) if one.alone else one.check(subject, catalog):
                    into.append(_finding(one, problem, words))
            except Exception as error:  # noqa: BLE001  a crash in one rule is a finding and the run goes on
                into[before:] = [_crashed(one, error, _place(subject, catalog))]
    return found


class _Asked:
    """The words that were looked up, up to a limit."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._words: set[str] = set()

    def help(self, said: str | Meant) -> str:
        if isinstance(said, str):
            return said
        if said.word not in self._words and len(self._words) >= self._limit:
            return said.otherwise
        self._words.add(said.word)
        return said.ask()


def _finding(one: Rule, p: Problem, asked: _Asked) -> Finding:
    return Finding(one.id, p.message, p.where, one.severity, asked.help(p.help), p.span, p.on_key, p.also)


def _crashed(one: Rule, error: Exception, where: Where) -> Finding:
    """The crash of a rule, instead of what it found before."""
    import traceback  # noqa: PLC0415  for our own mistakes only

    last = traceback.extract_tb(error.__traceback__)[-1]
    at = f"{os.path.basename(last.filename)}:{last.lineno}"
    message = f"the rule {one.id} crashed: {type(error).__name__}: {error} ({at})"
    return Finding("rule-crashed", message, where, help="this is a fault of avionics; please report it")


def _place(subject: Any, catalog: Catalog) -> Where:
    """Where a subject was written, as well as can be told of one that makes a rule crash."""
    where = getattr(subject, "where", None) or getattr(getattr(subject, "service", None), "where", None)
    return where if isinstance(where, Where) else catalog.project.where
