"""A field by optimisation: free kernels whose sum is a photo (the paper's psi, after GaussianImage).

A few kernels start where detail is; more are added, round by round, where the error is. Each step of Adam on
mean, Cholesky factor and colour is a share of the kernel's own size, so that wide kernels of the sky and
narrow ones of a twig learn alike. The loss is the mean squared error at x1, footprint included: drawn at x1,
the field is the photo.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional as F

from ..field.field import TILE, GaussianField
from ..field.file import REACH_CUTOFF
from ..field.sampling import CUTOFF_MOVING, FOOTPRINT
from ..geometry.view import View
from ..photo.photo import Photo
from ..rasterize.cpu import CpuRasterizer
from ..rasterize.differentiable import rasterize
from ..utils.errors import CsrError

LEAST_SIDE = 8
"""Photo pixels: there is nothing to place kernels by in a smaller photo."""
BYTES_PER_PIXEL = 120
"""Memory for each photo pixel: target, picture and gradient with their margins, the order of pixels."""
KEEP_SECONDS = 4.0
"""Between the fields that a fit gives away on its way, for whoever looks on."""
MODEL = "fit"
"""Name of the maker in a fitted field."""

FLOOR = 0.5
"""Least standard deviation of a kernel, in photo pixels. Thinner ones fit hardly better (400 steps on three
pictures of 384 x 256: 30.46 dB without a floor, 30.54 with 0.32, 30.45 with 0.5), and are needles across the
picture when it is enlarged."""

START_SHARE = 0.08
"""Share of the kernels that are there at the start."""
ROUNDS = 20
"""Rounds in which the others are added."""
LAST_ROUND = 0.6
"""Share of the time after which all are there."""
STEPS_BETWEEN_ROUNDS = 8
"""At least: new kernels must show what they are worth before others follow."""
UNIFORM_SHARE = 0.3
"""Share of the first kernels that are placed evenly; the others follow detail."""
START_SD = 0.55
"""Standard deviation of a first kernel, in distances to its neighbours."""
NEW_SD = (0.7, 3.0)
"""Least and largest standard deviation of an added kernel, in photo pixels."""
NEW_COLOUR = 0.5
"""Share of the error in its middle that an added kernel starts with."""
BLUR = 1.2
"""Standard deviation, in photo pixels, that detail and error are smoothed with before kernels follow them."""

MEAN_RATE, CHOLESKY_RATE, COLOUR_RATE = 0.3, 0.2, 0.04
"""Steps of Adam: of means and Cholesky entries in standard deviations of the kernel, of colours in 0..1."""
LAST_RATE = 0.05
"""Share of the rates that is left at the end; between, they fall exponentially."""
DECAY = (0.9, 0.99)
"""Decay of Adam's averages of the gradient and of its square."""
SIZES = (0.3, 30.0)
"""Least and largest standard deviation, in photo pixels, that steps are measured by."""

FloatArray = npt.NDArray[np.float32]


class FitError(CsrError):
    """A photo cannot be fitted as was asked; the message says why in a sentence."""


def fit(
    photo: Photo,
    count: int,
    seconds: float,
    on_progress: Callable[[float, int, float], object],
    seed: int = 0,
    on_checkpoint: Callable[[GaussianField, int, float], object] | None = None,
) -> GaussianField:
    """The field of free kernels that is found in some seconds.

    Args:
        photo: what to fit; its alpha is left alone.
        count: kernels of the field.
        seconds: time for it. A field comes out however short it is.
        on_progress: is called after each step with the seconds, the kernels and the PSNR in dB so far.
        seed: of the random numbers.
        on_checkpoint: is called every `KEEP_SECONDS` with the field so far, the steps, and the PSNR in dB.

    Raises:
        FitError: if the photo is too small, or there are fewer than one kernel or more than pixels.
    """
    check(photo, count)
    begin = time.monotonic()
    with one_torch_thread():
        fitting = Fitting(photo.crop(0, 0, *photo.size), count, seed)
        steps, last = 0, begin
        while (elapsed := time.monotonic() - begin) < seconds:
            psnr = fitting.step(elapsed / seconds)
            steps += 1
            on_progress(time.monotonic() - begin, fitting.there, psnr)
            if on_checkpoint is not None and time.monotonic() - last > KEEP_SECONDS:
                on_checkpoint(_field_of(fitting, photo), steps, psnr)
                last = time.monotonic()
    return _field_of(fitting, photo)


