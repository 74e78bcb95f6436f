"""resources/licences.md lists what is installed; `python tests/licences.py` makes it anew."""

from importlib.metadata import PackageNotFoundError, metadata, version

import pytest
from licences import dependencies, listed


def is_installed(name: str) -> bool:
    try:
        return bool(version(name))
    except PackageNotFoundError:
        return False


def test_every_dependency_is_listed_and_nothing_else() -> None:
    names = dependencies()
    assert set(names) <= set(listed())
    if all(map(is_installed, names)):  # else those that a missing package needs are not known here
        assert set(names) == set(listed())


@pytest.mark.parametrize("name", dependencies())
def test_the_licence_is_what_the_package_declares(name: str) -> None:
    declared = metadata(name).get("License-Expression") if is_installed(name) else None
    assert declared is None or listed()[name] == declared
