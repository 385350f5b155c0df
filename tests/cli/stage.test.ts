import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makePlanProject } from '../../src/engine/plan-project.ts'
import { registry } from '../../transforms/index.ts'
import { git, repositoryWith, run } from './support.ts'

const host = { registry, planProject: makePlanProject(registry, undefined) }
const OPTIONS = ['--recipe', 'pydantic-v2', '--stage', 'v1', '--review', '--types', 'off', '--verify', 'off']

const FILES = {
  'pyproject.toml': '[project]\nrequires-python = ">=3.10"\ndependencies = ["pydantic<2"]\n',
  'shop/__init__.py': '',
  'shop/orders.py': `from typing import Optional

from pydantic import BaseModel, validator


class Line(BaseModel):
    note: Optional[str]


class Price(BaseModel):
    amount: int

    @validator("amount")
    def check(cls, value, field):
        return field.sub_fields or value


class Bill(BaseModel):
    price: Optional[Price]
`,
  'shop/api.py': `from fastapi import FastAPI
from pydantic import ValidationError

from .orders import Bill, Line

app = FastAPI()


@app.post("/bills")
def add(bill: Bill):
    return bill.dict()


@app.post("/lines")
def add_line(line: Line):
    return line.dict()


def guarded(call):
    try:
        return call()
    except ValidationError:
        return None
`,
}

describe('--stage v1', () => {
  it('keeps what is not ready together on v1, and says why', async () => {
    const root = repositoryWith(FILES)
    const { code, stdout, stderr } = await run(root, ['diff', ...OPTIONS], host)
    expect(code).toBe(1)
    expect(stdout).toContain('+class Price(BaseModelV1):')
    expect(stdout).toContain('+class Bill(BaseModelV1):')
    expect(stdout).toContain('+    note: Optional[str] = None')
    expect(stdout).toContain('+    return line.model_dump()')
    expect(stdout).not.toMatch(/^-.*bill\.dict\(\)/m)
    expect(stdout).toContain('+dependencies = ["pydantic>=2,<3"]')
    expect(stderr).toContain('Models on v2: 1 class in 1 component.')
    expect(stderr).toContain('Kept on pydantic.v1: 2 classes in 1 component:\n  Price, Bill (shop/orders.py)')
    expect(stderr).toContain('shop/orders.py:13 pydantic/validators: v2 hands over no field')
    expect(stderr).toContain('FastAPI gets them at shop/api.py:10:')
    expect(stderr).toContain('See models of v2 only: shop/api.py:22.')
  })

  it('changes nothing in a second run, and moves on what has become ready', async () => {
    const root = repositoryWith(FILES)
    const again = async () => {
      const result = await run(root, ['migrate', ...OPTIONS], host)
      git(root, '-c', 'user.name=t', '-c', 'user.email=t@example.org', 'commit', '-qam', 'x', '--allow-empty')
      return result
    }
    expect((await again()).stderr).toContain('Kept on pydantic.v1: 2 classes')
    const second = await again()
    expect(second.stderr).toContain('Nothing was changed.')
    expect(second.stderr).toContain('Kept on pydantic.v1: 2 classes')
    const path = join(root, 'shop/orders.py')
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, text.replace(', field)', ')').replace('field.sub_fields or value', 'int(value)'))
    git(root, '-c', 'user.name=t', '-c', 'user.email=t@example.org', 'commit', '-qam', 'x')
    const third = await again()
    expect(third.stderr).toContain(
      'Were on pydantic.v1 and are ready now: Price (shop/orders.py), Bill (shop/orders.py).',
    )
    const after = readFileSync(path, 'utf8')
    expect(after).not.toContain('pydantic.v1')
    expect(after).toContain('price: Optional[Price] = None')
  })

  it('keeps on v1 what the configuration names', async () => {
    const config = '[tool.pymolt.options."pydantic/stage-v1"]\nstay = ["shop/orders.py:Line"]\n'
    const root = repositoryWith({ ...FILES, 'pyproject.toml': FILES['pyproject.toml'] + config })
    const { stdout, stderr } = await run(root, ['diff', ...OPTIONS], host)
    expect(stdout).toContain('+from pydantic.v1 import BaseModel, validator')
    expect(stderr).toContain('Kept on pydantic.v1: 3 classes in 2 components:')
  })

  it('says what cannot be kept on v1', async () => {
    const root = repositoryWith({
      'models.py': `# @generated
from pydantic import BaseModel


class Made(BaseModel):
    number: int
`,
      'app.py': `from pydantic import validator

from models import Made


class Own(Made):
    @validator("number")
    def check(cls, value, field):
        return field.sub_fields or value
`,
    })
    const { stderr } = await run(root, ['diff', ...OPTIONS], host)
    expect(stderr).toContain('Not ready for v2, and cannot be kept on pydantic.v1: 2 classes in 1 component:')
    expect(stderr).toContain('cannot be kept: models.py is left as it is: a generated file')
  })

  it('moves nothing of a component whose import has to stay', async () => {
    const text = FILES['shop/orders.py'].replace('validator\n', 'validator  # pymolt: skip\n')
    const root = repositoryWith({ ...FILES, 'shop/orders.py': text })
    const { stdout, stderr } = await run(root, ['diff', ...OPTIONS], host)
    expect(stdout).not.toContain('pydantic.v1')
    expect(stderr).toContain('cannot be kept: shop/orders.py: its import is left alone')
  })

  it('is part of what machines read', async () => {
    const root = repositoryWith(FILES)
    const { stdout } = await run(root, ['diff', ...OPTIONS, '--output-format', 'json'], host)
    const records: { type: string }[] = JSON.parse(stdout)
    expect(records.filter(({ type }) => type === 'kept-models')).toMatchObject([
      {
        classes: [
          { path: 'shop/orders.py', name: 'Price', line: 10 },
          { path: 'shop/orders.py', name: 'Bill', line: 18 },
        ],
        obstacles: [],
        reasons: [{ path: 'shop/orders.py', line: 13, transform: 'pydantic/validators' }],
      },
    ])
    // Places are those of the file as it is, also where a step before has moved them.
    for (const record of records) {
      const { path, span, before } = record as { path?: string; span?: [number, number]; before?: string }
      if (record.type !== 'change' || !path?.endsWith('.py') || !span) continue
      expect(readFileSync(join(root, path), 'utf8').slice(...span)).toBe(before)
    }
  })

  it('goes with a check', async () => {
    const root = repositoryWith(FILES)
    const check = ['--check', `grep -q 'note: Optional.str.$' shop/orders.py`]
    const { stderr } = await run(root, ['migrate', ...OPTIONS, ...check], host)
    expect(stderr).toContain('pydantic/optional-default')
    const after = readFileSync(join(root, 'shop/orders.py'), 'utf8')
    expect(after).toContain('note: Optional[str]\n')
    expect(after).toContain('class Price(BaseModelV1)')
  })

  it.each([
    [['--stage', 'v1'], 'add `--recipe pydantic-v2`'],
    [[...OPTIONS, '--max-files', '1'], 'leave `--max-files` out'],
    [[...OPTIONS, '-'], 'not at standard input'],
    [['--recipe', 'pydantic-v2', '--stage', 'v3'], 'Allowed choices are v1'],
  ])('refuses %j', async (argv, told) => {
    const { code, stderr } = await run(repositoryWith(FILES), ['diff', ...argv], host)
    expect(code).toBe(2)
    expect(stderr).toContain(told)
  })
})
