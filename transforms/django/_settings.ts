import { classAround, functionAround, type Node, parentOf, statementOf } from '#transform'

interface Place {
  readonly path: string
  readonly tree: { readonly text: string }
}

/** Whether a module holds the settings of a project of Django. */
export function isSettings({ path, tree }: Place): boolean {
  return isSettingsPath(path) || /^INSTALLED_APPS\b/m.test(tree.text)
}

export function isSettingsPath(path: string): boolean {
  return /(?:^|\/)(?:\w*settings\w*|conf)(?:\.py$|\/)/.test(path)
}

/** Whether a name is bound by a statement of the module itself, under no condition. */
export function isOfModule(name: Node): boolean {
  const statement = statementOf(name)
  return parentOf(statement)?.type === 'module' && !functionAround(name) && !classAround(statement)
}
