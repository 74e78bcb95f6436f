"""Actions of the menu File: files and pages: opening, following, saving, printing."""

from __future__ import annotations

from ..i18n import N_
from .action import Action

FILE = (
    Action(
        "open", "File", N_("Open…"), ("Ctrl+O",), N_("open a photo or a field file (or drop it, or paste it)")
    ),
    Action(
        "clear_recent", "File", N_("Clear recent"), (), N_("forget which files were opened; none is touched")
    ),
    Action(
        "follow",
        "File",
        N_("Follow file…"),
        ("Ctrl+Shift+O",),
        N_("weights or a field that csr train or csr fit is making: shown anew at each checkpoint"),
    ),
    Action(
        "save",
        "File",
        N_("Save view…"),
        ("Ctrl+S",),
        N_("save what is seen of the photo, at the present scale"),
        apart=True,
    ),
    Action(
        "save_as",
        "File",
        N_("Save as…"),
        ("Ctrl+Shift+S",),
        N_("save seen part, screen or whole, at any size"),
    ),
    Action("save_region", "File", N_("Save region…"), ("R",), N_("save a rectangle that the mouse draws")),
    Action(
        "save_field",
        "File",
        N_("Save field…"),
        ("Ctrl+Alt+S",),
        N_("save the field with its edits, as a file"),
    ),
    Action(
        "export_kernels",
        "File",
        N_("Export kernels…"),
        ("Ctrl+E",),
        N_("the kernels seen as CSV, NPZ or SVG"),
    ),
    Action(
        "film_from",
        "File",
        N_("Film from here"),
        (),
        N_("the film's first view is the present one"),
        apart=True,
    ),
    Action(
        "film_to", "File", N_("Film to here…"), (), N_("save a zoom from the film's first view to this one")
    ),
    Action(
        "previous",
        "File",
        N_("Previous photo"),
        ("PgUp", "Alt+Left"),
        N_("the photo before, in the folder"),
        apart=True,
    ),
    Action("next", "File", N_("Next photo"), ("PgDown", "Alt+Right"), N_("the photo after")),
    Action(
        "previous_page",
        "File",
        N_("Previous page"),
        ("Ctrl+PgUp",),
        N_("the page, frame or size before, of a file of several"),
    ),
    Action("next_page", "File", N_("Next page"), ("Ctrl+PgDown",), N_("the page, frame or size after")),
    Action(
        "show_in_folder",
        "File",
        N_("Show in folder"),
        (),
        N_("the folder of the file, in the desktop's file manager"),
        apart=True,
    ),
    Action("rename", "File", N_("Rename…"), ("F2",), N_("another name for the file")),
    Action(
        "move_to_trash",
        "File",
        N_("Move to trash"),
        ("Ctrl+Del",),
        N_("the file to the trash, from which it can be taken back"),
        once=True,
    ),
    Action("print", "File", N_("Print…"), ("Ctrl+P",), N_("what is seen, as large as the page"), apart=True),
    Action("quit", "File", N_("Quit"), ("Ctrl+Q",), N_("close the window"), apart=True),
)
