import { closeSync, openSync, readSync } from 'node:fs'

/** Whether a regular file's first line is `#!` with a Python interpreter. Reads 256 bytes; false when it cannot. */
export function startsWithPythonShebang(path: string): boolean {
  let handle: number | undefined
  try {
    handle = openSync(path, 'r')
    const bytes = Buffer.alloc(256)
    const length = readSync(handle, bytes, 0, bytes.length, 0)
    const line =
      bytes
        .toString('latin1', 0, length)
        .replace(/^\u00EF\u00BB\u00BF/, '')
        .split(/[\r\n]/, 1)[0] ?? ''
    return /^#!.*\bpython[\d.]*w?\b/.test(line)
  } catch {
    return false
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}
