import { badInput } from './refuse.js';
import { defineRegister } from './registerDefinition.js';
import { assigned, choice, group, instant, optional, text, word, type Payload } from './shape.js';

const members = {
  id: word(),
  title: text(200),
  contentClass: choice('ContentClass', ['OWN_SERVICE', 'ADVERTISER', 'PARTNER']),
  /** Organisation code of the advertiser or partner. */
  onBehalfOf: optional(word()),
  /** Why it is useful to the child or guardian; whoever records this judges it so. */
  usefulBecause: optional(text()),
  judgement: assigned(optional(group('CampaignJudgement', { by: word(), at: instant(), why: text() }))),
} as const;

export type CampaignPayload = Payload<typeof members>;

/** Campaigns, judged useful by the Club or not yet. Key: the campaign's id. */
export const campaignRegister = defineRegister({
  name: 'CAMPAIGN',
  noun: 'CampaignPlan',
  plural: 'campaignPlans',
  description: 'Campaigns, and who of the Club judged them useful to the child or guardian, and why.',
  clauses: ['A2(1)-2a', 'A2(1)-2b', 'A2(1)-2c', 'A2(1)-2d'],
  members,
  recorders: ['CLUB_STAFF', 'DEPT_MANAGER'],
  purposes: ['BENEFICIAL_INFORMATION', 'GOVERNANCE'],
  enders: ['CLUB_STAFF', 'DEPT_MANAGER', 'PRIVACY_MANAGER'],
  keyOf: ({ id }) => id,
  assign: (payload, { recorder, now }) => {
    const { usefulBecause: why } = payload;
    return { ...payload, judgement: why === null ? null : { by: recorder.subjectId, at: now.toISOString(), why } };
  },
  check: ({ payload: { contentClass, onBehalfOf } }) => {
    if ((contentClass === 'OWN_SERVICE') !== (onBehalfOf === null)) {
      badInput(`onBehalfOf ${JSON.stringify(onBehalfOf)}: a campaign of others says whose, one's own does not`);
    }
  },
});
