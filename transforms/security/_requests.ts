const VERBS = ['get', 'options', 'head', 'post', 'put', 'patch', 'delete', 'request']

/** Functions of requests that send one. */
export const REQUESTS: ReadonlySet<string> = new Set(
  VERBS.flatMap((verb) => [`requests.${verb}`, `requests.api.${verb}`]),
)
/** Methods of a session that do. */
export const METHODS: readonly string[] = [...VERBS, 'send']
/** The classes of sessions, with the alias of the first. */
export const SESSIONS: readonly string[] = ['requests.Session', 'requests.sessions.Session']
/** What httpx has of the same, with its clients. */
export const CLIENTS: ReadonlySet<string> = new Set(
  [...VERBS, 'stream', 'Client', 'AsyncClient', 'HTTPTransport', 'AsyncHTTPTransport'].map(
    (name) => `httpx.${name}`,
  ),
)
