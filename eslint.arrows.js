import { join } from 'node:path';

/** Open to every room. */
const OPEN = ['src/errors.ts', 'src/inTransaction.ts', 'src/openPool.ts', 'src/projectRoot.ts'];

/** Every place that an import can lead to; what a room's line below does not name, it may not import. */
const PLACES = ['src', 'directives', 'migrations', 'schema', 'policy', 'bench', 'scripts', 'test'];

const LOWER = ['src/policy', 'src/disclosure', 'src/statistics'];
const STORES = ['src/registry', 'src/ledger', 'src/audit'];
const SOURCES = ['src/sources', 'src/analysis'];

const PURE = 'is pure: it answers from its arguments alone, and can be proved without a database or a clock';
const STORE =
  'keeps the governance database: it knows the words of the policy and of statistics, and nothing of sources or clients';

/**
 * The arrows between rooms (ARCHITECTURE.md): [room, what it may import, why no more]. Also no file of a room may import what
 * stands above it, so arrows can't turn round.
 */
export const ROOMS = [
  ['src/policy', [], `policy ${PURE}`],
  ['src/disclosure', [], `disclosure ${PURE}`],
  ['src/statistics', [], `statistics ${PURE}`],
  ['src/registry', ['src/policy', 'src/statistics', 'migrations/governance'], `registry ${STORE}`],
  ['src/ledger', ['src/policy', 'src/statistics', 'migrations/governance'], `ledger ${STORE}`],
  ['src/audit', ['src/policy', 'src/statistics', 'migrations/governance'], `audit ${STORE}`],
  [
    'src/rights',
    [...LOWER, ...STORES, 'src/sources'],
    'rights carry what persons change of their own data to the registers and the sources: clients and requests are above them',
  ],
  [
    'src/supervision',
    ['src/policy', 'src/disclosure', 'src/registry', 'src/audit'],
    'supervision looks at registers and the record: it reads no data of persons, and no client',
  ],
  [
    'src/sources',
    ['src/policy', 'src/disclosure', 'migrations'],
    'sources turn a column plan into SQL: who asks and what clients see is decided above them',
  ],
  [
    'src/analysis',
    [...LOWER, 'src/sources', 'migrations'],
    'analysis keeps pseudonymised records: with the registry or the graph in reach they could be joined back to persons',
  ],
  ['directives', LOWER, 'directives say how a form is made from a value and a plan: they read no database'],
  [
    'src/graph',
    ['directives', ...LOWER, ...STORES, ...SOURCES, 'src/rights', 'src/supervision'],
    'graph is what clients see: the server and its plugins stand above it',
  ],
  [
    'src/plugins',
    ['src/policy', 'src/audit', 'src/registry', 'src/graph/context.ts'],
    "plugins tell Apollo about the caller, the record and the limits: of the graph they know the context's type, and no data",
  ],
  [
    'src/embedded',
    [...LOWER, ...STORES, ...SOURCES, 'src/config.ts', 'migrations'],
    'embedded is the demo below the server',
  ],
  ['src/config.ts', ['src/policy'], 'config reads the environment and imports nothing that acts on it'],
  [
    'src/foundation.ts',
    ['src/config.ts', 'src/embedded', 'src/plugins', ...LOWER, ...STORES, ...SOURCES],
    'foundation opens the databases, embedded or real: the graph stands on it',
  ],
  [
    'src/takeSnapshot.ts',
    ['src/config.ts', 'src/foundation.ts', 'src/embedded', ...LOWER, ...STORES, ...SOURCES],
    'takeSnapshot works on the foundation, with or without a server',
  ],
  [
    'src/reconcile.ts',
    ['src/config.ts', 'src/foundation.ts', 'src/embedded', ...LOWER, ...STORES],
    'reconcile works on the foundation, with or without a server',
  ],
  ['src/keepRefreshing.ts', ['src/analysis'], 'keepRefreshing only says when: what a snapshot is, it is told'],
  [
    'src/startRetention.ts',
    ['src/config.ts', 'src/policy', 'src/rights', 'src/supervision'],
    'startRetention joins the job to the eraser',
  ],
  [
    'src/startSandbox.ts',
    ['src/foundation.ts', 'src/embedded', 'src/plugins', 'src/ledger', 'src/disclosure'],
    'startSandbox keeps the sandbox apart: what a graph is, it is told',
  ],
  [
    'src/server.ts',
    [
      'src/startSandbox.ts',
      'src/startRetention.ts',
      'src/config.ts',
      'src/foundation.ts',
      'src/keepRefreshing.ts',
      'src/takeSnapshot.ts',
      'src/embedded',
      'src/plugins',
      'src/graph',
      'directives',
      ...LOWER,
      ...STORES,
      ...SOURCES,
      'src/rights',
      'src/supervision',
    ],
    'server is the composition root: only main and the command line stand above it',
  ],
  [
    'src/maintain.ts',
    [
      'src/config.ts',
      'src/foundation.ts',
      'src/embedded',
      'src/server.ts',
      'src/startRetention.ts',
      'src/policy',
      'src/supervision',
    ],
    'maintain composes what the command line does to a gateway that may be running',
  ],
  [
    'src/previewOnce.ts',
    ['src/config.ts', 'src/foundation.ts', 'src/server.ts', 'src/embedded', 'src/plugins', 'src/graph', ...LOWER],
    'previewOnce asks the composed graph once, without a server',
  ],
  [
    'src/continueAudit.ts',
    [
      'src/config.ts',
      'src/foundation.ts',
      'src/embedded',
      'src/server.ts',
      'src/policy',
      'src/audit',
      'src/ledger',
      'src/supervision',
    ],
    'continueAudit composes what the command line does to a closed log',
  ],
  [
    'src/exportAudit.ts',
    ['src/config.ts', 'src/foundation.ts', 'src/embedded', 'src/audit', 'src/disclosure'],
    'exportAudit works on the foundation, with or without a server',
  ],
  ['src/stopOnSignals.ts', ['src/server.ts'], 'stopOnSignals closes a server'],
  ['src/welcome.ts', ['src/server.ts'], 'welcome says where a server is'],
  [
    'src/main.ts',
    ['src/server.ts', 'src/config.ts', 'src/embedded', 'src/stopOnSignals.ts', 'src/welcome.ts'],
    'main only starts and stops',
  ],
  [
    'src/cli',
    [
      'src/maintain.ts',
      'src/server.ts',
      'src/previewOnce.ts',
      'src/takeSnapshot.ts',
      'src/reconcile.ts',
      'src/exportAudit.ts',
      'src/continueAudit.ts',
      'src/audit',
      'src/config.ts',
      'src/embedded',
      'src/policy',
      'src/graph',
    ],
    'the command line shows the policy and the schema, and else uses the program that the server composes',
  ],
  ['migrations', [], 'a migration is history: it may not change when code does'],
];

