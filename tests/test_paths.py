"""The test of `core/a/b.py` is `tests/core/a/test_b.py`; what is shown elsewhere is named here."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHOWN_BY = {
    # A command is shown by the test of what it does.
    "core/training/test_ablations.py": ("core/cli/ablate",),
    "core/evaluation/test_frame_times.py": ("core/cli/bench",),
    "core/evaluation/test_paper_benchmark.py": ("core/cli/bench_paper",),
    "core/evaluation/test_evaluate.py": ("core/cli/evaluate",),
    "core/fitting/test_fit.py": ("core/cli/fit",),
    "core/fitting/test_prior.py": ("core/cli/prior",),
    "core/fitting/test_sensitivity.py": ("core/cli/sensitivity",),
    "core/fitting/test_thinning.py": ("core/cli/field",),
    "core/network/test_continuoussr_checkpoint.py": ("core/cli/import_checkpoint",),
    "core/network/test_onnx_export.py": ("core/cli/export_onnx",),
    "core/rasterize/test_backends.py": ("core/cli/devices",),
    "core/scene/test_film.py": ("core/cli/film",),
    "core/scene/test_interchange.py": ("core/cli/convert", "core/cli/export_web"),
    "core/training/test_packing.py": ("core/cli/pack",),
    "core/cli/test_main.py": ("core/cli/common", "core/cli/outputs"),
    "core/training/test_train.py": (*("core/cli/train", "core/training/light", "core/training/data"),),
    # The library's functions are shown as those who import it call them.
    "core/library/test_api.py": ("core/library/fit", "core/library/network", "core/library/rasterize"),
    # Parts of a format are shown by whole files of that format.
    "core/photo/test_cut_files.py": ("core/photo/jpeg2000",),
    "core/photo/test_description.py": ("core/photo/photoshop_resources",),
    "core/photo/test_encode.py": ("core/photo/srgb",),
    "core/photo/test_jpeg_holes.py": ("core/photo/jpeg_segments",),
    "core/photo/test_formats.py": (
        *("core/photo/radiance", "core/photo/jxl_header", "core/photo/raster"),
        *("core/photo/readers/codecs", "core/photo/readers/extras", "core/photo/readers/pillow"),
    ),
    "core/photo/readers/test_png.py": ("core/photo/png_chunks",),
    "core/photo/test_working_space.py": ("core/photo/screen_colours",),
    "core/geometry/test_warp.py": ("core/photo/warped",),
    "core/photo/test_pyramid.py": ("core/photo/interpolate",),
    # Parts of a network or a rasterizer are shown by what the whole of it makes.
    "core/network/encoders/test_encoders.py": (
        *("core/network/encoders/context", "core/network/encoders/hat"),
        "core/network/encoders/swinir",
    ),
    "core/rasterize/test_cpu.py": ("core/rasterize/base", "core/rasterize/cpu_band", "core/utils/simd"),
    "core/field/test_turned.py": ("core/rasterize/cpu_level",),
    "core/field/test_queries.py": ("core/rasterize/reference",),
    "core/rasterize/test_differentiable.py": (
        *("core/rasterize/differentiable_level", "core/rasterize/cuda/gradient"),
    ),
    "core/rasterize/cuda/test_gsplat.py": ("core/rasterize/cuda/gsplat_build",),
    "core/rasterize/cuda/test_rasterizer.py": (
        *("core/rasterize/cuda/kernel_sum", "core/rasterize/cuda/tiling"),
    ),
    "core/field/test_export.py": ("core/scene/save_field",),
    "core/scene/test_scene.py": ("core/scene/open",),
    # What is small in the window is shown by the part that uses it.
    "viewer/actions/test_toolbar.py": ("viewer/actions/context_menu",),
    "viewer/actions/test_first_steps.py": ("viewer/widgets/first_card",),
    "viewer/compare/test_actions.py": ("viewer/overlays/comparison_labels", "viewer/render/request"),
    "viewer/documents/test_document.py": ("viewer/widgets/field_progress",),
    "viewer/kernels/test_inspector.py": ("viewer/kernels/share_bar",),
    "viewer/kernels/test_actions.py": ("viewer/saving/field_actions", "viewer/saving/ask_path"),
    "viewer/opengl/test_rasterizer.py": ("viewer/opengl/gl", "viewer/opengl/textures"),
    "viewer/overlays/test_arrangement.py": ("viewer/overlays/caption", "viewer/overlays/legend"),
    "viewer/overlays/test_overlays.py": (
        *("viewer/overlays/field_map", "viewer/overlays/kernel_overlay", "viewer/overlays/pixel_grid"),
    ),
    "viewer/render/test_marks.py": ("viewer/render/mark_raster",),
    "viewer/saving/test_picture_actions.py": ("viewer/canvas/region_picker", "viewer/widgets/progress_chip"),
    "viewer/tasks/test_jobs.py": (*("viewer/tasks/background_job", "viewer/widgets/job_progress"),),
    "viewer/test_app.py": ("viewer/window/screenshot",),
    "viewer/window/test_window.py": ("viewer/window/parts",),
}
"""Modules without a test of their path, by the test that shows what they do."""


def modules() -> set[str]:
    """Every module that does something: a function with more in it than words."""
    found: set[str] = set()
    for side in ("core", "viewer"):
        for file in (ROOT / side).rglob("*.py"):
            if "package" not in file.parts and file.name != "__init__.py" and _acts(file):
                found.add(file.relative_to(ROOT).with_suffix("").as_posix())
    return found


def _acts(file: Path) -> bool:
    functions = (n for n in ast.walk(ast.parse(file.read_text("utf8"))) if isinstance(n, ast.FunctionDef))
    return any(not _is_words(statement) for function in functions for statement in function.body)


def _is_words(statement: ast.stmt) -> bool:
    """True for a docstring and for three dots."""
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def has_own_test(module: str) -> bool:
    path = Path(module)
    return (ROOT / "tests" / path.parent / f"test_{path.name}.py").is_file()


def test_every_module_has_a_test_of_its_path_or_is_named_here() -> None:
    elsewhere = {module for named in SHOWN_BY.values() for module in named}
    assert not {m for m in modules() - elsewhere if not has_own_test(m)}


def test_nothing_is_named_that_need_not_be() -> None:
    named = [module for shown in SHOWN_BY.values() for module in shown]
    assert len(named) == len(set(named))
    assert not set(named) - modules()
    assert not {module for module in named if has_own_test(module)}
    assert not {test for test in SHOWN_BY if not (ROOT / "tests" / test).is_file()}


def test_a_module_that_does_nothing_needs_none(tmp_path: Path) -> None:
    words, acts = tmp_path / "words.py", tmp_path / "acts.py"
    words.write_text('class A:\n    def f(self) -> int:\n        """Words."""\n        ...\n')
    acts.write_text("def f() -> int:\n    return 1\n")
    assert not _acts(words) and _acts(acts)
