import { badInput } from './refuse.js';
import { defineRegister } from './registerDefinition.js';
import { ruleBookRegister } from './ruleBook.js';
import { assigned, flag, word, type Payload } from './shape.js';
import { OWN_STAFF } from './staffRoles.js';

const members = {
  person: assigned(word()),
  ruleVersion: word(),
  /** The pledge of secrecy (A7-h). */
  pledged: flag(),
} as const;

export type RuleAcknowledgementPayload = Payload<typeof members>;

/** That a person knows the rules; everybody speaks for themselves. Key: the person. */
export const ruleAcknowledgementRegister = defineRegister({
  name: 'RULE_ACKNOWLEDGEMENT',
  noun: 'RuleAcknowledgement',
  plural: 'ruleAcknowledgements',
  description: 'Acknowledgements of the rule book, with the pledge of secrecy.',
  clauses: ['A8-4', 'A7-h'],
  members,
  recorders: OWN_STAFF,
  keyOf: ({ person }) => person,
  assign: (payload, { recorder }) => ({ ...payload, person: recorder.subjectId }),
  check: async ({ payload }, look) => {
    const [rules] = await look.inForce(ruleBookRegister);
    if (payload.ruleVersion !== rules?.payload.version) {
      badInput(`ruleVersion "${payload.ruleVersion}": is not the current version of the rule book (A8-4)`);
    }
    if (!payload.pledged) badInput('pledged false: the rules come with the pledge of secrecy (A7-h)');
  },
});
