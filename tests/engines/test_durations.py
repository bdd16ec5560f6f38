"""How long a text takes to say: whoever says all of it stays within the bounds."""

import pytest

from boyin.engines.durations import seconds_to_say

LONG_NUMBER = "It was 1,234,567,890,123."


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("好。", 0.15, 1.2),
        ("根据最新的调查，超过一半的人每天至少花两个小时看手机，你相信吗？", 4.5, 15.0),
        ("More than half of us look at a phone for two hours every day; do you?", 3.0, 9.0),
        (LONG_NUMBER, 5.0, 10.0),
        ("In 2020.", 0.8, 2.5),
    ],
)
def test_quick_and_slow_readers_are_within(text: str, least: float, most: float) -> None:
    fewest, longest = seconds_to_say(text)
    assert fewest <= least < most <= longest


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("根据最新的调查，超过一半的人每天至少花两个小时看手机，你相信吗？", 2.0),
        ("他走了。", 8.0),
        (LONG_NUMBER, 0.5),
    ],
)
def test_half_and_hum_are_not(text: str, seconds: float) -> None:
    fewest, longest = seconds_to_say(text)
    assert not fewest <= seconds <= longest
