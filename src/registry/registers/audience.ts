import { campaignRegister } from './campaign.js';
import { badInput, refuse } from './refuse.js';
import { defineRegister } from './registerDefinition.js';
import { sendJobRegister } from './sendJob.js';
import { list, subject, word } from './shape.js';

const LARGEST = 20_000;

const members = {
  /** Key of a send job of beneficial information. */
  sendJob: word(),
  /** By the ids that the tool knows them by. */
  guardians: list(subject(), { min: 1, max: LARGEST }),
} as const;

/**
 * Whom a tool proposes for a send job that the Club has judged. The tool chose them by pseudonyms and never learns who they are; whoever
 * sends sees them in its own right, by the job (C02, J02, M01).
 */
export const audienceRegister = defineRegister({
  name: 'AUDIENCE',
  noun: 'Audience',
  plural: 'audiences',
  description: 'Audiences that a tool chose by pseudonyms, for the send job that does the contacting.',
  clauses: ['A2(1)-2a', 'A2(1)-2b', 'A2-2'],
  members,
  recorders: ['MARKETING_TOOL'],
  accountableOnly: false,
  purposes: ['BENEFICIAL_INFORMATION', 'GOVERNANCE'],
  enders: ['CLUB_STAFF', 'DEPT_MANAGER', 'PRIVACY_MANAGER'],
  longestDays: 30,
  check: async ({ payload: { sendJob, guardians } }, look) => {
    const least = look.policy.statistics.k.default;
    if (guardians.some(({ kind }) => kind !== 'GUARDIAN')) badInput('guardians: an audience is of guardians (M01)');
    if (guardians.length < least) {
      badInput(
        `guardians: ${guardians.length} are too few; an audience has ${least} at least, so that it singles nobody out`,
      );
    }
    const [job] = await look.inForce(sendJobRegister, { key: sendJob });
    const campaign = job?.payload.campaign ?? null;
    if (job === undefined || campaign === null)
      badInput(`sendJob "${sendJob}": there is none of beneficial information`);
    const [plan] = await look.inForce(campaignRegister, { key: campaign ?? '' });
    if (plan?.payload.judgement === null || plan === undefined) {
      refuse('BENEFIT_NOT_JUDGED', 'the Club has not judged the campaign useful (A2(1)-2a)');
    }
  },
});
