import { join } from 'node:path';
import { loadPolicy } from '../../src/policy/loadPolicy.js';
import type { Policy } from '../../src/policy/policy.js';
import { projectRoot } from '../../src/projectRoot.js';
import type { SubjectRights } from '../../src/rights/subjectRights.js';
import { retentionEraser } from '../../src/startRetention.js';

const club = loadPolicy(join(projectRoot, 'policy', 'club.yaml'));
const { GAKKO, COOP } = club.organisations;

/** As an amendment could have it. */
function accountableIs(code: 'GAKKO' | 'COOP'): Policy {
  const organisations = {
    ...club.organisations,
    GAKKO: { ...GAKKO, accountable: code === 'GAKKO' },
    COOP: { ...COOP, accountable: code === 'COOP' },
  };
  return { ...club, organisations } as Policy;
}

test('what has been kept long enough is erased in the name of who is accountable on that day', async () => {
  const names: string[] = [];
  const erase = async (_subject: unknown, { by }: { readonly by: { readonly organisation: string } }) =>
    void names.push(by.organisation);
  let policy = accountableIs('GAKKO');
  const eraser = retentionEraser({ erase } as unknown as SubjectRights, () => policy);
  await eraser.erase({ kind: 'GUARDIAN', reference: 1 });
  policy = accountableIs('COOP');
  await eraser.erase({ kind: 'GUARDIAN', reference: 1 });
  expect(names).toEqual(['GAKKO', 'COOP']);
});
