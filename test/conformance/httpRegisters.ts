import type { VerifiedCaller } from '../../src/policy/caller.js';
import type { SubjectKind } from '../../src/policy/vocabulary.js';
import { subjectFlagRegister } from '../../src/registry/registers/subjectFlag.js';
import type { As, Gateway } from '../support/startGateway.js';

/** A data subject of a record, by kind and row key; sent as the id that the caller knows it by. */
export interface Person {
  readonly kind: SubjectKind;
  readonly key: number;
}

export interface Recording {
  readonly as: As;
  readonly purpose: string;
  /** Of the register: `Contract` for `recordContract`. */
  readonly noun: string;
  /** A `Person`, or a list of them, anywhere at the top is sent as an id. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly validFrom?: string;
  readonly validTo?: string;
}

export interface Step {
  readonly as: As;
  readonly purpose: string;
  readonly noun: string;
  readonly key: string;
}

export const TYPES = {
  GUARDIAN: 'Guardian',
  CHILD_PARTICIPANT: 'Child',
  COOP_MEMBER: 'Member',
  OFFICER_OR_EMPLOYEE: 'Staff',
  SUPPLIER_CONTACT: 'SupplierContact',
} as const;

/** Who keeps which register in the tests. */
export const MANAGER = { as: 'privacy-manager', purpose: 'GOVERNANCE' } as const;
export const HEAD = { as: 'dept-manager', purpose: 'GOVERNANCE' } as const;
export const DESK = { as: 'consultation-desk', purpose: 'DATA_SUBJECT_RIGHTS' } as const;
export const CLUB = { as: 'club-staff', purpose: 'CLUB_OPERATION' } as const;

export type Registers = Awaited<ReturnType<typeof openRegisters>>;

/** The registers over HTTP, by those who keep them; `putBack` makes everything as it was when they were opened. */
export async function openRegisters(gateway: Gateway) {
  const { governance } = gateway.data;
  const began = gateway.clock.now;
  await governance.query('create table entries_before as select * from register_entries');
  await governance.query('create table consents_before as select * from consents');

  const send = async (as: As, purpose: string, query: string, variables: Readonly<Record<string, unknown>>) => {
    const { body } = await gateway.ask({ as, purpose, query, variables });
    return { said: (body.data?.said ?? null) as { readonly key: string } | null, error: body.errors?.[0]?.message };
  };
  const idOf = (as: As, { kind, key }: Person) => gateway.idOf(as, TYPES[kind], key);
  const isPerson = (value: unknown): value is Person => typeof value === 'object' && value !== null && 'key' in value;
  const sent = (as: As, value: unknown): unknown =>
    isPerson(value) ? idOf(as, value) : Array.isArray(value) ? value.map((each) => sent(as, each)) : value;

  const tryToRecord = async ({ as, purpose, noun, input, validFrom, validTo }: Recording) => {
    const query = `mutation ($input: ${noun}Input!, $validFrom: String, $validTo: String) {
      said: record${noun}(input: $input, validFrom: $validFrom, validTo: $validTo) { key } }`;
    const written = Object.fromEntries(Object.entries(input).map(([name, value]) => [name, sent(as, value)]));
    return send(as, purpose, query, { input: written, validFrom, validTo });
  };
  /** Nobody records an erasure by hand: the flag is raised here as an erasure raises it, and the data stay for the next test. */
  const raiseErased = async ({ noun, input }: Recording): Promise<string | null> => {
    const { flag, subject, why } = input;
    if (noun !== 'SubjectFlag' || flag !== 'ERASED' || !isPerson(subject)) return null;
    const payload = { subject: { kind: subject.kind, reference: subject.key }, flag, why: String(why) } as const;
    const recorder = { subjectId: 'desk', organisation: 'GAKKO', role: 'CONSULTATION_DESK' } as const;
    return (await gateway.environment.registers.record(subjectFlagRegister, { payload, recorder })).key;
  };
  const step = async (verb: string, argument: string, { as, purpose, noun, key }: Step) => {
    const query = `mutation ($key: ID!) { said: ${verb}${noun}(key: $key, ${argument}: "because") { key } }`;
    return send(as, purpose, query, { key });
  };
  const tryToApprove = (said: Step) => step('approve', 'note', said);
  const must = <T>({ said, error }: { readonly said: T | null; readonly error: string | undefined }): T => {
    if (said === null || error !== undefined) throw new Error(error ?? 'Nothing was recorded.');
    return said;
  };
  return {
    /** The key of the new entry. */
    record: async (recording: Recording) => (await raiseErased(recording)) ?? must(await tryToRecord(recording)).key,
    tryToRecord,
    end: async (said: Step) => must(await step('end', 'reason', said)).key,
    approve: async (said: Step) => must(await tryToApprove(said)).key,
    tryToApprove,
    /** An entry's payload as it stands, in the form of the mutation's input but for subjects; for the next version with a change. */
    standing: async (register: string, key: string): Promise<Readonly<Record<string, unknown>>> => {
      const { rows } = await governance.query<{ payload: Record<string, unknown> }>(
        'select payload from register_entries where register = $1 and key = $2 and superseded_at is null',
        [register, key],
      );
      // What the gateway sets itself is no input.
      const { addedItems: _, ...payload } = rows[0]?.payload ?? {};
      const caps = Object.entries(payload['caps'] ?? {}).map(([category, maxForm]) => ({ category, maxForm }));
      return 'caps' in payload ? { ...payload, caps } : payload;
    },
    putBack: async () => {
      gateway.clock.now = began;
      const client = await governance.connect();
      try {
        // History only grows; a test's does not outlive the test.
        await client.query('begin; set local session_replication_role = replica');
        await client.query('delete from register_entries; insert into register_entries select * from entries_before');
        await client.query('delete from consent_events; delete from consents');
        await client.query('insert into consents select * from consents_before; commit');
      } finally {
        client.release();
      }
    },
  };
}

/** Fields of a person as they came out; others than these are compared as a whole. */
interface Found {
  readonly name?: string | null;
  readonly sex?: string | null;
}

/** What a caller sees of one person, and what is said of why. */
export function lookAt(gateway: Gateway) {
  return async (asked: {
    readonly as: string | Partial<VerifiedCaller>;
    readonly purpose?: string;
    readonly about: Person;
    readonly fields: string;
  }) => {
    const { as, purpose, about, fields } = asked;
    const type = TYPES[about.kind];
    const query = `query ($id: ID!) { found: ${type.toLowerCase()}(id: $id) { ${fields} } }`;
    const variables = { id: gateway.idOf(as, type, about.key) };
    const answer = await gateway.ask({ as, ...(purpose === undefined ? {} : { purpose }), query, variables });
    expect([answer.status, answer.body.errors]).toEqual([200, undefined]);
    const decisions = answer.body.extensions?.governance.decisions ?? [];
    return {
      found: (answer.body.data as { readonly found: Found | null }).found,
      reason: decisions.at(-1)?.reason,
      gate: decisions.at(-1)?.gate,
      decisions,
      answer,
    };
  };
}
