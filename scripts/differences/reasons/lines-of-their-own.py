# title: Parentheses at the beginning of a line are layout
# codes: UP034, pyupgrade
# lines: ^\s*\(|^\s*[()],?\s*\n=>\n\s*$
# Without them what stands between them stands too far to the right, or blank lines stay. Python does not see a difference.
import ast

print(ast.dump(ast.parse("f(\n    (\n        1\n    )\n)")) == ast.dump(ast.parse("f(1)")))
