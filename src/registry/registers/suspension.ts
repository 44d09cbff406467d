import { badInput, refuse } from './refuse.js';
import { defineRegister } from './registerDefinition.js';
import { assigned, choice, optional, text, word, type Payload } from './shape.js';

/** Who records a suspension that the volume limit made: the gateway, in the security officer's stead. */
export const VOLUME_WATCH = 'noren:volume-limit';

/** Key of the suspension of every recipient. */
export const EVERYBODY = 'ALL';

const members = {
  /** Organisation code; null: every recipient outside the accountable party. */
  organisation: optional(word()),
  why: text(),
  cause: assigned(choice('SuspensionCause', ['DECISION', 'VOLUME_LIMIT'])),
} as const;

export type SuspensionPayload = Payload<typeof members>;

/** The switch that stops a recipient, or all of them, from the next request on. Key: the organisation's code, or ALL. */
export const suspensionRegister = defineRegister({
  name: 'SUSPENSION',
  noun: 'Suspension',
  plural: 'suspensions',
  description: 'Recipients that are stopped; ended (lifted) by the accountable party only.',
  clauses: ['A3-2', 'A7-1e'],
  members,
  recorders: ['PRIVACY_MANAGER', 'SECURITY_OFFICER'],
  purposes: ['GOVERNANCE', 'SERVICE_PROTECTION'],
  enders: ['PRIVACY_MANAGER'],
  lasting: true,
  keyOf: ({ organisation }) => organisation ?? EVERYBODY,
  organisationOf: ({ organisation }) => organisation,
  assign: (payload, { recorder }) => ({
    ...payload,
    cause: recorder.subjectId === VOLUME_WATCH ? ('VOLUME_LIMIT' as const) : ('DECISION' as const),
  }),
  check: ({ payload: { organisation }, previous }, look) => {
    if (previous !== null && !previous.ended) badInput('organisation: is suspended already');
    if (organisation === null) return;
    const known = look.policy.organisations[organisation];
    if (known === undefined) return badInput(`organisation "${organisation}": is not in the policy`);
    const side = known.recipientClasses.map((name) => look.policy.recipientClasses[name].side);
    // Nobody is kept from their own data, and the accountable party has to be able to lift it.
    if (known.accountable || side.every((each) => each === 'DATA_SUBJECT')) {
      refuse('NOT_A_RECIPIENT', `${organisation} is no recipient that can be suspended (A3-2)`);
    }
  },
});
