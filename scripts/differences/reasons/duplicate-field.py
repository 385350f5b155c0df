# title: Of two fields of one name the second one counts
# codes: PIE794
# Ruff takes the second one away. Which one was meant a person has to say.
class Before:
    size = 1
    size = 2


class After:
    size = 1


print(Before.size, After.size)
