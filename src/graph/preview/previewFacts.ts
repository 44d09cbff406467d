import type { GateFacts } from '../../policy/gateFacts.js';
import type { FactsByShape } from '../../registry/facts/gateFactsOf.js';

/**
 * What the registers say of the organisation that is played, with a person in good order: signed in with a second factor on a managed
 * device, trained, in office, of a department with a manager, and with nothing had yet. What hangs on a person's own papers is for `policy explain`.
 */
export function previewFacts({ SINGLE, LIST, ...rest }: FactsByShape): FactsByShape {
  return { SINGLE: inGoodOrder(SINGLE), LIST: inGoodOrder(LIST), ...rest };
}

const NOTHING = { requests: 0, records: 0 };

function inGoodOrder(facts: GateFacts): GateFacts {
  return {
    ...facts,
    caller: { ...facts.caller, mfa: true, managedDevice: true, withoutOffice: [] },
    departmentHasManager: true,
    rulesAcknowledged: true,
    trainingCurrent: true,
    bulletinUnreadSince: null,
    breakGlassActive: false,
    volume: { caller: NOTHING, organisation: NOTHING },
  };
}
