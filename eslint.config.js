/**
 * Folder = where it runs. The rules below are the walls of the house: each folder's block says
 * what it may not import, and why is in CONTRIBUTING.md.
 */
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import globals from 'globals'
import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import tseslint from 'typescript-eslint'

const node = [...builtinModules, 'node:*']
const forbid = (files, groups, message, more = {}) => ({
  files,
  ...more,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [{ group: groups, message }] }] },
})

/** Rules that ask types, see CONTRIBUTING.md for those that are off. */
const typed = {
  ...Object.assign({}, ...tseslint.configs.strictTypeCheckedOnly.map(({ rules }) => rules ?? {})),
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/no-confusing-void-expression': 'off',
  '@typescript-eslint/no-meaningless-void-operator': 'off',
  '@typescript-eslint/no-misused-spread': 'off',
  '@typescript-eslint/no-unnecessary-condition': 'off',
  '@typescript-eslint/no-unnecessary-type-assertion': 'off',
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/unbound-method': 'off',
  '@typescript-eslint/no-unsafe-enum-assignment': 'off',
  '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
  '@typescript-eslint/no-generated-empty-object-type': 'off',
}
const asksTypes = (files, project, more = {}, ignores = []) => ({
  ...{ files, ignores },
  languageOptions: { parserOptions: { parser: tseslint.parser, project: [project], tsconfigRootDir: import.meta.dirname, ...more } },
  rules: typed,
})
const ofAny = [
  'no-unsafe-assignment',
  'no-unsafe-member-access',
  'no-unsafe-argument',
  'no-unsafe-call',
  'no-unsafe-return',
  'restrict-plus-operands',
  'no-unnecessary-type-parameters',
  'no-redundant-type-constituents',
]

const LANGUAGE = [
  {
    selector: 'MemberExpression[object.name="Intl"]',
    message: 'contract/shown.ts alone knows how a language writes numbers, plurals and moments.',
  },
  {
    selector: 'MemberExpression[property.name=/^toLocale/]',
    message: 'contract/shown.ts alone knows how a language writes numbers, plurals and moments.',
  },
]

/** The ids of the models, as the registry lists them. */
const MODELS = /export const models = \{ ([^}]*) \}/.exec(readFileSync('core/models/index.ts', 'utf8'))[1].split(', ')
const modelId = `/^(${MODELS.join('|')})$/`
const ofModel = ':matches(Identifier[name=/^model(Id)?$/], MemberExpression[property.name=/^(model|modelId|id)$/])'
const asksRegistry = [
  `BinaryExpression[operator=/^[!=]==?$/][right.value=${modelId}] > ${ofModel}.left`,
  `BinaryExpression[operator=/^[!=]==?$/][left.value=${modelId}] > ${ofModel}.right`,
  `BinaryExpression[operator=/^[!=]==?$/] > MemberExpression[property.name="id"][object.object.name="models"]`,
  `SwitchStatement:has(> ${ofModel}.discriminant) > SwitchCase > Literal.test[value=${modelId}]`,
].map((selector) => ({ selector, message: 'Ask the model for what differs (core/models): a comparison with its id knows no other.' }))

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
  asksTypes(['{main,core,contract,preload,test}/**/*.ts'], './tsconfig.node.json', {}, ['test/renderer/**']),
  asksTypes(['renderer/**/*.{ts,vue}', 'test/renderer/**/*.ts'], './tsconfig.web.json', { extraFileExtensions: ['.vue'] }),
  // A component is of no type to another's script, and a test reads JSON that it goes on to compare.
  {
    files: ['test/**/*.ts', 'renderer/**/*.vue', 'renderer/*/parts.ts', 'renderer/main.ts'],
    rules: Object.fromEntries(ofAny.map((name) => [`@typescript-eslint/${name}`, 'off'])),
  },
  {
    files: ['{main,core,contract,preload,renderer}/**/*.{ts,vue}'],
    ignores: ['core/models/**', 'contract/shown.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...asksRegistry, ...LANGUAGE],
      'vue/no-restricted-syntax': ['error', ...asksRegistry, ...LANGUAGE],
    },
  },
  { files: ['core/models/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...LANGUAGE] } },
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
