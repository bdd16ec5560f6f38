"""python -m tests.edge_stand_in: a stand-in for a person to try boyin against."""

import time

import click

from tests.edge_stand_in import EdgeStandIn
from tests.edge_stand_in.plan import FAULTS, PASSING


@click.command(epilog="\b\nFaults:\n" + "\n".join(f"  {n}: {what}" for n, what in FAULTS.items()))
@click.option("--fault", "faults", multiple=True, type=click.Choice(list(FAULTS)), metavar="NAME")
@click.option("--text", metavar="TEXT", help="Only what holds this text meets the fault.")
@click.option("--times", type=int, help="Only so many connections meet each fault.")
@click.option("--share", type=float, help="This share of the connections meets one, by chance.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of that chance.")
@click.option("--latency", type=float, default=0.0, help="Seconds before each answer.")
@click.option("--ahead", type=float, default=0.0, help="Seconds its clock is ahead.")
@click.option("--retry-after", help="What 429 and 503 ask for.")
@click.option("--tls", is_flag=True, help="With TLS, by an authority of its own.")
@click.option("--port", type=int, default=0, help="A free one unless it is given.")
def command(
    faults: tuple[str, ...],
    text: str | None,
    times: int | None,
    share: float | None,
    seed: int,
    retry_after: str | None,
    **how: float,
) -> None:
    """Stands in for Microsoft's speech service until it is interrupted (Ctrl-C)."""
    with EdgeStandIn(
        tls=bool(how["tls"]), port=int(how["port"]), latency=how["latency"], ahead=how["ahead"]
    ) as service:
        service.faults.retry_after = retry_after
        service.log.tell = lambda entry: click.echo(str(entry))
        if share is not None:
            service.faults.at_random(share, seed=seed, kinds=faults or PASSING)
        else:
            for fault in faults:
                service.faults.add(fault, times=times, text=text)
        variables = " ".join(f"{key}={value}" for key, value in service.environment().items())
        click.echo(f"export {variables}")
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            click.echo(f"{len(service.log.entries)} connections.")


if __name__ == "__main__":
    command()
