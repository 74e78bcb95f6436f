"""`csr devices`: what makes fields and pictures here."""

from __future__ import annotations

import argparse

from .common import Commands


def add(commands: Commands) -> None:
    """The command's words."""
    parser = commands.add_parser("devices", help="what would be used, and why not the others")
    parser.add_argument(
        "--build-gsplat",
        action="store_true",
        help="build gsplat's CUDA extension, for its tiling; takes a CUDA toolkit and minutes",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Name the devices, or build gsplat's extension.

    Raises:
        CsrError: if it cannot be built.
    """
    if arguments.build_gsplat:
        from ..rasterize.cuda.gsplat_build import build

        build()
        return
    from ..network.devices import devices
    from ..rasterize.backends import rasterizers

    for title, known in (
        ("network (photo to field)", devices()),
        ("rasterizer (field to picture)", rasterizers()),
    ):
        print(f"{title}:")
        used = next(name for name, reason in known.items() if not reason)
        for name, reason in known.items():
            print(f"  {name:6} {reason or ('used' if name == used else 'can be used')}")
    print("  opengl in the window only, which tries it at its start: View > Device tells")
    if not rasterizers()["cuda"]:
        from ..rasterize.cuda.backend import gpu_functions

        why = gpu_functions().gsplat_reason
        print(f"  with cuda, screen tiles are sorted by {f'torch (gsplat: {why})' if why else 'gsplat'}")
