import { formatVersion, type Version } from '../../python/version.ts'
import { dotted, isOlder, type Raised } from './edit.ts'

/** `python:3.8`, `cimg/python:3.8.5-node`, `python:3.8-slim-buster@sha256:…`. */
const IMAGE =
  /(?<=^[ \t]*FROM[ \t][^\n#]*|image:[^\n#]*|container:[^\n#]*)(?<![\w-])(python:)(\d\.\d{1,2})(\.\d+)?((?:-[\w.-]+)?)(@sha256:\w+)?/gim
/** Systems that images of newer Pythons are not made for. */
const OLD_SYSTEM = /(stretch|jessie|wheezy|buster|alpine3\.|windowsservercore|nanoserver)/

/** Raises the versions of Python images; one that stands for an old system, or for one image alone, is left to a person. */
export function raiseImages(text: string, target: Version): Raised {
  const raised: Raised = { edits: [], findings: [] }
  for (const match of text.matchAll(IMAGE)) {
    const [whole, name = '', old = '', patch = '', suffix = '', digest] = match
    const version = dotted(old)
    if (!version || !isOlder(version, target)) continue
    const span = { start: match.index, end: match.index + whole.length }
    const from = span.start + name.length
    if (digest !== undefined || OLD_SYSTEM.test(suffix))
      raised.findings.push({
        ...span,
        message: `choose an image with Python ${formatVersion(target)} instead of ${whole}`,
      })
    else
      raised.edits.push({ start: from, end: from + old.length + patch.length, text: formatVersion(target) })
  }
  return raised
}

/** `raiseTarget` for Dockerfiles. */
export function raiseDockerfile(text: string, target: Version): Raised {
  const raised = raiseImages(text, target)
  for (const match of text.matchAll(
    /^([ \t]*(?:ARG|ENV)[ \t]+PYTHON_VERSION[= \t]["']?)(\d\.\d{1,2})(\.\d+)?(?=["']?[ \t]*\r?$)/gim,
  )) {
    const [, before = '', old = '', patch = ''] = match
    const version = dotted(old)
    const start = match.index + before.length
    if (version && isOlder(version, target))
      raised.edits.push({ start, end: start + old.length + patch.length, text: formatVersion(target) })
  }
  raised.edits.sort((a, b) => a.start - b.start)
  return raised
}
