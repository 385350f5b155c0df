# pymolt: target=3.12
# ==== percent: tuple of names
a, b = 1, "x"
print('%s %s' % (a, b))
# ---- same, with --review ----
a, b = 1, "x"
print(f'{a} {b}')
# ==== percent: single name
a = "x"
print('%s' % a)
# ---- same, with --review ----
a = "x"
print(f'{a}')
# ==== percent: single unknown name
def f(a):
    return 'got %s' % a
print(f(1))
# ---- same, with --review ----
def f(a):
    return f'got {a}'
print(f(1))
# ==== percent: known operands
n = len("abc")
print('%s items, %d left' % (n, n))
# ---- same, with --review ----
n = len("abc")
print(f'{n} items, {n:d} left')
# ==== percent: repr and ascii
def f(a, b):
    return '%r and %a' % (a, b)
print(f("é", "é"))
# ---- same ----
def f(a, b):
    return f'{a!r} and {b!a}'
print(f("é", "é"))
# ==== percent: dict literal
def f(a):
    return '%(a)s and %(b)r' % {'a': a, 'b': 2}
print(f(1))
# ---- better, with --review: a literal needs no field ----
def f(a):
    return f'{a} and 2'
print(f(1))
# ==== percent: dict name
def f(d):
    return '%(a)s and %(b)s' % d
print(f({"a": 1, "b": 2}))
# ---- same, with --review ----
def f(d):
    return f'{d["a"]} and {d["b"]}'
print(f({"a": 1, "b": 2}))
# ==== percent: dict literal with unused keys
print('%(a)s' % {'a': 1, 'b': 2})
# ---- left: an argument is not used ----
# ==== percent: mapping used twice
def g(): return 1
print('%(a)s %(a)s' % {'a': g()})
# ---- left: an argument is used more than once, and would be evaluated as often ----
# ==== percent: width and precision
def f(x, s):
    return '%5d|%-5d|%05d|%.2f|%5.1f|%+d' % (x, x, x, x, x, x) + '%10s|%-10s|%.2s' % (s, s, s)
print(f(3, "abc"))
# ---- left: a line would be longer than 88 columns ----
# ==== percent: literal numbers and strings
print('%d %s %.2f %x' % (1, "a", 2.5, 255))
# ---- better: a literal needs no field ----
print(f'1 a {2.5:.2f} {255:x}')
# ==== percent: %d of a float
x = 2.7
print('%d' % x, '%i' % 2.7)
# ---- same, with --review ----
x = 2.7
print(f'{int(x)}', f'{int(2.7)}')
# ==== percent: escaped percent
n = len("a")
print('%d%% of %%s' % n)
# ---- better, with --review: it is left alone there ----
n = len("a")
print(f'{n:d}% of %s')
# ==== percent: braces
s = str(1)
print('{%s} {{}}' % s)
# ---- better, with --review: it is left alone there ----
s = str(1)
print(f'{{{s}}} {{{{}}}}')
# ==== percent: star width
print('%*d|%.*f' % (5, 3, 2, 1.5))
# ---- left: %*d takes its width from an argument ----
# ==== percent: bytes
print(b'%s' % b'a', b'%d' % 1)
# ---- left silently: nothing to do ----
# ==== percent: raw string
s = str(1)
print(r'\d%s' % s)
# ---- same, with --review ----
s = str(1)
print(rf'\d{s}')
# ==== percent: implicit concatenation
s = str(1)
print('a %s '
      'b %s' % (s, s))
# ---- same, with --review ----
s = str(1)
print(f'a {s} '
      f'b {s}')
# ==== percent: multi-line tuple
def f(name, count):
    return '%s: %s' % (
        repr(name),
        len(count),
    )
print(f("a", "b"))
# ---- same ----
def f(name, count):
    return f'{repr(name)}: {len(count)}'
