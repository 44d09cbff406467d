import { applyGovernance } from '../../directives/applyGovernance.js';
import { requiresUse } from '../../directives/requires.js';
import { run } from './support/ask.js';
import { schemaOf, withResolvers } from './support/sdl.js';

const schema = schemaOf(`
  type Query {
    audit: String @requires(roles: [INTERNAL_AUDITOR, PRIVACY_MANAGER], purposes: [INTERNAL_AUDIT])
    policy: String @requires(roles: [PRIVACY_MANAGER])
    rights: String @requires(purposes: [DATA_SUBJECT_RIGHTS])
  }
`);

const passed = () => null;

async function ask(query: string, context: unknown): Promise<unknown> {
  const answer = () => 'answered';
  const governed = applyGovernance(
    withResolvers(schema, { 'Query.audit': answer, 'Query.policy': answer, 'Query.rights': answer }),
  );
  return run(governed, query, context);
}

describe('@requires', () => {
  it('is written with its lists', () => {
    expect(requiresUse({ roles: ['ANALYST'], purposes: ['TRAINING', 'GOVERNANCE'] })).toBe(
      '@requires(roles: [ANALYST], purposes: [TRAINING, GOVERNANCE])',
    );
  });

  it('answers a caller who has one of the roles for one of the purposes', async () => {
    const context = {
      caller: { roles: ['ANALYST', 'PRIVACY_MANAGER'] },
      purpose: 'INTERNAL_AUDIT',
      requirementRefusal: passed,
    };
    expect(await ask('{audit policy}', context)).toEqual({ data: { audit: 'answered', policy: 'answered' } });
  });

  it.each([
    ['another role', { caller: { roles: ['ANALYST'] }, purpose: 'INTERNAL_AUDIT', requirementRefusal: passed }],
    ['another purpose', { caller: { roles: ['INTERNAL_AUDITOR'] }, purpose: 'TRAINING', requirementRefusal: passed }],
    ['no role', { caller: { roles: [] }, purpose: 'INTERNAL_AUDIT', requirementRefusal: passed }],
    ['no purpose', { caller: { roles: ['INTERNAL_AUDITOR'] }, purpose: null, requirementRefusal: passed }],
    ['no caller', { purpose: 'INTERNAL_AUDIT', requirementRefusal: passed }],
    ['a context that asks no gate', { caller: { roles: ['INTERNAL_AUDITOR'] }, purpose: 'INTERNAL_AUDIT' }],
    ['no context', undefined],
  ])('refuses %s, naming the coordinate and the rule', async (_case, context) => {
    expect(await ask('{audit}', context)).toMatchObject({
      data: { audit: null },
      errors: [
        {
          message: 'Query.audit requires role INTERNAL_AUDITOR or PRIVACY_MANAGER and purpose INTERNAL_AUDIT.',
          path: ['audit'],
        },
      ],
    });
  });

  it('asks for the purpose alone where no role is named', async () => {
    expect(
      await ask('{rights}', { caller: { roles: [] }, purpose: 'DATA_SUBJECT_RIGHTS', requirementRefusal: passed }),
    ).toEqual({
      data: { rights: 'answered' },
    });
  });

  it('tells why a gate refuses who has role and purpose, and notes it', async () => {
    const noted: unknown[] = [];
    const refusal = { reason: 'TRAINING_EXPIRED', gate: 'G3', clauses: ['A9-4a'], message: 'TRAINING_EXPIRED: closed' };
    const context = {
      caller: { roles: ['PRIVACY_MANAGER'] },
      purpose: 'INTERNAL_AUDIT',
      requirementRefusal: (coordinate: string) => (coordinate === 'Query.audit' ? refusal : null),
      noteRequirement: (...said: unknown[]) => void noted.push(said),
    };
    expect(await ask('{audit policy}', context)).toMatchObject({
      data: { audit: null, policy: 'answered' },
      errors: [{ message: 'TRAINING_EXPIRED: closed', path: ['audit'] }],
    });
    expect(noted).toEqual([
      ['Query.audit', refusal],
      ['Query.policy', null],
    ]);
  });
});
