/** Reading: what compiling says, the syntax tree of a text, and where its nodes stand in it. Places are UTF-8 offsets. */
export const TREES = String.raw`
import sys, _ast, builtins, gc, warnings
from bisect import bisect_left, bisect_right
AST, STR, JOINED = _ast.AST, str, _ast.JoinedStr
DEFS = (_ast.FunctionDef, _ast.AsyncFunctionDef, _ast.ClassDef)
STRINGS = tuple(getattr(_ast, name) for name in ("JoinedStr", "TemplateStr") if hasattr(_ast, name))
VERSION = sys.version_info[:2]
HAS_ENDS = VERSION >= (3, 8)
INSIDE_STRINGS = VERSION >= (3, 12)
NONE, EDGE, STRICT = 0, 1, 2
THERE, IN_STRING = 1, 2
sys.setrecursionlimit(6000)

class Violation(Exception):
    def __init__(self, rung, at, message):
        self.rung, self.at, self.message = rung, at, message

class Text:
    def __init__(self, source):
        self.source = source
        self.starts = [0]
        at = source.find(b"\n")
        while at >= 0:
            self.starts.append(at + 1)
            at = source.find(b"\n", at + 1)
    def place(self, line, column):
        starts = self.starts
        return starts[line - 1] + column if line <= len(starts) else len(self.source)
    def span(self, node):
        known = node.__dict__.get("_span")
        if known is None:
            start = self.place(node.lineno, node.col_offset)
            if isinstance(node, DEFS) and node.decorator_list:
                start = self.source.rfind(b"@", 0, self.span(node.decorator_list[0])[0])
            known = node._span = (start, self.place(node.end_lineno, node.end_col_offset))
            # CPython 3.8 ends a keyword-only parameter before its annotation.
            annotation = isinstance(node, _ast.arg) and node.annotation
            if annotation: known = node._span = (start, max(known[1], self.span(annotation)[1]))
        return known
    def reach(self, node):
        """The span of a node; of a block with the comment behind its last statement, since further statements come behind that."""
        start, end = self.span(node)
        if isinstance(getattr(node, "body", None), list):
            at = end
            while self.source[at:at + 1] in (b" ", b"\t"): at += 1
            if self.source[at:at + 1] == b"#":
                end = self.source.find(b"\n", at)
                if end < 0: end = len(self.source)
                elif self.source[end - 1:end] == b"\r": end -= 1
        return (start, end)

def compiled(source, name):
    """The error and the warnings of compiling, as CPython would before running it."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(source, name, "exec", dont_inherit=True)
            error = None
        except SyntaxError as caught_error:
            error = (caught_error.lineno or 1, "%s: %s" % (type(caught_error).__name__, caught_error.msg))
        except (ValueError, MemoryError, RecursionError, OverflowError) as caught_error:
            error = (1, "%s: %s" % (type(caught_error).__name__, caught_error))
    found = [(w.lineno or 1, str(w.message)) for w in caught if issubclass(w.category, (SyntaxWarning, DeprecationWarning))]
    return error, found

def parsed(source):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return compile(source, "<text>", "exec", 0x400, dont_inherit=True)

def fields(node):
    for name in node._fields:
        if name != "ctx" and name != "type_comment":
            yield name, getattr(node, name, None)

def kids(node):
    """The nodes below that have a place of their own."""
    if isinstance(node, STRINGS):
        if not INSIDE_STRINGS: return
        for value in node.values:
            if not isinstance(value, _ast.Constant): yield from kids_of_field(value)
        return
    for name, value in fields(node): yield from kids_below(value)

def kids_below(value):
    if isinstance(value, AST): yield from placed(value)
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, AST): yield from placed(item)

def kids_of_field(value):
    yield value.value
    spec = value.format_spec
    if spec is not None: yield from kids(spec)

def is_placed(node):
    """Whether a node has a place of its own; keywords have one since 3.9, but come and go as positional arguments."""
    return hasattr(node, "end_lineno") and not isinstance(node, _ast.keyword)

def placed(node):
    if is_placed(node): yield node
    else: yield from kids(node)

def is_statements(value):
    return isinstance(value, list) and bool(value) and isinstance(value[0], _ast.stmt)

def is_union(node):
    return isinstance(node, _ast.BinOp) and isinstance(node.op, _ast.BitOr)

def words(node):
    return type(node).__name__
`
