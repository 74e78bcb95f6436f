"""gsplat's extension: found, loaded and built, with a pretended gsplat; nothing is compiled."""

import importlib.util
import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
import torch
from csr.core.cli.main import main
from csr.core.rasterize.cuda import backend, gsplat
from csr.core.utils.errors import DeviceError

BUILDER = """
import os, pathlib, sys
print("gsplat: Setting up CUDA")
for step in (1, 2, 3):
    print(f"[{{step}}/3] nvcc part{{step}}.cu", flush=True)
if {fails}:
    print("error: no such compiler")
    sys.exit(1)
folder = pathlib.Path(os.environ["TORCH_EXTENSIONS_DIR"], "gsplat_cuda")
folder.mkdir()
(folder / "gsplat_cuda.so").write_bytes(b"")
_C = 1
"""


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty folder of extensions."""
    monkeypatch.setenv("TORCH_EXTENSIONS_DIR", str(tmp_path / "extensions"))
    (tmp_path / "extensions").mkdir()


@pytest.fixture
def toolkit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A GPU, a CUDA toolkit and a gsplat that can be built; returns gsplat's folder."""
    monkeypatch.setattr(backend, "probe", lambda: "")
    monkeypatch.setattr("torch.utils.cpp_extension.CUDA_HOME", str(tmp_path))
    package = tmp_path / "packages" / "gsplat" / "cuda"
    package.mkdir(parents=True)
    for folder in (package.parent, package):
        (folder / "__init__.py").touch()
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "packages"))
    return package


def extension(tmp_path: Path) -> Path:
    folder = tmp_path / "extensions" / "gsplat_cuda"
    folder.mkdir()
    file = folder / "gsplat_cuda.so"
    file.touch()
    return file


def test_it_is_found_where_torch_builds_extensions(tmp_path: Path) -> None:
    assert gsplat.reason() == gsplat.NOT_BUILT
    file = extension(tmp_path)
    assert gsplat.reason() == ""
    assert gsplat.built_extension() == file


def test_without_the_variable_it_is_looked_for_in_torchs_own_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("TORCH_EXTENSIONS_DIR")
    monkeypatch.setattr("torch._appdirs.user_cache_dir", lambda appname: str(tmp_path / appname))
    monkeypatch.setattr(torch.version, "cuda", "12.9")
    tag = f"py{sys.version_info.major}{sys.version_info.minor}{sys.abiflags}_cu129"
    folder = tmp_path / "torch_extensions" / tag / "gsplat_cuda"
    folder.mkdir(parents=True)
    (folder / "gsplat_cuda.so").touch()
    assert gsplat.built_extension() == folder / "gsplat_cuda.so"


def test_versions_that_may_build_on_import_are_left_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    extension(tmp_path)
    monkeypatch.setattr(gsplat, "version", lambda _: "1.6.0")
    assert "1.6.0 is not known" in gsplat.reason()

    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(gsplat, "version", missing)
    assert gsplat.reason() == "gsplat is not installed"


def test_one_that_does_not_fit_is_not_loaded(tmp_path: Path) -> None:
    with pytest.raises(DeviceError, match="not built"):
        gsplat.load()
    extension(tmp_path).write_bytes(b"no library")
    with pytest.raises(DeviceError, match="does not fit this torch"):
        gsplat.load()
    assert "gsplat.csrc" not in sys.modules


def test_one_that_fits_stands_where_gsplat_looks_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # Some extension module of Python's own plays the part.
    found = importlib.util.find_spec("_bisect")
    if found is None or not found.has_location or found.origin is None:
        pytest.skip("this Python has no extension modules in files")
    library = Path(found.origin)
    copy = tmp_path / library.name
    copy.write_bytes(library.read_bytes())
    monkeypatch.setattr(gsplat, "built_extension", lambda: copy)
    monkeypatch.setitem(sys.modules, "gsplat.csrc", None)
    gsplat.load()
    assert sys.modules["gsplat.csrc"].__file__ == str(copy)


@pytest.mark.slow
def test_gsplat_takes_what_stands_there_and_builds_nothing(tmp_path: Path) -> None:
    program = (
        "import sys, types; extension = types.ModuleType('gsplat.csrc');"
        "extension.intersect_tile = lambda *words: ('counts', 'keys', 'order');"
        "extension.intersect_offset = lambda *words: 'offsets';"
        "sys.modules['gsplat.csrc'] = extension;"
        "from gsplat.cuda._wrapper import isect_offset_encode, isect_tiles; import torch;"
        "means = torch.zeros(1, 3, 2);"
        "assert isect_tiles(means, means.int(), means[..., 0], 16, 2, 2) == ('counts', 'keys', 'order');"
        "assert isect_offset_encode(torch.zeros(3), 1, 2, 2) == 'offsets'"
    )
    # Without the path to a compiler: what would be built fails.
    environment = {**os.environ, "PATH": "", "CUDA_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert not any((tmp_path / "extensions").iterdir())


def test_building_needs_a_gpu_and_a_toolkit(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(backend, "probe", lambda: "there is no NVIDIA driver on this machine")
    assert main(["devices", "--build-gsplat"]) == 2
    assert "no NVIDIA driver" in capsys.readouterr().err
    monkeypatch.setattr(backend, "probe", lambda: "")
    monkeypatch.setattr("torch.utils.cpp_extension.CUDA_HOME", None)
    assert main(["devices", "--build-gsplat"]) == 2
    assert "takes a CUDA toolkit, and there is none here" in capsys.readouterr().err


def test_it_is_built_on_request_with_progress(toolkit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (toolkit / "_backend.py").write_text(BUILDER.format(fails=False))
    assert main(["devices", "--build-gsplat"]) == 0
    shown = capsys.readouterr()
    assert "is built: " in shown.out
    assert "3/3" in shown.err
    assert main(["devices", "--build-gsplat"]) == 0
    assert "is built already" in capsys.readouterr().out


def test_a_build_that_fails_says_its_last_words(toolkit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (toolkit / "_backend.py").write_text(BUILDER.format(fails=True))
    assert main(["devices", "--build-gsplat"]) == 2
    assert "error: no such compiler" in capsys.readouterr().err


def test_gsplat_without_a_toolkit_counts_as_failed(toolkit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (toolkit / "_backend.py").write_text("_C = None")
    assert main(["devices", "--build-gsplat"]) == 2
    assert "gsplat found no CUDA toolkit" in capsys.readouterr().err
