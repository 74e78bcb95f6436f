"""Photos as continuous fields of 2-D Gaussians.

    import csr

    field = csr.open("photo.jpg").field()
    picture = field.render(scale=3.7)

`core/README.md` in the repository describes what is here. It is loaded when it is first used: importing csr
itself takes no time. Everything under `csr.core`, `csr.viewer` and `csr.resources` is internal.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from csr.core.evaluation.evaluate import Score
    from csr.core.geometry.view import View
    from csr.core.library.evaluate import evaluate
    from csr.core.library.field import Field, load_field
    from csr.core.library.fit import fit
    from csr.core.library.kernels import Kernels
    from csr.core.library.network import load_network
    from csr.core.library.photo import Photo, from_pixels, open
    from csr.core.library.rasterize import rasterize
    from csr.core.utils.errors import CsrError

    __version__: str

_HOMES = {
    "CsrError": "csr.core.utils.errors",
    "Field": "csr.core.library.field",
    "Kernels": "csr.core.library.kernels",
    "Photo": "csr.core.library.photo",
    "Score": "csr.core.evaluation.evaluate",
    "View": "csr.core.geometry.view",
    "evaluate": "csr.core.library.evaluate",
    "fit": "csr.core.library.fit",
    "from_pixels": "csr.core.library.photo",
    "load_field": "csr.core.library.field",
    "load_network": "csr.core.library.network",
    "open": "csr.core.library.photo",
    "rasterize": "csr.core.library.rasterize",
}
"""The module of each public name."""

__all__ = [
    "CsrError",
    "Field",
    "Kernels",
    "Photo",
    "Score",
    "View",
    "__version__",
    "evaluate",
    "fit",
    "from_pixels",
    "load_field",
    "load_network",
    "open",
    "rasterize",
]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used."""
    if name == "__version__":
        from csr.core.utils.version import VERSION

        value: Any = VERSION
    elif name in _HOMES:
        value = getattr(import_module(_HOMES[name]), name)
    else:
        raise AttributeError(f"module 'csr' has no attribute '{name}'")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
