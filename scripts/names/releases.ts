/** Releases that a row is proven by. */
export interface Proven {
  /** The tables' names begin so. */
  readonly root: string
  /** What has to be installed besides. */
  readonly beside?: readonly string[]
  /** Versions from old to new, each with a Python that it runs on, and what it needs of others. */
  readonly releases: readonly (readonly [version: string, python: string, ...others: string[]])[]
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
  numpy: {
    root: 'numpy',
    releases: [
      ['1.16', '3.6'],
      ['1.19', '3.8'],
      ['1.26', '3.12'],
      ['2.2', '3.12'],
    ],
  },
  scipy: {
    root: 'scipy',
    releases: [
      ['1.0', '3.6'],
      ['1.5', '3.8'],
      ['1.15', '3.12'],
    ],
  },
  pandas: {
    root: 'pandas',
    releases: [
      ['0.23', '3.6'],
      ['0.25', '3.6'],
      ['1.3', '3.8'],
      ['2.2', '3.12'],
    ],
  },
  'scikit-learn': {
    root: 'sklearn',
    releases: [
      ['0.19', '3.6', 'scipy<1.2', 'numpy<1.17'],
      ['0.22', '3.8', 'scipy<1.5', 'numpy<1.20'],
      ['1.5', '3.12'],
    ],
  },
  Pillow: {
    root: 'PIL',
    releases: [
      ['6.2', '3.8'],
      ['8.4', '3.8'],
      ['11.1', '3.12'],
    ],
  },
  networkx: {
    root: 'networkx',
    releases: [
      ['2.5', '3.8'],
      ['3.3', '3.12'],
    ],
  },
  Jinja2: {
    root: 'jinja2',
    releases: [
      ['2.10', '3.8', 'MarkupSafe<2'],
      ['3.0', '3.8'],
      ['3.1', '3.12'],
    ],
  },
  Flask: {
    root: 'flask',
    releases: [
      ['1.1', '3.8', 'Werkzeug<2', 'Jinja2<3', 'MarkupSafe<2', 'itsdangerous<2'],
      ['2.0', '3.8', 'Werkzeug<2.1', 'Jinja2<3.1'],
      ['3.1', '3.12'],
    ],
  },
  Werkzeug: {
    root: 'werkzeug',
    releases: [
      ['0.14', '3.8'],
      ['0.16', '3.8'],
      ['1.0', '3.8'],
      ['2.0', '3.8'],
      ['3.1', '3.12'],
    ],
  },
  SQLAlchemy: {
    root: 'sqlalchemy',
    releases: [
      ['1.3', '3.8'],
      ['1.4', '3.8'],
      ['2.0', '3.12'],
    ],
  },
  PyJWT: {
    root: 'jwt',
    releases: [
      ['1.7', '3.8'],
      ['2.10', '3.12'],
    ],
  },
  click: {
    root: 'click',
    releases: [
      ['7.1', '3.8'],
      ['8.1', '3.12'],
    ],
  },
}
