"""A feed tells every finished episode, keeps who is who, and leaves alone what is not boyin's."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from boyin.feed.show import Show
from boyin.ground.errors import FeedError
from tests.publishing import BASE, LATER, SHOW, feed, write_episode, write_show

NS = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "psc": "http://podlove.org/simple-chapters",
    "atom": "http://www.w3.org/2005/Atom",
}


@pytest.fixture
def show(tmp_path: Path) -> Show:
    return write_show(tmp_path)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Two episodes, one of them dated."""
    write_episode(tmp_path / "output", "old-one", date="2026-02-09")
    write_episode(tmp_path / "output", "young-one", sound=b"longer")
    return tmp_path / "output"


def read(output: Path) -> Any:
    return etree.fromstring((output / "feed.xml").read_bytes())


def texts(output: Path, path: str) -> list[str]:
    found = read(output).xpath(path, namespaces=NS)
    return [str(one.text if hasattr(one, "text") else one) for one in found]


def identities(output: Path) -> dict[str, tuple[str, str]]:
    """GUID and day by the address of the sound."""
    return {
        str(item.find("enclosure").get("url")): (item.findtext("guid"), item.findtext("pubDate"))
        for item in read(output).iter("item")
    }


def test_every_tag_says_what_files_and_show_say(show: Show, output: Path) -> None:
    written = feed(show, output)
    assert (written.episodes, written.others, written.url) == (2, 0, BASE + "feed.xml")
    channel = "/rss/channel/"
    assert texts(output, channel + "title") == ["播音示例 & <friends>"]
    assert texts(output, channel + "atom:link[@rel='self']/@href") == [BASE + "feed.xml"]
    assert texts(output, channel + "itunes:image/@href") == [BASE + "show.png"]
    assert (output / "show.png").read_bytes() == (show.path.parent / "art.png").read_bytes()
    assert texts(output, channel + "itunes:category//@text") == [
        "Society & Culture",
        "Documentary",
        "News",
    ]
    assert texts(output, channel + "podcast:locked/@owner") == ["me@example.org"]
    item = channel + "item[2]/"
    assert texts(output, channel + "item/title") == ["young-one", "old-one"]
    assert texts(output, channel + "item/pubDate") == [
        "Sun, 01 Mar 2026 08:30:15 +0000",
        "Mon, 09 Feb 2026 00:00:00 +0000",
    ]
    assert texts(output, channel + "item/enclosure/@length") == ["6", "3"]
    assert texts(output, item + "enclosure/@url") == [BASE + "old-one/old-one.mp3"]
    assert texts(output, item + "itunes:duration") == ["3723"]
    assert texts(output, item + "description") == ["notes-text old-one"]
    assert texts(output, item + "content:encoded") == ["notes-html old-one"]
    assert texts(output, item + "itunes:image/@href") == [BASE + "old-one/old-one.jpg"]
    assert texts(output, item + "podcast:chapters/@url") == [BASE + "old-one/old-one.chapters.json"]
    assert texts(output, item + "psc:chapters/psc:chapter/@start") == [
        "00:00:00.000",
        "00:01:01.500",
    ]
    assert texts(output, item + "podcast:transcript/@type") == [
        "text/vtt",
        "application/x-subrip",
        "application/json",
        "text/html",
    ]


def test_show_guid_follows_the_rule(tmp_path: Path) -> None:
    # The example of https://github.com/Podcastindex-org/podcast-namespace, docs/tags/guid.md
    from boyin.feed.channel import channel_guid
    from boyin.feed.document import new_feed

    show, channel = write_show(tmp_path), new_feed().getroot()[0]
    guid = channel_guid(show, channel, "https://mp3s.nashownotes.com/pc20rss.xml")
    assert str(guid) == "917393e3-1b1e-5cef-ace4-edaa54e1f810"


def test_writing_again_changes_no_byte(show: Show, output: Path) -> None:
    assert feed(show, output).changed
    before = {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}
    assert not feed(show, output, now=LATER).changed
    assert before == {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}


def test_edited_episode_keeps_guid_and_day(show: Show, output: Path) -> None:
    feed(show, output)
    before = identities(output)
    write_episode(
        output,
        "young-one",
        sound=b"quite another",
        segments=[{"written": "全新"}],
        date="2026-02-20",
    )
    feed(show, output, now=LATER)
    assert identities(output) == before
    assert texts(output, "//enclosure/@length") == ["13", "3"]


