# pymolt: target=3.12 with=bugs/duplicate-entries
# ==== F601 the same key and value
print({"a": 1, "b": 2, "a": 1})
# ---- same ----
print({"a": 1, "b": 2})
# ==== F601 other values
print({"baz": 1, "baz": 2})
# ---- left silently: it is a finding, as which value was meant nobody can tell ----
# ==== F601 keys written otherwise
print({"a": 1, 'a': 1, "b": 0})
# ---- left silently: whoever looks one up is served ----
# ==== F602 names as keys
baz = "x"
print({baz: 1, baz: 1})
# ---- same ----
baz = "x"
print({baz: 1})
# ==== B033 members
print({1, 2, 3, 1})
# ---- same ----
print({1, 2, 3})
# ==== B033 a line each
print(
    len({
        "a",
        "b",
        "a",
    })
)
# ---- same ----
print(
    len({
        "a",
        "b",
    })
)
# ==== B033 attributes
import os
print({os.sep, os.sep})
# ---- left silently: it is a finding, as an attribute may be a property ----
# ==== RUF024 a list for all keys | with=bugs/fromkeys-mutable
cities = dict.fromkeys(["UK", "Poland"], [])
print(cities)
# ---- same, with --review ----
cities = {key: [] for key in ["UK", "Poland"]}
print(cities)
# ==== RUF024 a dict for all keys | with=bugs/fromkeys-mutable
countries = ["UK", "Poland"]
print(dict.fromkeys(countries, {}), dict.fromkeys(countries, set()))
# ---- same, with --review ----
countries = ["UK", "Poland"]
print({key: {} for key in countries}, {key: set() for key in countries})
# ==== RUF024 what cannot be changed | with=bugs/fromkeys-mutable
print(dict.fromkeys(["UK"], ()), dict.fromkeys(["UK"], "x"))
# ---- left silently: nobody sees that it is shared ----
# ==== ISC004 a comma that is missing | with=bugs/missing-comma
facts = (
    "Lobsters", "clams"
    "squids", "crabs",
)
print(facts)
# ---- left silently: it is a finding, as whether a comma is missing a person has to say ----
# ==== SIM222 or True
def f(x):
    if x or True:
        return 1
# ---- left silently: it is reported ----
# ==== RUF026 default-factory-kwarg | with=bugs/default-factory
from collections import defaultdict

a, b = defaultdict(default_factory=int), defaultdict(default_factory=list, x=1)
# ---- same, with --review ----
from collections import defaultdict

a, b = defaultdict(int), defaultdict(list, x=1)
# ==== RUF030 assert-with-print-message | with=bugs/assert-print
def run(x):
    assert x, print("This is a message")
run(1)
# ---- same, with --review ----
def run(x):
    assert x, "This is a message"
run(1)
# ==== PLW0245 super-without-brackets | with=idioms/super-args
class Animal:
    def speak(self):
        return "something"
class Dog(Animal):
    def speak(self):
        original_speak = super.speak()
        return f"{original_speak} But as a dog, it barks!"
# ---- same, with --review ----
class Animal:
    def speak(self):
        return "something"
class Dog(Animal):
    def speak(self):
        original_speak = super().speak()
        return f"{original_speak} But as a dog, it barks!"
# ==== PLW0245 in a static method | with=idioms/super-args
class Dog:
    @staticmethod
    def speak():
        return super.speak()
# ---- left: super() works in a method with a first parameter only ----
# ==== PLW1507 shallow-copy-environ | with=bugs/environ-copy
import copy
import os

env = copy.copy(os.environ)
# ---- same, with --review ----
import os

env = os.environ.copy()
# ==== PLE1519 singledispatch-method | with=bugs/single-dispatch
from functools import singledispatch


class Class:
    @singledispatch
    def method(self, arg): ...
# ---- same, with --review ----
from functools import singledispatchmethod


class Class:
    @singledispatchmethod
    def method(self, arg): ...
# ==== PLE1520 singledispatchmethod-function | with=bugs/single-dispatch
from functools import singledispatchmethod


@singledispatchmethod
def func(arg): ...
# ---- same, with --review ----
from functools import singledispatch


@singledispatch
def func(arg): ...
# ==== PLE4703 modified-iterating-set | unrun with=bugs/changed-while-iterated
nums = {1, 2, 3}
for num in nums:
    nums.add(num + 5)
# ---- same, with --review ----
nums = {1, 2, 3}
for num in nums.copy():
    nums.add(num + 5)
# ==== PLE4703 left at once | with=bugs/changed-while-iterated
nums = {1, 2, 3}
for num in nums:
    nums.add(num + 5)
    break
# ---- left silently: nothing asks for the next one ----
# ==== PLE1141 dict-iter-missing-items | unrun with=bugs/dict-unpacked
data = {"Paris": 2_165_423, "New York City": 8_804_190}
for city, population in data:
    print(f"{city} has population {population}.")
# ---- same, with --review ----
data = {"Paris": 2_165_423, "New York City": 8_804_190}
for city, population in data.items():
    print(f"{city} has population {population}.")
# ==== PLE1141 keys that are pairs | with=bugs/dict-unpacked
d = {(1, 2): 3, (3, 4): 5}
for x, y in d:
    print(x, y)
# ---- left: its keys may be pairs: where they are not, go through its items() ----
# ==== RUF027 missing-f-string-syntax | unrun with=bugs/missing-f-prefix
def greet(name, day_of_week):
    print("Hello {name}! It is {day_of_week} today!")
# ---- same, with --review ----
def greet(name, day_of_week):
    print(f"Hello {name}! It is {day_of_week} today!")
# ==== RUF027 at module level | with=bugs/missing-f-prefix
name = "Sarah"
day_of_week = "Tuesday"
text = "Hello {name}! It is {day_of_week} today!"
# ---- left silently: it may be a template, filled elsewhere ----
