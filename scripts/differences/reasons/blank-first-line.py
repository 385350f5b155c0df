# title: A file may begin with an empty line
# codes: pyupgrade
# lines: ^\n+=>\n+$
# It takes such a line away whatever else it does. It changes nothing but the numbers of all lines below.
source = "\nraise ValueError"
for text in source, source.lstrip():
    try:
        exec(compile(text, "module.py", "exec"))
    except ValueError as error:
        print(error.__traceback__.tb_next.tb_lineno)
