"""An inspection as a picture: waveform, chapters, a lane for each voice, loudness over time.

Turns an `Inspection` into a PNG. Promise: the same inspection gives the same picture on every
machine; nothing in it is told by colour alone.
"""

import io
import math
from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from boyin.episode.times import short_clock
from boyin.inspection.inspection import Inspection
from boyin.inspection.pen import SCALE, Colour, Pen
from boyin.inspection.sound import VoiceSound
from boyin.sound.loudness import STEP_SECONDS

WIDTH = 2000
_LEFT, _RIGHT = 300, 60
_TOP = 150
_STRIP, _WAVE, _LANE, _LOUDNESS, _GAP, _AXIS = 44, 220, 62, 340, 26, 70
_PAPER, _INK, _SOFT, _LINE = (252, 250, 245), (33, 41, 60), (110, 116, 128), (222, 218, 208)
_SHADES = ((240, 236, 226), (252, 250, 245))
"""Chapters by turns."""
_WAVE_PEAK, _WAVE_RMS = (158, 178, 205), (44, 82, 130)
_TARGET, _SHORT, _MOMENTARY = (176, 58, 46), (33, 41, 60), (170, 186, 204)
_BAND = (232, 243, 228)
# Okabe and Ito's colours, which colour-blind people tell apart.
_VOICES: tuple[Colour, ...] = (
    (0, 114, 178),
    (213, 94, 0),
    (0, 158, 115),
    (204, 121, 167),
    (230, 159, 0),
    (86, 180, 233),
)
_OTHER = (140, 140, 140)
_SOFTEST, _LOUDEST = -37.0, -8.0
_MARKS = (-35, -30, -25, -20, -15, -10)
_CLOCKS = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
_MOST_CLOCKS = 14


def draw(found: Inspection) -> bytes:
    """The picture, a PNG of 2000 points' width."""
    from PIL import Image, ImageDraw

    sheet = _Sheet(found)
    size = (WIDTH * SCALE, sheet.height * SCALE)
    picture = Image.new("RGB", size, _PAPER)
    sheet.draw(Pen(ImageDraw.Draw(picture)))
    data = io.BytesIO()
    picture.resize((WIDTH, sheet.height), Image.Resampling.LANCZOS).save(data, "PNG", optimize=True)
    return data.getvalue()


