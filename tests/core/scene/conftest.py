"""Scenes that tests of this folder share."""

import numpy as np
import pytest
from csr.core.field.field import GaussianField
from csr.core.field.file import FieldFile, write_field
from csr.core.field.tile_source import FieldFileSource
from csr.core.field.tiled_field import TiledField
from csr.core.geometry.view import View
from csr.core.photo.photo import photo_from_pixels
from csr.core.scene.scene import Scene
from golden_fields import flat_field
from shared_cpu import CPU

GREY = photo_from_pixels(np.full((300, 600, 3), 51, np.uint8))


@pytest.fixture
def scene(tmp_path) -> Scene:  # type: ignore[no-untyped-def]
    """A dark photo whose field is bright: what is shown tells which of them was drawn."""
    write_field(flat_field(600, 300, 0.8), tmp_path / "f.safetensors")
    field = TiledField(FieldFileSource(FieldFile(tmp_path / "f.safetensors")))
    return Scene(GREY, field, CPU)


class Whole:
    """One tile; implements `TileSource`."""

    model, reach, lattice, profile = "golden", 3.0, None, None

    def __init__(self, field: GaussianField) -> None:
        self.field, self.photo_size = field, field.photo_size

    def make(self, _: object) -> GaussianField:
        return self.field


def fill(scene: Scene, view: View) -> None:
    assert scene.field is not None
    scene.field.require(view)
