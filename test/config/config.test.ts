import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOG_LEVELS, SETTINGS, loadConfig } from '../../src/config.js';
import { projectRoot } from '../../src/projectRoot.js';
import { NorenError } from '../../src/errors.js';

const EXTERNAL = {
  COOP_DATABASE_URL: 'postgres://reader:hunter2-canary@db/coop',
  CLUB_DATABASE_URL: 'postgres://reader:hunter2-canary@db/club',
  BROADCASTER_DATABASE_URL: 'postgresql://reader:hunter2-canary@db/broadcaster',
  GOVERNANCE_DATABASE_URL: 'postgres://owner:hunter2-canary@db/governance',
  OIDC_ISSUER: 'https://login.example.org/realms/club',
  NOREN_SECRET: Buffer.alloc(32, 7).toString('base64'),
};

/** The secret of a group can be left out: a gateway on its own makes one. */
const REQUIRED = Object.keys(EXTERNAL).filter((name) => name !== 'NOREN_SECRET');

function refusalOf(environment: Record<string, string>): NorenError {
  try {
    loadConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(NorenError);
    expect((error as NorenError).code).toBe('BAD_CONFIGURATION');
    expect((error as NorenError).message).not.toContain('canary');
    return error as NorenError;
  }
  throw new Error('The configuration was accepted.');
}

