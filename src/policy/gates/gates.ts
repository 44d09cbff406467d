import { g0Authenticated } from './g0Authenticated.js';
import { g1Purpose } from './g1Purpose.js';
import { g2Scope } from './g2Scope.js';
import { g3Trained } from './g3Trained.js';
import { g4Recipient } from './g4Recipient.js';
import { g5Notice } from './g5Notice.js';
import { g6Contract } from './g6Contract.js';
import type { Gate, GateId } from './gate.js';

/**
 * The gates before the matrix. The first that refuses decides, so the order is that of what can be said to whom: who calls, what
 * for, about whom, whether this person may handle data at all, and only then what hangs on the organisation, from its listing over
 * the notice down to its contracts. Nobody learns of a contract before it is known that they are listed. What follows is about the
 * cell, not the caller: subject flags (G7, per row), matrix (G8), conditions (G9), law (G10), statistics (G11), volume (G12).
 */
export const GATES: readonly { readonly id: GateId; readonly gate: Gate }[] = [
  { id: 'G0', gate: g0Authenticated },
  { id: 'G1', gate: g1Purpose },
  { id: 'G2', gate: g2Scope },
  { id: 'G3', gate: g3Trained },
  { id: 'G4', gate: g4Recipient },
  { id: 'G5', gate: g5Notice },
  { id: 'G6', gate: g6Contract },
];
