import { defineTransform, functionAround, isTestFile, mayFailOnPurpose, sameNode } from '#transform'
import { exceptionSort } from './_classes.ts'

export default defineTransform({
  summary: 'Raise the exception that a statement makes and throws away',
  since: 'any',
  safety: 'review',
  sameAs: ['PLW0133', 'exception-without-raise'],
  docs: 'https://docs.python.org/3/reference/simple_stmts.html#the-raise-statement',
  query: `
    (expression_statement . (call function: (_) @made) @exception .)
    (expression_statement . (identifier) @made @exception .)`,
  anchors: [/(?=[A-Za-z_])(?<=(?:^|[:;])[ \t]*)(?:\w+\.)*[A-Z]\w*[ \t]*(?:\(|(?=[ \t\r]*(?:[#;]|$)))/m],
  rewrite({ exception, made }, context) {
    // A test makes some to see what making them does.
    if (isTestFile(context.module.path)) return
    // Outside of functions a bare name says that an import is meant, or is documented by a string below.
    if (sameNode(made, exception) && !functionAround(exception)) return
    if (exceptionSort(context, made) !== 'known' || mayFailOnPurpose(exception)) return
    if (/Warning$/.test(made.text)) return context.skip('a warning is given by warnings.warn')
    context.note('it was made and thrown away: what follows ran until now')
    context.insert(exception.startIndex, 'raise ')
  },
})
