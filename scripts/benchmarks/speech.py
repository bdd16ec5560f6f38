"""The whole way from text to sound and back: what a recogniser hears of what was to be said.

Sentences of `mixed.txt`, `mixed_news.txt` and `mixed_more.txt` served to choose voices, phonemes
and paces; those of `mixed_fields.txt`, of other fields, and of the sets held back never did.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

import click
import numpy as np

from benchmarks.heard import Line, Score, score
from benchmarks.recogniser import transcribe
from benchmarks.report import Report, json_option
from benchmarks.sounding import NEAR
from boyin.builds.draft import read_lexicon, read_script
from boyin.casts.cast_file import load_cast
from boyin.clips.clips import clip_key
from boyin.clips.store import ClipStore
from boyin.engines.base import Voice
from boyin.engines.kokoro.engine import RATE, KokoroEngine
from boyin.ground.languages import Language
from boyin.ground.settings import cache_folder
from boyin.normalization.normalizer import speak_written
from boyin.normalization.speech import to_speech
from boyin.pronunciation.lexicon import Lexicon, shipped_lexicon
from boyin.sound.samples import Samples

TEXTS = Path(__file__).parent / "texts"
SETS = (
    "short", "chinese", "mixed", "mixed_news", "mixed_more", "mixed_fields", "mixed_held_back",
    "mixed_news_held_back", "english",
)  # fmt: skip
UNBLENDED = ("zf_xiaoxiao", "zm_yunxi")
"""Mandarin voices as they come, for comparison with the narrators of the shipped casts."""
ENGLISH = ("am_michael", "af_bella")
_AROUND = 0.2
"""Seconds of silence around a recording, as in an episode."""
_NOTE = (
    "Heard wrong: syllables of Chinese, without tones; words of English; in mixed sentences the "
    "Chinese around the English words. Those count as heard if the recogniser writes them, or what "
    f"sounds like them: at most {NEAR:.0%} of the phonemes are others. Control: the share of them "
    "that count as heard in ten other sentences, where nobody says them."
)


@dataclass(frozen=True, slots=True)
class Order:
    """One text to be said and heard."""

    set: str
    spoken: str
    language: Language
    voice: Voice


def narrators() -> list[str]:
    """Who reads Chinese in the shipped casts."""
    voices = load_cast("trio").voices
    return [voices[role].voice.name for role in ("narration", "quotation")]


def set_orders(sets: Sequence[str], voices: Sequence[str], limit: int) -> Iterator[Order]:
    """The texts of the sets by every voice of their language, at most `limit` of each set."""
    for name in sets:
        language: Language = "en" if name == "english" else "zh"
        texts = (TEXTS / f"{name}.txt").read_text("utf-8").splitlines()[:limit]
        for voice in voices:
            if voice.startswith("z") == (language == "zh"):
                for text in texts:
                    spoken = speak_written(text, language).text
                    yield Order(name, spoken, language, Voice(voice))


def article_orders(path: Path) -> tuple[list[Order], Lexicon]:
    """Every segment of an article, as its cast reads it."""
    article, script, cast = read_script(path, cast=None)
    orders = []
    for segment in script.segments:
        chosen = cast.voice_of(segment.role, segment.language)
        if chosen.engine != KokoroEngine.name:
            raise click.UsageError(f"the cast {cast.name} speaks with {chosen.engine}, not Kokoro")
        spoken = to_speech(segment).spoken
        orders.append(Order(path.name, spoken, segment.language, chosen.voice))
    orders.sort(key=lambda order: order.voice.name)
    return orders, read_lexicon(article)


def hear(
    orders: Iterable[Order], lexicon: Lexicon, engine: KokoroEngine
) -> Iterator[tuple[Order, Line]]:
    """Each text said by `engine` and heard by the recogniser, in order.

    What a build has recorded before is taken from its store: the same phonemes by the same voice
    sound the same.
    """
    store = ClipStore(cache_folder() / "clips")

    def say(order: Order) -> tuple[Order, Samples]:
        phonemes = engine.pronounce(
            order.spoken, order.language, voice=order.voice, lexicon=lexicon
        )
        key = clip_key(phonemes, order.voice, fingerprint=engine.fingerprint)
        if not store.holds(key):
            store.put(key, engine.synthesize(phonemes, order.voice))
        speech = store.get(key)
        assert speech is not None
        return order, np.pad(speech, round(_AROUND * RATE))

    with ThreadPoolExecutor(engine.workers) as pool:
        for order, samples in pool.map(say, orders):
            yield (
                order,
                Line(order.spoken, order.language, transcribe(samples, RATE, order.language)),
            )


def scores(heard: Iterable[tuple[Order, Line]]) -> Iterator[tuple[Score, list[Line]]]:
    """A score for each run of texts of one set, language and voice."""
    for (name, _, voice), run in groupby(
        heard, key=lambda one: (one[0].set, one[0].language, one[0].voice.name)
    ):
        lines = [line for _, line in run]
        yield score(name, voice, lines), lines


@click.command("speech")
@click.option("--set", "sets", multiple=True, type=click.Choice(SETS), help="Only this set.")
@click.option("--voice", "voices", multiple=True, help="A voice or blend, instead of the usual.")
@click.option("--limit", default=1000, show_default=True, help="Sentences of each set, at most.")
@click.option(
    "--article",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Hear a whole article instead of the sets.",
)
@click.option("--misses", is_flag=True, help="Print each text that is not heard as it was said.")
@json_option
def command(
    sets: Sequence[str],
    voices: Sequence[str],
    limit: int,
    article: Path | None,
    *,
    misses: bool,
    as_json: bool,
) -> None:
    """Say sentences with Kokoro and count what a recogniser hears of them."""
    if article:
        orders, lexicon = article_orders(article)
    else:
        orders = list(
            set_orders(sets or SETS, voices or (*UNBLENDED, *narrators(), *ENGLISH), limit)
        )
        lexicon = shipped_lexicon()
    found = list(scores(hear(orders, lexicon, KokoroEngine())))
    if misses:
        for one, lines in found:
            for line in lines:
                if line.unheard() or line.wrong_and_all()[0]:
                    click.echo(f"{one.voice}\t{line.said}\t{line.heard}", err=True)
    rows = [one.as_row() for one, _ in found]
    figures = {
        "sets": [
            {**asdict(one), "error": one.error, "spelled": one.spelled, "recall": one.recall}
            for one, _ in found
        ]
    }
    missed = sorted({word for one, _ in found for word in one.unheard})
    notes = [_NOTE, *([f"Not heard: {', '.join(missed)}."] if missed else [])]
    columns = ("set", "voice", "heard wrong", "words", "spelled", "heard", "control")
    Report("Speech", columns, rows, figures, notes).print(as_json=as_json)
