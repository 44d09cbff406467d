import { badInput } from './refuse.js';
import { defineRegister } from './registerDefinition.js';
import { assigned, flag, text, word, type Payload } from './shape.js';
import { RECIPIENT_STAFF } from './staffRoles.js';

const members = {
  organisation: assigned(word()),
  /** Who signs for the organisation. */
  signatory: text(200),
  /** All staff that handle the data are trained (A9-5). */
  trained: flag(),
  /** All of them are bound to secrecy (A3-3). */
  secrecy: flag(),
} as const;

export type AttestationPayload = Payload<typeof members>;

/** A recipient's word for its staff, for a year at most; no grant, so that the recipient itself records it. Key: the organisation. */
export const attestationRegister = defineRegister({
  name: 'ATTESTATION',
  noun: 'Attestation',
  plural: 'attestations',
  description: 'Attestations by joint users and processors that their staff are trained and bound to secrecy.',
  clauses: ['A9-5', 'A3-2', 'A5-3'],
  members,
  recorders: RECIPIENT_STAFF,
  accountableOnly: false,
  enders: [...RECIPIENT_STAFF, 'PRIVACY_MANAGER'],
  longestDays: 365,
  keyOf: ({ organisation }) => organisation,
  organisationOf: ({ organisation }) => organisation,
  assign: (payload, { recorder }) => ({ ...payload, organisation: recorder.organisation }),
  check: ({ payload }) => {
    if (!payload.trained || !payload.secrecy) badInput('trained, secrecy: an attestation attests both (A9-5)');
  },
  checkEnd: ({ payload }, recorder, look) => {
    const accountable = look.policy.organisations[recorder.organisation]?.accountable === true;
    if (recorder.organisation !== payload.organisation && !accountable) badInput('key: there is no such entry');
  },
});
