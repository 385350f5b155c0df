import { type Context, type Node, type Project, unitAt } from '#transform'

const V2_NAMES =
  'field_validator|model_validator|field_serializer|model_serializer|computed_field|TypeAdapter|RootModel|AfterValidator|BeforeValidator|WrapValidator|PlainValidator|validate_call|AliasChoices|AliasPath|StringConstraints|ValidationInfo|ImportString|JsonValue|with_config'
const V1_NAMES =
  'validator|root_validator|BaseSettings|BaseConfig|Extra|parse_obj_as|validate_arguments|Constrained\\w+|Required|NoneStr|StrBytes|PyObject|GenericModel'
const imports = (names: string): RegExp =>
  new RegExp(
    `\\bfrom pydantic(?:\\.\\w+)* import (?:\\([^)]*\\b(?:${names})\\b|[^(\\n]*\\b(?:${names})\\b)|\\bpydantic\\.(?:${names})\\b`,
  )
const V2_IMPORT = imports(V2_NAMES)
const V1_IMPORT = imports(V1_NAMES)
const V2_USE =
  /\bpydantic_settings\b|\.model_(?:dump|validate|rebuild|construct|copy|json_schema|fields)\b|^\s+model_config\s*(?::[^=\n]*)?=\s*(?:\w+\.)?(?:Settings)?ConfigDict\(/m
const V1_USE =
  /^\s+class Config\b|\.(?:parse_obj|parse_raw|from_orm|update_forward_refs|__fields__|schema_json)\b|\b(?:regex|const|min_items|max_items|allow_mutation)=/m

/** Which pydantic a text was written for, as far as it says. */
function generationOf(text: string): 1 | 2 | undefined {
  if (!text.includes('pydantic') && !V2_USE.test(text)) return V1_USE.test(text) ? 1 : undefined
  if (V2_IMPORT.test(text) || V2_USE.test(text)) return 2
  return V1_IMPORT.test(text) || V1_USE.test(text) ? 1 : undefined
}

/** The text of a file as it was before the run, which is how the project shows it. */
function originalText({ module, project }: Context): string {
  return project.moduleAt(module.path, module.target)?.tree.text ?? module.tree.text
}

const generations = new WeakMap<Project, Map<string, 1 | 2>>()
const majorities = new WeakMap<Project, 1 | 2>()

/**
 * Whether a file was written for v2 before this run: what v1 and v2 read differently, such as an Optional field without
 * default, must then stay. A file that does not say it is taken for what most others are; a class that was on `pydantic.v1` says it itself.
 */
export function isWrittenForV2(context: Context, at?: Node): boolean {
  const { module, project } = context
  if (at && project.wasOnV1(module.path, unitAt(at))) return false
  const known = generations.get(project) ?? new Map<string, 1 | 2>()
  generations.set(project, known)
  let generation = known.get(module.path)
  if (generation === undefined) {
    generation = generationOf(originalText(context)) ?? majorityOf(project)
    known.set(module.path, generation)
  }
  return generation === 2
}

/** Whether a file surely was written for v1: it uses what v2 has not. */
export function isWrittenForV1(context: Context, at?: Node): boolean {
  const { module, project } = context
  if (at && project.wasOnV1(module.path, unitAt(at))) return true
  return generationOf(originalText(context)) === 1
}

const V2_WORDS = ['pydantic_settings', '.model_dump', '.model_validate', 'ConfigDict', ...V2_NAMES.split('|')]
/** The texts that the project is searched for. */
export const GENERATION_WORDS: readonly string[] = ['pydantic', ...V2_WORDS]

function majorityOf(project: Project): 1 | 2 {
  let majority = majorities.get(project)
  if (majority === undefined) {
    const modern = project.filesWith(
      new Set(V2_WORDS),
      new RegExp(`${V2_IMPORT.source}|${V2_USE.source}`, 'm'),
    )
    majority = 1
    if (modern.length > 0) {
      const old = project.filesWith(
        new Set(['pydantic']),
        new RegExp(`${V1_IMPORT.source}|${V1_USE.source}`, 'm'),
      )
      if (modern.length >= old.length) majority = 2
    }
    majorities.set(project, majority)
  }
  return majority
}
