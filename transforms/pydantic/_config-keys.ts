/** Keys that have another name in v2. https://docs.pydantic.dev/latest/migration/#changes-to-config */
export const RENAMED_KEYS: ReadonlyMap<string, string> = new Map([
  ['allow_population_by_field_name', 'populate_by_name'],
  ['anystr_lower', 'str_to_lower'],
  ['anystr_upper', 'str_to_upper'],
  ['anystr_strip_whitespace', 'str_strip_whitespace'],
  ['min_anystr_length', 'str_min_length'],
  ['max_anystr_length', 'str_max_length'],
  ['keep_untouched', 'ignored_types'],
  ['orm_mode', 'from_attributes'],
  ['schema_extra', 'json_schema_extra'],
  ['validate_all', 'validate_default'],
])

/** Keys without an effect in v2, by the value with which they say what v2 does anyway. */
export const DROPPED_KEYS: ReadonlyMap<string, RegExp> = new Map([
  ['smart_union', /^True$/],
  ['underscore_attrs_are_private', /^True$/],
  ['copy_on_model_validation', /^(?:False|["']none["'])$/],
  ['post_init_call', /^$/],
])

/** Keys that v2 has nothing for: a person decides. */
export const GONE_KEYS: ReadonlyMap<string, string> = new Map([
  ['error_msg_templates', 'error_msg_templates is gone: catch ValidationError and translate its errors()'],
  ['getter_dict', 'getter_dict is gone: write a model_validator(mode="before")'],
  ['json_loads', 'json_loads is gone: parse the text first and call model_validate'],
  [
    'json_dumps',
    'json_dumps is gone: call that function with model_dump() and default=pydantic_core.to_jsonable_python, which knows no json_encoders',
  ],
])

/** Methods that v1 called on the Config class. */
export const GONE_METHODS: ReadonlyMap<string, string> = new Map([
  ['prepare_field', 'prepare_field is gone: annotate the fields themselves'],
  ['get_field_info', 'get_field_info is gone: give each field its Field(...)'],
  ['customise_sources', 'customise_sources becomes the class method settings_customise_sources of the model'],
  ['parse_env_var', 'parse_env_var is gone: write a field_validator(mode="before") or a settings source'],
  ['schema_extra', 'schema_extra is a function: move it out of Config and name it in json_schema_extra'],
  ['alias_generator', 'alias_generator is defined in Config: move it out of there'],
])

/** Keys that are written as before. */
export const KEPT_KEYS: ReadonlySet<string> = new Set(
  `alias_generator allow_inf_nan arbitrary_types_allowed cache_strings coerce_numbers_to_str defer_build extra
  field_title_generator from_attributes frozen hide_input_in_errors ignored_types json_encoders json_schema_extra
  json_schema_mode_override json_schema_serialization_defaults_required loc_by_alias model_title_generator
  plugin_settings populate_by_name protected_namespaces regex_engine revalidate_instances schema_generator
  ser_json_bytes ser_json_inf_nan ser_json_timedelta serialize_by_alias str_max_length str_min_length
  str_strip_whitespace str_to_lower str_to_upper strict title use_attribute_docstrings use_enum_values
  val_json_bytes validate_assignment validate_by_alias validate_by_name validate_default validate_return
  validation_error_cause`.split(/\s+/),
)

/** Keys of settings that are written as before. */
export const SETTINGS_KEYS: ReadonlySet<string> = new Set(
  `case_sensitive env_file env_file_encoding env_ignore_empty env_nested_delimiter env_nested_max_split
  env_parse_enums env_parse_none_str env_prefix json_file json_file_encoding nested_model_default_partial_update
  pyproject_toml_depth pyproject_toml_table_header secrets_dir toml_file yaml_file yaml_file_encoding`.split(
    /\s+/,
  ),
)

/** Keys that v1 knew under a name that means nothing, or something else, in v2. */
export const OLD_KEYS: readonly string[] = [
  ...RENAMED_KEYS.keys(),
  ...DROPPED_KEYS.keys(),
  ...GONE_KEYS.keys(),
  'allow_mutation',
]

/** Whether a name in a Config can only be there for pydantic. */
export function isConfigKey(name: string): boolean {
  return KEPT_KEYS.has(name) || OLD_KEYS.includes(name) || SETTINGS_KEYS.has(name) || name === 'fields'
}

/** The name of a key in v2. */
export function newKey(name: string): string {
  return name === 'allow_mutation' ? 'frozen' : (RENAMED_KEYS.get(name) ?? name)
}

/** What `BaseSettings` itself sets, by v2 name. It takes part where several bases are merged. */
export const SETTINGS_DEFAULTS: ReadonlyMap<string, string> = new Map([
  ['extra', '"forbid"'],
  ['arbitrary_types_allowed', 'True'],
  ['validate_default', 'True'],
])
