/** What the removed text named and the new text does not. */
export const CONSERVE = String.raw`
BUILTINS = set(dir(builtins))
SMALL = (type(None), bool, type(Ellipsis))

def children(node):
    for _, value in fields(node):
        if isinstance(value, AST): yield value
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, AST): yield item

NEGATIVE = (_ast.NotEq, _ast.IsNot, _ast.NotIn)

def negations(statement):
    """How often a statement says no, without those in it; two of them are none."""
    count = 0
    stack = list(children(statement))
    while stack:
        node = stack.pop()
        if isinstance(node, _ast.stmt): continue
        if isinstance(node, _ast.UnaryOp): count += isinstance(node.op, _ast.Not)
        elif isinstance(node, _ast.Compare): count += sum(isinstance(op, NEGATIVE) for op in node.ops)
        stack.extend(children(node))
    return count

def own_places(comparison, statement):
    """Where the edits of a statement are, without those in statements in it."""
    inner, stack = [], list(children(statement))
    while stack:
        node = stack.pop()
        if isinstance(node, _ast.stmt): inner.append(comparison.b.span(node))
        else: stack.extend(children(node))
    low, high = comparison.b.span(statement)
    edits = [(comparison.starts[i], comparison.ends[i]) for i in comparison.edits_at((low, high))]
    own = [start for start, end in edits if not any(first <= start and end <= last for first, last in inner)]
    return [max(low, min(start, high)) for start in own] or [comparison.first_edit((low, high))]

def has_moved(comparison, node):
    """Whether what a statement says comes of one beside it that is gone."""
    source, (start, end) = comparison.b.source, comparison.b.span(node)
    for other in comparison.dropped:
        if not isinstance(other, _ast.stmt): continue
        first, last = comparison.b.span(other)
        if source[min(last, end):max(first, start)].strip(): continue
        count, stack = 0, [other]
        while stack:
            at = stack.pop()
            if isinstance(at, _ast.stmt): count += negations(at)
            stack.extend(children(at))
        if count % 2: return True
    return False

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
    turned = [(",".join(map(str, own_places(comparison, node))), "negation", words(node))
        for node in comparison.turned if not has_moved(comparison, node)]
    if not comparison.dropped: return told(turned)
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
    held = Held(constants)
    imported = imported_names(comparison.b.tree.body)
    for node in comparison.dropped:
        at = comparison.b.span(node)[0]
        old_names, old_constants = set(), []
        leaves(node, old_names, old_constants, True)
        gone = sorted(old_names - names)
        gone_constants = [value for value in old_constants
            if value not in held and not is_type_held(value, names, imported)]
        if is_lost(node, gone or gone_constants or not old_names and not old_constants):
            if bisect_right(comparison.starts, at) - 1 not in filled: lost.append((at, "statement", type(node).__name__))
        lost += [(at, "name", name) for name in gone]
        lost += [(at, "constant", repr(value)) for value in gone_constants]
    known = BUILTINS | imported
    lost = [loss for loss in lost if loss[1] != "name" or loss[2] not in known]
    if any(kind == "name" for _, kind, _ in lost):
        local = local_names(comparison.b.tree)
        lost = [loss for loss in lost if loss[1] != "name" or loss[2] in local]
    return told(turned + lost)

def told(losses):
    return ("ok", -1, 0, "\n".join("%s %s %s" % loss for loss in losses))

def is_lost(node, is_bare):
    """Whether a statement that is gone did not go elsewhere; imports and pass come and go with what needs them."""
    return is_bare and isinstance(node, _ast.stmt) and not isinstance(node, (_ast.Import, _ast.ImportFrom, _ast.Pass))

class Held:
    """The constants of the new text. Literals are joined, split and quoted in rewrites, so that a string may be in one of them."""
    def __init__(self, constants):
        self.constants = set((type(value), value) for value in constants)
        # Tables of thousands of strings are looked through once for each, not once for each pair.
        self.text = "\0".join(value for value in constants if isinstance(value, str))
        self.bytes = b"\0".join(value for value in constants if isinstance(value, bytes))
    def __contains__(self, value):
        if (type(value), value) in self.constants: return True
        if value in ("", b""): return any(isinstance(one, type(value)) for _, one in self.constants)
        if isinstance(value, bytes): return value in self.bytes
        if not isinstance(value, str): return False
        return value in self.text or any(mark in value for mark in "{%") and all(
            piece in self.text for piece in literal_pieces(value))

def is_type_held(value, names, imported):
    """Whether a string is a type such as "Text" or "Optional[X]", written with an imported name, and the new text names what it is about."""
    if not isinstance(value, str) or len(value) > 200: return False
    try: body = compile(value.strip(), "<string>", "eval", 0x400, dont_inherit=True).body
    except Exception: return False
    own, constants = set(), []
    leaves(body, own, constants, True)
    if not isinstance(body, (_ast.Attribute, _ast.Name, _ast.Subscript)) or not own & imported: return False
    for text in constants:
        try: leaves(compile(text.strip(), "<string>", "eval", 0x400, dont_inherit=True).body, own, [], True)
        except Exception: return False
    return own <= names | imported | BUILTINS

def imported_names(statements):
    """What the statements import, or those in their blocks; functions and classes have names of their own."""
    names, stack = set(), list(statements)
    while stack:
        at = stack.pop()
        if isinstance(at, (_ast.Import, _ast.ImportFrom)): names.update(alias.asname or alias.name.split(".")[0] for alias in at.names)
        elif isinstance(at, (_ast.stmt, _ast.ExceptHandler)) and not isinstance(at, DEFS): stack.extend(children(at))
    return names

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
`
