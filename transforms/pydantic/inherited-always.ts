import { defineTransform, field, type Module, type Node, type Project } from '#transform'
import { effectiveConfig } from './_config-table.ts'
import { fieldsOf, isClassVariable, keyword } from './_fields.ts'
import { isWrittenForV2 } from './_generation.ts'
import { ancestorClasses, asItWas, bodyOf, type ClassRef, modelKind } from './_model-classes.ts'
import { constantText } from './_validator-call.ts'
import { validateDefault } from './_validator-fields.ts'

const VALIDATOR = /^pydantic\.(?:(?:deprecated\.)?class_validators\.)?validator$/

export default defineTransform({
  summary: 'Validate the defaults of fields that are declared again below a validator with always=True',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/migration/#the-always-parameter',
  query: '(class_definition superclasses: (argument_list)) @model',
  anchors: [/^[ \t]+\w+\s*:[^\n]*/m],
  projectNeeds: ['always=True', 'always = True'],
  recipes: ['pydantic-v2'],
  rewrite({ model }, context) {
    if (!model) return
    const { module, project } = context
    const own = fieldsOf(model).filter(({ type }) => type && !isClassVariable(module, type))
    if (own.length === 0 || !/^(?:model|settings)$/.test(modelKind(module, model))) return
    const here = { module, node: model }
    const names = alwaysValidated(here, project)
    const wanted = own.filter(({ name }) => names.has(name) || names.has('*'))
    if (wanted.length === 0 || isWrittenForV2(context, model)) return
    if (effectiveConfig(here, project).values.get('validate_default') === 'True') return
    for (const found of wanted) validateDefault(found, context)
  },
})

/**
 * The fields whose default a validator of a base saw in v1, in this class as well. The files as they were say so: in this very
 * run the bases lose the word.
 */
function alwaysValidated(model: ClassRef, project: Project): Set<string> {
  const names = new Set<string>()
  const overridden = functionsOf(model.node)
  for (const base of ancestorClasses(model, project).classes) {
    const before = asItWas(base, project)
    for (const statement of bodyOf(before.node)) {
      const name = nameOfFunction(statement)
      if (name === undefined || overridden.has(name)) continue
      overridden.add(name)
      const decorators = statement.namedChildren.filter(({ type }) => type === 'decorator')
      for (const one of decorators) for (const of of fieldsOfAlways(one, before.module)) names.add(of)
    }
  }
  return names
}

function functionsOf(classNode: Node): Set<string> {
  return new Set(bodyOf(classNode).flatMap((statement) => nameOfFunction(statement) ?? []))
}

function nameOfFunction(statement: Node): string | undefined {
  const definition = statement.type === 'decorated_definition' ? field(statement, 'definition') : statement
  return definition?.type === 'function_definition' ? field(definition, 'name')?.text : undefined
}

/** What `@validator("a", "b", always=True)` is for. */
function fieldsOfAlways(decorator: Node, module: Module): string[] {
  const call = decorator.firstNamedChild
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  const args = call && field(call, 'arguments')
  const qualified = callee && module.qualify(callee)
  if (!args || qualified?.kind !== 'certain' || !VALIDATOR.test(qualified.name)) return []
  const always = keyword(args, 'always')
  if (!always || field(always, 'value')?.type !== 'true') return []
  return args.namedChildren.flatMap((argument) => constantText(argument) ?? [])
}
