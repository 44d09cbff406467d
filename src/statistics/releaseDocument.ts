import type { MeasureName } from './measures.js';
import { measuresIn } from './cellReader.js';
import type { NoisyNumber } from './noisyNumber.js';
import type { PresentedRelease } from './present.js';
import { questionInWords } from './questionInWords.js';
import type { StatisticRelease } from './statisticRelease.js';

const NUMBER_COLUMNS = ['value', 'low', 'high', 'coverage', 'shown', 'status'] as const;
const LINE_END = '\r\n';

/** A release as CSV (RFC 4180), its metadata in comment lines before the header. Names are the policy's; numbers are as presented. */
export function releaseDocument(release: StatisticRelease, { cells, spent }: PresentedRelease): string {
  const measures = measuresIn(release);
  const { groupBy } = release.question;
  const header = [
    ...groupBy.flatMap((name) => [name.toLowerCase(), `${name.toLowerCase()}_name`]),
    ...measures.flatMap((name) => NUMBER_COLUMNS.map((column) => `${name.toLowerCase()}_${column}`)),
  ];
  const rows = cells.map(({ by, numbers }) => [
    ...groupBy.flatMap((name) => [by[name]?.code ?? '', by[name]?.name ?? '']),
    ...measures.flatMap((name: MeasureName) => columnsOf(numbers[name])),
  ]);
  const metadata = metadataOf(release, spent).map(([name, value]) => `# ${name}: ${value}`);
  return [...metadata, ...[header, ...rows].map((row) => row.map(cellText).join(',')), ''].join(LINE_END);
}

function metadataOf(
  release: StatisticRelease,
  spent: PresentedRelease['spent'],
): readonly (readonly [string, string])[] {
  return [
    ['release', release.id],
    ['question', questionInWords(release.question)],
    ['snapshot', release.snapshot],
    ['policy', release.policyVersion],
    ['issued', release.issuedAt],
    ['rho', spent.rho],
    ['epsilon', `${spent.epsilon} at delta ${spent.delta}`],
    ['unit of privacy', spent.unit],
    ['noise', spent.mechanism],
    ['interval', 'of the noise, with the coverage told or more; what bounding took away is not in it'],
  ];
}

function columnsOf(number: NoisyNumber | undefined): readonly string[] {
  return NUMBER_COLUMNS.map((column) => `${number?.[column] ?? ''}`);
}

function cellText(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
