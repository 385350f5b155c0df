import { pathToFileURL } from 'node:url'
import type { Span } from '../python/node.ts'
import type { Told, ToldClass } from '../semantics/told.ts'
import { type Answer, TypeClient } from './client.ts'
import { readHover } from './hover.ts'
import { Places } from './places.ts'
import { probedText } from './probes.ts'
import { ServerFailure } from './server-failure.ts'
import {
  findServer,
  installedPackages,
  type ServerPlaces,
  serverEnvironment,
  serverInProject,
} from './servers.ts'

/** A file with expressions whose types are asked for. */
export interface FileQuestions {
  /** Relative to the root, with `/`. */
  readonly path: string
  readonly absolute: string
  readonly text: string
  readonly spans: readonly Span[]
}

/** What a type server is asked. */
export interface TypeQuestions extends ServerPlaces {
  /** `auto`, the name of a known server, or a command. */
  readonly server: string
  /** Folders (absolute) from which absolute imports start, besides the root. */
  readonly importRoots: readonly string[]
  /** Whether a path relative to the root is a file of the project. */
  readonly isOwn: (path: string) => boolean
  readonly files: readonly FileQuestions[]
  /** Milliseconds without any answer after which the server counts as hung. */
  readonly limit?: number
  /** Told now and then how many files are dealt with. */
  readonly progress?: (done: number, total: number) => void
}

/** What it answered, by path. Nothing at all where it failed on the way: which part it got to is chance. */
export interface TypeAnswers {
  readonly told: Readonly<Record<string, readonly Told[]>>
  /** What the server is and where it was found; undefined when there is none. */
  readonly server?: string
  /** Where there is none: one that lies in the project, and is run only when it is named. */
  readonly inProject?: string
  /** Why it is of no use, as the end of a sentence about it. */
  readonly problem?: string
}

const LIMIT = 60_000
/** Files that are open at a time: each costs the server memory. */
const OPEN_FILES = 8

/** Asks a type server for the classes of expressions. Never throws: what goes wrong is in the answer. */
export async function askTypes(questions: TypeQuestions): Promise<TypeAnswers> {
  const server = findServer(questions.server, questions)
  if (!server) {
    const inProject = serverInProject(questions)
    return { told: {}, ...(inProject !== undefined && { inProject }) }
  }
  const { root, limit = LIMIT } = questions
  const searched = [...questions.importRoots, ...installedPackages(questions)]
  try {
    const client = await TypeClient.start(server, {
      ...{ root, searched, limit },
      env: serverEnvironment(questions),
    })
    try {
      const told = await askAll(client, questions)
      await client.end()
      return { told, server: server.title }
    } finally {
      client.kill()
    }
  } catch (error) {
    if (!(error instanceof ServerFailure)) throw error
    return { told: {}, server: server.title, problem: error.message }
  }
}

async function askAll(
  client: TypeClient,
  { root, isOwn, files, progress }: TypeQuestions,
): Promise<Record<string, readonly Told[]>> {
  const places = new Places(root, isOwn)
  const told: Record<string, readonly Told[]> = {}
  let done = 0
  for (let from = 0; from < files.length; from += OPEN_FILES) {
    const shown = files.slice(from, from + OPEN_FILES).map(({ path, absolute, text, spans }) => {
      const probed = probedText(text, spans)
      return { path, spans, uri: pathToFileURL(absolute).href, ...probed }
    })
    // What is opened or closed meanwhile has servers drop questions that they are at.
    for (const { uri, text } of shown) await client.open(uri, text)
    await Promise.all(
      shown.map(async ({ path, uri, spans, positions }) => {
        const answers = await Promise.all(positions.map((position) => client.ask(uri, position)))
        told[path] = spans.flatMap((span, index) => {
          const answer = answers[index]
          return (answer && toldBy(answer, span, places)) ?? []
        })
        progress?.(++done, files.length)
      }),
    )
    for (const { uri } of shown) await client.close(uri)
  }
  return told
}

/** What an answer says of an expression; undefined when part of it is not known. */
function toldBy({ places: found, hover }: Answer, { start, end }: Span, places: Places): Told | undefined {
  const { isWhole, isClass } = readHover(hover ?? '')
  if (!isWhole || isClass === undefined) return undefined
  const classes: ToldClass[] = []
  let isOptional = false
  for (const { uri, line } of found) {
    const place = places.read(uri, line)
    if (!place) return undefined
    if (place === 'none') isOptional = true
    else if (!classes.some(({ path, name }) => path === place.path && name === place.name))
      classes.push(place)
  }
  return classes.length === 0 ? undefined : { start, end, classes, isClass, isOptional }
}
