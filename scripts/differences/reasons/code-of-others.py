# title: Copies of other projects, what a build or an environment holds, and the data of tests are passed over
# codes: all
# paths: (?:^|/)(?:vendored|build|venv|test-data)/|(?:^|/)six\.py$
# A copy that was changed is no longer the release that it was taken from. Such folders can be named in the configuration.
import hashlib

for copy in b"class Old(object): pass\n", b"class Old: pass\n":
    print(hashlib.sha256(copy).hexdigest()[:12])
