import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { parse } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  createMessageConnection,
  ErrorCodes,
  type MessageConnection,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node'
import {
  type ConfigurationParams,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  type Hover,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type Location,
  type LocationLink,
  LSPErrorCodes,
  ShutdownRequest,
  type TextDocumentPositionParams,
  TypeDefinitionRequest,
} from 'vscode-languageserver-protocol/node'
import type { ServerPosition } from './probes.ts'
import { failure, ServerFailure, understood } from './server-failure.ts'
import type { TypeServer } from './servers.ts'

/** What a server answers for one position. */
export interface Answer {
  readonly places: readonly { readonly uri: string; readonly line: number }[]
  /** The text of the hover; undefined when there is none. */
  readonly hover: string | undefined
}

/** How a client starts its server. */
export interface ClientOptions {
  /** Absolute. */
  readonly root: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Folders (absolute) in which modules are looked for, besides the root. */
  readonly searched: readonly string[]
  /** Milliseconds without any answer after which the server counts as hung. */
  readonly limit: number
}

/** A client of the Language Server Protocol that asks for types. Every method rejects with `ServerFailure` once the server is gone. */
export class TypeClient {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #connection: MessageConnection
  readonly #root: string
  readonly #limit: number
  /** Rejects when the server dies or hangs. */
  readonly #gone: Promise<never>
  #fail: (reason: string) => void = () => {}
  #timer: NodeJS.Timeout | undefined
  /** What was sent and has no answer yet; questions at the server, and those that wait for their turn. */
  #open = 0
  #asking = 0
  readonly #waiting: (() => void)[] = []
  #hovers = false

