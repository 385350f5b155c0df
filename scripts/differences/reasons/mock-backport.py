# title: The package mock has names that unittest.mock does not have
# codes: UP026, pyupgrade
# lines: import \*|\bmock\.mock\b|\bimport mock\b|\bfrom mock import\b
# In the package mock itself `import mock` means just that package, and `from mock import *` may bring in any of its names.
import unittest.mock

for name in "Mock", "version_info", "IS_PYPY":
    print(name, hasattr(unittest.mock, name))
