"""A stand-in for Microsoft's speech service: a real WebSocket server on this machine, for tests.

It checks what a client sends as the service does, answers with real MP3 as long as the text takes
to say, meets the faults that the service is known for, and keeps a journal of every connection.

In a test:

    with EdgeStandIn() as service:
        service.faults.add("close-1011", times=1)
        boyin("make", article, "--cast", "edge", env=os.environ | service.environment())
        assert service.log.completed() == ...

By hand, to watch the program survive (`--help` names the faults):

    python -m tests.edge_stand_in --fault close-1011 --share 0.2 --latency 0.3

It prints the line to `export` in another terminal, then a line for every connection. What it can't
know: whether the service still takes the second version of the token, how long its silences are,
whether its encoder uses the bit reservoir, and what it allows in an hour.
"""

from tests.edge_stand_in.running import EdgeStandIn

__all__ = ["EdgeStandIn"]
