/**
 * What the CPython worker runs: a loop over jobs on standard input. It imports nothing but what is built in and `warnings`, and
 * never runs what it is given. Positions are UTF-8 bytes.
 *
 * A job is a line of counts and lengths, a line of numbers, and the bytes. An answer is one line of fields between tabs.
 *
 * `compare` is the containment check: both texts are parsed, and the trees walked side by side. A node that no edit touches must
 * stand in the other tree where the edits moved it; one that is edited within one of its parts only must keep its kind and
 * everything else; where a node's own tokens are edited it may become anything, but its untouched parts must all be there still.
 */
export const PROGRAM = String.raw`
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

class Comparison:
    def __init__(self, before, after, edits, sites):
        self.b, self.a = before, after
        self.sites = {}
        for i, start, end in sites: self.sites.setdefault(i, []).append((start, end))
        self.starts = [edit[0] for edit in edits]
        self.ends = [edit[1] for edit in edits]
        self.shifts = []
        self.new = []
        shift = 0
        for start, end, length in edits:
            self.new.append((start + shift, start + shift + length))
            shift += length - (end - start)
            self.shifts.append(shift)
        self.new_starts = [span[0] for span in self.new]
        self.dropped = []
    def low(self, at):
        """Where a place went, before whatever was inserted there."""
        i = bisect_left(self.starts, at) - 1
        if i < 0: return at
        if at < self.ends[i]: return self.new[i][0]
        return at + self.shifts[i]
    def high(self, at):
        """Where a place went, behind whatever was inserted there."""
        i = bisect_right(self.starts, at) - 1
        if i < 0: return at
        if at < self.ends[i]: return self.new[i][1]
        return at + self.shifts[i]
    def inner(self, span):
        return (self.high(span[0]), self.low(span[1]))
    def edits_at(self, span):
        """The edits that touch a span or its edges."""
        first = bisect_left(self.ends, span[0])
        last = bisect_right(self.starts, span[1])
        return range(first, last)
    def touch(self, span):
        result = NONE
        for i in self.edits_at(span):
            start, end = self.starts[i], self.ends[i]
            if (start < span[1] and end > span[0]) if start != end else span[0] < start < span[1]: return STRICT
            result = EDGE
        return result
    def is_gone(self, node):
        start, end = self.b.span(node)
        i = bisect_right(self.starts, start) - 1
        return i >= 0 and end <= self.ends[i]
    def is_new(self, node):
        start, end = self.a.span(node)
        i = bisect_right(self.new_starts, start) - 1
        return i >= 0 and end <= self.new[i][1]
    def may_change(self, node):
        """Whether the node's own tokens are edited, and not only those of one of its parts."""
        known = node.__dict__.get("_own")
        # Remembered: each elif is asked once for each edit behind it.
        if known is None: known = node._own = self.is_own(node)
        return known
    def is_own(self, node):
        span = self.b.span(node)
        below = list(kids(node))
        parts = [self.b.span(kid) for kid in below]
        # A statement that is nothing but an expression is rewritten with it.
        if span in parts: return any(self.b.span(kid) == span and self.may_change(kid) for kid in below)
        for i in self.edits_at(span):
            start, end = self.starts[i], self.ends[i]
            sites = self.sites.get(i, ())
            is_beside = start == end and (start in span or any(start in part for part in parts))
            if is_beside or end == span[0] or start == span[1]:
                if not sites or any(r[0] <= span[0] and span[1] <= r[1] for r in sites): return True
            elif start < span[1] and end > span[0]:
                for kid, part in zip(below, parts):
                    if part[0] <= start and end <= part[1]:
                        # A match that is larger than the part means what is around the part, too; but never beyond a statement.
                        # An edit outside of every match is an import's, or one that belongs to a match elsewhere.
                        if self.is_elif(kid) and self.may_change(kid): return True
                        if isinstance(kid, _ast.stmt) or sites and not any(r[0] < part[0] or r[1] > part[1] for r in sites): break
                else: return True
        return False
    def is_elif(self, node):
        return isinstance(node, _ast.If) and self.b.source.startswith(b"elif", self.b.span(node)[0])
    def compare(self, b, a):
        stack = [(b, a)]
        while stack:
            b, a = stack.pop()
            span = self.b.span(b)
            touch = self.touch(self.b.reach(b))
            if touch != STRICT:
                if type(b) is type(a) and self.a.span(a) == self.inner(span): continue
                if touch == NONE: self.differs(b)
            if self.is_gone(b) and self.is_new(a):
                self.dropped.append(b)
                continue
            pairs = []
            # Alternatives that join others need no grouping.
            if self.may_change(b) or is_union(b) and is_union(a): self.rewritten(b, a, stack)
            elif self.pair(b, a, pairs, False): stack.extend(pairs)
            else:
                raise Violation("containment", self.first_edit(span),
                    "the edit changes the %s around it, not only what it replaces" % words(b))
    def first_edit(self, span):
        for i in self.edits_at(span): return max(span[0], min(self.starts[i], span[1]))
        return span[0]
    def differs(self, node):
        raise Violation("containment", self.b.span(node)[0], "code that is not edited is read differently: %s" % words(node))
    def statements(self, xs, ys, stack):
        """Two lists of statements: what stays is in the same order, and what comes instead of one that is rewritten is where that was."""
        ys = [y for y in ys if not self.is_new(y)]
        at = 0
        for x in xs:
            if self.is_gone(x):
                self.dropped.append(x)
                continue
            start, end = self.b.reach(x)
            low, high = self.low(start), self.high(end)
            mine = []
            while at < len(ys) and self.a.span(ys[at])[1] <= high and self.a.span(ys[at])[0] >= low:
                mine.append(ys[at])
                at += 1
            if len(mine) == 1: stack.append((x, mine[0]))
            elif self.touch((start, end)) == STRICT and self.may_change(x): self.keep(x)
            else:
                raise Violation("containment", self.first_edit((start, end)),
                    "the edit merges, splits or hides the %s around it" % words(x))
        if at < len(ys): raise Violation("containment", self.back(self.a.span(ys[at])[0]), "the edit makes a %s of code that it leaves" % words(ys[at]))
    def back(self, at):
        """About where a place of the new text was."""
        i = bisect_right(self.new_starts, at) - 1
        return at if i < 0 else self.starts[i] if at < self.new[i][1] else at - self.shifts[i]
    def modules(self, b, a):
        stack = []
        self.statements(b.body, a.body, stack)
        for left, right in stack: self.compare(left, right)
    def pair(self, b, a, out, own):
        if type(b) is not type(a): return False
        if isinstance(b, STRINGS): return self.pair_strings(b, a, out)
        for name, x in fields(b):
            y = getattr(a, name, None)
            if isinstance(x, list):
                if not isinstance(y, list) or not self.pair_lists(x, y, out, own): return False
            elif isinstance(x, AST):
                if not isinstance(y, AST) or not self.pair_nodes(x, y, out, own): return False
            elif type(x) is not type(y) or (x != y and x == x): return False
        return True
    def pair_nodes(self, x, y, out, own):
        if is_placed(x):
            if not is_placed(y): return False
            out.append((x, y))
            return True
        return self.pair(x, y, out, own)
    def pair_strings(self, b, a, out):
        if not INSIDE_STRINGS: return self.touch(self.b.span(b)) == EDGE and self.inner(self.b.span(b)) == self.a.span(a)
        if len(b.values) != len(a.values): return False
        for x, y in zip(b.values, a.values):
            if type(x) is not type(y): return False
            if isinstance(x, _ast.Constant):
                if x.value != y.value: return False
                continue
            if x.conversion != y.conversion or (x.format_spec is None) != (y.format_spec is None): return False
            if x.format_spec is not None and not self.pair_strings(x.format_spec, y.format_spec, out): return False
            out.append((x.value, y.value))
        return True
    def pair_lists(self, xs, ys, out, own):
        if not all(map(is_placed, xs)) or not all(map(is_placed, ys)):
            if len(xs) != len(ys): return False
            for x, y in zip(xs, ys):
                if isinstance(x, AST) and isinstance(y, AST):
                    if not self.pair_nodes(x, y, out, own): return False
                elif x != y: return False
            return True
        if is_statements(xs):
            self.statements(xs, ys, out)
            return True
        if not own and len(xs) != len(ys): return False
        left = [x for x in xs if not self.is_gone(x)]
        right = [y for y in ys if not self.is_new(y)]
        if len(left) != len(right): return False
        for x in xs:
            if self.is_gone(x): self.dropped.append(x)
        out.extend(zip(left, right))
        return True
    def rewritten(self, b, a, stack):
        """Of a node that is rewritten the statements in it are compared; of the rest what no edit touches must be there still."""
        if isinstance(b, STRINGS):
            for kid in kids(b): self.keep(kid)
            return
        for name, x in fields(b):
            if type(a) is type(b) and is_statements(x):
                pairs = []
                try:
                    self.statements(x, getattr(a, name), pairs)
                    stack.extend(pairs)
                    continue
                except Violation:
                    # What was below one condition may come below another, where that is what is rewritten.
                    if not isinstance(b, (_ast.If, _ast.Try)): raise
            for kid in kids_below(x): self.keep(kid)
    def keep(self, node):
        span = self.b.span(node)
        if self.is_gone(node):
            self.dropped.append(node)
            return
        touch = self.touch(span)
        if touch != STRICT:
            found = self.found(type(node), *self.inner(span))
            if found:
                if found == IN_STRING: self.dropped.append(node)
                return
            if touch == NONE: self.differs(node)
        for kid in kids(node): self.keep(kid)
    def found(self, kind, low, high):
        """Whether the new text has a node of a kind just there, or a string around the place."""
        node = self.a.tree
        while True:
            below, starts = self.sorted_kids(node)
            i = bisect_right(starts, low) - 1
            if i < 0: return False
            node = below[i]
            span = self.a.span(node)
            if span == (low, high) and type(node) is kind: return THERE
            if span[1] < high: return False
            if isinstance(node, _ast.Constant): return IN_STRING if isinstance(node.value, str) else False
    def sorted_kids(self, node):
        known = node.__dict__.get("_kids")
        if known is None:
            below = sorted(kids(node), key=self.a.span)
            known = node._kids = below, [self.a.span(kid)[0] for kid in below]
        return known

def is_statements(value):
    return isinstance(value, list) and bool(value) and isinstance(value[0], _ast.stmt)

def is_union(node):
    return isinstance(node, _ast.BinOp) and isinstance(node.op, _ast.BitOr)

def words(node):
    return type(node).__name__

def check_spots(text, spots, rung_text):
    """Whether tree-sitter's nodes are nodes of CPython's, too."""
    if not spots: return
    wanted = {}
    for start, end, kinds, loose in spots: wanted.setdefault(start, []).append((end, kinds, loose))
    seen = {}
    stack = list(kids(text.tree))
    starts = sorted(wanted)
    while stack:
        node = stack.pop()
        span = text.span(node)
        i = bisect_left(starts, span[0])
        if i == len(starts) or starts[i] > span[1]: continue
        if starts[i] == span[0]: seen.setdefault(span[0], []).append((span[1], type(node).__name__))
        if isinstance(node, DEFS) and node.decorator_list:
            plain = text.place(node.lineno, node.col_offset)
            if plain in wanted: seen.setdefault(plain, []).append((span[1], type(node).__name__))
        stack.extend(kids(node))
    for start, wishes in wanted.items():
        for end, kinds, loose in wishes:
            for got_end, got in seen.get(start, ()):
                if got in kinds and (got_end == end or loose and got_end <= end): break
            else:
                raise Violation("spans", start if rung_text == "before" else -start - 1,
                    "CPython reads %s where the parser behind pymolt sees another thing (%s)" % (
                        " or ".join(sorted(set(kind for _, kind in seen.get(start, ())))) or "no node", " or ".join(kinds)))

def check(before, after, edits, sites, spots_before, spots_after, name):
    before_text, after_text = before.decode(), after.decode()
    error, found = compiled(after_text, name)
    if error or found:
        b_error, b_found = compiled(before_text, name)
        if error:
            if b_error: return ("before", 0, -1, b_error[0], b_error[1])
            return ("after", 0, -1, error[0], error[1])
        # Not counted: the condition of a loop is compiled twice, and warned of twice.
        known = set(message for _, message in b_found)
        for line, message in found:
            if message not in known and not b_error: return ("warning", 0, -1, line, message)
    if not HAS_ENDS: return ("ok", 0, -1, 0, "")
    try:
        tree = parsed(before_text)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        tree = None
    # What a rewrite mended has no tree to be compared with, and a construct that only the compiler refuses does no harm here.
    if tree is None: return ("mended", 0, -1, 0, "")
    b, a = Text(before), Text(after)
    b.tree, a.tree = tree, parsed(after_text)
    try:
        check_spots(b, spots_before, "before")
        check_spots(a, spots_after, "after")
        comparison = Comparison(b, a, edits, sites)
        comparison.modules(b.tree, a.tree)
        return conserved(comparison)
    except Violation as violation:
        return (violation.rung, 0, violation.at, 0, violation.message)
    except RecursionError:
        return ("deep", 0, -1, 0, "")

BUILTINS = set(dir(builtins))
SMALL = (type(None), bool, type(Ellipsis))

def children(node):
    for _, value in fields(node):
        if isinstance(value, AST): yield value
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, AST): yield item

def leaves(node, names, constants, deep):
    """The names and constants of a node, or of all below it; a string that is an expression counts as one."""
    stack = [node]
    while stack:
        at = stack.pop()
        if isinstance(at, _ast.Name): names.add(at.id)
        elif isinstance(at, _ast.arg): names.add(at.arg)
        elif isinstance(at, DEFS): names.add(at.name)
        elif isinstance(at, _ast.Constant) and not isinstance(at.value, SMALL):
            constants.append(at.value)
            if not deep and isinstance(at.value, str) and len(at.value) < 200:
                try: stack.append(compile(at.value.strip(), "<string>", "eval", 0x400, dont_inherit=True).body)
                except Exception: pass
        if deep or at is not node: stack.extend(children(at))
        elif isinstance(at, STRINGS): stack.extend(at.values)

def conserved(comparison):
    """What the removed text named that the new text does not: for the transforms to have declared."""
    if not comparison.dropped: return ("ok", 0, -1, 0, "")
    names, constants, filled = set(), [], set()
    stack = list(kids(comparison.a.tree))
    ends = [end for _, end in comparison.new]
    while stack:
        node = stack.pop()
        low, high = comparison.a.span(node)
        i = bisect_left(ends, low)
        if i == len(ends) or comparison.new[i][0] > high: continue
        if isinstance(node, _ast.stmt) and comparison.is_new(node): filled.add(bisect_right(comparison.new_starts, low) - 1)
        leaves(node, names, constants, False)
        stack.extend(kids(node))
    lost = []
    for node in comparison.dropped:
        at = comparison.b.span(node)[0]
        old_names, old_constants = set(), []
        leaves(node, old_names, old_constants, True)
        gone = sorted(old_names - names)
        gone_constants = [value for value in old_constants if not is_held(value, constants)]
        if is_lost(node, gone or gone_constants or not old_names and not old_constants):
            if bisect_right(comparison.starts, at) - 1 not in filled: lost.append((at, "statement", type(node).__name__))
        lost += [(at, "name", name) for name in gone]
        lost += [(at, "constant", repr(value)) for value in gone_constants]
    known = BUILTINS | imported_names(comparison.b.tree.body)
    lost = [loss for loss in lost if loss[1] != "name" or loss[2] not in known]
    if any(kind == "name" for _, kind, _ in lost):
        local = local_names(comparison.b.tree)
        lost = [loss for loss in lost if loss[1] != "name" or loss[2] in local]
    return ("ok", 0, -1, 0, "\n".join("%d %s %s" % loss for loss in lost))

def is_lost(node, is_bare):
    """Whether a statement that is gone did not go elsewhere; imports and pass come and go with what needs them."""
    return is_bare and isinstance(node, _ast.stmt) and not isinstance(node, (_ast.Import, _ast.ImportFrom, _ast.Pass))

def is_held(value, others):
    """Whether a constant is one of the others, or a string is in one of them: literals are joined, split and quoted in rewrites."""
    if isinstance(value, (str, bytes)):
        same = [other for other in others if isinstance(other, type(value))]
        if any(value in other for other in same): return True
        return isinstance(value, str) and any(mark in value for mark in "{%") and (
            all(any(piece in other for other in same) for piece in literal_pieces(value)))
    return any(type(other) is type(value) and other == value for other in others)

def imported_names(statements):
    return set(alias.asname or alias.name.split(".")[0]
        for statement in statements if isinstance(statement, (_ast.Import, _ast.ImportFrom)) for alias in statement.names)

def literal_pieces(text):
    """What a format string says itself, between the fields of str.format or of the % operator."""
    pieces, piece, i = [], "", 0
    while i < len(text):
        mark = text[i]
        if mark in "{}%" and text[i + 1:i + 2] == mark:
            piece += mark
            i += 2
        elif mark == "{":
            end = text.find("}", i)
            pieces.append(piece)
            piece, i = "", len(text) if end < 0 else end + 1
        elif mark == "%":
            i += 1
            if text[i:i + 1] == "(": i = (text.find(")", i) + 1) or len(text)
            while i < len(text) and text[i] in "#0- +123456789.*hlL": i += 1
            pieces.append(piece)
            piece, i = "", i + 1
        else:
            piece += mark
            i += 1
    return [piece for piece in pieces + [piece] if piece]

def local_names(tree):
    """The names that the file itself gives a value, other than by importing."""
    local, imported = set(), set()
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, _ast.Name):
            if not isinstance(node.ctx, _ast.Load): local.add(node.id)
        elif isinstance(node, _ast.arg): local.add(node.arg)
        elif isinstance(node, DEFS): local.add(node.name)
        elif isinstance(node, _ast.ExceptHandler): local.add(node.name)
        elif isinstance(node, _ast.alias): imported.add(node.asname or node.name.split(".")[0])
        stack.extend(children(node))
    return local - imported

def answer(number, result):
    status, _, at, line, message = result
    sys.stdout.buffer.write(("%d\t%s\t%d\t%d\t%s\n" % (number, status, at, line, message.encode("unicode_escape").decode())).encode())
    sys.stdout.buffer.flush()

def main():
    # Trees are many small objects without cycles: looking for some takes longer than all the rest.
    gc.disable()
    stdin = sys.stdin.buffer
    sys.stdout.buffer.write(("pymolt %d.%d.%d\n" % sys.version_info[:3]).encode())
    sys.stdout.buffer.flush()
    while True:
        line = stdin.readline()
        if not line: return
        numbers = [int(n) for n in line.split()]
        if len(numbers) == 2:
            number, length = numbers
            error, _ = compiled(stdin.read(length), "<file>")
            answer(number, ("before", 0, -1, error[0], error[1]) if error else ("ok", 0, -1, 0, ""))
            continue
        if int(line.split()[0]) % 100 == 99: gc.collect()
        number, before_length, after_length, edits, sites, spots_before, spots_after = numbers
        words_in = stdin.readline().split()
        before, after = stdin.read(before_length), stdin.read(after_length)
        at = 0
        def take(count, size):
            nonlocal at
            rows = []
            for _ in range(count):
                rows.append(words_in[at:at + size])
                at += size
            return rows
        def spot(row):
            return int(row[0]), int(row[1]), row[2].decode().split("/"), row[3] == b"1"
        edit_rows = [tuple(map(int, row)) for row in take(edits, 3)]
        site_rows = [tuple(map(int, row)) for row in take(sites, 3)]
        before_spots = [spot(row) for row in take(spots_before, 4)]
        after_spots = [spot(row) for row in take(spots_after, 4)]
        try:
            result = check(before, after, edit_rows, site_rows, before_spots, after_spots, "<file>")
        except MemoryError:
            result = ("deep", 0, -1, 0, "")
        answer(number, result)

main()
`
