"""boyin doctor: whether this machine can make episodes."""

from dataclasses import asdict

import click

from boyin.cli.options import proxy_option
from boyin.cli.output import say, say_json
from boyin.cli.statuses import DONE, MACHINE


@click.command("doctor", short_help="Check what is installed, the model, the cache, the service.")
@click.option("--service", is_flag=True, help="Also ask Microsoft's service, and compare clocks.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@proxy_option
@click.pass_context
def command(ctx: click.Context, service: bool, as_json: bool) -> None:
    """Check Python, the libraries, the model, the voices and the cache.

    The exit status is 3 if something is wrong. Nothing is sent anywhere without `--service`.

    \b
    Example:
      boyin doctor
      boyin doctor --service
    """
    from boyin.builds.doctor import examine

    findings = []
    for finding in examine(service=service):
        findings.append(finding)
        if not as_json:
            verdict = "ok" if finding.well else "wrong"
            say(f"{verdict}: {finding.subject}: {finding.told}")
            if not finding.well and finding.remedy:
                say(f"what to do: {finding.remedy}")
    wrong = [finding.subject for finding in findings if not finding.well]
    if as_json:
        rows = [asdict(finding) for finding in findings]
        say_json({"findings": rows})
    else:
        say(f"Wrong: {', '.join(wrong)}." if wrong else "All is well.")
    ctx.exit(MACHINE if wrong else DONE)
