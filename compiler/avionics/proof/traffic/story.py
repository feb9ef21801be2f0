"""What a burn-rate tier promises, and the story that tries it: scenes, when each ends, and the traffic they make."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from avionics.model.maintenance import Maintenance
from avionics.plan.objectives.objective import Objective
from avionics.plan.objectives.shape import HOUR, Measure
from avionics.plan.objectives.windows import Tier
from avionics.promql.text.duration import seconds
from avionics.proof.traffic.facts import Facts
from avionics.proof.traffic.given import step
from avionics.proof.traffic.played import smeared
from avionics.proof.traffic.player import reads_counters
from avionics.proof.traffic.scenes import Scene, maintenance, scenes
from avionics.proof.traffic.scraped import sampled
from avionics.proof.traffic.tolerated import tolerated
from avionics.proof.traffic.traffic import Stretch, Timeline
from avionics.slis.example import NoExample

_MOST = 0.9
"""The error ratio of a tier that can never fire, whose windows are tried all the same."""

_HELD = 25_000
"""Values of a series in a scene that lasts for a `for` or `keep_firing_for`: over two weeks of them every minute."""


class Story(Struct, frozen=True):
    """The scenes of a tier, when each of them ends, and the traffic they make together."""

    facts: Facts
    scenes: tuple[tuple[Scene, int], ...]
    traffic: Timeline

    @property
    def ends(self) -> list[int]:
        """The end of every scene."""
        return [end for _, end in self.scenes]

    def clock(self, planned: Maintenance | None) -> int:
        """The time the story begins at, so that the scene of maintenance ends in the one that is planned.

        It ends with it, or, where those before would fall into it too, when it has just begun.
        """
        if planned is None:
            return 0
        end = next(end for scene, end in self.scenes if scene.name == "maintenance")
        return (planned.end - 1 if self.facts.maintained < self.facts.apart else planned.start + 1) - end


def facts_of(aim: Objective, tier: Tier, long: Measure, *, raw: bool) -> Facts:
    """What the tier promises, from the Workbook's numbers; `raw` says that it is played from the raw series.

    Raises:
        NoExample: promtool cannot hold it, or what it asks for; or it waits or stays for too long to be told of.
    """
    every = step(aim, long)
    lag = every + seconds(long.source) if long.how == "tiled" else 0
    short = next(measure for measure in aim.measures if measure.name == tier.short)
    facts = Facts(
        threshold=_threshold(aim, tier),
        long=long.seconds,
        short=seconds(tier.short),
        guard=_guard(aim, tier),
        step=every,
        slack=lag + 2 * (aim.interval + aim.scrape),
        waits=seconds(tier.for_),
        keeps=seconds(tier.keep_firing_for),
        link=_link(long, short, every),
        parts=short.step if short.how == "chained" and (not long.fresh or (raw and reads_counters(aim))) else 0,
        counted=tuple(_from_counters(aim, long)) if raw and reads_counters(aim) else (),
        before=math.ceil(2 * aim.scrape / sampled(aim)),
        smeared=aim.base if raw and smeared(aim) else 0,
        interval=aim.base if aim.one_a_window else 0,
        busy=tier.min_events / min(every, aim.base) if aim.one_a_window else 0,
    )
    if max(facts.waits, facts.keeps) > _HELD * every:
        raise NoExample(
            f"its 'for' or 'keepFiringFor' is longer than {_HELD:,} values every {every} s, which are tried"
        )
    planned = first_planned(aim, facts)
    return replace(facts, maintained=planned.end - planned.start) if planned else facts


def _from_counters(aim: Objective, long: Measure) -> Iterator[tuple[str, int]]:
    """How many samples of counters each window holds that is read from them: the base, and what bases do not fill."""
    read = (each for each in aim.measures if each.how == "raw" and each.seconds <= long.seconds)
    return ((each.name, each.seconds // sampled(aim)) for each in read)


def _link(long: Measure, short: Measure, every: int) -> int:
    """Of a window in tiles the short one may be chained of the same pairs, and is tried as a link."""
    if long.how == "chained":
        return long.step
    return short.seconds if long.how == "tiled" and short.how == "chained" and short.step == every else 0


def _guard(aim: Objective, tier: Tier) -> int:
    """How many failures the long window must hold: all that is asked for, where nothing is known of other events."""
    if tier not in aim.tiers:
        return 1
    return tier.min_failures if aim.one_a_window else max(tier.min_failures, tier.min_events)


def _threshold(aim: Objective, tier: Tier) -> float:
    """The error ratio it tolerates, less than everything."""
    ratio = tolerated(aim, tier)
    return ratio if ratio < 1 else _MOST


@lru_cache(maxsize=256)
def story(facts: Facts, begins: Callable[[Facts], Iterable[Scene]] | None) -> Story:
    """The story of a tier; tiers that promise the same share it. What is recorded is filled, and needs no beginning."""
    found = [*(begins(facts) if begins else ()), *scenes(facts), *(maintenance(facts) if facts.maintained else ())]
    ends = (facts.apart * (index + 1) for index in range(len(found)))
    traffic = Timeline(stretch for scene in found for stretch in _filled(facts, scene))
    return Story(facts, tuple(zip(found, ends, strict=False)), traffic)


def _filled(facts: Facts, scene: Scene) -> Iterator[Stretch]:
    """A scene as traffic, which begins with silence where it does not fill its time."""
    yield Stretch(facts.apart - sum(stretch.seconds for stretch in scene.stretches), 0, 0)
    yield from scene.stretches


def first_planned(aim: Objective, facts: Facts) -> Maintenance | None:
    """The planned maintenance that a tier is tried in: the first, so that no scene before it falls into another.

    Those that begin before the scene after it is over are one with it.
    """
    first, *others = sorted(aim.maintenance, key=lambda each: each.start) or (None,)
    for each in others:
        if first and each.start < first.end + 2 * (facts.apart + HOUR):
            first = replace(first, end=max(first.end, each.end))
    return first
