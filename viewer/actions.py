"""Every action, once: menus, keys and the help sheet read this table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Action:
    """Something that a person can ask for."""

    name: str
    """The window, or a part of it, has a method `do_NAME`, or `do_NAME(on)` where the action is a switch."""
    menu: str
    """Its menu; after " > " a menu within that one."""
    text: str
    keys: tuple[str, ...]
    help: str
    switch: bool = False
    group: str = ""
    """Of the switches of a group one is on at most; in `ONE_ALWAYS`, always one."""
    apart: bool = False
    """A line stands above it in its menu."""


ONE_ALWAYS = ("ground", "footprint")
"""Groups of which one switch stays on."""


ACTIONS = (
    Action("open", "File", "Open…", ("Ctrl+O",), "open a photo or a field file (or drop it, or paste it)"),
    Action("paste", "File", "Paste", ("Ctrl+V",), "open the picture or file of the clipboard"),
    Action(
        "save",
        "File",
        "Save view…",
        ("Ctrl+S",),
        "save what is seen of the photo, at the present scale",
        apart=True,
    ),
    Action("save_as", "File", "Save as…", ("Ctrl+Shift+S",), "save seen part, screen or whole, at any size"),
    Action("save_region", "File", "Save region…", ("R",), "save a rectangle that the mouse draws"),
    Action("save_field", "File", "Save field…", ("Ctrl+Alt+S",), "save the field with its edits, as a file"),
    Action("export_kernels", "File", "Export kernels…", ("Ctrl+E",), "the kernels seen as CSV, NPZ or SVG"),
    Action("film_from", "File", "Film from here", (), "the film's first view is the present one", apart=True),
    Action("film_to", "File", "Film to here…", (), "save a zoom from the film's first view to this one"),
    Action("copy", "File", "Copy view", ("Ctrl+C",), "copy what is seen of the photo", apart=True),
    Action("copy_reading", "File", "Copy reading", ("X",), "copy place and colour under the cursor"),
    Action(
        "previous",
        "File",
        "Previous photo",
        ("PgUp", "Alt+Left"),
        "the photo before, in the folder",
        apart=True,
    ),
    Action("next", "File", "Next photo", ("PgDown", "Alt+Right"), "the photo after"),
    Action("quit", "File", "Quit", ("Ctrl+Q",), "close the window", apart=True),
    Action("fit", "View", "Fit", ("0",), "the whole photo"),
    *(
        Action(
            f"times_{n}",
            "View > Scale",
            f"{n} ×",
            (str(n),),
            f"{n} device pixel{'s' if n > 1 else ''} for each photo pixel",
        )
        for n in range(1, 10)
    ),
    Action("type_scale", "View > Scale", "Other…", ("Z",), "type the scale: 3.7, or 370 % (or click on it)"),
    Action("zoom_in", "View", "Zoom in", ("+", "="), "larger, about the middle (wheel: about the cursor)"),
    Action("zoom_out", "View", "Zoom out", ("-",), "smaller"),
    Action("left", "View > Move", "Left", ("Left",), "move to the left"),
    Action("right", "View > Move", "Right", ("Right",), "move to the right"),
    Action("up", "View > Move", "Up", ("Up",), "move up"),
    Action("down", "View > Move", "Down", ("Down",), "move down"),
    Action("wheel_pans", "View", "Wheel pans", (), "the wheel moves the photo; with Ctrl it zooms", True),
    Action("rotate_left", "View", "Rotate left", ("Ctrl+Left",), "a quarter to the left", apart=True),
    Action("rotate_right", "View", "Rotate right", ("Ctrl+Right",), "a quarter to the right"),
    Action("flip_sideways", "View", "Flip sideways", ("Ctrl+Shift+Left",), "left and right changed over"),
    Action("flip_over", "View", "Flip over", ("Ctrl+Shift+Up",), "top and bottom changed over"),
    Action(
        "full_screen",
        "View",
        "Full screen",
        ("F11", "F"),
        "the photo alone on the whole screen",
        True,
        apart=True,
    ),
    Action("picture_only", "View", "Picture only", ("Ctrl+H",), "hide menus and status bar", True),
    *(
        Action(
            f"ground_{name}",
            "View > Background",
            name.capitalize(),
            (),
            f"{name} around the photo",
            True,
            "ground",
        )
        for name in ("dark", "black", "grey", "white", "checkerboard")
    ),
    Action(
        "navigator",
        "View",
        "Navigator",
        ("N",),
        "a map with the view's frame, to be dragged",
        True,
        apart=True,
    ),
    Action("scale_bar", "View", "Scale bar", ("L",), "how long some photo pixels are", True),
    Action("histogram", "View", "Histogram", ("H",), "how often each value is seen in the view", True),
    Action("metadata", "View", "Metadata", ("M",), "camera, exposure, profile, quality of the file", True),
    Action("figures", "View", "Frame figures", ("D",), "time, kernels, device, resolution", True),
    Action(
        "cancel",
        "View",
        "Stop",
        ("Esc",),
        "close a message; stop saving, put away brush or kernel; stop opening",
        apart=True,
    ),
    Action("positions", "Overlays", "Kernel positions", ("P",), "where the kernels are, as dots", True),
    Action("covariances", "Overlays", "Covariances", ("V",), "the kernels' 1-sigma ellipses", True),
    Action("grid", "Overlays", "Pixel grid", ("G",), "the photo's pixels, from x8", True),
    Action("numbers", "Overlays", "Pixel values", ("Shift+G",), "red, green, blue on large pixels", True),
    Action(
        "map_orientation",
        "Overlays",
        "Orientation",
        ("Alt+O",),
        "the kernels' directions, in colours",
        True,
        "map",
        apart=True,
    ),
    Action("map_elongation", "Overlays", "Elongation", ("Alt+E",), "how long the kernels are", True, "map"),
    Action("map_density", "Overlays", "Density", ("Alt+D",), "how many kernels there are", True, "map"),
    Action(
        "map_gradient", "Overlays", "Gradient", ("Alt+G",), "how steep the field is, exactly", True, "map"
    ),
    Action(
        "map_laplacian", "Overlays", "Laplacian", ("Alt+L",), "how the field curves, exactly", True, "map"
    ),
    Action("map_isolines", "Overlays", "Iso-lines", ("Alt+I",), "lines of equal luma, exactly", True, "map"),
    Action("split", "Compare", "Split line", ("C",), "before and after, at a line to drag", True, "compare"),
    Action("beside", "Compare", "Side by side", ("Shift+C",), "both sides, linked", True, "compare"),
    Action(
        "difference",
        "Compare",
        "Difference",
        ("Shift+D",),
        "how far both sides differ, with PSNR",
        True,
        "compare",
    ),
    Action(
        "with_nearest",
        "Compare",
        "With nearest",
        (),
        "compare with the photo's own pixels, as squares",
        apart=True,
    ),
    Action("with_bicubic", "Compare", "With bicubic", (), "compare with bicubic interpolation of the photo"),
    Action("with_lanczos", "Compare", "With Lanczos", (), "compare with Lanczos interpolation of the photo"),
    Action("with_weights", "Compare", "With other weights…", (), "compare with the field of another network"),
    Action("with_original", "Compare", "With a larger original…", (), "compare with what it was made of"),
    Action(
        "inspect",
        "Kernels",
        "Inspect",
        ("I",),
        "click on a kernel to see and change it; why a pixel is so",
        True,
    ),
    Action("pick", "Kernels", "Inspect here", ("Shift+I",), "the kernel at the cursor, or in the middle"),
    Action("peel", "Kernels", "Peel", ("Shift+P",), "show kernels by size, elongation, angle, weight", True),
    Action("show_all", "Kernels", "Show all", ("Shift+A",), "peel nothing away, solo nothing"),
    Action(
        "mute_brush",
        "Kernels",
        "Mute brush",
        ("E",),
        "paint kernels out of the picture",
        True,
        "brush",
        apart=True,
    ),
    Action(
        "solo_brush", "Kernels", "Solo brush", ("Shift+E",), "paint those that alone are shown", True, "brush"
    ),
    Action("restore_brush", "Kernels", "Restore brush", ("U",), "paint muted kernels back", True, "brush"),
    Action("larger_brush", "Kernels", "Larger brush", ("]",), "a larger brush"),
    Action("smaller_brush", "Kernels", "Smaller brush", ("[",), "a smaller brush"),
    Action("undo", "Kernels", "Undo", ("Ctrl+Z",), "take the last edit back", apart=True),
    Action("redo", "Kernels", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "do it again"),
    Action(
        "delete_kernel", "Kernels", "Delete kernel", ("Del",), "take the selected kernel out of the picture"
    ),
    Action("copy_kernel", "Kernels", "Copy kernel", ("Ctrl+Shift+C",), "copy the selected kernel as text"),
    Action(
        "footprint_point",
        "Kernels",
        "Sample at points",
        ("Alt+1",),
        "footprint 0: it aliases",
        True,
        "footprint",
        apart=True,
    ),
    Action(
        "footprint_box",
        "Kernels",
        "Sample a pixel",
        ("Alt+2",),
        "footprint of a device pixel's width",
        True,
        "footprint",
    ),
    Action(
        "footprint_wide",
        "Kernels",
        "Sample wider",
        ("Alt+3",),
        "footprint of 0.7 pixel: soft",
        True,
        "footprint",
    ),
    Action("sheet", "Help", "Keys and mouse", ("?", "F1"), "this list"),
    Action("about", "Help", "About", (), "version and licence"),
)

HELD_AND_MOUSE = (
    ("Space (held)", "the photo's own pixels, as squares"),
    ("B (held)", "the other side of the comparison"),
    ("Wheel", "zoom about the cursor; four notches double, Shift: finer (View: Wheel pans)"),
    ("Ctrl+wheel", "zoom, whatever the wheel does alone"),
    ("Drag", "move the photo; let go while moving, it glides on"),
    ("Double click", "x1 under the cursor; from elsewhere the whole photo"),
    ("Pinch, two fingers", "zoom and move at once"),
)
"""What the table of actions cannot hold, for the help sheet."""
