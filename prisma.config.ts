import { defineConfig } from 'prisma/config'

// Only the developer's tools read this (generate, migrate diff); the hub applies migrations by itself, see scripts/migrate.ts.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://localhost/unused' },
})