/** The zones of import-x/no-restricted-paths, default deny. A place may import itself. */
export function roomZones(root) {
  return ROOMS.flatMap(([room, allowed, reason]) =>
    PLACES.map((place) => ({
      target: join(root, room),
      from: join(root, place),
      except: [room, ...allowed, ...OPEN].flatMap((path) => below(place, path)),
      message: `Arrow: ${reason}. It may import: ${allowed.join(', ') || 'nothing'}.`,
    })),
  );
}

/** `path` as seen from `place`, if it lies there; './' so that the rule takes it for no package. */
function below(place, path) {
  if (path === place) return ['.'];
  return path.startsWith(`${place}/`) ? [`./${path.slice(place.length + 1)}`] : [];
}

const everywhere = ['src/**/*.ts', 'directives/**/*.ts'];
const files = (rooms) => rooms.map((room) => (room.endsWith('.ts') ? room : `${room}/**/*.ts`));

const GRAPHQL = '^(graphql|type-graphql|graphql-scalars|@graphql-tools/.*)(/|$)';

/** [packages, where alone they may be imported, why]. */
const PACKAGES = [
  [
    GRAPHQL,
    ['directives', 'src/graph', 'src/plugins', 'src/server.ts'],
    'graphql stops at directives, graph, plugins and server: the rooms below decide and store without knowing how a question was put',
  ],
  [
    '^(@mikro-orm/.*|mikro-orm)(/|$)',
    [...STORES, ...SOURCES],
    'the database mapper stays in registry, ledger, audit, sources, analysis and migrations: the published shape is never the stored one',
  ],
  ['^@apollo/server(/|$)', ['src/plugins', 'src/server.ts'], 'only plugins and server know which GraphQL server runs'],
];

/** The visible list of what a pure room may import from outside: [file, packages]. */
const PURE_EXCEPTIONS = [
  ['src/policy/checkShape.ts', ['ajv', 'node:fs', 'node:path']],
  ['src/policy/readPolicy.ts', ['node:fs', 'node:path', 'node:crypto']],
  ['src/policy/policyDocument.ts', ['yaml']],
  ['src/policy/tools/readApprovals.ts', ['node:fs', 'node:path']],
  ['src/policy/tools/readCitations.ts', ['node:fs', 'node:path']],
  ['src/disclosure/cryptography.ts', ['node:crypto']],
  ['src/statistics/noise/cryptoUniform.ts', ['node:crypto']],
  ['src/statistics/model/boundsHash.ts', ['node:crypto']],
];

const packageRule = (patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

/** Config blocks that hold the arrows of packages; a later block replaces an earlier one for the files that it names. */
export function packageBlocks() {
  const forbiddenAt = (path) =>
    PACKAGES.filter(([, where]) => !where.includes(path)).map(([regex, , reason]) => ({
      regex,
      message: `Arrow: ${reason}.`,
    }));
  const homes = [...new Set(PACKAGES.flatMap(([, where]) => where))];
  return [
    { files: everywhere, rules: packageRule(forbiddenAt('')) },
    ...homes.map((home) => ({ files: files([home]), rules: packageRule(forbiddenAt(home)) })),
    ...LOWER.map((room) => ({ files: files([room]), rules: packageRule([onlyRelative(room, [])]) })),
    ...PURE_EXCEPTIONS.map(([file, packages]) => ({
      files: [file],
      rules: packageRule([onlyRelative(file, packages)]),
    })),
  ];
}

function onlyRelative(place, packages) {
  const kept = packages.map((name) => `|${name}(/|$)`).join('');
  return {
    regex: `^(?!\\.{1,2}/${kept})`,
    message: `Arrow: ${place} ${PURE}. Packages it may import: ${packages.join(', ') || 'none'}.`,
  };
}
