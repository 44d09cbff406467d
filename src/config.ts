import { join, resolve } from 'node:path';
import { NorenError } from './errors.js';
import { ROLES, type Role } from './policy/vocabulary.js';
import { projectRoot } from './projectRoot.js';

/** The four databases; each has its own connection and they are never joined behind their backs. */
export const DATABASES = ['coop', 'club', 'broadcaster', 'governance'] as const;
export type DatabaseName = (typeof DATABASES)[number];

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export const RETENTION_MODES = ['daily', 'off'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Everything embedded: PostgreSQL, synthetic data, local keys. */
export interface EmbeddedMode {
  readonly kind: 'embedded';
  readonly dataFolder: string;
  readonly demoFamilies: number;
}

/** Where the four databases are. */
export type DatabaseUrls = Readonly<Record<DatabaseName, string>>;

/** Nothing embedded: real databases, a real OIDC issuer. */
export interface ExternalMode {
  readonly kind: 'external';
  readonly databases: DatabaseUrls;
  /** Of the sandbox; `null`: it has none. */
  readonly sandbox: DatabaseUrls | null;
  readonly issuer: string;
  readonly audience: string;
  /**
   * At least 32 bytes; pseudonyms, ids and cursors derive their keys from it. Every gateway of a group has the same. `null`: one
   * of this machine's own, made at the first start and kept in `dataFolder`.
   */
  readonly secret: Buffer | null;
  readonly dataFolder: string;
}

export interface SnapshotTimes {
  /** 1 = Monday to 7 = Sunday; null: every day. */
  readonly weekday: number | null;
  /** Minutes since midnight. */
  readonly minute: number;
}

export interface Configuration {
  readonly port: number;
  readonly host: string;
  readonly policyFile: string;
  readonly logLevel: LogLevel;
  /** `null`: as the policy says. */
  readonly introspectionRoles: readonly Role[] | null;
  /** When a gateway takes a snapshot for statistics, in Asia/Tokyo; `null`: only the command line does. */
  readonly snapshots: SnapshotTimes | null;
  /**
   * Where checkpoints of the audit log are copied to, the file of their key, and after how many entries one is signed; `keyFile` null:
   * one of the data folder's own.
   */
  readonly checkpoints: { readonly folder: string; readonly keyFile: string | null; readonly entries: number };
  readonly mode: EmbeddedMode | ExternalMode;
  /** Synthetic families of a new sandbox; 0: no sandbox. */
  readonly sandboxFamilies: number;
  /** Whether this gateway erases each day what has been kept long enough. */
  readonly retention: (typeof RETENTION_MODES)[number];
  /** Where the list of erasures is kept, beside the databases. */
  readonly erasuresFolder: string;
  /** Names that begin with NOREN_ and mean nothing: most likely a slip, worth a warning. */
  readonly unknownSettings: readonly string[];
}

export interface Setting {
  readonly name: string;
  /** `EXTERNAL`: setting one of these says that nothing embedded may start; the required ones are then all needed. */
  readonly group: 'ALWAYS' | 'EMBEDDED' | 'EXTERNAL';
  readonly required: boolean;
  readonly default: string;
  readonly meaning: string;
}

const always = (name: string, defaultValue: string, meaning: string): Setting => {
  return { name, group: 'ALWAYS', required: false, default: defaultValue, meaning };
};
const external = (name: string, meaning: string): Setting => {
  return { name, group: 'EXTERNAL', required: true, default: '', meaning };
};
const sandboxUrl = (name: DatabaseName, meaning: string): Setting => {
  return { ...external(sandboxSetting(name), meaning), required: false, default: 'no sandbox' };
};
const sandboxSetting = (name: DatabaseName): string => `SANDBOX_${name.toUpperCase()}_DATABASE_URL`;

/** The table of settings, in the order of the README. */
export const SETTINGS: readonly Setting[] = [
  always('PORT', '4000', 'TCP port, 0 to 65535; 0 takes any free one'),
  always('HOST', '127.0.0.1', 'address to listen on'),
  external('COOP_DATABASE_URL', 'PostgreSQL URL of the co-op (writes: only what persons have corrected or erased)'),
  external('CLUB_DATABASE_URL', 'PostgreSQL URL of the club (likewise)'),
  external('BROADCASTER_DATABASE_URL', 'PostgreSQL URL of the broadcaster (likewise)'),
  external('GOVERNANCE_DATABASE_URL', "PostgreSQL URL of the gateway's own database"),
  external('OIDC_ISSUER', 'issuer of the bearer tokens; https, or http on the loopback address'),
  {
    ...external(
      'NOREN_SECRET',
      'master secret of pseudonyms, ids and cursors, base64 of at least 32 random bytes; the same for every gateway',
    ),
    required: false,
    default: 'made once, kept in NOREN_DATA',
  },
  { ...external('OIDC_AUDIENCE', 'audience that a token must name'), required: false, default: 'noren' },
  always('NOREN_POLICY', 'policy/club.yaml', 'policy file, relative to the project folder'),
  { ...always('NOREN_DATA', '.noren', 'folder of the embedded databases and keys'), group: 'EMBEDDED' },
  always('NOREN_CHECKPOINTS', 'checkpoints in NOREN_DATA', "second place of the audit log's signed checkpoints"),
  always('NOREN_CHECKPOINT_KEY', 'made once, kept in NOREN_DATA', 'PEM file of the Ed25519 key that signs them'),
  always('NOREN_CHECKPOINT_ENTRIES', '1000', 'entries after which one is signed, 1 to 1000000; else within 10 seconds'),
  { ...always('NOREN_DEMO_FAMILIES', '3000', 'synthetic families to seed, 12 to 1000000'), group: 'EMBEDDED' },
  always('NOREN_SANDBOX_FAMILIES', '600', 'synthetic families of a new sandbox, 12 to 100000; 0 for no sandbox'),
  sandboxUrl('coop', 'PostgreSQL URL of a co-op of made-up people, seeded when empty; all four of the sandbox or none'),
  sandboxUrl('club', 'PostgreSQL URL of a club of made-up people (likewise)'),
  sandboxUrl('broadcaster', 'PostgreSQL URL of a broadcaster of made-up people (likewise)'),
  sandboxUrl('governance', "PostgreSQL URL of the sandbox's own governance database"),
  always('NOREN_LOG_LEVEL', 'info', LOG_LEVELS.join(', ')),
  always(
    'NOREN_SNAPSHOTS',
    'MONDAY 03:00',
    'when a snapshot for statistics is due, in Tokyo: a weekday or DAILY, and a time; `none`',
  ),
  always('NOREN_INTROSPECTION', 'as the policy says', 'roles that may introspect, comma-separated; `none` for nobody'),
  always(
    'NOREN_RETENTION',
    'daily',
    'daily, or off: what has been kept long enough is erased by `noren retention run` alone',
  ),
  always('NOREN_ERASURES', 'erasures in NOREN_DATA', 'folder of the list of erasures; not in the backup of a database'),
];

type Environment = Readonly<Record<string, string | undefined>>;

function refuse(name: string, rule: string): never {
  throw new NorenError('BAD_CONFIGURATION', `${name} ${rule}.`, { setting: name });
}

function valueOf(environment: Environment, name: string): string | undefined {
  const value = environment[name]?.trim();
  return value === '' ? undefined : value;
}

function wholeNumber(environment: Environment, name: string, range: { min: number; max: number; default: number }) {
  const text = valueOf(environment, name) ?? String(range.default);
  const value = Number(text);
  if (/^\d{1,9}$/.test(text) && value >= range.min && value <= range.max) return value;
  return refuse(name, `must be a whole number from ${range.min} to ${range.max} and is ${JSON.stringify(text)}`);
}

function logLevel(environment: Environment): LogLevel {
  const text = valueOf(environment, 'NOREN_LOG_LEVEL') ?? 'info';
  const level = LOG_LEVELS.find((known) => known === text);
  return level ?? refuse('NOREN_LOG_LEVEL', `must be one of ${LOG_LEVELS.join(', ')} and is ${JSON.stringify(text)}`);
}

function introspectionRoles(environment: Environment): readonly Role[] | null {
  const text = valueOf(environment, 'NOREN_INTROSPECTION');
  if (text === undefined) return null;
  if (text === 'none') return [];
  return text.split(',').map((part) => {
    const role = ROLES.find((known) => known === part.trim());
    return role ?? refuse('NOREN_INTROSPECTION', `must list roles and has ${JSON.stringify(part.trim())}`);
  });
}

const WEEKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

function snapshots(environment: Environment): SnapshotTimes | null {
  const text = valueOf(environment, 'NOREN_SNAPSHOTS') ?? 'MONDAY 03:00';
  if (text === 'none') return null;
  const [, day = '', hours, minutes] = /^([A-Z]+) ([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (day !== 'DAILY' && !WEEKDAYS.includes(day)) {
    return refuse(
      'NOREN_SNAPSHOTS',
      `must be like "MONDAY 03:00", "DAILY 03:00" or none, and is ${JSON.stringify(text)}`,
    );
  }
  const weekday = day === 'DAILY' ? null : WEEKDAYS.indexOf(day) + 1;
  return { weekday, minute: Number(hours) * 60 + Number(minutes) };
}

/** A URL may hold a password: no message ever quotes one. */
function databaseUrl(environment: Environment, name: string): string {
  const text = valueOf(environment, name) ?? '';
  if (!URL.canParse(text)) return refuse(name, 'must be a URL like postgres://user:password@host:5432/database');
  const { protocol, pathname } = new URL(text);
  if (protocol !== 'postgres:' && protocol !== 'postgresql:') {
    return refuse(name, `must begin with postgres:// or postgresql:// and begins with ${protocol}//`);
  }
  return pathname.length > 1 ? text : refuse(name, 'must name a database after the host');
}

function issuer(environment: Environment): string {
  const text = valueOf(environment, 'OIDC_ISSUER') ?? '';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const local = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url?.protocol === 'https:' || local) return text;
  return refuse('OIDC_ISSUER', 'must be an https URL (http only on the loopback address)');
}

function secret(environment: Environment): Buffer {
  const text = valueOf(environment, 'NOREN_SECRET') ?? '';
  const rule = 'must be the base64 of at least 32 random bytes';
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return refuse('NOREN_SECRET', `${rule} and is not base64`);
  const bytes = Buffer.from(text, 'base64');
  return bytes.length >= 32 ? bytes : refuse('NOREN_SECRET', `${rule} and has ${bytes.length}`);
}

function externalMode(environment: Environment): ExternalMode {
  const databases = {
    coop: databaseUrl(environment, 'COOP_DATABASE_URL'),
    club: databaseUrl(environment, 'CLUB_DATABASE_URL'),
    broadcaster: databaseUrl(environment, 'BROADCASTER_DATABASE_URL'),
    governance: databaseUrl(environment, 'GOVERNANCE_DATABASE_URL'),
  };
  // The gateway migrates its own database: pointed at a source by mistake, it would write into it.
  const shared = DATABASES.find((name) => name !== 'governance' && databases[name] === databases.governance);
  if (shared)
    refuse('GOVERNANCE_DATABASE_URL', `must not be the same database as ${shared.toUpperCase()}_DATABASE_URL`);
  const audience = valueOf(environment, 'OIDC_AUDIENCE') ?? 'noren';
  return Object.freeze({
    kind: 'external',
    databases: Object.freeze(databases),
    sandbox: sandboxDatabases(environment, databases),
    issuer: issuer(environment),
    audience,
    secret: valueOf(environment, 'NOREN_SECRET') === undefined ? null : secret(environment),
    dataFolder: dataFolder(environment),
  });
}

const databaseOf = (text: string): string => {
  const { hostname, port, pathname, searchParams } = new URL(text);
  return [searchParams.get('host') ?? hostname, port || '5432', pathname].join(' ').toLowerCase();
};

/** Made-up people get databases of their own: what is seeded must never be a database with people in it. */
function sandboxDatabases(environment: Environment, real: DatabaseUrls): DatabaseUrls | null {
  const names = DATABASES.map(sandboxSetting);
  const missing = names.filter((name) => valueOf(environment, name) === undefined);
  if (missing.length === names.length) return null;
  if (missing.length > 0) refuse(missing.join(', '), 'must be set as well: all four databases of the sandbox, or none');
  const taken = new Map(DATABASES.map((name) => [databaseOf(real[name]), `${name.toUpperCase()}_DATABASE_URL`]));
  const own = (name: DatabaseName): string => {
    const url = databaseUrl(environment, sandboxSetting(name));
    const other = taken.get(databaseOf(url));
    if (other !== undefined) refuse(sandboxSetting(name), `must not be the same database as ${other}`);
    taken.set(databaseOf(url), sandboxSetting(name));
    return url;
  };
  const [coop, club] = [own('coop'), own('club')];
  return Object.freeze({ coop, club, broadcaster: own('broadcaster'), governance: own('governance') });
}

function sandboxFamilies(environment: Environment): number {
  const families = wholeNumber(environment, 'NOREN_SANDBOX_FAMILIES', { min: 0, max: 100_000, default: 600 });
  if (families === 0 || families >= 12) return families;
  return refuse('NOREN_SANDBOX_FAMILIES', `must be 0 or at least 12 and is "${families}"`);
}

function retention(environment: Environment): Configuration['retention'] {
  const text = valueOf(environment, 'NOREN_RETENTION') ?? 'daily';
  const known = RETENTION_MODES.find((name) => name === text);
  return (
    known ?? refuse('NOREN_RETENTION', `must be one of ${RETENTION_MODES.join(', ')} and is ${JSON.stringify(text)}`)
  );
}

function dataFolder(environment: Environment): string {
  return resolve(projectRoot, valueOf(environment, 'NOREN_DATA') ?? '.noren');
}

function embeddedMode(environment: Environment): EmbeddedMode {
  return Object.freeze({
    kind: 'embedded',
    dataFolder: dataFolder(environment),
    demoFamilies: wholeNumber(environment, 'NOREN_DEMO_FAMILIES', { min: 12, max: 1_000_000, default: 3_000 }),
  });
}

function checkpoints(environment: Environment): Configuration['checkpoints'] {
  const folder = valueOf(environment, 'NOREN_CHECKPOINTS');
  const file = valueOf(environment, 'NOREN_CHECKPOINT_KEY');
  return Object.freeze({
    folder: folder === undefined ? join(dataFolder(environment), 'checkpoints') : resolve(projectRoot, folder),
    keyFile: file === undefined ? null : resolve(projectRoot, file),
    entries: wholeNumber(environment, 'NOREN_CHECKPOINT_ENTRIES', { min: 1, max: 1_000_000, default: 1_000 }),
  });
}

/** Half a real configuration is a mistake, never a reason to start the demo. */
function mode(environment: Environment): EmbeddedMode | ExternalMode {
  const group = SETTINGS.filter((setting) => setting.group === 'EXTERNAL');
  const set = group.filter((setting) => valueOf(environment, setting.name) !== undefined).map(({ name }) => name);
  if (set.length === 0) return embeddedMode(environment);
  const missing = group.filter((setting) => setting.required && !set.includes(setting.name)).map(({ name }) => name);
  if (missing.length === 0) return externalMode(environment);
  throw new NorenError(
    'BAD_CONFIGURATION',
    `The configuration is half set. Set: ${set.join(', ')}. Missing: ${missing.join(', ')}. ` +
      'Set all of them to run on real servers, or none to run the embedded demonstration.',
    { set, missing },
  );
}

/**
 * The environment as one frozen object.
 * @throws NorenError BAD_CONFIGURATION that names the setting and the rule; it never quotes a secret or a URL.
 */
export function loadConfig(environment: Environment = process.env): Configuration {
  const known = new Set(SETTINGS.map((setting) => setting.name));
  return Object.freeze({
    port: wholeNumber(environment, 'PORT', { min: 0, max: 65_535, default: 4_000 }),
    host: valueOf(environment, 'HOST') ?? '127.0.0.1',
    policyFile: resolve(projectRoot, valueOf(environment, 'NOREN_POLICY') ?? join('policy', 'club.yaml')),
    logLevel: logLevel(environment),
    introspectionRoles: introspectionRoles(environment),
    snapshots: snapshots(environment),
    checkpoints: checkpoints(environment),
    mode: mode(environment),
    sandboxFamilies: sandboxFamilies(environment),
    retention: retention(environment),
    erasuresFolder: resolve(
      projectRoot,
      valueOf(environment, 'NOREN_ERASURES') ?? join(dataFolder(environment), 'erasures'),
    ),
    unknownSettings: Object.keys(environment).filter((name) => name.startsWith('NOREN_') && !known.has(name)),
  });
}
