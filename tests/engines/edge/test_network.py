"""The way to the service: nobody there, sent elsewhere, not vouched for, through a proxy.

The rows F01, F21, F22 and F26; the others are in test_edge_faults and test_edge_endings.
"""

import os
import socket
import sys
from pathlib import Path

import pytest

from tests.edge_desk import LIMITS, Desk, check_ended, check_rerun
from tests.edge_stand_in import EdgeStandIn
from tests.edge_stand_in.proxy import Proxy
from tests.making import Ran, boyin

HOST = "speech.platform.bing.com"
DEAD_PROXY = "http://127.0.0.1:9"
PROXIES = ("HTTPS_PROXY", "https_proxy", "WSS_PROXY", "wss_proxy", "WS_PROXY", "ws_proxy")

OFFLINE = """\
import socket, sys
from boyin.cli import main

def watch(event, what):
    if event == "socket.getaddrinfo":
        print(event, what[0], file=noted, flush=True)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    if event == "socket.connect":
        print(event, what[1], file=noted, flush=True)

noted = open(sys.argv.pop(1), "w")
sys.addaudithook(watch)
main()
"""
"""The program on a machine that knows no host's name; notes whom it tries to reach."""


def bare(desk: Desk) -> dict[str, str]:
    """The environment of somebody who set nothing: no proxy, and Microsoft's own service."""
    kept = {key: value for key, value in os.environ.items() if not key.upper().endswith("_PROXY")}
    return kept | {"BOYIN_CACHE": str(desk.cache)}


def run_offline(desk: Desk, service: str | None) -> tuple[Ran, list[str]]:
    """`boyin make` there, for this service or Microsoft's own; and whom it tried to reach."""
    there = desk.variables() | {"BOYIN_EDGE_SERVICE": service} if service else {}
    env = bare(desk) | there
    noted = desk.cache.with_name("noted")
    ran = boyin("-c", OFFLINE, noted, *desk.command(), env=env, program=Path(sys.executable))
    return ran, noted.read_text().splitlines()


def test_f01_nobody_there(desk: Desk, healthy: tuple[Path, bytes]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    ran, tried = run_offline(desk, f"ws://127.0.0.1:{port}")
    check_ended(desk, ran, "can't be reached (Connection refused)", "online?", "--cast duo")
    assert 1 <= len(tried) <= 2
    assert set(tried) == {f"socket.connect ('127.0.0.1', {port})"}
    check_rerun(desk, healthy[1])


def test_f01_no_names_are_known(desk: Desk) -> None:
    ran, tried = run_offline(desk, None)
    check_ended(desk, ran, f"{HOST}: can't be reached (", "online?", "--cast duo")
    assert 1 <= len(tried) <= 2
    assert set(tried) == {f"socket.getaddrinfo {HOST}"}


def test_f21_nothing_is_sent_to_where_it_is_sent_on_to(desk: Desk) -> None:
    with EdgeStandIn() as other:
        desk.service.faults.add("302")
        path = "/consumer/speech/synthesize/readaloud/edge/v1"
        desk.service.faults.redirect_to = f"http://127.0.0.1:{other.port}{path}"
        check_ended(desk, desk.run(), "sends us on", "refused")
        assert not other.log.entries
    check_rerun(desk)


def test_f22_untrusted_certificate_is_refused(healthy: tuple[Path, bytes], desk: Desk) -> None:
    with EdgeStandIn(tls=True) as secure:
        vouched = secure.environment(limits=LIMITS)
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv("BOYIN_EDGE_CA", raising=False)
            ran = desk.run(BOYIN_EDGE_SERVICE=secure.url)
        check_ended(desk, ran, "can't prove that it is the service")
        assert not secure.log.entries
        # The control: with its authority the same server is fine.
        trusted = desk.run(**vouched)
        assert trusted.status == 0, trusted.err
        assert secure.log.completed() == desk.texts()


def test_f26_proxy_that_is_named_is_gone_through(desk: Desk) -> None:
    with EdgeStandIn(tls=True) as secure, Proxy() as proxy:
        ran = desk.run("--proxy", proxy.url, **secure.environment(limits=LIMITS))
        assert (ran.status, ran.err) == (0, "")
        assert secure.log.completed() == desk.texts()
        assert proxy.asked == [f"CONNECT 127.0.0.1:{secure.port}"] * len(secure.log.entries)


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "WSS_PROXY"])
def test_f26_proxy_of_the_environment_leads_to_the_service(desk: Desk, name: str) -> None:
    with Proxy(shut=True) as proxy:
        ran = boyin(*desk.command(), env=bare(desk) | {name: proxy.url})
        check_ended(desk, ran, f"{HOST}: can't be reached through the proxy (", "--proxy")
        assert 1 <= len(proxy.asked) <= 2
        assert set(proxy.asked) == {f"CONNECT {HOST}:443"}


def test_f26_proxies_of_the_environment_do_not_stand_between_us_and_loopback(desk: Desk) -> None:
    ran = desk.run(**dict.fromkeys((*PROXIES, "http_proxy"), DEAD_PROXY))
    assert ran.status == 0, ran.err
    assert desk.service.log.completed() == desk.texts()


def test_f26_proxy_that_is_named_and_dead_is_told_of(desk: Desk) -> None:
    check_ended(desk, desk.run("--proxy", DEAD_PROXY), "through the proxy", "--proxy")
    assert not desk.service.log.entries
