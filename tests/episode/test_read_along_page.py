"""The page to read along, in a real browser: by keyboard, by ear, by eye, and without any of it."""

import base64
import hashlib
import os
import shutil
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from boyin.builds.made import Made
from boyin.builds.pipeline import make_episode
from boyin.episode.times import short_clock
from boyin.ground.languages import holds_han
from tests.browsing import chromium, complaints, on_new_pages, show, wait_for
from tests.making import png, write_article
from tests.reading import elements_of

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

ARTICLE = """\
---
title: 边听边读
author: 甲 & 乙
---

# 边听边读

第一句话。第二句**很要紧**，见[一页](https://example.org/?a=1&b=2)。[^1]

他说：“The world is in peril.”然后走了。

![三个圆](circle.png)

![](https://example.org/elsewhere.png)

## 表格 <script>alert(1)</script>

| 名 | 数 | 说明 | 春 | 夏 | 秋 |
|---|---|---|---|---|---|
| 甲 | 12 | 很长的说明 | 暖 | 热 | 凉 |
| 乙 | | 短 | 暖 | 热 | 凉 |

```html
<script>alert('code')</script>
```

[^1]: 脚注的话。

#### 列表

1. 一
2. 二
   - 内

> 引用的话。

## 末章

倒数第二句。末句。
"""

MOST_LATE = 0.1
"""Seconds that a sentence may be marked beside its time."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The hummed episode of an article that holds everything."""
    folder = tmp_path_factory.mktemp("reading")
    (folder / "circle.png").write_bytes(png())
    return make_episode(write_article(folder, ARTICLE), cast="tone", output=folder / "output")


@pytest.fixture(scope="module")
def page(made: Made) -> Path:
    return made.episode.mp3.with_suffix(".html")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Chrome]":
    with chromium(tmp_path_factory.mktemp("browser")) as chrome:
        yield chrome


@pytest.fixture
def opened(browser: "Chrome", page: Path) -> "Chrome":
    """The page from the disk, as somebody sees it who has never been there."""
    show(browser, 1280, 900)
    forget(browser, page)
    complaints(browser)
    browser.get(page.as_uri())
    wait_for(browser, "document.documentElement.classList.contains('ready')")
    wait_for(browser, "audio.readyState > 0")
    return browser


def forget(browser: "Chrome", page: Path) -> None:
    """Empties the memory of pages from the disk, on one that remembers nothing."""
    browser.get(page.with_suffix(".transcript.html").as_uri())
    browser.execute_script("localStorage.clear()")


def press(browser: "Chrome", *keys: str) -> None:
    from selenium.webdriver import ActionChains

    ActionChains(browser).send_keys(*keys).perform()


def press_with(browser: "Chrome", modifier: str, key: str) -> None:
    from selenium.webdriver import ActionChains

    ActionChains(browser).key_down(modifier).send_keys(key).key_up(modifier).perform()


def marked(browser: "Chrome") -> str:
    """The text that is marked as being read."""
    found = "[...document.querySelectorAll('.s[aria-current]')].map((one) => one.textContent)"
    return "".join(browser.execute_script(f"return {found}"))


def focused(browser: "Chrome") -> str:
    """The role and name of what has the focus, as assistive technology is told."""
    element = browser.switch_to.active_element
    return f"{element.aria_role} {element.accessible_name}".strip()


def start_of(made: Made, words: str) -> float:
    starts = [one["start"] for one in made.episode.document["segments"] if words in one["written"]]
    return float(starts[0])


def test_every_control_has_a_name_and_a_visible_focus(opened: "Chrome", made: Made) -> None:
    from selenium.webdriver.common.keys import Keys

    chapters = made.episode.document["chapters"]
    found = []
    for _ in range(20):
        press(opened, Keys.TAB)
        found.append(focused(opened))
        outline = "getComputedStyle(document.activeElement).outline"
        assert "solid 3px" in opened.execute_script(f"return {outline}"), found[-1]
        if found[-1].startswith("doc-backlink"):
            break
    assert found == [
        "link 跳到正文",
        "slider 播放位置",
        "button 上一章",
        "button 上一句",
        "button 播放",
        "button 下一句",
        "button 下一章",
        "combobox 速度",
        "DisclosureTriangle 章节",
        *(f"link {short_clock(int(one['start'] * 1000), 0)} {one['title']}" for one in chapters),
        "DisclosureTriangle 按键与设置",
        # Of all sentences one, and the links within them.
        "generic 第一句话。",
        "link 一页",
        "doc-noteref 脚注 [1]",
        "doc-backlink 回到正文",
    ]


