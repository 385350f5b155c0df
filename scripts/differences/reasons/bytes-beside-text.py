# title: Bytes do not stand beside text
# codes: pyupgrade
# lines: \.encode\(.*=>.*\bb'
# Of strings in a row, one with fields among them, not only some can become bytes.
try:
    compile("(f'{x}' b'text')", "module.py", "exec")
except SyntaxError as error:
    print(error.msg)
