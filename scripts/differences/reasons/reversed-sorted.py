# title: reversed() turns equal items around, sorted(reverse=True) does not
# codes: C413
# lines: reversed\(
words = ["bb", "aa", "c"]
print(list(reversed(sorted(words, key=len))), sorted(words, key=len, reverse=True))
