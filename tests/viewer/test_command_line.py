from pathlib import Path

import pytest
from csr.viewer.command_line import can_leaf_on, is_plain, parser
from csr.viewer.documents.named_photos import look_at


def test_options_are_taken() -> None:
    taken = parser().parse_args(["--fullscreen", "--slideshow", "2.5"])
    assert taken.fullscreen and taken.slideshow == 2.5


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ([], True),
        (["{photo}"], True),
        (["--new-window", "{photo}"], True),
        (["-"], False),
        (["{photo}", "--scale", "2"], False),
        (["--fullscreen"], False),
    ],
)
def test_a_window_that_is_there_takes_what_names_nothing_but_photos(
    words: list[str], plain: bool, photo: Path
) -> None:
    assert is_plain(parser().parse_args([word.format(photo=photo) for word in words])) == plain


@pytest.mark.parametrize(
    ("words", "goes_on"),
    [
        (["{folder}"], True),
        (["{photo}", "{photo}"], True),
        (["{photo}"], False),
        ([], False),
        (["{folder}", "--screenshot", "a.png"], False),
    ],
)
def test_a_photo_that_cannot_be_shown_ends_the_program_only_where_there_are_no_others(
    words: list[str], goes_on: bool, photo: Path
) -> None:
    words = [word.format(folder=photo.parent, photo=photo) for word in words]
    arguments = parser().parse_args(words)
    assert can_leaf_on(arguments, look_at(arguments.photo, None)) == goes_on
