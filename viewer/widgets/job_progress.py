"""A chip for each long job that takes more than a moment: how far it is, and a button that stops it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from ..tasks.background_job import BackgroundJob
from ..tasks.jobs import Jobs
from .progress_chip import ProgressChip
from .status_bar import StatusBar

PATIENCE_MS = 300
"""Milliseconds after which a job shows its chip."""


class JobProgress(QObject):
    """Shows the jobs that run in the status bar.

    Args:
        jobs: what is shown.
        bar: where.
    """

    def __init__(self, jobs: Jobs, bar: StatusBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self._chips: dict[BackgroundJob, ProgressChip] = {}
        jobs.started.connect(self._started)
        jobs.progressed.connect(self._progressed)
        jobs.ended.connect(self._ended)

    def _started(self, job: BackgroundJob) -> None:
        chip = ProgressChip(self._bar)
        chip.stop_requested.connect(job.stop)
        chip.stop_requested.connect(chip.show_stopping)
        self._chips[job] = chip
        # Within the chip's life: one that has ended meanwhile is not shown.
        QTimer.singleShot(PATIENCE_MS, chip, lambda: self._show(job))

    def _show(self, job: BackgroundJob) -> None:
        if job in self._chips:
            self._bar.add_chip(self._chips[job])
            self._chips[job].show_progress(job.title, None)

    def _progressed(self, job: BackgroundJob, count: int, total: int) -> None:
        chip = self._chips[job]
        if not chip.isHidden() and not job.stopping:
            chip.show_progress(job.title, count / total if total else None)

    def _ended(self, job: BackgroundJob) -> None:
        chip = self._chips.pop(job)
        chip.hide()
        chip.deleteLater()
