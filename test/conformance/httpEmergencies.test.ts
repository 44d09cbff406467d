import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type Gateway } from '../support/startGateway.js';
import { MANAGER, openRegisters, type Registers } from './httpRegisters.js';

let gateway: Gateway;
let world: ArrangedWorld;
let registers: Registers;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
  registers = await openRegisters(gateway);
});
afterAll(async () => gateway.close());

const responder = { as: 'emergency-responder', purpose: 'VITAL_OR_PROPERTY_PROTECTION' } as const;
const cn = () => world.person('cn');

// clauses: A4-6a
test('an emergency is opened for a responder by the staff who know whom it is about; the responder finds that child and its guardian, and nobody else', async () => {
  const staff = { as: 'club-staff', purpose: 'CLUB_OPERATION' } as const;
  const names = async () => {
    const query = '{ children(first: 50) { nodes { name } } guardians(first: 50) { nodes { name } } }';
    const { body } = await gateway.ask({ ...responder, query });
    const lists = [body.data.children, body.data.guardians] as ({ nodes: { name: string | null }[] } | null)[];
    return lists.map((list) => (list?.nodes ?? []).flatMap(({ name }) => name ?? []));
  };
  expect(await names()).toEqual([[], []]);
  const danger = { danger: 'LIFE', whatHappens: 'fire', whyConsentHard: 'unconscious', subject: cn() };
  const responding = { person: 'demo:emergency-responder', organisation: 'SENDAI_FIRE' };
  const input = { ...danger, responder: responding };
  const key = await registers.record({ ...staff, noun: 'BreakGlass', input });
  expect(await names()).toEqual([[cn().name], ['後見 太郎']]);
  const other = { ...input, responder: { ...responding, organisation: 'PARTNER_BOOKS' } };
  expect((await registers.tryToRecord({ ...staff, noun: 'BreakGlass', input: other })).error).toContain('responder');
  await registers.end({ ...MANAGER, noun: 'BreakGlass', key });
  expect(await names()).toEqual([[], []]);
});
