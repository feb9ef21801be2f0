"""A Prometheus, asked over HTTP."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

SECONDS = 300


class ServerFault(Exception):
    """The server cannot be reached, or refuses the question; the message says why (exit code 2)."""


def address(url: str) -> str:
    """`url` without a slash at its end.

    Raises:
        ServerFault: it is no address of a server over http or https.
    """
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
    except ValueError:
        usable = False
    if not usable:
        raise ServerFault(f"{url!r} is not the address of a Prometheus, such as http://localhost:9090")
    return url.rstrip("/")


def asked(server: str, expr: str, start: int, end: int, step: int) -> list[Any]:
    """The series that `expr` gives over a stretch of time.

    Raises:
        ServerFault: the server cannot be reached, or refuses the question.
    """
    import requests  # noqa: PLC0415  60 ms, when a server is asked

    host = _shown(server)
    form: dict[str, str | int] = {"query": expr, "start": start, "end": end, "step": step}
    try:
        got = requests.post(f"{server}/api/v1/query_range", data=form, timeout=SECONDS, allow_redirects=False)
    except requests.exceptions.RequestException as fault:
        raise ServerFault(f"{host} cannot be asked: {_cause(fault)}") from None
    try:
        body = got.json()
    except ValueError:
        raise ServerFault(f"{host} answers {got.status_code}, and not as a Prometheus does") from None
    if not isinstance(body, dict) or body.get("status") != "success":
        said = body.get("error", "no reason given") if isinstance(body, dict) else "no reason given"
        raise ServerFault(f"{host} refuses ({got.status_code}): {said}\n  asked for: {expr}")
    try:
        found: list[Any] = body["data"]["result"]
    except (KeyError, TypeError):
        raise ServerFault(
            f"{host} answers 'success' without data, as no Prometheus does; is a proxy before it?"
        ) from None
    return list(found)


def _shown(server: str) -> str:
    """The address without what may be secret in it."""
    parts = urlsplit(server)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _cause(fault: Exception) -> str:
    """Why a server was not reached, and what to do."""
    said = f"{type(fault).__name__} {fault}"
    known = (told for sign, told in _CAUSES.items() if sign in said)
    return next(known, f"{type(fault).__name__}; is this the address of a Prometheus?")


_CAUSES = {
    "SSLError": "its certificate is not trusted; name a bundle of certificates in REQUESTS_CA_BUNDLE",
    "ConnectTimeout": f"no connection within {SECONDS} s; does a firewall stand between?",
    "ReadTimeout": f"no answer within {SECONDS} s; ask for less by --from and --to",
    "Connection refused": "nothing listens there; is the port right, and Prometheus running?",
    "Failed to resolve": "its name is not known; is it spelt right, and known on this machine?",
    "InvalidURL": "it is no address",
}
"""What stands in the faults of requests and urllib3, and what it means."""
