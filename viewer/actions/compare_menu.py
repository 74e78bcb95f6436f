"""Actions of the menu Compare: how two pictures are shown together, and which."""

from __future__ import annotations

from ..i18n import N_
from .action import Action

COMPARE = (
    Action(
        "split",
        "Compare",
        N_("Split line"),
        ("C",),
        N_("before and after, at a line to drag"),
        True,
        "compare",
    ),
    Action("beside", "Compare", N_("Side by side"), ("Shift+C",), N_("both sides, linked"), True, "compare"),
    Action(
        "difference",
        "Compare",
        N_("Difference"),
        ("Shift+D",),
        N_("how far both sides differ, with PSNR"),
        True,
        "compare",
    ),
    Action("line_left", "Compare", N_("Line to the left"), (",",), N_("move the split line to the left")),
    Action("line_right", "Compare", N_("Line to the right"), (".",), N_("move the split line to the right")),
    Action(
        "with_nearest",
        "Compare",
        N_("With nearest"),
        (),
        N_("compare with the photo's own pixels, as squares"),
        group="partner",
        apart=True,
        marked=True,
    ),
    Action(
        "with_bicubic",
        "Compare",
        N_("With bicubic"),
        (),
        N_("compare with bicubic interpolation of the photo"),
        group="partner",
        marked=True,
    ),
    Action(
        "with_lanczos",
        "Compare",
        N_("With Lanczos"),
        (),
        N_("compare with Lanczos interpolation of the photo"),
        group="partner",
        marked=True,
    ),
    Action(
        "with_weights",
        "Compare > Other weights",
        N_("From a file…"),
        (),
        N_("compare with the field of a network of a file"),
        group="partner",
        marked=True,
    ),
    Action(
        "with_original",
        "Compare",
        N_("With a larger original…"),
        (),
        N_("compare with what it was made of"),
        group="partner",
        marked=True,
    ),
)
