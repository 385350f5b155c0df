// npm run new -- <family>/<name> "<summary>": a transform and its first cases, ready to fill in.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'

const [name, summary = 'Say in one line what becomes what'] = process.argv.slice(2)
const root = new URL('../', import.meta.url)

function refuse(message) {
  console.error(message)
  process.exit(2)
}

if (!name || !/^[a-z][a-z0-9]*\/[a-z][a-z0-9-]*$/.test(name))
  refuse(
    'usage: npm run new -- <family>/<name> "<summary>", both in lower case, for example idioms/open-mode',
  )
/** A string literal as the formatter wants it: in single quotes unless double ones save an escape. */
function quoted(text) {
  const json = JSON.stringify(text)
  return text.includes("'") && !text.includes('"')
    ? json
    : `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

const files = {
  [`transforms/${name}.ts`]: `import { defineTransform } from '#transform'

export default defineTransform({
  summary: ${quoted(summary)},
  since: 'any',
  safety: 'review',
  docs: 'https://docs.python.org/3/',
  query: '(call function: (_) @callee arguments: (argument_list) @args) @call',
  where: { callee: 'module.name' },
  rewrite({ callee, args }, context) {
    if (args.namedChildCount > 0) context.skip('it takes arguments')
    context.replace(callee, context.import('module', 'other'))
  },
})
`,
  [`fixtures/${name}/basic.py`]: `# pymolt: review
import module

print(module.name())
`,
  [`fixtures/${name}/skip-shadowed.py`]: `class module:
    @staticmethod
    def name():
        return 1


print(module.name())
`,
}
for (const path of Object.keys(files)) if (existsSync(new URL(path, root))) refuse(`${path} exists already`)
for (const [path, text] of Object.entries(files)) {
  const url = new URL(path, root)
  mkdirSync(new URL('.', url), { recursive: true })
  writeFileSync(url, text)
  console.log(`wrote ${path}`)
}
console.log(`Next: paste Python into fixtures/${name}/basic.py (its first line, review, goes once the class is safe), find the pattern with
  npm run inspect -- fixtures/${name}/basic.py
write rewrite(), add cases, then npm run update -- ${name} and read what it wrote.
npx vitest run tests/fixtures -t ${name} proves it. CONTRIBUTING.md says more.`)
