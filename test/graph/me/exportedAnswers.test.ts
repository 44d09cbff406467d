import { arrangeSubjects, type ArrangedWorld } from '../../support/arrangeSubjects.js';
import { startGateway, type As, type Data, type Gateway } from '../../support/startGateway.js';
import { MANAGER, openRegisters } from '../../conformance/httpRegisters.js';

let gateway: Gateway;
let world: ArrangedWorld;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
});
afterAll(async () => gateway.close());

const RIGHTS = 'DATA_SUBJECT_RIGHTS';

function self(alias: string, role: 'SELF_GUARDIAN' | 'SELF_CHILD' = 'SELF_GUARDIAN') {
  const { kind, key } = world.person(alias);
  const authTime = Math.floor(gateway.clock.now.getTime() / 1_000) - 5;
  return {
    subjectId: alias,
    organisation: 'SELF',
    roles: [role],
    subject: { kind, reference: key },
    authTime,
  } as const;
}

async function said(as: As, query: string): Promise<Data> {
  const { body } = await gateway.ask({ as, purpose: RIGHTS, query });
  expect(body.errors).toBeUndefined();
  return body.data;
}
const exported = async (as: As, format = 'JSON') =>
  (await said(as, `mutation { exportMine(format: ${format}) { document } }`)).exportMine.document as string;

// clauses: A6-3b
test('the copy holds the requests of the person with their answers, in both formats, and no request of another', async () => {
  const key = (await said(self('gn'), 'mutation { requestRight(right: INQUIRY) { key } }')).requestRight.key as string;
  const answer = 'decision: REFUSED, refusal: OTHER_LAW, explanation: "Article 5 says so"';
  await said('consultation-desk', `mutation { answerRequest(key: "${key}", ${answer}) { key } }`);
  const document = JSON.parse(await exported(self('gn')));
  expect(document.requests).toMatchObject([
    { key, right: 'INQUIRY', open: false, decision: 'REFUSED', refusal: 'OTHER_LAW', explanation: 'Article 5 says so' },
  ]);
  expect(await exported(self('gn'), 'CSV')).toContain('requests[1].explanation,Article 5 says so');
  expect(await exported(self('go'))).not.toContain(key);
});

// clauses: A6-3b A6-3e
test('it holds the stops of the person, whoever said it for them; to a guardian none of a child, and to nobody another flag', async () => {
  const child = gateway.idOf(self('ga'), 'Child', world.person('ca').key);
  await said(self('ga'), `mutation { stopMine(what: STOP_PROVISION, about: "${child}") }`);
  await said(self('ga'), 'mutation { stopMine(what: STOP_USE) }');
  const registers = await openRegisters(gateway);
  const input = { subject: world.person('ca'), flag: 'GUARDIAN_NOTICE_SUPPRESSED', why: 'W01' };
  await registers.record({ ...MANAGER, noun: 'SubjectFlag', input });
  const guardians = JSON.parse(await exported(self('ga')));
  expect(guardians.stops).toEqual([{ stop: 'STOP_USE', since: gateway.clock.now.toISOString() }]);
  const childs = JSON.parse(await exported(self('ca', 'SELF_CHILD')));
  expect(childs.stops.map(({ stop }: Data) => stop)).toEqual(['STOP_PROVISION']);
  expect(JSON.stringify([guardians, childs])).not.toContain('GUARDIAN_NOTICE_SUPPRESSED');
});

// clauses: A6-3a A6-3b
test('it holds all disclosures as the page shows them, without the looks of the person', async () => {
  const id = gateway.idOf('club-staff', 'Guardian', world.person('gc').key);
  const query = `{ guardian(id: "${id}") { phone } }`;
  for (let look = 0; look < 3; look += 1) await gateway.ask({ as: 'club-staff', purpose: 'CLUB_OPERATION', query });
  await exported(self('gc'));
  const { disclosures } = JSON.parse(await exported(self('gc')));
  const page = await said(
    self('gc'),
    `{ me { disclosures { disclosures { entry about at recipient recipientName roles purpose
       items { category form fields rule basis clauses } } } } }`,
  );
  expect(disclosures).toEqual(page.me.disclosures.disclosures);
  expect(disclosures).toHaveLength(3);
  expect(new Set(disclosures.map(({ recipient }: Data) => recipient))).toEqual(new Set(['GAKKO']));
});

// clauses: A6-3b
test('it holds what was corrected of a child, services that were asked for and consents that were asked of the person', async () => {
  const child = gateway.idOf(self('ga'), 'Child', world.person('ct').key);
  await said(self('ga'), `mutation { correctMine(about: "${child}", input: { phone: "022-111-2222" }) { state } }`);
  const service = `{ subject: "${child}", requestedBy: "${child}", partner: "PARTNER_BOOKS", service: "books", needSet: [NAME] }`;
  const { key } = (await said(self('ga'), `mutation { recordServiceRequest(input: ${service}) { key } }`))
    .recordServiceRequest;
  await said(self('ga'), `mutation { endServiceRequest(key: "${key}", reason: "no more") { ended } }`);
  const mine = JSON.parse(await exported(self('ga')));
  expect(mine.corrections).toMatchObject([
    { about: child, category: 'PHONE', changes: [{ item: 'phone', after: '022-111-2222' }] },
  ]);
  expect(mine.serviceRequests).toMatchObject([
    {
      about: child,
      partner: 'PARTNER_BOOKS',
      service: 'books',
      needSet: ['NAME'],
      askedAs: 'GUARDIAN',
      cancelled: true,
    },
  ]);
  expect(mine.guardian.children.map(({ id }: Data) => id)).toContain(child);
  // The other guardian's children and services are not in it.
  const others = JSON.parse(await exported(self('gn')));
  expect([others.corrections, others.serviceRequests]).toEqual([[], []]);
});

// clauses: A6-3b A9-4a
test('of one who works here it holds trainings with their scores and pledges, without anybody else of them', async () => {
  const record = (
    person: string,
  ) => `mutation { recordTraining(input: { person: "${person}", course: "privacy", courseVersion: "7",
    channel: REGULAR_TRAINING, score: 88, completedOn: "2026-11-01" }) { key } }`;
  const worker = gateway.identity('employee');
  for (const person of [worker.subjectId, 'somebody-else']) {
    await gateway.ask({ as: 'privacy-manager', purpose: 'GOVERNANCE', query: record(person) });
  }
  const { trainings } = JSON.parse(await exported('employee'));
  expect(trainings).toMatchObject([{ course: 'privacy', courseVersion: '7', score: 88, counts: true }]);
  expect(JSON.parse(await exported('guardian')).trainings).toBeUndefined();
  expect(await exported('employee')).not.toContain('somebody-else');
});
