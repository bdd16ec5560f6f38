"""`show.yaml`: a show whose feed is well-formed, or an error with its line."""

from pathlib import Path

from boyin.feed.channel import put_show
from boyin.feed.document import new_feed, read_feed, serialize
from boyin.feed.show import read_show
from fuzzing.choices import Choices
from fuzzing.yaml_texts import mapping

_NEEDED = """\
title: 播音
author: 作者
description: 文章。
base_url: https://example.org/podcast
art: https://example.org/a.jpg
categories: [Arts]
"""
SEEDS = (_NEEDED, _NEEDED + "owner: {name: 甲, email: a@b.c}\nlocked: yes\npersons: [乙]\n")
_ADDRESSES = (
    *(
        "https://example.org/podcast",
        "http://[::1",
        "https://a:99999/",
        "https://例子.中国",
        "ftp://a",
    ),
    *(
        "https://a/?b",
        "https://a#b",
        "https://\u2100/",
        "https://a b/",
        "https://@/",
        "https://a:x/",
    ),
)
_KEYS = {
    "title": ("播音 & <friends>", '"\\0"', '"\\uFFFF"', "a" * 256),
    "author": ("作者", "]]>"),
    "description": ("文章。", "|\n  <b>\n  &amp;", "a" * 4001),
    "base_url": _ADDRESSES,
    "art": ("art.png", "../../x", *_ADDRESSES),
    "categories": (
        "[Arts]",
        "Society & Culture > Documentary",
        "[Arts > A > B]",
        "[>]",
        "[]",
        "{}",
    ),
    "owner": ("{name: 甲, email: a@b.c}", "{name: 甲}", "甲", "{email: a@b}"),
    "language": ("zh-cn", "en", 'zh"><script>', "root", "x-y", "zh_CN", "i-klingon", "a-b-c-d"),
    "link": _ADDRESSES,
    "copyright": ("© 甲", '"\\e"'),
    "explicit": ("no", "maybe"),
    "locked": ("yes", "x"),
    "medium": ("podcast", "x"),
    "type": ("serial", "x"),
    "guid": ("9b024349-ccf0-5f69-a609-6b82873eab3c", "{9b}", "urn:uuid:x", "²" * 32, "٣" * 32),
    "persons": ("[甲, {name: 乙, role: host, href: https://a/}]", "{name: 甲}", "[{role: x}]"),
}


def write(choices: Choices) -> str:
    """A show file with its six needed entries, or some of them and others."""
    text = mapping(choices, _KEYS)
    return (
        "".join(
            line
            for line in _NEEDED.splitlines(keepends=True)
            if f"\n{line.partition(':')[0]}:" not in f"\n{text}"
        )
        + text
    )


def check(data: bytes, folder: Path) -> None:
    """Reads it, and reads back the feed that says what it does."""
    path = folder / "show.yaml"
    path.write_bytes(data)
    show = read_show(path)
    tree = new_feed()
    channel = tree.getroot().find("channel")
    assert channel is not None
    feed_url = show.base_url + "feed.xml"
    put_show(channel, show, art_url=show.base_url + "a.jpg", feed_url=feed_url)
    read_feed(serialize(tree), path)