@pytest.mark.parametrize("lost", ["feed.xml", "young-one/identity.json"])
def test_identity_outlives_the_loss_of_one_of_its_two_places(
    show: Show, output: Path, lost: str
) -> None:
    feed(show, output)
    before = identities(output)
    (output / lost).unlink()
    feed(show, output, now=LATER)
    assert identities(output) == before


def test_episode_under_a_new_title_is_the_same(
    show: Show, output: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made: dict[str, Any] = {
        "segments": [{"written": f"young-one的第{n}段。"} for n in range(3)],
        "source": "../a.md",
    }
    write_episode(output, "young-one", sound=b"longer", source="../a.md")
    feed(show, output)
    guid = identities(output)[BASE + "young-one/young-one.mp3"]
    write_episode(output, "new-title", **made)
    feed(show, output, now=LATER)
    assert identities(output)[BASE + "new-title/new-title.mp3"] == guid
    assert len(identities(output)) == 2
    assert "which was in" in caplog.text
    assert texts(output, "//podcast:transcript/@url")[0] == BASE + "new-title/new-title.vtt"
    assert len(texts(output, "//podcast:transcript")) == 8
    assert not feed(show, output, now=LATER).changed
    # The old folder may go; and a title may come back, in the same bytes or in others.
    feed(show, output, made="young-one")
    assert identities(output)[BASE + "young-one/young-one.mp3"] == guid
    write_episode(output, "new-title", **made, summary="neu")
    feed(show, output)
    assert identities(output)[BASE + "new-title/new-title.mp3"] == guid
    shutil.rmtree(output / "new-title")
    feed(show, output)
    assert identities(output)[BASE + "young-one/young-one.mp3"] == guid
    write_episode(output, "third-title", **made)
    feed(show, output)
    shutil.rmtree(output / "young-one")
    assert not feed(show, output).changed
    assert identities(output)[BASE + "third-title/third-title.mp3"] == guid


def test_rename_cut_short_is_finished_by_the_next_run(show: Show, output: Path) -> None:
    feed(show, output)
    before = (output / "feed.xml").read_bytes()
    write_episode(
        output, "new-title", segments=[{"written": f"young-one的第{n}段。"} for n in range(5)]
    )
    feed(show, output)
    after = (output / "feed.xml").read_bytes()
    (output / "new-title" / "identity.json").unlink()
    (output / "feed.xml").write_bytes(before)
    feed(show, output, now=LATER)
    assert (output / "feed.xml").read_bytes() == after != before


@pytest.mark.parametrize("copy", ["a-copy", "zcopy"])
def test_copied_folder_is_told_whatever_its_name(show: Show, output: Path, copy: str) -> None:
    feed(show, output)
    before = (output / "feed.xml").read_bytes()
    shutil.copytree(output / "young-one", output / copy)
    with pytest.raises(FeedError) as caught:
        feed(show, output)
    assert str(caught.value) == (
        f"{output / copy / 'identity.json'}: says that this is the episode which "
        f"{output / 'young-one'} is\nIs {copy} a copy? Move it elsewhere. Is it an episode of its "
        "own? Delete that file."
    )
    assert (output / "feed.xml").read_bytes() == before
    (output / copy / "identity.json").unlink()
    known = identities(output)
    feed(show, output, renames=False)
    assert known.items() < identities(output).items()


def show_of_a_day(output: Path, number: int, **given: Any) -> None:
    """An episode of which most is a fixed greeting and goodbye."""
    fixed = [{"written": "大家早上好，欢迎收听每日一词。" * 4}, {"written": "不见不散。" * 8}]
    own = {"written": f"第{number}个词语。"}
    (output / f"../{number}.md").write_text("文")
    known = {"source": f"../{number}.md", "title": f"第{number}期", "segments": [*fixed, own]}
    write_episode(output, f"di-{number}", **{**known, **given})


def test_episodes_that_greet_alike_stay_what_they_are(show: Show, output: Path) -> None:
    for number in range(1, 6):
        show_of_a_day(output, number)
        before = identities(output) if (output / "feed.xml").exists() else {}
        feed(show, output, now=LATER.replace(day=number))
        assert before.items() <= identities(output).items()
    assert len(set(identities(output).values())) == 7
    show_of_a_day(output, 2, sound=b"edited")
    before = identities(output)
    assert feed(show, output).changed
    assert identities(output) == before


def test_text_proves_a_rename_only_of_an_article_that_is_gone_and_of_one(
    show: Show, output: Path
) -> None:
    show_of_a_day(output, 1)
    feed(show, output)
    guid = identities(output)[BASE + "di-1/di-1.mp3"]
    same = json.loads((output / "di-1" / "episode.json").read_bytes())["segments"]
    write_episode(output, "twin", segments=same, source="../twin.md")
    feed(show, output)
    assert identities(output)[BASE + "di-1/di-1.mp3"] == guid, "its article is still there"
    for path in (output / "../1.md", output / "twin/identity.json"):
        path.unlink()
    write_episode(output, "third", segments=same, source="../third.md")
    (output / "feed.xml").unlink()
    feed(show, output)
    assert identities(output)[BASE + "di-1/di-1.mp3"] == guid, "it may be either of two"
    for name in ("third", "twin"):
        shutil.rmtree(output / name)
    feed(show, output, missing="drop")
    write_episode(output, "other-day", segments=same, source="../o.md", date="2026-03-02")
    write_episode(output, "di-1", segments=same, source="../1.md", date="2026-03-01")
    feed(show, output)
    assert identities(output)[BASE + "di-1/di-1.mp3"] == guid, "it is of another day"
    shutil.rmtree(output / "other-day")
    write_episode(output, "moved", segments=same, source="../m.md", date="2026-03-01")
    feed(show, output, missing="drop")
    assert identities(output)[BASE + "moved/moved.mp3"] == guid
    assert BASE + "di-1/di-1.mp3" not in identities(output)


def test_rename_that_was_none_is_undone_by_what_is_advised(
    show: Show, output: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write_episode(output, "young-one", sound=b"longer", source="../a.md")
    feed(show, output)
    before = identities(output)
    write_episode(
        output, "mine", source="../a.md", segments=[{"written": "young-one的第1段。"}] * 5
    )
    feed(show, output)
    assert "use --split young-one" in caplog.text
    taken = identities(output)
    assert taken[BASE + "mine/mine.mp3"] == before[BASE + "young-one/young-one.mp3"]
    feed(show, output, split=["young-one"])
    assert before.items() < identities(output).items()
    assert len({guid for guid, _ in identities(output).values()}) == 3
    for made in ("", "mine", "young-one"):
        assert not feed(show, output, made=made).changed
    with pytest.raises(FeedError, match="was not taken for the former folder"):
        feed(show, output, split=["young-one"])


def test_dry_run_says_what_would_change_and_writes_nothing(show: Show, output: Path) -> None:
    def state() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}

    before = state()
    new = feed(show, output, dry_run=True).changes
    assert [line.partition(",")[0] for line in new] == ["new: “young-one”", "new: “old-one”"]
    assert state() == before
    feed(show, output)
    write_episode(output, "old-one", date="2026-02-09", sound=b"edited", title="改题")
    segments = [{"written": f"young-one的第{n}段。"} for n in range(5)]
    write_episode(output, "moved", segments=segments)
    before = state()
    assert feed(show, output, dry_run=True).changes == (
        "moved: “moved”, Sun, 01 Mar 2026 08:30:15 +0000, "
        f"{BASE}moved/moved.mp3, from {BASE}young-one/young-one.mp3",
        f"changed: “moved”, Sun, 01 Mar 2026 08:30:15 +0000, {BASE}moved/moved.mp3: title, notes",
        f"changed: “改题”, Mon, 09 Feb 2026 00:00:00 +0000, {BASE}old-one/old-one.mp3: title, "
        "sound, notes",
    )
    assert state() == before
    feed(show, output)
    assert not feed(show, output, dry_run=True).changes


def test_parts_of_a_day_keep_their_hours_and_their_order(show: Show, output: Path) -> None:
    for slug, date in {
        "evening": "2026-03-05T20:00:00+08:00",
        "noon": "2026-03-05T12:00:00",
        "morning": "2026-03-05T08:00:00+08:00",
    }.items():
        write_episode(output, slug, date=date)
    feed(show, output)
    assert texts(output, "//item/title")[:3] == ["noon", "evening", "morning"]
    assert texts(output, "//item/pubDate")[:3] == [
        "Thu, 05 Mar 2026 12:00:00 +0000",
        "Thu, 05 Mar 2026 20:00:00 +0800",
        "Thu, 05 Mar 2026 08:00:00 +0800",
    ]
    assert not feed(show, output).changed


def test_another_episode_is_not_taken_for_a_renamed_one(show: Show, output: Path) -> None:
    feed(show, output)
    half = [{"written": f"young-one的第{n}段。"} for n in range(2)]
    write_episode(output, "sequel", segments=[*half, {"written": "别的话，而且更长一些。" * 3}])
    # The same article read by others: it has the title, and a folder of its own.
    write_episode(output, "other-voices", title="old-one", segments=[{"written": "old"}])
    feed(show, output, now=LATER)
    guids = [guid for guid, _ in identities(output).values()]
    assert len(set(guids)) == len(guids) == 4


def test_two_episodes_with_one_text_can_be_told_apart(show: Show, output: Path) -> None:
    feed(show, output)
    twin = [{"written": f"young-one的第{n}段。"} for n in range(5)]
    write_episode(output, "twin", segments=twin)
    feed(show, output, renames=False)
    assert len({guid for guid, _ in identities(output).values()}) == 3
    assert not feed(show, output).changed


FOREIGN = """\
<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet href="look.xsl"?>
<!-- by hand -->
<rss version="2.0" xmlns:x="urn:x" x:a="1"
     xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
  <channel x:kept="yes">
    <title hint="mine">Old &amp; gone</title>
    <x:unknown a="1"><x:inner>text <b>bold</b> <i>tail</i></x:inner></x:unknown>
    <lastBuildDate>Mon, 05 Jan 2026 00:00:00 +0000</lastBuildDate>
    <atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="https://hub.example.org/"/>
    <!-- items below -->
    <item>
      <title>By hand</title>
      <guid>tag:hand</guid>
      <pubDate>Sat, 14 Feb 2026 12:00:00 +0800</pubDate>
      <description><![CDATA[<p>kept ]]&gt; </p>]]></description>
      <enclosure url="https://elsewhere.example.org/a.mp3" length="1" type="audio/mpeg"/>
    </item>
    <x:last/>
  </channel>
</rss>
"""


def outside(tree: Any) -> list[str]:
    """What is not boyin's, in its order."""
    channel = tree.find("channel")
    kept = [one for one in channel if one.tag == "item" and one.findtext("guid") == "tag:hand"]
    kept += [one for one in channel if "urn:x" in str(one.tag) or one.tag == "lastBuildDate"]
    comments = [str(one.text) for one in channel if one.tag is etree.Comment]
    return comments + [etree.canonicalize(etree.tostring(one).decode()) for one in kept]


def test_what_others_wrote_is_kept(show: Show, output: Path) -> None:
    (output / "feed.xml").write_text(FOREIGN, encoding="utf-8")
    written = feed(show, output)
    assert (written.episodes, written.others) == (2, 1)
    text = (output / "feed.xml").read_text(encoding="utf-8")
    assert outside(etree.fromstring(text.encode())) == outside(etree.fromstring(FOREIGN.encode()))
    for kept in ("<!-- by hand -->", '<?xml-stylesheet href="look.xsl"?>', "<![CDATA[<p>kept"):
        assert text.count(kept) == 1
    assert read(output).get("{urn:x}a") == "1"
    assert read(output).find("channel").attrib == {"{urn:x}kept": "yes"}
    assert read(output).find("channel/title").attrib == {"hint": "mine"}
    assert texts(output, "/rss/channel/title") == ["播音示例 & <friends>"]
    assert texts(output, "//atom:link/@rel") == ["hub", "self"]
    assert texts(output, "//item/title") == ["young-one", "By hand", "old-one"]
    assert not feed(show, output, now=LATER).changed


def test_items_lead_to_the_page_to_read_along_unless_they_lead_elsewhere(
    show: Show, output: Path
) -> None:
    feed(show, output)
    pages = [f"{BASE}{name}/{name}.html" for name in ("young-one", "old-one")]
    assert texts(output, "//item/link") == pages
    path = output / "feed.xml"
    path.write_text(path.read_text("utf-8").replace(pages[0], "https://a.org/1"), "utf-8")
    manifest = output / "old-one" / "episode.json"
    document = json.loads(manifest.read_bytes())
    document["files"] = [one for one in document["files"] if one["kind"] != "reading-html"]
    manifest.write_text(json.dumps(document), "utf-8")
    feed(show, output)
    assert texts(output, "//item/link") == ["https://a.org/1"]


def test_tags_added_to_an_item_of_ours_are_kept(show: Show, output: Path) -> None:
    feed(show, output)
    path, end = output / "feed.xml", "</guid>"
    added = (
        '<itunes:episode>7</itunes:episode><podcast:transcript url="https://a.org/en.vtt" '
        'type="text/vtt" language="en"/><!-- seven -->'
    )
    text = path.read_text(encoding="utf-8").replace(end, end + added)
    path.write_text(text.replace('isPermaLink="false"', 'isPermaLink="false" x="1"'), "utf-8")
    before = path.read_bytes()
    assert not feed(show, output).changed
    write_episode(output, "young-one", title="改过的题", sound=b"new")
    feed(show, output)
    after = path.read_text(encoding="utf-8")
    assert after.count(added) == 2
    assert after == before.decode().replace("young-one</", "改过的题</").replace(
        'length="6"', 'length="3"'
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<rss version='2.0'><channel><title>a</channel></rss>", "not well-formed"),
        ("", ""),
        ("<feed xmlns='http://www.w3.org/2005/Atom'/>", "not an RSS 2.0 feed"),
        ("<rss/>", "not an RSS 2.0 feed"),
        ("<rss xmlns:itunes='urn:wrong'><channel/></rss>", "binds `itunes`"),
        (
            '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel>&a;</channel></rss>',
            "has a DOCTYPE",
        ),
        (
            f"<rss><channel><item><guid>g</guid><pubDate>soon</pubDate>"
            f"<enclosure url='{BASE}old-one/old-one.mp3'/></item></channel></rss>",
            "`soon` is no date",
        ),
    ],
)
def test_feed_that_cannot_be_read_is_left_as_it_is(
    show: Show, output: Path, text: str, message: str
) -> None:
    path = output / "feed.xml"
    path.write_text(text, encoding="utf-8")
    if not message:
        # An empty file holds nothing that could be lost.
        assert feed(show, output).episodes == 2
        return
    with pytest.raises(FeedError, match=message):
        feed(show, output)
    assert path.read_text(encoding="utf-8") == text
    assert not list(output.rglob("identity.json"))


