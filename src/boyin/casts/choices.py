"""What a person chooses for one build, over what the article and its cast say."""

from typing import TYPE_CHECKING, Literal, TypedDict

if TYPE_CHECKING:
    from boyin.article.blocks import Images


class Choices(TypedDict, total=False):
    """Each is left to the article or its cast where it is None or not named."""

    cast: str | None
    """The name of a cast, or its file."""
    speed: float | None
    """How fast all voices read; 1.0 is each voice's own pace."""
    unsayable: Literal["refuse", "skip"] | None
    """Whether sentences that can't be said are left out."""
    images: "Images | None"
    """How much of images is read."""
    replace: bool
    """Whether the episode that has the name goes, though another article made it."""


def chosen(choices: Choices) -> dict[str, object]:
    """The choices that were made of how it sounds, for a key."""
    made = sorted(item for item in choices.items() if item[0] != "replace")
    return {name: value for name, value in made if value is not None}
