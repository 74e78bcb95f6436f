from pathlib import Path

import pytest
from csr.core.utils import plotting
from csr.core.utils.errors import CsrError


def test_names_that_are_no_plots_and_a_missing_library_are_told_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(CsrError, match=r"a plot's name ends in \.png"):
        plotting.check_plot(Path("plot.txt"))

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(plotting, "import_module", missing)
    with pytest.raises(CsrError, match="pip install matplotlib"):
        plotting.check_plot(Path("plot.SVG"))


def test_a_figure_has_the_size_in_inches() -> None:
    assert tuple(plotting.new_figure(3, 2).get_size_inches()) == (3, 2)
