"""Every action, once: menus, keys and the help sheet read this table."""

from __future__ import annotations

from dataclasses import dataclass

from ..i18n import N_


@dataclass(frozen=True)
class Action:
    """Something that a person can ask for."""

    name: str
    """Unique; a part of the window has its handler by this name."""
    menu: str
    """Its menu, a name of `MENUS`; after " > " a menu within that one."""
    text: str
    """Text of its entry; this and `help` are for `tr`."""
    keys: tuple[str, ...]
    help: str
    switch: bool = False
    group: str = ""
    """Group of switches of which at most one is on; in `ONE_ALWAYS`, always one."""
    apart: bool = False
    """A line stands above it in its menu."""
    marked: bool = False
    """No switch, but its entry is marked while it is the one of its group that was chosen."""


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


ACTIONS = (
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
    ),
    Action("print", "File", N_("Print…"), ("Ctrl+P",), N_("what is seen, as large as the page"), apart=True),
    Action("quit", "File", N_("Quit"), ("Ctrl+Q",), N_("close the window"), apart=True),
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
    Action(
        "positions", "Analyse", N_("Kernel positions"), ("P",), N_("where the kernels are, as dots"), True
    ),
    Action("covariances", "Analyse", N_("Covariances"), ("V",), N_("the kernels' 1-sigma ellipses"), True),
    Action("grid", "Analyse", N_("Pixel grid"), ("G",), N_("the photo's pixels, from x8"), True),
    Action(
        "numbers", "Analyse", N_("Pixel values"), ("Shift+G",), N_("red, green, blue on large pixels"), True
    ),
    Action(
        "map_orientation",
        "Analyse > Maps",
        N_("Orientation"),
        ("Alt+O",),
        N_("the kernels' directions, in colours"),
        True,
        "map",
    ),
    Action(
        "map_elongation",
        "Analyse > Maps",
        N_("Elongation"),
        ("Alt+E",),
        N_("how long the kernels are"),
        True,
        "map",
    ),
    Action(
        "map_density",
        "Analyse > Maps",
        N_("Density"),
        ("Alt+D",),
        N_("how many kernels there are"),
        True,
        "map",
    ),
    Action(
        "map_gradient",
        "Analyse > Maps",
        N_("Gradient"),
        ("Alt+G",),
        N_("how steep the field is, exactly"),
        True,
        "map",
    ),
    Action(
        "map_laplacian",
        "Analyse > Maps",
        N_("Laplacian"),
        ("Alt+L",),
        N_("how the field curves, exactly"),
        True,
        "map",
    ),
    Action(
        "map_isolines",
        "Analyse > Maps",
        N_("Iso-lines"),
        ("Alt+I",),
        N_("lines of equal luma, exactly"),
        True,
        "map",
    ),
    Action(
        "inspect",
        "Analyse",
        N_("Inspect"),
        ("I",),
        N_("click on a kernel to see and change it; why a pixel is so"),
        True,
        apart=True,
    ),
    Action(
        "pick", "Analyse", N_("Inspect here"), ("Shift+I",), N_("the kernel at the cursor, or in the middle")
    ),
    Action(
        "peel",
        "Analyse",
        N_("Peel"),
        ("Shift+P",),
        N_("show kernels by size, elongation, angle, weight"),
        True,
    ),
    Action("show_all", "Analyse", N_("Show all"), ("Shift+A",), N_("peel nothing away, solo nothing")),
    Action(
        "mute_brush",
        "Analyse > Brushes",
        N_("Mute brush"),
        ("E",),
        N_("paint kernels out of the picture"),
        True,
        "brush",
    ),
    Action(
        "solo_brush",
        "Analyse > Brushes",
        N_("Solo brush"),
        ("Shift+E",),
        N_("paint those that alone are shown"),
        True,
        "brush",
    ),
    Action(
        "restore_brush",
        "Analyse > Brushes",
        N_("Restore brush"),
        ("U",),
        N_("paint muted kernels back"),
        True,
        "brush",
    ),
    Action("larger_brush", "Analyse > Brushes", N_("Larger brush"), ("]",), N_("a larger brush"), apart=True),
    Action("smaller_brush", "Analyse > Brushes", N_("Smaller brush"), ("[",), N_("a smaller brush")),
    Action(
        "footprint_point",
        "Analyse > Sampling",
        N_("Sample at points"),
        ("Alt+1",),
        N_("footprint 0: it aliases"),
        True,
        "footprint",
    ),
    Action(
        "footprint_box",
        "Analyse > Sampling",
        N_("Sample a pixel"),
        ("Alt+2",),
        N_("footprint of a device pixel's width"),
        True,
        "footprint",
    ),
    Action(
        "footprint_wide",
        "Analyse > Sampling",
        N_("Sample wider"),
        ("Alt+3",),
        N_("footprint of 0.7 pixel: soft"),
        True,
        "footprint",
    ),
    Action(
        "warp",
        "Analyse",
        N_("Warp"),
        ("W",),
        N_("turn by any angle, shear, look through a lens: by the kernels"),
        True,
        apart=True,
    ),
    Action("lens", "Analyse", N_("Lens"), ("Shift+W",), N_("a lens that follows the cursor"), True),
    Action("unwarp", "Analyse", N_("Warp nothing"), ("Ctrl+Shift+W",), N_("upright and flat again")),
    Action("sheet", "Help", N_("Keys and mouse"), ("?", "F1"), N_("this list")),
    Action("first_steps", "Help", N_("First steps"), (), N_("what the mouse does, and what the field is")),
    Action("log", "Help", N_("Log"), (), N_("where the log lies")),
    Action("about", "Help", N_("About"), (), N_("version and licence")),
)

_OVER_PICTURE = ("positions", "covariances", "grid", "numbers")

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

OVERLAYS = tuple(a.name for a in ACTIONS if a.group == "map" or a.name in _OVER_PICTURE)
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
