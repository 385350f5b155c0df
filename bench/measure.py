"""Runs commands in turn, several rounds, and prints what each run took.

Reads {"rounds": N, "commands": {"name": {"argv": [...], "cwd": "...", "before": [...]}}} from stdin and prints
{"name": [{"wall": s, "cpu": s, "peak": MiB, "code": n, "bytes": n}, ...]}. One round runs every command once, so that a noisy
machine disturbs all of them alike. `before` is a command that is run first and not measured. Peak memory is that of all processes
of the tree together, as far as they were seen at once, and at least that of the largest.
"""
import json
import os
import subprocess
import sys
import tempfile
import threading
import time

# Seconds between two looks at the memory of a tree; what is over sooner has one process.
BETWEEN_LOOKS = 0.1


def tree_memory(pid):
    """MiB that a process and those below it have resident."""
    total = 0
    try:
        with open(f"/proc/{pid}/statm") as statm:
            total = int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
        with open(f"/proc/{pid}/task/{pid}/children") as children:
            total += sum(tree_memory(child) for child in children.read().split())
    except (OSError, IndexError):
        pass  # It is over, or this is no Linux.
    return total


class Watch(threading.Thread):
    """Looks at a tree's memory until it is told to stop."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0
        self.over = threading.Event()

    def run(self):
        while not self.over.wait(BETWEEN_LOOKS):
            self.peak = max(self.peak, tree_memory(self.pid))


def run(command):
    if "before" in command:
        subprocess.run(command["before"], check=True, cwd=command["cwd"])
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        pid = os.fork()
        if pid == 0:
            try:
                os.chdir(command["cwd"])
                os.dup2(out.fileno(), 1)
                os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
                os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
                os.execvp(command["argv"][0], command["argv"])
            finally:
                os._exit(127)
        watch = Watch(pid)
        watch.start()
        _, status, usage = os.wait4(pid, 0)
        wall = time.perf_counter() - start
        watch.over.set()
        return {
            "wall": wall,
            "cpu": usage.ru_utime + usage.ru_stime,
            "peak": max(usage.ru_maxrss / 1024, watch.peak),
            "code": os.waitstatus_to_exitcode(status),
            "bytes": out.seek(0, os.SEEK_END),
        }


job = json.load(sys.stdin)
results = {name: [] for name in job["commands"]}
for _ in range(job["rounds"]):
    for name, command in job["commands"].items():
        results[name].append(run(command))
print(json.dumps(results))
