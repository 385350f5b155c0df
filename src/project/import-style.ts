import { join } from 'node:path'
import { table } from '../python/table.ts'
import { iniSections } from './ini-sections.ts'
import { readText } from './manifest-text.ts'
import { isTable, type TomlTable, tomlAt, tomlMentioning } from './toml.ts'

/** How a project has its imports sorted, in the words of the options of `style/sort-imports`. */
export type ImportStyle = Readonly<Record<string, boolean | number | string | readonly string[]>>

/** What a setting has to be called and given as; undefined for a value that cannot be kept to. */
type Reader = (value: unknown) => ImportStyle | undefined

const NOTHING: ImportStyle = {}
const list =
  (option: string): Reader =>
  (value) => ({ [option]: listOf(value) })
const flag =
  (option: string): Reader =>
  (value) => ({ [option]: isTrue(value) })
const count =
  (option: string): Reader =>
  (value) =>
    /^-?\d+$/.test(String(value)) ? { [option]: Number(value) } : undefined
/** A setting that says what holds anyway. */
const only =
  (allowed: RegExp): Reader =>
  (value) =>
    allowed.test(String(value)) ? NOTHING : undefined
const ignored: Reader = () => NOTHING

/** Settings of isort and of ruff, in the spelling of isort. All others change what comes out in a way of their own. */
const SETTINGS: Readonly<Record<string, Reader>> = table({
  known_first_party: list('known-first-party'),
  known_third_party: list('known-third-party'),
  extra_standard_library: list('extra-standard-library'),
  skip: list('leave-files'),
  extend_skip: list('leave-files'),
  skip_glob: list('leave-files'),
  extend_skip_glob: list('leave-files'),
  combine_as_imports: flag('combine-as'),
  force_sort_within_sections: flag('force-sort-within-sections'),
  order_by_type: flag('order-by-type'),
  lines_after_imports: count('lines-after-imports'),
  line_length: count('line-length'),
  profile: only(/^black$/),
  multi_line_output: only(/^(?:3|vertical_hanging_indent)$/i),
  include_trailing_comma: only(/^(?:true|1|yes|on)$/i),
  use_parentheses: only(/^(?:true|1|yes|on)$/i),
  split_on_trailing_comma: only(/^(?:true|1|yes|on)$/i),
  ensure_newline_before_comments: ignored,
  force_grid_wrap: only(/^(?:0|false)$/i),
  default_section: only(/^(?:third_?party|third-party)$/i),
  lines_between_sections: only(/^1$/),
  lines_between_types: only(/^0$/),
  ...Object.fromEntries(
    'case_sensitive force_single_line force_to_top from_first length_sort no_sections float_to_top lexicographical reverse_relative'
      .split(' ')
      .map((name) => [name, only(/^(?:false|0|no|off|)$/i)]),
  ),
  detect_same_package: ignored,
  ...Object.fromEntries(
    'src_paths skip_gitignore filter_files py_version virtual_env conda_env verbose quiet color_output honor_noqa atomic root indent required_imports add_imports remove_imports show_diff check jobs supported_extensions'
      .split(' ')
      .map((name) => [name, ignored]),
  ),
})
/** What makes the layout of the profile of Black where a project does not name it. */
const LAYOUT = ['multi_line_output', 'include_trailing_comma', 'split_on_trailing_comma']

/** How the project at `root` has its imports sorted by ruff or isort; nothing where it does not say. */
export function importStyleOf(root: string): ImportStyle {
  const toml = (name: string) => tomlMentioning('isort', readText(join(root, name))) ?? {}
  const pyproject = toml('pyproject.toml')
  const ruff =
    tomlAt(toml('.ruff.toml'), ['lint', 'isort']) ??
    tomlAt(toml('ruff.toml'), ['lint', 'isort']) ??
    tomlAt(pyproject, ['tool', 'ruff', 'lint', 'isort']) ??
    tomlAt(pyproject, ['tool', 'ruff', 'isort'])
  if (isTable(ruff)) return styleOf(ruff, 'ruff', NOTHING)
  const isort =
    iniSections(readText(join(root, '.isort.cfg')), ['settings', 'isort']) ??
    tomlAt(pyproject, ['tool', 'isort']) ??
    iniSections(readText(join(root, 'setup.cfg')), ['isort', 'tool:isort']) ??
    iniSections(readText(join(root, 'tox.ini')), ['isort', 'tool:isort'])
  if (!isTable(isort)) return NOTHING
  const { profile } = isort
  if (profile === undefined && !LAYOUT.every((name) => isort[name] !== undefined))
    return { leave: 'isort is set up for another layout than that of Black: let it sort them' }
  return styleOf(isort, 'isort', { 'line-length': profile === 'black' ? 88 : 79 })
}

function styleOf(settings: TomlTable, tool: string, defaults: ImportStyle): ImportStyle {
  let style: Record<string, ImportStyle[string]> = { ...defaults }
  for (const [key, value] of Object.entries(settings)) {
    const read = SETTINGS[key.replaceAll('-', '_')]
    const found = read?.(value)
    if (!found)
      return { leave: `${tool} is set up with ${key}, which only ${tool} itself keeps to: let it sort them` }
    const { 'leave-files': files } = style
    style = { ...style, ...found }
    const added = found['leave-files']
    if (Array.isArray(files) && Array.isArray(added)) style['leave-files'] = [...files, ...added]
  }
  // isort looks at the case of letters in whole lines, but for where it sorts names without it, too.
  if (tool === 'isort' && style['force-sort-within-sections'] && style['order-by-type'] !== false)
    style['case-sensitive'] = true
  return style
}

function listOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.filter((item): item is string => typeof item === 'string')
  return String(value)
    .split(/[,\n]/)
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

function isTrue(value: unknown): boolean {
  return /^(?:true|1|yes|on)$/i.test(String(value))
}
