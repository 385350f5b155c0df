/** A server that is of no use any more: the message says why, as the end of a sentence about it. */
export class ServerFailure extends Error {
  override readonly name = 'ServerFailure'
}

/** An error of the connection as a failure of the server. */
export function failure(error: unknown): ServerFailure {
  return new ServerFailure(`cannot be talked to (${error instanceof Error ? error.message : String(error)})`)
}

/** Reads an answer, which may have any form: what a server sends is not checked before. @throws ServerFailure when that fails */
export function understood<T>(read: () => T): T {
  try {
    return read()
  } catch {
    throw new ServerFailure('answers in another form than the protocol says')
  }
}
