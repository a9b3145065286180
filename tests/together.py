"""Two who do the same at the same moment."""

import threading

from django.db import connection, transaction


def at_once(act, times):
    """act(turn) in two threads, each turn begun together; answers what was raised."""
    gate, raised = threading.Barrier(2, timeout=30), []

    def run():
        try:
            for turn in range(times):
                gate.wait()
                with transaction.atomic():
                    act(turn)
        except Exception as error:
            gate.abort()
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised
