"""The log file, and the sentences about expected errors and faults."""

import errno
import logging
import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from csr.core.utils.errors import SHIPPED, CsrError, is_expected
from csr.core.utils.log import LOG_BYTES, OLDER_LOGS, explain, log_file, start_logging, stop_logging
from csr.core.utils.messages import Message


def raised(error: Exception) -> Exception:
    """The error with a traceback."""
    try:
        raise error
    except type(error) as caught:
        return caught


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (CsrError("the scale is missing"), "the scale is missing"),
        (CsrError(Message("{name} is empty.", name="a.png")), "a.png is empty."),
        (MemoryError(), "There is not enough memory for this."),
        (
            FileNotFoundError(errno.ENOENT, "No such file or directory", "a.png"),
            "a.png: No such file or directory",
        ),
        (OSError(errno.ENOSPC, "No space left on device"), "[Errno 28] No space left on device"),
    ],
)
def test_an_expected_error_is_told_in_its_own_words_and_not_traced(error: Exception, expected: str) -> None:
    start_logging("csr")
    assert is_expected(error)
    assert explain(raised(error)) == expected
    file = log_file()
    assert file is not None
    assert "Traceback" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "error",
    [
        ValueError("operands could not be broadcast together"),
        RuntimeError(),
        KeyError("key"),
        OSError("image file is truncated"),
        FileNotFoundError(errno.ENOENT, "No such file or directory", str(SHIPPED / "sample.jpg")),
    ],
)
def test_a_fault_blames_the_program_and_its_traceback_is_in_the_log(error: Exception) -> None:
    start_logging("csr")
    assert not is_expected(error)
    told = explain(raised(error))
    file = log_file()
    assert file is not None
    assert isinstance(told, Message)
    assert told.startswith(f"This is a fault of the program, not yours ({type(error).__name__}")
    assert str(file) in told
    log = file.read_text(encoding="utf-8")
    assert "Traceback" in log
    assert "in raised\n    raise error" in log


def test_a_fault_of_many_lines_is_told_in_one() -> None:
    assert "\n" not in explain(raised(RuntimeError("first\nsecond")))


def test_without_a_folder_for_it_the_log_goes_to_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    start_logging("csr")
    assert log_file() is None
    told = explain(raised(RuntimeError("planted")))
    assert told == "This is a fault of the program, not yours (RuntimeError: planted)."
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(("debug", "variable"), [(True, "error"), (False, "debug"), (False, "DEBUG")])
def test_everything_is_logged_if_asked_for(
    debug: bool, variable: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CSR_LOG", variable)
    start_logging("csr", debug=debug)
    logging.getLogger("csr.core.photo").debug("decoded in %d ms", 12)
    file = log_file()
    assert file is not None
    assert "decoded in 12 ms" in file.read_text(encoding="utf-8")
    assert "decoded in 12 ms" in capsys.readouterr().err


def test_the_terminal_is_silent_by_default_and_the_file_has_no_debug(
    capsys: pytest.CaptureFixture[str],
) -> None:
    start_logging("csr")
    logging.getLogger("csr.core").info("opened")
    logging.getLogger("csr.core").debug("detail")
    logging.getLogger("csr.core").error("failed")
    file = log_file()
    assert file is not None
    log = file.read_text(encoding="utf-8")
    assert "opened" in log
    assert "failed" in log
    assert "detail" not in log
    assert capsys.readouterr().err == ""


def test_a_level_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSR_LOG", "loud")
    with pytest.raises(CsrError, match="CSR_LOG is 'loud'; it may be debug, info, warning, error"):
        start_logging("csr")


def test_a_log_grows_no_further_than_its_limit() -> None:
    start_logging("csr")
    for _ in range(6):
        logging.getLogger("csr.core").info("x" * (LOG_BYTES // 2))
    file = log_file()
    assert file is not None
    assert len(list(file.parent.iterdir())) == 1 + OLDER_LOGS
    assert all(path.stat().st_size <= LOG_BYTES for path in file.parent.iterdir())


def log_text() -> str:
    file = log_file()
    assert file is not None
    return file.read_text(encoding="utf-8")


@pytest.mark.skipif(os.name != "posix", reason="descriptors as Unix has them")
def test_what_libraries_say_goes_to_the_log_and_not_to_the_terminal(
    capfd: pytest.CaptureFixture[str],
) -> None:
    before = sys.stderr
    start_logging("csr")
    logging.getLogger("PIL.TiffImagePlugin").error("more samples than can be decoded")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("tag data larger than file", stacklevel=1)
    os.write(2, b"libtiff: a warning in C\n")
    subprocess.run([sys.executable, "-c", "import sys; sys.stderr.write('of a process\\n')"], check=True)
    print("csr: ours", file=sys.stderr)
    log = log_text()
    for said in ("more samples than", "tag data larger", "a warning in C", "of a process"):
        assert said in log
    assert "ours" not in log
    stop_logging()
    assert sys.stderr is before
    os.write(2, b"the terminal's again\n")
    assert capfd.readouterr().err.splitlines() == ["csr: ours", "the terminal's again"]


@pytest.mark.skipif(os.name != "posix", reason="descriptors as Unix has them")
def test_what_code_in_c_writes_follows_the_log_that_begins_anew(capfd: pytest.CaptureFixture[str]) -> None:
    start_logging("csr")
    logging.getLogger("csr.core").info("x" * (LOG_BYTES - 200))
    logging.getLogger("csr.core").info("y" * 400)
    os.write(2, b"in C\n")
    assert "in C" in log_text()
    stop_logging()
    assert capfd.readouterr().err == ""


@pytest.mark.skipif(os.name != "posix", reason="descriptors as Unix has them")
def test_without_a_log_libraries_are_silent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    start_logging("csr")
    logging.getLogger("PIL").error("more samples than can be decoded")
    os.write(2, b"in C\n")
    stop_logging()
    assert capfd.readouterr().err == ""


def test_libraries_are_heard_on_the_terminal_if_asked_for(capfd: pytest.CaptureFixture[str]) -> None:
    start_logging("csr", debug=True)
    logging.getLogger("PIL").error("more samples")
    os.write(2, b"in C\n")
    stop_logging()
    assert "more samples" in (said := capfd.readouterr().err) and "in C" in said
