import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ESLint } from 'eslint';
import { projectRoot } from '../../src/projectRoot.js';

/** Each file of the fixture does one thing that the lint rules forbid; every other file there imports as it may. */
const FORBIDDEN: readonly (readonly [file: string, rule: string, message: string])[] = [
  ['src/policy/asksRegistry.ts', 'import-x/no-restricted-paths', 'policy is pure'],
  ['src/disclosure/asksPolicy.ts', 'import-x/no-restricted-paths', 'disclosure is pure'],
  ['src/statistics/asksDisclosure.ts', 'import-x/no-restricted-paths', 'statistics is pure'],
  ['src/registry/asksSources.ts', 'import-x/no-restricted-paths', 'registry keeps the governance database'],
  ['src/ledger/asksRegistry.ts', 'import-x/no-restricted-paths', 'ledger keeps the governance database'],
  ['src/audit/asksGraph.ts', 'import-x/no-restricted-paths', 'audit keeps the governance database'],
  ['src/sources/asksRegistry.ts', 'import-x/no-restricted-paths', 'sources turn a column plan into SQL'],
  ['src/analysis/asksRegistry.ts', 'import-x/no-restricted-paths', 'joined back to persons'],
  ['directives/asksSources.ts', 'import-x/no-restricted-paths', 'they read no database'],
  ['src/graph/asksServer.ts', 'import-x/no-restricted-paths', 'graph is what clients see'],
  ['src/plugins/asksGraph.ts', 'import-x/no-restricted-paths', "of the graph they know the context's type"],
  ['src/embedded/asksServer.ts', 'import-x/no-restricted-paths', 'embedded is the demo below the server'],
  ['src/main.ts', 'import-x/no-restricted-paths', 'main only starts and stops'],
  ['src/cli/asksRegistry.ts', 'import-x/no-restricted-paths', 'uses the program that the server composes'],
  ['migrations/club/asksPolicy.ts', 'import-x/no-restricted-paths', 'a migration is history'],
  ['src/graph/asksTests.ts', 'import-x/no-restricted-paths', 'graph is what clients see'],
  ['src/policy/readsFile.ts', 'no-restricted-imports', 'policy is pure'],
  ['src/disclosure/usesCrypto.ts', 'no-restricted-imports', 'disclosure is pure'],
  ['src/statistics/usesPackage.ts', 'no-restricted-imports', 'statistics is pure'],
  ['src/registry/asksGraphql.ts', 'no-restricted-imports', 'graphql stops at'],
  ['src/sources/asksGraphql.ts', 'no-restricted-imports', 'graphql stops at'],
  ['src/analysis/asksGraphql.ts', 'no-restricted-imports', 'graphql stops at'],
  ['src/embedded/asksGraphql.ts', 'no-restricted-imports', 'graphql stops at'],
  ['src/graph/asksMapper.ts', 'no-restricted-imports', 'the database mapper stays in'],
  ['src/plugins/asksMapper.ts', 'no-restricted-imports', 'the database mapper stays in'],
  ['directives/asksMapper.ts', 'no-restricted-imports', 'the database mapper stays in'],
  ['src/graph/asksApollo.ts', 'no-restricted-imports', 'only plugins and server know'],
  ['src/cli/asksApollo.ts', 'no-restricted-imports', 'only plugins and server know'],
  ['src/graph/readsEnvironment.ts', 'no-restricted-syntax', 'only src/config.ts reads the environment'],
  ['src/cli/readsEnvironment.ts', 'no-restricted-syntax', 'only src/config.ts reads the environment'],
  ['src/graph/turnsRound.ts', 'import-x/no-cycle', 'Dependency cycle'],
  ['src/graph/turnsBack.ts', 'import-x/no-cycle', 'Dependency cycle'],
  ['src/graph/exportsDefault.ts', 'no-restricted-syntax', 'No default exports'],
  ['src/graph/keepsState.ts', 'no-restricted-syntax', 'No mutable state in a module'],
  ['src/graph/floats.ts', '@typescript-eslint/no-floating-promises', 'Promises must be awaited'],
  ['src/graph/forgetsCase.ts', '@typescript-eslint/switch-exhaustiveness-check', 'Switch is not exhaustive'],
];

const fixture = join(projectRoot, 'test/arrows/fixture');

async function lint(): Promise<ESLint.LintResult[]> {
  return new ESLint({ cwd: fixture }).lintFiles(['**/*.ts']);
}

describe('the lint rules, run on a tree of forbidden imports', () => {
  let messages: { file: string; rule: string | null; message: string }[];
  let files: string[];

  beforeAll(async () => {
    const results = await lint();
    files = results.map((result) => relative(fixture, result.filePath));
    messages = results.flatMap((result) =>
      result.messages.map(({ ruleId, message }) => ({
        file: relative(fixture, result.filePath),
        rule: ruleId,
        message,
      })),
    );
  });

  it.each(FORBIDDEN)('find in %s what %s forbids and say why', (file, rule, message) => {
    expect(messages.filter((found) => found.file === file)).toEqual([
      { file, rule, message: expect.stringContaining(message) as string },
    ]);
  });

  it('leave the allowed imports alone', () => {
    const forbidden = new Set(FORBIDDEN.map(([file]) => file));
    expect(messages.filter(({ file }) => !forbidden.has(file))).toEqual([]);
    expect(files.filter((file) => !forbidden.has(file)).length).toBeGreaterThanOrEqual(12);
    expect(files).toEqual(expect.arrayContaining([...forbidden]));
  });
});

describe('the list of rooms', () => {
  it('has a line for every room and file of src, so that a new one does not start without arrows', async () => {
    const { ROOMS } = (await import(join(projectRoot, 'eslint.arrows.js'))) as {
      ROOMS: readonly (readonly [string])[];
    };
    const open = ['src/errors.ts', 'src/inTransaction.ts', 'src/openPool.ts', 'src/projectRoot.ts', 'src/README.md'];
    const found = readdirSync(join(projectRoot, 'src')).map((name) => `src/${name}`);
    const listed = ROOMS.map(([room]) => room);
    expect(found.filter((path) => !open.includes(path) && !listed.includes(path))).toEqual([]);
    expect(listed).toEqual(expect.arrayContaining(['directives', 'migrations']));
  });
});
