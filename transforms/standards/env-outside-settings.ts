import { defineTransform, stringParts } from '#transform'
import { readAt } from './_environment.ts'

/** Where the environment is read on purpose: settings, tests, programs, and what starts or builds them. */
const HOMES =
  /(?:^|\/)(?:[^/]*(?:settings|config|conf)[^/]*(?:\.py$|\/)|(?:env|environment|constants|setup|manage|noxfile|tasks|fabfile|wsgi|asgi|conftest|__main__)\.py$|(?:tests?|bin|scripts?|docs?|examples?|migrations)\/|test_[^/]*\.py$|[^/]*_test\.py$)/
const IS_HOME = /^class \w*(?:Settings|Config)\b|^if __name__ == /m
/** What the system says of itself. */
const OF_SYSTEM =
  /^(?:PATH|HOME|USER|USERNAME|LOGNAME|SHELL|TERM|COLUMNS|LINES|LANG|LANGUAGE|LC_\w+|TZ|PWD|TMPDIR|TEMP|TMP|DISPLAY|EDITOR|VISUAL|PAGER|BROWSER|NO_COLOR|FORCE_COLOR|CI|GITHUB_\w+|XDG_\w+|APPDATA|LOCALAPPDATA|PROGRAMFILES|SYSTEMROOT|COMSPEC|PYTHON\w*|VIRTUAL_ENV|CONDA_\w+|SSH_\w+|WAYLAND_\w+|SOURCE_DATE_EPOCH)$/i

export default defineTransform({
  summary: 'Report configuration that is read from the environment outside of the settings',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.pydantic.dev/latest/concepts/pydantic_settings/',
  query: '[(attribute) (identifier)] @name',
  where: { name: ['os.environ', 'os.getenv'] },
  rewrite({ name }, context) {
    if (HOMES.test(context.module.path) || IS_HOME.test(context.text)) return
    const read = name && readAt(name)
    if (!read) return
    const parts = read.key && stringParts(read.key)
    const key = parts ? context.text.slice(parts.content.start, parts.content.end) : undefined
    if (key !== undefined && OF_SYSTEM.test(key)) return
    context.report(
      `${key ?? 'the environment'} is read here: let the settings of the application read it, and hand on the value`,
      read.node,
    )
  },
})
