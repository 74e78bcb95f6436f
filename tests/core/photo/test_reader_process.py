"""What the reading process answers where the program is at fault."""

import logging
from pathlib import Path
from typing import Any, cast

import pytest
from csr.core.photo import reader_process
from csr.core.photo.reader import Question


class Sent:
    """The process's end of a connection: keeps what is sent."""

    def __init__(self) -> None:
        self.answers: list[tuple[str, Any]] = []

    def send(self, answer: tuple[str, Any]) -> None:
        self.answers.append(answer)


class OwnError(Exception):
    """Cannot be pickled: it wants two values."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


@pytest.mark.parametrize("fault", [TypeError("planted"), OwnError("plan", "ted")])
def test_a_fault_is_told_as_one_and_its_traceback_is_logged_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, fault: Exception
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise fault

    (tmp_path / "a.png").write_bytes(b"x")
    monkeypatch.setattr(reader_process, "load_photo", fails)
    monkeypatch.setattr(reader_process, "_limit_memory", lambda _: None)
    connection = Sent()
    with caplog.at_level(logging.ERROR):
        reader_process._answer(cast("Any", connection), Question(tmp_path / "a.png"), None, False, "x")
    kind, error = connection.answers[-1]
    assert kind == "error" and type(error) in (TypeError, RuntimeError) and "planted" in str(error)
    assert "in fails" in caplog.text and "fault of the program" in caplog.text
