"""`avionics render`: compile."""

from __future__ import annotations

import gc
import sys
import time
from typing import Literal

import click

from avionics.cli.common import day, finding_options, print_findings, progress, project_option, today_option
from avionics.cli.main import EXIT_FINDINGS
from avionics.finding import Severity


@click.command("render")
@project_option
@click.option(
    "--out", default="build", metavar="DIR", help="Where to write, from the project's folder. [default: build]"
)
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; exit 1 and name what is stale, or was not compiled."
)
@click.option(
    "--require-promtool",
    "promtool",
    flag_value="require",
    help="Fail where promtool is not on PATH (package prometheus), as CI should: it has the last word on rules.",
)
@click.option("--skip-promtool", "promtool", flag_value="skip", help="Check rules by our own PromQL parser alone.")
@click.option(
    "--only", "targets", multiple=True, metavar="TARGET", help="Compile these targets only: prometheus, grafana, ..."
)
@finding_options
@today_option
def command(  # noqa: PLR0913, PLR0917  one parameter per option
    root: str,
    out: str,
    only_check: bool,
    promtool: Literal["require", "skip"] | None,
    targets: tuple[str, ...],
    form: str,
    fail_on: Severity,
    today: str | None,
) -> None:
    """Compile the project into build/.

    Rules, cockpits, routes, owners, and a manifest that says where each came from. Nothing is written unless
    everything compiled. Only files that changed are touched; stale ones are removed.

    \b
    Examples:
      avionics render
      avionics render --require-promtool     as CI does
      avionics render --check                whether what was rendered before is what would be now
    """
    gc.disable()  # a compile makes many values and hardly a cycle: collecting them is wasted

    from avionics.app.render import Options, render  # noqa: PLC0415
    from avionics.cli.summary import stale, summary  # noqa: PLC0415
    from avionics.finding import did_you_mean  # noqa: PLC0415
    from avionics.targets import names  # noqa: PLC0415

    for name in set(targets) - set(names()):
        raise click.UsageError(f"there is no target {name!r}; {did_you_mean(name, names())}")
    started = time.perf_counter()
    options = Options(
        today=day(today),
        out=out,
        check=only_check,
        promtool=promtool or "if there is one",
        targets=targets,
        progress=progress,
        fail_on=fail_on,
    )
    try:
        rendered = render(root, options)
    finally:
        progress("")
    code = print_findings((*rendered.findings, *stale(rendered, out, form)), rendered.files, root, form, fail_on)
    if form == "text":
        for line in summary(rendered, time.perf_counter() - started):
            click.echo(line)
    sys.stdout.flush()
    sys.exit(
        code or (EXIT_FINDINGS if rendered.stale or (rendered.foreign and only_check) else 0)
    )  # click's own way out would first free all that was made
