import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sitePackagesOf } from '../../src/project/installed.ts'
import { Project } from '../../src/project/project.ts'
import { tree } from './tree.ts'

const SITE = 'env/lib/python3.12/site-packages'
const MODEL = 'pydantic.BaseModel'

/** A project of the files that are not in the environment. */
function withEnvironment(files: Readonly<Record<string, string>>): Project {
  const root = tree(files)
  const own = Object.keys(files).filter((path) => !path.startsWith('env/'))
  return new Project({ root, files: own, installed: [join(root, SITE)] })
}

const PACKAGES = {
  [`${SITE}/kit/__init__.py`]: 'from .models import Base as Base\nfrom ._plain import *\n',
  [`${SITE}/kit/models.py`]:
    'from pydantic import BaseModel\nfrom ..kit._plain import Mixin\nclass Base(Mixin, BaseModel): ...\n',
  [`${SITE}/kit/_plain.py`]: 'class Mixin: ...\nclass Plain(Mixin): ...\n',
  [`${SITE}/one.py`]: 'import kit.models\nclass One(kit.models.Base): ...\n',
  [`${SITE}/pydantic/__init__.py`]: 'from .main import BaseModel\n',
  [`${SITE}/pydantic/main.py`]: 'class BaseModel(metaclass=type): ...\n',
}

describe('bases in installed packages', () => {
  const { hierarchy, graph } = withEnvironment({
    ...PACKAGES,
    'app.py': `import kit
from kit import Base, Plain
from kit.models import Base as Other
from one import One
from nowhere import Gone
from shop.items import Item

class A(Base): ...
class B(kit.Base): ...
class C(Other): ...
class D(One): ...
class E(Plain): ...
class F(Gone): ...
class G(Plain, Base): ...
`,
    'shop/__init__.py': '',
    [`${SITE}/shop/__init__.py`]: '',
    [`${SITE}/shop/items.py`]: 'from pydantic import BaseModel\nclass Item(BaseModel): ...\n',
    'sub.py': 'from shop.items import Item\nclass H(Item): ...\n',
  })
  const answer = (name: string, root = MODEL) => hierarchy.isSubclass(name, root, 'app.py').answer

  it('are followed through re-exports, relative and star imports', () => {
    for (const name of ['A', 'B', 'C', 'D', 'G']) expect(answer(`app.${name}`), name).toBe('yes')
    expect(answer('app.E')).toBe('no')
    expect(answer('app.F')).toBe('unknown')
  })

  it('count under the names by which they are re-exported', () => {
    expect(answer('app.D', 'kit.Base')).toBe('yes')
    expect(answer('app.D', 'kit.models.Base')).toBe('yes')
    expect(answer('app.E', 'kit.Base')).toBe('no')
  })

  it('are not looked for where the project has the package', () => {
    expect(hierarchy.isSubclass('sub.H', MODEL, 'sub.py').answer).toBe('unknown')
  })

  it('are no files of the project', () => {
    expect(graph.files.some((path) => path.startsWith('env/'))).toBe(false)
    expect(graph.fileOf('kit')).toBeUndefined()
  })

  it('are unknown without an environment', () => {
    const root = tree({ ...PACKAGES, 'app.py': 'from kit import Base\nclass A(Base): ...\n' })
    const project = new Project({ root, files: ['app.py'] })
    expect(project.hierarchy.isSubclass('app.A', MODEL, 'app.py').answer).toBe('unknown')
  })
})

describe('sitePackagesOf', () => {
  it('takes an environment, its interpreter and the folder itself', () => {
    const root = tree({ [`${SITE}/a.py`]: '', 'other/lib/readme': '' })
    const site = join(root, SITE)
    mkdirSync(join(root, 'env/bin'))
    writeFileSync(join(root, 'env/bin/python'), '')
    for (const given of ['env', 'env/bin/python', SITE])
      expect(sitePackagesOf(join(root, given)), given).toEqual([site])
    expect(sitePackagesOf(join(root, 'other'))).toEqual([])
    expect(sitePackagesOf(join(root, 'nowhere'))).toEqual([])
  })

  it('takes those of Windows', () => {
    const root = tree({ 'env/Lib/site-packages/a.py': '', 'env/Scripts/python.exe': '' })
    const site = join(root, 'env/Lib/site-packages')
    expect(sitePackagesOf(join(root, 'env'))).toEqual([site])
    expect(sitePackagesOf(join(root, 'env/Scripts/python.exe'))).toEqual([site])
  })
})
