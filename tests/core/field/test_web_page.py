from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from chromium import Page, chromium_page, find_chromium
from csr.core.field import web_page
from csr.core.field.field import FieldError
from csr.core.field.web_page import write_web_page
from csr.core.geometry.view import View
from csr.core.rasterize.cpu import CpuRasterizer
from free_fields import free_field
from golden_fields import photo_field

WIDTH, HEIGHT = 400, 300
FOOTER = 40
"""Rows at the bottom that the page's caption may cover."""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    if find_chromium() is None:
        pytest.skip("there is no Chromium")
    with chromium_page(tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.mark.slow
@pytest.mark.parametrize("name", ["free", "lattice"])
def test_its_pixels_are_ours(browser: Page, tmp_path: Path, name: str) -> None:
    field = free_field() if name == "free" else photo_field()
    write_web_page(field, tmp_path / "page.html", "A <photo>", 16, overwrite=False)
    w, h = field.photo_size
    for x, y, scale in ((w / 2, h / 2, 1.0), (w / 2 + 0.3, h / 2, 3.7), (w / 2, h / 3, 40.0)):
        browser.open(f"{(tmp_path / 'page.html').as_uri()}#{x},{y},{scale}", WIDTH, HEIGHT)
        browser.wait_for("document.documentElement.dataset.state === 'drawn'")
        view = View.centred(x, y, scale, WIDTH, HEIGHT)
        ours = np.rint(CpuRasterizer().draw([field], view).clip(0, 1) * 255)
        # The picture alone: inside the photo, above the caption.
        u, v = np.arange(WIDTH) + 0.5, np.arange(HEIGHT - FOOTER) + 0.5
        across = (view.x0 + u / scale > 0) & (view.x0 + u / scale < w)
        down = (view.y0 + v / scale > 0) & (view.y0 + v / scale < h)
        seen = browser.pixels()[: HEIGHT - FOOTER][down][:, across].astype(int)
        assert seen.size > 1000 and seen.std() > 10
        assert np.abs(seen - ours[: HEIGHT - FOOTER][down][:, across]).max() <= 2
    assert browser.evaluate("document.title") == "A <photo>"


@pytest.mark.slow
def test_wheel_pinch_and_keys(browser: Page, tmp_path: Path) -> None:
    write_web_page(free_field(), tmp_path / "page.html", "photo", 16, overwrite=False)
    browser.requests.clear()
    browser.open(f"{(tmp_path / 'page.html').as_uri()}#150,100,2", WIDTH, HEIGHT)
    browser.wait_for("document.documentElement.dataset.state === 'drawn'")

    def photo_point(p: float, q: float) -> list[float]:
        return browser.evaluate(f"[view.x0 + {p} / view.scale, view.y0 + {q} / view.scale]")

    under = photo_point(320, 60)
    browser.call("Input.dispatchMouseEvent", type="mouseWheel", x=320, y=60, deltaX=0, deltaY=-400)
    browser.wait_for("view.scale > 3.99")
    assert browser.evaluate("view.scale") == pytest.approx(4) and photo_point(320, 60) == pytest.approx(under)

    browser.call("Emulation.setTouchEmulationEnabled", enabled=True, maxTouchPoints=2)
    under = photo_point(200, 150)
    for kind, half in (("touchStart", 40), ("touchMove", 60), ("touchMove", 80)):
        points = [{"x": 200 - half, "y": 150, "id": 0}, {"x": 200 + half, "y": 150, "id": 1}]
        browser.call("Input.dispatchTouchEvent", type=kind, touchPoints=points)
    browser.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    browser.wait_for("view.scale > 7.9")
    assert browser.evaluate("view.scale") == pytest.approx(8) and photo_point(200, 150) == pytest.approx(
        under
    )

    browser.wait_for("document.documentElement.dataset.state === 'drawn'")
    before = browser.pixels()
    browser.call("Input.dispatchKeyEvent", type="keyDown", key="k")
    browser.wait_for("showKernels && document.documentElement.dataset.state === 'drawn'")
    changed = (browser.pixels() != before).any(2)
    assert 0.005 < changed[: HEIGHT - FOOTER].mean() < 0.7
    browser.call("Input.dispatchKeyEvent", type="keyDown", key="0")
    browser.wait_for("Math.abs(view.scale - 4 / 3) < 1e-6")
    assert all(url.startswith(("file:", "about:", "data:")) for url in browser.requests) and browser.requests


ROW = """(() => {
    const row = new Uint8Array(4 * canvas.width);
    gl.readPixels(0, canvas.height / 2, canvas.width, 1, gl.RGBA, gl.UNSIGNED_BYTE, row);
    return [...row];
})()"""


@pytest.mark.slow
def test_until_the_final_picture_comes_what_was_drawn_is_shown_moved(browser: Page, tmp_path: Path) -> None:
    field = photo_field()
    write_web_page(field, tmp_path / "page.html", "photo", 16, overwrite=False)
    w, h = field.photo_size
    browser.open(f"{(tmp_path / 'page.html').as_uri()}#{w / 2},{h / 2},20", WIDTH, HEIGHT)
    browser.wait_for("document.documentElement.dataset.state === 'drawn' && base !== null && !fence")
    # In one task, so no frame comes between: a step so small that it draws next to nothing.
    before, after, state, kind = browser.evaluate(
        f"""(() => {{
            shownPictures = [];
            draw();
            const before = {ROW};
            view = {{ ...view, x0: view.x0 + 7 / view.scale }};
            stepWork = () => 1;
            redraw();
            draw();
            return [before, {ROW}, document.documentElement.dataset.state, job.kind];
        }})()"""
    )
    rows = [np.array(row).reshape(WIDTH, 4) for row in (before, after)]
    assert (state, kind) == ("drawing", "final")  # the picture that is shown will do
    assert rows[0].std() > 10 and (rows[1][:-7] == rows[0][7:]).all()
    assert (rows[1][-7:, :3] != 32).any()  # from the picture of the whole photo, not the empty page
    # Far into it, what is shown is too coarse: a picture in fewer pixels comes first.
    zoomed = "view = { ...view, scale: 200 }; speed = 1; chooseJob(); redraw(); job.kind"
    assert browser.evaluate(zoomed) == "coarse"
    browser.wait_for("document.documentElement.dataset.state === 'drawn'")
    assert browser.evaluate("front.kind") == "final"


def test_the_page_names_no_address(tmp_path: Path) -> None:
    write_web_page(photo_field(), tmp_path / "page.html", "photo", 8, overwrite=False)
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page and "http:" not in page and "https:" not in page
    assert "{{" not in page.replace("${{", "")


def test_too_many_kernels_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_page, "MOST_KERNELS", 100)
    with pytest.raises(FieldError, match="too many for a web page"):
        write_web_page(photo_field(), tmp_path / "page.html", "photo", 16, overwrite=False)
    assert not (tmp_path / "page.html").exists()
