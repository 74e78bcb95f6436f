"""A network as an ONNX file, for runtimes without torch: one tile of a photo in, its kernels out."""

from __future__ import annotations

import json
import logging
import warnings
from importlib.util import find_spec
from pathlib import Path

import torch
from torch import nn

from ..utils.atomic_file import SaveError, replacing
from .base import MARGIN, FieldNetwork, PixelBox
from .light import LEVEL_SD, LightNetwork

ONNX_SUFFIX = ".onnx"


class _TileNetwork(nn.Module):
    """A network with its tile's place held: a graph has no other inputs than tensors."""

    def __init__(self, network: FieldNetwork, box: PixelBox, input_box: PixelBox) -> None:
        super().__init__()
        self.network, self.box, self.input_box = network, box, input_box

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        kernels = self.network.kernels(pixels, self.box, self.input_box)
        assert isinstance(kernels, torch.Tensor)
        return kernels


class _LightTileNetwork(nn.Module):
    """The light network's tile with all of its details in place: a graph cannot tell how many have a colour.

    Zeros stand for what is beyond the input's edge; the tile lies so far inside that they do not matter.
    """

    def __init__(self, network: LightNetwork, side: int, input_box: PixelBox) -> None:
        super().__init__()
        self.network, self.side = network, side
        self.left, self.top = -input_box[0], -input_box[1]
        self.width = input_box[2] - input_box[0]

    def forward(self, pixels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        level, details, _ = self.network(pixels)
        rows, columns = slice(self.top, self.top + self.side), slice(self.left, self.left + self.side)
        own = details.unflatten(2, (-1, self.width, self.network.config.details**2))[:, :, rows, columns]
        means = own[:, :2] - own.new_tensor((self.left, self.top))[:, None, None, None]
        return level[:, :, rows, columns], torch.cat((means, own[:, 2:]), 1)


def export_onnx(network: FieldNetwork, path: Path, side: int, *, overwrite: bool) -> None:
    """Write a network for tiles of `side` x `side` photo pixels.

    The graph's input is "pixels", (1, 3, side + 2 r, side + 2 r) float32, sRGB-encoded, 0..1: the tile and r
    pixels about it, at the photo's edge its edge pixels repeated. Its output is "kernels", (1, 8, rows,
    columns) float32, as by `FieldNetwork.kernels`: offset x, y from the cell's centre, covariance, colour.
    Of the light network the input has four channels, the last the strength of compression, and the outputs
    are "level", (1, 3, side, side) colours of the level's kernels, and "details", (1, 8, side, side, n), as
    in `GaussianField.kernels` with means from the tile's corner; those without colour are nothing.

    The file's metadata, under "csr", says as JSON: name, licence, side, r (`border`), cells_per_pixel, and
    `margin`: the photo pixels about a photo whose kernels belong to its field as well.

    Args:
        network: the network; on a CPU.
        path: the file.
        side: of a tile, in photo pixels.
        overwrite: whether an existing file may be replaced.

    Raises:
        SaveError: if the extra `onnx` is not installed, or the file cannot be written.
    """
    if not (find_spec("onnx") and find_spec("onnxscript")):
        raise SaveError("ONNX export needs more packages: pip install 'csr-viewer[onnx]'")
    import onnx

    box = (0, 0, side, side)
    input_box = network.input_box(box, (side, side))
    level = isinstance(network, LightNetwork)
    if level:
        # Zeros about the input keep the pairs of half resolution in place; leaving a border out shifts them.
        x0, y0, x1, y1 = input_box
        input_box = (x0 - 1, y0 - 1, x1 + 1, y1 + 1)
    channels = 4 if level else 3
    pixels = torch.zeros(1, channels, input_box[3] - input_box[1], input_box[2] - input_box[0])
    tile = (
        _LightTileNetwork(network, side, input_box) if level else _TileNetwork(network, box, input_box)
    ).eval()
    about = {
        "name": network.name,
        "licence": network.licence,
        "side": side,
        "border": -input_box[0],
        "cells_per_pixel": network.cells_per_pixel,
        "level_variance": LEVEL_SD**2 if level else None,
        "margin": MARGIN if network.extends_photo else 0,
    }
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)  # it tells of operators that are not used here
    with replacing(path, overwrite) as part:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torch's own deprecations within its exporter
            program = torch.onnx.export(
                tile,
                (pixels,),
                input_names=["pixels"],
                output_names=["level", "details"] if level else ["kernels"],
                dynamo=True,
                verbose=False,
            )
        assert program is not None
        model = program.model_proto
        onnx.helper.set_model_props(model, {"csr": json.dumps(about)})
        part.write_bytes(model.SerializeToString())
