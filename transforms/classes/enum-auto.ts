import { basesOf, defineTransform, field, type Node, statementsOf } from '#transform'

/** What decides which values there are. */
const DECIDING = /^(?:__new__|__init__|_generate_next_value_|_ignore_)$/

export default defineTransform({
  summary: 'Number the members of enumerations with auto()',
  since: '3.6',
  safety: 'review',
  // Numbers may be meant as they are: a matter of taste.
  recipes: [],
  docs: 'https://docs.python.org/3/library/enum.html#enum.auto',
  drops: ['constants'],
  query:
    '(class_definition name: (identifier) @name superclasses: (argument_list . (_) @base .) body: (block) @body) @definition',
  // The members of IntEnum and IntFlag are numbers, which are read, sent and compared.
  where: { base: ['enum.Enum', 'enum.Flag'] },
  rewrite({ name, base, body, definition }, context) {
    if (basesOf(definition).length !== 1) return
    const isFlag = context.qualifiedName(base) === 'enum.Flag'
    const values: Node[] = []
    for (const statement of statementsOf(body)) {
      const inner = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
      const method = statement.type === 'decorated_definition' ? field(statement, 'definition') : statement
      if (method?.type === 'function_definition') {
        if (DECIDING.test(field(method, 'name')?.text ?? ''))
          return context.skip('the class makes its values itself')
        continue
      }
      if (inner?.type === 'string' || statement.type === 'pass_statement') continue
      const value = inner?.type === 'assignment' && !field(inner, 'type') ? field(inner, 'right') : undefined
      const target = inner && field(inner, 'left')
      if (value?.type !== 'integer' || target?.type !== 'identifier' || /^_/.test(target.text)) return
      values.push(value)
    }
    if (values.length < 2) return
    const isCounted = values.every(({ text }, i) => text === String(isFlag ? 2 ** i : i + 1))
    if (!isCounted) return
    // Stored, sent or asked for: the numbers mean something.
    const pattern = new RegExp(`\\.value\\b|(?<!class )\\b${name.text}\\(`)
    const [path] = context.project.filesWith(new Set([name.text]), pattern)
    if (path !== undefined) return context.skip(`${path} may rely on the numbers of ${name.text}`)
    const auto = context.import('enum', 'auto', base)
    for (const value of values) context.replace(value, `${auto}()`)
    context.review('the numbers are the same as long as the members stay in this order')
  },
})