def test_feed_never_points_at_what_is_not_there(show: Show, output: Path) -> None:
    feed(show, output)
    before = (output / "feed.xml").read_bytes()
    sound = output / "old-one" / "old-one.mp3"
    for spoil in (b"another length", None):
        if spoil is None:
            sound.unlink()
        else:
            sound.write_bytes(spoil)
        with pytest.raises(FeedError, match=r"old-one|bytes where its manifest"):
            feed(show, output)
        assert (output / "feed.xml").read_bytes() == before
    shutil.rmtree(output / "old-one")
    with pytest.raises(FeedError, match="which is not here"):
        feed(show, output)
    assert (output / "feed.xml").read_bytes() == before
    assert not feed(show, output, missing="keep").changed
    assert feed(show, output, missing="drop").changed
    assert list(identities(output)) == [BASE + "young-one/young-one.mp3"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "a b.mp3", "中.mp3", ".hidden", "link.mp3"])
def test_manifest_cannot_lead_out_of_its_folder(show: Show, output: Path, name: str) -> None:
    (output / "old-one" / "link.mp3").symlink_to("/etc/passwd")
    size = Path("/etc/passwd").stat().st_size
    write_episode(output, "old-one", files=[{"name": name, "bytes": size, "kind": "mp3"}])
    with pytest.raises(FeedError):
        feed(show, output)
    assert not (output / "feed.xml").exists()


