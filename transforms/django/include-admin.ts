import { argumentsOf, defineTransform, field } from '#transform'
import { leaveChosen } from './_chosen.ts'

export default defineTransform({
  summary: 'Pass the URLs of the admin site as they are instead of through include',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.djangoproject.com/en/stable/releases/2.0/#features-removed-in-2-0',
  query: '(call function: (_) @include arguments: (argument_list . (attribute) @urls .)) @call',
  where: {
    include: ['django.conf.urls.include', 'django.urls.include', 'django.conf.urls.defaults.include'],
    urls: ['django.contrib.admin.site.urls', 'django.contrib.admin.sites.site.urls'],
  },
  projectNeeds: ['django'],
  rewrite({ urls, call }, context) {
    if (argumentsOf(call).length !== 1 || field(urls, 'attribute')?.text !== 'urls') return
    leaveChosen(context, call)
    context.replace(call, urls.text)
  },
})
