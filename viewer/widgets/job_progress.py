"""A dialog for each long job that takes more than a moment: how far it is, and a button that stops it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel, QProgressDialog, QWidget

from ..i18n import tr
from ..tasks.background_job import BackgroundJob
from ..tasks.jobs import Jobs

PATIENCE_MS = 1000
"""Milliseconds after which a job shows its dialog."""


class JobProgress(QObject):
    """Shows the jobs that run; the window can be used meanwhile.

    Args:
        jobs: what is shown.
        window: parent of the dialogs.
    """

    def __init__(self, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._dialogs: dict[BackgroundJob, QProgressDialog] = {}
        jobs.started.connect(self._show)
        jobs.progressed.connect(self._progressed)
        jobs.ended.connect(self._ended)

    def _show(self, job: BackgroundJob) -> None:
        dialog = QProgressDialog("", tr("Cancel"), 0, 0, self._window)
        label = QLabel(job.title)
        label.setTextFormat(Qt.TextFormat.PlainText)  # names of files are no HTML
        dialog.setLabel(label)
        dialog.setWindowTitle(tr("Saving"))
        dialog.setMinimumDuration(PATIENCE_MS)
        dialog.setAutoReset(False)
        dialog.setAutoClose(False)
        dialog.canceled.connect(job.stop)

        self._dialogs[job] = dialog

    def _progressed(self, job: BackgroundJob, count: int, total: int) -> None:
        dialog = self._dialogs[job]
        dialog.setMaximum(total)
        dialog.setValue(count)

    def _ended(self, job: BackgroundJob) -> None:
        dialog = self._dialogs.pop(job)
        dialog.canceled.disconnect()
        dialog.close()
        dialog.deleteLater()
