import { addArgument, argumentsOf, defineTransform, isInstance, keywordArgument } from '#transform'

export default defineTransform({
  summary: "Extract tar archives with filter='data'",
  since: '3.8',
  safety: 'review',
  sameAs: ['S202'],
  docs: 'https://docs.python.org/3/library/tarfile.html#extraction-filters',
  query: `
    (call function: (attribute object: (_) @archive attribute: (identifier) @method)) @call`,
  anchors: ['extractall', 'extract'],
  needs: /\btarfile\b/,
  rewrite({ archive, method, call }, context) {
    if (!/^extract(?:all)?$/.test(method.text)) return
    const answer = isInstance(context, archive, ['tarfile.TarFile'])
    // From 3.14 on it is the default.
    if (answer === 'no' || context.targets('3.14')) return
    const args = argumentsOf(call)
    if (keywordArgument(args, 'filter')) return
    if (answer === 'unknown') {
      if (!/tar/i.test(archive.text)) return
      return context.skip(`${archive.text} is not certain to be a TarFile: annotate it`)
    }
    context.refuseOwn(archive, ['extract', 'extractall'])
    if (args.some(({ type }) => type === 'dictionary_splat'))
      return context.skip('the filter may be among the arguments that are unpacked')
    if (/\bextraction_filter\s*=/.test(context.text))
      return context.skip('extraction_filter is set here: it holds for this call, too')
    const floor = context.targets('3.12')
      ? ''
      : ', and needs Python 3.8.17, 3.9.17, 3.10.12 or 3.11.4 at least'
    context.review(`members that point out of the folder, devices and odd modes are refused${floor}`)
    const quote = /"/.test(context.text) || !context.text.includes("'") ? '"' : "'"
    context.edit(addArgument(context.text, call, `filter=${quote}data${quote}`, context.lineLength))
  },
})
