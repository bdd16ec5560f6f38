"""Sentences as the JSON transcript of Podcasting 2.0, with what was spoken kept beside them.

https://github.com/Podcastindex-org/podcast-namespace, transcripts/transcripts.md: `segments` with
`speaker`, `startTime`, `endTime`, `body`. `spoken`, `language`, `id`, `added` are this project's
own.
"""

import json
from collections.abc import Sequence

from boyin.episode.transcripts.cues import Sentence

TYPE = "application/json"


def transcript_json(sentences: Sequence[Sentence], rate: int) -> bytes:
    """The sentences in order; times in seconds, to the millisecond.

    `body` is what was written: 12 stays 12. What is `added` stands in it in square brackets.
    `spoken` says how the voice reads it.
    """

    def seconds(samples: int) -> float:
        return round(samples * 1000 / rate) / 1000

    document = {
        "version": "1.0.0",
        "segments": [
            {
                "speaker": sentence.speaker,
                "startTime": seconds(sentence.start),
                "endTime": seconds(sentence.end),
                "body": sentence.text,
                "spoken": sentence.clip.speech.spoken,
                "language": sentence.language,
                "id": sentence.clip.speech.segment.id,
                "added": [one.text for one in sentence.clip.speech.segment.added],
            }
            for sentence in sentences
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
