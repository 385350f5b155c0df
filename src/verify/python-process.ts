import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { parse } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { PROCESS } from './program.ts'
import type { Launch } from './python-worker.ts'

/**
 * Runs an interpreter as a process of its own.
 * @param limit milliseconds of processor time that one job may take; the system ends the process then
 */
export function pythonProcess(
  executable: string,
  env: Readonly<Record<string, string | undefined>>,
  limit: number,
): Launch {
  return ({ line, ended }) => {
    // A neutral folder: a shim of pyenv's would obey a `.python-version` where it is started.
    const cwd = parse(process.cwd()).root
    // Nothing is ever sent through the fourth pipe: that it is closed ends the process (see `end_with_parent`).
    const child = spawn(executable, ['-I', '-S', '-E', '-c', PROCESS, String(limit / 1000)], {
      cwd,
      env,
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'ignore', 'pipe'],
    }) as ChildProcessByStdio<Writable, Readable, null>
    let isOver = false
    const over = (why: 'died' | 'timeout'): void => {
      if (isOver) return
      isOver = true
      ended(why)
    }
    child.stdin.on('error', () => {})
    child.on('error', () => over('died'))
    child.on('exit', (_, signal) => over(signal === 'SIGPROF' ? 'timeout' : 'died'))
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      const lines = text.split(/\r?\n/)
      text = lines.pop() ?? ''
      for (const each of lines) if (!isOver) line(each)
    })
    return {
      send(job) {
        for (const part of job) child.stdin.write(part)
      },
      kill() {
        isOver = true
        child.kill('SIGKILL')
      },
    }
  }
}
