import { defineConfig } from 'vitest/config'

const shared = { globals: false, testTimeout: 30_000, hookTimeout: 60_000, restoreMocks: true }

// Unit tests need nothing; the others share one embedded Postgres, whose template each test file clones.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          sequence: { groupOrder: 0 },
          include: [
            '{server,workers,scripts,prisma}/**/*.test.ts',
            'test/boundaries.test.ts',
            'test/security-table.test.ts',
            'test/compose.test.ts',
          ],
        },
      },
      {
        test: {
          ...shared,
          name: 'web',
          sequence: { groupOrder: 1 },
          include: ['web/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
        },
      },
      {
        test: {
          ...shared,
          name: 'hub',
          sequence: { groupOrder: 2 },
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/boundaries.test.ts', 'test/security-table.test.ts', 'test/compose.test.ts'],
          globalSetup: 'test/support/test-cluster.ts',
          pool: 'forks',
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...shared,
          name: 'e2e',
          sequence: { groupOrder: 3 },
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
