import { type Context, type Node, type Project, unitAt } from '#transform'

const V2_NAMES =
  'field_validator|model_validator|field_serializer|model_serializer|computed_field|TypeAdapter|RootModel|AfterValidator|BeforeValidator|WrapValidator|PlainValidator|validate_call|AliasChoices|AliasPath|AliasGenerator|StringConstraints|ValidationInfo|SerializationInfo|SerializeAsAny|PlainSerializer|WrapSerializer|WithJsonSchema|InstanceOf|SkipValidation|Discriminator|AwareDatetime|NaiveDatetime|ImportString|JsonValue|UrlConstraints|GetCoreSchemaHandler|GetJsonSchemaHandler|FieldValidationInfo|with_config'
const V1_NAMES =
  'validator|root_validator|BaseSettings|BaseConfig|Extra|parse_obj_as|validate_arguments|Constrained\\w+|Required|NoneStr|StrBytes|PyObject|GenericModel'
const imports = (names: string): RegExp =>
  new RegExp(
    `\\bfrom pydantic(?:\\.\\w+)* import (?:\\([^)]*\\b(?:${names})\\b|[^(\\n]*\\b(?:${names})\\b)|\\bpydantic\\.(?:${names})\\b`,
  )
const V2_IMPORT = imports(V2_NAMES)
const V1_IMPORT = imports(V1_NAMES)
const V2_CONFIG_KEYS =
  'extra|populate_by_name|validate_by_name|from_attributes|frozen|arbitrary_types_allowed|json_schema_extra|protected_namespaces|use_enum_values|validate_assignment|str_strip_whitespace|strict|env_prefix|env_file'
const V2_USE = new RegExp(
  [
    String.raw`\bpydantic_settings\b|\b(?:from|import) pydantic_core\b|\bfrom pydantic\.(?:alias_generators|functional_\w+|json_schema) import\b`,
    String.raw`\.model_(?:dump|validate|rebuild|construct|copy|json_schema|fields)\b|\bdef model_post_init\b|\b__get_pydantic_(?:core|json)_schema__\b`,
    String.raw`\b(?:json_schema_extra|validation_alias|serialization_alias|validate_default)=`,
    String.raw`^\s+model_config\s*(?::[^=\n]*)?=\s*(?:(?:\w+\.)?(?:Settings)?ConfigDict\(|\{\s*["'](?:${V2_CONFIG_KEYS})["']|dict\(\s*(?:${V2_CONFIG_KEYS})\s*=)`,
  ].join('|'),
  'm',
)
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
 * default, must then stay. A file that does not say it is taken for what most others are, or else for what the manifests ask for; a
 * class that was on `pydantic.v1` says it itself.
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

const V2_WORDS = [
  'pydantic_settings',
  'pydantic_core',
  'model_config',
  '.model_dump',
  '.model_validate',
  '.model_fields',
  '.model_copy',
  '.model_construct',
  '.model_json_schema',
  'model_post_init',
  'validation_alias',
  'json_schema_extra',
  ...V2_NAMES.split('|'),
]
/** The texts that the project is searched for. */
export const GENERATION_WORDS: readonly string[] = ['pydantic', ...V2_WORDS]

function majorityOf(project: Project): 1 | 2 {
  let majority = majorities.get(project)
  if (majority === undefined) {
    const modern = project.filesWith(
      new Set(V2_WORDS),
      new RegExp(`${V2_IMPORT.source}|${V2_USE.source}`, 'm'),
    )
    const old = () =>
      project.filesWith(new Set(['pydantic']), new RegExp(`${V1_IMPORT.source}|${V1_USE.source}`, 'm'))
    // The manifests may be raised before the code is: they only count where no file says anything.
    const says2 = modern.length > 0 || project.asksOnlyFor('pydantic', 2)
    majority = says2 && modern.length >= old().length ? 2 : 1
    majorities.set(project, majority)
  }
  return majority
}
