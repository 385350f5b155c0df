import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const located = new Map<string, string | undefined>()

/** The path of a CPython of exactly this minor version: `python3.X` on PATH, else one of pyenv's. Undefined when there is none. */
export function findPython(version: string): string | undefined {
  if (located.has(version)) return located.get(version)
  const pyenv = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions')
  const installed = existsSync(pyenv)
    ? readdirSync(pyenv).filter((name) => name.startsWith(`${version}.`))
    : []
  const candidates = [...installed.map((name) => join(pyenv, name, 'bin', 'python')), `python${version}`]
  const found = candidates.find((candidate) => {
    try {
      const answer = execFileSync(
        candidate,
        ['-s', '-c', 'import sys; print("%d.%d" % sys.version_info[:2])'],
        { stdio: ['ignore', 'pipe', 'ignore'], env: environment() },
      )
      return answer.toString().trim() === version
    } catch {
      return false
    }
  })
  located.set(version, found)
  return found
}

/**
 * The environment of interpreters: nothing of the user's own, and one order for the members of every set.
 * (`-I` would keep out the seed as well, and a case that prints a set would then fail in one run of many.)
 */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PYTHON'))
  return { ...Object.fromEntries(kept), PYTHONHASHSEED: '0' }
}

const SERVER = String.raw`
import sys
sys.path = [folder for folder in sys.path if folder]
import json, os, tempfile, types, warnings, signal, runpy
warnings.simplefilter("ignore")
for name in sys.argv[1:]: __import__(name)
def run(source, path):
    out = tempfile.TemporaryFile()
    child = os.fork()
    if child == 0:
        os.dup2(out.fileno(), 1); os.dup2(out.fileno(), 2); os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        signal.alarm(20)
        code = 0
        try:
            module = types.ModuleType("__main__")
            module.__file__ = path
            kept, sys.modules["__main__"] = sys.modules["__main__"], module
            if not old: sys.stdout = open(1, "w", encoding="utf-8"); sys.stderr = open(2, "w", encoding="utf-8")
            exec(compile(source, path, "exec", dont_inherit=True), module.__dict__)
        except SystemExit:
            pass
        except BaseException as error:
            code = 1
            print("%s: %s" % (type(error).__name__, error))
        sys.stdout.flush(); sys.stderr.flush()
        os._exit(code)
    status = os.waitpid(child, 0)[1]
    out.seek(0)
    return {"output": out.read().decode("utf-8", "replace"), "ok": status == 0}
def compiles(source, path):
    try:
        compile(source, path, "exec", dont_inherit=True)
        return {"ok": True}
    except (SyntaxError, ValueError) as error:
        return {"ok": False, "output": "%s: %s" % (type(error).__name__, error)}
old = sys.version_info[0] == 2
if sys.flags.no_site and not old:
    import site
    site.setquit()
for line in iter(sys.stdin.readline, ""):
    job = json.loads(line)
    if old: job["source"] = job["source"].encode("utf-8")
    answer = run(job["source"], job["path"]) if job["op"] == "run" else compiles(job["source"], job["path"])
    answer["id"] = job["id"]
    sys.stdout.write(json.dumps(answer) + "\n"); sys.stdout.flush()
`

/** What Python answered. */
export interface PythonAnswer {
  readonly ok: boolean
  /** What a run printed (both streams), or why a text does not compile. */
  readonly output: string
}

/** A CPython that compiles and runs sources. */
export interface Interpreter {
  /** Whether `source` compiles as a module (`ast.parse` alone lets some errors through). */
  readonly compiles: (source: string, path?: string) => Promise<PythonAnswer>
  /** Runs `source` as a program. */
  readonly run: (source: string, path?: string) => Promise<PythonAnswer>
  readonly close: () => void
}

/**
 * A long-lived interpreter that compiles and runs sources: each run in a process of its own, as `__main__`.
 * Without modules to load it sees the standard library alone, so that no case rests on what a machine has installed.
 */
export class Python implements Interpreter {
  readonly #process: ChildProcessWithoutNullStreams
  readonly #waiting = new Map<number, (answer: PythonAnswer) => void>()
  #next = 0

  /** @param loaded modules that are imported once, before every run. */
  constructor(executable: string, loaded: readonly string[] = []) {
    const installed = loaded.length > 0 ? [] : ['-S']
    this.#process = spawn(executable, ['-u', '-s', ...installed, '-c', SERVER, ...loaded], {
      env: environment(),
    })
    createInterface({ input: this.#process.stdout }).on('line', (line) => {
      const { id, ok, output } = JSON.parse(line) as PythonAnswer & { id: number }
      this.#waiting.get(id)?.({ ok, output: output ?? '' })
      this.#waiting.delete(id)
    })
    this.#process.on('exit', () => {
      for (const resolve of this.#waiting.values()) resolve({ ok: false, output: 'the interpreter died' })
    })
  }

  compiles(source: string, path = 'example.py'): Promise<PythonAnswer> {
    return this.#ask('compile', source, path)
  }

  run(source: string, path = 'example.py'): Promise<PythonAnswer> {
    return this.#ask('run', source, path)
  }

  close(): void {
    this.#process.kill()
  }

  #ask(op: 'compile' | 'run', source: string, path: string): Promise<PythonAnswer> {
    const id = this.#next++
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve)
      this.#process.stdin.write(`${JSON.stringify({ id, op, source, path })}\n`)
    })
  }
}