print(f("a", "b"))
# ==== percent: quotes inside
d = {"a": len("x")}
print('%s' % d["a"], "%s" % d['a'])
# ---- same, with --review ----
d = {"a": len("x")}
print(f'{d["a"]}', f"{d['a']}")
# ==== percent: 3.8 quotes inside | target=3.8
d = {"a": len("x")}
print('%s' % len(d["a":] if 0 else "x"), "%r %r" % (d['a'], d["a"]))
# ---- same ----
d = {"a": len("x")}
print(f'{len(d["a":] if 0 else "x")}', f"{d['a']!r} {d['a']!r}")
# ==== percent: tuple name
t = (1, 2)
print('%s %s' % t)
# ---- left: the operand is taken apart, and how many parts it has is not known ----
# ==== percent: call that returns a tuple
def f(): return 1, 2
print('%s %s' % f())
# ---- left: the operand is taken apart, and how many parts it has is not known ----
# ==== percent: nested formatting
n = len("a")
print('%s' % ('%d' % n))
# ---- better, with --review: it is left alone there ----
n = len("a")
print(f'{n:d}')
# ==== percent: expressions as operands
a, b = len("a"), len("bc")
print('%s %s %s' % (a + b, a if b else b, not a))
# ---- same, with --review ----
a, b = len("a"), len("bc")
print(f'{a + b} {a if b else b} {not a}')
# ==== percent: lambda and dict literal operand
print('%s %s' % ((lambda: 1)(), {1: 2}))
# ---- better, with --review: it is left alone there ----
print(f'{(lambda: 1)()} { {1: 2} }')
# ==== percent: await | unrun
async def f(g):
    return '%r' % (await g())
# ---- better, with --review: it is left alone there ----
async def f(g):
    return f'{await g()!r}'
# ==== percent: str method chain
def f(s):
    return '%s!' % s.upper()
print(f("a"))
# ---- same, with --review ----
def f(s):
    return f'{s.upper()}!'
print(f("a"))
# ==== percent: attributes and subscripts
class P: x = 1
p = P()
print('%r %r' % (p.x, [1, 2][0]))
# ---- same ----
class P: x = 1
p = P()
print(f'{p.x!r} {[1, 2][0]!r}')
# ==== percent: wrong count
try:
    print('%s %s' % (1,))
except TypeError as e:
    print("TypeError")
# ---- left: there are not as many operands as conversions: this fails already ----
# ==== percent: no placeholders
try:
    print('a' % ())
except TypeError:
    print("error")
# ---- same ----
try:
    print('a')
except TypeError:
    print("error")
# ==== percent: join
xs = ["a", "b"]
print('%s' % ', '.join(xs))
# ---- same ----
xs = ["a", "b"]
print(f'{", ".join(xs)}')
# ==== percent: hex and octal
n = len("abc")
print('%x %X %o %#x %e %g' % (n, n, n, n, n, n))
# ---- better, with --review: it is left alone there ----
n = len("abc")
print(f'{n:x} {n:X} {n:o} {n:#x} {n:e} {n:g}')
# ==== percent: c
print('%c%c' % (65, 'B'))
# ---- left: %c has no equal in format() ----
# ==== percent: u and l modifiers
n = len("a")
print('%u %ld' % (n, n))
# ---- same, with --review ----
n = len("a")
print(f'{n:d} {n:d}')
# ==== percent: in a logging call
import logging
logging.warning('%s' % len("a"))
print(1)
# ---- left: a message of a log: pass its arguments to the logger ----
# ==== percent: one-tuple
def f(x):
    return '%s' % (x,)
print(f((1, 2)))
# ---- same, with --review ----
def f(x):
    return f'{x}'
print(f((1, 2)))
# ==== percent: gettext
def _(s): return s
n = len("a")
print(_('%d items') % n)
# ---- left silently: nothing to do ----
# ==== percent: module constant template
TEMPLATE = 'hello %s'
print(TEMPLATE % "a")
# ---- left silently: nothing to do ----
# ==== percent: docstring-like expression
'%s' % len("a")
print(1)
# ---- same ----
f'{len("a")}'
print(1)
# ==== percent: in an f-string field
n = len("a")
print(f"{'%d' % n}")
# ---- left: it is in a field of an f-string ----
# ==== percent: a class with a format of its own
class E(str):
    def __str__(self): return "e"
print('%r %5s' % (E(), E()))
# ---- better: what it makes of this behaves in another way ----
class E(str):
    def __str__(self): return "e"
print(f'{E()!r} {E()!s:>5}')
# ==== percent: dict with non-identifier key
n = len("a")
print('%(a-b)d' % {'a-b': n})
# ---- same, with --review ----
n = len("a")
print(f'{n:d}')
# ==== percent: dict() call
n = len("a")
print('%(a)d' % dict(a=n))
# ---- same, with --review ----
n = len("a")
print(f'{n:d}')
# ==== percent: locals
def f(a):
    return '%(a)s' % locals()
print(f(1))
# ---- left: the mapping is not written out: only its keys in the text say what is in it ----
# ==== percent: line too long
def f(alpha_beta_gamma_delta, epsilon_zeta_eta_theta):
    return 'some quite long text %r and more text %r' % (alpha_beta_gamma_delta, epsilon_zeta_eta_theta)
print(f(1, 2))
# ---- same ----
def f(alpha_beta_gamma_delta, epsilon_zeta_eta_theta):
    return f'some quite long text {alpha_beta_gamma_delta!r} and more text {epsilon_zeta_eta_theta!r}'
