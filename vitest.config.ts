import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '#transform': new URL('src/transform/index.ts', import.meta.url).pathname } },
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // With -t, thousands of cases are passed over.
    hideSkippedTests: true,
  },
})