describe('configuration', () => {
  it('runs embedded when nothing is set', () => {
    const config = loadConfig({});
    expect(config).toMatchObject({ port: 4000, host: '127.0.0.1', logLevel: 'info', introspectionRoles: null });
    expect(config.mode).toMatchObject({ kind: 'embedded', demoFamilies: 3000 });
    expect(config.policyFile).toMatch(/policy.club\.yaml$/);
    expect(Object.isFrozen(config) && Object.isFrozen(config.mode)).toBe(true);
  });

  it('starts nothing embedded when everything external is set', () => {
    const { mode } = loadConfig(EXTERNAL);
    expect(mode).toMatchObject({ kind: 'external', audience: 'noren', issuer: EXTERNAL.OIDC_ISSUER });
    expect(mode.kind === 'external' && mode.databases.club).toBe(EXTERNAL.CLUB_DATABASE_URL);
  });

  it.each(REQUIRED)('names %s when only that one is missing, and what was set', (name) => {
    const { [name]: _, ...rest } = EXTERNAL as Record<string, string>;
    const refusal = refusalOf(rest);
    expect(refusal.details['missing']).toEqual([name]);
    expect(refusal.message).toContain(`Missing: ${name}.`);
    for (const set of Object.keys(rest)) expect(refusal.message.split('Missing')[0]).toContain(set);
  });

  it.each(Object.keys(EXTERNAL))('does not start the demonstration when only %s is set', (name) => {
    const refusal = refusalOf({ [name]: (EXTERNAL as Record<string, string>)[name]! });
    expect(refusal.details['set']).toEqual([name]);
    expect(refusal.details['missing']).toEqual(REQUIRED.filter((other) => other !== name));
  });

  it('counts an empty value as not set', () => {
    expect(loadConfig({ CLUB_DATABASE_URL: ' ', PORT: '' })).toMatchObject({ port: 4000, mode: { kind: 'embedded' } });
  });

  it.each([
    ['PORT', '-1', 'PORT must be a whole number from 0 to 65535 and is "-1".'],
    ['PORT', '4e3', 'PORT must be a whole number from 0 to 65535 and is "4e3".'],
    ['PORT', '65536', 'PORT must be a whole number from 0 to 65535 and is "65536".'],
    ['NOREN_DEMO_FAMILIES', '11', 'NOREN_DEMO_FAMILIES must be a whole number from 12 to 1000000 and is "11".'],
    ['NOREN_LOG_LEVEL', 'loud', `NOREN_LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')} and is "loud".`],
    ['NOREN_INTROSPECTION', 'ANALYST,KING', 'NOREN_INTROSPECTION must list roles and has "KING".'],
  ])('refuses %s=%s and gives the rule', (name, value, message) => {
    expect(refusalOf({ [name]: value }).message).toBe(message);
  });

  it.each([
    ['CLUB_DATABASE_URL', 'club-canary', 'must be a URL'],
    ['CLUB_DATABASE_URL', 'mysql://a:canary@db/club', 'must begin with postgres://'],
    ['CLUB_DATABASE_URL', 'postgres://a:canary@db', 'must name a database'],
    ['GOVERNANCE_DATABASE_URL', EXTERNAL.COOP_DATABASE_URL, 'must not be the same database as COOP_DATABASE_URL'],
    ['OIDC_ISSUER', 'http://login.example.org', 'must be an https URL'],
    ['NOREN_SECRET', 'canary!', 'is not base64'],
    ['NOREN_SECRET', Buffer.alloc(31).toString('base64'), 'has 31'],
  ])('refuses %s with a bad value and does not quote it', (name, value, rule) => {
    expect(refusalOf({ ...EXTERNAL, [name]: value }).message).toContain(rule);
  });

  it('runs on real servers without a secret of the group, and says that it has to make one', () => {
    const { NOREN_SECRET: _secret, ...five } = EXTERNAL;
    expect(loadConfig(five).mode).toMatchObject({ kind: 'external', secret: null });
  });

  const SANDBOX = {
    SANDBOX_COOP_DATABASE_URL: 'postgres://owner:hunter2-canary@db/sandbox_coop',
    SANDBOX_CLUB_DATABASE_URL: 'postgres://owner:hunter2-canary@db/sandbox_club',
    SANDBOX_BROADCASTER_DATABASE_URL: 'postgres://owner:hunter2-canary@db/sandbox_broadcaster',
    SANDBOX_GOVERNANCE_DATABASE_URL: 'postgres://owner:hunter2-canary@db/sandbox_governance',
  };

  it('has no sandbox on real servers unless its four databases are named', () => {
    expect(loadConfig(EXTERNAL).mode).toMatchObject({ sandbox: null });
    const { mode } = loadConfig({ ...EXTERNAL, ...SANDBOX });
    expect(mode).toMatchObject({ sandbox: { club: SANDBOX.SANDBOX_CLUB_DATABASE_URL } });
  });

  it.each(Object.keys(SANDBOX))('refuses a sandbox without %s, and one that is all that was set', (name) => {
    const { [name]: _, ...rest } = SANDBOX as Record<string, string>;
    expect(refusalOf({ ...EXTERNAL, ...rest }).message).toContain(`${name} must be set as well`);
    expect(refusalOf({ [name]: (SANDBOX as Record<string, string>)[name]! }).details['missing']).toEqual(REQUIRED);
  });

  it.each([
    ['SANDBOX_CLUB_DATABASE_URL', EXTERNAL.CLUB_DATABASE_URL, 'CLUB_DATABASE_URL'],
    ['SANDBOX_COOP_DATABASE_URL', 'postgresql://else@DB:5432/club?ssl=true', 'CLUB_DATABASE_URL'],
    ['SANDBOX_GOVERNANCE_DATABASE_URL', 'postgres://else@db/coop', 'COOP_DATABASE_URL'],
    ['SANDBOX_CLUB_DATABASE_URL', SANDBOX.SANDBOX_COOP_DATABASE_URL, 'SANDBOX_COOP_DATABASE_URL'],
  ])('refuses %s where it is a database that is named already, however it is written', (name, url, other) => {
    const { message } = refusalOf({ ...EXTERNAL, ...SANDBOX, [name]: url });
    expect(message).toBe(`${name} must not be the same database as ${other}.`);
  });

  it('takes 0 for no sandbox, and no number below 12 but that', () => {
    expect(loadConfig({ NOREN_SANDBOX_FAMILIES: '0' }).sandboxFamilies).toBe(0);
    expect(refusalOf({ NOREN_SANDBOX_FAMILIES: '11' }).message).toContain('must be 0 or at least 12');
  });

  it('keeps the table of the README equal to its own', () => {
    const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');
    for (const { name, meaning } of SETTINGS) {
      expect(readme.replace(/ +/g, ' ')).toMatch(
        new RegExp(`\\| \`${name}\` \\|[^|\n]*\\| ${meaning.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')} \\|`),
      );
    }
  });

  it('takes a loopback issuer over http, a list of roles and nobody', () => {
    expect(loadConfig({ ...EXTERNAL, OIDC_ISSUER: 'http://127.0.0.1:9000' }).mode.kind).toBe('external');
    expect(loadConfig({ NOREN_INTROSPECTION: 'ANALYST, CLUB_STAFF' }).introspectionRoles).toEqual([
      'ANALYST',
      'CLUB_STAFF',
    ]);
    expect(loadConfig({ NOREN_INTROSPECTION: 'none' }).introspectionRoles).toEqual([]);
  });

  it('notices a setting that does not exist', () => {
    expect(loadConfig({ NOREN_POLCY: 'x', NOREN_POLICY: 'y' }).unknownSettings).toEqual(['NOREN_POLCY']);
  });

  it('lists each setting once, with a meaning', () => {
    expect(new Set(SETTINGS.map(({ name }) => name)).size).toBe(SETTINGS.length);
    for (const setting of SETTINGS) expect(setting.meaning).not.toBe('');
  });
});
