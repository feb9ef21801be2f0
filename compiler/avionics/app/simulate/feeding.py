"""What an objective is fed with: from what is compiled, and what the user says of traffic."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from msgspec import Struct

from avionics.app.compile import Compiled
from avionics.app.explain.find import UnknownName
from avionics.app.replayed import Replayed, replayed
from avionics.app.simulate.fed import Fed
from avionics.finding import did_you_mean
from avionics.proof.traffic.parts import failing

USUAL = Fraction(10)
"""Events a second where nobody says how many: 600 a minute."""


class Told(Struct, frozen=True):
    """What the user says: events a second, of everything or of single `parts`, and which of these is `failing`.

    `series` is how many series each of the user's selectors finds.
    """

    traffic: Fraction | None = None
    parts: Mapping[str, Fraction] = MappingProxyType({})
    failing: str = ""
    series: int = 1


def feeding(chosen: Replayed, compiled: Compiled, told: Told) -> Fed:
    """What feeds the rules of an objective. What several of its parts are made of is one and the same.

    Raises:
        UnknownName: a part that is named is none, or it is made of itself, or of what cannot be read.
    """
    name, found = chosen.book.name, _gathered(chosen, compiled, (), {})
    counting = _down(name, found, _combined) - {name}
    if told.failing:
        could = [part for part in found if part in counting]
        _known((told.failing,), could, f"part of {name} whose errors count")
    fails = _down(told.failing or name, found, lambda each: failing(each.aim))
    made: dict[str, Fed] = {}
    for each in found.values():
        made[each.book.name] = _of_parts(each, made) if _read(each) else _of_events(each, told, name, fails)
    fed = made[name]
    _known(told.parts, [leaf.name for leaf in fed.leaves()], f"part of {name} with traffic of its own")
    return fed


def _known(named: Iterable[str], known: Sequence[str], what: str) -> None:
    for name in named:
        if name not in known:
            help_ = did_you_mean(name, known) if known else "it has no parts, and all of its events fail alike"
            raise UnknownName(f"{name!r} is no {what}; {help_}")


def _gathered(
    chosen: Replayed, compiled: Compiled, within: tuple[str, ...], found: dict[str, Replayed]
) -> dict[str, Replayed]:
    """What was `found` before, then an objective after all that it is made of; `within` are those it is a part of."""
    name = chosen.book.name
    within = (*within, name)
    if name in within[:-1]:
        raise UnknownName(f"{name} is made of itself ({' <- '.join(within)}), which cannot be simulated")
    for part in _read(chosen):
        if part not in found:
            read = replayed(compiled, part, chosen.aim.environment.name, maintenance=False)
            _gathered(read, compiled, within, found)
    found[name] = chosen
    return found


def _read(chosen: Replayed) -> tuple[str, ...]:
    """Its parts: those whose errors count, and the one whose events weigh it."""
    return tuple(dict.fromkeys(part for _, part in chosen.slo.sli.parts()))


def _combined(chosen: Replayed) -> tuple[str, ...]:
    """The parts whose errors count."""
    return chosen.slo.sli.combined


def _down(name: str, found: dict[str, Replayed], of: Callable[[Replayed], Iterable[str]]) -> set[str]:
    """`name` and those `of` its parts, and of theirs; in `found` each stands after its own."""
    reached = {name}
    for each in reversed(found):
        if each in reached:
            reached.update(of(found[each]))
    return reached


def _of_events(chosen: Replayed, told: Told, whole: str, fails: Container[str]) -> Fed:
    """One that has events of its own; they fail where it is one of those that do."""
    name, timed = chosen.book.name, chosen.slo.sli.timed
    said = _said(chosen, told, part=name != whole)
    return Fed(chosen.book, chosen.aim.scrape, said or USUAL, not said, timed, name in fails, _counts(chosen))


def _of_parts(chosen: Replayed, made: Mapping[str, Fed]) -> Fed:
    """One that is made of others: it fails where one of them does whose errors count."""
    parts = tuple(made[part] for part in _read(chosen))
    hit = tuple(part for part in _combined(chosen) if made[part].fails)
    weighs = _weighs(chosen, made, hit or _combined(chosen))
    return Fed(
        chosen.book,
        chosen.aim.scrape,
        weighs.traffic,
        weighs.assumed,
        timed=weighs.timed or chosen.slo.sli.timed,
        fails=bool(hit),
        counts=_counts(chosen),
        parts=parts,
        hit=hit,
        journey="journey" in chosen.slo.sli.fields,
    )


def _counts(chosen: Replayed) -> str:
    """What its events are called: probes, measurements. A ratio that time weighs is one of some events all the same."""
    sli = chosen.slo.sli
    return "events" if sli.timed else sli.words.events


def _weighs(chosen: Replayed, made: Mapping[str, Fed], of: Iterable[str]) -> Fed:
    """The part whose events weigh an objective, which may be time; where there is none, `of` these the rarest."""
    volume = chosen.slo.sli.fields.get("volume")
    return made[volume] if volume else min((made[part] for part in of), key=lambda one: one.rare)


def _said(chosen: Replayed, told: Told, *, part: bool) -> Fraction | None:
    """Events a second, as the user or the objective says, or each sample of a gauge; None where nobody says.

    Of a part samples are samples, whatever is said of everything.
    """
    sampled = Fraction(told.series, chosen.aim.scrape) if chosen.book.counts_samples() else None
    named = told.parts.get(chosen.book.name)
    if named or (part and sampled):
        return named or sampled
    return told.traffic or chosen.slo.traffic or sampled