print(f(1, 2))
# ==== percent: comment inside
n = len("a")
print('%d %d' % (
    n,  # first
    n,
))
# ---- left: a comment would be lost: # first ----
# ==== percent: backslashes
n = len("a")
print('%d\n\t%d\\' % (n, n))
# ---- same, with --review ----
n = len("a")
print(f'{n:d}\n\t{n:d}\\')
# ==== percent: print statement style parentheses
n = len("a")
print(('%d' % n))
# ---- same, with --review ----
n = len("a")
print(f'{n:d}')
# ==== percent: add after
n = len("a")
print('%d' % n + 'x', 'y' + '%d' % n)
# ---- same, with --review ----
n = len("a")
print(f'{n:d}' + 'x', 'y' + f'{n:d}')
# ==== percent: multiplication and comparison
n = len("a")
print('%d' % n * 2, '%d' % n == '1')
# ---- same, with --review ----
n = len("a")
print(f'{n:d}' * 2, f'{n:d}' == '1')
# ==== percent: triple quotes
n = len("a")
print("""%d
%d""" % (n, n))
# ---- same, with --review ----
n = len("a")
print(f"""{n:d}
{n:d}""")
# ==== percent: unicode prefix
n = len("a")
print(u'%d' % n)
# ---- same, with --review ----
n = len("a")
print(f'{n:d}')
# ==== percent: named unicode escape
n = len("a")
print('\N{EN DASH}%d' % n)
# ---- same, with --review ----
n = len("a")
print(f'\N{EN DASH}{n:d}')
# ==== percent: keyword argument
def f(x=None): return x
n = len("a")
print(f(x='%d' % n))
# ---- same, with --review ----
def f(x=None): return x
n = len("a")
print(f(x=f'{n:d}'))
# ==== percent: generator operand
print('%s' % sum(x for x in [1]))
# ---- same, with --review ----
print(f'{sum(x for x in [1])}')
# ==== percent: walrus operand
print('%r %r' % ((y := 1), y))
# ---- same ----
print(f'{(y := 1)!r} {y!r}')
# ==== percent: conditional with string
def f(n):
    return '%d item%s' % (n, '' if n == 1 else 's')
print(f(2))
# ---- same, with --review ----
def f(n):
    return f'{int(n)} item{"" if n == 1 else "s"}'
print(f(2))
# ==== percent: starred
xs = [1, 2]
print('%s %s' % (*xs,))
# ---- left: the number of operands is not known ----
# ==== format: names
a, b = 1, 2
print('{} {}'.format(a, b))
# ---- same ----
a, b = 1, 2
print(f'{a} {b}')
# ==== format: keywords
print('{foo} {bar}'.format(foo=1, bar=2))
# ---- better: a literal needs no field ----
print('1 2')
# ==== format: same keyword names
foo = 1
bar = "x"
print('{foo} {bar}'.format(foo=foo, bar=bar))
# ---- same ----
foo = 1
bar = "x"
print(f'{foo} {bar}')
# ==== format: positions
a, b = 1, 2
print('{0} {1} {0}'.format(a, b))
# ---- same ----
a, b = 1, 2
print(f'{a} {b} {a}')
# ==== format: reordered names
a, b = 1, 2
print('{1} {0}'.format(a, b))
# ---- same ----
a, b = 1, 2
print(f'{b} {a}')
# ==== format: reordered calls
def g(x):
    print(x)
    return x
print('{1} {0}'.format(g(1), g(2)))
# ---- left: the fields take calls in another order than they are made in ----
# ==== format: repeated call
def g(x):
    print(x)
    return x
