"""The main window: puts the parts together, opens files, and does what no part does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
)
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ...core.field.formats import FIELD_SUFFIXES
from ...core.geometry.orientation import UPRIGHT, Orientation
from ...core.geometry.view import View
from ...core.photo.formats import PHOTO_SUFFIXES
from ...core.photo.reader import PhotoReader
from ...core.scene.scene import Scene
from ...core.utils.messages import printable
from ..actions.background import BackgroundActions
from ..actions.cleaning import CleaningActions
from ..actions.context_menu import ContextMenu
from ..actions.filmstrip import FilmstripActions
from ..actions.fine_field import FineFieldActions
from ..actions.first_steps import FirstSteps
from ..actions.follow import FollowActions
from ..actions.handlers import ActionPart, merge_handlers
from ..actions.help import HelpActions
from ..actions.info import InfoActions
from ..actions.menus import make_menus
from ..actions.overlays import OverlayActions
from ..actions.pages import PageActions
from ..actions.rotate import RotateActions
from ..actions.settings import SettingsActions
from ..actions.slideshow import SlideshowActions
from ..actions.start_page import StartPage
from ..actions.toolbar import ActionBar
from ..actions.view import ViewActions
from ..canvas.canvas import Canvas
from ..canvas.corner_widgets import CornerWidgets
from ..compare.actions import CompareActions
from ..devices.device_menu import DeviceMenu
from ..devices.devices import Devices
from ..documents.document import PipedPhoto, Source
from ..documents.file_actions import FileActions
from ..documents.folder_browser import FolderBrowser
from ..documents.opener import Opener
from ..documents.scene_model import SceneModel
from ..documents.thumbnails import Thumbnails
from ..i18n import grouped, tr, translated
from ..kernels.actions import KernelActions
from ..notifier import Notifier
from ..saving.field_actions import FieldActions
from ..saving.picture_actions import PictureActions
from ..saving.share_actions import ShareActions
from ..settings.settings_file import SettingsFile
from ..state.state_file import StateFile
from ..tasks.jobs import Jobs
from ..tasks.registry import TaskRegistry
from ..warp.actions import WarpActions
from ..widgets.docks import PanelWindow
from ..widgets.job_progress import JobProgress
from ..widgets.message_bar import NOTE, MessageBar
from ..widgets.mode_pill import ModePill
from ..widgets.status_bar import StatusBar
from ..widgets.unreadable_page import UnreadablePage
from .clipboard import files_in, image_of, picture_in
from .focus_keys import FocusKeys
from .window_state import WindowState


class Window(PanelWindow):
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
        super().__init__()
        self.settings = settings
        self.tasks = TaskRegistry()
        """Every thread of the window."""
        self.notifier = Notifier(self)
        """Through it every part tells the person what happened."""
        tasks, notifier = self.tasks, self.notifier
        if reader is None:
            reader = PhotoReader()
            tasks.add("photo reader", stop=reader.close)
        self.reader = reader
        """Reads photos."""
        settings.write_with(tasks, notifier)
        if state is not None:
            state.write_with(tasks, notifier)
        now, insists = settings.now, settings.gives("device")
        self.devices = Devices(tasks, now.device, insists=insists, state=state, parent=self)
        self.scenes = SceneModel(self)
        """The open scene, and how it is displayed."""
        self.canvas = Canvas(self.scenes, tasks, notifier, self)
        self._window_state = WindowState(state)
        self._asks = True
        """True where closing asks about edits and about what is being saved."""
        self._path: Path | None = None
        """The file that is shown."""
        self._name = ""
        """Name of what is shown, for people."""
        self._place = ""
        """Its place among the files that are leafed through, in words."""
        self.message = MessageBar(self)
        """Tells what failed."""
        notes = QWidget()
        self.note = MessageBar(notes, NOTE)
        """Tells what a person should know of the photo that is shown; goes with it."""
        self.unreadable = UnreadablePage(self.canvas)
        """In the place of a photo that cannot be shown."""
        self.pill = ModePill(self.canvas)
        """Which modes are on."""
        self.status = StatusBar()
        self.opener = Opener(self.devices.ready, reader, tasks, notifier, now.weights, self)
        self.jobs = Jobs(self, tasks, notifier)
        """Long jobs: what is being saved."""
        JobProgress(self.jobs, self.status)  # belongs to the status bar
        self.folder_browser = FolderBrowser(self.opener.photo_cache, state, tasks, notifier, self)
        self.thumbnails = Thumbnails(self.opener.photo_cache, tasks, notifier, self)
        self.picture_actions = PictureActions(self.canvas, self.jobs, notifier, self.pill, self)
        FocusKeys(self, self.canvas)  # belongs to the window
        self.share_actions = ShareActions(self.canvas, self.jobs, tasks, notifier, self)
        self.slideshow = SlideshowActions(self.folder_browser, self.pill, self)
        self.corner_widgets = CornerWidgets(self.canvas, tasks, notifier)
        self.info_actions = InfoActions(self, self.canvas, self.status, tasks, notifier)
        self.view_actions = ViewActions(self.canvas, self.status, self)
        self.pages = PageActions(self.canvas, notifier, self)
        self.file_actions = FileActions(self, self.pill, notifier)
        self.background_actions = BackgroundActions(self, self.canvas, self.pill, notes)
        self.compare_actions = CompareActions(self.canvas, self.opener, notifier, self)
        self.rotate_actions = RotateActions(self.opener, self.compare_actions, tasks, notifier, self)
        centre = QWidget()
        centre.setFocusProxy(self.canvas)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.message)
        notes_column = QVBoxLayout(notes)
        notes_column.setContentsMargins(0, 0, 0, 0)
        notes_column.addWidget(self.note)
        column.addWidget(notes)
        column.addWidget(self.canvas, 1)
        self.setCentralWidget(centre)
        self.setStatusBar(self.status)
        self.setAcceptDrops(True)
        self.setWindowTitle("csr-viewer")
        self.filmstrip = FilmstripActions(self, self.canvas, self.folder_browser, self.thumbnails)
        self.start_page = StartPage(self.canvas, self.folder_browser, self.thumbnails, self)
        self.overlays = OverlayActions(self.canvas, notifier, self)
        self.kernels = KernelActions(self, self.canvas, self.scenes, tasks, notifier, self.pill)
        self.field_actions = FieldActions(self, self.canvas, self.kernels.model, self.jobs, notifier)
        self.fine_field_actions = FineFieldActions(settings, self.canvas, notifier, self)
        self.cleaning = CleaningActions(self, self.canvas, self.scenes, self.opener, notifier)
        self.settings_actions = SettingsActions(
            self, settings, self.canvas, self.devices, self.opener, self.kernels
        )
        self.first_steps = FirstSteps(self.canvas, state, self)
        self.help_actions = HelpActions(self, self.canvas)
        self.warp_actions = WarpActions(
            self, self.canvas, self.scenes, self.corner_widgets, notifier, self.pill
        )
        self.follow_actions = FollowActions(self, self.opener, settings, tasks, notifier)
        parts: tuple[ActionPart, ...] = (
            *(self, self.compare_actions, self.folder_browser, self.filmstrip, self.picture_actions),
            *(self.share_actions, self.slideshow, self.start_page),
            *(
                self.corner_widgets,
                self.background_actions,
                self.info_actions,
                self.view_actions,
                self.rotate_actions,
            ),
            *(
                self.overlays,
                self.kernels,
                self.field_actions,
                self.fine_field_actions,
                self.cleaning,
                self.settings_actions,
            ),
            *(
                self.warp_actions,
                self.follow_actions,
                self.pages,
                self.file_actions,
                self.help_actions,
                self.first_steps,
            ),
        )
        beside = {"open": self.folder_browser.menu, "fine": DeviceMenu(self.devices, self)}
        self.actions_by_name, menus = make_menus(self, merge_handlers(parts), beside)
        self.compare_actions.use(self.actions_by_name, menus["Compare > Other weights"])
        self.toolbar = ActionBar(self.actions_by_name, menus["View > Scale"], self)
        self.addToolBar(self.toolbar)
        self.context_menu = ContextMenu(self.canvas, self.actions_by_name, menus)
        self.devices.changed.connect(self.canvas.redraw)
        self.devices.replaced.connect(self.message.tell)
        self.devices.refused.connect(notifier.error)
        notifier.message_sent.connect(self.status.say)
        notifier.error_sent.connect(self._show_error)
        self.actions_by_name["ground_dark"].setChecked(True)
        self.actions_by_name["toolbar"].setChecked(True)
        self.info_actions.panel.closed.connect(lambda: self.actions_by_name["metadata"].setChecked(False))
        self.fine_field_actions.use(self.actions_by_name["fine"])
        self.cleaning.use(self.actions_by_name["cleaning"])
        self.slideshow.use(self.actions_by_name["slideshow"])
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
        # Queued: it is painted before that comes.
        self.canvas.drawn.connect(self.opener.painted, Qt.ConnectionType.QueuedConnection)
        self.canvas.view_changed.connect(self._view_changed)
        self.opener.previewed.connect(self.canvas.show_early)
        self.scenes.display_changed.connect(self._display_changed)
        self.opener.opened.connect(self._opened)
        self.opener.field_begun.connect(self._field_begun)
        self.opener.progressed.connect(self._progressed)
        self.opener.settled.connect(lambda: self.status.progress.end_making(stopped=False))
        self.opener.stopped.connect(self._stopped)
        self.opener.refused.connect(self._refused)
        self.opener.opening_ended.connect(self._opening_ended)
        self.status.progress.stop_requested.connect(self.stop_sharpening)
        self.status.progress.continue_requested.connect(self.continue_sharpening)
        self.folder_browser.open_requested.connect(self.open)
        self.folder_browser.files_found.connect(self.open)
        self.start_page.open_requested.connect(self.open)
        self.start_page.choice_requested.connect(self.choose_file)
        self.opened.connect(self.start_page.leave)
        self.opener.previewed.connect(self.start_page.leave)
        self.folder_browser.changed.connect(self._reload)
        self.folder_browser.listed.connect(self._listed)
        self.follow_actions.open_requested.connect(self.open)
        self.rotate_actions.turned.connect(self._turned)
        self.rotate_actions.busy_changed.connect(self.kernels.model.hold)
        self.kernels.model.turn_wanted.connect(self.rotate_actions.turn)
        self.pages.open_requested.connect(self.open)
        self.file_actions.open_requested.connect(self.open)
        self.file_actions.renamed.connect(self._renamed)
        self.file_actions.trashed.connect(self.folder_browser.leave_lost)
        self.compare_actions.comparison_requested.connect(self._compare)
        self._window_state.restore(self, self.actions_by_name)
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
        self.notifier.message(tr("{name} has changed", name=path.name))
        self.opener.open(path)

    def _opened(self, source: Source, scene: Scene) -> None:
        again = self._path is not None and source == self._path
        self._path = source if isinstance(source, Path) else scene.photo.path
        unnamed = tr("standard input") if isinstance(source, PipedPhoto) else tr("pasted picture")
        self._name = self._path.name if self._path is not None else unnamed
        self._place = self._place if again else ""
        self.unreadable.hide()
        self.status.clearMessage()
        self.message.clear()
        self.note.hide()
        self.status.progress.end_opening()
        self.status.progress.show_making(0, 0)
        self.scenes.open(scene, keep_warp=again)
        self._show_title()
        assert self.scenes.scene is not None
        scene = self.scenes.scene
        self.kernels.model.field_replaced(same_photo=False)
        self.canvas.show_scene(scene, keep_view=again)
        self.warp_actions.scene_opened()
        self.cleaning.show_scene()
        self.compare_actions.set_scene(scene)
        self.corner_widgets.set_scene(scene)
        self.info_actions.set_scene(scene)
        self.folder_browser.show(self._path)
        self.file_actions.show(self._path)
        self.field_actions.opened(self._path)
        self._show_note()
        self.opened.emit()

    def _show_title(self) -> None:
        """Name the photo, its place in the folder, and its size."""
        scene = self.scenes.scene
        size = "" if scene is None else " – {} × {}".format(*scene.photo.size)
        name = printable(self._name).replace("[*]", "[*][*]")  # Qt's mark of what is not saved
        self.setWindowTitle(f"{name}[*]{self._place}{size} – csr-viewer")

    def _show_note(self) -> None:
        """Say what a person should know of the photo, naming it."""
        scene = self.scenes.scene
        if scene is not None and scene.photo.notes:
            note = " ".join(translated(note) for note in scene.photo.notes)
            self.note.tell(tr("{name}: {note}", name=printable(self._name), note=note))

    def _listed(self, files: Sequence[Path], index: int) -> None:
        place = tr("{place} of {count}", place=grouped(index + 1), count=grouped(len(files)))
        self._place = f" ({place})" if index >= 0 else ""
        self._show_title()

    def _field_begun(self, made: Scene) -> None:
        before = self.scenes.scene
        if before is None or before.photo is not made.photo:
            return  # the photo is being turned: the field comes with it
        self.scenes.set_field(made)
        if before.tiled is not made.tiled:
            self.kernels.model.field_replaced(same_photo=True)
        self.fine_field_actions.field_begun(made)
        self.cleaning.show_scene()
        self.status.progress.show_making(0, 0)
        self.canvas.scene_replaced()

    def _turned(self, made: Scene, orientation: Orientation) -> None:
        before = self.scenes.scene
        if before is None:
            return
        plane = before.size
        self.kernels.model.turn(made, orientation)
        scene = self.scenes.scene
        assert scene is not None
        self.canvas.scene_turned(orientation, plane)
        self.warp_actions.scene_opened()
        self.compare_actions.scene_turned(scene, orientation)
        self.corner_widgets.set_scene(scene)
        self.info_actions.set_scene(scene)
        self.field_actions.opened(self._path)
        self.kernels.tiles_changed()
        self.fine_field_actions.field_begun(scene)
        self.cleaning.show_scene()
        self._display_changed()
        self._show_title()

    def _refused(self, source: Source) -> None:
        """A photo cannot be shown: one that was leafed to leaves a page of its own, not its neighbour."""
        if not (isinstance(source, Path) and self.folder_browser.came_to(source)):
            return
        self.opener.close_shown()
        self.note.hide()
        self.scenes.close()
        self.canvas.close_scene()
        self.compare_actions.scene_closed()
        self.kernels.model.field_replaced(same_photo=False)
        self.warp_actions.scene_opened()
        self.info_actions.set_scene(None)
        self.cleaning.show_scene()
        self.status.show_nothing()
        self.unreadable.show_name(source.name)
        self._path, self._name, self._place = source, source.name, ""
        self._show_title()
        self.folder_browser.show(source, read=False)
        self.file_actions.show(source)
        self.field_actions.opened(source)

    def _renamed(self, path: Path, new: Path) -> None:
        """The shown file has another name: all that is seen stays."""
        document, scene = self.opener.shown, self.scenes.scene
        if path != self._path or document is None or scene is None:
            return
        document.file_renamed(new)
        if document.scene is not None:
            self.scenes.photo_renamed(document.scene)
        self._path, self._name = new, new.name
        self.canvas.scene_turned(UPRIGHT, scene.size)
        self.info_actions.set_scene(self.scenes.scene or scene)
        self.folder_browser.file_renamed(path, new)
        self.file_actions.show(new)
        self.field_actions.opened(new)
        self._show_title()
        if self.note.text:
            self._show_note()

    def _stopped(self) -> None:
        self.status.progress.end_making(stopped=True)
        self.notifier.message(tr("Sharpening was stopped; View > Continue sharpening goes on."))

    def _opening_ended(self, given_up: bool) -> None:
        self.status.progress.end_opening()
        self.canvas.show_early(None)
        if given_up:
            self.notifier.message(tr("Opening was stopped."))

    def _progressed(self, made: int, total: int) -> None:
        self.status.progress.show_making(made, total)
        self.canvas.tiles_changed()
        self.kernels.tiles_changed()

    def _view_changed(self, view: View) -> None:
        self.status.show_scale(view.scale)
        self.toolbar.show_scale(view.scale)
        self._look_at(view)

    def _look_at(self, view: View) -> None:
        self.opener.look_at(view, self.scenes.display)
        self.compare_actions.look_at(view, self.scenes.display)

    def _display_changed(self) -> None:
        if self.canvas.view is not None:
            self._look_at(self.canvas.view)

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
        folder = self._window_state.folder or ("" if self._path is None else str(self._path.parent))
        path, _ = QFileDialog.getOpenFileName(
            self, tr("Open"), folder, tr("Photos and fields ({names});;All files (*)", names=names)
        )
        if path:
            self._window_state.keep_folder(Path(path))
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
            *(
                self.message.close_message,
                self.note.close_message,
                self.kernels.put_brush_away,
                self.warp_actions.put_lens_away,
            ),
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
        self._window_state.keep(self, self.actions_by_name)
        self.hide()
        self.tasks.close()
        super().closeEvent(event)
