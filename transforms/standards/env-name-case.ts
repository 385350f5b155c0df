import { defineTransform, isTestFile, stringParts } from '#transform'
import { readAt } from './_environment.ts'

/** Variables that programs have agreed upon in lower case, and some that Windows has. */
const AGREED =
  /^(?:(?:https?|ftp|all|no|socks)_proxy|container|npm_\w+|prometheus_multiproc_dir|path|windir|debian_\w+|programfiles|comspec|systemroot|pathext)$/

export default defineTransform({
  summary: 'Report environment variables in lower case, which nobody sets that way',
  since: 'any',
  safety: 'report',
  sameAs: ['SIM112'],
  docs: 'https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html',
  query: '[(attribute) (identifier)] @name',
  where: { name: ['os.environ', 'os.getenv'] },
  rewrite({ name }, context) {
    if (isTestFile(context.module.path)) return
    const key = name && readAt(name)?.key
    const parts = key && stringParts(key)
    if (!parts || parts.isFormatted) return
    const text = context.text.slice(parts.content.start, parts.content.end)
    if (!/^[a-z][a-z0-9_]*$/.test(text) || AGREED.test(text)) return
    context.report(
      `names of variables are upper case by agreement, and only Windows takes one for the other: ${text.toUpperCase()}`,
      key,
    )
  },
})
