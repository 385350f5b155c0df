# title: A class is not derived from itself, nor from Enum before str
# codes: FURB180, UP042
# lines: \bclass (?:ABC|StrEnum)\(|\(Enum, str\)
# The modules abc and enum define what they would be asked to use. And what Python refuses is left for a person.
from enum import Enum

try:
    class StrEnum(StrEnum):
        pass
except NameError as error:
    print(error)
try:
    class Wrong(Enum, str):
        pass
except TypeError as error:
    print(error)
