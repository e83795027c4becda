"""What the person in front of the terminal sees: steps, movement on the long ones, one sentence
when something is missing."""
import errno
import os
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import contextmanager

TERMINAL_PERIOD = 0.2
LOG_PERIOD = 10


class Problem(Exception):
    """Something the person has to do; its text is the one sentence that says what."""


def say(text=""):
    print(text, flush=True)


class Progress:
    """One long step: its name, the seconds so far and the latest detail.

    On a terminal one line keeps moving; elsewhere (a CI log) a line now and then.
    """

    def __init__(self, title):
        self.title = title
        self.detail = ""
        self._start = time.monotonic()
        self._done = threading.Event()
        self._moving = sys.stdout.isatty()
        self._thread = threading.Thread(target=self._show, daemon=True)

    def _line(self):
        seconds = int(time.monotonic() - self._start)
        return f"  {self.title} … {seconds} s  {self.detail}".rstrip()

    def _show(self):
        while not self._done.wait(TERMINAL_PERIOD if self._moving else LOG_PERIOD):
            if self._moving:
                width = os.get_terminal_size().columns - 1
                print(f"\r\x1b[K{self._line()[:width]}", end="", flush=True)
            else:
                say(self._line())

    def __enter__(self):
        if not self._moving:
            say(f"  {self.title} …")
        self._thread.start()
        return self

    def __exit__(self, exception_type, exception, traceback):
        self._done.set()
        self._thread.join()
        self.detail = "" if exception_type is None else "stopped"
        say(("\r\x1b[K" if self._moving else "") + self._line().replace(" … ", ": ", 1))


def run_with_progress(title, command, *, log, interpret=lambda line: line, **popen):
    """Run `command` under a moving line. `interpret(line)` turns a line of output into the detail
    shown, or None to leave it as it is. All output goes to the file `log`, too. Raise `Problem`,
    with the command's last words, when it fails."""
    log.parent.mkdir(parents=True, exist_ok=True)
    last_words = deque(maxlen=40)
    with Progress(title) as progress, open(log, "w", encoding="utf-8") as log_file:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
            **{"stdin": subprocess.DEVNULL, **popen})
        with stopping(process):
            for line in process.stdout:  # universal newlines: git's "\r" ends a line as well
                log_file.write(line)
                if line.strip():
                    last_words.append(line.strip())
                    progress.detail = interpret(line.strip()) or progress.detail
            status = process.wait()
    if status:
        raise Problem(explain(title, last_words, log))


@contextmanager
def stopping(process, seconds=20):
    """End `process` when the block is left by an exception, Ctrl-C included."""
    try:
        yield process
    except BaseException:
        end(process, seconds)
        raise


def end(process, seconds=20):
    """Ask `process` to stop, and make it stop when it does not."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


KNOWN_CAUSES = {
    "No space left on device": "The disk is full: free about 4 GB where {folder} is, or name another "
                               "folder in CLINIC_HOME, then start again.",
    "Temporary failure resolving": "The network cannot be reached: connect it, then start again.",
    "Temporary failure in name resolution": "The network cannot be reached: connect it, then start again.",
    "Could not resolve host": "The network cannot be reached: connect it, then start again.",
    "Could not connect to": "The package server does not answer: check the network, then start again.",
    "Failed to establish a new connection": "The package server does not answer: check the network, then start again.",
    "Network is unreachable": "The network cannot be reached: connect it, then start again.",
}


def explain(title, last_words, log):
    """One sentence about a failed step: the cause if it is a known one, else the last words."""
    for cause, advice in KNOWN_CAUSES.items():
        if any(cause in line for line in last_words):
            return advice.format(folder=log.parent)
    telling = [line for line in last_words if "error" in line.lower() or line.startswith("E:")]
    words = (telling or list(last_words) or ["it said nothing"])[-1]
    return f"{title} failed ({words[:300]}): see {log}, mend that and start again."


@contextmanager
def problems_as_sentences():
    """End the program with one sentence, not a traceback, for what a person can mend."""
    try:
        yield
    except Problem as problem:
        sys.exit(f"\n{problem}")
    except OSError as error:
        if error.errno == errno.ENOSPC:
            where = error.filename or "the project's folder"
            sys.exit("\n" + KNOWN_CAUSES["No space left on device"].format(folder=where))
        if error.errno in (errno.EACCES, errno.EROFS) and error.filename:
            sys.exit(f"\n{error.filename} cannot be written: give yourself the right to, "
                     f"or name another folder in CLINIC_HOME.")
        raise
    except KeyboardInterrupt:
        say("\nStopped.")
        sys.exit(130)
