import { tokyoToday } from '../../policy/lifeStage.js';
import { NOTICE_ITEM_NAMES, type NoticeItem } from '../../policy/noticeItems.js';
import { DATA_CATEGORIES, PURPOSES, type DataCategory } from '../../policy/vocabulary.js';
import { badInput } from './refuse.js';
import { defineRegister, type Entry, type Look } from './registerDefinition.js';
import { assigned, caps, choice, day, group, list, optional, text, webAddress, word, type Payload } from './shape.js';
import { tokyoMidnight } from './tokyoMidnight.js';

const members = {
  version: word(),
  /** That data are used jointly. */
  statement: optional(text()),
  items: list(choice('DataCategory', DATA_CATEGORIES)),
  /** Organisation codes. */
  recipients: list(word()),
  purposes: list(choice('Purpose', PURPOSES)),
  responsibleParty: group('ResponsibleParty', {
    name: optional(text(200)),
    address: optional(text(300)),
    representative: optional(text(200)),
  }),
  /** How long the data are kept. */
  retentionPeriod: optional(text()),
  /** How a consent is taken back, and use or provision stopped. */
  withdrawalMethod: optional(text()),
  /** Names of the subsidiaries and affiliates that use the data. */
  affiliateList: optional(text()),
  /** Names of the contractors' contractors. */
  subcontractorList: optional(text()),
  securityMeasuresSummary: optional(text()),
  /** To whom complaints go. */
  complaintRecipient: optional(text(300)),
  publishedUrl: optional(webAddress()),
  announcedOn: optional(day()),
  effectiveFrom: day(),
  /** When those whose data were collected before were told of items that are new; null: they were not. */
  notifiedExistingOn: optional(day()),
  /** Items that no earlier notice had, set by the gateway. */
  addedItems: assigned(list(choice('DataCategory', DATA_CATEGORIES))),
  /** The highest form that a joint user may get; a category that is not named is not capped. */
  caps: caps(),
} as const;

export type JointUseNoticePayload = Payload<typeof members>;

/**
 * The notice of joint use, one entry a version; the latest that has begun counts, and none once that one is ended: what it
 * replaced does not come back. An incomplete one can be recorded, and is not in force.
 */
export const jointUseNoticeRegister = defineRegister({
  name: 'JOINT_USE_NOTICE',
  noun: 'JointUseNotice',
  plural: 'jointUseNotices',
  description: 'Notices of joint use with the items that APPI 27(5)(iii) asks for.',
  clauses: ['A2(2)-0', 'A2(2)-1', 'A2(2)-2', 'A2(2)-4', 'A2(2)-i9', 'A3-1'],
  members,
  recorders: ['PRIVACY_MANAGER'],
  purposes: ['GOVERNANCE'],
  enders: ['PRIVACY_MANAGER'],
  keyOf: ({ version }) => version,
  periodOf: ({ effectiveFrom }) => ({ from: tokyoMidnight(effectiveFrom) }),
  assign: async (payload, { look }) => ({ ...payload, addedItems: await itemsAdded(payload, look) }),
  check: async ({ key, payload, validFrom }, look) => {
    const { announcedOn, effectiveFrom, purposes } = payload;
    if (announcedOn !== null && announcedOn > effectiveFrom) {
      badInput(`announcedOn "${announcedOn}": must not be after effectiveFrom "${effectiveFrom}"`);
    }
    const foreign = purposes.find((purpose) => look.policy.purposes[purpose].jointUse === false);
    if (foreign !== undefined) badInput(`purposes "${foreign}": is no purpose of joint use (A2(1)-0)`);
    const others = (await look.latest(jointUseNoticeRegister)).filter((entry) => entry.key !== key && !entry.ended);
    if (others.some((entry) => entry.payload.effectiveFrom === effectiveFrom)) {
      badInput(`effectiveFrom "${effectiveFrom}": another version begins on that day; end it first`);
    }
    const before = noticeInForce(others, validFrom);
    if (before === null || !changesInAdvance(before.payload, payload)) return;
    if (announcedOn === null || announcedOn >= effectiveFrom || effectiveFrom <= tokyoToday(look.now)) {
      badInput(
        `announcedOn ${JSON.stringify(announcedOn)}: a change of purpose or responsible party is announced before it takes effect (APPI 27(6))`,
      );
    }
  },
});

