"""Actions of the menu Help: keys, first steps, log, about."""

from __future__ import annotations

from ..i18n import N_
from .action import Action

HELP = (
    Action("sheet", "Help", N_("Keys and mouse"), ("?", "F1"), N_("this list")),
    Action("first_steps", "Help", N_("First steps"), (), N_("what the mouse does, and what the field is")),
    Action("log", "Help", N_("Log"), (), N_("where the log lies")),
    Action("about", "Help", N_("About"), (), N_("version and licence")),
)
