import { type Context, defineTransform, field, type Node, parentOf, unitAt } from '#transform'
import { coreSchema } from './_core-schema.ts'
import { filesOnV1, heedVersionTests } from './_guards.ts'
import { schemaByBase } from './_inherited-schema.ts'
import { bodyOf, isModelNamed, modelKind } from './_model-classes.ts'
import { ownMethod } from './_overrides.ts'
import { asWrapValidator } from './_own-validate.ts'
import { commentsOf, writeCoreSchema, writeJsonSchema } from './_schema-methods.ts'
import { subclassedIn } from './_subclassed.ts'

export default defineTransform({
  summary: 'Write __get_validators__ and __modify_schema__ of custom types as v2 asks for them',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/migration/#defining-custom-types',
  drops: ['names', 'constants', 'statements'],
  query: '(function_definition name: (identifier) @name parameters: (parameters) @parameters) @method',
  anchors: ['__get_validators__', '__modify_schema__'],
  searches: ['pydantic'],
  recipes: ['pydantic-v2'],
  rewrite({ name, parameters, method }, context) {
    if (!/^__(?:get_validators|modify_schema)__$/.test(name.text)) return
    const around = parentOf(method)
    const statement = around?.type === 'decorated_definition' ? around : method
    const block = parentOf(statement)
    const owner = block?.type === 'block' ? parentOf(block) : undefined
    if (owner?.type !== 'class_definition') return
    if (context.project.staysOnV1(context.module.path, unitAt(owner))) return
    const reader = readerOnV1(owner, context)
    if (reader !== undefined)
      context.skip(
        `models of pydantic.v1, which ${reader} takes, ask for ${name.text}: keep it while they are there, and write its v2 form beside it for models of v2`,
      )
    const has = (...names: string[]): boolean =>
      bodyOf(owner).some((own) => names.includes(nameOf(own) ?? ''))
    heedVersionTests(method, context)
    const decorators = statement.namedChildren.filter(({ type }) => type === 'decorator')
    const isUsual = decorators.length === 1 && decorators[0]?.firstNamedChild?.text === 'classmethod'
    if (name.text === '__get_validators__') {
      if (has('__get_pydantic_core_schema__')) return
      if (/^(?:model|settings)$/.test(modelKind(context.module, owner))) {
        // It goes with the validate that it names.
        const own = ownMethod(owner, 'validate')
        if (own?.type === 'function_definition' && asWrapValidator(own, owner, context.module)) return
        // A core schema of its own would stand for that of the model, and be asked whenever one is made.
        context.report(
          'v2 does not call __get_validators__ of a model: write a validator, @model_validator(mode="before") or (mode="wrap")',
          name,
        )
        return
      }
      if (isMixedIntoModels(owner, context)) {
        // Their own schema would be gone, and cls(…) in what is yielded would ask for this one again, without end.
        context.report(
          'models derive from this class, of which v2 does not call __get_validators__: write a validator in each, @model_validator(mode="before") or (mode="wrap")',
          name,
        )
        return
      }
      const schema = coreSchema(method, owner, context)
      const comments = commentsOf(method)
      if (!isUsual || schema.kind === 'unclear' || !comments)
        context.report(
          `v2 gives what __get_validators__ yields a ValidationInfo as well, which those refuse that take the value alone: write __get_pydantic_core_schema__(cls, source_type, handler) that returns ${schema.kind === 'clear' ? 'a core schema of them' : schema.text}`,
          name,
        )
      else {
        const json = has('__modify_schema__', '__get_pydantic_json_schema__')
          ? undefined
          : schemaByBase(owner, context)
        writeCoreSchema({ name, parameters, method }, { ...schema, comments, json }, context)
      }
    } else if (!has('__get_pydantic_json_schema__')) {
      const isOwnType = has('__get_validators__', '__get_pydantic_core_schema__')
      const start = isOwnType ? (schemaByBase(owner, context) ?? '{}') : 'handler(core_schema)'
      if (!isUsual || !writeJsonSchema({ name, parameters, method }, start, context))
        context.report(
          'v2 refuses __modify_schema__, which stops the import of models with such fields: write __get_pydantic_json_schema__(cls, core_schema, handler), which changes and returns handler(core_schema)',
          name,
        )
    }
  },
})

/** Whether a class of the project that derives from this one, directly or not, is a model. */
function isMixedIntoModels(owner: Node, { module, project }: Context): boolean {
  const start = module.qualifiedNameOf(owner)
  const queue = start === undefined ? [] : [start]
  const seen = new Set(queue)
  for (let here = queue.shift(); here !== undefined; here = queue.shift())
    for (const heir of subclassedIn(project).get(here) ?? []) {
      if (seen.has(heir)) continue
      seen.add(heir)
      if (isModelNamed(heir, module.path, project)) return true
      queue.push(heir)
    }
  return false
}

/**
 * A file that names the class and has models of `pydantic.v1`, which it imports from there or from a file that hands it on: they may have
 * such fields. In staged runs it is known which do.
 */
function readerOnV1(owner: Node, { module, project }: Context): string | undefined {
  const name = field(owner, 'name')?.text
  if (name === undefined || project.isStaged) return undefined
  const naming = new Set([module.path, ...project.filesNaming(new Set([name]))])
  const givers = filesOnV1(project)
  const direct = givers.find((path) => naming.has(path))
  if (direct !== undefined) return direct
  for (const giver of givers) {
    const last = /(\w+)(?:\/__init__)?\.pyi?$/.exec(giver)?.[1]
    if (last === undefined) continue
    const imports = new RegExp(`^[ \\t]*from[ \\t]+[\\w.]*\\b${last}[ \\t]+import\\b`, 'm')
    const taker = project.filesWith(new Set([last]), imports).find((path) => naming.has(path))
    if (taker !== undefined) return taker
  }
  return undefined
}

function nameOf(statement: Node): string | undefined {
  const definition = statement.type === 'decorated_definition' ? field(statement, 'definition') : statement
  return definition?.type === 'function_definition' ? field(definition, 'name')?.text : undefined
}
