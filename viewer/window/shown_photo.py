"""The photo that is shown: each of the window's parts is told of it, and of what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from ...core.geometry.orientation import UPRIGHT, Orientation
from ...core.geometry.view import View
from ...core.scene.scene import Scene
from ...core.utils.messages import printable
from ..documents.document import PipedPhoto, Source
from ..i18n import grouped, tr, translated
from .parts import WindowParts


class ShownPhoto(QObject):
    """Follows the opener, and shows what it opened in the parts of a window.

    Args:
        parts: the window, whose title names the photo.
    """

    opened = Signal()
    """A photo is shown that was not before."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts)
        self._parts = parts
        self.path: Path | None = None
        """The file that is shown."""
        self._name = ""
        """Name of what is shown, for people."""
        self._place = ""
        """Its place among the files that are leafed through, in words."""
        opener, rotate = parts.opener, parts.rotate_actions
        opener.opened.connect(self._opened)
        opener.field_begun.connect(self._field_begun)
        opener.progressed.connect(self._progressed)
        opener.settled.connect(lambda: parts.status.progress.end_making(stopped=False))
        opener.stopped.connect(self._stopped)
        opener.refused.connect(self._refused)
        opener.opening_ended.connect(self._opening_ended)
        opener.previewed.connect(parts.canvas.show_early)
        # Queued: it is painted before that comes.
        parts.canvas.drawn.connect(opener.painted, Qt.ConnectionType.QueuedConnection)
        parts.canvas.view_changed.connect(self._look_at)
        parts.scenes.display_changed.connect(self._display_changed)
        parts.folder_browser.listed.connect(self._listed)
        rotate.turned.connect(self._turned)
        rotate.busy_changed.connect(parts.kernels.model.hold)
        parts.kernels.model.turn_wanted.connect(rotate.turn)
        parts.file_actions.renamed.connect(self._renamed)

    def _opened(self, source: Source, scene: Scene) -> None:
        parts = self._parts
        again = self.path is not None and source == self.path
        self.path = source if isinstance(source, Path) else scene.photo.path
        unnamed = tr("standard input") if isinstance(source, PipedPhoto) else tr("pasted picture")
        self._name = self.path.name if self.path is not None else unnamed
        self._place = self._place if again else ""
        parts.unreadable.hide()
        parts.status.clearMessage()
        parts.message.clear()
        parts.note.hide()
        parts.status.progress.end_opening()
        parts.status.progress.show_making(0, 0)
        parts.scenes.open(scene, keep_warp=again)
        self._show_title()
        assert parts.scenes.scene is not None
        scene = parts.scenes.scene
        parts.kernels.model.field_replaced(same_photo=False)
        parts.canvas.show_scene(scene, keep_view=again)
        parts.warp_actions.scene_opened()
        parts.cleaning.show_scene()
        parts.compare_actions.set_scene(scene)
        parts.corner_widgets.set_scene(scene)
        parts.info_actions.set_scene(scene)
        parts.folder_browser.show(self.path, scene.photo.hash)
        parts.file_actions.show(self.path)
        parts.field_actions.opened(self.path)
        self._show_note()
        self.opened.emit()

    def _show_title(self) -> None:
        """Name the photo, its place in the folder, and its size."""
        scene = self._parts.scenes.scene
        size = "" if scene is None else " – {} × {}".format(*scene.photo.size)
        name = printable(self._name).replace("[*]", "[*][*]")  # Qt's mark of what is not saved
        self._parts.setWindowTitle(f"{name}[*]{self._place}{size} – csr-viewer")

    def _show_note(self) -> None:
        """Say what a person should know of the photo, naming it."""
        scene = self._parts.scenes.scene
        if scene is not None and scene.photo.notes:
            note = " ".join(translated(note) for note in scene.photo.notes)
            self._parts.note.tell(tr("{name}: {note}", name=printable(self._name), note=note))

    def _listed(self, files: Sequence[Path], index: int) -> None:
        place = tr("{place} of {count}", place=grouped(index + 1), count=grouped(len(files)))
        self._place = f" ({place})" if index >= 0 else ""
        self._show_title()

    def _field_begun(self, made: Scene) -> None:
        parts = self._parts
        before = parts.scenes.scene
        if before is None or before.photo is not made.photo:
            return  # the photo is being turned: the field comes with it
        parts.scenes.set_field(made)
        if before.tiled is not made.tiled:
            parts.kernels.model.field_replaced(same_photo=True)
        parts.fine_field_actions.field_begun(made)
        parts.cleaning.show_scene()
        parts.status.progress.show_making(0, 0)
        parts.canvas.scene_replaced()

    def _turned(self, made: Scene, orientation: Orientation) -> None:
        parts = self._parts
        before = parts.scenes.scene
        if before is None:
            return
        plane = before.size
        parts.kernels.model.turn(made, orientation)
        scene = parts.scenes.scene
        assert scene is not None
        parts.canvas.scene_turned(orientation, plane)
        parts.warp_actions.scene_opened()
        parts.compare_actions.scene_turned(scene, orientation)
        parts.corner_widgets.set_scene(scene)
        parts.info_actions.set_scene(scene)
        parts.field_actions.opened(self.path)
        parts.kernels.tiles_changed()
        parts.fine_field_actions.field_begun(scene)
        parts.cleaning.show_scene()
        self._display_changed()
        self._show_title()

    def _refused(self, source: Source) -> None:
        """A photo cannot be shown: one that was leafed to leaves a page of its own, not its neighbour.

        So does the first one of a folder, before which nothing was shown.
        """
        parts = self._parts
        nothing = parts.scenes.scene is None and parts.start_page.page is None
        if not (isinstance(source, Path) and (nothing or parts.folder_browser.came_to(source))):
            return
        parts.opener.close_shown()
        parts.note.hide()
        parts.scenes.close()
        parts.canvas.close_scene()
        parts.compare_actions.scene_closed()
        parts.kernels.model.field_replaced(same_photo=False)
        parts.warp_actions.scene_opened()
        parts.info_actions.set_scene(None)
        parts.cleaning.show_scene()
        parts.status.show_nothing()
        parts.unreadable.show_name(source.name)
        self.path, self._name, self._place = source, source.name, ""
        self._show_title()
        parts.folder_browser.show(source)
        parts.file_actions.show(source)
        parts.field_actions.opened(source)

    def _renamed(self, path: Path, new: Path) -> None:
        """A file has another name: all that is seen stays, where it is the shown one."""
        parts = self._parts
        parts.folder_browser.file_renamed(path, new)
        document, scene = parts.opener.shown, parts.scenes.scene
        if path != self.path or document is None or scene is None:
            return
        document.file_renamed(new)
        if document.scene is not None and not parts.rotate_actions.busy:
            # A photo that is being turned brings its name when that is told.
            parts.scenes.photo_renamed(document.scene)
        self.path, self._name = new, new.name
        parts.canvas.scene_turned(UPRIGHT, scene.size)
        parts.info_actions.set_scene(parts.scenes.scene or scene)
        parts.file_actions.show(new)
        parts.field_actions.opened(new)
        self._show_title()
        if parts.note.text:
            self._show_note()

    def _stopped(self) -> None:
        self._parts.status.progress.end_making(stopped=True)
        self._parts.notifier.message(tr("Sharpening was stopped; View > Continue sharpening goes on."))

    def _opening_ended(self, given_up: bool) -> None:
        self._parts.status.progress.end_opening()
        self._parts.canvas.show_early(None)
        if given_up:
            self._parts.notifier.message(tr("Opening was stopped."))

    def _progressed(self, made: int, total: int) -> None:
        self._parts.status.progress.show_making(made, total)
        self._parts.canvas.tiles_changed()
        self._parts.kernels.tiles_changed()

    def _look_at(self, view: View) -> None:
        """Have the tiles of a view made first."""
        parts = self._parts
        parts.opener.look_at(view, parts.scenes.display)
        parts.compare_actions.look_at(view, parts.scenes.display)

    def _display_changed(self) -> None:
        if self._parts.canvas.view is not None:
            self._look_at(self._parts.canvas.view)
