import { type Context, classAround, decoratorExpressions, field, type Node } from '#transform'

/** Packages whose decorators read the signature of the function under them, its defaults included. */
const READING_PACKAGES =
  /^(?:fastapi|click|typer|pytest|pydantic|prefect|airflow|invoke|fabric|nox|dagster|strawberry|fastmcp|mcp|ninja|litestar|faststream|langchain|langchain_core|cyclopts|hydra|plac|fire|sacred|luigi|discord|rpyc|numba|jax|torch|tensorflow)\./
/** Methods of an application object that decorate routes, commands and tasks. */
const READING_METHODS =
  /^(?:get|post|put|delete|patch|head|options|trace|websocket|route|api_route|command|callback|group|task|flow|tool|resource|prompt|mutation|query|subscription|fixture|event|exception_handler|middleware|subscriber|publisher|expose|endpoint)$/
/** Calls that are handed a function in order to read its signature. */
const READING_CALLS =
  'Depends|Security|run|Fire|from_function|validate_call|validate_arguments|signature|getfullargspec|create_model_from_signature'

/** Why the signature of a def is not for its callers alone, or has no body behind it; undefined when it may change. */
export function whyFixed(context: Context, definition: Node): string | undefined {
  const { text } = context
  if (context.module.isStub) return 'a stub has no body to make the object in'
  const name = field(definition, 'name')?.text ?? ''
  for (const decorator of decoratorExpressions(definition)) {
    const callee = decorator.type === 'call' ? (field(decorator, 'function') ?? decorator) : decorator
    const meaning = context.qualifiedName(callee) ?? callee.text
    const last = meaning.slice(meaning.lastIndexOf('.') + 1)
    if (last === 'overload') return 'an overload has no body of its own'
    if (/^abstract(?:method|property|classmethod|staticmethod)$/.test(last))
      return 'an abstract method: its overrides decide what the default means'
    if (READING_PACKAGES.test(meaning) && !meaning.startsWith('pytest.mark.'))
      return `@${callee.text} reads the defaults of the signature`
    if (callee.type === 'attribute' && READING_METHODS.test(last))
      return `@${callee.text} may read the defaults of the signature`
  }
  const annotation = definition.descendantsOfType('type')[0]
  const framework = annotation ? context.annotation(annotation)?.framework : undefined
  if (framework) return `${framework} reads the signature`
  const owner = classAround(definition)
  if (owner && /\bProtocol\b/.test(field(owner, 'superclasses')?.text ?? ''))
    return 'a protocol describes a signature, it has no body to make the object in'
  const callable = name === '__init__' && owner ? (field(owner, 'name')?.text ?? name) : name
  if (
    callable !== '' &&
    new RegExp(`\\b(?:${READING_CALLS})\\(\\s*(?:\\w+\\.)*${callable}\\b`, 'u').test(text)
  )
    return `${callable} is given to something that reads its signature`
  if (/\b__(?:kw)?defaults__\b/.test(text)) return 'the file reads or sets the defaults of functions'
  const body = field(definition, 'body')
  const head = text.slice(definition.startIndex, body?.firstNamedChild?.endIndex ?? definition.endIndex)
  if (/#\s*type:\s*(?!ignore)/.test(head))
    return 'a type comment says what the parameter may be; make it an annotation first'
  return undefined
}
