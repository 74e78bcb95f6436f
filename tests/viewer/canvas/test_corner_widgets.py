from itertools import combinations

from csr.viewer.window.window import Window


def test_nothing_covers_anything_else(opened: Window) -> None:
    parts = opened.corner_widgets.navigator, opened.corner_widgets.histogram, opened.corner_widgets.scale_bar
    for name in ("histogram", "scale_bar", "navigator"):
        opened.actions_by_name[name].setChecked(True)
        places = [part.geometry() for part in parts if part.isVisible()]
        assert not any(a.intersects(b) for a, b in combinations(places, 2))
        assert all(opened.canvas.rect().contains(place) for place in places)
    assert len(places) == 3
