"""Where the logs of a service or alert are."""

from __future__ import annotations

from msgspec import Struct

from avionics.place import Where


class Logs(Struct, frozen=True):
    """Where the logs are: `data_view` with `query`, or a saved `discover` view, or a Kibana `dashboard`.

    `labels` says which log field holds which label of an alert.
    """

    where: Where
    data_view: str = ""
    query: str = ""
    columns: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    discover: str = ""
    dashboard: str = ""
