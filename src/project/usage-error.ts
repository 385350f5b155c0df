/** A mistake in what the user asked for or configured: printed as one clear line, without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
