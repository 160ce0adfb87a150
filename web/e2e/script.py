"""Runs one of the journeys that stand alone as scripts, as a check of the whole run."""
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def run(stage, name, timeout=300):
    command = [sys.executable, str(HERE / f"{name}.py"), "--base", stage.base, "--data", str(stage.data),
               "--out", str(stage.out)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, cwd=HERE)
    lines = (done.stdout + done.stderr).strip().splitlines()
    for line in lines[-12:] if done.returncode else lines[-3:]:
        print(f"     {line}")
    stage.check(f"{name}: the whole journey", done.returncode == 0, lines[-1] if lines else "nothing said")
