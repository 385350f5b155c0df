import { defineTransform, field, parentOf, sameNode } from '#transform'
import { argumentsOf } from './_fields.ts'
import { MODEL_WORDS } from './_receivers.ts'

/** Types whose validate(…) took the value alone and gave what the adapter of v2 gives. */
const ALONE = [
  ...['networks.EmailStr', 'networks.NameEmail', 'networks.IPvAnyAddress', 'networks.IPvAnyInterface'],
  ...['networks.IPvAnyNetwork', 'types.SecretStr', 'types.SecretBytes', 'types.ByteSize'],
  ...['types.StrictBool', 'types.PastDate', 'types.FutureDate', 'types.FilePath', 'types.DirectoryPath'],
]
/** Types whose validate(…) was given a field and a configuration as well. */
const OTHERS = [
  ...['AnyUrl', 'AnyHttpUrl', 'HttpUrl', 'FileUrl', 'PostgresDsn', 'CockroachDsn', 'AmqpDsn', 'RedisDsn'].map(
    (name) => `networks.${name}`,
  ),
  ...['networks.MongoDsn', 'networks.KafkaDsn', 'types.PyObject', 'types.ConstrainedStr'],
  ...['types.ConstrainedDecimal', 'types.StrictStr'],
]
const names = (paths: readonly string[]) =>
  paths.flatMap((path) => [`pydantic.${path.split('.')[1]}.validate`, `pydantic.${path}.validate`])

export default defineTransform({
  summary: 'Replace EmailStr.validate(…) and its like with TypeAdapter(EmailStr).validate_python(…)',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.pydantic.dev/latest/concepts/type_adapter/',
  drops: ['names'],
  query: '(attribute object: (_) @type attribute: (identifier) @method) @validate',
  where: { validate: [...names(ALONE), ...names(OTHERS)] },
  anchors: ['.validate'],
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ type, method, validate }, context) {
    const call = parentOf(validate)
    const list =
      call?.type === 'call' && sameNode(field(call, 'function'), validate)
        ? field(call, 'arguments')
        : undefined
    const given = list ? argumentsOf(list) : []
    const isAlone = names(ALONE).includes(context.qualifiedName(validate) ?? '')
    const isValue = given.length === 1 && !given.some(({ type: kind }) => /splat|keyword_argument/.test(kind))
    if (!call || !isAlone || !isValue)
      context.skip(
        `v2 has no ${type.text}.validate: write TypeAdapter(${type.text}).validate_python(…) of the value alone`,
      )
    if (context.text.slice(type.endIndex, method.startIndex).includes('#'))
      context.skip('a comment stands in the middle of it')
    const adapter = context.import('pydantic', 'TypeAdapter', call)
    context.review('it raises ValidationError where v1 raised an error of its own; both are a ValueError')
    context.insert(type.startIndex, `${adapter}(`)
    context.replace({ start: type.endIndex, end: method.endIndex }, ').validate_python')
  },
})