def test_everything_is_done_with_the_keyboard(opened: "Chrome", made: Made) -> None:
    from selenium.webdriver.common.keys import Keys

    press(opened, " ")
    wait_for(opened, "!audio.paused && audio.currentTime > 0.3")
    press(opened, "k")
    wait_for(opened, "audio.paused")
    opened.execute_script("audio.currentTime = 0")
    wait_for(opened, "!audio.seeking")
    walk = []
    for key in (*[Keys.ARROW_RIGHT] * 3, Keys.ARROW_LEFT, "l", "j", "n", "n", "n", "p"):
        press(opened, key)
        walk.append(marked(opened))
    assert walk == [
        *("边听边读", "第一句话。", "第二句很要紧，见一页。", "第一句话。"),
        *("第二句很要紧，见一页。", "第一句话。"),
        *("表格 alert(1)", "末章", "末章", "表格 alert(1)"),
    ]
    assert opened.execute_script("return news.textContent") == "表格 alert(1)"
    press(opened, "]", "]", "[")
    assert opened.execute_script("return [audio.playbackRate, speed.value]") == [1.25, "1.25"]
    assert opened.execute_script("return news.textContent") == "1.25 倍速"

    press(opened, "c")
    assert focused(opened) == "generic 表格 alert(1)"
    press(opened, Keys.HOME, *[Keys.ARROW_DOWN] * 3)
    assert (focused(opened), marked(opened)) == ("generic 他说：", "表格 alert(1)")
    press(opened, Keys.ENTER)
    wait_for(opened, f"!audio.paused && audio.currentTime > {start_of(made, '他说')}")
    press(opened, " ", "?")
    wait_for(opened, "audio.paused && help.open")


def test_keys_are_off_in_fields_on_controls_with_others_and_where_not_wanted(
    opened: "Chrome",
) -> None:
    from selenium.webdriver.common.keys import Keys

    opened.execute_script("document.body.append(document.createElement('input'))")
    opened.execute_script("document.querySelector('body > input').focus()")
    press(opened, " ", "k", "n", Keys.ARROW_RIGHT)
    assert opened.execute_script("return document.activeElement.value") == " kn"
    opened.execute_script("speed.focus()")
    press(opened, "n", "k")
    assert opened.execute_script("return [audio.paused, audio.currentTime]") == [True, 0]
    opened.execute_script("document.activeElement.blur(); keys.click()")
    press(opened, " ", "k", "n", Keys.ARROW_RIGHT)
    opened.execute_script("keys.click()")
    press_with(opened, Keys.CONTROL, "k")
    press_with(opened, Keys.SHIFT, Keys.ARROW_RIGHT)
    assert opened.execute_script("return [audio.paused, audio.currentTime]") == [True, 0]
    opened.execute_script("play.focus()")
    press(opened, " ")
    wait_for(opened, "!audio.paused")


def test_sentences_are_marked_when_they_are_heard(opened: "Chrome", made: Made) -> None:
    segments = made.episode.document["segments"]
    for number, one in enumerate(segments):
        for at in (one["start"] + 0.02, one["end"] - 0.02):
            opened.execute_script(f"audio.currentTime = {at}")
            marked_now = "document.querySelector('.s[aria-current]')?.dataset.s"
            wait_for(opened, f"!audio.seeking && {marked_now} === '{number}'")


def test_playing_marks_each_sentence_at_its_time(opened: "Chrome", made: Made) -> None:
    opened.execute_script("""
        window.seen = [];
        new MutationObserver((changes) => {
          for (const { target } of changes) {
            if (target.matches(".s[aria-current][data-from]")) {
              seen.push([Number(target.dataset.s), audio.currentTime]);
            }
          }
        }).observe(document.body, { attributes: true, attributeFilter: ["aria-current"],
          subtree: true });
        play.click();
    """)
    seen = wait_for(opened, "seen.length > 7 && (audio.pause(), seen)")
    starts = [one["start"] for one in made.episode.document["segments"]]
    late = [at - starts[number] for number, at in seen]
    assert [number for number, _ in seen] == list(range(len(seen)))
    assert statistics.median(map(abs, late)) < MOST_LATE, late
    assert opened.execute_script("return news.textContent") == "", "nobody asked it to speak"


