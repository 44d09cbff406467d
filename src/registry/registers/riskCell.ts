import { manualControlRegister } from './manualControl.js';
import { badInput } from './refuse.js';
import { defineRegister } from './registerDefinition.js';
import { choice, day, list, text, word, type Payload } from './shape.js';

export const THREATS = ['UNAUTHORISED_ACCESS', 'LOSS', 'DESTRUCTION', 'TAMPERING', 'LEAK'] as const;
export const VIEWPOINTS = ['ORGANISATIONAL', 'HUMAN', 'PHYSICAL', 'TECHNICAL'] as const;

const members = {
  threat: choice('Threat', THREATS),
  viewpoint: choice('Viewpoint', VIEWPOINTS),
  risk: choice('RiskLevel', ['LOW', 'MEDIUM', 'HIGH']),
  /** What the gateway or an organisation does against it. */
  measures: list(text(300)),
  /** Keys of manual controls that do. */
  manualControls: list(word()),
  reviewedOn: day(),
} as const;

export type RiskCellPayload = Payload<typeof members>;

/** One cell of the table of five threats by four viewpoints. Key: threat/viewpoint. */
export const riskCellRegister = defineRegister({
  name: 'RISK_CELL',
  noun: 'RiskCell',
  plural: 'riskCells',
  description: 'The risk register: five threats by four viewpoints, each with what is done against it.',
  clauses: ['A7-1a', 'A7-1b', 'A7-1c', 'A7-1d', 'A7-1e', 'A7-o', 'A7-h', 'A7-p', 'A7-t', 'A7-2'],
  members,
  recorders: ['PRIVACY_MANAGER', 'SECURITY_OFFICER'],
  purposes: ['GOVERNANCE', 'SERVICE_PROTECTION'],
  lasting: true,
  keyOf: ({ threat, viewpoint }) => `${threat}/${viewpoint}`,
  check: async ({ payload: { measures, manualControls } }, look) => {
    if (measures.length + manualControls.length === 0) {
      badInput('measures 0 entries: each cell has a measure or a manual control (A7-2)');
    }
    const known = (await look.inForce(manualControlRegister)).map(({ key }) => key);
    const stranger = manualControls.find((key) => !known.includes(key));
    if (stranger !== undefined) badInput(`manualControls "${stranger}": there is no such control`);
  },
});
