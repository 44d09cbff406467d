import fc from 'fast-check';
import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type Gateway } from '../support/startGateway.js';

/** Whatever the grammar of GraphQL lets one write for the same fields, by every kind of caller, comes to what is written plainly (TV62). */

let gateway: Gateway;
let world: ArrangedWorld;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
});
afterAll(async () => gateway.close());

const CALLERS = [
  ['club-staff', 'CLUB_OPERATION'],
  ['coop-staff', 'CLUB_OPERATION'],
  ['affiliate-staff', 'CLUB_OPERATION'],
  ['operator-staff', 'CLUB_OPERATION'],
  ['subcontractor-staff', 'CLUB_OPERATION'],
  ['marketing-tool', 'BENEFICIAL_INFORMATION'],
  ['partner-analyst', 'CONSENTED_DISCLOSURE'],
  ['privacy-manager', 'GOVERNANCE'],
] as const;
type Caller = readonly [as: string, purpose: (typeof CALLERS)[number][1]];

/** Of both types. */
const FIELDS = [
  'name',
  'kana',
  'sex',
  'birthDate',
  'birthYear',
  'ageBand',
  'postalCode',
  'address',
  'phone',
  'email',
  'memberCode',
  'registeredOn',
  'leftOn',
] as const;
type Field = (typeof FIELDS)[number];
type TypeName = 'Guardian' | 'Child';
type Row = Readonly<Record<string, unknown>> & { readonly children?: readonly Row[] | null };

/** How one field may be written. BORROWED: under the name of a field that is not asked for. */
const WAYS = {
  PLAIN: (field) => field,
  TWICE: (field) => `${field} ... { ${field} }`,
  ALIASED: (field, { key }) => `${key}: ${field}`,
  BORROWED: (field, { key }) => `${key}: ${field}`,
  INLINE: (field) => `... { ${field} }`,
  DEEP: (field, { type }) => `... { ... on ${type} { ... @include(if: $yes) { ${field} } } }`,
  SPREAD: (_, { fragment }) => `...${fragment}`,
  INCLUDED: (field) => `${field} @include(if: $yes)`,
  NOT_SKIPPED: (field) => `${field} @skip(if: $no)`,
} satisfies Record<string, (field: Field, names: { key: string; type: TypeName; fragment: string }) => string>;
type Way = keyof typeof WAYS;

interface Part {
  readonly field: Field;
  readonly way: Way;
}

/** A selection, the fragments it needs, and under which key each field comes. */
interface Written {
  readonly text: string;
  readonly fragments: string;
  readonly keys: ReadonlyMap<Field, string>;
}

function write(parts: readonly Part[], type: TypeName): Written {
  const free = FIELDS.filter((name) => !parts.some(({ field }) => field === name));
  const written = parts.map(({ field, way }, index) => {
    const borrowed = way === 'BORROWED' ? free.pop() : undefined;
    const key = way === 'ALIASED' ? `a${index}` : (borrowed ?? field);
    const names = { key, type, fragment: `${type}${index}` };
    return { field, key, text: WAYS[way](field, names), fragment: way === 'SPREAD' ? names.fragment : null };
  });
  const fragments = written.map(({ field, fragment }) =>
    fragment === null ? '' : `fragment ${fragment} on ${type} { ${field} }`,
  );
  return {
    text: written.map(({ text }) => text).join(' '),
    fragments: fragments.join(' '),
    keys: new Map(written.map(({ field, key }) => [field, key])),
  };
}

async function ask([as, purpose]: Caller, own: Written, children: Written): Promise<object> {
  const query = `query ($id: ID!, $yes: Boolean! = true, $no: Boolean! = false) {
    found: guardian(id: $id) { __typename @include(if: $yes) @skip(if: $no) ${own.text} children { __typename ${children.text} } }
  } ${own.fragments} ${children.fragments}`;
  const variables = { id: gateway.idOf(as, 'Guardian', world.person('ga').key) };
  const { body } = await gateway.ask({ as, purpose, query, variables });
  expect(body.errors).toBeUndefined();
  const found = body.data.found as Row | null;
  if (found === null) return {};
  return { ...named(found, own), children: found.children?.map((child) => named(child, children)) ?? null };
}

/** Under the names of the schema. */
function named(found: Row, { keys }: Written): object {
  return Object.fromEntries([...keys].map(([field, key]) => [field, found[key]]));
}

const plain = (fields: readonly Field[]): readonly Part[] => fields.map((field) => ({ field, way: 'PLAIN' }));
const ways = fc.constantFrom(...(Object.keys(WAYS) as Way[]));
const somehow = (maxLength: number) =>
  fc.uniqueArray(fc.record({ field: fc.constantFrom(...FIELDS), way: ways }), {
    selector: ({ field }) => field,
    minLength: 1,
    maxLength,
  });

test.each(CALLERS)('%s for %s sees something and not all, written plainly', async (...caller) => {
  const all = plain(FIELDS);
  const { children, ...own } = (await ask(caller, write(all, 'Guardian'), write(all, 'Child'))) as Row;
  const values = [own, ...(children ?? [])].flatMap((each) => Object.values<unknown>(each));
  expect(values).toContain(null);
  expect(values.some((value) => value !== null)).toBe(true);
});

test('TV62 no alias, borrowed name, fragment, directive or repetition gives more or less than the plain fields', async () => {
  const property = fc.asyncProperty(
    fc.constantFrom(...CALLERS),
    somehow(6),
    somehow(4),
    async (caller, own, children) => {
      const fieldsOf = (parts: readonly Part[]) => plain(parts.map(({ field }) => field));
      const expected = await ask(caller, write(fieldsOf(own), 'Guardian'), write(fieldsOf(children), 'Child'));
      expect(await ask(caller, write(own, 'Guardian'), write(children, 'Child'))).toEqual(expected);
    },
  );
  await fc.assert(property, { numRuns: 100 });
}, 240_000);

test('what a directive takes away does not come, whoever asks', async () => {
  for (const [as, purpose] of CALLERS) {
    const query = `query ($id: ID!, $no: Boolean! = false) { guardian(id: $id) { __typename
      name @include(if: $no) phone @skip(if: true) ... @include(if: $no) { email memberCode } children @skip(if: true) { name } } }`;
    const variables = { id: gateway.idOf(as, 'Guardian', world.person('ga').key) };
    const { body } = await gateway.ask({ as, purpose, query, variables });
    expect(Object.keys((body.data?.guardian as object | null) ?? { __typename: 'Guardian' })).toEqual(['__typename']);
  }
});
