import { describe, expect, it } from 'vitest'
import { ModuleGraph } from '../../src/project/module-graph.ts'
import { tree } from './tree.ts'

function graphOf(paths: readonly string[], roots: readonly string[] = [], others: readonly string[] = []) {
  const root = tree(Object.fromEntries([...paths, ...others].map((path) => [path, ''])))
  return new ModuleGraph(root, paths, roots)
}

describe('names', () => {
  it('follows the chain of __init__.py to the package root', () => {
    const graph = graphOf(['app/__init__.py', 'app/sub/__init__.py', 'app/sub/mod.py', 'top.py'])
    expect(graph.moduleOf('app/sub/mod.py')).toEqual({
      name: 'app.sub.mod',
      isPackage: false,
      root: '.',
      certain: true,
    })
    expect(graph.moduleOf('app/sub/__init__.py')).toMatchObject({
      name: 'app.sub',
      isPackage: true,
      certain: true,
    })
    expect(graph.moduleOf('top.py')).toMatchObject({ name: 'top', certain: true })
    expect(graph.moduleOf('notes.txt')).toBeUndefined()
  })

  it('knows src/ layouts, manifests and configured roots', () => {
    const src = graphOf(['src/app/__init__.py', 'src/app/mod.py'])
    expect(src.moduleOf('src/app/mod.py')).toMatchObject({ name: 'app.mod', root: 'src', certain: true })
    const manifest = graphOf(['api/app/__init__.py', 'api/run.py'], [], ['api/pyproject.toml'])
    expect(manifest.moduleOf('api/app/__init__.py')).toMatchObject({
      name: 'app',
      root: 'api',
      certain: true,
    })
    expect(manifest.moduleOf('api/run.py')).toMatchObject({ name: 'run', certain: true })
    const configured = graphOf(['lib/ns/mod.py'], ['lib'])
    expect(configured.moduleOf('lib/ns/mod.py')).toMatchObject({ name: 'ns.mod', root: 'lib', certain: true })
  })

  it('looks above the project for packages', () => {
    const root = tree({ 'app/__init__.py': '', 'app/sub/__init__.py': '', 'app/sub/mod.py': '' })
    const graph = new ModuleGraph(`${root}/app/sub`, ['__init__.py', 'mod.py'])
    expect(graph.moduleOf('mod.py')).toMatchObject({ name: 'app.sub.mod', certain: true })
    expect(graph.moduleOf('__init__.py')).toMatchObject({ name: 'app.sub', isPackage: true })
  })

  it.each([
    ['ns/mod.py', ['ns/mod.py'], 'ns.mod', /no __init__/],
    ['app/gap/mod.py', ['app/__init__.py', 'app/gap/mod.py'], 'app.gap.mod', /no __init__/],
    ['ns/pkg/__init__.py', ['ns/pkg/__init__.py'], 'pkg', /namespace/],
    [
      'app/_vendor/six.py',
      ['app/__init__.py', 'app/_vendor/__init__.py', 'app/_vendor/six.py'],
      'app._vendor.six',
      /vendored/,
    ],
    ['types/__init__.py', ['types/__init__.py'], 'types', /standard library/],
    ['app/__init__.py', ['app/__init__.py', 'src/app/__init__.py'], 'app', /several import roots: \., src/],
    ['my-app/__init__.py', ['my-app/__init__.py'], 'my-app', /cannot be written/],
  ])('doubts %s', (path, files, name, reason) => {
    expect(graphOf(files).moduleOf(path)).toMatchObject({
      name,
      certain: false,
      reason: expect.stringMatching(reason),
    })
  })
})

it('finds packages of a namespace package by its name, where nothing else is called so', () => {
  const graph = graphOf([
    'acme/models/__init__.py',
    'acme/models/user.py',
    'acme/main.py',
    'lib/acme/api/__init__.py',
  ])
  expect(graph.fileOf('acme.models')).toBe('acme/models/__init__.py')
  expect(graph.fileOf('acme.models.user')).toBe('acme/models/user.py')
  expect(graph.fileOf('acme.main')).toBe('acme/main.py')
  expect(graph.fileOf('models.user')).toBe('acme/models/user.py')
  expect(graph.fileOf('acme')).toBeUndefined()
  expect(graph.moduleOf('acme/models/user.py')).toMatchObject({ name: 'models.user', certain: false })
  const both = graphOf(['acme/models/__init__.py', 'src/acme/__init__.py', 'src/acme/models.py'])
  expect(both.fileOf('acme.models')).toBe('src/acme/models.py')
})

it('resolves relative imports, and none that lead out of the package', () => {
  const graph = graphOf(['app/__init__.py', 'app/a/__init__.py', 'app/a/m.py', 'app/b.py', 'top.py'])
  expect(graph.resolveRelative('app/a/m.py', 1, '')).toBe('app.a')
  expect(graph.resolveRelative('app/a/m.py', 2, 'b')).toBe('app.b')
  expect(graph.resolveRelative('app/a/__init__.py', 1, 'm')).toBe('app.a.m')
  expect(graph.resolveRelative('app/a/m.py', 3, 'b')).toBeUndefined()
  expect(graph.resolveRelative('top.py', 1, 'app')).toBeUndefined()
  expect(graph.relativeFile('app/a/m.py', 2, 'b')).toBe('app/b.py')
})

it('finds files by name, near the one that asks', () => {
  const graph = graphOf([
    'one/setup.py',
    'one/tests/__init__.py',
    'two/setup.py',
    'two/tests/__init__.py',
    'two/run.py',
    'x.pyi',
    'x.py',
  ])
  expect(graph.fileOf('tests', 'two/run.py')).toBe('two/tests/__init__.py')
  expect(graph.candidatesOf('tests')).toHaveLength(2)
  expect(graph.fileOf('x')).toBe('x.py')
  expect(graph.fileOf('none')).toBeUndefined()
})
