# title: Every text has the empty one in it
# codes: FURB171
# lines: in ["'].["']
# `x in "a"` is no test of equality.
for x in "a", "":
    print(x in "a", x == "a")
