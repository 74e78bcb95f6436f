"""From the colour profile embedded in a file to sRGB, at 8 and at 16 bits."""

from __future__ import annotations

import io
from functools import cache, lru_cache
from typing import Any, Literal, cast

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms

from ..utils.errors import CsrError
from ..utils.messages import Message

Channels = Literal["L", "RGB", "CMYK"]
"""Meaning of a picture's values, in Pillow's words."""

_SPACES: dict[str, Channels] = {"GRAY": "L", "RGB": "RGB", "CMYK": "CMYK"}
_INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC
_BLACK_POINT = 0x2000
# Little CMS makes a 16-bit transform quick by a coarse table that is wrong by up to 15/255; not with this.
_NO_OPTIMISATION = 0x0100


class ProfileError(CsrError):
    """A colour profile cannot be used; the message says why."""


@cache
def srgb_profile() -> bytes:
    """An sRGB profile as it is embedded in files that are saved."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


class ToSrgb:
    """The way from one profile's values to sRGB-encoded ones: relative colorimetric, black point kept.

    Args:
        profile: the ICC profile's bytes.
        channels: what the picture holds. A grey picture may carry an RGB profile.

    Raises:
        ProfileError: if the profile cannot be read, or does not fit the picture.
    """

    channels: Channels
    """The kind that values must have; RGB for a grey picture that carries an RGB profile."""
    identity: bool
    """True when the profile is sRGB under another name: nothing moves by more than 1/255."""

    def __init__(self, profile: bytes, channels: Channels) -> None:
        try:
            opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            made_for = cast("str", cast("Any", opened.profile).xcolor_space).strip()
            space = _SPACES.get(made_for)
            if space is None or (space != channels and (space, channels) != ("RGB", "L")):
                raise ProfileError(Message("it is made for {kind} pictures", kind=made_for))
            self._transform = ImageCms.buildTransform(
                opened,
                ImageCms.createProfile("sRGB"),
                space,
                "RGB",
                renderingIntent=_INTENT,
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
        except (ImageCms.PyCMSError, OSError, TypeError) as error:
            raise ProfileError(str(error)) from error
        self._profile = profile
        self.channels = space
        self.identity = space != "CMYK" and self._moves_nothing()

    def eight_bits(self, image: Image.Image) -> Image.Image:
        """An image of mode `channels`, as an RGB image in sRGB."""
        return cast("Image.Image", ImageCms.applyTransform(image, self._transform))

    def sixteen_bits(self, values: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint16]:
        """Values (h, w) or (h, w, channels) as sRGB (h, w, 3).

        Raises:
            ProfileError: if the profile serves for 8 bits only.
        """
        import imagecodecs

        codecs = cast("Any", imagecodecs)
        try:
            result = codecs.cms_transform(
                np.ascontiguousarray(values),
                self._profile,
                srgb_profile(),
                colorspace={"L": "gray", "RGB": "rgb", "CMYK": "cmyk"}[self.channels],
                outcolorspace="rgb",
                intent=int(_INTENT),
                flags=_BLACK_POINT | _NO_OPTIMISATION,
            )
        except codecs.CmsError as error:
            raise ProfileError(str(error)) from error
        return cast("npt.NDArray[np.uint16]", result)

    def _moves_nothing(self) -> bool:
        steps = np.linspace(0, 255, 18).astype(np.uint8)
        if self.channels == "L":
            probe = np.arange(256, dtype=np.uint8)[None]
            wanted = np.repeat(probe[..., None], 3, axis=2)
        else:
            probe = wanted = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(1, -1, 3)
        seen = np.asarray(self.eight_bits(Image.fromarray(probe)))
        return int(np.abs(seen.astype(np.int16) - wanted).max()) <= 1


@lru_cache(maxsize=8)
def to_srgb(profile: bytes, channels: Channels) -> ToSrgb:
    """A `ToSrgb`, kept for the next picture with the same profile."""
    return ToSrgb(profile, channels)