print('{0} {0}'.format(g(1)))
# ---- left: an argument is used more than once, and would be evaluated as often ----
# ==== format: attributes
class P: x = 1
p = P()
print('{} {}'.format(p.x, p.x))
print('{0.x} {p.x}'.format(p, p=p))
# ---- same ----
class P: x = 1
p = P()
print(f'{p.x} {p.x}')
print(f'{p.x} {p.x}')
# ==== format: indices
d = {"a": 1, 0: 2}
xs = [1, 2]
print('{0[a]} {0[0]} {1[1]}'.format(d, xs))
# ---- better: it is left alone there ----
d = {"a": 1, 0: 2}
xs = [1, 2]
print(f'{d["a"]} {d[0]} {xs[1]}')
# ==== format: conversions and specs
a = 3
print('{!r} {:>5} {!r:>5} {:05.1f} {:,}'.format(a, a, a, a, a))
# ---- same ----
a = 3
print(f'{a!r} {a:>5} {a!r:>5} {a:05.1f} {a:,}')
# ==== format: nested spec
w, a = 5, 3
print('{:{}}'.format(a, w), '{:{w}}'.format(a, w=w))
# ---- better: what it makes of this behaves in another way ----
w, a = 5, 3
print(f'{a:{w}}', f'{a:{w}}')
# ==== format: calls
def f(): return 1
print('{} {}'.format(f(), f()))
# ---- same ----
def f(): return 1
print(f'{f()} {f()}')
# ==== format: escaped braces
a = 1
print('{{}} {} {{{}}}'.format(a, a))
# ---- same ----
a = 1
print(f'{{}} {a} {{{a}}}')
# ==== format: star args
xs = [1, 2]
print('{} {}'.format(*xs), '{a}'.format(**{"a": 1}))
# ---- better: it is left alone there ----
xs = [1, 2]
print('{} {}'.format(*xs), '1')
# ==== format: locals
def f(x):
    return '{x}'.format(**locals())
print(f(1))
# ---- same ----
def f(x):
    return f'{x}'
print(f(1))
# ==== format: implicit concatenation
a = 1
print('{} '
      '{}'.format(a, a))
print('a {} ' "b {}".format(a, a))
# ---- same ----
a = 1
print(f'{a} '
      f'{a}')
print(f'a {a} ' f"b {a}")
# ==== format: raw and unicode
a = 1
print(r'\d{}'.format(a), u'{}'.format(a))
# ---- same ----
a = 1
print(rf'\d{a}', f'{a}')
# ==== format: quotes inside
d = {"a": 1}
print('{}'.format(d["a"]), "{}".format(d['a']), '{}'.format(d['a']))
# ---- same ----
d = {"a": 1}
print(f'{d["a"]}', f"{d['a']}", f'{d["a"]}')
# ==== format: 3.8 quotes inside | target=3.8
d = {"a": 1}
print('{}'.format(d["a"]), "{}".format(d['a']), '{}'.format(d['a']))
# ---- same ----
d = {"a": 1}
print(f'{d["a"]}', f"{d['a']}", f'{d["a"]}')
# ==== format: 3.8 backslash | target=3.8
xs = ["a"]
print('{}'.format('\n'.join(xs)))
# ---- left: before Python 3.12 a field of an f-string holds no backslash and no # ----
# ==== format: backslash in an argument
xs = ["a", "b"]
print('{}'.format('\n'.join(xs)))
# ---- better: it is left alone there ----
xs = ["a", "b"]
print(f'{"\n".join(xs)}')
# ==== format: lambda, dict, conditional, walrus
a = 1
print('{} {} {} {}'.format((lambda: 1)(), {1: 2}, a if a else 0, (y := 2)))
# ---- better: it is left alone there ----
a = 1
print(f'{(lambda: 1)()} { {1: 2} } {a or 0} {(y := 2)}')
# ==== format: missing and extra arguments
try:
    print('{}'.format())
except IndexError:
    print("IndexError")
print('{}'.format(1, 2))
# ---- left: there is no argument for a field: this fails already ----
# ==== format: template in a variable
t = '{}'
print(t.format(1))
# ---- left silently: nothing to do ----
# ==== format: await | unrun
async def f(g):
    return '{}'.format(await g())
# ---- same ----
async def f(g):
    return f'{await g()}'
# ==== format: multi-line call
a, b = 1, 2
print('{} {}'.format(
    a,
    b,
))
# ---- same ----
a, b = 1, 2
print(f'{a} {b}')
# ==== format: comment inside
a, b = 1, 2
print('{} {}'.format(
    a,  # first
    b,
))
# ---- left: a comment would be lost: # first ----
# ==== format: no fields
print('a'.format())
# ---- better: nothing is formatted ----
print('a')
# ==== format: keyword is a reserved word
d = {"class": 1}
print('{class}'.format(**d))
# ---- left: the arguments are unpacked ----
# ==== format: bytes key and negative index
d = {"-1": 1}
print('{0[-1]}'.format(d))
# ---- better: it is left alone there ----
d = {"-1": 1}
print(f'{d["-1"]}')
# ==== format: literals
print('{} {} {}'.format(1, "a", 2.5))
# ---- better: a literal needs no field ----
print(f'1 a {2.5}')
# ==== format: quote literals
print('{}'.format("it's"), '{!r}'.format("a"))
# ---- better: what it makes of this behaves in another way ----
print('{}'.format("it's"), f'{"a"!r}')
# ==== format: in an f-string
a = 1
print(f"{'{}'.format(a)}")
# ---- left: it is in a field of an f-string ----
# ==== format: chained
print('{}'.format(1).upper(), ('{}').format(2))
# ---- better: a literal needs no field ----
print('1'.upper(), ('2'))
# ==== format: datetime spec
import datetime
d = datetime.date(2020, 1, 2)
print('{:%Y-%m-%d} {:%H:%M}'.format(d, d))
# ---- same ----
import datetime
d = datetime.date(2020, 1, 2)
print(f'{d:%Y-%m-%d} {d:%H:%M}')
# ==== format: spec with colon and bang
a = 1
print('{:!>5}'.format(a), '{!s:}'.format(a))
# ---- same ----
a = 1
print(f'{a:!>5}', f'{a!s:}')
# ==== format: set and dict arguments
a = 1
print('{}'.format({a}), '{}'.format({a: a}))
# ---- better: it is left alone there ----
a = 1
print(f'{ {a} }', f'{ {a: a} }')
# ==== format: long arguments
def f(name, other):
    return '{}: {}'.format(name.strip().lower().replace("a", "b").replace("c", "d"), other.strip().upper())
