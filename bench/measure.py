"""Runs commands in turn, several rounds, and prints what each run took.

Reads {"rounds": N, "commands": {"name": {"argv": [...], "cwd": "..."}}} from stdin and prints
{"name": [{"wall": s, "cpu": s, "peak": MiB, "code": n, "bytes": n}, ...]}. One round runs every command once, so that a noisy
machine disturbs all of them alike. Peak memory is that of the largest process in the tree.
"""
import json
import os
import sys
import tempfile
import time

job = json.load(sys.stdin)
results = {name: [] for name in job["commands"]}
for round_number in range(job["rounds"]):
    for name, command in job["commands"].items():
        with tempfile.TemporaryFile() as out:
            start = time.perf_counter()
            pid = os.fork()
            if pid == 0:
                os.chdir(command["cwd"])
                os.dup2(out.fileno(), 1)
                os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
                os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
                try:
                    os.execvp(command["argv"][0], command["argv"])
                finally:
                    os._exit(127)
            _, status, usage = os.wait4(pid, 0)
            wall = time.perf_counter() - start
            results[name].append(
                {
                    "wall": wall,
                    "cpu": usage.ru_utime + usage.ru_stime,
                    "peak": usage.ru_maxrss / 1024,
                    "code": os.waitstatus_to_exitcode(status),
                    "bytes": out.seek(0, os.SEEK_END),
                }
            )
print(json.dumps(results))
