import { argumentsOf, defineTransform, isTestFile } from '#transform'
import { textOf } from './_text.ts'

/** Words that are prefixes or suffixes, and no lists of characters: `.json`, `https://`, `_suffix`. */
const WHOLE = /^\.[A-Za-z]\w+$|:\/\/|^[_-]?[A-Za-z]{3,}[_-]?$|^(?:www\.|\w+\.\w{2,4})$/
/** Sets of letters that people strip. */
const LETTERS = /^(?:(?:[aeiouy]+|[A-Z]{1,2}[a-z]{1,2}|([a-z])\1*)|xX|uUlL|abcdef.*|.*xyz|0123.*)$/i

export default defineTransform({
  summary: 'Report strip with a word, which takes away its letters in any order',
  since: 'any',
  safety: 'report',
  sameAs: ['B005'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#str.strip',
  query: `
    (call
      function: (attribute attribute: (identifier) @method)
      arguments: (argument_list . [(string) (concatenated_string)] @characters .)) @call`,
  anchors: ['strip', 'lstrip', 'rstrip'],
  rewrite({ method, characters, call }, context) {
    if (!method || !characters || !call || !/^[lr]?strip$/.test(method.text)) return
    const text = argumentsOf(call).length === 1 ? textOf(context, characters) : undefined
    if (!text || isTestFile(context.module.path)) return
    const { value } = text
    const letters = value.replaceAll(/[^A-Za-z]/g, '')
    const isTwice = new Set(letters).size < letters.length
    if (!WHOLE.test(value) || LETTERS.test(value) || (!isTwice && !/^[.]|:\/\//.test(value))) return
    const instead =
      method.text === 'lstrip'
        ? 'removeprefix'
        : method.text === 'rstrip'
          ? 'removesuffix'
          : 'removeprefix or removesuffix'
    context.report(
      `this takes away each of these characters as long as there are any, not ${JSON.stringify(value)}: use ${instead}`,
      characters,
    )
  },
})
