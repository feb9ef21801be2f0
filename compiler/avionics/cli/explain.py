"""`avionics explain`: what something was compiled into, and why."""

from __future__ import annotations

import click

from avionics.cli.common import day, form_option, print_value, project_option, today_option
from avionics.failure import Failure


@click.command("explain")
@click.argument("name")
@project_option
@click.option("--environment", default="", metavar="ENV", help="Explain it in one environment only. [default: all]")
@form_option
@today_option
def command(name: str, root: str, environment: str, form: str, today: str | None) -> None:
    """Explain what NAME was compiled into, and why.

    NAME is a service, an objective (checkout/latency), or an alert: when it fires, who is woken in which
    environment, what to do, where each value comes from, what it became. Or it is what a finding begins with,
    as in error[cause-pages]: what the rule asks for and why, a bad example and a good one.

    \b
    Examples:
      avionics explain checkout/availability --environment P
      avionics explain CheckoutOrderQueueStuck
      avionics explain cause-pages
    """
    from avionics.app.compile import UNWRITTEN  # noqa: PLC0415
    from avionics.app.explain import explain  # noqa: PLC0415
    from avionics.app.explain.find import UnknownName  # noqa: PLC0415
    from avionics.lint.meaning import almost, meaning  # noqa: PLC0415

    try:
        explained = explain(root, name, today=day(today), environment=environment)
    except Failure as error:
        if form == "text" and (told := meaning(name)):
            click.echo(told, nl=False)
            return
        near = isinstance(error, UnknownName) and almost(name)
        raise Failure(f"nothing is called {name!r}; did you mean {near!r}?" if near else str(error)) from None
    print_value(explained.explanation, form, "explanation")
    if explained.compiled.failed:
        click.echo(f"avionics: {UNWRITTEN}", err=True)
