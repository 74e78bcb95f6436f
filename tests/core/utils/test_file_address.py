from pathlib import Path

import pytest
from csr.core.utils.errors import CsrError
from csr.core.utils.file_address import path_of


def test_addresses_are_those_of_this_machine() -> None:
    assert path_of("a b.jpg") == Path("a b.jpg")
    assert path_of("FILE:///a%20b.jpg") == path_of("file://localhost/a%20b.jpg") == Path("/a b.jpg")
    odd = Path("/folder/ä b%.jpg")
    assert path_of(odd.as_uri()) == path_of(str(odd)) == odd
    with pytest.raises(CsrError, match="this machine"):
        path_of("file://elsewhere/a.jpg")