  private constructor(server: TypeServer, { root, env, searched, limit }: ClientOptions) {
    this.#root = root
    this.#limit = limit
    this.#gone = new Promise((_, reject) => {
      this.#fail = (reason) => reject(new ServerFailure(reason))
    })
    // Whoever waits for an answer is told; when nobody does, nobody need be.
    this.#gone.catch(() => {})
    // A neutral folder: a shim of pyenv's would obey a `.python-version` where it is started.
    this.#child = spawn(server.command, server.args, {
      cwd: parse(process.cwd()).root,
      env,
      windowsHide: true,
    })
    this.#child.on('error', (error) => this.#fail(`does not start (${error.message})`))
    this.#child.on('exit', (code, signal) => this.#fail(`ended too early (${signal ?? `exit code ${code}`})`))
    this.#child.stdin.on('error', () => {})
    this.#child.stderr.resume()
    this.#connection = createMessageConnection(
      new StreamMessageReader(this.#child.stdout),
      new StreamMessageWriter(this.#child.stdin),
    )
    this.#connection.onError(([error]) => this.#fail(`sends what is no message (${error.message})`))
    this.#connection.onRequest((method, params) => {
      if (method !== 'workspace/configuration') return null
      return (params as unknown as ConfigurationParams).items.map(({ section }) =>
        settings(section ?? '', searched),
      )
    })
    this.#connection.onNotification(() => {})
    this.#connection.listen()
  }

  /** Starts a server and greets it. */
  static async start(server: TypeServer, options: ClientOptions): Promise<TypeClient> {
    const client = new TypeClient(server, options)
    try {
      await client.#greet()
      return client
    } catch (error) {
      client.kill()
      throw error
    }
  }

  async #greet(): Promise<void> {
    const uri = pathToFileURL(this.#root).href
    const answer = await this.#surely(
      this.#connection.sendRequest(InitializeRequest.type, {
        processId: process.pid,
        rootUri: uri,
        workspaceFolders: [{ uri, name: 'project' }],
        capabilities: {
          general: { positionEncodings: ['utf-16'] },
          workspace: { configuration: true, workspaceFolders: true },
          textDocument: {
            // Who may be asked for diagnostics need not send them unasked.
            diagnostic: { dynamicRegistration: false },
            typeDefinition: { linkSupport: true },
            hover: { contentFormat: ['plaintext'] },
          },
        },
      }),
    )
    const { typeDefinitionProvider, positionEncoding, hoverProvider } = understood(() => ({
      ...answer.capabilities,
    }))
    if (!typeDefinitionProvider) throw new ServerFailure('does not tell where types are defined')
    if ((positionEncoding ?? 'utf-16') !== 'utf-16')
      throw new ServerFailure('counts characters in another way than was asked for')
    this.#hovers = Boolean(hoverProvider)
    await this.#surely(this.#connection.sendNotification(InitializedNotification.type, {}))
  }

  /** Shows the server a text as the content of a file. */
  async open(uri: string, text: string): Promise<void> {
    const textDocument = { uri, languageId: 'python', version: 1, text }
    await this.#surely(
      this.#connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument }),
    )
  }

  async close(uri: string): Promise<void> {
    await this.#surely(
      this.#connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } }),
    )
  }

  /** Asks what is at a position of an open file; undefined when the server has nothing to say, or refuses to. */
  async ask(uri: string, position: ServerPosition): Promise<Answer | undefined> {
    const at = { textDocument: { uri }, position }
    if (this.#asking === IN_FLIGHT) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    else this.#asking++
    try {
      return await this.#ask(at)
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#asking--
    }
  }

  async #ask(at: TextDocumentPositionParams): Promise<Answer | undefined> {
    const [found, hover] = await Promise.all([
      this.#unlessRefused(() => this.#connection.sendRequest(TypeDefinitionRequest.type, at)),
      this.#hovers
        ? this.#unlessRefused(() => this.#connection.sendRequest(HoverRequest.type, at))
        : undefined,
    ])
    if (!found) return undefined
    return understood(() => ({
      places: [found]
        .flat()
        .map((place: Location | LocationLink) =>
          'targetUri' in place
            ? { uri: place.targetUri, line: place.targetSelectionRange.start.line }
            : { uri: place.uri, line: place.range.start.line },
        ),
      hover: hover ? textOf(hover) : undefined,
    }))
  }

  /** Says goodbye; a server that does not go is ended. */
  async end(): Promise<void> {
    try {
      await this.#answered(this.#connection.sendRequest(ShutdownRequest.type))
      await this.#connection.sendNotification(ExitNotification.type)
    } catch {
      // It is ended all the same.
    } finally {
      this.kill()
    }
  }

  kill(): void {
    clearTimeout(this.#timer)
    this.#connection.dispose()
    this.#child.kill('SIGKILL')
  }

  /**
   * An error in answer to one question says nothing of the others. A question that the server dropped, since it was busy with what
   * changed, is asked again.
   */
  async #unlessRefused<T>(question: () => Promise<T>): Promise<T | undefined> {
    for (let times = 1; ; times++) {
      try {
        return await this.#answered(question())
      } catch (error) {
        if (error instanceof ServerFailure) throw error
        if (!(error instanceof ResponseError) || LOST.has(error.code)) throw failure(error)
        if (!DROPPED.has(error.code)) return undefined
        if (times === MOST_TIMES) {
          if (error.code === LSPErrorCodes.RequestFailed) return undefined
          throw new ServerFailure('drops what it is asked')
        }
        await new Promise((resolve) => setTimeout(resolve, PAUSE))
      }
    }
  }

  /** What cannot be done without. */
  async #surely<T>(question: Promise<T>): Promise<T> {
    try {
      return await this.#answered(question)
    } catch (error) {
      throw error instanceof ServerFailure ? error : failure(error)
    }
  }

  /** Waits for an answer as long as the server gives any. */
  async #answered<T>(question: Promise<T>): Promise<T> {
    this.#open++
    if (this.#open === 1) this.#wait()
    try {
      return await Promise.race([question, this.#gone])
    } finally {
      this.#open--
      clearTimeout(this.#timer)
      if (this.#open > 0) this.#wait()
    }
  }

  #wait(): void {
    this.#timer = setTimeout(() => this.#fail(`gives no answer for ${this.#limit / 1000} s`), this.#limit)
  }
}

/** Questions that a server has at a time: enough to keep it busy. */
const IN_FLIGHT = 16

/** What the connection itself says of questions that get no answer. */
const LOST: ReadonlySet<number> = new Set([
  ErrorCodes.MessageWriteError,
  ErrorCodes.PendingResponseRejected,
  ErrorCodes.ConnectionInactive,
])

/** What servers say of questions that they dropped, or were too busy for. */
const DROPPED: ReadonlySet<number> = new Set([
  LSPErrorCodes.ContentModified,
  LSPErrorCodes.ServerCancelled,
  LSPErrorCodes.RequestCancelled,
  LSPErrorCodes.RequestFailed,
])
/** How often a question is asked, and the milliseconds in between. */
const MOST_TIMES = 20
const PAUSE = 50

/** What servers are told of how to look at the project. */
function settings(section: string, extraPaths: readonly string[]): object {
  const analysis = { diagnosticMode: 'openFilesOnly', autoSearchPaths: true, indexing: false, extraPaths }
  if (section === 'python') return { analysis }
  return /\banalysis$/.test(section) ? analysis : {}
}

function textOf({ contents }: Hover): string {
  const parts = [contents].flat()
  return parts.map((part) => (typeof part === 'string' ? part : part.value)).join('\n')
}
