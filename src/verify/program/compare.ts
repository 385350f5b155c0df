/**
 * The containment check: both texts are parsed, and the trees walked side by side. A node that no edit touches must stand in the
 * other tree where the edits moved it; one that is edited within one of its parts only must keep its kind and everything else;
 * where a node's own tokens are edited it may become anything, but its untouched parts must all be there still.
 */
export const COMPARE = `
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
        self.turned = []
    def low(self, at):
        """Where a place went, before whatever was inserted there or came instead of what stood right before it."""
        i = bisect_left(self.starts, at) - 1
        if i < 0: return at
        if at <= self.ends[i]: return self.new[i][0]
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
            if type(b) is type(a) and isinstance(b, _ast.stmt) and (negations(b) - negations(a)) % 2: self.turned.append(b)
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
        if len(left) != len(right): return len(xs) == len(ys) and self.pair_made(xs, ys, out)
        for x in xs:
            if self.is_gone(x): self.dropped.append(x)
        out.extend(zip(left, right))
        return True
    def pair_made(self, xs, ys, out):
        """Parts one by one, of which some are rewritten into what is new from end to end, as \`("{}").format(x)\` into the string alone."""
        out.extend(zip(xs, ys))
        return all(self.is_gone(x) == self.is_new(y) or self.is_new(y) and self.may_change(x) for x, y in zip(xs, ys))
    def rewritten(self, b, a, stack):
        """Of a node that is rewritten the statements in it are compared; of the rest what no edit touches must be there still."""
        if isinstance(b, STRINGS):
            for kid in kids(b): self.keep(kid)
            return
        is_same = type(a) is type(b) and not self.is_headless(b)
        for name, x in fields(b):
            if is_same and is_statements(x):
                pairs = []
                try:
                    self.statements(x, getattr(a, name), pairs)
                    stack.extend(pairs)
                    continue
                except Violation:
                    # What was below one condition may come below another, where that is what is rewritten.
                    if not isinstance(b, (_ast.If, _ast.Try)): raise
            for kid in kids_below(x): self.keep(kid)
    def is_headless(self, node):
        """Whether a branch lost its first word: what is in its place is another one, which came up."""
        start = self.b.span(node)[0]
        i = bisect_right(self.starts, start) - 1
        return isinstance(node, (_ast.If, _ast.Try)) and i >= 0 and start < self.ends[i]
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
`
