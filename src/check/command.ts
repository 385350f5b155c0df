import { spawn } from 'node:child_process'

/** How a command ended. */
export interface CommandResult {
  /** Undefined when it was killed. */
  readonly exitCode: number | undefined
  readonly ended: 'by itself' | 'timeout' | 'interrupt'
  readonly seconds: number
  /** The last of what it printed. */
  readonly output: string
}

/** Characters of output that are kept. */
const KEPT = 16_384
/** Milliseconds that a command is given to end by itself. */
const GRACE = 3000
const POLL = 50

/**
 * Runs a command line in a shell and in a process group of its own, so that all of it can be ended.
 * @param timeout seconds; Infinity for none
 * @param isInterrupted asked now and then; true ends the command
 */
export function runCommand(
  command: string,
  options: {
    readonly cwd: string
    readonly env: Readonly<Record<string, string | undefined>>
    readonly timeout: number
    readonly isInterrupted: () => boolean
  },
): Promise<CommandResult> {
  const started = performance.now()
  const child = spawn(command, {
    cwd: options.cwd,
    env: { ...options.env },
    shell: true,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const collect = (chunk: Buffer) => {
    output = (output + chunk.toString('utf8')).slice(-KEPT)
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  let ended: CommandResult['ended'] = 'by itself'
  let killTimer: NodeJS.Timeout | undefined
  const end = (why: CommandResult['ended']) => {
    if (ended !== 'by itself') return
    ended = why
    signal('SIGTERM')
    killTimer = setTimeout(() => signal('SIGKILL'), GRACE)
  }
  const signal = (name: NodeJS.Signals) => {
    if (child.pid === undefined) return
    try {
      if (process.platform === 'win32') child.kill(name)
      else process.kill(-child.pid, name)
    } catch {
      // It is over already.
    }
  }
  const watch = setInterval(() => {
    if (options.isInterrupted()) end('interrupt')
    else if ((performance.now() - started) / 1000 > options.timeout) end('timeout')
  }, POLL)
  return new Promise((resolve) => {
    const finish = (exitCode: number | undefined) => {
      clearInterval(watch)
      clearTimeout(killTimer)
      // What is left of a command that was ended goes with it.
      if (ended !== 'by itself') signal('SIGKILL')
      resolve({ exitCode, ended, seconds: (performance.now() - started) / 1000, output })
    }
    child.on('error', (error) => {
      output += error.message
      finish(127)
    })
    // Not 'close': a process that the command left behind may hold the pipes for ever.
    child.on('exit', (code) => setTimeout(() => finish(code ?? undefined), 20))
  })
}
