import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, validate } from 'graphql';
import type { Command } from '../../src/cli/command.js';
import { policyCoverageCommand } from '../../src/cli/policyCoverageCommand.js';
import { policyDiffCommand } from '../../src/cli/policyDiffCommand.js';
import { policyExplainCommand } from '../../src/cli/policyExplainCommand.js';
import { policyLintCommand } from '../../src/cli/policyLintCommand.js';
import { runCommand } from '../../src/cli/runCommand.js';
import { showingQuery } from '../../src/policy/tools/showingQuery.js';
import { textTable } from '../../src/cli/textTable.js';
import { loadConfig } from '../../src/config.js';
import { buildGraphSchema } from '../../src/graph/buildGraphSchema.js';
import { DATA_CATEGORIES, SUBJECT_KINDS } from '../../src/policy/vocabulary.js';
import { projectRoot } from '../../src/projectRoot.js';

const club = join(projectRoot, 'policy', 'club.yaml');
const original = readFileSync(club, 'utf8');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'noren-policy-'));
  cpSync(join(projectRoot, 'policy', 'privacy-policy.ja.txt'), join(folder, 'privacy-policy.ja.txt'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function planted(part: string, by: string): string {
  expect(original).toContain(part);
  const file = join(folder, 'club.yaml');
  writeFileSync(file, original.replace(part, by));
  return file;
}

async function run(command: Command, ...args: readonly string[]) {
  const said = { out: '', err: '' };
  const code = await runCommand([command], [...command.name.split(' '), ...args], {
    loadConfig: () => loadConfig({}),
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
  });
  return { code, ...said };
}

const APPROVAL = `approvals:
  - { version: '2026-11-01', rule: C01, category: SEX, form: RAW, roles: [CLUB_STAFF], points: 1000000,
      requestedBy: x, approvedBy: y, date: '2026-11-20', reason: z }
`;

describe('policy lint', () => {
  it('passes the policy in use with warnings, and fails it when it is strict', async () => {
    const { code, out } = await run(policyLintCommand);
    expect(code).toBe(0);
    expect(out).toMatch(/^WARNING MISSING_NOTICE_ITEM {2}club\.yaml:\d+ published, responsibleParty\.address: /m);
    expect(out).toMatch(/^WARNING PROVISIONAL_DATE {2}club-amendment-2026\.yaml:\d+ /m);
    expect(out).toMatch(/\n0 errors, \d+ warnings\n$/);
    expect((await run(policyLintCommand, '--strict')).code).toBe(1);
  });

  it('fails a faulty file, as text and as JSON', async () => {
    const file = planted('PHONE: R:s>M', 'PHONE: R:x>M');
    expect(await run(policyLintCommand, file)).toMatchObject({
      code: 1,
      out: expect.stringContaining('rule O01') as unknown,
    });
    const { code, out } = await run(policyLintCommand, file, '--json');
    expect(code).toBe(1);
    const { findings } = JSON.parse(out) as { findings: readonly { severity: string; code: string }[] };
    expect(findings.filter(({ severity }) => severity === 'ERROR').map(({ code: each }) => each)).toEqual(['MEANING']);
  });
});

describe('policy explain', () => {
  const asked = ['--as', 'OPERATOR_STAFF', '--purpose', 'CLUB_OPERATION', '--subject', 'GUARDIAN'];

  it('shows the gates of each field, by category or by coordinate', async () => {
    const { code, out } = await run(policyExplainCommand, ...asked, '--on', '2026-11-22', 'Guardian.phone', 'SEX');
    expect(code).toBe(0);
    expect(out).toContain('OPERATOR_STAFF of SENDAI_HOSO for CLUB_OPERATION about GUARDIAN, by version 2026-11-01');
    expect(out).toContain('Guardian.phone (PHONE; the field shows RAW, MASKED): RAW if OWN_CLASS, else MASKED');
    expect(out).toMatch(/^ {2}G6 contract +passes$/m);
    expect(out).toMatch(/^SEX: DENIED {2}\(NOT_NECESSARY, O01, JOINT_USE, APPI 27\(5\)\(iii\)\)$/m);
  });

  it('says what comes out of one person of whom something holds', async () => {
    const partner = ['--as', 'PARTNER', '--purpose', 'CONSENTED_DISCLOSURE', '--subject', 'GUARDIAN', 'NAME'];
    const with_ = async (word: string) => (await run(policyExplainCommand, ...partner, '--with', word)).out;
    expect(await with_('consent')).toMatch(/^ {2}with consent: RAW {2}\(PERMITTED_IF, T04\)$/m);
    expect(await with_('opt-in')).toMatch(/^ {2}with opt-in: DENIED {2}\(CONSENT_REQUIRED, T04\)$/m);
    expect((await run(policyExplainCommand, ...partner)).out).not.toContain('with ');
  });

  it('follows the date, and what is not in order', async () => {
    const child = ['--as', 'CLUB_STAFF', '--purpose', 'CONSENT_REQUEST', '--subject', 'CHILD_PARTICIPANT', 'EMAIL'];
    expect((await run(policyExplainCommand, ...child, '--on', '2028-07-15')).out).toContain('EMAIL: RAW');
    expect((await run(policyExplainCommand, ...child, '--on', '2028-07-16')).out).toContain('EMAIL: DENIED');
    const { out } = await run(policyExplainCommand, ...asked, '--without', 'contract', 'PHONE', '--json');
    expect(JSON.parse(out)).toMatchObject({ fields: [{ decision: { gate: 'G6', reason: 'CONTRACT_INACTIVE' } }] });
  });

  it.each([
    [['--as', 'CLUB_STAFF'], 2, 'noren policy explain --as ROLE'],
    [[...asked, 'SHOE_SIZE'], 1, 'SHOE_SIZE is no category and no personal field'],
    [[...asked, 'Guardian.id'], 1, 'Guardian.id is no category'],
    [[...asked, '--without', 'luck', 'NAME'], 1, '--without luck is not known'],
    [[...asked, '--with', 'luck', 'NAME'], 1, '--with luck is not known'],
    [[...asked, '--on', 'tomorrow', 'NAME'], 1, '--on tomorrow is no date'],
  ])('answers %j with code %i and help', async (args, code, help) => {
    expect(await run(policyExplainCommand, ...args)).toMatchObject({
      code,
      err: expect.stringContaining(help) as unknown,
    });
  });
});

describe('policy diff', () => {
  it('fails on a widening that nobody approved, and shows a query for it', async () => {
    const { code, out, err } = await run(policyDiffCommand, club, planted('SEX: R:n', 'SEX: R'));
    expect(code).toBe(1);
    expect(out).toMatch(
      /^NOT APPROVED {2}C01 SEX up to RAW for CLUB_STAFF, always \(\d+ points\): no entry for this version$/m,
    );
    expect(out).toMatch(
      /WIDENS {3}DENIED by C01 \(CONDITION_UNMET\) -> RAW by C01 \(PERMITTED\), always {2}\(\d+ points\)/,
    );
    expect(out).toContain('{ children(first: 5) { nodes { sex } } }');
    expect(err).toMatch(/points compared in/);
  });

  it('passes one that is approved beside the new file, or in the file that is named', async () => {
    const wider = planted('SEX: R:n', 'SEX: R');
    writeFileSync(join(folder, 'yes.yaml'), APPROVAL);
    expect((await run(policyDiffCommand, club, wider, '--approvals', join(folder, 'yes.yaml'))).code).toBe(0);
    writeFileSync(join(folder, 'approvals.yaml'), APPROVAL.replace('approvedBy: y', 'approvedBy: x'));
    const { code, out } = await run(policyDiffCommand, club, wider, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      new: { version: '2026-11-01' },
      unapproved: [{ rule: 'C01', category: 'SEX', problem: expect.stringContaining('SELF_APPROVAL') as unknown }],
    });
  });

  it('compares with an old file whose text is gone', async () => {
    const old = planted("note: 'in lists", "note: 'In lists");
    rmSync(join(folder, 'privacy-policy.ja.txt'));
    expect(await run(policyDiffCommand, old, club)).toMatchObject({ code: 0, out: 'No decision changes.\n' });
    expect((await run(policyDiffCommand, club, old)).code).toBe(1);
  });

  it('fails on the same form on another legal basis, and says on which', async () => {
    const other = planted(
      'purposes: [CONSENTED_DISCLOSURE]\n    basis: CONSENT',
      'purposes: [CONSENTED_DISCLOSURE]\n    basis: LAW_OR_ORDINANCE',
    );
    const { code, out } = await run(policyDiffCommand, club, other);
    expect(code).toBe(1);
    expect(out).toMatch(/^NOT APPROVED {2}T04 NAME up to RAW for /m);
    expect(out).toMatch(
      /^WIDENS {3}RAW by T04 \(PERMITTED_IF\) on CONSENT -> RAW by T04 \(PERMITTED_IF\) on LAW_OR_ORDINANCE, if CONSENT/m,
    );
  });

  it('takes two files', async () => {
    expect((await run(policyDiffCommand, club)).code).toBe(2);
  });
});

describe('policy coverage', () => {
  it('is a table of every clause, and says that none is open', async () => {
    const { code, out, err } = await run(policyCoverageCommand);
    expect(code).toBe(0);
    expect(out.split('\n')).toHaveLength(106 + 3);
    expect(out).toMatch(/^\| A4-7b \| W01 CHILD_WELFARE \| +\| .*test\/conformance\/matrix\.test\.ts: row W01.* \|$/m);
    expect(err).toBe('106 clauses, 0 open, 0 without test or control\n');
    expect((await run(policyCoverageCommand, '--strict')).code).toBe(0);
  });

  it('is JSON of exactly id, rules, control and tests', async () => {
    const { out } = await run(policyCoverageCommand, '--json');
    const { clauses, ...rest } = JSON.parse(out) as { clauses: object[] };
    expect(rest).toEqual({});
    expect(clauses).toHaveLength(106);
    for (const clause of clauses) expect(Object.keys(clause)).toEqual(['id', 'rules', 'control', 'tests']);
  });
});

describe('the query that shows a difference', () => {
  it('is one of the schema, for every kind of subject and category that it has', () => {
    const { schema } = buildGraphSchema();
    let shown = 0;
    for (const subject of SUBJECT_KINDS) {
      for (const category of DATA_CATEGORIES) {
        for (const shape of ['SINGLE', 'LIST']) {
          for (const form of ['RAW', 'AGGREGATED'] as const) {
            const query = showingQuery({ subject: [subject], category: [category], shape: [shape] }, form);
            if (query === null) continue;
            shown += 1;
            expect(validate(schema, parse(query))).toEqual([]);
          }
        }
      }
    }
    expect(shown).toBeGreaterThan(100);
  });
});

describe('a table', () => {
  it('lines up columns, Japanese ones too, and ends lines without spaces', () => {
    expect(textTable([['氏名', 'a', ''], ['name', 'b'], []])).toBe('氏名  a\nname  b\n\n');
  });
});
