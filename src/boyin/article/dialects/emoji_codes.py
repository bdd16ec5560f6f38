"""Codes such as `:warning:` in place of emoji: those of emoji that say something become them.

All others decorate, and nothing stands in their place.
"""

_TELLING = {
    "warning": "⚠", "no_entry": "⛔", "no_entry_sign": "🚫", "white_check_mark": "✅",
    "heavy_check_mark": "✅", "ballot_box_with_check": "☑", "x": "❌",
    "negative_squared_cross_mark": "❎", "star": "⭐", "star2": "🌟", "thumbsup": "👍", "+1": "👍",
    "thumbsdown": "👎", "-1": "👎", "red_circle": "🔴", "orange_circle": "🟠",
    "yellow_circle": "🟡", "green_circle": "🟢", "large_blue_circle": "🔵", "blue_circle": "🔵",
    "white_circle": "⚪", "black_circle": "⚫", "question": "❓", "arrow_up_small": "🔼",
    "arrow_down_small": "🔽", "small_red_triangle": "🔺", "small_red_triangle_down": "🔻",
    "heart": "❤",
}  # fmt: skip


def emoji_of(code: str) -> str:
    """The emoji that a code stands for if it may say something; empty for any other."""
    return _TELLING.get(code, "")
