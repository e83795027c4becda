"""A failed step ends in one sentence, an interrupted one leaves nothing running."""
import os
import re
import signal
import subprocess
import sys

import pytest

from dev.folder import REPOSITORY
from dev.messages import Problem, run_with_progress


@pytest.mark.parametrize("words, sentence", [
    ("tar: write error: No space left on device", "The disk is full: free about 4 GB"),
    ("E: Temporary failure resolving 'mirror.example'", "The network cannot be reached: connect it"),
    ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", r"Installing failed \(ERROR: THESE PACKAGES .*: see .*step\.log"),
])
def test_a_failed_step_says_what_to_do(tmp_path, words, sentence):
    with pytest.raises(Problem, match=sentence):
        run_with_progress("Installing", ["sh", "-c", f'echo "{words}"; exit 1'], log=tmp_path / "step.log")
    assert words in (tmp_path / "step.log").read_text()


def test_something_moves_during_a_long_step(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("dev.messages.LOG_PERIOD", 0.1)
    run_with_progress("Counting", ["sh", "-c", "echo one; sleep 0.5; echo two; sleep 0.5"], log=tmp_path / "step.log")
    shown = capsys.readouterr().out
    assert re.search(r"Counting … \d+ s  one", shown)
    assert re.search(r"Counting … \d+ s  two", shown)
    assert re.search(r"Counting: \d+ s\n$", shown)


def test_ctrl_c_ends_the_step_that_runs(tmp_path):
    script = tmp_path / "interrupted.py"
    script.write_text(
        "from pathlib import Path\n"
        "import signal\n"
        "from dev.messages import problems_as_sentences, run_with_progress\n"
        "def interrupt(*_): raise KeyboardInterrupt\n"
        "signal.signal(signal.SIGTERM, interrupt)\n"
        f"with problems_as_sentences(): run_with_progress('Sleeping', ['sh', '-c', 'echo $$; exec sleep 60'],"
        f" log=Path({str(tmp_path / 'step.log')!r}), interpret=lambda line: print('pid', line, flush=True))\n")
    process = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True,
                               env={**os.environ, "PYTHONPATH": str(REPOSITORY)})
    line = process.stdout.readline()
    while not line.startswith("pid "):
        line = process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 130
    with pytest.raises(ProcessLookupError):
        os.kill(int(line.split()[1]), 0)
