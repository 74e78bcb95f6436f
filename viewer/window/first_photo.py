"""The first photo of a start: where it is looked at, and what happens if it cannot be shown."""

from __future__ import annotations

from PySide6.QtCore import QObject

from .window import Window


class FirstPhoto(QObject):
    """Shows the first photo where it was asked for, and closes a window that cannot show it.

    Args:
        window: not shown yet.
        scale: device pixels for each photo pixel; None for the window's choice.
        centre: photo point in the middle; None for the photo's middle.
        needed: with nothing to show there is no window to show a message in; False where one can leaf on.
    """

    def __init__(
        self, window: Window, scale: float | None, centre: tuple[float, float] | None, *, needed: bool
    ) -> None:
        super().__init__(window)
        self.problem = ""
        """Why it could not be shown, in a sentence; empty if it was."""
        self._window, self._scale, self._centre, self._needed = window, scale, centre, needed
        self._awaited = True
        window.opened.connect(self._place)
        window.notifier.error_sent.connect(self._fail)

    def waive(self) -> None:
        """Wait for none: a person chooses on the start page."""
        self._awaited = False

    def _place(self) -> None:
        canvas = self._window.canvas
        view = canvas.view
        if self._awaited and view is not None and (self._scale or self._centre):
            x, y = self._centre or view.centre
            canvas.look_at(x, y, self._scale or view.scale)
        self._awaited = False

    def _fail(self, problem: str) -> None:
        if self._awaited and self._needed:
            self.problem = self.problem or problem
            self._window.close()