class _Sheet:
    """Where everything stands."""

    def __init__(self, found: Inspection) -> None:
        self.found = found
        self.sound = found.sound
        self.strip = _TOP
        self.wave = self.strip + _STRIP + 6
        self.lanes = self.wave + _WAVE + _GAP
        self.voices = self.sound.voices
        self.loudness = self.lanes + len(self.voices) * _LANE + (_GAP if self.voices else 0)
        self.bottom = self.loudness + _LOUDNESS
        self.height = self.bottom + _AXIS
        self.right = WIDTH - _RIGHT

    def x(self, seconds: float) -> float:
        return _LEFT + (self.right - _LEFT) * min(1.0, max(0.0, seconds / self.sound.seconds))

    def draw(self, pen: Pen) -> None:
        self.draw_heading(pen)
        self.draw_chapters(pen)
        self.draw_clock(pen)
        self.draw_wave(pen)
        for number, voice in enumerate(self.voices):
            self.draw_lane(pen, number, voice)
        self.draw_loudness(pen)

    def draw_heading(self, pen: Pen) -> None:
        found, loudness = self.found, self.sound.loudness
        title = pen.fitted(" ".join(found.title.split()), 40, self.right - 60)
        pen.text((60, 62), title, 40, _INK, "lm")
        facts = [
            short_clock(round(self.sound.seconds * 1000), round(self.sound.seconds * 1000)),
            f"{_level(loudness.integrated)} LUFS integrated, target {_level(found.target)}",
            f"range {loudness.range:.1f} LU",
            f"true peak {_level(loudness.true_peak)} dBTP",
            f"silence {self.sound.silence:.0%}",
            *([f"cast {found.cast}"] if found.cast else []),
        ]
        pen.text((60, 112), "   ·   ".join(facts), 24, _SOFT, "lm")

    def draw_chapters(self, pen: Pen) -> None:
        """The bands behind everything, and their titles."""
        chapters = self.found.tag.chapters
        pen.text((_LEFT - 20, self.strip + _STRIP / 2), "chapters", 22, _INK, "rm")
        for number, one in enumerate(chapters):
            left, right = self.x(one.start_ms / 1000), self.x(one.end_ms / 1000)
            pen.box(left, self.strip, right, self.bottom, _SHADES[number % 2])
            pen.line([(left, self.strip), (left, self.bottom)], _LINE, 1)
            title = pen.fitted(f"{number + 1} {one.title}", 22, right - left - 12)
            title = title or pen.fitted(str(number + 1), 22, right - left)
            pen.text((left + 6, self.strip + _STRIP / 2), title, 22, _INK, "lm")

    def draw_clock(self, pen: Pen) -> None:
        seconds = self.sound.seconds
        step = next((one for one in _CLOCKS if seconds / one <= _MOST_CLOCKS), _CLOCKS[-1])
        for moment in range(0, math.floor(seconds) + 1, step):
            x = self.x(moment)
            pen.line([(x, self.bottom), (x, self.bottom + 8)], _SOFT, 1.5)
            text = short_clock(moment * 1000, round(seconds * 1000))
            pen.text((x, self.bottom + 26), text, 20, _SOFT, "mm")

    def draw_wave(self, pen: Pen) -> None:
        """The highest sample and the RMS of what falls into each column."""
        middle, reach = self.wave + _WAVE / 2, _WAVE / 2
        pen.text((_LEFT - 20, middle), "waveform", 22, _INK, "rm")
        columns = (self.right - _LEFT) * SCALE
        peaks = list(_columns(self.sound.peaks, columns, np.max))
        levels = list(_columns(self.sound.levels, columns, _rms))
        for values, colour in ((peaks, _WAVE_PEAK), (levels, _WAVE_RMS)):
            for column, value in enumerate(values):
                x = _LEFT + column / SCALE
                high = min(1.0, value) * reach
                pen.line([(x, middle - high), (x, middle + high)], colour, 0.5)

    def draw_lane(self, pen: Pen, number: int, voice: VoiceSound) -> None:
        top = self.lanes + number * _LANE
        colour = _VOICES[number] if number < len(_VOICES) else _OTHER
        pen.box(_LEFT - 20, top + 10, _LEFT - 12, top + _LANE - 10, colour)
        size = pen.size_for(voice.name, 20, _LEFT - 70)
        name = pen.fitted(voice.name, size, _LEFT - 70)
        pen.text((_LEFT - 32, top + 20), name, size, _INK, "rm")
        clock = short_clock(round(voice.seconds * 1000), round(self.sound.seconds * 1000))
        figures = f"{_level(voice.loudness.integrated)} LUFS, {clock}"
        pen.text((_LEFT - 32, top + 43), figures, 18, _SOFT, "rm")
        pen.line([(_LEFT, top + _LANE / 2), (self.right, top + _LANE / 2)], _LINE, 1)
        for one in self.found.spoken:
            if one.voice == voice.name:
                pen.box(self.x(one.start), top + 10, self.x(one.end), top + _LANE - 10, colour)

    def draw_loudness(self, pen: Pen) -> None:
        target = self.found.target
        pen.box(_LEFT, self.y(target + 1), self.right, self.y(target - 1), _BAND)
        for mark in _MARKS:
            pen.line([(_LEFT, self.y(mark)), (self.right, self.y(mark))], _LINE, 1)
            pen.text((_LEFT - 20, self.y(mark)), _level(mark, 0), 20, _SOFT, "rm")
        self.draw_curve(pen, self.sound.loudness.momentary, _MOMENTARY, 1)
        self.draw_curve(pen, self.sound.loudness.short_term, _SHORT, 2)
        pen.dashes(_LEFT, self.right, self.y(target), _TARGET)
        self.draw_key(pen)

    def draw_curve(
        self, pen: Pen, levels: npt.NDArray[np.float32], colour: Colour, width: float
    ) -> None:
        """The loudest of what falls into each column; under the scale the line breaks off."""
        columns = min(levels.size, self.right - _LEFT)
        run: list[tuple[float, float]] = []
        for column, level in enumerate(_columns(levels, columns, np.max)):
            seconds = (column + 0.5) / columns * levels.size * STEP_SECONDS
            if level > _SOFTEST:
                run.append((self.x(seconds), self.y(level)))
                continue
            if len(run) > 1:
                pen.line(run, colour, width)
            run = []
        if len(run) > 1:
            pen.line(run, colour, width)

    def draw_key(self, pen: Pen) -> None:
        """What the lines are, on the left in words, in the order of their thickness."""
        x, y = 60, self.loudness + 20
        pen.text((x, y), "loudness, LUFS", 22, _INK, "lm")
        for number, (name, colour, width) in enumerate(
            (("momentary", _MOMENTARY, 2), ("short term", _SHORT, 3), ("target ±1", _TARGET, 3))
        ):
            line = y + 44 + number * 34
            if colour == _TARGET:
                pen.box(x, line - 10, x + 44, line + 10, _BAND)
                pen.dashes(x, x + 44, line, colour)
            else:
                pen.line([(x, line), (x + 44, line)], colour, width)
            pen.text((x + 56, line), name, 20, _SOFT, "lm")

    def y(self, level: float) -> float:
        share = (level - _SOFTEST) / (_LOUDEST - _SOFTEST)
        return self.bottom - _LOUDNESS * min(1.0, max(0.0, share))


def _level(value: float, digits: int = 1) -> str:
    """A level; a dash where there is none."""
    return f"{value:.{digits}f}" if math.isfinite(value) else "-"


def _rms(values: npt.NDArray[np.float32]) -> float:
    return float(np.sqrt(np.mean(np.square(values, dtype=np.float64))))


def _columns(
    values: npt.NDArray[np.float32], count: int, fold: Callable[[npt.NDArray[np.float32]], float]
) -> Iterator[float]:
    """The values in `count` columns, each folded into one; a column may share a value."""
    for column in range(count):
        low = column * values.size // count
        high = max(low + 1, (column + 1) * values.size // count)
        yield float(fold(values[low:high]))
