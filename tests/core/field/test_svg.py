from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from chromium import chromium_page, find_chromium
from csr.core.field import svg
from csr.core.field.field import FieldError
from csr.core.field.sampling import Sampling
from csr.core.field.svg import write_svg
from csr.core.geometry.view import View
from csr.core.rasterize.cpu import CpuRasterizer
from free_fields import free_field

SVG = "{http://www.w3.org/2000/svg}"


def test_a_gradient_for_each_kernel_that_is_seen(tmp_path: Path) -> None:
    field = free_field(count=20)
    field.kernels[5:, 3] = 1e-6  # too weak to be seen
    field.kernels[5:, 4] = (40, -40, 0)  # adds red and takes green away
    write_svg(field, tmp_path / "f.svg", overwrite=False)
    root = ElementTree.parse(tmp_path / "f.svg").getroot()
    assert root.get("viewBox") == "0 0 300 200"
    names = {gradient.get("id") for gradient in root.iter(f"{SVG}radialGradient")}
    assert not names & {"p3", "m3"} and names >= {"p4", "m4"}
    assert {e.get("fill") for e in root.iter(f"{SVG}ellipse")} == {f"url(#{name})" for name in names}


def test_many_kernels_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(svg, "MOST_KERNELS", 10)
    with pytest.raises(FieldError, match="too many for an SVG file"):
        write_svg(free_field(count=11), tmp_path / "f.svg", overwrite=False)


@pytest.mark.slow
@pytest.mark.skipif(find_chromium() is None, reason="there is no Chromium")
def test_a_browser_draws_the_field(tmp_path: Path) -> None:
    field = free_field((300, 200), 400)
    # Sums stay within 0 and 1, where nothing is cut off: a ground, and weak kernels of either sign.
    field.kernels[5:] *= 0.15
    field.kernels[:5, 0], field.kernels[5:, 0] = (150, 100, 2e4, 0, 2e4), 0.5 * 8 * np.pi * 2e4
    write_svg(field, tmp_path / "f.svg", overwrite=False)
    ours = CpuRasterizer().draw([field], View(1.0, 0, 0, 300, 200), Sampling(1e-3)).clip(0, 1) * 255
    with chromium_page(tmp_path / "profile") as browser:
        browser.open((tmp_path / "f.svg").as_uri(), 300, 200)
        seen = browser.pixels().astype(float)
    assert np.abs(seen - ours).mean() < 2 < ours.std()
    assert np.corrcoef(seen.ravel(), ours.ravel())[0, 1] > 0.99
