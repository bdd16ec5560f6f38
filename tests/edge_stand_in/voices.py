"""The voices that the stand-in has, and how the service lists them."""

NAMES = (
    *(f"zh-CN-{name}Neural" for name in ("Xiaoxiao", "Xiaoyi")),
    *(f"zh-CN-{name}Neural" for name in ("Yunjian", "Yunxi", "Yunxia", "Yunyang")),
    "zh-CN-liaoning-XiaobeiNeural",
    "zh-CN-shaanxi-XiaoniNeural",
    *(f"zh-HK-{name}Neural" for name in ("HiuGaai", "HiuMaan", "WanLung")),
    *(f"zh-TW-{name}Neural" for name in ("HsiaoChen", "HsiaoYu", "YunJhe")),
    *(
        f"en-US-{name}Neural"
        for name in ("Aria", "Jenny", "Guy", "Christopher", "Michelle", "Eric", "Roger")
    ),
    *(
        f"en-US-{name}{kind}Neural"
        for name in ("Andrew", "Ava", "Brian", "Emma")
        for kind in ("", "Multilingual")
    ),
    *(f"en-GB-{name}Neural" for name in ("Sonia", "Libby", "Ryan", "Thomas")),
)
_MEN = (
    *("Yun", "WanLung", "Guy", "Christopher", "Eric"),
    *("Roger", "Andrew", "Brian", "Ryan", "Thomas"),
)


def voice_list() -> list[dict[str, object]]:
    """What the service's `voices/list` answers."""
    return [_entry(name) for name in NAMES]


def _entry(name: str) -> dict[str, object]:
    locale, own = name.rsplit("-", 1)
    return {
        "Name": f"Microsoft Server Speech Text to Speech Voice ({locale}, {own})",
        "ShortName": name,
        "Gender": "Male" if own.startswith(_MEN) else "Female",
        "Locale": locale,
        "SuggestedCodec": "audio-24khz-48kbitrate-mono-mp3",
        "FriendlyName": f"Microsoft {own.removesuffix('Neural')} Online (Natural) - {locale}",
        "Status": "GA",
        "VoiceTag": {"ContentCategories": ["News"], "VoicePersonalities": ["Warm"]},
    }
