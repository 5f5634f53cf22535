"""What importing modules costs a process: `python footprint.py [MODULE...]`.

It imports nothing else, and prints how many modules were loaded, how many threads run, and the most memory in kB.
"""

import sys

before = set(sys.modules)
for name in sys.argv[1:]:
    __import__(name)
loaded = len(set(sys.modules) - before)

with open("/proc/self/status", encoding="ascii") as file:  # noqa: PTH123 - pathlib would be one more module
    status = dict(line.split(":", 1) for line in file)
sys.stdout.write(f"{loaded} {status['Threads']} {status['VmHWM'].split()[0]}\n")
