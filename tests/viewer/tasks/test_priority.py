import os
import sys
import threading

import pytest
from csr.viewer.tasks.priority import MAKER_NICENESS, lower_priority


@pytest.mark.skipif(sys.platform != "linux", reason="other systems are left alone")
def test_only_the_calling_thread_gives_way() -> None:
    found: list[int] = []

    def work() -> None:
        lower_priority()
        found.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    before = os.getpriority(os.PRIO_PROCESS, 0)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [MAKER_NICENESS] and os.getpriority(os.PRIO_PROCESS, 0) == before
