"""`avionics test`: rules are executed before they are merged."""

from __future__ import annotations

import time

import click

from avionics.cli.bar import Bar
from avionics.cli.common import NewFile, day, finding_options, print_findings, progress, project_option, today_option
from avionics.cli.main import EXIT_FINDINGS
from avionics.finding import Severity


@click.command("test")
@click.argument("services", nargs=-1, metavar="[SERVICE]...")
@project_option
@click.option("--changed", metavar="BASE", default="", help="Only what compiles otherwise than at this git commit.")
@click.option("--mutate", is_flag=True, help="Put faults into the rules, and list those that no test notices.")
@click.option("--keep", metavar="DIR", default="", help="Keep the generated tests, for 'promtool test rules' by hand.")
@click.option("--junit", metavar="FILE", type=NewFile(), help="Write every result as JUnit XML.")
@click.option("--json", "as_json", metavar="FILE", type=NewFile(), help="Write every result as JSON.")
@finding_options
@today_option
def command(  # noqa: PLR0913, PLR0917  one parameter per option
    services: tuple[str, ...],
    root: str,
    changed: str,
    mutate: bool,
    keep: str,
    junit: str | None,
    as_json: str | None,
    form: str,
    fail_on: Severity,
    today: str | None,
) -> None:
    """Run the compiled rules before they are merged.

    Runs generated tests of every objective, the cases that alerts declare, and your own, under promtool. Each
    burn-rate tier must fire when the Workbook says and not before, reset, and stay silent on an idle service, on
    one failure, and on errors below its rate. Texts must render, labels and receivers be as declared. Your own
    tests are promtool's files in rule-tests/.

    \b
    Examples:
      avionics test                                all of it
      avionics test checkout --keep build/tests    one service; its tests are kept to be read
      avionics test --changed origin/main          what a pull request changes
      avionics test checkout --mutate              which faults no test would notice
    """
    import signal  # noqa: PLC0415

    from avionics.app.prove import Options, prove  # noqa: PLC0415
    from avionics.report import junit as xml  # noqa: PLC0415
    from avionics.report import tested  # noqa: PLC0415
    from avionics.write.failed import placed  # noqa: PLC0415

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what ends a job of CI leaves no folder behind, either
    started = time.perf_counter()
    options = Options(day(today), Bar(), _say, services, changed, keep, mutate)
    try:
        proved = prove(root, options)
    finally:
        progress("")
    seconds = time.perf_counter() - started
    if junit:
        with placed(junit), open(junit, "w", encoding="utf-8") as file:
            file.write(xml.render(proved.trials, proved.findings, proved.contents, seconds))
    if as_json:
        with placed(as_json), open(as_json, "w", encoding="utf-8") as file:
            file.write(tested.json(proved.trials, proved.survivors, proved.faults, proved.contents, seconds))
    code = print_findings(proved.findings, proved.contents, root, form, fail_on)
    if form != "json":
        click.echo(tested.summary(proved.trials, proved.suites, seconds, changed=changed, failed=code != 0))
        for line in tested.ways(proved.trials, keep):
            click.echo(line)
        for line in tested.mutants(proved.survivors, proved.faults, proved.contents):
            click.echo(line)
    few = tested.few(proved.survivors, proved.faults)
    raise click.exceptions.Exit(code or (EXIT_FINDINGS if few else 0))


def _say(line: str) -> None:
    """Says beforehand what will be done."""
    progress("")
    click.echo(line, err=True)
