/** How much CPython looks at: nothing, the edited top-level statements, or whole files. */
export const VERIFY_LEVELS = ['off', 'fast', 'full'] as const
/** One of them. */
export type VerifyLevel = (typeof VERIFY_LEVELS)[number]
