"""python3 -m dev run|test|lint|core-tests|bench|shell|psql|clean"""
import signal
import sys

from . import commands
from .messages import Problem, problems_as_sentences


def interrupt(number, frame):
    """Let the first signal end everything in order; more of them do not disturb that."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt


def main(arguments):
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    with problems_as_sentences():
        command = commands.COMMANDS.get(arguments[0]) if arguments else None
        if not command:
            raise Problem(f"Say what to do: one of {', '.join(commands.COMMANDS)}.")
        return command(*arguments[1:])


sys.exit(main(sys.argv[1:]))
