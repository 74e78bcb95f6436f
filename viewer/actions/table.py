"""Every action, once: menus, keys and the help sheet read this table."""

from __future__ import annotations

from ..i18n import N_
from .analyse_menu import ANALYSE
from .compare_menu import COMPARE
from .edit_menu import EDIT
from .file_menu import FILE
from .help_menu import HELP
from .view_menu import VIEW

ONE_ALWAYS = ("ground", "footprint", "partner")
"""Groups of which one switch stays on."""

MENUS = {
    "File": N_("&File"),
    "Edit": N_("Edi&t"),
    "View": N_("Vie&w"),
    "Scale": N_("&Scale"),
    "Move": N_("&Move"),
    "Background": N_("&Background"),
    "Compare": N_("&Compare"),
    "Other weights": N_("With other &weights"),
    "Analyse": N_("&Analyse"),
    "Maps": N_("&Maps"),
    "Brushes": N_("&Brushes"),
    "Sampling": N_("&Sampling"),
    "Help": N_("&Help"),
}
"""Titles of the menus; with Alt and the letter after & each opens, so no key of an action may be that."""

ACTIONS = (*FILE, *EDIT, *VIEW, *COMPARE, *ANALYSE, *HELP)

TOOLBAR = (
    *(("open", "open"), ("", ""), ("previous", "previous"), ("next", "next"), ("", "")),
    *(("fit", "fit"), ("times_1", "one_to_one"), ("View > Scale", ""), ("", "")),
    *(("split", "compare"), ("covariances", "kernels"), ("inspect", "inspect"), ("", "")),
    *(("save", "save"), ("copy", "copy"), ("", ""), ("full_screen", "full_screen")),
)
"""The toolbar: names of actions and of their icons; a menu by its path; or nothing: a line."""

CONTEXT_MENU = (
    *("copy", "copy_reading", "", "save", "save_region", "", "pick", "split", ""),
    *("fit", "times_1", "View > Scale", "View > Background", ""),
    *("show_in_folder", "rename", "move_to_trash"),
)
"""The menu of the right mouse button: names of actions, menus by their paths, or nothing: a line."""

OVERLAYS = tuple(action.name for action in ACTIONS if action.over_picture)
"""Switches of what lies over the picture."""

HELD_AND_MOUSE = (
    (N_("Space (held)"), N_("the photo's own pixels, as squares")),
    (N_("B (held)"), N_("the other side of the comparison")),
    (N_("Wheel"), N_("zoom about the cursor; four notches double, Shift: finer (View: Wheel pans)")),
    (N_("Ctrl+wheel"), N_("zoom, whatever the wheel does alone")),
    (N_("Ctrl+drag"), N_("drag the view out of the window, as a picture")),
    (N_("Drag"), N_("move the photo; let go while moving, it glides on")),
    (N_("Double click"), N_("x1 under the cursor; from elsewhere the whole photo")),
    (N_("Pinch, two fingers"), N_("zoom and move at once")),
)
"""Rows of the help sheet that the table of actions cannot hold."""
