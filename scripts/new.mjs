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

const isReport = /^report\b/i.test(summary)
const isNewFamily = !existsSync(new URL(`transforms/${name.split('/')[0]}/`, root))
const rewrite = isReport
  ? `  rewrite({ call }, context) {
    context.report('what is wrong, and what to do instead', call)
  },`
  : `  rewrite({ callee, args }, context) {
    if (args.namedChildCount > 0) context.skip('it takes arguments')
    context.replace(callee, context.import('module', 'other'))
  },`
// Without its first line a change of class review is not made, and a case that must not change would prove nothing.
const option = isReport ? '' : '# pymolt: review\n'
const basic = isReport ? 'report-basic.py' : 'basic.py'
const files = {
  [`transforms/${name}.ts`]: `import { defineTransform } from '#transform'

export default defineTransform({
  summary: ${quoted(summary)},
  since: 'any',
  safety: '${isReport ? 'report' : 'review'}',
  docs: 'https://docs.python.org/3/',
  query: '(call function: (_) @callee${isReport ? '' : ' arguments: (argument_list) @args'}) @call',
  where: { callee: 'module.name' },
${rewrite}
})
`,
  [`fixtures/${name}/${basic}`]: `${option}import module

print(module.name())
`,
  [`fixtures/${name}/skip-shadowed.py`]: `${option}class module:
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
if (isNewFamily)
  console.log(
    `${name.split('/')[0]} is a new family: unless its name is a mistake, say in src/cli/recipes.ts which recipe it belongs to.`,
  )
const first = isReport ? '' : ' (the first line, review, goes from all cases once the class is safe)'
console.log(`Next: paste Python into fixtures/${name}/${basic}${first}, find the pattern with
  npm run inspect -- fixtures/${name}/${basic}
write rewrite(), add cases, then npm run update -- ${name} and read what it wrote.
npx vitest run tests/fixtures -t ${name} proves it. CONTRIBUTING.md says more.`)