print(f("a", "b"))
# ---- same ----
def f(name, other):
    return f'{name.strip().lower().replace("a", "b").replace("c", "d")}: {other.strip().upper()}'
print(f("a", "b"))
# ==== format: in a default and decorator
a = 1
def f(x='{}'.format(a)): return x
print(f())
# ---- same ----
a = 1
def f(x=f'{a}'): return x
print(f())
# ==== format: class body name
class A:
    x = 1
    y = '{}'.format(x)
print(A.y)
# ---- same ----
class A:
    x = 1
    y = f'{x}'
print(A.y)
# ==== format: generator argument
print('{}'.format(x for x in [])[:10])
# ---- left silently: a generator as the only argument has no brackets of its own ----
# ==== format: yield | unrun
def f():
    x = '{}'.format((yield))
# ---- left: an operand that an f-string cannot hold ----
# ==== format: starred and keywords mixed
a = 1
print('{} {b}'.format(a, b=a))
# ---- same ----
a = 1
print(f'{a} {a}')
# ==== format: escape sequences
a = 1
print('{}\t{}\x41\u00e9'.format(a, a))
# ---- same ----
a = 1
print(f'{a}\t{a}\x41\u00e9')
# ==== format: triple quotes
a = 1
print("""
{}
""".format(a))
# ---- same ----
a = 1
print(f"""
{a}
""")
# ==== format: a doc string that is formatted
def f():
    """{}""".format(1)
print(f.__doc__)
# ---- same ----
def f():
    f"""{1}"""
print(f.__doc__)
# ==== concat: not by default
a = "x"
print("a" + a + "b")
# ---- left silently: nothing to do ----
# ==== join: not by default
a = "x"
print("".join([a, "b"]))
# ---- left silently: nothing to do ----
# ==== concat: --transform-concats | with=idioms/concat-to-fstring
def f(first, n):
    name = str(first)
    print("hello " + name + "!", 'n: ' + str(n), "a" + "b" + name, name + ".txt")
    return ("(" + name
            + ")")
print(f(1, 2))
# ---- same ----
def f(first, n):
    name = str(first)
    print(f"hello {name}!", f'n: {n!s}', f"ab{name}", f"{name}.txt")
    return f"({name})"
print(f(1, 2))
# ==== concat: of what may be no text | with=idioms/concat-to-fstring
def f(x):
    return "a" + x
print(f("b"))
# ---- same, with --review ----
def f(x):
    return f"a{x}"
print(f("b"))
# ==== join: --transform-joins | with=idioms/join-to-fstring
def f(first):
    a = str(first)
    return ", ".join([a, "b", a]), "".join(["a", "b"]), "\n".join((a, repr(first)))
print(f(1))
# ---- same ----
def f(first):
    a = str(first)
    return f"{a}, b, {a}", "ab", f"{a}\n{first!r}"
print(f(1))
# ==== join: of a list that is not written out | with=idioms/join-to-fstring
a = ["x"]
print("".join(a), "".join([*a, "b"]), "".join(x for x in a))
# ---- left silently: what is joined is not known ----
# ==== noqa comment
a = 1
print('{}'.format(a))  # noqa: flynt
# ---- better: it is left alone there ----
a = 1
print(f'{a}')  # noqa: flynt
# ==== UP030 positions
print('{0} {1}'.format(1, 2), '{0:>3} {1!r}'.format(1, 2))
# ---- better: a literal needs no field ----
print('1 2', f'{1:>3} 2')
# ==== UP030 nested
print('{0:{1}}'.format(1, 5))
# ---- better: it is left alone there ----
print(f'{1:{5}}')
