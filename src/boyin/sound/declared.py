"""How long a sound file says that it is, against how long it is: WAV, AIFF, and MP3 with a header.

FFmpeg reads what there is of a file that is cut off, and says nothing.
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO

_UNKNOWN = (0, 0xFFFFFFFF)
"""What programs write that don't know the length beforehand."""
_SOUND = (b"data", b"SSND")
_HEADERS = (b"Xing", b"Info")
_FIRST_FRAME = 4096


def missing_bytes(file: BinaryIO, size: int) -> int:
    """How many bytes a file lacks of what it says; 0 where it says nothing.

    size: of the file. Its position is lost.
    """
    file.seek(0)
    head = file.read(12)
    if head[:4] == b"RIFF" and head[8:] == b"WAVE":
        return _missing_of_chunks(file, size, "<")
    if head[:4] == b"FORM" and head[8:] in (b"AIFF", b"AIFC"):
        return _missing_of_chunks(file, size, ">")
    return _missing_of_mp3(file, size, _length_of_tag(head))


def _missing_of_chunks(file: BinaryIO, size: int, order: str) -> int:
    for name, start, length in _chunks(file, order):
        if name in _SOUND:
            return 0 if length in _UNKNOWN else max(0, start + length - size)
    return 0


def _chunks(file: BinaryIO, order: str) -> Iterator[tuple[bytes, int, int]]:
    """The name of each chunk, where its content begins, and how long it is."""
    position = 12
    file.seek(position)
    while len(head := file.read(8)) == 8:
        name, length = struct.unpack(f"{order}4sI", head)
        yield name, position + 8, length
        # Chunks begin at even places.
        position += 8 + length + length % 2
        file.seek(position)


def _length_of_tag(head: bytes) -> int:
    """Bytes of an ID3v2 tag at the front; seven bits of each of four count."""
    if head[:3] != b"ID3" or len(head) < 10:
        return 0
    high, upper, lower, low = head[6:10]
    return 10 + (high << 21 | upper << 14 | lower << 7 | low)


def _missing_of_mp3(file: BinaryIO, size: int, begin: int) -> int:
    file.seek(begin)
    frame = file.read(_FIRST_FRAME)
    if len(frame) < 4 or frame[0] != 0xFF or frame[1] & 0xE0 != 0xE0:
        return 0
    for name in _HEADERS:
        at = frame.find(name, 4, 64)
        if at > 0 and len(frame) >= at + 16:
            flags, frames, count = map(int, struct.unpack(">III", frame[at + 4 : at + 16]))
            # Both counts stand there, and in this order.
            if flags & 3 == 3 and frames:
                return max(0, begin + count - size)
    return 0
