import { execFileSync } from 'node:child_process'

/** Runs `script` in one Python process; it finds `input` as `data` and prints its answer as JSON. */
export function askPython<T>(python: string, script: string, input: unknown): T {
  const program = `import sys, json, base64, warnings\nwarnings.simplefilter("ignore")\ndata = json.load(sys.stdin)\n${script}`
  const out = execFileSync(python, ['-I', '-c', program], {
    input: JSON.stringify(input),
    stdio: ['pipe', 'pipe', 'ignore'],
    maxBuffer: 1 << 26,
  })
  return JSON.parse(out.toString()) as T
}

/** For each source whether this Python compiles it: the bytes, as a file would hold them. */
export function compiles(python: string, sources: readonly (Uint8Array | string)[]): boolean[] {
  const script = `
def accepts(source):
    try:
        compile(base64.b64decode(source), "x", "exec", dont_inherit=True)
        return True
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return False
print(json.dumps([accepts(s) for s in data]))`
  return askPython(
    python,
    script,
    sources.map((source) => Buffer.from(source as string).toString('base64')),
  )
}
