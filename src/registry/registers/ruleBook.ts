import { defineRegister } from './registerDefinition.js';
import { day, text, webAddress, word, type Payload } from './shape.js';

const members = { version: word(), title: text(200), url: webAddress(), issuedOn: day() } as const;

export type RuleBookPayload = Payload<typeof members>;

/** The rules that staff acknowledge. One entry, `RULE_BOOK`: its current version is the version that counts. */
export const ruleBookRegister = defineRegister({
  name: 'RULE_BOOK',
  noun: 'RuleBook',
  plural: 'ruleBooks',
  description: 'The rule book for the handling of personal information.',
  clauses: ['A8-4', 'A7-o'],
  members,
  recorders: ['PRIVACY_MANAGER'],
  purposes: ['GOVERNANCE'],
  keyOf: () => 'RULE_BOOK',
});
