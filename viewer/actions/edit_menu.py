"""Actions of the menu Edit: taking back, copying, kernels, turning, settings."""

from __future__ import annotations

from ..i18n import N_
from .action import Action

EDIT = (
    Action("undo", "Edit", N_("Undo"), ("Ctrl+Z",), N_("take the last edit back")),
    Action("redo", "Edit", N_("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), N_("do it again")),
    Action("copy", "Edit", N_("Copy view"), ("Ctrl+C",), N_("copy what is seen of the photo"), apart=True),
    Action(
        "copy_as_file",
        "Edit",
        N_("Copy view as file"),
        ("Ctrl+Alt+C",),
        N_("what is seen as a picture's file, to be pasted into a folder or a letter"),
    ),
    Action("copy_reading", "Edit", N_("Copy reading"), ("X",), N_("copy place and colour under the cursor")),
    Action(
        "copy_kernel", "Edit", N_("Copy kernel"), ("Ctrl+Shift+C",), N_("copy the selected kernel as text")
    ),
    Action("paste", "Edit", N_("Paste"), ("Ctrl+V",), N_("open the picture or file of the clipboard")),
    Action(
        "delete_kernel",
        "Edit",
        N_("Delete kernel"),
        ("Del",),
        N_("take the selected kernel out of the picture"),
        apart=True,
    ),
    Action("rotate_left", "Edit", N_("Rotate left"), ("Ctrl+Left",), N_("a quarter to the left"), apart=True),
    Action("rotate_right", "Edit", N_("Rotate right"), ("Ctrl+Right",), N_("a quarter to the right")),
    Action(
        "flip_sideways", "Edit", N_("Flip sideways"), ("Ctrl+Shift+Left",), N_("left and right changed over")
    ),
    Action("flip_over", "Edit", N_("Flip over"), ("Ctrl+Shift+Up",), N_("top and bottom changed over")),
    Action(
        "settings",
        "Edit",
        N_("Settings…"),
        ("Ctrl+,",),
        N_("theme, wheel, device, weights, memory, colours"),
        apart=True,
    ),
)
