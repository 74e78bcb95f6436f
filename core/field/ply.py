"""Fields as PLY files in the convention of the viewers of 3-D Gaussian splats, lying flat at z = 0.

The numbers of a splat (Kerbl et al. 2023, "3D Gaussian Splatting", as its authors' program writes them) and
ours, where a is a kernel's peak at x1 for the colour 1 (1 / (8 pi sqrt(det)), no footprint):

    x, y          mean, in photo pixels, y downwards as in a photo
    z             0
    rot_0..3      rotation about z by the angle of the longer axis: cos(angle / 2), 0, 0, sin(angle / 2)
    scale_0..1    log of the standard deviations along the axes, the longer one first
    scale_2       log of `FLAT`
    opacity       logit of o, the larger of a and a times the strongest colour, within `OPACITIES`
    f_dc_0..2     (a colour / o - 0.5) / 0.28209, the constant spherical harmonic of red, green, blue

Those viewers blend splats one over the other; a field is their sum. So what they show is near a picture, not
equal to it; what is read back here is the field, to float rounding: colour = o (0.5 + 0.28209 f_dc) / a.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..utils.arrays import FloatArray
from ..utils.atomic_file import replacing
from ..utils.bounded_input import InputError, regular_size
from ..utils.messages import Message
from .field import FieldError, GaussianField, check_extent
from .measures import axes

PLY_SUFFIX = ".ply"
FLAT = 1e-4
"""Standard deviation across the plane, in photo pixels."""
HARMONIC = 0.28209479177387814
"""The constant spherical harmonic, 1 / (2 sqrt(pi))."""
OPACITIES = (1e-6, 0.999)
PROPERTIES = (
    *("x", "y", "z", "nx", "ny", "nz", "f_dc_0", "f_dc_1", "f_dc_2", "opacity"),
    *("scale_0", "scale_1", "scale_2", "rot_0", "rot_1", "rot_2", "rot_3"),
)
SIZE_COMMENT = "comment csr photo_size"
LONGEST_HEADER = 1 << 16
"""Bytes."""
_NEEDED = tuple(name for name in PROPERTIES if name not in ("z", "nx", "ny", "nz"))
_TYPES = {
    **dict.fromkeys(("float", "float32"), "<f4"),
    **dict.fromkeys(("double", "float64"), "<f8"),
    **dict.fromkeys(("uchar", "uint8"), "u1"),
    **dict.fromkeys(("char", "int8"), "i1"),
    **dict.fromkeys(("ushort", "uint16"), "<u2"),
    **dict.fromkeys(("short", "int16"), "<i2"),
    **dict.fromkeys(("uint", "uint32"), "<u4"),
    **dict.fromkeys(("int", "int32"), "<i4"),
}


def write_ply(field: GaussianField, path: Path, *, overwrite: bool) -> None:
    """Write a field as binary PLY of float32.

    Raises:
        SaveError: if the file cannot be written.
    """
    table = np.zeros((len(field), len(PROPERTIES)), "<f4")
    table[:, :2] = field.kernels[:2].T
    major, minor, angle = axes(field.kernels.astype(np.float64))
    peak = 1 / (8 * math.pi * np.maximum(major * minor, FLAT**2))
    colour = peak * field.kernels[5:].astype(np.float64)
    opacity = np.maximum(peak, np.abs(colour).max(0, initial=0)).clip(*OPACITIES)
    table[:, 6:9] = ((colour / opacity - 0.5) / HARMONIC).T
    table[:, 9] = np.log(opacity / (1 - opacity))
    table[:, 10:12] = np.log(np.maximum((major, minor), FLAT)).T
    table[:, 12] = math.log(FLAT)
    turn = np.radians(angle) / 2
    table[:, 13], table[:, 16] = np.cos(turn), np.sin(turn)
    header = [
        "ply",
        "format binary_little_endian 1.0",
        f"{SIZE_COMMENT} {field.photo_size[0]} {field.photo_size[1]}",
        f"element vertex {len(field)}",
        *(f"property float {name}" for name in PROPERTIES),
        "end_header",
        "",
    ]
    with replacing(path, overwrite) as part:
        part.write_bytes("\n".join(header).encode() + table.tobytes())


def read_ply(path: Path) -> GaussianField:
    """The field of a PLY file of splats, seen along z: any program's, if it is binary and little-endian.

    The photo's size is that of a comment that `write_ply` leaves; else it reaches to the farthest means.

    Raises:
        FieldError: if the file does not hold splats.
    """
    try:
        regular_size(path)
        content = path.read_bytes()
    except (InputError, OSError) as error:
        raise FieldError(
            Message("{name} cannot be read as a field: {error}", name=path.name, error=error)
        ) from error
    end = content[:LONGEST_HEADER].find(b"end_header")
    lines = content[: max(end, 0)].decode("ascii", "replace").split("\n")
    words = [line.split() for line in lines]
    if lines[0].strip() != "ply" or ["format", "binary_little_endian", "1.0"] not in words:
        raise FieldError(Message("{name} is not a binary little-endian PLY file", name=path.name))
    names: list[tuple[str, str]] = []
    count, element = 0, ""
    try:
        for line in words:
            if line[:1] == ["element"]:
                if element:
                    break  # what follows the splats is not read
                element = line[1]
                count = int(line[2])
            elif line[:1] == ["property"]:
                names.append((line[2], _TYPES[line[1]]))
        if element != "vertex" or not {name for name, _ in names} >= {*_NEEDED}:
            raise ValueError
        start = content.index(b"\n", end) + 1
        splats = np.frombuffer(content, np.dtype(names), count, start)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise FieldError(
            Message("{name} holds no splats: it must have {names}", name=path.name, names=", ".join(_NEEDED))
        ) from error
    with np.errstate(over="ignore", invalid="ignore"):
        kernels = _kernels({name: splats[name].astype(np.float64) for name in _NEEDED})
    if not np.isfinite(kernels).all():
        raise FieldError(Message("{name}: some kernels are not finite numbers", name=path.name))
    size = _photo_size(words, kernels)
    check_extent(path.name, size, None, kernels.shape[1])
    return GaussianField(kernels, None, size)


def _kernels(splat: dict[str, npt.NDArray[np.float64]]) -> FloatArray:
    w, x, y, z = (splat[f"rot_{i}"] for i in range(4))
    norm = np.sqrt(w * w + x * x + y * y + z * z)
    w, x, y, z = w / norm, x / norm, y / norm, z / norm
    # The first two rows of the rotation matrix: the third only moves along z, which is not seen.
    right = (1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y))
    down = (2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x))
    variance = [np.exp(2 * splat[f"scale_{i}"]) for i in range(3)]
    xx = sum(v * a * a for v, a in zip(variance, right, strict=True))
    xy = sum(v * a * b for v, a, b in zip(variance, right, down, strict=True))
    yy = sum(v * b * b for v, b in zip(variance, down, strict=True))
    peak = 1 / (8 * math.pi * np.sqrt(np.maximum(xx * yy - xy * xy, FLAT**4)))
    opacity = 1 / (1 + np.exp(-splat["opacity"]))
    colour = [(0.5 + HARMONIC * splat[f"f_dc_{i}"]) * opacity / peak for i in range(3)]
    return np.ascontiguousarray(np.stack((splat["x"], splat["y"], xx, xy, yy, *colour)).astype(np.float32))


def _photo_size(words: list[list[str]], kernels: FloatArray) -> tuple[int, int]:
    comment = SIZE_COMMENT.split()
    for line in words:
        if line[:3] == comment and len(line) == 5 and all(n.isdigit() and int(n) > 0 for n in line[3:]):
            return int(line[3]), int(line[4])
    farthest = np.ceil(kernels[:2].max(1, initial=1)).astype(int)
    return int(farthest[0]), int(farthest[1])