@contextmanager
def one_torch_thread() -> Generator[None]:
    """Give torch one thread: the sum has threads of its own, and torch's would wait for each other."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def _field_of(fitting: Fitting, photo: Photo) -> GaussianField:
    return GaussianField(fitting.kernels(), None, photo.size, MODEL, photo.hash)


def check(photo: Photo, count: int) -> None:
    """Look whether a photo can be fitted with so many kernels.

    Raises:
        FitError: see `fit`.
    """
    w, h = photo.size
    if min(w, h) < LEAST_SIDE:
        raise FitError(f"the photo is {w} x {h} pixels; a fit needs {LEAST_SIDE} along each side")
    if count < 1:
        raise FitError("a field needs at least one kernel")
    if count > w * h:
        raise FitError(f"{count:,} kernels are more than the photo has pixels ({w * h:,})")


def psnr(field: GaussianField, photo: Photo) -> float:
    """PSNR in dB of the field drawn at x1, clipped to 0..1, over red, green and blue."""
    picture = CpuRasterizer().draw([field], View(1.0, 0.0, 0.0, *photo.size)).clip(0, 1)
    error = float(np.square(picture - photo.crop(0, 0, *photo.size)).mean())
    return -10 * math.log10(max(error, 1e-12))


class Adam:
    """Adam (Kingma and Ba 2015) on (b, p, n) parameters whose n may grow, with a step size for each."""

    def __init__(self, parameters: torch.Tensor) -> None:
        self._first = torch.zeros_like(parameters)
        self._second = torch.zeros_like(parameters)
        self._steps = parameters.new_zeros(parameters.shape[2])

    def grow(self, count: int) -> None:
        """Make room for more columns of parameters."""
        self._first, self._second, self._steps = (
            F.pad(state, (0, count)) for state in (self._first, self._second, self._steps)
        )

    def step(self, parameters: torch.Tensor, gradient: torch.Tensor, rates: torch.Tensor) -> None:
        """Change the parameters, in place."""
        a, b = DECAY
        self._steps += 1
        self._first.mul_(a).add_(gradient, alpha=1 - a)
        self._second.mul_(b).addcmul_(gradient, gradient, value=1 - b)
        mean = self._first / (1 - a**self._steps)
        size = (self._second / (1 - b**self._steps)).sqrt_().add_(1e-15)
        parameters.addcdiv_(rates * mean, size, value=-1)


def kernels_of(parameters: torch.Tensor, footprint: float, floor: float) -> torch.Tensor:
    """Parameters (b, 8, n) as kernels (b, 8, n) of fields.

    Args:
        parameters: mean x, y; Cholesky entries l11, l21, l22, in photo pixels; colour at the kernel's peak
            where it is drawn at x1.
        footprint: the footprint that it is drawn with there.
        floor: standard deviation, in photo pixels, whose square is added to both variances.
    """
    x, y, l11, l21, l22, *colour = parameters.unbind(1)
    xx, xy, yy = l11 * l11 + floor**2, l11 * l21, l21 * l21 + l22 * l22 + floor**2
    mass = 8 * math.pi * ((xx + footprint) * (yy + footprint) - xy * xy).sqrt()
    return torch.stack((x, y, xx, xy, yy, *(mass * c for c in colour)), 1)


def rates_of(parameters: torch.Tensor) -> torch.Tensor:
    """The largest step of each parameter, (b, 8, n): geometry by the kernel's size."""
    sizes = parameters[:, 2:5].abs().sum(1, keepdim=True).div_(2).clamp_(*SIZES)
    rates = torch.full_like(parameters, COLOUR_RATE)
    rates[:, :2] = MEAN_RATE * sizes
    rates[:, 2:5] = CHOLESKY_RATE * sizes
    return rates


