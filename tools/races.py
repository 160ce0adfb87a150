"""What the thread sanitizer has found, without what it cannot know: it does not see the lock of Synchronization's Mutex, so
two accesses in closures under the same one look like a race to it. Prints what is left; exit 1 when something is.

    python tools/races.py LOG…
"""

import pathlib
import re
import subprocess
import sys

# What a closure under a Mutex gets: its state, by its type.
HELD = re.compile(r"\(sending inout ([^()]*(?:\([^()]*\)[^()]*)*)\)")



def demangled(text):
    return subprocess.run(["swift", "demangle"], input=text, capture_output=True, text=True, check=True).stdout


def stacks(report):
    """The stacks of the two accesses."""
    return [part for part in re.split(r"\n\s*\n", report) if "#0" in part][:2]


def is_locked(report):
    held = [set(HELD.findall(stack)) for stack in stacks(report)]
    return len(held) == 2 and bool(held[0] & held[1])


def main():
    text = demangled("".join(pathlib.Path(name).read_text(errors="replace") for name in sys.argv[1:]))
    reports = [part for part in text.split("==================") if "WARNING: ThreadSanitizer" in part]
    left = [report for report in reports if not is_locked(report)]
    for report in left:
        print(report.strip()[:6000] + "\n")
    print(f"{len(reports)} reports, {len(reports) - len(left)} under a Mutex that the sanitizer does not see, {len(left)} left")
    return 1 if left else 0


sys.exit(main())
