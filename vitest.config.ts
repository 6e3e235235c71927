import { defineConfig } from 'vitest/config'

const shared = { globals: false, testTimeout: 30_000, hookTimeout: 60_000, restoreMocks: true }

// Unit tests need nothing; the others share one embedded Postgres, whose template each test file clones.
export default defineConfig({
  test: {
    projects: [
      { test: { ...shared, name: 'unit', include: ['{server,workers,scripts,prisma}/**/*.test.ts', 'test/boundaries.test.ts'] } },
      { test: { ...shared, name: 'web', include: ['web/**/*.test.{ts,tsx}'], environment: 'happy-dom' } },
      {
        test: {
          ...shared,
          name: 'hub',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/boundaries.test.ts'],
          globalSetup: 'test/support/test-cluster.ts',
          pool: 'forks',
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...shared,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: 'test/support/test-cluster.ts',
          pool: 'forks',
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
