import os
import subprocess
import sys
from pathlib import Path

import pytest
from csr.core.utils import parallel


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="cores are given to processes on Linux")
def test_threads_are_as_many_as_the_cores_that_the_process_may_use() -> None:
    program = (
        "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})\n"
        "from csr.core.utils.parallel import cores\n"
        "from csr.core.rasterize.cpu import CpuRasterizer\n"
        "assert cores() == CpuRasterizer()._threads == 1"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("limit", "most"),
    [("max 100000", None), ("150000 100000", 2), ("10000 100000", 1), ("0 0", None), ("", None)],
)
def test_a_container_may_have_fewer(
    limit: str, most: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = parallel.cores()
    (tmp_path / "cpu.max").write_text(limit)
    monkeypatch.setattr(parallel, "_CPU_MAX", tmp_path / "cpu.max")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(64), raising=False)
    assert parallel.cores() == (most or 64) and before >= 1


def test_each_number_is_worked_on_and_a_failure_comes_out_at_the_end() -> None:
    seen: list[int] = []

    def work(number: int) -> None:
        seen.append(number)
        if number in (3, 5):
            raise ValueError(str(number))

    with pytest.raises(ValueError, match="3"):
        parallel.each(work, range(9))
    assert sorted(seen) == list(range(9))
