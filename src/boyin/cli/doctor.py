"""boyin doctor: whether this machine can make episodes."""

import json
from dataclasses import asdict

import click

from boyin.cli.options import proxy_option


@click.command("doctor", short_help="Check what is installed, the model, the cache, the service.")
@click.option("--service", is_flag=True, help="Also ask Microsoft's service, and compare clocks.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@proxy_option
@click.pass_context
def command(ctx: click.Context, service: bool, as_json: bool) -> None:
    """Check Python, the libraries, the model, the voices and the cache.

    The exit status is 1 if something is wrong. Nothing is sent anywhere without `--service`.

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
            click.echo(f"{verdict}: {finding.subject}: {finding.told}")
            if not finding.well and finding.remedy:
                click.echo(f"what to do: {finding.remedy}")
    wrong = [finding.subject for finding in findings if not finding.well]
    if as_json:
        rows = [asdict(finding) for finding in findings]
        click.echo(json.dumps({"findings": rows}, ensure_ascii=False, indent=1))
    else:
        click.echo(f"Wrong: {', '.join(wrong)}." if wrong else "All is well.")
    ctx.exit(1 if wrong else 0)
