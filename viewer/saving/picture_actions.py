"""The actions that save: the view as it is seen, a region, the whole, at any size."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from ...core.geometry.view import LONGEST_SIDE, Box, View
from ...core.photo.save_formats import PICTURE_SUFFIXES
from ..canvas.canvas import Canvas
from ..canvas.region_picker import RegionPicker
from ..i18n import N_, grouped, tr
from ..notifier import Notifier
from ..tasks.jobs import Jobs
from ..widgets.mode_pill import Mode, ModePill
from .ask_path import asked_path
from .picture_saver import Job, save

if TYPE_CHECKING:
    from .save_dialog import Choice

SEEN, SCREEN, REGION, WHOLE = (
    N_("What is seen of the photo"),
    N_("The screen, with overlays"),
    N_("Region"),
    N_("Whole photo"),
)


class PictureActions(QObject):
    """Asks what to save and where, and starts to save it."""

    def __init__(
        self,
        canvas: Canvas,
        jobs: Jobs,
        notifier: Notifier,
        pill: ModePill,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._canvas, self._jobs, self._notifier, self._pill = canvas, jobs, notifier, pill
        self._picker = RegionPicker(canvas)
        self._picker.picked.connect(self._ask_region)
        self._picker.given_up.connect(self._region_given_up)

    # -- actions -------------------------------------------------------------------------------------

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {
            "save": self.ask_and_save,
            "save_as": partial(self._ask, None),
            "save_region": self.choose_region,
        }

    def ask_and_save(self) -> None:
        """Choose a name and save what is seen of the photo."""
        view = self._canvas.view
        if view is not None:
            path = self._ask_path(view.scale, ".png")
            if path is not None:
                # What was not there when the dialog asked was not agreed to be replaced.
                self.save_view(path, overwrite=path.exists())

    def choose_region(self) -> None:
        """Draw a rectangle, then choose size and format."""
        if self._canvas.view is not None:
            self._picker.begin()
            text = tr("Draw a rectangle with the mouse; Esc gives up.")
            self._pill.show_mode("region", Mode(text, ((tr("Cancel"), self._picker.give_up),)))

    def _region_given_up(self) -> None:
        self._pill.show_mode("region", None)
        self._notifier.message(tr("No region was chosen."))

    def save_view(self, path: Path, *, overwrite: bool) -> None:
        """Save what is seen of the photo, at the present scale."""
        scene, view = self._canvas.scene_shown, self._canvas.view
        part = None if scene is None or view is None else scene.clipped(view)
        if scene is None or view is None or part is None:
            self._notifier.error(tr("Nothing of the photo is seen, so there is nothing to save."))
            return
        self._save(Job(scene, part, path, overwrite, pixels=self._seen(view, part)))

    def save_choice(self, choice: Choice, path: Path, *, overwrite: bool) -> None:
        """Save what a person chose."""
        scene, view = self._canvas.scene_shown, self._canvas.view
        if scene is None or view is None:
            return
        box, pixels, keep_space = choice.box, None, choice.keep_space
        if box is None:
            keep_space = False
            pixels = self._screen()
            target = View(view.scale, view.x0, view.y0, pixels.shape[1], pixels.shape[0])
        elif max(box[2] - box[0], box[3] - box[1]) * choice.scale > LONGEST_SIDE:
            self._notifier.error(
                tr("The picture would have more than {most} pixels along a side.", most=grouped(LONGEST_SIDE))
            )
            return
        else:
            target = View.of_box(box, choice.scale).aligned()
            is_drawn = choice.bits == 8 and (keep_space or scene.photo.space is None)
            if is_drawn and target == scene.clipped(view):
                pixels = self._seen(view, target)
        self._save(
            Job(
                scene,
                target,
                path,
                overwrite,
                choice.bits,
                choice.quality,
                choice.keep_metadata,
                keep_space,
                pixels,
            )
        )

    # -- asking --------------------------------------------------------------------------------------

    def _ask_region(self, box: Box) -> None:
        self._pill.show_mode("region", None)
        self._ask(box)

    def _ask(self, region: Box | None) -> None:
        from .save_dialog import SaveDialog

        scene, view = self._canvas.scene_shown, self._canvas.view
        if scene is None or view is None:
            return
        part, (w, h) = scene.clipped(view), scene.size
        parts: dict[str, Box | None] = {tr(REGION): region} if region is not None else {}
        if part is not None:
            parts[tr(SEEN)] = part.box
        parts[tr(WHOLE)] = (0.0, 0.0, float(w), float(h))
        parts[tr(SCREEN)] = None
        space = scene.photo.space
        name = None if space is None else space.name
        dialog = SaveDialog(parts, view.scale, name, self._canvas.window())
        dialog.chosen.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()

    def _chosen(self, choice: Choice) -> None:
        path = self._ask_path(choice.scale, choice.suffix)
        if path is not None:
            self.save_choice(choice, path, overwrite=path.exists())

    def _ask_path(self, scale: float, suffix: str) -> Path | None:
        """Ask for a path; the dialog asks before it replaces a file."""
        scene = self._canvas.scene_shown
        photo = None if scene is None else scene.photo.path
        suffixes = [suffix, *sorted(PICTURE_SUFFIXES - {suffix})]
        return asked_path(
            self._canvas.window(), tr("Save"), photo, f"_x{scale:.4g}", tr("Pictures"), suffixes
        )

    # -- pixels --------------------------------------------------------------------------------------

    def _seen(self, view: View, part: View) -> npt.NDArray[np.uint8] | None:
        """The part as it is on the screen, without overlays; None while it is still being drawn."""
        drawn = self._canvas.settled
        if drawn is None or drawn.frame.view != view:
            return None
        left, top = (round(v) for v in view.to_device(part.x0, part.y0))
        rows, columns = slice(top, top + part.height), slice(left, left + part.width)
        colour = drawn.frame.pixels[rows, columns, 2::-1]
        opacity = drawn.opacity
        if opacity is None:
            return colour
        return np.dstack((colour, np.rint(opacity[rows, columns] * 255).astype(np.uint8)))

    def _screen(self) -> npt.NDArray[np.uint8]:
        """The canvas with all that lies over the photo, (height, width, 3)."""
        image = self._canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        return rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4)[..., 2::-1].copy()

    def _save(self, job: Job) -> None:
        name, path = job.path.name, job.path
        self._jobs.start(tr("Saving {name}", name=name), tr("Saved {path}", path=path), partial(save, job))
