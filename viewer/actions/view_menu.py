"""Actions of the menu View: scale, place, what stands around and beside the photo, how the field is made."""

from __future__ import annotations

from ..i18n import N_
from .action import Action

VIEW = (
    Action("fit", "View", N_("Fit"), ("0", "Ctrl+0"), N_("the whole photo")),
    *(
        Action(
            f"times_{n}",
            "View > Scale",
            f"{n} ×",
            (str(n), "Ctrl+1") if n == 1 else (str(n),),
            N_("that many device pixels for each photo pixel"),
        )
        for n in range(1, 10)
    ),
    Action(
        "type_scale",
        "View > Scale",
        N_("Other…"),
        ("Z",),
        N_("type the scale: 3.7, or 370 % (or click on it)"),
    ),
    Action(
        "zoom_in", "View", N_("Zoom in"), ("+", "="), N_("larger, about the middle (wheel: about the cursor)")
    ),
    Action("zoom_out", "View", N_("Zoom out"), ("-",), N_("smaller")),
    Action("left", "View > Move", N_("Left"), ("Left",), N_("move to the left")),
    Action("right", "View > Move", N_("Right"), ("Right",), N_("move to the right")),
    Action("up", "View > Move", N_("Up"), ("Up",), N_("move up")),
    Action("down", "View > Move", N_("Down"), ("Down",), N_("move down")),
    Action(
        "wheel_pans", "View", N_("Wheel pans"), (), N_("the wheel moves the photo; with Ctrl it zooms"), True
    ),
    Action(
        "full_screen",
        "View",
        N_("Full screen"),
        ("F11", "F"),
        N_("the photo alone on the whole screen"),
        True,
        apart=True,
    ),
    Action(
        "slideshow",
        "View",
        N_("Slideshow"),
        ("F5",),
        N_("the folder's photos one after the other, each for some seconds"),
        True,
    ),
    Action("picture_only", "View", N_("Picture only"), ("Ctrl+H",), N_("hide menus and status bar"), True),
    Action("toolbar", "View", N_("Toolbar"), ("Ctrl+T",), N_("the row of icons"), True),
    Action("filmstrip", "View", N_("Filmstrip"), ("T",), N_("thumbnails of the folder's photos"), True),
    *(
        Action(
            f"ground_{name}",
            "View > Background",
            text,
            (),
            help,
            True,
            "ground",
        )
        for name, text, help in (
            ("dark", N_("Dark"), N_("dark grey around the photo")),
            ("black", N_("Black"), N_("black around the photo")),
            ("grey", N_("Grey"), N_("grey around the photo")),
            ("white", N_("White"), N_("white around the photo")),
            ("checkerboard", N_("Checkerboard"), N_("a checkerboard around the photo")),
        )
    ),
    Action(
        "navigator",
        "View",
        N_("Navigator"),
        ("N",),
        N_("a map with the view's frame, to be dragged"),
        True,
        apart=True,
    ),
    Action("scale_bar", "View", N_("Scale bar"), ("L",), N_("how long some photo pixels are"), True),
    Action(
        "histogram", "View", N_("Histogram"), ("H",), N_("how often each value is seen in the view"), True
    ),
    Action(
        "metadata", "View", N_("Metadata"), ("M",), N_("camera, exposure, profile, quality of the file"), True
    ),
    Action("figures", "View", N_("Frame figures"), ("D",), N_("time, kernels, device, resolution"), True),
    Action(
        "fine",
        "View",
        N_("Fine field"),
        ("Shift+F",),
        N_("a larger network's field takes the place of the quick one, tile by tile"),
        True,
        apart=True,
    ),
    Action(
        "cleaning",
        "View",
        N_("Cleaning"),
        ("J",),
        N_("how strongly traces of compression are cleaned away, from none to strong"),
        True,
    ),
    Action(
        "stop_sharpening",
        "View",
        N_("Stop sharpening"),
        (),
        N_("make no more of the field, or give up opening a file"),
    ),
    Action(
        "continue_sharpening",
        "View",
        N_("Continue sharpening"),
        (),
        N_("go on making the field where it was stopped"),
    ),
    Action(
        "leave",
        "View",
        N_("Leave"),
        ("Esc",),
        N_("close a message; put away a tool, a comparison; leave the full screen; let a kernel go"),
        apart=True,
    ),
)
