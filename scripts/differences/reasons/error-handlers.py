# title: The name of an error handler may be wrong
# codes: pyupgrade, UP012
# lines: encode\([^)]*errors=
# In development mode Python looks it up. Without the argument that mistake would be hidden.
import subprocess
import sys

program = "print('æ'.encode('utf-8', errors='backslash replace'))"
for mode in [], ["-X", "dev"]:
    ran = subprocess.run([sys.executable, *mode, "-c", program], capture_output=True, text=True)
    print(ran.stdout.strip() or ran.stderr.splitlines()[-1])
