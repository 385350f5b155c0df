import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import * as fs from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { makeFolders } from './folders.ts'

/*
 * What lies below `.pymolt` may have come with somebody's repository. Undoing by it does no harm, but a command in it must
 * not be run, and an outcome of a check in it not be believed, unless this user wrote it here: that a seal tells.
 */

/** Makes and checks the seals of one user. */
export interface Sealer {
  seal(text: string): string
  isSealed(text: string, seal: unknown): boolean
}

/**
 * The sealer of the user; one whose seals nobody has, itself included, where the key cannot be kept.
 * @param env of the process: `XDG_STATE_HOME` says where the key is, else `.local/state` in the home folder
 */
export function userSealer(env: Readonly<Record<string, string | undefined>>): Sealer {
  const key = userKey(env) ?? randomBytes(32)
  const seal = (text: string) => createHmac('sha256', key).update(text).digest('hex')
  return {
    seal,
    isSealed(text, found) {
      if (typeof found !== 'string' || !/^[0-9a-f]{64}$/.test(found)) return false
      return timingSafeEqual(Buffer.from(found), Buffer.from(seal(text)))
    },
  }
}

function userKey(env: Readonly<Record<string, string | undefined>>): Buffer | undefined {
  const folder = join(env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'pymolt')
  const path = join(folder, 'key')
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const key = fs.readFileSync(path)
      if (key.length === 32) return key
    } catch {
      // It is made below.
    }
    try {
      makeFolders(folder, 0o700)
      const temporary = `${path}.${randomBytes(6).toString('hex')}`
      fs.writeFileSync(temporary, randomBytes(32), { mode: 0o600, flag: 'wx' })
      fs.renameSync(temporary, path)
    } catch {
      return undefined
    }
  }
  return undefined
}
