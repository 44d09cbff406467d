import { type Day, dateOf, dayOf, weekdayOf } from './calendar.js';
import { type Child, families } from './family.js';
import { attendanceId, enrolmentId } from './keys.js';
import { randomFor } from './random.js';
import { SPECIAL_FAMILIES } from './special.js';
import type { World } from './world.js';

export const COURSES = [
  ['PROG1', 'はじめてのプログラミング', '初級', '画面の絵を動かすところから'],
  ['PROG2', 'ゲームをつくろう', '中級', '自分のゲームを完成させる'],
  ['ROBOT', 'ロボット工作', '中級', 'センサーとモーターで動かす'],
  ['NEWS', 'こども記者', '初級', '取材して記事を書く'],
  ['ANNOUNCE', 'アナウンサー体験', '初級', '声の出し方と原稿の読み方'],
  ['VIDEO', '番組づくり', '上級', '企画から編集まで'],
  ['COOK', 'こども料理', '初級', '季節の食材でつくる'],
  ['FARM', '田んぼの学校', '初級', '田植えから稲刈りまで'],
  ['SCIENCE', 'おもしろ実験', '初級', '身のまわりの科学'],
  ['ENGLISH', '英語であそぼう', '初級', '歌とゲームで'],
  ['WEATHER', '天気と防災', '中級', '雲を読み、備える'],
  ['ART', 'デジタル絵本', '中級', '物語と絵をひとつに'],
] as const;

export interface Term {
  readonly code: string;
  readonly startsOn: Day;
  readonly endsOn: Day;
}

/** Terms are numbered 0 to 2; the last is the one of today. */
const TERM_COUNT = 3;
export const CURRENT_TERM = TERM_COUNT - 1;

/** The half-year of today (October to March is the second of its school year), and the two before it. */
export function termsOf(world: Pick<World, 'today'>): readonly Term[] {
  const [year = 0, month = 0] = dateOf(world.today).split('-').map(Number);
  const current = (month < 4 ? year - 1 : year) * 2 + (month >= 4 && month < 10 ? 0 : 1);
  return Array.from({ length: TERM_COUNT }, (_, term) => makeTerm(current - CURRENT_TERM + term));
}

/** `number` counts half-years: twice the school year, and one more for the second half. */
function makeTerm(number: number): Term {
  const year = Math.floor(number / 2);
  return number % 2 === 0
    ? { code: `${year}-1`, startsOn: dayOf(`${year}-04-01`), endsOn: dayOf(`${year}-09-30`) }
    : { code: `${year}-2`, startsOn: dayOf(`${year}-10-01`), endsOn: dayOf(`${year + 1}-03-31`) };
}

const VENUES = [
  ['04101', '青葉区中央教室'],
  ['04102', '宮城野教室'],
  ['04103', '若林教室'],
  ['04104', '長町教室'],
  ['04105', '泉中央教室'],
  ['04202', '石巻教室'],
  ['04207', '名取教室'],
  ['04215', '古川教室'],
] as const;

export function classesPerTerm(world: Pick<World, 'families'>): number {
  return Math.max(COURSES.length, Math.round(world.families / 75));
}

export function classId(world: World, term: number, position: number): number {
  return term * classesPerTerm(world) + position + 1;
}

export interface ClassPlan {
  readonly id: number;
  readonly term: number;
  /** 0 … classesPerTerm-1 */
  readonly position: number;
  readonly course: number;
  readonly name: string;
  readonly weekday: number;
  readonly startsAt: string;
  readonly venue: string;
  readonly municipalityCode: string;
}

export function classPlan(world: World, term: number, position: number): ClassPlan {
  const course = position % COURSES.length;
  const random = randomFor(world.seed, 'class', term * 100_000 + position);
  const [municipalityCode, venue] = random.pick(VENUES);
  const weekday = random.pick([3, 5, 6, 6, 7, 7]);
  const startsAt = weekday < 6 ? '16:30' : random.pick(['09:30', '13:00', '15:00']);
  const group = Math.floor(position / COURSES.length) + 1;
  const name = `${COURSES[course]?.[1] ?? ''} ${group}組`;
  return {
    id: classId(world, term, position),
    term,
    position,
    course,
    name,
    weekday,
    startsAt,
    venue,
    municipalityCode,
  };
}

