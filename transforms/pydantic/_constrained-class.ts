import {
  basesOf,
  type Context,
  docstringOf,
  field,
  indentOf,
  lineOf,
  type Node,
  newlineAt,
  parentOf,
  trueEnd,
} from '#transform'
import { quoteOf } from './_config-values.ts'
import { annotatedName, type Constrained, isIdle, noteOrder, optionText, typeName } from './_constraints.ts'
import { inSchema, uniqueCheck } from './_unique-items.ts'

/** How the names of the classes begin that v1 had for constrained types. */
export const PREFIX = 'Constrained'

/** What stands in the body of such a class. */
export interface Parts {
  /** Options and comments in the order of the text. */
  readonly lines: readonly {
    readonly text: string
    readonly isComment: boolean
    readonly trailing?: string
  }[]
  readonly item: string | undefined
  readonly docstring: string | undefined
  /** Whether the items must differ. */
  readonly isUnique: boolean
}

/** Whether a class body holds assignments and nothing else. */
export function hasOnlyOptions(definition: Node): boolean {
  return (field(definition, 'body')?.namedChildren ?? []).every(
    ({ type }) => type === 'expression_statement' || type === 'pass_statement' || type === 'comment',
  )
}

/** Reads the body of a class that only has options; skips the site where there is more. */
export function readBody(
  definition: Node,
  constrained: Constrained,
  context: Context,
  mayInherit = false,
): Parts {
  const block = field(definition, 'body')
  const docstring = block && docstringOf(block)
  const end = trueEnd(definition)
  const lines: { text: string; isComment: boolean; trailing?: string }[] = []
  let item: string | undefined
  let isUnique = false
  let row = -1
  for (const node of block?.namedChildren ?? []) {
    const expression = node.type === 'expression_statement' ? node.firstNamedChild : undefined
    // One behind the last statement stays where it is.
    if (node.type === 'comment' && node.startIndex >= end) continue
    if (node.type === 'comment') {
      const last = lines.at(-1)
      if (node.startPosition.row === row && last && !last.isComment)
        lines[lines.length - 1] = { ...last, trailing: node.text.trimEnd() }
      else lines.push({ text: node.text.trimEnd(), isComment: true })
      continue
    }
    row = node.endPosition.row
    if (
      node.type === 'pass_statement' ||
      (expression && expression.startIndex === docstring?.startIndex) ||
      expression?.type === 'ellipsis'
    )
      continue
    const option = expression?.type === 'assignment' ? field(expression, 'left') : undefined
    const value = expression && field(expression, 'right')
    if (option?.type !== 'identifier' || !value)
      context.skip(
        `${PREFIX} types are gone, and this one has more than options: write a class with __get_pydantic_core_schema__, or an AfterValidator`,
      )
    if (option.text === 'item_type' && constrained.hasItems) item = value.text
    else if (option.text === 'unique_items' && value.type === 'true' && constrained.type === 'list') {
      isUnique = true
      lines.push({ text: inSchema(quoteOf(context.module)), isComment: false })
    } else if (option.text !== '__args__' && !isIdle(option.text, value))
      lines.push({ text: optionText(constrained, option.text, value, context), isComment: false })
  }
  if (constrained.hasItems && item === undefined && !mayInherit)
    context.skip(`${PREFIX} types are gone, and the items of this one have no type: write Annotated`)
  return { lines, item, docstring: docstring?.text, isUnique }
}

/** The class as an assignment of an annotated type. */
export function layOut(
  name: string,
  definition: Node,
  constrained: Constrained,
  parts: Parts,
  context: Context,
): string {
  const { lines, item, docstring } = parts
  const indent = indentOf(context.text, definition.startIndex)
  const newline = newlineAt(context.text, definition.startIndex)
  const bare = typeName(constrained, context, definition)
  const type = item === undefined ? bare : `${bare}[${item}]`
  const below = docstring === undefined ? '' : `${newline}${indent}${docstring}`
  const options = lines.filter(({ isComment }) => !isComment)
  if (lines.length === 0) return `${name} = ${type}${below}`
  noteOrder(
    options.map((option) => option.text),
    context,
  )
  const annotated = annotatedName(context, definition)
  const carrier = context.import('pydantic', constrained.carrier, definition)
  const closing = parts.isUnique ? uniqueCheck(name, definition, context) : ''
  const line = `${name} = ${annotated}[${type}, ${carrier}(${options.map(({ text }) => text).join(', ')})${closing}]`
  const isShort = indent.length + line.length <= context.lineLength && !/[\r\n]/.test(line)
  if (isShort && lines.every(({ isComment, trailing }) => !isComment && trailing === undefined))
    return line + below
  const unit = indent.includes('\t') ? '\t' : '    '
  const inner = lines.map(({ text, isComment, trailing }) => {
    const comment = trailing === undefined ? '' : `  ${trailing}`
    return `${indent}${unit}${unit}${text}${isComment ? '' : ','}${comment}`
  })
  return [
    `${name} = ${annotated}[`,
    `${indent}${unit}${type},`,
    `${indent}${unit}${carrier}(`,
    ...inner,
    `${indent}${unit}),`,
    ...(closing === '' ? [] : [`${indent}${unit}${closing.slice(2)},`]),
    `${indent}]${below}`,
  ].join(newline)
}

/** Why the class cannot become what is no class. */
export function reasonAgainst(name: string, definition: Node, context: Context): string | undefined {
  const { module, project } = context
  if (basesOf(definition).length > 1 || field(definition, 'superclasses')?.namedChildCount !== 1)
    return `${name} has other bases`
  const block = parentOf(definition)
  if (block && parentOf(block)?.type === 'class_definition') return `${name} is defined in a class`
  if (block?.type === 'decorated_definition') return `${name} is decorated`
  for (const { node } of module.names.loads(name)) {
    const use = parentOf(node)
    const owner = use?.type === 'argument_list' ? parentOf(use) : undefined
    const callee = owner?.type === 'call' ? field(owner, 'function')?.text : undefined
    if (
      (use?.type === 'call' && field(use, 'function')?.id === node.id) ||
      (use?.type === 'attribute' && field(use, 'object')?.id === node.id) ||
      owner?.type === 'class_definition' ||
      /^(?:isinstance|issubclass)$/.test(callee ?? '')
    )
      return `${name} is used as a class in line ${lineOf(node)}`
  }
  const used = new RegExp(
    `(?<!class )\\b${name}\\s*[(.]|\\bis(?:instance|subclass)\\([^()]*\\b${name}\\b|\\bclass\\s+\\w+\\([^()]*\\b${name}\\b`,
  )
  const imported = new RegExp(`\\bimport\\s*(?:\\([^)]*|[^\\n]*)\\b${name}\\b|\\bimport\\s+\\*|\\.${name}\\b`)
  const other = project
    .filesWith(new Set([name]), used)
    .find(
      (path) => path !== module.path && imported.test(project.moduleAt(path, module.target)?.tree.text ?? ''),
    )
  return other === undefined ? undefined : `${name} is used as a class in ${other}`
}
