import { defineTransform, field, type VersionText } from '#transform'
import { isChosen } from './_fallback.ts'

/** Modules that are gone: since when, and what to do. PEP 594, PEP 632 and the What's New pages. */
const MODULES: Readonly<Record<string, readonly [gone: VersionText, advice: string]>> = {
  _dummy_thread: ['3.9', 'use threading'],
  aifc: ['3.13', 'use a package that reads audio files'],
  asynchat: ['3.12', 'use asyncio'],
  asyncore: ['3.12', 'use asyncio'],
  audioop: ['3.13', 'install audioop-lts'],
  binhex: ['3.11', 'nothing replaces it'],
  cgi: ['3.13', 'use email.message for headers, urllib.parse for queries, or install legacy-cgi'],
  cgitb: ['3.13', 'use traceback, or install legacy-cgi'],
  chunk: ['3.13', 'install standard-chunk'],
  crypt: ['3.13', 'use hashlib, or install a package for password hashes'],
  distutils: ['3.12', 'use setuptools, packaging, sysconfig or shutil'],
  dummy_threading: ['3.9', 'use threading'],
  formatter: ['3.10', 'nothing replaces it'],
  imghdr: ['3.13', 'install filetype or puremagic'],
  imp: ['3.12', 'use importlib'],
  lib2to3: ['3.13', 'install LibCST or parso'],
  macpath: ['3.8', 'use posixpath'],
  mailcap: ['3.13', 'use mimetypes'],
  msilib: ['3.13', 'nothing replaces it'],
  nis: ['3.13', 'nothing replaces it'],
  nntplib: ['3.13', 'install standard-nntplib'],
  ossaudiodev: ['3.13', 'use a package that plays audio'],
  parser: ['3.10', 'use ast'],
  pipes: ['3.13', 'use subprocess, and shlex.quote'],
  smtpd: ['3.12', 'install aiosmtpd'],
  sndhdr: ['3.13', 'install filetype or puremagic'],
  spwd: ['3.13', 'install python-pam'],
  sunau: ['3.13', 'use a package that reads audio files'],
  symbol: ['3.10', 'use ast'],
  telnetlib: ['3.13', 'install telnetlib3, or use a package for SSH'],
  'tkinter.tix': ['3.13', 'use tkinter.ttk'],
  uu: ['3.13', 'use base64, or binascii.a2b_uu'],
  xdrlib: ['3.13', 'install standard-xdrlib'],
}

export default defineTransform({
  summary: 'Report imports of modules that the standard library no longer has',
  since: 'any',
  safety: 'report',
  docs: 'https://peps.python.org/pep-0594/',
  query: '(import_statement) @statement (import_from_statement) @statement',
  anchors: Object.keys(MODULES),
  rewrite({ statement }, context) {
    if (isChosen(statement)) return
    const source = field(statement, 'module_name')
    const items = source ? [source] : statement.childrenForFieldName('name')
    for (const item of items) {
      const name = (field(item, 'name') ?? item).text
      const parts = name.split('.')
      const key = parts.slice(0, 2).join('.')
      const [module = '', row] = MODULES[key] ? [key, MODULES[key]] : [parts[0], MODULES[parts[0] ?? '']]
      // A module of the project may have that name.
      if (!row || item.type === 'relative_import' || context.project.graph.fileOf(module)) continue
      context.report(`${module} is gone in Python ${row[0]}: ${row[1]}`, item)
    }
  },
})
