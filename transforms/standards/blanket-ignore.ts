import { defineTransform } from '#transform'

/** What is silenced as a whole, and what to write instead. */
const BLANKETS: readonly (readonly [RegExp, string])[] = [
  [
    /^#\s*type:\s*ignore\s*(?:$|#)/,
    'type: ignore hides every problem of the line: name the one that it is for, as in type: ignore[attr-defined]',
  ],
  [
    /^#\s*pyright:\s*ignore\s*(?:$|#)/,
    'pyright: ignore hides every problem of the line: name the one that it is for, as in pyright: ignore[reportAttributeAccessIssue]',
  ],
  [
    /^#\s*(?:flake8|ruff)\s*:\s*noqa\s*(?:$|#)/i,
    'this hides every problem of the file: name those that it is for, as in ruff: noqa: F401',
  ],
  [
    /#\s*noqa\s+[A-Z]{1,4}\d{3,4}\b/,
    'without a colon behind noqa the code is not read, and every problem of the line is hidden',
  ],
  [
    /#\s*noqa\s*(?:$|#)/i,
    'noqa hides every problem of the line: name the one that it is for, as in noqa: F401',
  ],
]

export default defineTransform({
  summary: 'Report remarks for linters and type checkers that hide every problem of a line or file',
  since: 'any',
  safety: 'report',
  sameAs: ['PGH003', 'PGH004'],
  docs: 'https://typing.python.org/en/latest/spec/directives.html#type-ignore-comments',
  query: '(comment) @comment',
  anchors: [/\bignore\b|\bnoqa\b/i],
  needs: /#\s*(?:type:\s*ignore|pyright:\s*ignore|(?:\w+:\s*)?noqa)/i,
  rewrite({ comment }, context) {
    const found = BLANKETS.find(([pattern]) => pattern.test(comment.text))
    if (found) context.report(found[1], comment)
  },
})
