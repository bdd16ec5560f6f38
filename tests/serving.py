"""A server in a process of its own, and what tests ask it: whole requests, and odd ones."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

from tests.making import PROGRAM

UNDISTURBED = (
    "import os, signal, sys\n"
    "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "os.execv(sys.argv[1], sys.argv[1:])"
)
"""Starts a program that an interrupt reaches, wherever the tests run."""

TOO_MANY = (
    "boyin: more connections than this process may have: new ones wait until others end",
    "boyin: the same once more",
)
"""What a server may say meanwhile."""


@contextmanager
def serving(output: Path, program: str = UNDISTURBED, *words: str) -> Iterator[str]:
    """The address of `boyin serve`; at its end it was silent but for the address."""
    given = words or (str(PROGRAM), "serve", "-o", str(output), "--port", "0")
    with subprocess.Popen(
        [sys.executable, "-c", program, *given],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[-1]
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=20)
        finally:
            process.kill()
    assert process.returncode == 130
    assert set(errors.split("\n")) <= {"", "boyin: interrupted.", *TOO_MANY}, errors


def ask(url: str, method: str = "GET", **headers: str) -> tuple[int, Message, bytes]:
    """Status, headers and body; `If_Range` is the header If-Range."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, method=method, headers=given)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.headers, answer.read()


def connected(url: str) -> socket.socket:
    """A connection on which nothing was said yet."""
    parts = urlsplit(url)
    return socket.create_connection((parts.hostname, parts.port), timeout=20)


def status_of(url: str, request: bytes) -> int:
    """The status that these very bytes are answered with."""
    with connected(url) as connection:
        connection.sendall(request)
        return int(connection.makefile("rb").readline().split()[1])
