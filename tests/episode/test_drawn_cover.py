"""A drawn cover can be read, is the same every time, and hides nothing it can't draw."""

import io
import logging

import pytest
from PIL import Image

from boyin.episode.cover.drawn import INK, PAPERS, draw_cover, fit_title, showable


def luminance(colour: tuple[int, int, int]) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [one / 255 for one in colour]
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("paper", [paper for paper, _ in PAPERS])
def test_title_stands_out_from_its_ground(paper: tuple[int, int, int]) -> None:
    assert (luminance(INK) + 0.05) / (luminance(paper) + 0.05) >= 4.5


@pytest.mark.parametrize("title", ["世", "世界处于危险之中", "安" * 33, "安" * 200, "a" * 5000])
def test_title_of_any_length_is_drawn_within_its_borders(title: str) -> None:
    data = draw_cover(title)
    assert data == draw_cover(title)
    picture = Image.open(io.BytesIO(data))
    assert (picture.size, picture.mode, picture.format) == ((1400, 1400), "RGB", "JPEG")
    text = picture.convert("L").point(lambda value: 255 * (value > 200)).crop((0, 0, 1400, 1095))
    box = text.getbbox()
    assert box is not None
    left, top, right, _ = box
    assert left >= 100
    assert top >= 100
    assert right <= 1300


@pytest.mark.parametrize(
    ("title", "smallest"), [("世界处于危险之中", 280), ("安" * 33, 160), ("安" * 200, 110)]
)
def test_title_is_large_enough_to_be_read_at_100_points(title: str, smallest: int) -> None:
    lines, size = fit_title(title)
    assert size >= smallest, "a fourteenth of it is left"
    shown = "".join(lines)
    assert shown == title or (shown.endswith("…") and len(title) > 60)


def test_lines_are_broken_between_words_and_never_before_a_comma() -> None:
    lines, _ = fit_title("全球最安全的AI公司，它的安全负责人跑了")
    assert lines == ["全球最安全", "的AI公司，", "它的安全负", "责人跑了"]


def test_what_the_font_lacks_is_marked_and_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert showable("播音 🎙️，体體 A1") == "播音 ，体體 A1"
        assert not caplog.records
        assert showable("𠮷野家\ufffe") == "〓野家"
    assert [one.getMessage() for one in caplog.records] == [
        "the font of the cover has no 𠮷: 〓 stands there"
    ]
    assert showable("🎙️") == "〓"
