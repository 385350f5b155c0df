import { isWordCode } from './import-scanner.ts'

/** The attributes that a text reads of a name; `any` where it may be all of them. */
export type AttributeReads = ReadonlySet<string> | 'any'

/**
 * Which attributes `text` may read of the module that `receiver` stands for: `receiver.Name`, a string next to it in a
 * call (`getattr(receiver, 'Name')`, `patch.object(receiver, 'Name')`). `any` when the module is handed on whole in a
 * way that reaches all of its names. Strings and comments are searched like code.
 * @param written the name, with a dot before it where the module is reached as an attribute only: after `import pkg` that is `pkg.mod`
 */
export function attributeReads(text: string, written: string): AttributeReads {
  const found = new Set<string>()
  const isAttribute = written.startsWith('.')
  const receiver = isAttribute ? written.slice(1) : written
  for (let at = text.indexOf(receiver); at >= 0; at = text.indexOf(receiver, at + receiver.length)) {
    if (isWordCode(text.charCodeAt(at - 1)) || isWordCode(text.charCodeAt(at + receiver.length))) continue
    if (isAttribute && !/\.[\s\\]*$/.test(text.slice(Math.max(0, at - 60), at))) continue
    if (text.charCodeAt(at + receiver.length) === 46) {
      // The usual case, without a regular expression.
      let end = at + receiver.length + 1
      const start = end
      while (isWordCode(text.charCodeAt(end))) end++
      if (end > start) {
        const attribute = text.slice(start, end)
        if (attribute === '__dict__') return 'any'
        found.add(attribute)
        continue
      }
    }
    const rest = text.slice(at + receiver.length, at + receiver.length + 200)
    const attribute = /^[\s\\]*\.[\s\\]*([\w\x80-\xff]+)/.exec(rest)?.[1]
    if (attribute === '__dict__') return 'any'
    if (attribute !== undefined) {
      found.add(attribute)
      continue
    }
    const before = text.slice(Math.max(0, at - 60), at)
    const string = /^\s*,\s*[rRuU]?(["'])(\w+)\1/.exec(rest)?.[2]
    if (string !== undefined) found.add(string)
    else if (/^\s*,/.test(rest) && /attr\(\s*(?:[\w.]+\.)?$/.test(before)) return 'any'
    else if (/\b(?:vars|dir|getmembers)\(\s*(?:[\w.]+\.)?$/.test(before)) return 'any'
    else if (/[^=!<>]=[ \t]*(?:[\w.]+\.)?$/.test(before) && /^[ \t]*(?:[\r\n#]|$)/.test(rest)) return 'any'
  }
  return found
}
