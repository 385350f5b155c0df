# title: A backslash before a name of a character may be escaped itself
# codes: pyupgrade
# lines: \\\\\\N\{
# Two backslashes are one, and what follows is the name of a character.
print(f"\\\N{AMPERSAND}", f"\N{AMPERSAND}")
