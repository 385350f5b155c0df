/** What members of library classes give: `self` is the instance (or for a class an instance of it), other values are class names. */
type Members = Readonly<Record<string, string>>

const MODEL: Members = {
  ...Object.fromEntries(
    'copy model_copy construct model_construct parse_obj parse_raw parse_file from_orm validate model_validate model_validate_json'
      .split(' ')
      .map((name) => [name, 'self']),
  ),
  dict: 'builtins.dict',
  model_dump: 'builtins.dict',
  json: 'builtins.str',
  model_dump_json: 'builtins.str',
  schema: 'builtins.dict',
  model_json_schema: 'builtins.dict',
  schema_json: 'builtins.str',
  __fields__: 'builtins.dict',
  model_fields: 'builtins.dict',
  __fields_set__: 'builtins.set',
  model_fields_set: 'builtins.set',
}

const MEMBERS: Readonly<Record<string, Members>> = {
  'pydantic.BaseModel': MODEL,
  'pydantic.main.BaseModel': MODEL,
  'pydantic.generics.GenericModel': MODEL,
  'pydantic.BaseSettings': MODEL,
  'pydantic.env_settings.BaseSettings': MODEL,
  'pydantic_settings.BaseSettings': MODEL,
  'sqlmodel.SQLModel': MODEL,
  'sqlmodel.main.SQLModel': MODEL,
  'builtins.dict': { copy: 'self' },
  'builtins.list': { copy: 'self' },
  'builtins.set': { copy: 'self' },
}

/** What a member of a library class is or returns; undefined when that is not known. */
export function knownMember(className: string, name: string): string | undefined {
  const members = MEMBERS[className]
  return members && Object.hasOwn(members, name) ? members[name] : undefined
}
