import errno

import pytest
from csr.core.utils.errors import SHIPPED, CsrError, DeviceError, is_expected, never


@pytest.mark.parametrize(
    "error",
    [CsrError("a sentence"), DeviceError("no GPU"), MemoryError(), OSError(errno.ENOSPC, "full", "out.png")],
)
def test_what_a_person_can_mend_is_expected(error: Exception) -> None:
    assert is_expected(error)


@pytest.mark.parametrize(
    "error",
    [
        *(ValueError("shapes"), KeyError("x"), AssertionError(), OSError("no number")),
        OSError(errno.ENOENT, "gone", str(SHIPPED / "sample.jpg")),
    ],
)
def test_the_programs_own_faults_are_not(error: Exception) -> None:
    assert not is_expected(error)


def test_who_does_not_cancel_never_does() -> None:
    assert not never()
