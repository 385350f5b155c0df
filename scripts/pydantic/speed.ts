import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SpeedFigures } from './table.ts'

const FILES = 300
const MODELS = 2000

/** Migrates many models whose bases and field types are in other files, and as many that are alone; then the first once more. */
export function measureSpeed(root: string): SpeedFigures {
  const folder = mkdtempSync(join(tmpdir(), 'pymolt-speed-'))
  try {
    // The first run of a program is slower than the next one.
    timed(root, written(join(folder, 'warm'), true))
    const alone = timed(root, written(join(folder, 'alone'), false))
    const joined = timed(root, written(join(folder, 'joined'), true))
    const again = timed(root, join(folder, 'joined'))
    return {
      ...{ models: MODELS, files: FILES, aloneSeconds: alone.seconds, joinedSeconds: joined.seconds },
      ...{ changed: joined.changed, changedAgain: again.changed },
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function timed(root: string, folder: string): { readonly seconds: number; readonly changed: number } {
  const started = performance.now()
  const { stdout } = spawnSync(
    process.execPath,
    [
      ...[join(root, 'bin/pymolt.js'), 'apply', '--recipe', 'pydantic-v2', '--review', '--types', 'off'],
      ...['--allow-no-vcs', '--no-cache', '--verify', 'fast', '--output-format', 'jsonl', folder],
    ],
    { encoding: 'utf8', maxBuffer: 1 << 28, cwd: folder },
  )
  const seconds = Math.round((performance.now() - started) / 10) / 100
  const { changes } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { changes: number }
  return { seconds, changed: changes }
}

function written(folder: string, isJoined: boolean): string {
  mkdirSync(join(folder, 'shop'), { recursive: true })
  writeFileSync(join(folder, 'pyproject.toml'), '[project]\nname = "shop"\n')
  writeFileSync(join(folder, 'shop/__init__.py'), '')
  for (let file = 0; file < FILES; file++)
    writeFileSync(join(folder, `shop/part${file}.py`), partText(file, isJoined))
  return folder
}

/** One file: six or seven models, the first of which the next file's models derive from. */
function partText(file: number, isJoined: boolean): string {
  const count = Math.floor(((file + 1) * MODELS) / FILES) - Math.floor((file * MODELS) / FILES)
  // Chains of ten files.
  const base = isJoined && file % 10 > 0 ? `Part${file - 1}Model0` : 'BaseModel'
  const other = isJoined ? `Part${(file + 7) % FILES}Model1` : `Part${file}Model0`
  const lines = [
    'from __future__ import annotations',
    '',
    'from typing import List, Optional',
    '',
    'from pydantic import BaseModel, Field, validator',
    '',
    ...(base === 'BaseModel' ? [] : [`from shop.part${file - 1} import ${base}`]),
    ...(isJoined
      ? [
          'from typing import TYPE_CHECKING',
          '',
          'if TYPE_CHECKING:',
          `    from shop.part${(file + 7) % FILES} import ${other}`,
        ]
      : []),
  ]
  for (let model = 0; model < count; model++)
    lines.push(
      '',
      '',
      `class Part${file}Model${model}(${base}):`,
      '    name: Optional[str]',
      `    items: List[int] = Field([], min_items=${model})`,
      `    other: Optional[${other}]`,
      '',
      '    class Config:',
      '        orm_mode = True',
      '        allow_population_by_field_name = True',
      '',
      '    @validator("name")',
      '    def check_name(cls, v, values):',
      '        return v if values.get("items") else None',
      '',
      '    def export(self) -> dict:',
      '        return self.dict(exclude_none=True)',
      '',
      '',
      `def read_${model}(data: dict) -> Part${file}Model${model}:`,
      `    return Part${file}Model${model}.parse_obj(data).copy()`,
    )
  return `${lines.join('\n')}\n`
}
