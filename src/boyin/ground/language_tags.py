"""Names of languages as RSS and HTML want them: `zh-cn`, `en`, `zh-Hant-TW` (BCP 47).

Promise: what passes has the form that RFC 5646, 2.1, asks for, and begins with a language there is.
"""

import regex

_KNOWN = (
    # ISO 639-1, all of it.
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv "
    "cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho "
    "hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku "
    "kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn "
    "no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm "
    "sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi "
    "vo wa wo xh yi yo za zh zu "
    # Of three letters: Chinese ones, and those of RSS's own list (rssboard.org/rss-language-codes).
    "cdo cjy cmn cpx czh czo gan hak hsn lzh mnp nan wuu yue fil haw"
)
_FORM = regex.compile(
    r"(?<language>[a-z]{2,3})(?:-[a-z]{3})?(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*",
    regex.IGNORECASE,
)


def is_language_tag(text: str) -> bool:
    """Whether `text` names a language as BCP 47 does."""
    found = _FORM.fullmatch(text) if text.isascii() else None
    return found is not None and found["language"].lower() in _KNOWN.split()
