import threading
from collections.abc import Iterator

import numpy as np
import pytest
from csr.core.geometry.view import View
from csr.core.photo.photo import photo_from_pixels
from csr.core.scene.frame import Frame
from csr.core.scene.frame_pacing import AT_REST, Quality
from csr.core.scene.scene import Scene
from csr.core.utils.errors import Cancelled
from csr.viewer.notifier import Notifier
from csr.viewer.render import render_loop
from csr.viewer.render.checkerboard import over_checkerboard
from csr.viewer.render.render_loop import RenderLoop
from csr.viewer.render.request import RenderRequest, RenderResult
from csr.viewer.tasks.registry import TaskRegistry
from pytestqt.qtbot import QtBot

GREY = photo_from_pixels(np.full((8, 8, 3), 128, np.uint8))


@pytest.fixture
def loop(tasks: TaskRegistry, notifier: Notifier) -> Iterator[RenderLoop]:
    yield RenderLoop(tasks, notifier)
    tasks.close()


class Gated(Scene):
    """A scene whose drawing waits for the test."""

    started: threading.Event
    go: threading.Event
    drawn: list[View]
    given_up: list[View]

    def __init__(self) -> None:
        super().__init__(GREY)
        vars(self).update(started=threading.Event(), go=threading.Event(), drawn=[], given_up=[])

    def draw(self, view: View, *_: object, cancelled: object = None, **__: object) -> Frame:  # type: ignore[override]
        self.started.set()
        assert self.go.wait(120)
        assert callable(cancelled)
        if cancelled():
            self.given_up.append(view)
            raise Cancelled
        self.drawn.append(view)
        return super().draw(view)


@pytest.mark.parametrize("moving", [True, False])
def test_the_newest_view_wins(qtbot: QtBot, loop: RenderLoop, moving: bool) -> None:
    """Of fifty views the first, under way, and the last are taken; at rest the first is given up."""
    scene = Gated()
    answers: list[RenderResult] = []
    loop.ready.connect(answers.append)
    views = [View(1.0, float(i), 0.0, 4, 4) for i in range(50)]
    loop.post(RenderRequest(scene, views[0], moving))
    assert scene.started.wait(120)
    for view in views[1:]:
        loop.post(RenderRequest(scene, view, moving))
    scene.go.set()
    qtbot.waitUntil(lambda: bool(answers) and answers[-1].frame.view == views[-1])
    assert scene.drawn == ([views[0], views[-1]] if moving else [views[-1]])
    assert scene.given_up == ([] if moving else [views[0]])


def test_closing_gives_up_what_is_being_drawn(loop: RenderLoop, tasks: TaskRegistry) -> None:
    scene = Gated()
    loop.post(RenderRequest(scene, View(1.0, 0.0, 0.0, 4, 4), moving=True))
    assert scene.started.wait(120)
    closing = threading.Thread(target=tasks.close)
    closing.start()
    while not loop._ending:
        pass
    scene.go.set()
    closing.join(120)
    assert not closing.is_alive()
    assert scene.given_up and not scene.drawn


def test_a_drawing_at_rest_is_finished_for_another_wish_of_the_same_picture(
    qtbot: QtBot, loop: RenderLoop
) -> None:
    """Tiles that arrive ask for the same view again and again: it must be drawn some time."""
    scene, view = Gated(), View(1.0, 0.0, 0.0, 4, 4)
    answers: list[RenderResult] = []
    # Not by `waitSignal`: of two answers from a thread the second would find nobody, and end the process.
    loop.ready.connect(answers.append)
    loop.post(RenderRequest(scene, view, moving=False))
    assert scene.started.wait(120)
    loop.post(RenderRequest(scene, view, moving=False))
    scene.go.set()
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert len(scene.drawn) == 2 and not scene.given_up


class Clock:
    """Stands for the module `time`; only drawing takes time."""

    now = 0.0

    def perf_counter(self) -> float:
        return self.now


def test_moving_views_keep_the_pace_and_resting_ones_the_quality(
    qtbot: QtBot, loop: RenderLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    monkeypatch.setattr(render_loop, "time", clock)

    class Slow(Scene):
        def draw(self, view: View, quality: Quality = AT_REST, **_: object) -> Frame:  # type: ignore[override]
            frame = super().draw(view, quality)
            clock.now += frame.pixels.size * 4e-7
            return frame

    scene, view = Slow(GREY), View(1.0, 0.0, 0.0, 300, 200)

    def drawn(moving: bool, x: float) -> Frame:
        with qtbot.waitSignal(loop.ready) as answer:
            loop.post(RenderRequest(scene, view.panned(x, 0), moving))
        return answer.args[0].frame

    assert drawn(True, 0).quality.resolution == 1  # nothing is known yet: a tenth of a second
    shares = [drawn(True, x).quality.resolution for x in range(1, 9)]
    # A tenth of a second times 0.25 squared keeps the pace, times 0.375 squared does not.
    assert shares == sorted(shares, reverse=True) and shares[-1] == 0.25
    assert drawn(False, 9).quality == AT_REST


def test_a_failing_drawing_is_told_and_the_loop_lives_on(
    qtbot: QtBot, loop: RenderLoop, notifier: Notifier
) -> None:
    class Broken(Scene):
        def draw(self, *_: object, **__: object) -> Frame:  # type: ignore[override]
            raise RuntimeError("out of paint")

    view = View(1.0, 0.0, 0.0, 4, 4)
    with qtbot.waitSignal(notifier.error_sent) as told:
        loop.post(RenderRequest(Broken(GREY), view, moving=False))
    assert "out of paint" in told.args[0]
    with qtbot.waitSignal(loop.ready):
        loop.post(RenderRequest(Scene(GREY), view, moving=False))


def test_answers_arrive_in_the_thread_that_shows_them(qtbot: QtBot, loop: RenderLoop) -> None:
    threads: list[threading.Thread] = []
    loop.ready.connect(lambda _: threads.append(threading.current_thread()))
    loop.post(RenderRequest(Scene(GREY), View(1.0, 0.0, 0.0, 4, 4), moving=False))
    qtbot.waitUntil(lambda: bool(threads))
    assert threads == [threading.main_thread()]


def test_transparent_parts_show_a_checkerboard() -> None:
    alpha = np.zeros((40, 40), np.float32)
    alpha[:, 20:] = 1
    pixels = over_checkerboard(np.full((40, 40, 4), 255, np.uint8), alpha)
    assert pixels[0, 0, 0] == 102 and pixels[0, 16, 0] == 153 and pixels[16, 16, 0] == 102
    assert (pixels[:, 20:] == 255).all()
