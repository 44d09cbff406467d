import { parseArgs } from 'node:util';
import { resolveIdentities } from '../embedded/identities.js';
import { demoToken } from '../embedded/keys/demoToken.js';
import { readSeedMark, type ResolvedIdentity } from '../embedded/seedMark.js';
import type { Command, Surroundings } from './command.js';
import { durationSeconds } from './duration.js';

const HELP = `Prints a bearer token of a demo identity, and nothing else.

  npm run -s token -- --as NAME [--purpose PURPOSE]... [--expires-in 12h]
  npm run -s token -- --list

  --as NAME            the identity; see --list
  --purpose PURPOSE    leave only this of its purposes in the token; may be repeated
  --expires-in TIME    90s, 15m, 12h, 7d; at most 30d (default 12h)
  --list               name, organisation, roles and purposes of each identity

Demo tokens work only on the embedded default.
`;

function table(identities: readonly ResolvedIdentity[]): string {
  const rows = identities.map(({ name, organisation, roles, purposes }) => {
    return [name, organisation, roles.join(' ') || '-', purposes.join(' ') || '-'];
  });
  const all = [['NAME', 'ORGANISATION', 'ROLES', 'PURPOSES'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n') + '\n';
}

function seededIdentities({
  loadConfig,
  err,
}: Surroundings): { dataFolder: string; identities: readonly ResolvedIdentity[] } | null {
  const { mode } = loadConfig();
  if (mode.kind === 'external') {
    err('Demo tokens work only on the embedded default; this configuration takes tokens of OIDC_ISSUER.\n');
    return null;
  }
  const mark = readSeedMark(mode.dataFolder);
  if (mark === null) {
    err('There are no demo identities yet. Start the gateway once first: npm start\n');
    return null;
  }
  return { dataFolder: mode.dataFolder, identities: resolveIdentities(mark) };
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      as: { type: 'string' },
      purpose: { type: 'string', multiple: true },
      'expires-in': { type: 'string', default: '12h' },
      list: { type: 'boolean' },
    },
  }).values;
}

/** The identity with only the purposes asked for, or what is wrong with them. */
function narrowed(identity: ResolvedIdentity, asked: readonly string[] | undefined): ResolvedIdentity | string {
  if (asked === undefined) return identity;
  const stranger = asked.find((purpose) => !identity.purposes.some((allowed) => allowed === purpose));
  if (stranger !== undefined)
    return `${identity.name} has no purpose ${stranger}. It has: ${identity.purposes.join(', ') || 'none'}.\n`;
  return { ...identity, purposes: identity.purposes.filter((purpose) => asked.includes(purpose)) };
}

async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { out, err } = surroundings;
  const refuse = (message: string): number => (err(message), 2);
  const asked = parse(args);
  if (!asked.list && asked.as === undefined) return refuse(HELP);
  const seeded = seededIdentities(surroundings);
  if (seeded === null) return 2;
  if (asked.list) return (out(table(seeded.identities)), 0);
  const found = seeded.identities.find(({ name }) => name === asked.as);
  if (!found)
    return refuse(`There is no identity ${JSON.stringify(asked.as)}. There are:\n${table(seeded.identities)}`);
  const seconds = durationSeconds(asked['expires-in']);
  if (seconds === null) return refuse('--expires-in must be like 90s, 15m, 12h or 7d, and at most 30d.\n');
  const identity = narrowed(found, asked.purpose);
  if (typeof identity === 'string') return refuse(identity);
  const { name: _, ...caller } = identity;
  out(`${await demoToken(seeded.dataFolder, caller, seconds)}\n`);
  return 0;
}

export const tokenCommand: Command = {
  name: 'token',
  usage: '--as NAME | --list',
  summary: 'print a bearer token of a demo identity',
  help: HELP,
  run,
};
