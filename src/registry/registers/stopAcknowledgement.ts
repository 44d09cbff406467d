import { badInput } from './refuse.js';
import { defineRegister } from './registerDefinition.js';
import { assigned, choice, optional, text, word } from './shape.js';
import { RECIPIENT_STAFF } from './staffRoles.js';

export const STOP_DEEDS = ['STOPPED', 'RETURNED', 'ERASED'] as const;

const members = {
  /** Key of the notice. */
  notice: word(),
  organisation: assigned(word()),
  done: choice('StopDeed', STOP_DEEDS),
  note: optional(text()),
} as const;

/** What a recipient says it did when it was told to stop; each speaks for itself. Key: that of the notice. */
export const stopAcknowledgementRegister = defineRegister({
  name: 'STOP_ACKNOWLEDGEMENT',
  noun: 'StopAcknowledgement',
  plural: 'stopAcknowledgements',
  description: 'Acknowledgements of notices to stop, by the recipients that got them.',
  clauses: ['A4-3', 'A4-4c', 'A3-2', 'A6-3e'],
  members,
  recorders: ['PARTNER', ...RECIPIENT_STAFF],
  accountableOnly: false,
  lasting: true,
  keyOf: ({ notice }) => notice,
  organisationOf: ({ organisation }) => organisation,
  assign: (payload, { recorder }) => ({ ...payload, organisation: recorder.organisation }),
  check: ({ previous }) => {
    if (previous !== null) badInput('notice: is acknowledged already');
  },
});
