import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { Project } from '../project/project.ts'
import { Questions } from '../project/questions.ts'
import { parseVersion } from '../python/version.ts'
import type { NamedTransform, Registry } from '../transform/define.ts'
import { type FileEnvironment, fits } from './file-environment.ts'
import { transformsFor } from './for-file.ts'
import type { FileOutcome } from './outcome.ts'
import { planFile } from './plan-file.ts'
import type { FileToPlan, PlanRequest } from './request.ts'
import { suppressibleNames } from './suppressions.ts'
import { gathersImports, type SurveyPart, unreadableOutcome } from './survey.ts'

/** The transforms of `registry` that the request names, in registry order. */
export function selectedTransforms(registry: Registry, names: readonly string[]): NamedTransform[] {
  const wanted = new Set(names)
  return Object.entries(registry)
    .filter(([name]) => wanted.has(name))
    .map(([name, transform]) => ({ ...transform, name, family: name.slice(0, name.indexOf('/')) }))
}

/** Plans single files of one request; each thread has its own. */
export class Planner {
  readonly #request: PlanRequest
  readonly #environment: FileEnvironment
  readonly transforms: readonly NamedTransform[]
  /** What was asked of files, where that is to be told. */
  readonly questions: Questions | undefined

  constructor(request: PlanRequest, registry: Registry) {
    this.#request = request
    const target = parseVersion(request.target.version)
    if (!target) throw new RangeError(`not a Python version: ${request.target.version}`)
    const selected = selectedTransforms(registry, request.transforms)
    this.transforms = selected.filter((transform) => fits(transform, target))
    this.questions = request.tellsAsked ? new Questions() : undefined
    this.#environment = {
      project: new Project({
        root: request.root,
        files: request.projectFiles,
        roots: request.importRoots,
        modelRoots: request.modelRoots,
        ...(this.questions && { questions: this.questions }),
        ...(request.installed && { installed: request.installed }),
        ...(request.fromV1 && { fromV1: request.fromV1 }),
        ...(request.onV1 && { onV1: request.onV1 }),
        ...(request.texts && { read: readerOf(request.root, request.texts) }),
        ...(request.later && { later: new Map(Object.entries(request.later)) }),
      }),
      transforms: this.transforms,
      // What the command line says of the target holds for scripts too.
      ...(/^--/.test(request.target.source) ? {} : { forScripts: selected }),
      target,
      suppressible: suppressibleNames(Object.keys(registry)),
      review: request.review,
      options: Object.fromEntries(
        this.transforms.map((transform) => [
          transform.name,
          {
            ...Object.fromEntries(
              Object.entries(transform.options).map(([name, spec]) => [name, spec.default]),
            ),
            ...request.options[transform.name],
          },
        ]),
      ),
      lineLength: request.lineLength,
      maxFileSize: request.maxFileSize,
      excludedSites: new Set(request.excludedSites),
      ...(request.told && { told: request.told }),
      ...(request.verify === undefined ? {} : { verify: request.verify }),
    }
  }

  /** Those of the transforms that have nothing to do in this project. */
  get needless(): ReadonlySet<string> {
    const { files, installed, modelRoots } = this.#request
    // What a file does not say itself may lie in a package, or in the configuration.
    if (installed || modelRoots.length > 0) return new Set()
    const answers = new Map<string, boolean>()
    const isMet = (words: readonly string[]): boolean => {
      const key = words.join('\0')
      const known = answers.get(key)
      if (known !== undefined) return known
      const given = files.some(
        ({ bytes }) => bytes && words.some((word) => Buffer.from(bytes).includes(word)),
      )
      const answer = given || this.#environment.project.filesWith(new Set(words)).length > 0
      answers.set(key, answer)
      return answer
    }
    const unmet = this.transforms.filter(
      ({ projectNeeds }) => projectNeeds.length > 0 && !isMet(projectNeeds),
    )
    return new Set(unmet.map(({ name }) => name))
  }

  /** Takes note of what all files told when they were read. */
  surveyed({ imports, importDigests, mentions }: SurveyPart): void {
    const { files } = this.#request
    this.#environment.project.surveyed({
      paths: new Set(files.map(({ path }) => path)),
      ...(gathersImports(this.transforms) && { records: imports }),
      digests: new Map(importDigests.map(([index, digest]) => [files[index]?.path ?? '', digest])),
      mentions: new Map(
        mentions.map(([text, found]) => [text, found.flatMap((index) => files[index]?.path ?? [])]),
      ),
    })
  }

  /** Plans the file at `index` of the request. Reads it when its bytes are not at hand. */
  plan(index: number, bytes?: Uint8Array): FileOutcome {
    const file = this.#request.files[index]
    if (!file) throw new RangeError(`no file ${index}`)
    let content: Uint8Array
    try {
      content = bytes ?? readBytes(file, this.#request.maxFileSize)
    } catch (error) {
      return unreadableOutcome(file, error)
    }
    const skipped = this.#request.skippedByFile?.[file.path]
    const transforms = skipped
      ? this.transforms.filter((transform) => !skipped.includes(transform.name))
      : transformsFor(file.path, this.transforms)
    return planFile(file.path, content, { ...this.#environment, transforms })
  }
}

/** Reads what files are taken to hold, the others from the disk. */
function readerOf(root: string, texts: NonNullable<PlanRequest['texts']>): (path: string) => Uint8Array {
  return (path) => (Object.hasOwn(texts, path) ? texts[path] : undefined) ?? readFileSync(join(root, path))
}

/** Bytes that hold nearly every file. */
const ROOM = 1 << 19
let buffer = Buffer.allocUnsafe(0)

/**
 * The bytes of a file, until the next one is read: memory for each anew is what reading them costs most. Of one beyond the limit only
 * its first bytes, one more than the limit, so that it is known to be.
 */
function readBytes(file: FileToPlan, limit: number): Uint8Array {
  if (file.bytes) return file.bytes
  const descriptor = openSync(file.absolute, 'r')
  try {
    const { size } = fstatSync(descriptor)
    // One byte more tells whether the file has grown meanwhile.
    const wanted = Math.min(size, limit) + 1
    if (buffer.length < wanted) buffer = Buffer.allocUnsafe(Math.max(wanted, ROOM))
    let length = 0
    for (let read = 1; read > 0 && length < wanted; length += read)
      read = readSync(descriptor, buffer, length, wanted - length, length)
    return size <= limit && length > size ? readFileSync(file.absolute) : buffer.subarray(0, length)
  } finally {
    closeSync(descriptor)
  }
}
