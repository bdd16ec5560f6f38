"""A short ASCII name for an episode's folder and files, the same for the same title."""

import hashlib
import unicodedata

import regex

LONGEST = 60
# Windows keeps these names for devices, whatever follows a dot.
_RESERVED = regex.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)$")


def slug_of(title: str, wanted: str = "") -> str:
    """The slug the author wants, else one made of the title's pinyin: a-z, 0-9 and hyphens.

    Nothing that means something to a file system is left in it; what is too long is cut, and ends
    in a digest of the whole.
    """
    from pypinyin import Style, lazy_pinyin

    source = wanted or title
    words = lazy_pinyin(unicodedata.normalize("NFKC", source), style=Style.NORMAL, v_to_u=False)
    ascii_only = unicodedata.normalize("NFKD", "-".join(words)).encode("ascii", "ignore").decode()
    slug = regex.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")
    digest = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    if not slug or _RESERVED.match(slug):
        return f"episode-{digest}"
    if len(slug) > LONGEST:
        return f"{slug[: LONGEST - len(digest) - 1].rstrip('-')}-{digest}"
    return slug
