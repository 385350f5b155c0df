import {
  argumentsOf,
  type Context,
  checkWidth,
  defineTransform,
  field,
  hasSplat,
  headersAround,
  type Node,
  parentOf,
  sameNode,
  spanOf,
} from '#transform'
import { asReceiver, builtBy, pathOf } from './_path.ts'
import { FUNCTIONS, GIVE_TEXT, memberFor } from './_path-methods.ts'

export default defineTransform({
  summary: 'Ask pathlib instead of os.path: Path(p).exists()',
  since: 'any',
  safety: 'review',
  sameAs: [
    'PTH100',
    'PTH101',
    'PTH102',
    'PTH103',
    'PTH104',
    'PTH105',
    'PTH106',
    'PTH107',
    'PTH108',
    'PTH109',
    'PTH110',
    'PTH111',
    'PTH112',
    'PTH113',
    'PTH114',
    'PTH115',
    'PTH116',
    'PTH117',
    'PTH118',
    'PTH119',
    'PTH120',
    'PTH121',
    'PTH122',
    'PTH123',
    'PTH202',
    'PTH203',
    'PTH204',
    'PTH205',
    'PTH208',
    'PTH211',
  ],
  docs: 'https://docs.python.org/3/library/pathlib.html#corresponding-tools',
  drops: ['constants'],
  query: `
    (call function: (_) @callee) @call
    (subscript value: (call function: (_) @callee) @call subscript: [(integer) (unary_operator)] @index) @whole`,
  where: { callee: FUNCTIONS },
  rewrite({ callee, call, index, whole }, context) {
    const name = callee && context.qualifiedName(callee)
    if (!name || !call) return
    if (GIVE_TEXT.includes(name)) return leaveText(context, call)
    const args = argumentsOf(call)
    const [first] = args
    if (!first || hasSplat(args) || /^(?:keyword_arg|generator)/.test(first.type)) return
    if (name === 'os.path.splitext') {
      if (whole && index && args.length === 1) partOf(context, whole, first, index.text)
      return
    }
    if (name === 'builtins.open' && isGlued(first))
      context.report('the path is put together as text: Path(folder) / name knows the separator', first)
    if (whole) return
    // Anything that os.path did not make may be a number of an open file.
    if (name === 'builtins.open' && builtBy(context, first) === undefined)
      return context.skip('open takes what it is given as it is: a Path around it gains nothing')
    if (name === 'os.symlink') return link(context, call, args)
    if (name === 'os.path.basename' && isStem(context, call)) return
    const parent = parentOf(call)
    const member = memberFor(context, name, call, parent?.type === 'expression_statement')
    if (member === undefined)
      return context.skip(`no method of Path does the same as this call of ${callee.text}`)
    if (/^(?:exists|is_\w+)\(\)$/.test(member) && isDoubted(call))
      return context.skip('it may be asked about what is no path: Path raises OSError for some of that')
    write(context, call, `${asReceiver(pathOf(context, first))}.${member}`)
  },
})

/** The path comes second, and what it shall lead to first. */
function link(context: Context, call: Node, [target, path, ...more]: readonly Node[]): void {
  const isPlain = more.every(
    (arg) => arg.type !== 'keyword_argument' || field(arg, 'name')?.text === 'target_is_directory',
  )
  if (!target || !path || path.type === 'keyword_argument' || !isPlain || more.length > 1)
    context.skip('no method of Path does the same as this call of os.symlink')
  const given = [builtBy(context, target) ? pathOf(context, target) : target, ...more]
  const list = given.map(({ text }) => text).join(', ')
  write(context, call, `${asReceiver(pathOf(context, path))}.symlink_to(${list})`)
}

/** Whoever takes the text may not take a path: says so where no other path is made of it. */
function leaveText(context: Context, call: Node): void {
  const list = parentOf(call)
  const outer = list?.type === 'argument_list' ? parentOf(list) : undefined
  const callee = outer?.type === 'call' ? field(outer, 'function') : undefined
  const name = (callee && context.qualifiedName(callee)) ?? ''
  if (name === 'pathlib.Path' && outer && argumentsOf(outer).length === 1) writeWhole(context, outer, call)
  else if (!/^(?:os\.|pathlib\.|builtins\.open)/.test(name))
    context.skip('it gives text, and a method of Path would give a path: change what takes it, too')
}

/** `Path(os.path.join(a, b))`: what is asked of text gives a path at once. */
function writeWhole(context: Context, whole: Node, call: Node): void {
  const name = builtBy(context, call)
  if (name === undefined)
    context.skip('absolute() keeps .. and resolve() follows links: see which of them is meant')
  if (name === 'os.readlink' && !context.targets('3.9')) context.skip('Path.readlink needs Python 3.9')
  const path = pathOf(context, call)
  const around = parentOf(whole)
  const isLeft = around?.type === 'binary_operator' && sameNode(field(around, 'left'), whole)
  const isAlone = ALONE.test(around?.type ?? '') || (isLeft && field(around, 'operator')?.text === '/')
  write(context, whole, isAlone ? path.text : asReceiver(path))
}

/** Where an operator needs no parentheses. */
const ALONE =
  /^(?:argument_list|assignment|expression_list|expression_statement|keyword_argument|list|pair|return_statement|tuple|\w+_comprehension|generator_expression)$/

/** Whether somebody waits for the errors of what cannot be a path at all, and not for those of the system. */
function isDoubted(call: Node): boolean {
  const headers = headersAround(call)
  const isOfValues = headers.some((one) => /\b(?:TypeError|ValueError|Unicode\w*Error)\b/.test(one))
  return isOfValues && !headers.some((one) => SYSTEM.test(one))
}

const SYSTEM = /^except\s*:|\b(?:OSError|IOError|EnvironmentError|Exception|BaseException)\b/

/** `f"{folder}/name"`, or `folder + "/name"`. */
function isGlued(path: Node): boolean {
  if (path.type === 'string') return /^[rR]?[fF][^{}]*\{[^{}]*\}\//.test(path.text)
  return path.type === 'binary_operator' && /^[^"']+\+\s*[rR]?["']\//.test(path.text)
}

/** `splitext(p)[1]`, or `splitext(basename(p))[0]`. */
function partOf(context: Context, whole: Node, path: Node, index: string): void {
  if (index === '1' || index === '-1') write(context, whole, `${asReceiver(pathOf(context, path))}.suffix`)
  const [inner] = argumentsOf(path)
  if (index === '0' && isBasename(context, path) && inner)
    write(context, whole, `${asReceiver(pathOf(context, inner))}.stem`)
}

/** Whether the base name is asked for what is before its last dot. */
function isStem(context: Context, basename: Node): boolean {
  const list = parentOf(basename)
  const call = list && parentOf(list)
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  if (!call || !callee || context.qualifiedName(callee) !== 'os.path.splitext') return false
  const subscript = parentOf(call)
  return subscript?.type === 'subscript' && field(subscript, 'subscript')?.text === '0'
}

function isBasename(context: Context, node: Node): boolean {
  const callee = node.type === 'call' ? field(node, 'function') : undefined
  return (
    callee !== undefined &&
    argumentsOf(node).length === 1 &&
    context.qualifiedName(callee) === 'os.path.basename'
  )
}

function write(context: Context, node: Node, text: string): void {
  if (text.includes('\n')) context.skip('it goes over several lines')
  const edit = { ...spanOf(node), text }
  checkWidth(context, spanOf(node), [edit])
  context.edit([edit])
  context.note(
    'Path takes no bytes, drops a slash at the end, takes an empty path for the current folder, and before Python 3.14 may raise OSError where os.path says False: no permission, a name too long',
  )
}
