"""Links to a dashboard in Grafana: its variables filled in, one panel in view, the time up to now."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from avionics.links import url

OPENS = "/d/"
"""What stands before the uid of a dashboard in its address."""


class DashboardLink(Struct, frozen=True):
    """What a link opens in the Grafana at `base`: `panel` is None for the whole dashboard. Templates stand in variables
    as written."""

    base: str
    uid: str
    panel: int | None
    variables: tuple[tuple[str, str], ...]


def dashboard(
    base: str, uid: str, panel: int | None, fixed: tuple[tuple[str, str], ...] = (), labels: tuple[str, ...] = ()
) -> url.Timeless:
    """The panel of a dashboard.

    `fixed` are variables with their values; a name may stand there several times. `labels` are variables that take the
    value of the alert's label of the same name when it fires; no value can leave its variable, see `url.label`.
    """
    view = "" if panel is None else f"viewPanel={panel}&"
    opened = f"{base.rstrip('/')}{OPENS}{url.encode(uid)}?{_variables(fixed, labels)}{view}from=now-"
    return url.Timeless(opened, "&to=now")


@lru_cache(maxsize=64)  # an environment fills the same ones for all
def _variables(fixed: tuple[tuple[str, str], ...], labels: tuple[str, ...]) -> str:
    filled = [f"var-{url.encode(name)}={url.encode(value)}&" for name, value in fixed]
    return "".join([*filled, *[f"var-{name}={url.label(name)}&" for name in labels]])


def whole(base: str, uid: str, fixed: tuple[tuple[str, str], ...]) -> str:
    """A dashboard with variables filled in, without a time: in Grafana a link can keep the reader's."""
    variables = "&".join(f"var-{url.encode(name)}={url.encode(value)}" for name, value in fixed)
    return f"{base.rstrip('/')}{OPENS}{url.encode(uid)}?{variables}"


def parse(link: str) -> DashboardLink:
    """What a link opens, for proofs.

    Raises:
        ValueError: it does not open a dashboard.
    """
    address = url.split(link)
    below, separator, rest = address.path.rpartition(OPENS)
    uid = url.decode(rest.partition("/")[0])
    if not separator or not uid:
        raise ValueError(f"{link!r} opens no dashboard")
    panels = [value for name, value in address.parameters if name == "viewPanel"]
    variables = ((name.removeprefix("var-"), value) for name, value in address.parameters if name.startswith("var-"))
    panel = int(panels[0].removeprefix("panel-")) if panels else None
    return DashboardLink(address.base + below, uid, panel, tuple(variables))
