import type { Node } from '#transform'

/** Whether a validator of these classes sees the value of a field before it is validated. */
export function isSeenBefore(name: string, classes: readonly Node[]): boolean {
  return classes.some((node) =>
    (node.text.match(EARLY) ?? []).some(
      (text) => /root_|model_/.test(text) || new RegExp(`["'](?:${name}|\\*)["']`).test(text),
    ),
  )
}

const EARLY = /@[\w.]*validator\([^@]*?(?:pre\s*=\s*True|mode\s*=\s*["']before["'])/g
