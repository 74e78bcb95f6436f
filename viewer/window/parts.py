"""The parts of the main window, made one after the other; `window.py` joins them."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...core.photo.reader import PhotoReader
from ..actions.background import BackgroundActions
from ..actions.cleaning import CleaningActions
from ..actions.filmstrip import FilmstripActions
from ..actions.fine_field import FineFieldActions
from ..actions.first_steps import FirstSteps
from ..actions.follow import FollowActions
from ..actions.handlers import ActionPart
from ..actions.help import HelpActions
from ..actions.info import InfoActions
from ..actions.overlays import OverlayActions
from ..actions.pages import PageActions
from ..actions.rotate import RotateActions
from ..actions.settings import SettingsActions
from ..actions.slideshow import SlideshowActions
from ..actions.start_page import StartPage
from ..actions.view import ViewActions
from ..canvas.canvas import Canvas
from ..canvas.corner_widgets import CornerWidgets
from ..compare.actions import CompareActions
from ..devices.devices import Devices
from ..documents.file_actions import FileActions
from ..documents.folder_browser import FolderBrowser
from ..documents.opener import Opener
from ..documents.scene_model import SceneModel
from ..documents.thumbnails import Thumbnails
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
from .focus_keys import FocusKeys
from .window_state import WindowState


class WindowParts(PanelWindow):
    """A window with its parts, which do not hear of each other yet.

    Args:
        settings: what it goes by, and what its dialog changes.
        state: what it remembers by itself; None to remember nothing.
        reader: reads photos, and may have begun to; whose it is closes it. None for one of the window's own.
    """

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
        self.window_state = WindowState(state)
        """How the window was left, and where a file was chosen last."""
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
        self.pages = PageActions(self.canvas, self.opener, notifier, self)
        self.file_actions = FileActions(self, self.pill, tasks, notifier)
        self.background_actions = BackgroundActions(self, self.canvas, self.pill, notes)
        self.compare_actions = CompareActions(self.canvas, self.opener, notifier, self)
        self.rotate_actions = RotateActions(self.opener, self.compare_actions, tasks, notifier, self)
        self._arrange(notes)
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
        self.action_parts: tuple[ActionPart, ...] = (
            *(self.compare_actions, self.folder_browser, self.filmstrip, self.picture_actions),
            *(self.share_actions, self.slideshow, self.start_page, self.corner_widgets),
            *(self.background_actions, self.info_actions, self.view_actions, self.rotate_actions),
            *(self.overlays, self.kernels, self.field_actions, self.fine_field_actions, self.cleaning),
            *(self.settings_actions, self.warp_actions, self.follow_actions, self.pages),
            *(self.file_actions, self.help_actions, self.first_steps),
        )
        """Those that do some of the actions."""

    def _arrange(self, notes: QWidget) -> None:
        """Lay the canvas out between the message bars and the status bar."""
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
