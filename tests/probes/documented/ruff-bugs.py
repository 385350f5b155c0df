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