def audit(browser: "Chrome") -> list[tuple[str, list[str]]]:
    """What axe-core finds, every rule of it."""
    script = Path(os.environ.get("NODE_PATH", ""), "axe-core", "axe.min.js")
    if not script.is_file():
        pytest.skip("set NODE_PATH to a node_modules folder with axe-core@4 in it")
    browser.execute_script(script.read_text())
    browser.set_script_timeout(60)
    found: Any = browser.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
    assert len(found["passes"]) > 25
    return [
        (one["id"], [node["html"] + node["failureSummary"] for node in one["nodes"]])
        for one in found["violations"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened: "Chrome", scheme: str) -> None:
    show(opened, 1280, 900, prefers_color_scheme=scheme)
    opened.execute_script("help.open = true; document.querySelector('.s').click()")
    wait_for(opened, "document.querySelector('.s[aria-current]')")
    assert audit(opened) == []


def test_click_on_a_sentence_and_on_a_chapter_plays_from_there(
    opened: "Chrome", made: Made
) -> None:
    # Behind it only the images are counted.
    opened.execute_script("[...document.querySelectorAll('.s')].at(-2).click()")
    wait_for(opened, f"!audio.paused && audio.currentTime >= {start_of(made, '末句')}")
    assert marked(opened) == "末句。"
    opened.execute_script("document.querySelectorAll('[data-chapter]')[1].click()")
    wait_for(opened, f"Math.abs(audio.currentTime - {start_of(made, '表格')}) < 1")
    current = opened.execute_script("return document.querySelector('nav [aria-current]').innerText")
    assert "表格 alert(1)" in current


def test_speed_and_place_are_kept(opened: "Chrome", page: Path) -> None:
    opened.execute_script("document.querySelectorAll('.s')[6].click(); speed.value = '2.5'")
    opened.execute_script("speed.dispatchEvent(new Event('change'))")
    wait_for(opened, "audio.currentTime > 4")
    opened.execute_script("audio.pause()")
    wait_for(opened, "audio.paused")
    at, text = opened.execute_script("return audio.currentTime"), marked(opened)
    opened.get(page.as_uri())
    wait_for(opened, "news.textContent.startsWith('上次听到')")
    assert opened.execute_script("return [audio.playbackRate, audio.paused]") == [2.5, True]
    assert abs(opened.execute_script("return audio.currentTime") - at) < 0.05
    assert marked(opened) == text


REFUSES = """
    Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no"); } });
"""


def test_browser_that_refuses_to_remember_plays_all_the_same(browser: "Chrome", page: Path) -> None:
    complaints(browser)
    with on_new_pages(browser, REFUSES):
        browser.get(page.as_uri())
        wait_for(browser, "audio.readyState > 0")
        browser.execute_script("play.click()")
        wait_for(browser, "audio.currentTime > 0.2")
        browser.execute_script("speed.value = '3'; speed.dispatchEvent(new Event('change'))")
        assert browser.execute_script("return audio.playbackRate") == 3
        browser.execute_script("audio.pause()")
    assert complaints(browser) == []


def test_without_sound_the_page_says_so_and_can_be_read(
    browser: "Chrome", page: Path, tmp_path: Path
) -> None:
    alone = shutil.copy(page, tmp_path)
    browser.get(Path(alone).as_uri())
    wait_for(browser, "!trouble.hidden")
    assert f"请把 {page.stem}.mp3 放在" in browser.execute_script("return trouble.innerText")
    assert browser.execute_script("return [play.disabled, speed.disabled]") == [True, True]
    browser.execute_script("document.querySelectorAll('.s')[4].click()")
    assert "倒数第二句" in browser.execute_script("return article.innerText")


def test_without_scripts_there_are_player_and_article(browser: "Chrome", page: Path) -> None:
    command = "Emulation.setScriptExecutionDisabled"
    browser.execute_cdp_cmd(command, {"value": True})
    browser.get(page.as_uri())
    browser.execute_cdp_cmd(command, {"value": False})
    visible = """
        return [...document.querySelectorAll("button, select, input, .hint, audio[controls]")]
          .filter((one) => one.checkVisibility()).map((one) => one.tagName);
    """
    assert browser.execute_script(visible) == ["AUDIO"]
    assert "倒数第二句" in browser.execute_script("return article.innerText")


@pytest.mark.parametrize(("width", "height"), [(320, 640), (640, 512), (320, 256)])
def test_narrow_and_zoomed_pages_lose_nothing(opened: "Chrome", width: int, height: int) -> None:
    show(opened, width, height)
    opened.execute_script("for (const one of document.querySelectorAll('details')) one.open = true")
    wide = "return [document.documentElement.scrollWidth, document.body.scrollWidth]"
    assert max(opened.execute_script(wide)) <= width
    outside = """
        return [...document.querySelectorAll("button, select, input, summary, h1, p, li, pre")]
          .filter((one) => one.checkVisibility() && !one.closest(".table"))
          .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
          .map((one) => one.outerHTML);
    """
    assert opened.execute_script(outside) == []
    covered = "return player.offsetHeight * (getComputedStyle(player).position === 'sticky')"
    assert opened.execute_script(covered) < height / 2


def test_what_readers_prefer_is_heeded(opened: "Chrome") -> None:
    colour = "return getComputedStyle(document.body).backgroundColor"
    scroll = "return getComputedStyle(document.documentElement).scrollBehavior"
    show(opened, 1280, 900, prefers_color_scheme="light", prefers_reduced_motion="reduce")
    light = opened.execute_script(colour)
    assert opened.execute_script(scroll) == "auto"
    show(opened, 1280, 900, prefers_color_scheme="dark", prefers_reduced_motion="no-preference")
    assert opened.execute_script(colour) != light
    assert opened.execute_script(scroll) == "smooth"
    opened.execute_script("document.querySelector('.s').click()")
    wait_for(opened, "document.querySelector('.s[aria-current]')")
    line = "return getComputedStyle(document.querySelector('.s[aria-current]')).textDecorationLine"
    assert opened.execute_script(line) == "underline", "it is not marked by colour alone"
    show(opened, 1280, 900, forced_colors="active")
    assert opened.execute_script(line) == "underline"


def texts_with_language(element: "Any", outside: str = "") -> "Iterator[tuple[str, str]]":
    """Every text that is shown below the element, and the language that it is marked with."""
    language = element.get("lang", outside)
    if element.tag not in ("title", "script", "style"):
        yield language, element.text or ""
    for child in element:
        yield from texts_with_language(child, language)
        yield language, child.tail or ""


def test_words_of_the_page_are_english_where_wanted_and_all_chinese_is_marked(
    tmp_path: Path,
) -> None:
    article = ARTICLE.replace("author:", "page_language: en\nauthor:")
    (tmp_path / "circle.png").write_bytes(png())
    made = make_episode(write_article(tmp_path, article), cast="tone", output=tmp_path / "output")
    page = made.episode.mp3.with_suffix(".html").read_text()
    texts = list(texts_with_language(elements_of(page)[0]))
    assert ("en", "Previous sentence") in texts
    assert ("en", "“The world is in peril.”") in texts
    assert {language for language, text in texts if holds_han(text)} == {"zh-CN"}


def test_picture_that_is_not_there_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = write_article(tmp_path, "# 题\n\n![一只猫](cat.png)\n\n文。")
    make_episode(path, cast="tone", output=tmp_path / "output")
    assert "cat.png: the picture can't be read" in caplog.text
    assert caplog.text.count("book and page show the description of `cat.png` alone") == 1


def test_nothing_is_active_but_the_one_script_and_nothing_is_loaded(
    opened: "Chrome", page: Path
) -> None:
    loaded = opened.execute_script(
        "return performance.getEntriesByType('resource').map((one) => one.name)"
    )
    beside = page.with_suffix(".mp3").as_uri()
    assert all(address == beside or address.startswith("data:") for address in loaded)
    assert complaints(opened) == []
    elements = elements_of(page.read_text())
    (policy,) = (e.get("content", "") for e in elements if e.get("http-equiv"))
    for tag in ("script", "style"):
        (text,) = (one.text or "" for one in elements if one.tag == tag)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    for element in elements:
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
        assert element.tag not in ("iframe", "object", "embed", "form", "base")
        source = element.get("src", "data:image/jpeg;base64,")
        assert source.startswith("data:image/jpeg;base64,") or source == f"{page.stem}.mp3"
        assert element.get("href", "#").startswith(("#", "https://")) or element.tag == "link"
    (link,) = (e for e in elements if e.get("href", "").startswith("https:"))
    assert link.get("rel") == "noopener noreferrer nofollow"
