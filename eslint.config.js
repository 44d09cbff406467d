import js from '@eslint/js';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';
import { packageBlocks, roomZones } from './eslint.arrows.js';

const NODE_GLOBALS = Object.fromEntries(
  [
    'process',
    'console',
    'URL',
    'Buffer',
    'fetch',
    'performance',
    'setTimeout',
    'clearTimeout',
    'setInterval',
    'clearInterval',
  ].map((name) => [name, 'readonly']),
);
const noDefaultExport = {
  selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
  message: 'No default exports: a thing has one name, its own, wherever it is imported.',
};
const noMutableModule = {
  selector:
    'Program > VariableDeclaration[kind!="const"], Program > ExportNamedDeclaration > VariableDeclaration[kind!="const"]',
  message: 'No mutable state in a module: it would be shared by all requests and all tests. Hand state in.',
};
const noEnvironment = [
  {
    selector:
      'MemberExpression[object.name="process"][property.name="env"], VariableDeclarator[init.name="process"] Property[key.name="env"]',
    message: 'Arrow: only src/config.ts reads the environment, so that one table says all that can be set.',
  },
  {
    selector: 'ImportDeclaration[source.value=/^(node:)?process$/] ImportSpecifier[imported.name="env"]',
    message: 'Arrow: only src/config.ts reads the environment, so that one table says all that can be set.',
  },
];

const ANSWERS_ARE_JSON = Object.fromEntries(
  ['argument', 'assignment', 'call', 'member-access', 'return'].map((use) => [
    `@typescript-eslint/no-unsafe-${use}`,
    'off',
  ]),
);

/** The whole configuration for the project at `root`; the tests of the arrows run it on a tree of forbidden imports. */
export function lintConfig(root) {
  return tseslint.config(
    { ignores: ['dist/', 'coverage/', '.noren/', 'schema/*.generated.ts', 'test/arrows/fixture/'] },
    { linterOptions: { reportUnusedDisableDirectives: 'error' } },
    js.configs.recommended,
    { files: ['**/*.ts'], extends: [tseslint.configs.recommendedTypeChecked, typed(root)] },
    { files: ['**/*.{js,mjs}'], languageOptions: { globals: NODE_GLOBALS } },
    // In tests, what an object's method is taken from is in sight.
    { files: ['test/**/*.ts'], rules: { '@typescript-eslint/unbound-method': 'off' } },
    // What comes out of a test's own document over HTTP is JSON, as the test says that it is.
    { files: ['test/{graph,conformance,attack,sandbox,support}/**/*.ts'], rules: ANSWERS_ARE_JSON },
    { rules: { 'max-lines': ['error', 400], eqeqeq: 'error' } },
    {
      files: ['**/*.ts'],
      plugins: { 'import-x': importX },
      settings: {
        'import-x/resolver-next': [createNodeResolver({ extensionAlias: { '.js': ['.ts', '.js'] } })],
        'import-x/extensions': ['.ts', '.js'],
      },
      rules: {
        'import-x/no-restricted-paths': ['error', { zones: roomZones(root) }],
        'import-x/no-cycle': 'error',
        'no-restricted-syntax': ['error', noDefaultExport],
      },
    },
    {
      files: ['src/**/*.ts', 'directives/**/*.ts', 'migrations/**/*.ts'],
      rules: { 'no-restricted-syntax': ['error', noDefaultExport, noMutableModule, ...noEnvironment] },
    },
    { files: ['src/config.ts'], rules: { 'no-restricted-syntax': ['error', noDefaultExport, noMutableModule] } },
    ...packageBlocks(),
  );
}

function typed(root) {
  return {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Apollo's, Fastify's and our own ports are asynchronous; not every implementation has to wait.
      '@typescript-eslint/require-await': 'off',
      // The parser knows from tsconfig.json which files emit decorator metadata, and keeps their imports as they are.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    },
  };
}

export default lintConfig(import.meta.dirname);
