import { type Day, dateOf } from './calendar.js';
import { families } from './family.js';
import { type ClassPlan, classesPerTerm, classPlans, COURSES, CURRENT_TERM, meetings, termsOf } from './lessons.js';
import type { Name } from './names.js';
import { mailAddress, officeNumber } from './person.js';
import { randomFor } from './random.js';
import type { World } from './world.js';

export interface StaffMember {
  readonly id: number;
  readonly organisation: 'SENDAI_HOSO' | 'KODOMO_TECH';
  readonly family: Name;
  readonly given: Name;
  readonly jobTitle: string;
  readonly phone: string;
  readonly email: string;
}

/** Every third class has the same person of the broadcaster, so each has three or more in a term. */
export function operatorCount(world: Pick<World, 'families'>): number {
  return Math.max(4, Math.floor(classesPerTerm(world) / 3));
}

export function contractorCount(world: Pick<World, 'families'>): number {
  return Math.max(3, Math.floor(classesPerTerm(world) / 4));
}

/** The broadcaster's people first, then its contractor's. */
export function* staff(world: World): Generator<StaffMember> {
  const operators = operatorCount(world);
  for (let id = 1; id <= operators + contractorCount(world); id += 1) {
    const random = randomFor(world.seed, 'staff', id);
    const organisation = id <= operators ? 'SENDAI_HOSO' : 'KODOMO_TECH';
    const family = world.names.family(random);
    const given = world.names.given(random, random.chance(0.5) ? 'FEMALE' : 'MALE', 'PARENT');
    const domain = organisation === 'SENDAI_HOSO' ? 'hoso.example.jp' : 'tech.example.jp';
    const jobTitle = random.pick(
      organisation === 'SENDAI_HOSO'
        ? ['ディレクター', 'アナウンサー', '制作担当', '事業担当']
        : ['講師', '主任講師', '教室補助'],
    );
    const phone = officeNumber(random);
    yield { id, organisation, family, given, jobTitle, phone, email: mailAddress(random, family, given, domain) };
  }
}

/** Who teaches a class: one of the broadcaster, and in three of five one of the contractor. */
export function teachersOf(world: World, plan: ClassPlan): readonly number[] {
  const operator = (plan.position % operatorCount(world)) + 1;
  if (plan.position % 5 > 2) return [operator];
  return [operator, operatorCount(world) + (plan.position % contractorCount(world)) + 1];
}

export function* assignments(world: World): Generator<readonly (string | number | null)[]> {
  const terms = termsOf(world);
  let id = 0;
  for (const plan of classPlans(world)) {
    const term = terms[plan.term];
    if (term === undefined) continue;
    const endsOn = plan.term === CURRENT_TERM ? null : dateOf(term.endsOn);
    for (const teacher of teachersOf(world, plan)) yield [(id += 1), teacher, plan.id, dateOf(term.startsOn), endsOn];
  }
}

export function* sessions(world: World): Generator<readonly (string | number)[]> {
  let id = 0;
  for (const plan of classPlans(world)) {
    const teachers = teachersOf(world, plan);
    for (const [meeting, day] of meetings(world, plan).entries()) {
      const teacher = teachers[meeting % teachers.length] ?? 1;
      yield [(id += 1), plan.id, teacher, dateOf(day), `${COURSES[plan.course]?.[1] ?? ''} 第${meeting + 1}回`];
    }
  }
}

export const PROGRAMMES = [
  ['おはよう宮城', '情報', 1],
  ['夕方ワイド', '情報', 2],
  ['こども工房', 'こども', 6],
  ['みやぎの食卓', '料理', 3],
  ['杜の都クイズ', 'クイズ', 4],
  ['週末スポーツ', 'スポーツ', 7],
  ['海と山と', 'ドキュメンタリー', 7],
  ['あしたの天気', '天気', 5],
] as const;

const CAMPAIGN_NAMES = ['親子招待プレゼント', '絵画コンクール', '新米プレゼント', '公開収録ご招待'] as const;

export interface CampaignPlan {
  readonly id: number;
  readonly programme: number;
  readonly name: string;
  readonly startsOn: Day;
  readonly endsOn: Day;
}

/** Four a programme, spread over two years; some are open. */
export function campaigns(world: World): readonly CampaignPlan[] {
  return PROGRAMMES.flatMap(([title], programme) =>
    CAMPAIGN_NAMES.map((name, round) => {
      const startsOn = world.today - 640 + round * 200 + programme * 7;
      const id = programme * CAMPAIGN_NAMES.length + round + 1;
      return { id, programme: programme + 1, name: `${title} ${name}`, startsOn, endsOn: startsOn + 45 };
    }),
  );
}

/** A guardian in three enters one to three campaigns. */
export function* campaignEntries(world: World): Generator<readonly (string | number)[]> {
  const all = campaigns(world).filter((campaign) => campaign.startsOn < world.today);
  let id = 0;
  for (const family of families(world)) {
    for (const guardian of family.guardians) {
      const random = randomFor(world.seed, 'entries', guardian.id);
      if (!random.chance(0.34)) continue;
      const chosen = new Set(Array.from({ length: random.integer(1, 3) }, () => random.pick(all)));
      for (const campaign of chosen) {
        const latest = Math.min(campaign.endsOn, world.today - 1);
        yield [(id += 1), campaign.id, guardian.id, dateOf(random.integer(campaign.startsOn, latest))];
      }
    }
  }
}