def test_feed_moves_to_another_address_and_stays_the_same_show(
    show: Show, output: Path, tmp_path: Path
) -> None:
    feed(show, output)
    guid, before = texts(output, "//podcast:guid"), list(identities(output).values())
    feed(write_show(tmp_path, SHOW.replace("example.org/podcast", "new.example.org")), output)
    assert texts(output, "//podcast:guid") == guid
    assert list(identities(output).values()) == before
    assert "https://example.org/podcast/" not in (output / "feed.xml").read_text(encoding="utf-8")


def test_what_an_episode_has_no_more_leaves_the_feed(show: Show, output: Path) -> None:
    feed(show, output)
    manifest = output / "old-one" / "episode.json"
    document = json.loads(manifest.read_bytes())
    document["files"] = document["files"][:1]
    manifest.write_text(json.dumps(document), encoding="utf-8")
    feed(show, output)
    gone = ("itunes:image", "podcast:chapters", "podcast:transcript")
    assert not [tag for tag in gone if texts(output, f"//item[2]/{tag}/@*")]
    assert texts(output, "//item[2]/description") == ["概要。"]


def test_description_ends_with_a_sentence_within_4000_bytes(show: Show, output: Path) -> None:
    write_episode(output, "old-one", date="2026-02-09", notes="这是一句话。" * 400)
    feed(show, output)
    description = texts(output, "//item[2]/description")[0]
    assert description.endswith("。")
    assert 3980 <= len(description.encode()) <= 4000
