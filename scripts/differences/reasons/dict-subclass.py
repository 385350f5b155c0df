# title: A class derived from dict is a dict
# codes: FURB189
# `UserDict`, `UserList` and `UserString` only look like one: what asks `isinstance`, or is written in C, treats them otherwise.
import json
from collections import UserDict


class Old(dict):
    pass


class New(UserDict):
    pass


for made in Old(a=1), New(a=1):
    try:
        print(isinstance(made, dict), json.dumps(made))
    except TypeError as error:
        print(isinstance(made, dict), error)
