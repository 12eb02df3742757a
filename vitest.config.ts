import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [vue()],
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.e2e.ts'],
          exclude: ['test/e2e/tour.e2e.ts'],
          // Each file opens real windows: one at a time, so that they do not fight for two cores.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Slurm, GNU parallel and SSH on this machine: `npm run test:cluster`.
        test: { name: 'cluster', include: ['test/cluster/**/*.cluster.ts'] },
      },
      {
        test: { name: 'tour', include: ['test/e2e/tour.e2e.ts'], testTimeout: 300_000, hookTimeout: 120_000 },
      },
    ],
  },
})
