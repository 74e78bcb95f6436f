import numpy as np
from csr.core.field.displayed_field import PLAIN, DisplayState
from csr.core.geometry.warp import NO_WARP, Warp
from csr.core.photo.photo import photo_from_pixels
from csr.core.scene.scene import Scene
from csr.viewer.documents.scene_model import SceneModel
from pytestqt.qtbot import QtBot

GREY = photo_from_pixels(np.full((8, 8, 3), 128, np.uint8))


def test_the_scene_is_replaced_whole(qtbot: QtBot) -> None:
    model = SceneModel()
    model.open(Scene(GREY), keep_warp=False)
    before = model.scene
    assert before is not None and before.display is model.display
    with qtbot.waitSignal(model.display_changed) as told:
        model.set_display(warp=Warp(30))
    now = model.scene
    assert now is not None and now is not before
    assert now.warp == Warp(30) and before.warp == NO_WARP
    assert told.args == [before.display, now.display]


def test_another_photo_keeps_the_footprint_and_itself_anew_the_warp_too() -> None:
    model = SceneModel()
    model.set_display(footprint=0.5)
    model.open(Scene(GREY), keep_warp=False)
    model.set_display(warp=Warp(30))
    model.open(Scene(GREY), keep_warp=True)
    assert model.display.footprint == 0.5 and model.display.warp == Warp(30)
    model.open(Scene(GREY, display=DisplayState(footprint=1.0)), keep_warp=False)
    assert model.display.footprint == 0.5 and model.display.warp == PLAIN.warp
