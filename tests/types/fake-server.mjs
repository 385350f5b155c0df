// A type server that does what its argument says: node fake-server.mjs BEHAVIOUR. `answers` gives the class that a file
// `answers.json` beside the project's files names for a line of the file that is asked about: { "path.py:3": ["models.py", 4, "hover"] }.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  createMessageConnection,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node'

const [behaviour] = process.argv.slice(2)
if (behaviour === 'dies') process.exit(3)
if (behaviour === 'babbles') process.stdout.write('Content-Length: 3\r\n\r\nxyz')

const connection = createMessageConnection(
  new StreamMessageReader(process.stdin),
  new StreamMessageWriter(process.stdout),
)
let root = ''
let dropped = 0
connection.onRequest((method, params) => {
  if (method === 'initialize') {
    root = params.rootUri
    if (behaviour === 'greets-nobody') return new ResponseError(-32603, 'go away')
    return {
      capabilities: {
        typeDefinitionProvider: behaviour !== 'knows-no-types',
        hoverProvider: behaviour !== 'has-no-hover',
      },
    }
  }
  if (method === 'shutdown') return null
  if (behaviour === 'hangs') return new Promise(() => {})
  if (behaviour === 'crashes') process.exit(1)
  if (behaviour === 'answers-oddly') return [{ uri: 'https://example.org/', at: 3 }]
  if (behaviour === 'refuses') return new ResponseError(-32603, 'no')
  if (behaviour === 'drops' && dropped++ < 4) return new ResponseError(-32801, 'content modified')
  const { textDocument, position } = params
  const known = JSON.parse(readFileSync(fileURLToPath(`${root}/answers.json`), 'utf8'))
  const answer = known[`${textDocument.uri.slice(root.length + 1)}:${position.line + 1}`]
  if (!answer) return null
  const [path, line, hover] = answer
  if (method === 'textDocument/hover') return { contents: { kind: 'plaintext', value: hover } }
  const at = { line: line - 1, character: 6 }
  return [{ uri: `${root}/${path}`, range: { start: at, end: at } }]
})
connection.onNotification('exit', () => process.exit(0))
connection.listen()
