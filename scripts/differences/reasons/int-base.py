# title: int(s[2:], 16) drops any two characters, int(s, 0) asks what they are
# codes: FURB166
text = "U+00E9"
print(int(text[2:], 16))
try:
    print(int(text, 0))
except ValueError as error:
    print(error)
