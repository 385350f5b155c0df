import { expect, it } from 'vitest'
import { Origin } from '../../src/engine/origin.ts'

const change = {
  transform: 'test/any',
  safety: 'safe',
  imports: [],
  droppedComments: [],
  fingerprint: '',
} as const

it('a record shows what is edited beside the site on its lines, and not the rest of a line that goes with it', () => {
  const text = 'import six\nfor key in six.iteritems(table):\n    pass\n'
  const origin = new Origin('a.py', text)
  const call = text.indexOf('(table)')
  const beside = origin.record(
    {
      ...change,
      span: { start: call, end: call + '(table)'.length },
      edits: [
        { start: text.indexOf('six.iteritems'), end: call + 1, text: '' },
        { start: call + '(table'.length, end: call + '(table)'.length, text: '.items()' },
      ],
    },
    text,
  )
  expect([beside.before, beside.after]).toEqual(['six.iteritems(table)', 'table.items()'])
  const removed = origin.record(
    { ...change, span: { start: 0, end: 10 }, edits: [{ start: 0, end: 11, text: '' }] },
    text,
  )
  expect([removed.before, removed.after]).toEqual(['import six', ''])
})
