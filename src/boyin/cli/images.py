"""The option that says how much of images is read."""

import click

from boyin.article.blocks import IMAGES

images_option = click.option(
    "--images",
    type=click.Choice(IMAGES),
    help="How much of an image's description is read. Else the article says, or its cast.",
)
