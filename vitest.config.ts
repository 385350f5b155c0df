import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '#transform': new URL('src/transform/index.ts', import.meta.url).pathname } },
  test: {
    include: ['tests/**/*.test.ts'],
    // By the clock: many tests start programs, and a busy machine starts them slowly. Nothing waits that long for another reason.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // By itself it leaves one of the processors idle: of two, half.
    maxWorkers: '100%',
    // With -t, thousands of cases are passed over.
    hideSkippedTests: true,
  },
})
