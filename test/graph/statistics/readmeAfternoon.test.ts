import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { projectRoot } from '../../../src/projectRoot.js';
import type { NoisePool } from '../../../src/statistics/noise/noisePool.js';
import { startGateway, type Data, type Gateway } from '../../support/startGateway.js';

/** An analyst's afternoon, word for word as README.md tells it: its blocks are run by a shell, one after the other, against a gateway. */

const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');
const section = /\*\*An analyst's afternoon\.\*\*[\s\S]*?(?=\n\*\*Queries are developed)/.exec(readme)?.[0] ?? '';
const blocks = (language: string): readonly string[] =>
  [...section.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, of, text]) =>
    of === language ? [text ?? ''] : [],
  );

/** Forty families would drown in real noise, and be suppressed: here a draw is 59, 60 or 61. */
const quietNoise: NoisePool = {
  take: async (_sigma2, count) => Array.from({ length: count }, (_draw, index) => BigInt(59 + (index % 3))),
};

let gateway: Gateway;
/** Answers of each block, and whether it charged anything. */
let told: readonly (readonly Data[])[];
const spentBefore: bigint[] = [];

beforeAll(async () => {
  gateway = await startGateway({
    snapshot: true,
    change: (environment) => {
      const { statistics } = environment;
      return { ...environment, statistics: { ...statistics, ports: { ...statistics.ports, noise: quietNoise } } };
    },
  });
  told = await run(blocks('sh'));
}, 300_000);
afterAll(async () => gateway.close());

/** `ask` as README.md has it, but for where it sends to; and a mark at the end of each block. */
async function run(scripts: readonly string[]): Promise<readonly (readonly Data[])[]> {
  const server = createServer((request, response) => {
    void textOf(request).then(async (text) => {
      const { as = '', purpose = '' } = request.headers as Record<string, string>;
      if (as === 'mark') spentBefore.push(await spent());
      const { query } = JSON.parse(as === 'mark' ? '{}' : text) as { query?: string };
      response.end(query === undefined ? 'mark' : (await gateway.ask({ as, purpose: [purpose], query })).text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const place = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const send = `fetch(process.argv[1], { method: 'POST', headers: { as: process.argv[2], purpose: process.argv[3] }, body: process.argv[4] })
    .then((answer) => answer.text()).then((text) => process.stdout.write(text))`;
  const body = /-d ("\$\(.*\)")$/m.exec(readme)?.[1] ?? '';
  const prelude = `ask() { "${process.execPath}" -e "$send" '${place}' "$1" "$2" ${body}; echo; }\nmark() { ask mark x ''; }\n`;
  try {
    const output = await shell(prelude + scripts.map((script) => `mark\n${script}`).join('\n') + '\nmark\n', { send });
    return output
      .split('mark\n')
      .slice(1, -1)
      .map((block) => block.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)])));
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** A process of its own, as it asks this one. */
async function shell(script: string, variables: Readonly<Record<string, string>>): Promise<string> {
  const running = spawn('sh', ['-eu', '-c', script], { env: { ...process.env, ...variables } });
  const said = { out: '', err: '' };
  running.stdout.on('data', (chunk) => (said.out += String(chunk)));
  running.stderr.on('data', (chunk) => (said.err += String(chunk)));
  const code = await new Promise((resolve) => running.on('close', resolve));
  if (code !== 0) throw new Error(`The shell ended with ${String(code)}: ${said.err}`);
  return said.out;
}

async function spent(): Promise<bigint> {
  const { rows } = await gateway.data.governance.query<{ spent: string }>(
    `SELECT coalesce(sum(spent_nano), 0)::text AS spent FROM privacy_accounts WHERE scope = 'RECIPIENT'`,
  );
  return BigInt(rows[0]?.spent ?? 0);
}

/** What the accounts of the recipients were charged by each block, all sources together. */
const charged = (): readonly bigint[] =>
  spentBefore.slice(1).map((spentAfter, index) => spentAfter - (spentBefore[index] ?? 0n));
const statisticsOf = (answer: Data = {}): Data => answer['data'].statistics;

test('its steps are blocks of README.md, and each answers', () => {
  expect(blocks('sh')).toHaveLength(7);
  expect(told.map((answers) => answers.length)).toEqual([1, 1, 1, 1, 2, 11, 1]);
});

test('the price comes first and is charged to the last digit; looking again and by its id is free', () => {
  const [asked, bought, again] = told;
  const { quote } = statisticsOf(asked?.[0]).purchases;
  expect(quote).toMatchObject({ rho: 0.025, remainingAfter: 0.375 });
  const { purchases } = statisticsOf(bought?.[0]);
  expect(purchases.spent.rho).toBe(quote.rho);
  expect(charged().slice(0, 3)).toEqual([0n, 50_000_000n, 0n]);
  const { release } = statisticsOf(again?.[0]);
  expect(release.question).toBe('PURCHASES by AGE_BAND: FAMILIES, AMOUNT, QUANTILES');
  for (const cell of purchases.cells as Data[]) {
    expect(release.document.body).toMatch(new RegExp(`\\n${String(cell['by'].ageBand.code).replace('+', '\\+')},`));
    expect(cell['amountPerFamily'].low).toBeLessThanOrEqual(cell['amountPerFamily'].high as number);
  }
});

test('drilling down adds up to what was bought before, at the price of the parts', () => {
  const { families } = statisticsOf(told[3]?.[0]);
  expect(families.spent.rho).toBe(0.005);
  const cells = families.cells as Data[];
  expect(cells.every((cell) => cell['families'].status === 'RELEASED')).toBe(true);
  const sum = cells.reduce((added, cell) => added + Number(cell['families'].value), 0);
  expect(Math.abs(sum - Number(families.parents[0].families.value))).toBeLessThan(0.1);
  expect(charged()[3]).toBe(10_000_000n);
});

test('what is too fine, or can not be asked, is told as README.md quotes it, before any charge', () => {
  const [fine, unasked] = told[4] ?? [];
  const said = [
    statisticsOf(fine).purchases.quote.warning,
    (unasked?.['errors'] as Data[])[0]?.['message'],
  ] as string[];
  const quoted = (blocks('text')[0] ?? '').trim().split('\n');
  expect(quoted).toHaveLength(2);
  quoted.forEach((line, index) => expect(said[index]).toContain(line.replace(/ …$/, '')));
  expect(charged()[4]).toBe(0n);
});

test('an outsider runs out of budget and reads why, as README.md quotes it', () => {
  const answers = told[5] ?? [];
  const bought = answers.filter((answer) => statisticsOf(answer).children.cells !== null);
  expect(bought).toHaveLength(10);
  const last = answers.at(-1);
  expect(statisticsOf(last).children).toEqual({ quote: { remainingAfter: null }, cells: null, spent: null });
  const why = JSON.parse(blocks('json')[1] ?? '') as object;
  expect(last?.['extensions'].governance.decisions).toContainEqual(expect.objectContaining(why));
  const [account] = told[6]?.[0]?.['data'].budgets as Data[];
  expect(account).toMatchObject({ scope: 'RECIPIENT', source: 'club', remaining: { rho: 0 } });
  expect((account?.['spending'] as Data[])[0]).toMatchObject({
    question: expect.stringContaining('CHILDREN') as string,
    charged: { rho: 0.01 },
    status: 'RELEASED',
  });
});