export function* classPlans(world: World): Generator<ClassPlan> {
  for (let term = 0; term < TERM_COUNT; term += 1) {
    for (let position = 0; position < classesPerTerm(world); position += 1) yield classPlan(world, term, position);
  }
}

/** The days, every other week, on which a class met before today: at most 14. */
export function meetings(world: World, plan: ClassPlan): readonly Day[] {
  const term = termsOf(world)[plan.term];
  if (term === undefined) return [];
  const days: Day[] = [];
  const first = term.startsOn + ((plan.weekday - weekdayOf(term.startsOn) + 7) % 7);
  for (let day = first; day <= term.endsOn && day < world.today; day += 14) days.push(day);
  return days;
}

export interface EnrolmentPlan {
  readonly id: number;
  readonly child: Child;
  readonly plan: ClassPlan;
  readonly state: 'ACTIVE' | 'FINISHED' | 'WITHDRAWN';
  readonly enrolledOn: Day;
  readonly endedOn: Day | null;
}

export function* enrolments(world: World): Generator<EnrolmentPlan> {
  const terms = termsOf(world);
  for (const family of families(world)) {
    for (const child of family.children) {
      const pinned = family.index === SPECIAL_FAMILIES.DEMO;
      for (const [term, period] of terms.entries()) {
        const enrolment = enrolmentOf(world, child, { term, period, pinned, since: family.registeredOn });
        if (enrolment !== null) yield enrolment;
      }
    }
  }
}

interface Chance {
  readonly term: number;
  readonly period: Term;
  /** The demo family's children are in the first class of the current term, which the demo staff teach. */
  readonly pinned: boolean;
  readonly since: Day;
}

function enrolmentOf(world: World, child: Child, { term, period, pinned, since }: Chance): EnrolmentPlan | null {
  const random = randomFor(world.seed, 'enrolment', child.id * TERM_COUNT + term);
  const { startsOn, endsOn } = period;
  const gone = child.leftOn ?? child.deceasedOn;
  const enrolledOn = Math.max(since, startsOn - random.integer(1, 30));
  if (enrolledOn > Math.min(endsOn - 30, world.today - 1) || (gone !== null && gone < endsOn)) return null;
  const fixed = pinned && term === CURRENT_TERM;
  if (!fixed && !random.chance(0.27)) return null;
  const position = fixed ? 0 : random.integer(0, classesPerTerm(world) - 1);
  const withdrawn = !fixed && random.chance(0.05);
  const over = endsOn < world.today;
  const endedOn = withdrawn
    ? Math.min(enrolledOn + random.integer(20, 90), endsOn, world.today - 1)
    : over
      ? endsOn
      : null;
  const state = withdrawn ? 'WITHDRAWN' : over ? 'FINISHED' : 'ACTIVE';
  const plan = classPlan(world, term, position);
  return { id: enrolmentId(child.id, term), child, plan, state, enrolledOn, endedOn };
}

export function* attendances(world: World): Generator<readonly (string | number)[]> {
  for (const enrolment of enrolments(world)) {
    const random = randomFor(world.seed, 'attendance', enrolment.id);
    let meeting = 0;
    for (const day of meetings(world, enrolment.plan)) {
      meeting += 1;
      if (day < enrolment.enrolledOn || (enrolment.endedOn !== null && day > enrolment.endedOn)) continue;
      const drawn = random.next();
      const status = drawn < 0.86 ? 'PRESENT' : drawn < 0.95 ? 'ABSENT' : 'LATE';
      yield [attendanceId(enrolment.id, meeting), enrolment.id, dateOf(day), status];
    }
  }
}
