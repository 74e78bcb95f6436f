import os
import signal

import pytest
from csr.core.utils.interruption import Interrupted, ending_signals, exit_code_of, raising_on_signals

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="signals of another system")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_is_raised_with_the_shells_exit_code_and_handlers_come_back(number: signal.Signals) -> None:
    of_the_tests = signal.signal(number, signal.SIG_DFL)  # a test run in the background ignores some
    try:
        with pytest.raises(Interrupted) as raised, raising_on_signals():
            os.kill(os.getpid(), number)
        assert exit_code_of(raised.value) == 128 + number
        assert signal.getsignal(number) is signal.SIG_DFL
    finally:
        signal.signal(number, of_the_tests)


def test_ctrl_c_of_pythons_own_is_130() -> None:
    assert exit_code_of(KeyboardInterrupt()) == 130


def test_a_signal_that_the_process_ignores_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        assert signal.SIGHUP not in ending_signals()
        with raising_on_signals():
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)
