import { defineTransform, stringParts } from '#transform'

const OLD = 'django.db.backends.postgresql_psycopg2'

export default defineTransform({
  summary: 'Name the database backend for PostgreSQL as Django has it today',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.djangoproject.com/en/stable/releases/3.0/#features-removed-in-3-0',
  query: '(string) @engine',
  anchors: [OLD],
  drops: ['constants'],
  rewrite({ engine }, context) {
    const parts = stringParts(engine)
    if (!parts || parts.isBytes || parts.isFormatted) return
    const { start, end } = parts.content
    if (context.text.slice(start, end) !== OLD) return
    context.review('needs Django 1.9; what compares the name of the engine has to know the new one')
    context.replace({ start: end - '_psycopg2'.length, end }, '')
  },
})
