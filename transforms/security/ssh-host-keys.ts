import { defineTransform, field, parentOf, sameNode } from '#transform'

const POLICIES = ['AutoAddPolicy', 'WarningPolicy']

export default defineTransform({
  summary: 'Refuse SSH hosts whose keys are unknown',
  since: 'any',
  safety: 'review',
  sameAs: ['S507'],
  docs: 'https://docs.paramiko.org/en/stable/api/client.html#paramiko.client.RejectPolicy',
  query: '[(attribute) (identifier)] @policy',
  where: { policy: POLICIES.flatMap((name) => [`paramiko.${name}`, `paramiko.client.${name}`]) },
  rewrite({ policy }, context) {
    const parent = policy && parentOf(policy)
    if (!policy || !parent) return
    // The class itself will do, too: paramiko makes an instance of it.
    const value = parent.type === 'call' && sameNode(field(parent, 'function'), policy) ? parent : policy
    const list = parentOf(value)
    const argument = list?.type === 'keyword_argument' ? parentOf(list) : list
    const call = argument && parentOf(argument)
    const callee = call?.type === 'call' ? field(call, 'function') : undefined
    if (callee?.type !== 'attribute' || field(callee, 'attribute')?.text !== 'set_missing_host_key_policy')
      return
    const loads = /\bload_(?:system_)?host_keys\s*\(/.test(context.text)
    context.review(
      loads
        ? 'hosts that are not in the files of known hosts are refused'
        : 'all hosts are refused until load_system_host_keys() or load_host_keys(path) is called',
    )
    const last = policy.type === 'attribute' ? field(policy, 'attribute') : undefined
    if (last) context.replace(last, 'RejectPolicy')
    else context.replace(policy, context.import('paramiko', 'RejectPolicy'))
  },
})
