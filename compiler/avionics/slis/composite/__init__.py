"""Other objectives taken together: a journey through several, a weighted mean, or the worst of them.

What is read are the pairs that the parts record, never their raw series. Each part is first brought to one error ratio
(its bad events over its events, which is what makes them comparable), then these are combined:

- journey: 1 - (1 - e1) * (1 - e2) * ..., for steps that all must succeed and fail independently;
- weighted: (w1 * e1 + w2 * e2 + ...) / (w1 + w2 + ...), over the parts that have events;
- worst: max(e1, e2, ...), the least share of users that can be affected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from avionics.conventions import names
from avionics.promql.text.number import number
from avionics.slis.indicator import Routed
from avionics.slis.series import Rates, Select, Sums, Window
from avionics.slis.words import Words, averaged

MIN_FAILURES = 2
"""Its parts ask for three themselves."""
_FAILURES = "failures of equal weight"
_OWN = (names.SERVICE, names.SLO)


def parts(sli: Any) -> Iterator[Routed]:
    """The objectives it is made of, and the keys that lead to them."""
    for key in ("journey", "worst"):
        yield from (((key, index), part) for index, part in enumerate(sli.get(key, ())))
    yield from ((("weighted", part), part) for part in sli.get("weighted", ()))
    if "volume" in sli:
        yield ("volume",), sli["volume"]


def rates(sli: Any, select: Select, window: Window, sums: Sums) -> Rates:
    """The combined ratio, of events that are those of `volume`, or else the time between two scrapes."""

    def recorded(metric: str, chosen: Iterable[str]) -> str:
        return _recorded(select, window, (metric,), chosen)

    def ratios(chosen: Iterable[str]) -> str:
        bad, all_ = (sums.of(recorded(metric, chosen), apart=_OWN) for metric in (names.ERRORS, names.TOTAL))
        return f"{bad} / ({all_} > 0)"

    if "volume" in sli:
        total = sums.of(recorded(names.TOTAL, (sli["volume"],)))
    else:
        events = sums.of(recorded(names.TOTAL, combined(sli)), apart=_OWN)
        total = f"{sums.of(f'{events} > bool 0', 'max')} / {window.scrape}"
    return Rates(total, sums.filled(f"({_ratio(sli, ratios, sums)}) * {sums.recorded_total}"))


def combined(sli: Any) -> tuple[str, ...]:
    """The parts whose ratios are combined."""
    return next(tuple(sli[key]) for key in ("journey", "weighted", "worst") if key in sli)


def _ratio(sli: Any, ratios: Callable[[Iterable[str]], str], sums: Sums) -> str:
    if "worst" in sli:
        return sums.of(ratios(sli["worst"]), "max")
    if "journey" in sli:
        succeeding = f"clamp_min(1 - {ratios(sli['journey'])}, 0)"
        return f"1 - exp({sums.of(f'ln({succeeding})')})"
    weights = {part: number(weight) for part, weight in sli["weighted"].items()}
    weighted = " or ".join(f"{weight} * ({ratios((part,))})" for part, weight in weights.items())
    weighing = " or ".join(f"{weight} * ({ratios((part,))} >= bool 0)" for part, weight in weights.items())
    return f"{sums.of(weighted)} / {sums.of(weighing)}"


def timed(sli: Any) -> bool:
    """Without the events of a part."""
    return "volume" not in sli


def one_a_scrape(sli: Any, by: tuple[str, ...]) -> bool:
    """Where it is by time: the parts are one, and so are the groups that they keep apart."""
    del by
    return timed(sli)


def heavy(sli: Any) -> bool:
    """Always: one failed request of a part is as large a share of the composite as the part has few."""
    del sli
    return True


def variance(sli: Any, select: Select, window: Window, sums: Sums, errors: str) -> str:
    """The square of the errors, and of how uncertain their ratio is: the deviations of its parts over their errors.

    A part's failures are a Poisson count, whose variance is its mean, so that n of them deviate by sqrt(n). Deviations
    are added, not their squares: one request may have failed in every part.
    """

    def of_parts(function: str, *metrics: str) -> str:
        def shares(chosen: Iterable[str]) -> str:
            one, events = (
                sums.of(_recorded(select, window, each, chosen), apart=_OWN) for each in (metrics, (names.TOTAL,))
            )
            return f"{function}({one}) / ({events} > 0)"

        return sums.of(_weighed(sli, shares))

    deviation = of_parts("sqrt", names.VARIANCE, names.ERRORS)  # a part of whose own errors one may weigh as many
    return sums.filled(f"({sums.of(errors)} * {deviation} / ({of_parts('', names.ERRORS)} > 0)) ^ 2")


def _weighed(sli: Any, shares: Callable[[Iterable[str]], str]) -> str:
    """What `shares` makes of the parts, each as much as it weighs."""
    if "weighted" not in sli:
        return shares(combined(sli))
    return " or ".join(f"{number(weight)} * {shares((part,))}" for part, weight in sli["weighted"].items())


def _recorded(select: Select, window: Window, metrics: Iterable[str], chosen: Iterable[str]) -> str:
    """The first of `metrics` that each of the chosen parts has recorded."""
    series = (select.recorded(metric + window.name, *part.split("/")) for metric in metrics for part in chosen)
    return " or ".join(series)


def words(sli: Any) -> Words:
    """With a volume of its events, without one of time."""
    if "volume" in sli:
        weighted = f"Weighted by the events of {sli['volume']}."
        return Words(f"events, as {sli['volume']} counts them,", "were bad", _FAILURES, "events", weighted)
    return averaged("the parts had in it", _FAILURES)
