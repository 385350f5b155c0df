# title: In the standard library itself collections.defaultdict is a name from elsewhere
# codes: pyupgrade
# lines: collections\.defaultdict\(lambda: 0\)
# paths: ^test/
# There the module collections belongs to the project, and has the class from a module written in C, if that is there.
import _collections
import collections

print(collections.defaultdict is _collections.defaultdict)
