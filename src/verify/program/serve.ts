/** One job: a line of counts and lengths, a line of numbers, and the bytes. The answer is one line of fields between tabs. */
export const SERVE = String.raw`
def check(before, after, edits, sites, spots_before, spots_after):
    before_text, after_text = before.decode(), after.decode()
    error, found = compiled(after_text, "<file>")
    if error or found:
        b_error, b_found = compiled(before_text, "<file>")
        if error:
            if b_error: return ("before", -1, b_error[0], b_error[1])
            return ("after", -1, error[0], error[1])
        # Not counted: the condition of a loop is compiled twice, and warned of twice.
        known = set(message for _, message in b_found)
        for line, message in found:
            if message not in known and not b_error: return ("warning", -1, line, message)
    if not HAS_ENDS: return ("ok", -1, 0, "")
    try:
        tree = parsed(before_text)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        tree = None
    # What a rewrite mended has no tree to be compared with, and a construct that only the compiler refuses does no harm here.
    if tree is None: return ("mended", -1, 0, "")
    b, a = Text(before), Text(after)
    b.tree, a.tree = tree, parsed(after_text)
    try:
        check_spots(b, spots_before, "before")
        check_spots(a, spots_after, "after")
        comparison = Comparison(b, a, edits, sites)
        comparison.modules(b.tree, a.tree)
        return conserved(comparison)
    except Violation as violation:
        return (violation.rung, violation.at, 0, violation.message)
    except RecursionError:
        return ("deep", -1, 0, "")

HELLO = "pymolt %d.%d.%d" % sys.version_info[:3]

def rows(words, counts):
    """Words as tables, of which the number of rows and of columns are given."""
    at = 0
    for count, size in counts:
        yield [words[at + i * size:at + i * size + size] for i in range(count)]
        at += count * size

def spot(row):
    return int(row[0]), int(row[1]), row[2].decode().split("/"), row[3] == b"1"

def handled(line, stdin):
    """The answer to the job that begins with a line."""
    number, *numbers = [int(n) for n in line.split()]
    try:
        if len(numbers) == 1:
            error, _ = compiled(stdin.read(numbers[0]), "<file>")
            result = ("before", -1, error[0], error[1]) if error else ("ok", -1, 0, "")
        else:
            # Trees are many small objects without cycles: looking for some more often takes longer than all the rest.
            if number % 100 == 99: gc.collect()
            before_length, after_length, edits, sites, spots_before, spots_after = numbers
            words = stdin.readline().split()
            before, after = stdin.read(before_length), stdin.read(after_length)
            tables = rows(words, ((edits, 3), (sites, 3), (spots_before, 4), (spots_after, 4)))
            numeric = [[tuple(map(int, row)) for row in next(tables)] for _ in range(2)]
            result = check(before, after, *numeric, *[list(map(spot, table)) for table in tables])
    except MemoryError:
        result = ("deep", -1, 0, "")
    status, at, line, message = result
    return "%d\t%s\t%d\t%d\t%s" % (number, status, at, line, message.encode("unicode_escape").decode())

gc.disable()
`

/** The loop of a process over the jobs on standard input. Its argument is the seconds of processor time that one may take. */
export const LOOP = String.raw`
def set_timer(seconds):
    """Has the system end this process, even in the middle of compiling, once it was busy for so long."""
    try:
        import _signal
        _signal.signal(_signal.SIGPROF, _signal.SIG_DFL)
        return lambda: _signal.setitimer(_signal.ITIMER_PROF, seconds)
    except (ImportError, AttributeError, OSError):
        return lambda: None

def end_with_parent():
    """Has the system end this process, even in the middle of compiling, when the other end of pipe 3 is closed: Linux only."""
    try:
        import fcntl, posix
        fcntl.fcntl(3, fcntl.F_SETOWN, posix.getpid())
        fcntl.fcntl(3, fcntl.F_SETFL, fcntl.fcntl(3, fcntl.F_GETFL) | posix.O_ASYNC)
    except (ImportError, AttributeError, OSError):
        pass

def main():
    end_with_parent()
    wind = set_timer(float(sys.argv[1]))
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    line = HELLO
    while True:
        stdout.write(line.encode() + b"\n")
        stdout.flush()
        line = stdin.readline()
        if not line: return
        wind()
        line = handled(line, stdin)

main()
`
