"""The public surface: changing it is a decision, made here and in core/README.md, never an accident."""

import inspect
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import csr
import numpy as np
import pytest
from PIL import Image

README = Path(__file__).parents[3] / "core/README.md"


SIGNATURES = {
    "evaluate": "(folder, scales, weights='light', *, low=None, fields=None, footprint=None, rain=False, "
    "noise=None, jpeg=None, metrics=('psnr-y', 'ssim-y'), limit=None, on_progress=...)",
    "fit": "(photo, kernels, *, seconds=30.0, seed=0, on_progress=...)",
    "from_pixels": "(pixels)",
    "load_field": "(path)",
    "load_network": "(weights='light')",
    "open": "(path)",
    "rasterize": "(kernels, view, *, footprint=0.08333333333333333, cutoff=0.001)",
    "Field.from_kernels": "(array, photo_size)",
    "Field.render": "(self, scale=None, *, view=None, footprint=0.08333333333333333, cutoff=0.0001, "
    "device='auto', output='numpy')",
    "Field.save": "(self, path, *, bits=16, overwrite=False)",
    "Field.tensor": "(self)",
    "Photo.field": "(self, weights='auto', *, device='auto', on_progress=...)",
    "View": "(scale, x0, y0, width, height)",
    "View.centred": "(x, y, scale, width, height)",
    "View.of_box": "(box, scale)",
}


MEMBERS = {
    "Field": {"from_kernels", "gaussian_field", "kernels", "licence", "model", "photo_size", "render", "save"}
    | {"tensor"},
    "Kernels": {"array", "axes", "colours", "covariance_matrices", "covariances", "means"},
    "Photo": {"decoded", "field", "notes", "pixels", "size"},
    "Score": {"method", "picture", "scale", "set", "values"},
}


def signature(name: str) -> str:
    found = csr
    for part in name.split("."):
        found = getattr(found, part)
    parameters = inspect.signature(found).parameters.values()  # type: ignore[arg-type]
    plain = [
        p.replace(
            annotation=p.empty, default=... if callable(p.default) and p.default is not p.empty else p.default
        )
        for p in parameters
    ]
    return str(inspect.Signature(plain)).replace("Ellipsis", "...")


def test_the_public_names() -> None:
    functions = {name.split(".")[0] for name in SIGNATURES}
    assert set(csr.__all__) == functions | set(MEMBERS) | {"CsrError", "__version__"}
    assert set(csr.__all__) <= set(dir(csr)) and csr.__version__ == version("csr-viewer")
    assert (Path(csr.__file__).parent / "py.typed").exists()
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        csr.nothing  # noqa: B018


@pytest.mark.parametrize("name", SIGNATURES)
def test_signatures(name: str) -> None:
    assert signature(name) == SIGNATURES[name]


@pytest.mark.parametrize("name", MEMBERS)
def test_members(name: str) -> None:
    public = getattr(csr, name)
    fields = getattr(public, "__dataclass_fields__", {})
    assert {n for n in {*vars(public), *fields} if not n.startswith("_")} == MEMBERS[name]


def test_everything_public_is_described() -> None:
    page = README.read_text(encoding="utf-8")
    for name in (*csr.__all__, *(m for members in MEMBERS.values() for m in members)):
        if name not in ("gaussian_field", "decoded") and name not in MEMBERS["Score"]:
            assert re.search(rf"\b{name}\b", page), name
        if not name.startswith("__") and name in csr.__all__:
            assert inspect.getdoc(getattr(csr, name)), name


def test_importing_loads_nothing() -> None:
    script = (
        "import sys, csr; assert not {'numpy', 'torch', 'numba', 'PIL'} & set(sys.modules); csr.View; "
        "csr.open; csr.Field; assert 'torch' not in sys.modules and 'PySide6' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


@pytest.mark.slow
def test_the_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = README.read_text(encoding="utf-8")
    (example,) = re.findall(r"<!-- example -->\n```python\n(.*?)```", page, flags=re.S)
    noise = np.random.default_rng(0).integers(0, 255, (5, 6, 3), np.uint8)
    Image.fromarray(noise).resize((30, 24), Image.Resampling.BICUBIC).save(tmp_path / "photo.jpg")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(compile(example, str(README), "exec"), names)
    assert names["picture"].shape == (89, 111, 3)  # type: ignore[attr-defined]
    assert names["part"].shape == (3, 200, 320)  # type: ignore[attr-defined]
    assert len(names["again"]) == len(names["field"])  # type: ignore[arg-type]
    assert bool(names["parameters"].grad.isfinite().all())  # type: ignore[attr-defined]
