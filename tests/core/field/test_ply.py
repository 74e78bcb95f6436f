from pathlib import Path

import numpy as np
import pytest
from csr.core.field.field import FieldError
from csr.core.field.ply import HARMONIC, PROPERTIES, read_ply, write_ply
from free_fields import free_field
from golden_fields import photo_field


@pytest.mark.parametrize("name", ["free", "network"])
def test_what_is_written_is_read(tmp_path: Path, name: str) -> None:
    field = free_field() if name == "free" else photo_field()
    write_ply(field, tmp_path / "f.ply", overwrite=False)
    read = read_ply(tmp_path / "f.ply")
    assert read.photo_size == field.photo_size
    assert np.array_equal(read.kernels[:2], field.kernels[:2])
    size = field.kernels[2] + field.kernels[4]
    assert (np.abs(read.kernels[2:5] - field.kernels[2:5]) / size).max() < 1e-5
    peak = np.abs(field.kernels[5:]).max(0) + 1
    assert (np.abs(read.kernels[5:] - field.kernels[5:]) / peak).max() < 1e-4


def test_the_numbers_are_those_of_the_viewers(tmp_path: Path) -> None:
    """One kernel by hand: a round one of sd 2 photo pixels, whose colour at its peak is 0.5, 0.25, 0."""
    field = free_field(count=1)
    field.kernels[:, 0] = (7, 9, 4, 0, 4, 0, 0, 0)
    field.kernels[5:, 0] = 8 * np.pi * 4 * np.array([0.5, 0.25, 0])
    write_ply(field, tmp_path / "f.ply", overwrite=False)
    header, body = (tmp_path / "f.ply").read_bytes().split(b"end_header\n")
    assert b"comment csr photo_size 300 200" in header and b"element vertex 1\n" in header
    splat = dict(zip(PROPERTIES, np.frombuffer(body, "<f4").tolist(), strict=True))
    assert (splat["x"], splat["y"], splat["z"]) == (7, 9, 0)
    assert np.exp([splat["scale_0"], splat["scale_1"]]) == pytest.approx([2, 2])
    assert 1 / (1 + np.exp(-splat["opacity"])) == pytest.approx(0.5)
    colour = [0.5 + HARMONIC * splat[f"f_dc_{i}"] for i in range(3)]
    assert colour == pytest.approx([1, 0.5, 0], abs=1e-6)


def test_other_programs_files(tmp_path: Path) -> None:
    """Properties in another order, doubles, more of them; tilted out of the plane; no size; faces."""
    names = ["opacity", "y", "x", "extra", *(f"f_dc_{i}" for i in range(3)), *(f"rot_{i}" for i in range(4))]
    names += [f"scale_{i}" for i in range(3)]
    lines = ["ply", "format binary_little_endian 1.0", "element vertex 2"]
    lines += [f"property {'uchar' if n == 'extra' else 'double'} {n}" for n in names]
    lines += ["element face 0", "property list uchar int vertex_indices", "end_header", ""]
    splats = np.zeros(2, [(n, "u1" if n == "extra" else "<f8") for n in names])
    splats["x"], splats["y"] = (3.2, 30), (5, 12.5)
    # A quarter turn about y: what was along x is then along z, and not seen; the splat's z axis is seen as x.
    splats["rot_0"], splats["rot_2"] = 2 * np.sqrt(0.5), 2 * np.sqrt(0.5)
    splats["scale_0"], splats["scale_1"], splats["scale_2"] = np.log(5), np.log(2), np.log(3)
    (tmp_path / "f.ply").write_bytes("\n".join(lines).encode() + splats.tobytes())
    field = read_ply(tmp_path / "f.ply")
    assert field.photo_size == (30, 13) and len(field) == 2
    assert field.kernels[2:5, 0] == pytest.approx([9, 0, 4], abs=1e-5)
    assert field.kernels[5, 0] == pytest.approx(0.5 * 0.5 * 8 * np.pi * 6, rel=1e-5)


def test_what_holds_no_splats_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.ply"
    write_ply(free_field(count=5), path, overwrite=False)
    good = path.read_bytes()
    for content in (
        b"",
        b"hello",
        good.replace(b"binary_little", b"binary_big"),
        good[:-1],
        good.replace(b"float opacity", b"float opaque"),
        good.replace(b"property float x", b"property list x"),
        good.replace(b"end_header", b"no_header"),
        good[:-68] + b"\xff" * 68,
    ):
        path.write_bytes(content)
        with pytest.raises(FieldError, match=r"f\.ply"):
            read_ply(path)
