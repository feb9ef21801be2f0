"""What an objective is fed with: from what is compiled, and what the user says of traffic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from avionics.app.compile import Compiled
from avionics.app.explain.find import UnknownName
from avionics.app.replayed import Replayed, replayed
from avionics.app.simulate.fed import Fed
from avionics.finding import did_you_mean
from avionics.proof.parts import failing
from avionics.slis import routes

USUAL = Fraction(10)
"""Events a second where nobody says how many: 600 a minute."""


FAR = 1 << 20
"""Behind all rules of a service: those of another are evaluated at any time beside them, an evaluation ago at most."""


class Told(Struct, frozen=True):
    """What the user says: events a second, of everything or of single `parts`, and which of these is `failing`.

    `series` is how many series each of the user's selectors finds.
    """

    traffic: Fraction | None = None
    parts: Mapping[str, Fraction] = MappingProxyType({})
    failing: str = ""
    series: int = 1


def feeding(chosen: Replayed, compiled: Compiled, told: Told) -> Fed:
    """What feeds the rules of an objective.

    Raises:
        UnknownName: a part that is named is none, or it is made of itself, or of what cannot be read.
    """
    fed = _fed(chosen, compiled, told, ())
    _known(told.parts, [leaf.name for leaf in fed.leaves()], f"part of {fed.name} with traffic of its own")
    fails = [part.name for part in _below(fed) if part.fails]
    if told.failing not in ("", *fails):
        could = routes.combined(chosen.slo.sli_kind, chosen.slo.sli)
        _known((told.failing,), could, f"part of {fed.name} whose errors count")
    return fed


def _known(named: Iterable[str], known: Sequence[str], what: str) -> None:
    for name in named:
        if name not in known:
            help_ = did_you_mean(name, known) if known else "it has no parts, and all of its events fail alike"
            raise UnknownName(f"{name!r} is no {what}; {help_}")


def _below(fed: Fed) -> Iterator[Fed]:
    for part in fed.parts:
        yield part
        yield from _below(part)


def _fed(chosen: Replayed, compiled: Compiled, told: Told, within: tuple[str, ...], behind: int = 0) -> Fed:
    """An objective with its parts; `within` are those that it is a part of, `behind` how many rules come before."""
    slo, name, scrape = chosen.slo, chosen.book.name, chosen.aim.scrape
    within = (*within, name)
    if name in within[:-1]:
        raise UnknownName(f"{name} is made of itself ({' <- '.join(within)}), which cannot be simulated")
    timed = routes.timed(slo.sli_kind, slo.sli)
    read = dict.fromkeys(part for _, part in routes.parts(slo.sli_kind, slo.sli))
    if not read:
        traffic = _said(chosen, told, part=len(within) > 1)
        return Fed(chosen.book, scrape, traffic or USUAL, assumed=not traffic, timed=timed)
    parts = []
    for part in read:
        after = behind if _service(part) == _service(name) else behind + FAR
        found = replayed(compiled, part, chosen.aim.environment.name, maintenance=False, behind=after)
        parts.append(_fed(found, compiled, told, within, after))
    bad = _bad(chosen, parts, told.failing)
    parts = [replace(part, fails=part.name in bad) for part in parts]
    weighs = _weighs(chosen, parts)
    return Fed(chosen.book, scrape, weighs.traffic, weighs.assumed, timed, parts=tuple(parts))


def _service(name: str) -> str:
    return name.partition("/")[0]


def _weighs(chosen: Replayed, parts: list[Fed]) -> Fed:
    """The part whose events weigh an objective; where time does, of those that fail the one with the fewest."""
    volume = routes.fields(chosen.slo.sli).get("volume")
    return min((part for part in parts if part.name == volume or (not volume and part.fails)), key=lambda one: one.rare)


def _bad(chosen: Replayed, parts: list[Fed], named: str) -> tuple[str, ...]:
    """The parts that fail: that which is named or made of it, else the first, or of a weighted mean all."""
    combined = routes.combined(chosen.slo.sli_kind, chosen.slo.sli)
    hit = [part.name for part in parts if named and named in (part.name, *(each.name for each in _below(part)))]
    return tuple(name for name in hit if name in combined) or failing(chosen.aim)


def _said(chosen: Replayed, told: Told, *, part: bool) -> Fraction | None:
    """Events a second, as the user or the objective says, or each sample of a gauge; None where nobody says.

    Of a part samples are samples, whatever is said of everything.
    """
    sampled = Fraction(told.series, chosen.aim.scrape) if chosen.book.counts_samples() else None
    named = told.parts.get(chosen.book.name)
    if named or (part and sampled):
        return named or sampled
    return told.traffic or chosen.slo.traffic or sampled
