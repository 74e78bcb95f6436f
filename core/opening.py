"""Opening what a person names: a photo, or a field file; and the field of a photo."""

from __future__ import annotations

from pathlib import Path

from .field_file import FieldFile
from .photo import Photo, load_photo
from .safe_file import check_place
from .tiled_field import FieldFileSource, TiledField
from .weights_choice import AUTOMATIC, WeightsChoice, automatic, bundled

FIELD_SUFFIX = ".safetensors"


def check_field_place(path: Path, overwrite: bool) -> None:
    """Look whether a field could be written to a file, before any work is done for it.

    Raises:
        ValueError: if its name is not a field's, or see `check_place`.
    """
    if path.suffix.lower() != FIELD_SUFFIX:
        raise ValueError(f"{path.name}: a field file's name ends in {FIELD_SUFFIX}")
    check_place(path, overwrite)


def open_file(path: Path) -> Photo | TiledField:
    """A photo, or the field of a field file (told by its suffix).

    Raises:
        ValueError: if the file cannot be opened; the message says why in a sentence.
    """
    if path.suffix.lower() == FIELD_SUFFIX:
        return TiledField(FieldFileSource(FieldFile(path)))
    return load_photo(path)


def weights_for(photo: Photo, weights: str, device: str) -> WeightsChoice:
    """The weights to make a photo's field with, and why these. Loads torch.

    Args:
        photo: the photo.
        weights: name of bundled weights, a weights file, or "auto".
        device: device of the network, or "auto".

    Raises:
        ValueError: if the device cannot be used.
    """
    from .inference import choose_device

    if weights != AUTOMATIC:
        return WeightsChoice(weights, "asked")
    return automatic(photo, bundled(), gpu=choose_device(device).type != "cpu")


def field_of(photo: Photo, weights: str, device: str) -> TiledField:
    """The field of a photo, its tiles still to be made. Loads torch.

    Args:
        photo: the photo.
        weights: name of bundled weights, a weights file, or "auto".
        device: device of the network, or "auto".

    Raises:
        ValueError: if weights or device cannot be used.
    """
    from .inference import NetworkSource, choose_device
    from .network.weights import load_network

    choice = weights_for(photo, weights, device)
    return TiledField(NetworkSource(photo, load_network(choice.name), choose_device(device)))
