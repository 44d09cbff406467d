import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { auditCosts } from './auditCosts.js';
import { CASES } from './cases/index.js';
import { compare } from './harness/compare.js';
import { openWorld } from './harness/world.js';
import { noiseTimes } from './noiseTimes.js';
import { planTimes } from './planTimes.js';
import { profile } from './profile.js';
import { scaleReport } from './analysis/scaleReport.js';
import { statisticsUtility } from './utility/statisticsUtility.js';
import { statementCounts } from './statementCounts.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '2' },
    families: { type: 'string', default: '50000' },
    purchases: { type: 'string', default: '2500000' },
  },
});
const wanted = (name: string): boolean => positionals.length === 0 || positionals.includes(name);
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const load = () => loadavg().map((value) => value.toFixed(1));
const [processor] = cpus();
say(
  `${new Date().toISOString().slice(0, 16)}Z, ${processor?.model ?? ''} x ${cpus().length}, Node ${process.versions.node}`,
);
say(`load before: ${load().join(' ')}; ${values.rounds} rounds of ${values.seconds} s each, in turns\n`);
if (wanted('plan')) say(await planTimes());
if (wanted('noise')) say(await noiseTimes());
// Only when it is asked for: it makes a cluster of its own, and takes minutes.
if (positionals.includes('analysis')) {
  const scale = { families: Number(values.families), purchases: Number(values.purchases) };
  say(await scaleReport(scale, Number(values.rounds)));
}
// Asked for by name, since it makes the log grow.
if (positionals.includes('audit')) {
  say(await auditCosts({ rounds: Number(values.rounds), milliseconds: Number(values.seconds) * 1_000 }));
}
// Only when it is asked for: it takes two snapshots of the embedded demonstration.
if (positionals.includes('utility')) say(await statisticsUtility());
const cases = positionals.includes('profile') ? [] : CASES.filter(({ name }) => wanted(name));
const profiled = positionals.includes('profile') ? CASES.filter(({ name }) => positionals.includes(name)) : [];
if (cases.length + profiled.length > 0) {
  const world = await openWorld();
  try {
    for (const { name } of profiled) say(await profile(world, name, 8_000));
    const plan = { rounds: Number(values.rounds), milliseconds: Number(values.seconds) * 1_000 };
    for (const benchCase of cases) say(await compare(world, benchCase, plan));
    if (cases.length > 0) say(await statementCounts(world));
  } finally {
    await world.close();
  }
}
say(`load after: ${load().join(' ')}`);
