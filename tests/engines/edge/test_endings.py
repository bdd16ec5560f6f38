"""Builds through the service that end early: what was whole stays.

The rows F24 and F25; the others are in test_edge_faults and test_edge_network.
"""

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.cli.test_cli import UNDISTURBED, wait_for_clips
from tests.edge_desk import ARTICLE, MIDDLE, MIDDLE_LINE, Desk, check_ended, check_kept, check_rerun
from tests.making import PROGRAM, visible

LONG_ARTICLE = ARTICLE + "".join(
    f"\n这是后面的第{n}句话，也要说完。\n" for n in "五六七八九十百千万"
)


def test_f24_one_bad_segment_loses_no_other(desk: Desk) -> None:
    desk.article.write_text(LONG_ARTICLE, encoding="utf-8")
    desk.service.faults.add("no-audio", text=MIDDLE)
    desk.service.latency = 0.1
    check_ended(desk, desk.run(), f"article.md:{MIDDLE_LINE}: ", MIDDLE)
    # Nobody else's request was broken off, and what it brought is there.
    assert all(one.completed or one.fault for one in desk.service.log.entries)
    assert desk.service.log.completed().total() > 4
    check_kept(desk)
    check_rerun(desk)


@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_f25_interruption_keeps_every_clip_that_was_complete(
    desk: Desk, sent: signal.Signals, status: int
) -> None:
    desk.article.write_text(LONG_ARTICLE, encoding="utf-8")
    desk.service.latency = 0.2
    environment = os.environ | desk.variables("connect=9,idle=60,total=90")
    with subprocess.Popen(
        [sys.executable, "-c", UNDISTURBED, PROGRAM, *map(str, desk.command())],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        wait_for_clips(desk.cache / "clips", process)
        wait_for_silence(desk)
        finished = desk.clips()
        process.send_signal(sent)
        began = time.monotonic()
        out, err = process.communicate(timeout=20)
    # Two seconds on a quiet machine; the requests under way would hang for sixty.
    assert time.monotonic() - began < 10
    assert (process.returncode, out) == (status, b"")
    assert b"Traceback" not in err
    assert not visible(desk.out)
    assert len(finished) >= len(desk.service.log.completed()) > 0
    assert finished == desk.clips()
    check_rerun(desk)


def wait_for_silence(desk: Desk) -> None:
    """Four requests are under way that will never be answered, and no other."""
    desk.service.faults.add("silent-midway")
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        under_way = [entry for entry in desk.service.log.entries if entry.ended is None]
        if sum(one.order is not None and one.fault == "silent-midway" for one in under_way) == 4:
            # What came whole just before is being looked at.
            time.sleep(1)
            return
        time.sleep(0.05)
    raise AssertionError("there were never four requests under way")