class Fitting:
    """The state of a fit.

    Args:
        picture: (h, w, 3), 0..1.
        count: kernels at the end.
        seed: of the random numbers.
    """

    def __init__(self, picture: FloatArray, count: int, seed: int) -> None:
        height, width = picture.shape[:2]
        self._target = torch.from_numpy(picture).permute(2, 0, 1)[None].contiguous()
        self._view = View(1.0, 0.0, 0.0, width, height)
        self._count = count
        self._random = np.random.default_rng(seed)
        self._order = _z_order(width, height)
        # Wider kernels would make the field one tile; where there are few for the photo they must be wider.
        # Less than the limit by more than float32 rounds.
        tiled = 0.999 * math.sqrt((TILE / 2) ** 2 / (-2 * math.log(REACH_CUTOFF)) - FLOOR**2)
        self._largest_sd = max(tiled, 2 * math.sqrt(width * height / count))
        self._parameters = self._first_kernels(max(1, round(START_SHARE * count)))
        self._adam = Adam(self._parameters)
        self._since_round = 0

    @property
    def there(self) -> int:
        """Kernels so far."""
        return self._parameters.shape[2]

    def kernels(self) -> FloatArray:
        """The kernels so far, (8, n), as in a field."""
        kernels = kernels_of(self._parameters, FOOTPRINT, FLOOR)[0].numpy()
        return np.ascontiguousarray(kernels[:, np.isfinite(kernels).all(0)])

    def step(self, done: float) -> float:
        """One step of Adam, and before it a round of new kernels where it is time for one.

        Args:
            done: share of the time that is over, 0..1.

        Returns:
            PSNR of the picture before the step, in dB.
        """
        parameters = self._parameters.clone().requires_grad_()
        picture = rasterize(kernels_of(parameters, FOOTPRINT, FLOOR), self._view, cutoff=CUTOFF_MOVING)
        error = picture - self._target
        loss = error.square().mean()
        loss.backward()
        assert parameters.grad is not None
        rates = rates_of(self._parameters) * LAST_RATE**done
        self._adam.step(self._parameters, parameters.grad, rates)
        self._limit()
        self._since_round += 1
        wanted = START_SHARE + (1 - START_SHARE) * min(1.0, (done * ROUNDS // LAST_ROUND + 1) / ROUNDS)
        missing = round(self._count * wanted) - self.there
        if missing > 0 and self._since_round >= STEPS_BETWEEN_ROUNDS:
            self._add(missing, error.detach()[0])
            self._since_round = 0
        return -10 * math.log10(max(float(loss.detach()), 1e-12))

    def _limit(self) -> None:
        """Keep every standard deviation along an axis within the largest."""
        factor = self._parameters[:, 2:5]
        sd = torch.maximum(factor[:, 0].abs(), torch.hypot(factor[:, 1], factor[:, 2]))
        factor *= (self._largest_sd / sd).clamp_(max=1)[:, None]

    def _first_kernels(self, count: int) -> torch.Tensor:
        grey = self._target[0].mean(0)
        wide = F.pad(grey[None, None], (0, 1, 0, 1), mode="replicate")[0, 0]
        across, down = wide.diff(dim=1)[:-1], wide.diff(dim=0)[:, :-1]
        detail = _blurred(torch.hypot(across, down))
        density = _share(detail) * (1 - UNIFORM_SHARE) + UNIFORM_SHARE / detail.numel()
        at, means = self._places(density, count)
        sd = START_SD / (count * density.flatten()[at]).sqrt()
        colour = self._target[0].flatten(1)[:, at] / (2 * math.pi * START_SD**2)
        return self._new(means, sd, colour)

    def _add(self, count: int, error: torch.Tensor) -> None:
        """Add kernels where the error (3, h, w) is."""
        density = _share(_blurred(error.square().sum(0)))
        at, means = self._places(density, count)
        sd = (START_SD / (self._count * density.flatten()[at]).sqrt()).clamp_(*NEW_SD)
        new = self._new(means, sd, -NEW_COLOUR * error.flatten(1)[:, at])
        self._parameters = torch.cat((self._parameters, new), 2)
        self._adam.grow(count)

    def _new(self, means: torch.Tensor, sd: torch.Tensor, colour: torch.Tensor) -> torch.Tensor:
        sd = sd.clamp(max=self._largest_sd)
        return torch.cat((means, torch.stack((sd, torch.zeros_like(sd), sd)), colour))[None]

    def _places(self, density: torch.Tensor, count: int) -> tuple[torch.Tensor, torch.Tensor]:
        """Pixels, numbered by rows, and means (2, count) in them, spread as a density (h, w) says.

        The density is summed along a curve that fills the plane and cut into equal parts: places drawn from
        neighbouring parts seldom fall together, as independent ones would.
        """
        summed = np.cumsum(density.numpy().ravel()[self._order], dtype=np.float64)
        wanted = (np.arange(count) + self._random.random(count)) / count * summed[-1]
        pixels = self._order[np.searchsorted(summed, wanted).clip(max=summed.size - 1)]
        rows, columns = np.divmod(pixels, self._view.width)
        means = np.stack((columns, rows)) + self._random.random((2, count))
        return torch.from_numpy(pixels), torch.from_numpy(means.astype(np.float32))


def _share(amount: torch.Tensor) -> torch.Tensor:
    """Amounts as shares of their sum; even ones where there is nothing."""
    amount = amount + 1e-12
    return amount / amount.sum()


def _blurred(plane: torch.Tensor) -> torch.Tensor:
    """A plane (h, w) smoothed by a Gaussian; the edge is repeated."""
    radius = math.ceil(3 * BLUR)
    taps = torch.exp(-0.5 * (torch.arange(-radius, radius + 1) / BLUR) ** 2)
    taps /= taps.sum()
    padded = F.pad(plane[None, None], (radius,) * 4, mode="replicate")
    return F.conv2d(F.conv2d(padded, taps[None, None, None]), taps[None, None, :, None])[0, 0]


def _z_order(width: int, height: int) -> npt.NDArray[np.int64]:
    """The pixels of a picture, numbered by rows, in the order of a Z-shaped curve that fills the plane."""
    codes = np.zeros((height, width), np.int64)
    for bit in range(max(width, height).bit_length()):
        codes |= ((np.arange(width) >> bit) & 1) << (2 * bit)
        codes |= (((np.arange(height) >> bit) & 1) << (2 * bit + 1))[:, None]
    return np.argsort(codes, axis=None)
