# title: A cookie says what the bytes mean
# codes: pyupgrade
# lines: coding[:=]\s*(?!utf-?8\b)
# Only one for UTF-8 says nothing that Python would not assume.
for cookie in b"# coding: latin-1\n", b"":
    try:
        exec(cookie + b"print('\xe9')")
    except SyntaxError as error:
        print(error.msg.split(" encoding")[0])
