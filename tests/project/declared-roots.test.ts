import { expect, it } from 'vitest'
import { declaredRoots } from '../../src/project/declared-roots.ts'
import { ModuleGraph } from '../../src/project/module-graph.ts'
import { tree } from './tree.ts'

it.each([
  ['setup.py', `setup(package_dir={"": "lib"}, packages=find_packages("lib"))`, ['lib']],
  ['setup.py', `package_dir = {'': 'python/code/'}\nsetup(package_dir=package_dir)`, ['python/code']],
  ['setup.py', `setup(package_dir={"app": "lib"})`, []],
  ['setup.cfg', '[options]\npackage_dir =\n    = lib\n', ['lib']],
  ['setup.cfg', '[options]\npackage_dir =\n    app = lib\n', []],
  ['setup.cfg', '[options.packages.find]\nwhere = lib\n', ['lib']],
  ['pyproject.toml', '[tool.setuptools.package-dir]\n"" = "lib"\n', ['lib']],
  ['pyproject.toml', '[tool.setuptools.packages.find]\nwhere = ["lib", "."]\n', ['lib']],
  ['pyproject.toml', '[tool.poetry]\npackages = [{ include = "app", from = "lib" }]\n', ['lib']],
  ['pyproject.toml', '[tool.pytest.ini_options]\npythonpath = "lib ../x"\n', ['lib']],
  ['pyproject.toml', '[tool.pytest.ini_options]\npythonpath = ["lib", "../outside", "/abs"]\n', ['lib']],
  ['pyproject.toml', '[tool.poetry\nfrom = 1\n', []],
  ['pyproject.toml', '[tool]\npoetry = "from"\n', []],
])('reads %s: %s', (name, text, roots) => {
  expect([...declaredRoots(tree({ [name]: text })).all].sort()).toEqual(roots)
})

it('makes modules below a declared root certain', () => {
  const paths = ['lib/app/__init__.py', 'lib/app/mod.py', 'other/app2/__init__.py']
  const root = tree({
    ...Object.fromEntries(paths.map((path) => [path, ''])),
    'setup.py': 'setup(package_dir={"": "lib"})',
  })
  const graph = new ModuleGraph(root, [...paths, 'setup.py'])
  expect(graph.moduleOf('lib/app/mod.py')).toMatchObject({ name: 'app.mod', root: 'lib', certain: true })
  expect(graph.moduleOf('other/app2/__init__.py')).toMatchObject({ certain: false })
})

it('takes folders below one that packages are installed from for namespace packages', () => {
  const paths = ['lib/org/app/__init__.py', 'lib/org/app/sub/mod.py', 'src/org2/app2/__init__.py']
  const root = tree({
    ...Object.fromEntries(paths.map((path) => [path, ''])),
    'setup.py': 'setup(package_dir={"": "lib"}, packages=find_namespace_packages("lib"))',
  })
  const graph = new ModuleGraph(root, [...paths, 'setup.py'])
  expect(graph.moduleOf('lib/org/app/__init__.py')).toMatchObject({
    name: 'org.app',
    root: 'lib',
    certain: true,
  })
  expect(graph.fileOf('org.app.sub.mod')).toBe('lib/org/app/sub/mod.py')
  // Nothing says that what stands here is installed.
  expect(graph.moduleOf('src/org2/app2/__init__.py')).toMatchObject({ name: 'app2', root: 'src/org2' })
})
