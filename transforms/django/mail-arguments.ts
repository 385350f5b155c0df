import { argumentsOf, defineTransform, table } from '#transform'

/** What may stay by place, and the names of what follows. */
type Row = readonly [byPlace: number, ...names: string[]]

const REPORT: Row = [2, 'fail_silently', 'connection', 'html_message']
const MESSAGE: Row = [4, 'bcc', 'connection', 'attachments', 'headers', 'cc', 'reply_to']
const MULTIPART: Row = [4, 'bcc', 'connection', 'attachments', 'headers', 'alternatives', 'cc', 'reply_to']

/** They are the same in every release since 1.8. */
const MAIL: Readonly<Record<string, Row>> = table({
  'django.core.mail.get_connection': [1, 'fail_silently'],
  'django.core.mail.mail_admins': REPORT,
  'django.core.mail.mail_managers': REPORT,
  'django.core.mail.send_mail': [
    4,
    'fail_silently',
    'auth_user',
    'auth_password',
    'connection',
    'html_message',
  ],
  'django.core.mail.send_mass_mail': [1, 'fail_silently', 'auth_user', 'auth_password', 'connection'],
  'django.core.mail.EmailMessage': MESSAGE,
  'django.core.mail.message.EmailMessage': MESSAGE,
  'django.core.mail.EmailMultiAlternatives': MULTIPART,
  'django.core.mail.message.EmailMultiAlternatives': MULTIPART,
})

export default defineTransform({
  summary: 'Pass by name what sending mail takes behind the recipients',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.djangoproject.com/en/6.0/releases/6.0/#positional-arguments-in-django-core-mail-apis',
  query: '(call function: (_) @callee) @call',
  where: { callee: Object.keys(MAIL) },
  projectNeeds: ['django'],
  rewrite({ callee, call }, context) {
    const [byPlace = 0, ...names] = MAIL[context.qualifiedName(callee) ?? ''] ?? []
    const args = argumentsOf(call)
    const placed = args.filter(({ type }) => type !== 'keyword_argument' && type !== 'dictionary_splat')
    const late = placed.slice(byPlace)
    if (late.length === 0) return
    if (placed.some(({ type }) => type === 'list_splat'))
      return context.skip('what is unpacked takes places: pass by name what comes behind it')
    if (late.length > names.length) return context.skip('there are more arguments than it takes')
    for (const [i, argument] of late.entries()) {
      const [open, close] = argument.type === 'named_expression' ? ['(', ')'] : ['', '']
      context.insert(argument.startIndex, `${names[i]}=${open}`)
      if (close) context.insert(argument.endIndex, close)
    }
  },
})