/** The one that counts at an instant: the latest that has begun. */
export function noticeInForce(
  notices: readonly Entry<JointUseNoticePayload>[],
  at: Date,
): Entry<JointUseNoticePayload> | null {
  const begun = notices.filter((entry) => entry.validFrom <= at && (entry.validTo === null || at < entry.validTo));
  return begun.toSorted((a, b) => b.validFrom.getTime() - a.validFrom.getTime())[0] ?? null;
}

/** What no notice before this one, in force or ended, let joint users have of those who were there already. */
async function itemsAdded(
  { version, items, effectiveFrom }: JointUseNoticePayload,
  look: Look,
): Promise<readonly DataCategory[]> {
  const earlier = (await look.latest(jointUseNoticeRegister))
    .map(({ payload }) => payload)
    .filter((notice) => notice.version !== version && notice.effectiveFrom < effectiveFrom);
  if (earlier.length === 0) return [];
  const known = new Set(earlier.flatMap((notice) => usableItems(notice, effectiveFrom)));
  return items.filter((item) => !known.has(item));
}

/**
 * The items that count on a day: a new one once those who were there before have been told of it (APPI 27(6)). The law would also let it be used
 * of data that are collected afterwards; no record here says when a value was collected, so the narrower half is kept.
 */
export function usableItems(notice: JointUseNoticePayload, today: string): readonly DataCategory[] {
  // Entries from before these members were kept have neither, and no notice before them.
  const {
    items,
    addedItems = [],
    notifiedExistingOn = null,
  } = notice as Pick<JointUseNoticePayload, 'items'> & Partial<JointUseNoticePayload>;
  const told = notifiedExistingOn !== null && notifiedExistingOn <= today;
  return told ? items : items.filter((item) => !addedItems.includes(item));
}

/** How a notice says each item; null, or no member at all in an entry from before it was kept: it does not. */
const SAYS: Readonly<Record<NoticeItem, (notice: JointUseNoticePayload) => unknown>> = {
  statementOfJointUse: ({ statement }) => statement,
  items: ({ items }) => items[0],
  recipients: ({ recipients }) => recipients[0],
  purposes: ({ purposes }) => purposes[0],
  'responsibleParty.name': ({ responsibleParty }) => responsibleParty.name,
  'responsibleParty.address': ({ responsibleParty }) => responsibleParty.address,
  'responsibleParty.representative': ({ responsibleParty }) => responsibleParty.representative,
  retentionPeriod: ({ retentionPeriod }) => retentionPeriod,
  withdrawalMethod: ({ withdrawalMethod }) => withdrawalMethod,
  affiliateList: ({ affiliateList }) => affiliateList,
  subcontractorList: ({ subcontractorList }) => subcontractorList,
  policyVersionDate: ({ version, effectiveFrom }) => version && effectiveFrom,
  securityMeasuresSummary: ({ securityMeasuresSummary }) => securityMeasuresSummary,
  complaintRecipient: ({ complaintRecipient }) => complaintRecipient,
};

/** Items that the law demands and the notice lacks, e.g. `responsibleParty.address`. */
export function missingNoticeItems(notice: JointUseNoticePayload): readonly string[] {
  const lacks = (value: unknown): boolean => value === null || value === undefined;
  const missing = NOTICE_ITEM_NAMES.filter((item) => lacks(SAYS[item](notice)));
  const announcement = (['publishedUrl', 'announcedOn'] as const).filter((name) => lacks(notice[name]));
  return [...missing, ...announcement];
}

function changesInAdvance(before: JointUseNoticePayload, after: JointUseNoticePayload): boolean {
  const purposes = (notice: JointUseNoticePayload): string => notice.purposes.toSorted().join();
  const named = before.responsibleParty.name !== null && before.responsibleParty.name !== after.responsibleParty.name;
  return named || (before.purposes.length > 0 && purposes(before) !== purposes(after));
}
