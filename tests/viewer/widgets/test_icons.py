import pytest
from csr.viewer.actions.table import TOOLBAR
from csr.viewer.widgets.icons import ICON_SIDE, line_icon
from PySide6.QtGui import QColor, QIcon, QPalette


@pytest.mark.parametrize("name", [icon for _, icon in TOOLBAR if icon])
def test_every_icon_is_drawn_in_the_colour_of_the_text(name: str, qapp: object) -> None:
    del qapp
    palette = QPalette(QColor(40, 40, 40))
    palette.setColor(QPalette.ColorRole.ButtonText, QColor(250, 10, 120))
    image = line_icon(name, palette).pixmap(ICON_SIDE, QIcon.Mode.Normal).toImage()
    inks = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
    assert "#fa0a78" in inks or not inks  # thin lines may have no opaque pixel
    assert any(image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height()))


def test_there_is_no_icon_of_another_name(qapp: object) -> None:
    del qapp
    with pytest.raises(FileNotFoundError):
        line_icon("no such icon", QPalette())
