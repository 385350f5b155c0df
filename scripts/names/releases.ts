/** Releases that a row is proven by. */
export interface Proven {
  /** The tables' names begin so. */
  readonly root: string
  /** What has to be installed besides. */
  readonly beside?: readonly string[]
  /** Versions from old to new, each with a Python that it runs on. */
  readonly releases: readonly (readonly [version: string, python: string])[]
}

/** By package. The oldest ones show what was there, on Python 2 where they know no other. */
export const PROVEN: Readonly<Record<string, Proven>> = {
  Django: {
    root: 'django',
    beside: ['psycopg2-binary', 'pytz'],
    releases: [
      ['1.4', '2.7'],
      ['1.8', '2.7'],
      ['1.11', '3.6'],
      ['2.0', '3.6'],
      ['2.1', '3.6'],
      ['2.2', '3.8'],
      ['3.0', '3.8'],
      ['3.1', '3.8'],
      ['3.2', '3.8'],
      ['4.0', '3.8'],
      ['4.1', '3.11'],
      ['4.2', '3.11'],
      ['5.0', '3.12'],
      ['5.1', '3.12'],
      ['5.2', '3.12'],
    ],
  },
}
