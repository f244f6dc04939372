"""The entry point, of `cqfacts` and of `python -m cqfacts`."""

import gc
import signal
import sys


def main() -> None:
    """Run the command line and exit, or answer a Tab."""
    # Until our own handling is in place, Ctrl-C ends the process without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # Imports make no garbage: looking for some, then or later, takes a tenth of a look-up's time.
    gc.disable()
    if sys.argv[1:2] == ["__complete"]:
        from cqfacts.cli.completion import answer

        answer(sys.argv[2:])
        return
    from cqfacts.cli.main import main as run

    gc.freeze()
    gc.enable()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    run()


if __name__ == "__main__":
    main()
