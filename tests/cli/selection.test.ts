import { describe, expect, it } from 'vitest'
import { describeRecipes, impliedTarget, recipesOf } from '../../src/cli/recipes.ts'
import { expandName, type SelectionRequest, selectTransforms } from '../../src/cli/selection.ts'
import { registry } from './support.ts'

const select = (request: Partial<SelectionRequest>) =>
  selectTransforms(registry, { select: [], recipes: [], skip: [], review: false, target: '3.10', ...request })

describe('what runs by default', () => {
  it('is the safe part of the recipe of the target, with the clean-up', () => {
    expect(select({})).toEqual({
      transforms: ['imports/remove-orphaned', 'typing/builtin-generics', 'typing/union-to-pipe'],
      belowTarget: [],
      leftForReview: 1,
      defaultRecipe: 'py310',
    })
  })

  it('holds nothing that the target is too old for', () => {
    expect(select({ target: '3.9' }).transforms).toEqual([
      'imports/remove-orphaned',
      'typing/builtin-generics',
    ])
    expect(select({ target: '3.6' }).transforms).toEqual(['imports/remove-orphaned'])
  })

  it('grows by the class review with --review', () => {
    expect(select({ review: true }).transforms).toContain('idioms/is-literal')
    expect(select({ review: true }).leftForReview).toBe(0)
  })
})

describe('what is named', () => {
  it('runs, whatever its class', () => {
    expect(select({ select: ['idioms/is-literal'] }).transforms).toEqual([
      'idioms/is-literal',
      'imports/remove-orphaned',
    ])
    expect(select({ recipes: ['pydantic-v2'] }).transforms).toContain('pydantic/validators')
  })

  it('may be a family, a recipe, or a name without its family', () => {
    expect(expandName(registry, 'typing')).toEqual(['typing/builtin-generics', 'typing/union-to-pipe'])
    expect(expandName(registry, 'py39')).toEqual([
      'idioms/is-literal',
      'imports/remove-orphaned',
      'typing/builtin-generics',
    ])
    expect(expandName(registry, 'builtin-generics')).toEqual(['typing/builtin-generics'])
    expect(expandName(registry, 'security')).toEqual(['security/yaml-load'])
  })

  it('is the recipe alone where a recipe is asked for that is called like a family', () => {
    const [noisy] = Object.values(registry).filter(({ recipes }) => recipes?.includes('security'))
    if (!noisy) throw new Error('none is in the recipe')
    const more = { ...registry, 'security/noisy': { ...noisy, recipes: [] } }
    expect(expandName(more, 'security', 'recipe')).toEqual(['security/yaml-load'])
    expect(expandName(more, 'security')).toEqual(['security/yaml-load', 'security/noisy'])
  })

  it('says when the target is too old', () => {
    expect(select({ select: ['typing'], target: '3.9' }).belowTarget).toEqual([
      { name: 'typing/union-to-pipe', since: '3.10' },
    ])
  })

  it('gives way to --skip, the clean-up too', () => {
    expect(select({ skip: ['typing', 'remove-orphaned'] }).transforms).toEqual([])
  })

  it.each([
    ['typing/builtin-generic', '`typing/builtin-generics`'],
    ['UP006', '`typing/builtin-generics`'],
    ['pydantic-v3', '`pydantic-v2`'],
    ['typng', '`typing`'],
  ])('unknown: %s', (name, hint) => {
    expect(() => select({ select: [name] })).toThrow(hint)
  })

  it('points to the list when nothing is near', () => {
    expect(() => select({ select: ['zzzzzzzzzzzzzz'] })).toThrow(
      'There is no transform called `zzzzzzzzzzzzzz`: `pymolt list`',
    )
  })

  it('is never a property of the object itself', () => {
    expect(() => select({ select: ['constructor'] })).toThrow('There is no transform')
  })
})

describe('recipes', () => {
  it('are those of versions and those that transforms are in', () => {
    expect(recipesOf(registry)).toEqual([
      ...['py38', 'py39', 'py310', 'py311', 'py312', 'py313', 'py314', 'py315'],
      'pydantic-v2',
      'security',
    ])
  })

  it('name the highest version', () => {
    expect(impliedTarget(['py39', 'py312', 'pydantic-v2'])).toEqual({ version: '3.12', recipe: 'py312' })
    expect(impliedTarget(['pydantic-v2'])).toBeUndefined()
  })

  it('are described for people', () => {
    const of = (name: string) => {
      const transform = registry[name]
      return transform && describeRecipes(name, transform)
    }
    expect(of('typing/union-to-pipe')).toBe('py310 … py315')
    expect(of('defaults/none-return')).toBe('none')
    expect(of('pydantic/validators')).toBe('pydantic-v2')
  })
})
