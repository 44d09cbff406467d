import { NorenError } from '../../errors.js';
import type { StatisticsDesk } from '../statistics/statisticsDesk.js';

/** Of the ledger a preview reads what is left, and calls nothing else: it spends no budget, and sees no release. */
const READS = ['standing'];

export function withoutBuying(desk: StatisticsDesk): StatisticsDesk {
  const ledger = new Proxy(desk.ports.ledger, {
    get: (target, name) => {
      const own: unknown = Reflect.get(target, name, target);
      if (typeof own !== 'function') return own;
      return READS.includes(String(name)) ? (own.bind(target) as unknown) : refuse;
    },
  });
  return { ...desk, ports: { ...desk.ports, ledger } };
}

function refuse(): never {
  throw new NorenError('REFUSED', 'A preview buys no statistic. Ask for its quote.');
}
