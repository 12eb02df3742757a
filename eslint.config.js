/**
 * Folder = where it runs. The rules below are the walls of the house: each folder's block says
 * what it may not import, and why is in CONTRIBUTING.md.
 */
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import globals from 'globals'
import { builtinModules } from 'node:module'
import tseslint from 'typescript-eslint'

const node = [...builtinModules, 'node:*']
const forbid = (files, groups, message, more = {}) => ({
  files,
  ...more,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [{ group: groups, message }] }] },
})

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'node_modules/', 'coverage/', 'core/wasm/assembly/', '**/*.generated.ts'] },
  ...tseslint.configs.strict,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      'vue/multi-word-component-names': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['tools/**', '*.config.*', 'test/**', 'main/cli/**'],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off' },
  },
  { files: ['renderer/**'], languageOptions: { globals: globals.browser } },
  {
    files: ['**/*.{ts,vue,mjs,js}'],
    // A test file is one story, and its windows take long to start: it may be as long as the story is. The other is in CONTRIBUTING.md.
    ignores: ['test/**', 'main/engine/mask/clean/work.ts'],
    rules: { 'max-lines': ['error', { max: 180, skipBlankLines: true, skipComments: true }] },
  },
  forbid(['main/**/*.ts'], ['sharp'], 'Only main/engine/codec knows sharp.', { ignores: ['main/engine/codec/**'] }),
  forbid(['main/engine/codec/**'], ['electron'], 'The engine runs without Electron.'),
  forbid(
    ['main/engine/**/*.ts', 'main/cli/**'],
    ['electron', 'sharp'],
    'The engine and the command line run without Electron, and only codec/ knows sharp.',
    {
      ignores: ['main/engine/codec/**'],
    },
  ),
  forbid(['core/**'], [...node, 'electron', 'sharp', '**/main/**', '**/renderer/**', '**/preload/**'], 'The core is pure.'),
  forbid(
    ['contract/**'],
    [...node, 'electron', 'sharp', '**/core/**', '**/main/**', '**/renderer/**', '**/preload/**'],
    'The contract imports nothing of the program.',
  ),
  forbid(
    ['renderer/**'],
    [
      ...node,
      'electron',
      'sharp',
      '**/main/engine/**',
      '**/main/files/**',
      '**/main/cli/**',
      '**/models/**/run',
      '**/steps/**/run',
      '**/preload/**',
      '**/contract/channels',
    ],
    'The renderer has no Node and no path into main: it may use the contract, the declarations of operations and the commands.',
  ),
  forbid(['preload/**'], [...node, '**/main/**', '**/core/**', '**/renderer/**'], 'The bridge is made from the contract and nothing else.'),
  {
    files: ['tools/**'],
    // Started as a process of its own, when all is installed.
    ignores: ['tools/kernels.mjs'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^(?!node:|\\.)', message: 'Tools run before anything is installed: import a package when it is (`await import`).' },
          ],
        },
      ],
    },
  },
  prettier,
)
