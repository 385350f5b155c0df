import { COMPARE } from './program/compare.ts'
import { CONSERVE } from './program/conserve.ts'
import { LOOP, SERVE } from './program/serve.ts'
import { TREES } from './program/trees.ts'

/**
 * What CPython runs to check rewritten files. It imports nothing but what is built in and `warnings`, and never runs what it is
 * given. `handled` answers a job; `HELLO` says which version it is.
 */
export const PROGRAM: string = TREES + COMPARE + CONSERVE + SERVE

/** The same as a process of its own, which answers the jobs on standard input. */
export const PROCESS: string = PROGRAM + LOOP
