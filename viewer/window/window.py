"""The main window: joins its parts, asks them for what a person wants, and does what no part does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
)
from PySide6.QtWidgets import QFileDialog

from ...core.field.formats import FIELD_SUFFIXES
from ...core.geometry.view import View
from ...core.photo.formats import PHOTO_SUFFIXES
from ...core.photo.reader import PhotoReader
from ..actions.context_menu import ContextMenu
from ..actions.handlers import merge_handlers
from ..actions.menus import make_menus
from ..actions.toolbar import ActionBar
from ..devices.device_menu import DeviceMenu
from ..documents.document import Source
from ..i18n import tr
from ..settings.settings_file import SettingsFile
from ..state.state_file import StateFile
from .clipboard import files_in, image_of, picture_in
from .parts import WindowParts
from .shown_photo import ShownPhoto


class Window(WindowParts):
    """Shows one file at a time.

    Args:
        settings: what it goes by, and what its dialog changes.
        state: what it remembers by itself; None to remember nothing.
        reader: reads photos, and may have begun to; whose it is closes it. None for one of the window's own.
    """

    opened = Signal()
    """A photo is shown that was not before."""

    def __init__(
        self, settings: SettingsFile, state: StateFile | None = None, reader: PhotoReader | None = None
    ) -> None:
        super().__init__(settings, state, reader)
        self._asks = True
        """True where closing asks about edits and about what is being saved."""
        self.shown_photo = ShownPhoto(self)
        beside = {"open": self.folder_browser.menu, "fine": DeviceMenu(self.devices, self)}
        self.actions_by_name, menus = make_menus(self, merge_handlers((self, *self.action_parts)), beside)
        self.compare_actions.use(self.actions_by_name, menus["Compare > Other weights"])
        self.toolbar = ActionBar(self.actions_by_name, menus["View > Scale"], self)
        self.addToolBar(self.toolbar)
        self.context_menu = ContextMenu(self.canvas, self.actions_by_name, menus)
        self.devices.changed.connect(self.canvas.redraw)
        self.devices.replaced.connect(self.message.tell)
        self.devices.refused.connect(self.notifier.error)
        self.notifier.message_sent.connect(self.status.say)
        self.notifier.error_sent.connect(self._show_error)
        self.actions_by_name["ground_dark"].setChecked(True)
        self.actions_by_name["toolbar"].setChecked(True)
        self.info_actions.panel.closed.connect(lambda: self.actions_by_name["metadata"].setChecked(False))
        self.fine_field_actions.use(self.actions_by_name["fine"])
        self.cleaning.use(self.actions_by_name["cleaning"])
        self.slideshow.use(self.actions_by_name["slideshow"])
        self.shown_photo.opened.connect(self.opened)
        self.opened.connect(self.slideshow.photo_arrived)
        self.opener.opening_ended.connect(self.slideshow.photo_arrived)
        self.kernels.use(self.actions_by_name)
        self.background_actions.use(self.actions_by_name)
        self.first_steps.use(self.actions_by_name)
        self.kernels.layer.handles_moved.connect(
            self.corner_widgets.keep_clear, Qt.ConnectionType.QueuedConnection
        )
        self.warp_actions.use(self.actions_by_name)
        self.settings_actions.use(self.actions_by_name)
        self.canvas.cursor_moved.connect(self.status.show_cursor)
        self.canvas.drawn.connect(self.status.show_frame)
        self.canvas.comparison_changed.connect(self._comparison_changed)
        self.opener.refused.connect(self._refused)
        self.canvas.view_changed.connect(self._view_changed)
        self.status.progress.stop_requested.connect(self.stop_sharpening)
        self.status.progress.continue_requested.connect(self.continue_sharpening)
        self.folder_browser.open_requested.connect(self.open)
        self.folder_browser.files_found.connect(self.open)
        self.start_page.open_requested.connect(self.open)
        self.start_page.choice_requested.connect(self.choose_file)
        self.opened.connect(self.start_page.leave)
        self.opened.connect(self.first_steps.photo_opened)
        self.opener.previewed.connect(self.start_page.leave)
        self.folder_browser.changed.connect(self._reload)
        self.follow_actions.open_requested.connect(self.open)
        self.pages.open_requested.connect(self.open)
        self.file_actions.open_requested.connect(self.open)
        self.file_actions.trashed.connect(self.folder_browser.leave_lost)
        self.compare_actions.comparison_requested.connect(self._compare)
        self.window_state.restore(self, self.actions_by_name)
        problems = [*settings.problems, *([] if state is None else state.problems)]
        if problems:
            self.message.tell_lasting(" ".join(problems))

    # -- opening -------------------------------------------------------------------------------------

    def open(self, source: Source, among: list[Path] | None = None) -> None:
        """Open a file or a picture; what is shown stays until the new one can be.

        Args:
            source: what to open.
            among: files to leaf through from there; by default those of its folder.
        """
        if not self.field_actions.may_leave(lambda: self.open(source, among)):
            return
        if isinstance(source, Path):
            source = source.absolute()
            self.folder_browser.ask(source, among)
            self.status.progress.show_opening(source.name)
        else:
            self.folder_browser.forget_waiting()
        self.opener.open(source)

    def open_all(self, paths: list[Path]) -> None:
        """Open the first of several files and of folders' photos, and leaf through them."""
        self.folder_browser.find(paths)

    def open_handed(self, paths: list[Path]) -> None:
        """Come to the front, and open files that another start of the program handed over."""
        minimized, active = Qt.WindowState.WindowMinimized, Qt.WindowState.WindowActive
        self.setWindowState(self.windowState() & ~minimized | active)
        self.raise_()
        self.activateWindow()
        self.open_all(paths)

    def _open_from(self, data: QMimeData, nothing: str) -> None:
        paths, picture = files_in(data), picture_in(data)
        if paths:
            self.open_all(paths)
        elif picture is not None:
            self.open(picture)
        else:
            self.notifier.message(nothing)

    def _reload(self, path: Path) -> None:
        if not self.field_actions.may_leave(lambda: self._reload(path)):
            return
        if path != self.follow_actions.path:  # which tells how far its maker has come
            self.notifier.message(tr("{name} has changed", name=path.name))
        self.opener.open(path)

    def _view_changed(self, view: View) -> None:
        self.status.show_scale(view.scale)
        self.toolbar.show_scale(view.scale)

    def _refused(self) -> None:
        if self.canvas.scene_shown is None:
            self.toolbar.show_scale(None)

    def _comparison_changed(self) -> None:
        comparison = self.canvas.comparison
        self.pill.lie_below_labels(comparison.mode != "off" or comparison.flicker)

    def _compare(self) -> None:
        if self.canvas.comparison.mode == "off":
            self.actions_by_name["split"].setChecked(True)

    def _show_error(self, message: str) -> None:
        """Show a sentence about something that failed; it waits for no answer."""
        self.status.clearMessage()
        self.message.tell(message)

    # -- actions -------------------------------------------------------------------------------------

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {
            "open": self.choose_file,
            "paste": self.paste,
            "copy": self.copy,
            "quit": self.close,
            "toolbar": self.show_toolbar,
            "leave": self.leave,
            "stop_sharpening": self.stop_sharpening,
            "continue_sharpening": self.continue_sharpening,
        }

    def choose_file(self) -> None:
        """Choose a file and open it."""
        names = " ".join(f"*{suffix}" for suffix in sorted({*PHOTO_SUFFIXES, *FIELD_SUFFIXES}))
        shown = self.shown_photo.path
        folder = self.window_state.folder or ("" if shown is None else str(shown.parent))
        path, _ = QFileDialog.getOpenFileName(
            self, tr("Open"), folder, tr("Photos and fields ({names});;All files (*)", names=names)
        )
        if path:
            self.window_state.keep_folder(Path(path))
            self.open(Path(path))

    def paste(self) -> None:
        """Open what the clipboard holds."""
        # None where whose it was has ended, whatever Qt's types say.
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()
        self._open_from(data or QMimeData(), tr("The clipboard holds no picture and no file."))

    def copy(self) -> None:
        """Copy what is seen of the photo."""
        drawn, scene, view = self.canvas.settled, self.canvas.scene_shown, self.canvas.view
        part = None if scene is None or view is None else scene.clipped(view)
        if drawn is None or part is None:
            self.notifier.message(tr("The view is still being drawn; copy again in a moment."))
            return
        QGuiApplication.clipboard().setImage(image_of(drawn, part))
        self.notifier.message(tr("Copied {width} × {height} pixels", width=part.width, height=part.height))

    def end(self) -> None:
        """Close at once: nothing is asked, and what is being saved is given up, as the system wants it."""
        self._asks = False
        self.jobs.stop()
        self.close()

    def show_toolbar(self, on: bool) -> None:
        """Show the toolbar, or hide it."""
        self.toolbar.setVisible(on)

    def leave(self) -> None:
        """Leave one level: a message, a tool, a comparison, the picture alone, a selection. Work goes on."""
        self.canvas.setFocus()  # from a panel, if it was there
        levels = (
            *(self.message.close_message, self.note.close_message),
            *(self.kernels.put_brush_away, self.warp_actions.put_lens_away),
            *(
                self._switch_off("split", "beside", "difference"),
                self._switch_off("slideshow"),
                self._switch_off("full_screen", "picture_only"),
            ),
            self.kernels.model.release,
        )
        any(level() for level in levels)

    def _switch_off(self, *names: str) -> Callable[[], bool]:
        """Return what switches off those of some actions that are on, and returns whether there were any."""

        def switch_off() -> bool:
            on = [action for name in names if (action := self.actions_by_name[name]).isChecked()]
            for action in on:
                action.setChecked(False)
            return bool(on)

        return switch_off

    def stop_sharpening(self) -> None:
        """Make no more of the field, or give up opening a file; what is shown stays."""
        if self.status.progress.working:
            self.status.progress.show_stopping()
            self.opener.stop()
        else:
            self.notifier.message(tr("Nothing is being sharpened."))

    def continue_sharpening(self) -> None:
        """Go on making the field where it was stopped."""
        self.opener.resume()

    # -- events --------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and pictures may be dropped."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the first dropped file, with the others to leaf through, or the picture."""
        self._open_from(event.mimeData(), tr("Only files of this machine and pictures can be dropped here."))
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about edits and about what is being saved; remember how the window is; end every thread."""
        if self._asks and not (self.field_actions.may_leave(self.close) and self.jobs.may_close(self.close)):
            event.ignore()
            return
        self.window_state.keep(self, self.actions_by_name)
        self.hide()
        self.tasks.close()
        super().closeEvent(event)
