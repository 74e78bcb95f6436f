import threading

from csr.viewer.notifier import Notifier
from pytestqt.qtbot import QtBot


def test_any_thread_may_speak_and_messages_are_not_errors(qtbot: QtBot, notifier: Notifier) -> None:
    messages, errors = list[str](), list[str]()
    notifier.message_sent.connect(messages.append)
    notifier.error_sent.connect(errors.append)

    def speak() -> None:
        notifier.message("saved")
        notifier.error("failed")

    thread = threading.Thread(target=speak)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(errors))
    assert (messages, errors) == (["saved"], ["failed"])
