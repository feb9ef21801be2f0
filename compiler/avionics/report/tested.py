"""What tests showed: a line for people, JSON for programs."""

from __future__ import annotations

import json as _json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from avionics.place import Place, Where
from avionics.report.text import printable
from avionics.source.locate import locate
from avionics.source.text import show
from avionics.trial import Trial

_MAX_LISTED = 200
_GENERATED = ("slos/", "alerts/")
"""Where tests are generated from."""
ENOUGH = 95
"""Per cent of the faults in rules that their tests must notice."""


def summary(trials: Sequence[Trial], suites: int, seconds: float, *, changed: str, failed: bool) -> str:
    """How many claims hold, and of what; or why nothing was tested: because of what was found (`failed`), or because
    nothing is otherwise than at the commit `changed` (if one was named).
    """
    if not trials:
        why = f"no rule and no case changed since {printable(changed)}" if changed else "there is nothing to test"
        return f"nothing was tested: {'put right first what was found' if failed else why}"
    faulty = sum(1 for trial in trials if trial.fault)
    subjects = len({(trial.subject, trial.environment) for trial in trials})
    held = f"{len(trials) - faulty:,} of {len(trials):,} claims hold"
    return f"{held}, about {_many(subjects, 'subject')} in {_many(suites, 'file')} of promtool, in {seconds:.1f} s"


def _many(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def ways(trials: Sequence[Trial], keep: str) -> Iterator[str]:
    """How to look at what failed; `keep` is the folder that the tests were written into, if they were."""
    failed = sorted({trial.where.path for trial in trials if trial.fault and trial.where.path.startswith(_GENERATED)})
    if failed and keep:
        yield f"the tests that failed, with their rules, are in {printable(keep)}: run 'promtool test rules' on one"
    elif failed:
        service = failed[0].rpartition("/")[2].removesuffix(".yaml")
        yield f"to look at what failed: 'avionics test {printable(service)} --keep DIR' writes each test with its rules"


def mutants(survivors: Sequence[Trial], faults: Mapping[Where, int], files: Mapping[str, bytes]) -> Iterator[str]:
    """The faults that no test noticed, how many were, and the spec nodes whose tests noticed few."""
    if not faults:
        return
    for trial in survivors[:_MAX_LISTED]:
        place = _place(trial.where, files)
        yield printable(f"{place}: survives in {trial.subject} ({trial.environment}): {trial.claim}")
    if len(survivors) > _MAX_LISTED:
        yield f"and {len(survivors) - _MAX_LISTED:,} more"
    for where, (noticed, total) in _noticed(survivors, faults).items():
        if 100 * noticed < ENOUGH * total:
            yield f"{_place(where, files)}: {_share(noticed, total)}"
    total = sum(faults.values())
    yield _share(total - len(survivors), total)


def few(survivors: Sequence[Trial], faults: Mapping[Where, int]) -> bool:
    """Whether the tests notice too few faults: of all together, or of an objective."""
    if 100 * len(survivors) > (100 - ENOUGH) * sum(faults.values()):
        return True
    shares = _noticed(survivors, faults).items()
    return any(100 * noticed < ENOUGH * total for where, (noticed, total) in shares if where.path.startswith("slos/"))


def _noticed(survivors: Iterable[Trial], faults: Mapping[Where, int]) -> dict[Where, tuple[int, int]]:
    """Of each spec node, how many faults were noticed, of how many."""
    alive = Counter(trial.where for trial in survivors)
    return {where: (total - alive[where], total) for where, total in faults.items()}


def _share(noticed: int, total: int) -> str:
    return f"{noticed:,} of {total:,} faults noticed ({100 * noticed / max(1, total):.1f} %)"


def json(
    trials: Iterable[Trial],
    survivors: Sequence[Trial],
    faults: Mapping[Where, int],
    files: Mapping[str, bytes],
    seconds: float,
) -> str:
    """Every result. The form is versioned; fields are only ever added."""
    found = {
        "version": 1,
        "seconds": round(seconds, 1),
        "results": [_object(trial, files) for trial in trials],
        "survivors": [_object(trial, files) for trial in survivors],
        "faults": [
            {"path": place.path, "line": place.line, "noticed": noticed, "of": total}
            for where, (noticed, total) in _noticed(survivors, faults).items()
            for place in [_place(where, files)]
        ],
    }
    return _json.dumps(found, indent=1) + "\n"


def _object(trial: Trial, files: Mapping[str, bytes]) -> dict[str, object]:
    place = _place(trial.where, files)
    return {
        "subject": trial.subject,
        "environment": trial.environment,
        "claim": trial.claim,
        "holds": not trial.fault,
        "fault": trial.fault,
        "path": place.path,
        "line": place.line,
    }


def _place(where: Where, files: Mapping[str, bytes]) -> Place:
    return locate(show(files.get(where.path, b"")), where)
