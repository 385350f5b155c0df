import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import { hostname } from 'node:os'
import { describeSystemError, StateError, type StateFolder, toldTime } from './state-folder.ts'

/** Who holds a lock. */
interface Holder {
  readonly pid: number
  readonly host: string
  /** Tells a process from a later one of the same number; absent where the system does not say. */
  readonly started?: string
  readonly command: string
  readonly since: string
}

/** A held lock. */
export interface Lock {
  release(): void
}

/**
 * Takes the one lock of a project. A lock whose process is gone is taken over.
 * @param command what the holder does, for the message that others get
 * @throws StateError when another run holds it
 */
export function takeLock(state: StateFolder, command: string): Lock {
  const holder: Holder = {
    pid: process.pid,
    host: hostname(),
    ...startOf(process.pid),
    command,
    since: new Date().toISOString(),
  }
  const text = `${JSON.stringify(holder)}\n`
  for (let attempt = 0; attempt < 5; attempt++) {
    if (isTaken(state.lock, text))
      return {
        release() {
          try {
            if (read(state.lock) === text) fs.rmSync(state.lock, { force: true })
          } catch {
            // The next run finds that its process is gone.
          }
        },
      }
    const found = read(state.lock)
    if (found === undefined) continue
    const other = parse(found)
    if (other && isAlive(other))
      throw new StateError(
        `Another run of pymolt works here: ${nameOf(other)}. Wait for it to end; if it does not exist any more, delete ${state.lock}.`,
      )
    setAside(state.lock, found)
  }
  throw new StateError(`The lock ${state.lock} cannot be taken. If no other pymolt runs here, delete it.`)
}

/** Who works in the project now, for people; undefined when nobody does. */
export function whoWorks(state: StateFolder): string | undefined {
  const holder = parse(read(state.lock) ?? '')
  return holder && isAlive(holder) ? nameOf(holder) : undefined
}

function nameOf({ command, pid, host, since }: Holder): string {
  return `\`${command}\`, process ${pid}${host === hostname() ? '' : ` on ${host}`}, since ${toldTime(since)}`
}

function isTaken(path: string, text: string): boolean {
  try {
    return createWhole(path, text)
  } catch (error) {
    throw new StateError(
      `Nothing was written: the lock ${path} cannot be created (${describeSystemError(error)}). Mend that, or name another folder with --state-dir.`,
    )
  }
}

/** Creates a file that from its first moment has all of `text`; false when there is one already. */
function createWhole(path: string, text: string): boolean {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`
  fs.writeFileSync(temporary, text, { flag: 'wx' })
  try {
    fs.linkSync(temporary, path)
    return true
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'EEXIST') return false
    // A file system without hard links: between creation and content another run may see an empty lock.
    try {
      fs.writeFileSync(path, text, { flag: 'wx' })
      return true
    } catch (second) {
      if ((second as NodeJS.ErrnoException).code === 'EEXIST') return false
      throw second
    }
  } finally {
    removeQuietly(temporary)
  }
}

function removeQuietly(path: string): void {
  try {
    fs.rmSync(path, { force: true })
  } catch {
    // It does no harm where it is.
  }
}

/** Takes a stale lock away; when it was another one by then, that one is put back. */
function setAside(path: string, stale: string): void {
  const aside = `${path}.${randomBytes(6).toString('hex')}`
  try {
    fs.renameSync(path, aside)
    if (read(aside) !== stale) fs.linkSync(aside, path)
  } catch {
    // Somebody was faster; the next attempt sees what there is.
  }
  removeQuietly(aside)
}

function read(path: string): string | undefined {
  try {
    return fs.readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function parse(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Partial<Holder>
    return typeof holder.pid === 'number' && typeof holder.host === 'string' ? (holder as Holder) : undefined
  } catch {
    return undefined
  }
}

function isAlive(holder: Holder): boolean {
  // Nothing can be told about the processes of another machine.
  if (holder.host !== hostname()) return true
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  const { started } = startOf(holder.pid)
  return started === undefined || holder.started === undefined || started === holder.started
}

/** When a process started, in the system's own measure (Linux: clock ticks since boot, and the boot). */
function startOf(pid: number): { started?: string } {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the program's name in parentheses and may hold anything.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    const boot = fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return ticks === undefined ? {} : { started: `${boot} ${ticks}` }
  } catch {
    return {}
  }
}
