"""A grey page in the place of a photo that cannot be shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QWidget

from ..i18n import tr

STYLE = "QLabel#unreadable { background: #777777; color: #f4f4f4; padding: 24px; }"


class UnreadablePage(QLabel):
    """Covers the canvas while it is shown.

    Args:
        over: the canvas.
    """

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setObjectName("unreadable")
        self.setStyleSheet(STYLE)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.hide()
        over.installEventFilter(self)

    def show_name(self, name: str) -> None:
        """Show the page of a photo.

        Args:
            name: of its file.
        """
        self.setText(tr("{name} cannot be shown.", name=name))
        self.setAccessibleName(self.text())
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover all of the canvas."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return super().eventFilter(watched, event)
