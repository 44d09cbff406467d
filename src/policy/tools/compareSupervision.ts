import type { Policy, VolumeLimit } from '../policy.js';
import { CLOCKED_CATEGORIES, type RecipientClass } from '../vocabulary.js';
import type { SettingChange } from './compareSettings.js';

/** Limits of what recipients get, how long data are kept, and how long one may go on without reading a bulletin: more gives more. */
export function compareSupervision(before: Policy, after: Policy): readonly SettingChange[] {
  const [old, now] = [before, after].map(({ supervision }) => supervision.criticalBulletinDays) as [number, number];
  return [...volumes(before, after), ...periods(before, after), ...more('supervision.criticalBulletinDays', old, now)];
}

/** No limit is the widest. */
function volumes({ supervision: old }: Policy, { supervision: now }: Policy): readonly SettingChange[] {
  const names = [...new Set([...Object.keys(old.volume), ...Object.keys(now.volume)])] as RecipientClass[];
  const aDay = (limit: VolumeLimit | undefined): number =>
    limit === undefined ? Infinity : limit.subjects / limit.days;
  return names.flatMap((name) => more(`supervision.volume.${name}`, aDay(old.volume[name]), aDay(now.volume[name])));
}

function periods({ retention: old }: Policy, { retention: now }: Policy): readonly SettingChange[] {
  const records = ['provisionRecordDays', 'requestRecordDays'] as const;
  return [
    ...CLOCKED_CATEGORIES.flatMap((category) =>
      more(`retention.afterLeavingDays.${category}`, old.afterLeavingDays[category], now.afterLeavingDays[category]),
    ),
    ...records.flatMap((name) => more(`retention.${name}`, old[name], now[name])),
  ];
}

function more(setting: string, from: number, to: number): readonly SettingChange[] {
  if (from === to) return [];
  return [{ kind: to > from ? 'WIDENS' : 'NARROWS', setting, from: String(from), to: String(to) }];
}
