/** What v1 called a kind of error, and what v2 calls it. https://docs.pydantic.dev/latest/errors/validation_errors/ */
const CODES: ReadonlyMap<string, string> = new Map(
  `type_error.bool: bool_type or bool_parsing
  type_error.bytes: bytes_type
  type_error.callable: callable_type
  type_error.decimal: decimal_type or decimal_parsing
  type_error.dict: dict_type, or model_type for a model
  type_error.enum: enum
  type_error.float: float_type or float_parsing
  type_error.integer: int_type, int_parsing or int_from_float
  type_error.json: json_type
  type_error.list: list_type
  type_error.none.not_allowed: that of the type, as string_type
  type_error.path: path_type
  type_error.set: set_type
  type_error.str: string_type
  type_error.subclass: is_subclass_of
  type_error.tuple: tuple_type
  type_error.uuid: uuid_type or uuid_parsing
  value_error.any_str.max_length: string_too_long
  value_error.any_str.min_length: string_too_short
  value_error.const: literal_error
  value_error.date: date_type or date_from_datetime_parsing
  value_error.datetime: datetime_type or datetime_from_date_parsing
  value_error.duration: time_delta_type or time_delta_parsing
  value_error.email: value_error
  value_error.extra: extra_forbidden
  value_error.json: json_invalid
  value_error.list.max_items: too_long
  value_error.list.min_items: too_short
  value_error.missing: missing
  value_error.number.not_ge: greater_than_equal
  value_error.number.not_gt: greater_than
  value_error.number.not_le: less_than_equal
  value_error.number.not_lt: less_than
  value_error.number.not_multiple: multiple_of
  value_error.str.regex: string_pattern_mismatch
  value_error.time: time_type or time_parsing
  value_error.url.scheme: url_parsing or url_scheme`
    .split('\n')
    .map((line) => line.trim().split(/: (.*)/, 2) as [string, string]),
)

/** What v2 calls the kinds of errors that a text names; undefined where it is not known. */
export function codeIn(text: string): string | undefined {
  const code = /\b(?:value_error|type_error)\.[a-z_.]+[a-z]/.exec(text)?.[0]
  return code === undefined ? undefined : CODES.get(code)
}
