# title: A list that is reversed in place is reversed for everybody who has it
# codes: FURB187
names = seen = ["a", "b"]
names = names[::-1]
print(names, seen)

names = seen = ["a", "b"]
names.reverse()
print(names, seen)
